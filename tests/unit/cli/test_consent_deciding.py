"""Saying yes, otherwise, no, later and no more, as a person and a script see it."""

import json
from datetime import date

import pytest

from consent.request import Resolution
from datadonor.texts import Language
from tests.commands import AtTheTerminal, asked, parsed
from tests.consents import signed_request
from tests.releases import PROJECT, version_of

NARROW = {
    "sleep": {"granted": True, "resolution": "month", "from": "2026-02-03", "until": "2026-08-19"},
    "heart": {"granted": False},
    "activity": {"granted": True, "types": ["StepCount"], "excluded_records": ["e71077345"]},
}


class TestGive:
    def test_the_text_is_read_out_and_the_choices_are_bound_to_it(
        self, donor: AtTheTerminal
    ) -> None:
        answer = donor.give()
        assert answer.code == 0, answer.err
        assert "Here stands everything that you say yes or no to." in " ".join(answer.out.split())
        document = donor.document("show", PROJECT)
        assert document["choices"]["text_sha256"] == document["text_sha256"]["en"]
        assert document["choices"]["language"] == "en"

    def test_the_language_is_that_of_the_text_that_was_read(self, donor: AtTheTerminal) -> None:
        answer = donor.consent("give", PROJECT, "--choices", str(donor.choices()), lang="da")
        assert "Her står alt" in answer.out
        document = donor.document("show", PROJECT)
        assert document["choices"]["language"] == "da"
        assert document["agreed_text_sha256"] == document["text_sha256"]["da"]

    def test_choices_may_name_the_language_to_read_in(self, donor: AtTheTerminal) -> None:
        donor.give(language="da")
        assert donor.document("show", PROJECT)["choices"]["language"] == "da"

    def test_with_json_the_text_goes_beside_the_one_document(self, donor: AtTheTerminal) -> None:
        file = donor.choices()
        answer = donor.consent("give", PROJECT, "--choices", str(file), "--json")
        assert answer.document["state"] == "given"
        assert "Here stands everything" in answer.err

    def test_a_narrowed_yes_is_kept_and_told(self, donor: AtTheTerminal) -> None:
        answer = donor.give(items=NARROW, options={"results": True, "recontact": False})
        for said in (
            "Sleep (sleep)",
            "From 3 February 2026 to 19 August 2026, both included",
            "one figure for each month",
            "Only: Steps",
            "1 record is left out and stays here",
            "You have not said yes to this, and it stays here:\n  - Heart (heart)",
            "being told the results: yes",
            "contacting you again: no",
            "being told of important incidental findings: not chosen, which counts as no",
        ):
            assert said in answer.out, said
        kept = parsed(donor.document("show", PROJECT)["choices"])
        assert kept.granted == ("activity", "sleep")
        assert kept.items["sleep"].resolution is Resolution.MONTH
        assert kept.items["sleep"].from_ == date(2026, 2, 3)

    def test_thanks_say_what_goes_what_stays_and_what_next(self, donor: AtTheTerminal) -> None:
        answer = donor.give(items=NARROW, demographics=["sex"], expires="2027-03-01")
        out = " ".join(answer.out.split())
        for said in (
            "Your yes has been written down and signed",
            "They are told this about you: sex.",
            "holds up to and including 1 March 2027",
            f"datadonor consent change {PROJECT}",
            f"datadonor consent withdraw {PROJECT}",
            f"datadonor consent receipt {PROJECT} --format pdf --out receipt.pdf",
        ):
            assert said in out, said

    def test_an_older_version_is_given_when_it_is_named(self, donor: AtTheTerminal) -> None:
        donor.publish(2)
        file = str(donor.choices())
        assert donor.consent("give", PROJECT, "--choices", file, "--version", "1").code == 0
        assert donor.document("show", PROJECT)["version"] == 1

    def test_the_newest_version_is_given_when_none_is_named(self, donor: AtTheTerminal) -> None:
        donor.publish(2)
        file = str(donor.choices(2))
        assert donor.consent("give", PROJECT, "--choices", file).code == 0
        assert donor.document("show", PROJECT)["version"] == 2

    def test_questions_that_are_not_answered_are_asked_at_a_terminal(
        self, donor: AtTheTerminal
    ) -> None:
        """A wrong answer is explained and asked again; what is no number is no answer."""
        file = str(donor.choices(comprehension=[]))
        right = [str(question.correct + 1) for question in asked().comprehension]
        wrong = "2" if right[0] == "1" else "1"
        typed = "\n".join(["seven", wrong, *right]) + "\n"
        answer = donor.consent("give", PROJECT, "--choices", file, typed=typed)
        assert answer.code == 0, answer.err
        assert "Write a number from 1 to 3." in answer.err
        assert "Not quite." in answer.err
        kept = donor.document("show", PROJECT)["choices"]["comprehension"]
        assert kept == [question.correct for question in asked().comprehension]

    def test_who_leaves_during_the_questions_has_said_nothing(self, donor: AtTheTerminal) -> None:
        file = str(donor.choices(comprehension=[]))
        answer = donor.consent("give", PROJECT, "--choices", file, typed="1\n")
        assert (answer.code, answer.error) == (3, "QUESTIONS_UNANSWERED")
        assert donor.document("show", PROJECT, code=1)["state"] == "requested"

    @pytest.mark.parametrize("words", [["give"], ["change"]])
    def test_without_a_file_and_without_a_terminal_the_file_is_asked_for(
        self, donor: AtTheTerminal, words: list[str]
    ) -> None:
        answer = donor.consent(*words, PROJECT)
        assert (answer.code, answer.error) == (2, "USAGE")
        assert "--choices" in answer.err
        assert donor.consent(*words, PROJECT, "--json", typed="1\n").code == 2

    def test_a_draft_is_a_no_to_everything_that_can_be_edited_into_a_yes(
        self, donor: AtTheTerminal
    ) -> None:
        out = donor.home / "draft.json"
        assert donor.consent("draft", PROJECT, "--out", str(out)).code == 0
        assert not out.stat().st_mode & 0o077
        answer = donor.consent("give", PROJECT, "--choices", str(out))
        assert (answer.code, answer.error) == (3, "NOTHING_GRANTED")
        document = json.loads(out.read_bytes())
        for choice in document["items"].values():
            choice["granted"] = True
        document["comprehension"] = [each.correct for each in asked().comprehension]
        file = donor.file(document)
        assert donor.consent("give", PROJECT, "--choices", str(file)).code == 0
        assert donor.consent("draft", PROJECT, "--out", str(out)).error == "FILE_EXISTS"


