"""How a consent stands: now, on a past day, by what was known then, and all there was to it."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from consent.book import ConsentBook
from consent.gate import Gate, Purpose
from datadonor.cli.errors import Usage
from datadonor.cli.moments import parse_moment
from tests.commands import AtTheTerminal, asked
from tests.consents import fitting_choices
from tests.releases import PROJECT, RECIPIENT, signed_version

SHAPE = [
    "project", "title", "state", "since", "recorded", "version", "digest", "last_day",
    "needs_new_consent", "choices", "withdrawn_items", "decision_sha256", "agreed_text_sha256",
    "text_sha256", "questions", "held_by", "refusals", "missing",
]  # fmt: skip


class TestNow:
    def test_before_anything_is_decided(self, donor: AtTheTerminal) -> None:
        answer = donor.consent("show", PROJECT)
        assert answer.code == 1
        assert "The project has asked you" in answer.out
        document = donor.document("show", PROJECT, code=1)
        assert list(document) == SHAPE
        assert document["state"] == "requested"
        assert document["choices"] is None
        assert set(document["text_sha256"]) == {"da", "en"}
        assert [len(each["answers"]) for each in document["questions"]] == [
            len(each.answers) for each in asked().comprehension
        ]

    def test_in_force(self, donor: AtTheTerminal) -> None:
        donor.give()
        answer = donor.consent("show", PROJECT, lang="da")
        assert answer.code == 0
        assert "Du har sagt ja, og dit samtykke gælder." in answer.out
        assert "1. september 2026 kl. 14.00" in " ".join(answer.out.split())
        document = donor.document("show", PROJECT)
        assert list(document) == SHAPE
        assert document["last_day"] == "2030-12-31"
        assert document["digest"] == signed_version(1).digest

    def test_it_runs_out_by_itself(self, donor: AtTheTerminal) -> None:
        donor.give(expires="2026-09-02")
        donor.clock.forward(days=2)
        answer = donor.consent("show", PROJECT)
        assert answer.code == 1
        assert "has run out" in answer.out

    def test_a_newer_version_that_asks_for_more_is_told(self, donor: AtTheTerminal) -> None:
        """The old consent keeps its old extent until the person decides."""
        donor.give()
        donor.publish(3)
        answer = donor.consent("show", PROJECT)
        assert answer.code == 0
        said = " ".join(answer.out.split())
        assert "asks for more than you said yes to" in said
        assert "keeps its old extent until you decide" in said
        document = donor.document("show", PROJECT)
        assert (document["version"], document["needs_new_consent"]) == (1, True)
        assert "asks for more" in donor.consent("show").out

    def test_a_newer_version_that_asks_for_less_is_not(self, donor: AtTheTerminal) -> None:
        donor.give()
        donor.publish(2)
        assert donor.document("show", PROJECT)["needs_new_consent"] is False
        assert "asks for more" not in donor.consent("show", PROJECT).out

    def test_releases_that_were_refused_are_counted_with_their_reason(
        self, donor: AtTheTerminal
    ) -> None:
        with donor.opened() as opened:
            for _ in range(3):
                Gate(opened).open(Purpose(PROJECT))
        assert donor.document("show", PROJECT, code=1)["refusals"] == {"no_consent": 3}
        out = donor.consent("show", PROJECT, lang="da").out
        assert "3 udleveringer blev afvist, fordi" in out

    def test_a_consent_that_others_stopped_says_why(self, donor: AtTheTerminal) -> None:
        donor.give()
        with donor.opened() as opened:
            ConsentBook(opened).stop(PROJECT, "controller", "study_ended")
        answer = donor.consent("show", PROJECT)
        assert answer.code == 1
        assert "Reason: the study has ended." in " ".join(answer.out.split())

    def test_what_nobody_has_asked_is_not_there(self, donor: AtTheTerminal) -> None:
        answer = donor.consent("show", "no-such-project")
        assert (answer.code, answer.error) == (1, "REQUEST_UNKNOWN")

    def test_a_decision_that_was_altered_is_said_and_never_shown(
        self, donor: AtTheTerminal
    ) -> None:
        donor.give()
        with donor.opened() as opened:
            opened.vault.connection.execute("UPDATE consent_document SET content = x'7b7d'")
        answer = donor.consent("show", PROJECT)
        assert (answer.code, answer.error) == (5, "CONSENT_DOCUMENT_GONE")

    def test_the_list_has_a_line_for_each_project(self, donor: AtTheTerminal) -> None:
        document = donor.document("show")
        assert [each["state"] for each in document["consents"]] == ["requested"]
        donor.give()
        answer = donor.consent("show", lang="da")
        assert answer.code == 0
        assert f"({PROJECT}, udgave 1)" in answer.out
        assert donor.document("show")["consents"][0]["state"] == "given"

    @pytest.mark.parametrize("words", [["--text"], ["--at", "2026-09-01"]])
    def test_options_need_a_project(self, donor: AtTheTerminal, words: list[str]) -> None:
        assert donor.consent("show", *words).code == 2


class TestText:
    def test_the_text_to_be_agreed_to_has_its_questions_numbered(
        self, donor: AtTheTerminal
    ) -> None:
        out = donor.consent("show", PROJECT, "--text", lang="da").out
        for number, question in enumerate(asked().comprehension, start=1):
            assert f"\n{number}. {question.question.da.split()[0]}" in out
        assert "\n  1) " in out

    def test_the_text_agreed_to_stays_in_the_language_it_was_read_in(
        self, donor: AtTheTerminal
    ) -> None:
        donor.consent("give", PROJECT, "--choices", str(donor.choices()), lang="da")
        assert "Her står alt" in donor.consent("show", PROJECT, "--text", lang="en").out

    @pytest.mark.parametrize("lang", ["da", "en"])
    def test_no_line_is_wider_than_a_terminal(self, donor: AtTheTerminal, lang: str) -> None:
        outs = [donor.consent("show", PROJECT, "--text", lang=lang).out]
        file = str(donor.choices(language=lang))
        outs.append(donor.consent("give", PROJECT, "--choices", file, lang=lang).out)
        words = ("history", "try", "withdraw", "later", "refuse")
        outs += [donor.consent(each, PROJECT, lang=lang).out for each in words]
        outs.append(donor.consent("show", lang=lang).out)
        assert [line for out in outs for line in out.splitlines() if len(line) > 80] == []

    def test_a_request_cannot_command_the_terminal(self, donor: AtTheTerminal) -> None:
        """A heading made by a request is words of the request, and signs are shown as marks."""
        out = donor.consent("show", PROJECT, "--text").out
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", out)


class TestThen:
    def test_what_held_on_a_day_is_told(self, donor: AtTheTerminal) -> None:
        donor.give()
        donor.clock.forward(days=3)
        donor.consent("withdraw", PROJECT)
        held = donor.document("show", PROJECT, "--at", "2026-09-02")
        assert held["state"] == "given"
        assert held["choices"]["items"]["sleep"]["granted"] is True
        donor.document("show", PROJECT, "--at", "2026-09-04", code=1)
        answer = donor.consent("show", PROJECT, "--at", "2026-09-02", lang="da")
        assert (answer.code, answer.out.startswith("Sådan stod det")) == (0, True)

    def test_before_the_first_word_nothing_was_known(self, donor: AtTheTerminal) -> None:
        answer = donor.consent("show", PROJECT, "--at", "2026-08-01")
        assert (answer.code, "knew nothing" in answer.out) == (1, True)
        document = donor.document("show", PROJECT, "--at", "2026-08-01", code=1)
        assert document == {"project": PROJECT, "state": None}

    def test_what_was_true_and_what_was_known_are_told_apart(self, donor: AtTheTerminal) -> None:
        """A paper signed on the 3rd and typed in on the 10th held on the 5th, unknown then."""
        signed_on = donor.clock.forward(days=2)
        typed_in = donor.clock.forward(days=7)
        with donor.opened() as opened:
            donor.citizen.republish()
            donor.citizen.refresh()
            signed = signed_version(1)
            choices = fitting_choices(signed, recipient=RECIPIENT)
            donor.citizen.book.give(signed, choices, donor.citizen.approval(signed), signed_on)
            assert opened.log.now() >= typed_in
        at = (signed_on + timedelta(days=2)).isoformat()
        assert donor.document("show", PROJECT, "--at", at)["state"] == "given"
        known = donor.document("show", PROJECT, "--at", at, "--known", at, code=1)
        assert known["state"] == "requested"
        out = donor.consent("show", PROJECT).out
        assert "It was written down on 10 September 2026" in out

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("2026-05-03", "2026-05-03T21:59:59.999+00:00"),
            ("2026-12-03", "2026-12-03T22:59:59.999+00:00"),
            ("2026-05-03T10:00", "2026-05-03T08:00:00+00:00"),
            ("2026-05-03T10:00Z", "2026-05-03T10:00:00+00:00"),
        ],
    )
    def test_a_day_is_its_end_in_denmark(self, written: str, meant: str) -> None:
        moment = parse_moment(written, "--at")
        assert moment == parse_moment(meant, "--at")

    @pytest.mark.parametrize("written", ["", "3 May", "2026-13-01", "9999-12-31", "0001-01-01T00"])
    def test_what_is_no_day_is_refused(self, written: str) -> None:
        if written == "0001-01-01T00":
            written = "0001-01-01T00:00+23:59"
        with pytest.raises(Usage):
            parse_moment(written, "--at")

    def test_the_option_that_is_off_is_named(self, donor: AtTheTerminal) -> None:
        answer = donor.consent("show", PROJECT, "--known", "2512489996")
        assert answer.code == 2
        assert "--known" in answer.err
        assert "2512489996" not in answer.err


class TestHistory:
    def test_all_that_happened_is_told_oldest_first(self, donor: AtTheTerminal) -> None:
        donor.give()
        donor.clock.forward(hours=1)
        file = donor.choices(items={"sleep": {"granted": True}})
        donor.consent("change", PROJECT, "--choices", str(file))
        donor.clock.forward(hours=1)
        donor.consent("withdraw", PROJECT)
        document = donor.document("history", PROJECT)
        assert [each["what"] for each in document["history"]] == [
            "requested",
            "given",
            "changed",
            "withdrawn",
        ]
        changed = document["history"][2]
        assert any("Heart" in said for said in changed["changes"])
        assert "Hjerte" in donor.consent("history", PROJECT, lang="da").out

    def test_of_nothing_there_is_none(self, donor: AtTheTerminal) -> None:
        assert donor.consent("history", "nothing").error == "REQUEST_UNKNOWN"


class TestRefresh:
    def test_a_consent_whose_project_is_revoked_is_stopped_and_that_is_said(
        self, donor: AtTheTerminal
    ) -> None:
        donor.give()
        with donor.opened():
            donor.citizen.revoke(PROJECT)
        answer = donor.run("approvals", "refresh", "--json")
        assert answer.code == 0, answer.err
        assert answer.document["stopped"] == [PROJECT]
        assert donor.document("show", PROJECT, code=1)["state"] == "stopped"
        assert donor.run("approvals", "refresh", "--json").document["stopped"] == []

    def test_it_is_said_in_words_too(self, donor: AtTheTerminal) -> None:
        donor.give()
        with donor.opened():
            donor.citizen.revoke(PROJECT)
        assert "er stoppet" in donor.run("approvals", "refresh", lang="da").out

    def test_a_published_version_that_asks_for_more_is_told(self, donor: AtTheTerminal) -> None:
        donor.give()
        with donor.opened():
            donor.citizen.publish(3)
        answer = donor.run("approvals", "refresh", "--json")
        assert answer.document["needs_new_consent"] == [PROJECT]
        assert "asks for more" in donor.run("approvals", "refresh").out

    def test_taking_in_a_version_that_asks_for_more_tells_it(
        self, donor: AtTheTerminal, tmp_path: Path
    ) -> None:
        donor.give()
        with donor.opened():
            donor.citizen.publish(3)
            donor.citizen.refresh()
        file = tmp_path / "newer.ddrequest"
        file.write_bytes(signed_version(3).content)
        assert "asks for more" in donor.run("request", "add", str(file)).out
        assert donor.document("show", PROJECT)["version"] == 1


def test_a_vault_whose_log_is_not_whole_still_answers_and_exits_with_5(
    donor: AtTheTerminal,
) -> None:
    donor.give()
    key_file = donor.citizen.closed.folder / "vault.key"
    written = json.loads(key_file.read_bytes())
    written["head"]["size"] += 1
    key_file.write_text(json.dumps(written))
    for words in (["show"], ["show", PROJECT], ["history", PROJECT], ["try", PROJECT]):
        answer = donor.consent(*words)
        assert (answer.code, answer.out != "") == (5, True), words
    assert donor.consent("withdraw", PROJECT).code == 5
