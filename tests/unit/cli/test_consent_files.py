"""What is written to files: receipts, each noted in the log; and what would go, tried out."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from datadonor.audit.events import ReceiptWritten
from datadonor.errors import DiskFull
from tests.commands import AtTheTerminal
from tests.releases import PROJECT
from tests.stores import bring_in, steps

DAY_MS = 86_400_000
AUGUST_MS = 1_785_585_600_000  # 2026-08-01T12:00:00Z


class TestReceipt:
    @pytest.mark.parametrize("copy", ["donor", "recipient"])
    @pytest.mark.parametrize("form", ["pdf", "html", "fhir", "27560"])
    def test_it_lies_in_a_private_file_and_stands_in_the_log(
        self, donor: AtTheTerminal, form: str, copy: str
    ) -> None:
        donor.give()
        out = donor.home / "receipt"
        words = ("receipt", PROJECT, "--format", form, "--out", str(out), "--for", copy)
        document = donor.document(*words)
        content = out.read_bytes()
        assert document == {
            "receipt": str(out),
            "project": PROJECT,
            "format": form,
            "for": copy,
            "state": "given",
            "receipt_id": document["receipt_id"],
            "sha256": sha256(content).hexdigest(),
        }
        assert not out.stat().st_mode & 0o077
        with donor.opened() as opened:
            (stored,) = opened.log.events_of(ReceiptWritten)
        assert stored.event is not None
        assert stored.event.what == ReceiptWritten.model_validate(
            {"form": form, "copy_for": copy, "file_sha256": document["sha256"]}
        )

    def test_each_is_what_its_name_says(self, donor: AtTheTerminal) -> None:
        donor.give()
        written = {}
        for form in ("pdf", "html", "fhir", "27560"):
            out = donor.home / form
            assert donor.consent("receipt", PROJECT, "--format", form, "--out", str(out)).code == 0
            written[form] = out.read_bytes()
        assert written["pdf"].startswith(b"%PDF-")
        assert written["html"].lstrip().lower().startswith(b"<!doctype html>")
        assert json.loads(written["fhir"])["resourceType"] == "Bundle"
        assert json.loads(written["27560"])["@type"] == ["dpv:ConsentReceipt"]

    @pytest.mark.parametrize(("lang", "said"), [("da", "kvittering"), ("en", "receipt")])
    def test_it_is_in_the_persons_language(
        self, donor: AtTheTerminal, lang: str, said: str
    ) -> None:
        donor.give()
        out = donor.home / "receipt.html"
        words = ("receipt", PROJECT, "--format", "html", "--out", str(out))
        answer = donor.consent(*words, lang=lang)
        assert said in answer.out
        assert f'lang="{lang}"' in out.read_text("utf-8")

    def test_of_a_consent_that_is_over_it_tells_the_end(self, donor: AtTheTerminal) -> None:
        donor.give()
        donor.consent("withdraw", PROJECT)
        out = str(donor.home / "receipt")
        assert donor.document("receipt", PROJECT, "--format", "fhir", "--out", out)["state"] == (
            "withdrawn"
        )

    @pytest.mark.parametrize("before", [[], ["refuse"], ["later"]])
    def test_without_a_consent_there_is_none(self, donor: AtTheTerminal, before: list[str]) -> None:
        for word in before:
            donor.consent(word, PROJECT)
        out = donor.home / "receipt"
        answer = donor.consent("receipt", PROJECT, "--format", "html", "--out", str(out))
        assert (answer.code, answer.error) == (1, "RECEIPT_NEEDS_CONSENT")
        assert not out.exists()

    def test_nothing_is_overwritten(self, donor: AtTheTerminal) -> None:
        donor.give()
        out = donor.home / "letter"
        out.write_text("mine")
        answer = donor.consent("receipt", PROJECT, "--format", "html", "--out", str(out))
        assert (answer.code, answer.error) == (2, "FILE_EXISTS")
        assert out.read_text() == "mine"

    def test_a_receipt_that_cannot_be_noted_is_not_left(
        self, donor: AtTheTerminal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What left the vault stands in its log, or has not left it."""
        donor.give()
        out = donor.home / "receipt"

        def refuse(*_: object, **__: object) -> None:
            assert out.exists()
            raise DiskFull

        monkeypatch.setattr("datadonor.audit.log.AuditLog.record", refuse)
        answer = donor.consent("receipt", PROJECT, "--format", "html", "--out", str(out))
        assert answer.code == 7
        assert not out.exists()

    def test_a_folder_that_is_not_there_leaves_nothing_in_the_log(
        self, donor: AtTheTerminal, tmp_path: Path
    ) -> None:
        donor.give()
        before = donor.tables()
        out = str(tmp_path / "no such folder" / "receipt")
        assert donor.consent("receipt", PROJECT, "--format", "html", "--out", out).code == 7
        assert donor.tables() == before

    def test_another_format_is_none(self, donor: AtTheTerminal) -> None:
        out = str(donor.home / "receipt")
        assert donor.consent("receipt", PROJECT, "--format", "docx", "--out", out).code == 2