class TestChange:
    def test_other_choices_take_the_place_of_those_in_force(self, donor: AtTheTerminal) -> None:
        """What was read and answered counts again, so the text is not read out once more."""
        donor.give()
        before = donor.document("show", PROJECT)
        file = donor.choices(items=NARROW, comprehension=[])
        answer = donor.consent("change", PROJECT, "--choices", str(file))
        assert answer.code == 0, answer.err
        assert "Your new choices have been written down" in answer.out
        assert "Here stands everything" not in answer.out
        after = donor.document("show", PROJECT)
        assert parsed(after["choices"]).granted == ("activity", "sleep")
        assert after["agreed_text_sha256"] == before["agreed_text_sha256"]
        assert after["decision_sha256"] != before["decision_sha256"]

    def test_in_another_language_the_text_is_read_out(self, donor: AtTheTerminal) -> None:
        donor.give()
        file = donor.choices(language="da")
        answer = donor.consent("change", PROJECT, "--choices", str(file))
        assert "Her står alt" in answer.out
        assert donor.document("show", PROJECT)["choices"]["language"] == "da"

    def test_what_is_not_in_force_cannot_be_changed(self, donor: AtTheTerminal) -> None:
        answer = donor.consent("change", PROJECT, "--choices", str(donor.choices()))
        assert (answer.code, answer.error) == (1, "CONSENT_MISSING")


class TestNo:
    def test_a_no_is_written_down_with_a_reason_that_is_shown_nowhere(
        self, donor: AtTheTerminal
    ) -> None:
        answer = donor.consent("refuse", PROJECT, "--reason", "Not for me")
        assert answer.code == 0
        assert "no consequences for you" in answer.out
        document = donor.document("show", PROJECT, code=1)
        assert document["state"] == "refused"
        assert "Not for me" not in json.dumps(document)

    def test_what_was_said_yes_to_is_withdrawn_and_not_refused(self, donor: AtTheTerminal) -> None:
        donor.give()
        assert donor.consent("refuse", PROJECT).error == "CONSENT_IN_FORCE"

    def test_a_no_needs_no_approval(self, donor: AtTheTerminal) -> None:
        donor.publish(revoked=(PROJECT,))
        assert donor.consent("refuse", PROJECT).code == 0

    def test_to_decide_another_day_is_written_down(self, donor: AtTheTerminal) -> None:
        answer = donor.consent("later", PROJECT)
        assert answer.code == 0
        assert "There is no hurry." in answer.out
        assert donor.document("show", PROJECT, code=1)["state"] == "put_off"

    @pytest.mark.parametrize("reason", ["x" * 100_000, "a\u202eb"])
    def test_a_reason_that_cannot_be_kept_changes_nothing(
        self, donor: AtTheTerminal, reason: str
    ) -> None:
        before = donor.tables()
        assert donor.consent("refuse", PROJECT, "--reason", reason).code == 2
        assert donor.tables() == before


