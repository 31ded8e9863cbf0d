"""Sending a donation from the command line, up to the recipient and back."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from consent.gate import RefusalReason
from datadonor.audit.events import DonationAnswered, DonationDropped, DonationSealed, DonationSent
from datadonor.errors import DiskFull
from datadonor.records.sample import IdentifierKind, Sample
from datadonor.registry.targets import Delivery
from datadonor.texts import Language
from export.leak_gate import Leak, LeakFound, LeakGate
from export.leaks import Finding
from export.leaks.views import View
from export.outbox import BundleState, Entry, Outbox
from export.preview import staying_sentence
from export.sending import LASTING, refusal_sentence
from tests.commands import Answer, AtTheTerminal
from tests.donations import DAY, DAYS, FIRST_NOON, NAMED, bring_in
from tests.recipients import Desk
from tests.releases import PROJECT
from tests.unit.records.stored import HOUR, pulse, steps

KEYS = ["project", "digest", "recipient", "records", "by_category", "changes", "withheld", "bytes"]


def preview(giver: AtTheTerminal, *words: str) -> Any:  # noqa: ANN401 - one JSON document
    answer = giver.run("donation", "preview", PROJECT, "--json", *words)
    assert answer.code == 0, answer.err
    return answer.document


def send(giver: AtTheTerminal, folder: Path, *words: str, typed: str | None = None) -> Answer:
    folder.mkdir(exist_ok=True)
    return giver.run("donation", "send", PROJECT, "--to", str(folder), *words, typed=typed)


def entries(giver: AtTheTerminal) -> list[Entry]:
    with giver.opened() as opened:
        return Outbox(opened).entries()


def bring(giver: AtTheTerminal, *samples: Sample) -> None:
    with giver.opened():
        bring_in(giver.citizen, samples)


class TestPreview:
    def test_the_document_has_the_promised_shape(self, giver: AtTheTerminal) -> None:
        document = preview(giver)
        assert list(document) == KEYS
        by_category = document["by_category"]
        assert sum(by_category.values()) == document["records"] > 0
        assert {tuple(each) for each in document["changes"]} == {
            ("field", "before", "after", "rule")
        }
        assert {tuple(each) for each in document["withheld"]} == {("category", "records", "reason")}

    def test_it_changes_nothing_and_says_the_same_again(self, giver: AtTheTerminal) -> None:
        before = giver.tables()
        assert preview(giver) == preview(giver)
        assert giver.tables() == before

    def test_it_shows_what_is_with_you_what_is_sent_and_why(self, giver: AtTheTerminal) -> None:
        answer = giver.run("donation", "preview", PROJECT)
        words = " ".join(answer.out.split())
        assert "With you → what is sent" in words
        assert f"source: {NAMED.name} → not sent" in words
        assert "All dates are moved" in words
        assert max(map(len, answer.out.splitlines())) <= 80

    def test_in_danish_too(self, giver: AtTheTerminal) -> None:
        answer = giver.run("donation", "preview", PROJECT, lang="da")
        assert "Hos dig → det, der sendes" in answer.out
        assert max(map(len, answer.out.splitlines())) <= 80

    def test_all_shows_every_record(self, giver: AtTheTerminal) -> None:
        whole = preview(giver, "--all")["changes"]
        ids = [each["after"] for each in whole if each["field"].endswith(".id")]
        assert len(set(ids)) == len(ids) == preview(giver)["records"] + 1  # and the person

    def test_out_writes_every_record_for_the_person_alone(
        self, giver: AtTheTerminal, tmp_path: Path
    ) -> None:
        out = tmp_path / "preview.ndjson"
        document = preview(giver, "--out", str(out))
        lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        assert len(lines) == document["records"] + 1
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        again = giver.run("donation", "preview", PROJECT, "--out", str(out))
        assert again.error == "FILE_EXISTS"

    def test_what_was_left_out_is_told_with_its_reason(self, giver: AtTheTerminal) -> None:
        items = {"sleep": {"granted": True}, "heart": {"granted": False}}
        giver.consent("change", PROJECT, "--choices", str(giver.choices(items=items)))
        withheld = preview(giver)["withheld"]
        assert {"category": "heart", "records": 3 * DAYS, "reason": "not_granted"} in withheld

    def test_without_a_consent_there_is_none(self, giver: AtTheTerminal) -> None:
        giver.consent("withdraw", PROJECT, "--yes")
        answer = giver.run("donation", "preview", PROJECT, "--json")
        assert (answer.code, answer.error) == (1, "RELEASE_REFUSED")
        assert "taken back your yes" in answer.document["error"]["message"]

    def test_a_project_that_is_not_known_is_refused(self, giver: AtTheTerminal) -> None:
        answer = giver.run("donation", "preview", "2512489996")
        assert (answer.code, answer.error) == (1, "RELEASE_REFUSED")
        assert "2512489996" not in answer.out + answer.err


class TestLeak:
    @pytest.fixture
    def leaking(self, giver: AtTheTerminal, monkeypatch: pytest.MonkeyPatch) -> AtTheTerminal:
        """Let the scan take measurements for a number of the person's."""

        def watch(_: object, path: str, _content: bytes) -> None:
            if path.startswith("data/fhir/Obs"):
                found = Finding(
                    IdentifierKind.CPR, View.TEXT, 3, 13, is_certain=True, is_known=True
                )
                raise LeakFound((Leak(path, found),))

        monkeypatch.setattr(LeakGate, "watch", watch)
        return giver

    def test_file_place_and_kind_are_shown_and_the_exit_is_1(self, leaking: AtTheTerminal) -> None:
        answer = leaking.run("donation", "preview", PROJECT)
        assert (answer.code, answer.error) == (1, "LEAK_FOUND")
        assert "data/fhir/Observation-0001.ndjson, from byte 3 to 13: a CPR" in " ".join(
            answer.err.split()
        )

    def test_with_json_it_is_one_document(self, leaking: AtTheTerminal) -> None:
        answer = leaking.run("donation", "preview", PROJECT, "--json")
        assert answer.code == 1
        assert answer.document["error"]["code"] == "LEAK_FOUND"
        assert answer.document["leaks"][0]["file"] == "data/fhir/Observation-0001.ndjson"

    def test_nothing_is_sent_and_the_log_says_why(
        self, leaking: AtTheTerminal, tmp_path: Path
    ) -> None:
        answer = send(leaking, tmp_path / "stick", "--yes")
        assert (answer.code, answer.error) == (1, "LEAK_FOUND")
        assert list((tmp_path / "stick").iterdir()) == []
        with leaking.opened():
            assert leaking.citizen.refusals()[-1].reason == "leak_found"

    def test_no_file_of_the_preview_is_left(self, leaking: AtTheTerminal, tmp_path: Path) -> None:
        leaking.run("donation", "preview", PROJECT, "--out", str(tmp_path / "all"))
        assert not (tmp_path / "all").exists()
        assert not (tmp_path / ".all.part").exists()