class TestTry:
    @pytest.fixture
    def walker(self, donor: AtTheTerminal) -> AtTheTerminal:
        """Someone who has walked on ten days in August."""
        with donor.opened() as opened:
            bring_in(
                opened.vault.connection,
                [steps(AUGUST_MS + day * DAY_MS, 100.0 + day) for day in range(10)],
            )
        return donor

    def test_before_anything_is_decided_it_shows_what_a_yes_would_send(
        self, walker: AtTheTerminal
    ) -> None:
        document = walker.document("try", PROJECT)
        assert document["records"] == 10
        activity = next(each for each in document["items"] if each["item"] == "activity")
        assert activity["records"] == 10
        assert (activity["first_day"], activity["last_day"]) == ("2026-08-01", "2026-08-10")
        assert document["changes"] is None

    def test_it_says_what_stays_and_why(self, walker: AtTheTerminal) -> None:
        items = {"activity": {"granted": True, "from": "2026-08-04"}, "sleep": {"granted": True}}
        file = str(walker.choices(items=items))
        document = walker.document("try", PROJECT, "--choices", file)
        assert document["records"] == 7
        activity = next(each for each in document["items"] if each["item"] == "activity")
        assert activity["stays"] == {"outside_window": 3}
        out = walker.consent("try", PROJECT, "--choices", file, lang="da").out
        assert "Aktivitet: 7 registreringer" in out
        assert "3 " in out
        assert "For eksempel:" in out

    def test_it_compares_with_what_is_in_force(self, walker: AtTheTerminal) -> None:
        walker.give()
        file = str(walker.choices(items={"sleep": {"granted": True}}))
        document = walker.document("try", PROJECT, "--choices", file)
        assert document["changes"] == [{"item": "activity", "before": 10, "after": 0}]
        assert "Activity: 10 now, 0 with the choices in the file" in walker.consent(
            "try", PROJECT, "--choices", file
        ).out.replace("\n    ", " ")
        same = str(walker.choices())
        assert "the same as now" in walker.consent("try", PROJECT, "--choices", same).out

    def test_it_writes_and_logs_nothing(self, walker: AtTheTerminal) -> None:
        before = walker.tables()
        assert walker.consent("try", PROJECT).code == 0
        assert walker.tables() == before

    def test_it_needs_no_approval(self, walker: AtTheTerminal) -> None:
        walker.publish(revoked=(PROJECT,))
        assert walker.document("try", PROJECT)["records"] == 10

    def test_choices_that_widen_are_refused(self, walker: AtTheTerminal) -> None:
        file = str(walker.choices(frequency="weekly"))
        answer = walker.consent("try", PROJECT, "--choices", file)
        assert (answer.code, answer.error) == (3, "FREQUENCY_WIDENS")