class TestWithdraw:
    def test_all_of_it(self, donor: AtTheTerminal) -> None:
        """The project's own effect, and what cannot be undone, is said before."""
        donor.give()
        answer = donor.consent("withdraw", PROJECT, "--reason", "Enough")
        assert answer.code == 0, answer.err
        effect = asked().withdrawal.text.in_language(Language.ENGLISH)
        said = " ".join(answer.out.split())
        assert " ".join(effect.split()) in said
        assert said.index("This cannot be undone") < said.index("You have withdrawn your consent")
        document = donor.document("show", PROJECT, code=1)
        assert document["state"] == "withdrawn"
        assert document["choices"] is None

    def test_one_item(self, donor: AtTheTerminal) -> None:
        donor.give()
        answer = donor.consent("withdraw", PROJECT, "--item", "heart")
        assert answer.code == 0, answer.err
        assert "The rest of your consent stands as before." in " ".join(answer.out.split())
        assert "You have taken this back:\n  - Heart (heart)" in answer.out
        document = donor.document("show", PROJECT)
        assert document["withdrawn_items"] == ["heart"]
        assert parsed(document["choices"]).granted == ("activity", "sleep")

    def test_a_required_item_is_all_of_it(self, donor: AtTheTerminal) -> None:
        donor.give()
        answer = donor.consent("withdraw", PROJECT, "--item", "sleep")
        assert "Nobody can take part in the project without this: Sleep." in answer.out
        assert donor.document("show", PROJECT, code=1)["state"] == "withdrawn"

    def test_the_last_item_is_all_of_it(self, donor: AtTheTerminal) -> None:
        optional = tuple(
            item.model_copy(update={"required": False}) for item in version_of(6).items
        )
        donor.publish(signed_request(version_of(6, items=("sleep",)).model_copy(
            update={"items": optional[:1]})))  # fmt: skip
        fitting = {"items": {"sleep": {"granted": True}}, "comprehension": [0, 1]}
        assert donor.consent("give", PROJECT, "--choices", str(donor.file(fitting))).code == 0
        answer = donor.consent("withdraw", PROJECT, "--item", "sleep")
        assert "the only thing you have said yes to: Sleep" in " ".join(answer.out.split())
        assert donor.document("show", PROJECT, code=1)["state"] == "withdrawn"

    def test_at_a_terminal_it_is_asked_once(self, donor: AtTheTerminal) -> None:
        donor.give()
        for typed in ("no\n", "\n", ""):
            answer = donor.consent("withdraw", PROJECT, typed=typed)
            assert answer.code == 1
            assert "Nothing was changed." in answer.out
            assert "Do you want to take it back?" in answer.err
        assert donor.document("show", PROJECT)["state"] == "given"
        answer = donor.consent("withdraw", PROJECT, lang="da", typed="ja\n")
        assert answer.code == 0
        assert "Du har trukket dit samtykke tilbage." in answer.out

    def test_with_yes_it_is_not_asked(self, donor: AtTheTerminal) -> None:
        donor.give()
        answer = donor.consent("withdraw", PROJECT, "--yes", typed="no\n")
        assert (answer.code, answer.err) == (0, "")

    @pytest.mark.parametrize(
        ("item", "code", "error"),
        [("nothing-like-it", 2, "USAGE"), ("heart", 1, "ITEM_NOT_GRANTED")],
    )
    def test_what_was_not_given_cannot_be_taken_back(
        self, donor: AtTheTerminal, item: str, code: int, error: str
    ) -> None:
        donor.give(items=NARROW)
        before = donor.tables()
        answer = donor.consent("withdraw", PROJECT, "--item", item)
        assert (answer.code, answer.error) == (code, error)
        assert "nothing-like-it" not in answer.err
        assert donor.tables() == before

    def test_where_there_is_no_consent_there_is_none_to_take_back(
        self, donor: AtTheTerminal
    ) -> None:
        assert donor.consent("withdraw", PROJECT).error == "CONSENT_MISSING"
        donor.give()
        donor.consent("withdraw", PROJECT)
        assert donor.consent("withdraw", PROJECT).error == "CONSENT_MISSING"

    def test_a_withdrawal_needs_no_registry(self, donor: AtTheTerminal) -> None:
        """A damaged copy of the registry keeps nobody from taking a consent back."""
        donor.give()
        with donor.opened() as opened:
            opened.vault.connection.execute("UPDATE registry_file SET content = x'00'")
        assert donor.consent("withdraw", PROJECT).code == 0