class TestSend:
    def test_what_was_confirmed_is_sent_and_the_recipient_opens_it(
        self, giver: AtTheTerminal, desk: Desk, tmp_path: Path
    ) -> None:
        document = preview(giver)
        answer = send(giver, tmp_path / "stick", "--digest", str(document["digest"]), "--json")
        assert answer.code == 0, answer.err
        (bundle,) = (tmp_path / "stick").iterdir()
        assert answer.document["sent"]["file"] == bundle.name
        assert answer.document["sent"]["state"] == "sent"
        opened = desk.run("open", str(bundle), "--out", str(tmp_path / "open"), "--json")
        assert opened.code == 0, opened.err
        assert opened.document["confirmed_sha256"] == document["digest"]
        assert (tmp_path / "open" / "data" / "dictionary.json").is_file()

    def test_another_digest_sends_nothing(self, giver: AtTheTerminal, tmp_path: Path) -> None:
        answer = send(giver, tmp_path / "stick", "--digest", "0" * 64)
        assert (answer.code, answer.error) == (1, "BUNDLE_NOT_CONFIRMED")
        assert entries(giver) == []
        assert list((tmp_path / "stick").iterdir()) == []

    def test_a_preview_that_is_not_true_any_more_confirms_nothing(
        self, giver: AtTheTerminal, tmp_path: Path
    ) -> None:
        digest = str(preview(giver)["digest"])
        bring(giver, steps(FIRST_NOON + 100 * DAY + HOUR, 77, NAMED))
        answer = send(giver, tmp_path / "stick", "--digest", digest)
        assert answer.error == "BUNDLE_NOT_CONFIRMED"

    def test_without_a_person_or_a_digest_nothing_is_sent(
        self, giver: AtTheTerminal, tmp_path: Path
    ) -> None:
        answer = send(giver, tmp_path / "stick")
        assert (answer.code, answer.error) == (2, "DIGEST_NEEDED")

    def test_a_person_sees_it_and_is_asked(self, giver: AtTheTerminal, tmp_path: Path) -> None:
        no = send(giver, tmp_path / "stick", typed="no\n")
        assert no.code == 1
        assert "With you → what is sent" in no.out
        assert "Nothing was sent" in no.out
        assert entries(giver) == []
        yes = send(giver, tmp_path / "stick", typed="yes\n")
        assert yes.code == 0, yes.err
        assert "Donation number 1 has been sent" in " ".join(yes.out.split())

    def test_a_closed_terminal_is_a_no(self, giver: AtTheTerminal, tmp_path: Path) -> None:
        assert send(giver, tmp_path / "stick", typed="").code == 1
        assert entries(giver) == []

    def test_the_next_one_has_its_time_and_only_what_is_new(
        self, giver: AtTheTerminal, desk: Desk, tmp_path: Path
    ) -> None:
        send(giver, tmp_path / "stick", "--yes")
        early = send(giver, tmp_path / "stick", "--yes")
        assert (early.code, early.error) == (1, "NOT_DUE")
        giver.clock.forward(days=32)
        giver.publish(1)
        nothing = send(giver, tmp_path / "stick", "--yes")
        # What the end of the window held back the first time goes now; then there is nothing.
        assert nothing.code == 0 or nothing.error == "NOTHING_NEW"
        giver.clock.forward(days=32)
        giver.publish(1)
        bring(giver, pulse(FIRST_NOON + 50 * DAY + 5 * HOUR, 91, NAMED))
        assert send(giver, tmp_path / "stick", "--yes").code == 0
        newest = entries(giver)[-1]
        with giver.opened() as opened:
            sealed = [stored.event for stored in opened.log.events_of(DonationSealed)]
        assert sealed[-1] is not None
        assert isinstance(sealed[-1].what, DonationSealed)
        assert 0 < sealed[-1].what.records < 60
        bundle = tmp_path / "stick" / newest.file_name
        verified = desk.run("verify", str(bundle), "--json")
        assert verified.document["sequence"] == newest.sequence

    def test_a_recipient_without_an_address_needs_a_folder(
        self, giver: AtTheTerminal, tmp_path: Path
    ) -> None:
        answer = giver.run("donation", "send", PROJECT, "--yes")
        assert (answer.code, answer.error) == (1, "DELIVERY_NOT_OFFERED")
        (waiting,) = entries(giver)
        assert waiting.state is BundleState.SEALED
        sent = send(giver, tmp_path / "stick", "--yes")
        assert sent.code == 0
        assert "lay ready from before" in " ".join(sent.out.split())
        assert [each.state for each in entries(giver)] == [BundleState.SENT]

    def test_the_recipient_s_own_folder_is_found_in_the_record(
        self, giver: AtTheTerminal, tmp_path: Path
    ) -> None:
        inbox = tmp_path / "inbox"
        inbox.mkdir()
        recipient = giver.citizen.recipient
        assert recipient is not None
        way = Delivery(kind="folder", url=inbox.as_uri())
        giver.citizen.recipient = recipient.model_copy(update={"delivery": (way,)})
        giver.publish(1)
        assert giver.run("donation", "send", PROJECT, "--yes").code == 0
        assert [file.suffix for file in inbox.iterdir()] == [".age"]


class TestInterrupted:
    @pytest.fixture
    def waiting(
        self, giver: AtTheTerminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> AtTheTerminal:
        """Let the stick be full when the first donation is to be written to it."""

        def lost(*_: object) -> None:
            raise DiskFull

        with monkeypatch.context() as patch:
            patch.setattr("export.sending.put_in_folder", lost)
            answer = send(giver, tmp_path / "stick", "--yes")
        assert (answer.code, answer.error) == (7, "DISK_FULL")
        return giver

    def test_what_lies_sealed_is_sent_first_and_as_it_was(
        self, waiting: AtTheTerminal, tmp_path: Path
    ) -> None:
        (before,) = entries(waiting)
        answer = send(waiting, tmp_path / "stick", "--yes", "--json")
        assert answer.code == 0, answer.err
        assert answer.document["sent"]["was_waiting"] is True
        assert os.listdir(tmp_path / "stick") == [before.file_name]  # noqa: PTH208
        (after,) = entries(waiting)
        assert after.bundle_sha256 == before.bundle_sha256
        with waiting.opened() as opened:
            assert len(list(opened.log.events_of(DonationSent))) == 1

    def test_a_withdrawal_throws_it_away(self, waiting: AtTheTerminal, tmp_path: Path) -> None:
        waiting.consent("withdraw", PROJECT, "--yes")
        answer = send(waiting, tmp_path / "stick", "--yes")
        assert (answer.code, answer.error) == (1, "RELEASE_REFUSED")
        (dropped,) = entries(waiting)
        assert dropped.state is BundleState.DROPPED
        with waiting.opened() as opened:
            assert not Outbox(opened).file(dropped).exists()
            (stored,) = opened.log.events_of(DonationDropped)
        assert stored.event is not None
        assert isinstance(stored.event.what, DonationDropped)
        assert stored.event.what.reason == "withdrawn"
        assert list((tmp_path / "stick").iterdir()) == []

    def test_a_revocation_throws_it_away(self, waiting: AtTheTerminal, tmp_path: Path) -> None:
        waiting.publish(revoked=(PROJECT,))
        assert send(waiting, tmp_path / "stick", "--yes").error == "RELEASE_REFUSED"
        assert [each.state for each in entries(waiting)] == [BundleState.DROPPED]

    def test_a_list_that_is_too_old_keeps_it(self, waiting: AtTheTerminal, tmp_path: Path) -> None:
        """A reason that passes by itself costs no sealed bundle."""
        waiting.clock.forward(days=60)
        answer = send(waiting, tmp_path / "stick", "--yes")
        assert (answer.code, answer.error) == (1, "RELEASE_REFUSED")
        assert [each.state for each in entries(waiting)] == [BundleState.SEALED]
        assert list((tmp_path / "stick").iterdir()) == []
        waiting.publish(1)
        assert send(waiting, tmp_path / "stick", "--yes").code == 0

    def test_it_is_not_sent_by_choices_that_hold_no_more(
        self, waiting: AtTheTerminal, tmp_path: Path
    ) -> None:
        items = {"sleep": {"granted": True}, "heart": {"granted": False}}
        waiting.consent("change", PROJECT, "--choices", str(waiting.choices(items=items)))
        answer = send(waiting, tmp_path / "stick", "--yes", "--json")
        assert answer.code == 0, answer.err
        assert answer.document["sent"]["was_waiting"] is False
        states = [each.state for each in entries(waiting)]
        assert states == [BundleState.DROPPED, BundleState.SENT]

    @pytest.mark.parametrize("is_gone", [False, True])
    def test_a_sealed_file_that_was_changed_is_not_sent_and_made_anew(
        self, waiting: AtTheTerminal, tmp_path: Path, *, is_gone: bool
    ) -> None:
        (entry,) = entries(waiting)
        file = waiting.citizen.closed.folder / "outbox" / entry.file_name
        if is_gone:
            file.unlink()
        else:
            content = bytearray(file.read_bytes())
            content[-1] ^= 1
            file.write_bytes(content)
        answer = send(waiting, tmp_path / "stick", "--yes")
        assert (answer.code, answer.error) == (5, "SEALED_FILE_CHANGED")
        assert [each.state for each in entries(waiting)] == [BundleState.DROPPED]
        assert send(waiting, tmp_path / "stick", "--yes").code == 0


class TestList:
    def test_nothing_was_sent(self, giver: AtTheTerminal) -> None:
        assert giver.run("donation", "list", "--json").document == {
            "donations": [],
            "awaited": [],
        }
        assert "not sent any" in giver.run("donation", "list").out

    @pytest.mark.parametrize("lang", ["da", "en"])
    def test_each_donation_with_its_state(
        self, giver: AtTheTerminal, tmp_path: Path, lang: str
    ) -> None:
        send(giver, tmp_path / "stick", "--yes")
        (entry,) = giver.run("donation", "list", "--json").document["donations"]
        assert (entry["sequence"], entry["state"]) == (1, "sent")
        assert PROJECT in giver.run("donation", "list", lang=lang).out


class TestAnswers:
    @pytest.fixture
    def answered(self, giver: AtTheTerminal, desk: Desk, tmp_path: Path) -> Path:
        """Send one donation, have it collected, and return the folder of answers."""
        send(giver, tmp_path / "inbox", "--yes")
        assert desk.collect(tmp_path).code == 0
        return tmp_path / "answers"

    def test_a_received_is_verified_and_logged(self, giver: AtTheTerminal, answered: Path) -> None:
        answer = giver.run("donation", "answers", "--from", str(answered), "--json")
        (found,) = answer.document["answers"]
        assert (answer.code, found["state"], found["new"]) == (0, "received", True)
        assert [each.state for each in entries(giver)] == [BundleState.RECEIVED]
        again = giver.run("donation", "answers", "--from", str(answered), "--json")
        assert again.document["answers"][0]["new"] is False
        with giver.opened() as opened:
            assert len(list(opened.log.events_of(DonationAnswered))) == 1

    def test_an_altered_one_counts_for_nothing(self, giver: AtTheTerminal, answered: Path) -> None:
        (file,) = answered.iterdir()
        document = json.loads(file.read_bytes())
        document["signatures"][0]["sig"] = "A" * 86 + "=="
        file.write_bytes(json.dumps(document).encode())
        answer = giver.run("donation", "answers", "--from", str(answered))
        assert answer.code in {3, 5}
        assert [each.state for each in entries(giver)] == [BundleState.SENT]

    def test_no_answer_yet_is_no_fault(self, giver: AtTheTerminal, tmp_path: Path) -> None:
        send(giver, tmp_path / "stick", "--yes")
        (tmp_path / "empty").mkdir()
        answer = giver.run("donation", "answers", "--from", str(tmp_path / "empty"))
        assert answer.code == 0
        assert "no news" in answer.out

    def test_a_recipient_that_says_no_place(self, giver: AtTheTerminal, tmp_path: Path) -> None:
        send(giver, tmp_path / "stick", "--yes")
        answer = giver.run("donation", "answers", "--json")
        assert answer.code == 1
        assert answer.document["answers"][0]["error"]["code"] == "ANSWERS_NOT_OFFERED"

    def test_nothing_was_sent_so_nothing_is_asked(self, giver: AtTheTerminal) -> None:
        assert giver.run("donation", "answers", "--json").document == {"answers": []}


class TestNotify:
    def test_a_withdrawal_is_told_and_the_recipient_s_signed_answer_is_logged(
        self, giver: AtTheTerminal, desk: Desk, tmp_path: Path
    ) -> None:
        """The project of these tests promises to take no more, and keeps what it has."""
        send(giver, tmp_path / "inbox", "--yes")
        assert desk.collect(tmp_path).code == 0
        giver.consent("withdraw", PROJECT, "--yes")
        answer = giver.run("donation", "notify", PROJECT, "--to", str(tmp_path / "inbox"), "--json")
        assert answer.code == 0, answer.err
        assert len(answer.document["notices"]) == 1
        report = desk.collect(tmp_path, "--json")
        assert report.document["notices"] == 1, report.out
        found = giver.run("donation", "answers", "--from", str(tmp_path / "answers"), "--json")
        assert found.document["answers"][0]["state"] == "withdrawn"
        assert [each.state for each in entries(giver)] == [BundleState.WITHDRAWN]

    def test_without_a_withdrawal_there_is_nothing_to_tell(
        self, giver: AtTheTerminal, tmp_path: Path
    ) -> None:
        answer = giver.run("donation", "notify", PROJECT, "--to", str(tmp_path))
        assert (answer.code, answer.error) == (1, "NO_NOTICE_DUE")


@pytest.mark.parametrize("language", Language)
def test_every_refusal_has_words(language: Language) -> None:
    for reason in RefusalReason:
        assert len(refusal_sentence(reason, language)) > 10
    assert set(RefusalReason) > LASTING


@pytest.mark.parametrize("language", Language)
def test_whatever_stays_has_words(language: Language) -> None:
    for reason in ("sent_before", "not_granted", "newest_days_held_back", "rare_code_held_back"):
        assert "1" in staying_sentence(reason, 1, language)
