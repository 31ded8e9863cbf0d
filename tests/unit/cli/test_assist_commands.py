"""Somebody beside the person at the command line: begun, seen, ended, and signed for."""

import json
from pathlib import Path
from typing import Final

import pytest

from datadonor.audit.events import AssistanceEnded, AttestationAdded, ConsentGiven
from datadonor.vault import kdf
from tests.commands import Answer, AtTheTerminal
from tests.releases import PROJECT
from tests.unit.conftest import WEAK

KAREN: Final = (
    "--name=Karen Opdigtet",
    "--role=nurse",
    "--organisation=Et sygehus (opdigtet)",
    "--authorisation-id=AB12C",
)


def begin(donor: AtTheTerminal, *words: str, lang: str = "en") -> Answer:
    return donor.run("assist", "start", *KAREN, *words, lang=lang)


@pytest.fixture
def key(donor: AtTheTerminal, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return the options that name a key of the helper's own and its passphrase."""
    monkeypatch.setattr(kdf, "calibrate", lambda: WEAK)
    secret, file = donor.home / "key-passphrase", donor.home / "karen.key"
    secret.write_text("ni gule heste\n", encoding="utf-8")
    made = donor.run("assist", "keys", f"--out={file}", f"--key-passphrase-file={secret}")
    assert made.code == 0, made.err
    return f"--key={file}", f"--key-passphrase-file={secret}"


class TestHelp:
    def test_it_begins_and_is_seen_and_ends(self, donor: AtTheTerminal) -> None:
        begun = begin(donor, "--minutes=20", "--json")
        assert begun.code == 0, begun.err
        helped = {
            "helper": {
                "name": "Karen Opdigtet",
                "role": "nurse",
                "organisation": "Et sygehus (opdigtet)",
                "authorisation_id": "AB12C",
            },
            "since": "2026-09-01T12:00:00.000Z",
            "until": "2026-09-01T12:20:00.000Z",
        }
        assert begun.document == {"assistance": helped}
        assert donor.run("assist", "status", "--json").document == {"assistance": helped}
        assert donor.run("vault", "info", "--json").document["assistance"] == helped
        assert donor.run("assist", "end", "--json").document == {"assistance": None}
        assert donor.run("assist", "status", "--json").document == {"assistance": None}
        assert donor.run("vault", "info", "--json").document["assistance"] is None

    def test_it_is_said_in_words(self, donor: AtTheTerminal) -> None:
        said = begin(donor, lang="da").out
        assert "Karen Opdigtet, Et sygehus (opdigtet) (sygeplejerske)" in " ".join(said.split())
        assert "14.30" in said
        assert "14:30" in donor.run("assist", "status").out
        assert "over" in donor.run("assist", "end").out
        assert "Nobody" in donor.run("assist", "status").out

    def test_every_command_says_beside_its_answer_who_helps(self, donor: AtTheTerminal) -> None:
        alone = donor.run("log", "show")
        assert "Karen" not in alone.err
        begin(donor)
        helped = donor.run("log", "show")
        assert helped.err == (
            "With help from Karen Opdigtet, Et sygehus (opdigtet) (nurse) until 14:30.\n"
        )
        assert donor.run("log", "show", "--json").err == ""

    def test_it_is_over_by_itself(self, donor: AtTheTerminal) -> None:
        begin(donor, "--minutes=20")
        donor.clock.forward(minutes=20)
        assert donor.run("assist", "status", "--json").document == {"assistance": None}
        with donor.opened() as opened:
            assert len(list(opened.log.events_of(AssistanceEnded))) == 1

    def test_what_is_for_the_person_alone_waits(self, donor: AtTheTerminal) -> None:
        begin(donor)
        out = donor.home / "backup.ddbackup"
        refused = donor.run("vault", "backup", str(out))
        assert (refused.code, refused.error) == (1, "HELPER_PRESENT")
        assert not out.exists()
        donor.run("assist", "end")
        assert donor.run("vault", "backup", str(out)).code == 0

    def test_what_would_be_sent_is_shown_and_not_written_to_a_file(
        self, donor: AtTheTerminal
    ) -> None:
        assert donor.give().code == 0
        begin(donor)
        out = donor.home / "all.ndjson"
        refused = donor.run("donation", "preview", PROJECT, "--out", str(out))
        assert (refused.code, refused.error) == (1, "HELPER_PRESENT")
        assert not out.exists()
        assert donor.run("donation", "preview", PROJECT).error != "HELPER_PRESENT"
        donor.run("assist", "end")
        alone = donor.run("donation", "preview", PROJECT, "--out", str(out))
        assert alone.error != "HELPER_PRESENT"

    def test_a_consent_given_meanwhile_names_the_helper(self, donor: AtTheTerminal) -> None:
        begin(donor)
        assert donor.give().code == 0
        with donor.opened() as opened:
            (stored,) = opened.log.events_of(ConsentGiven)
            assert stored.event is not None
            assert stored.event.who.assisted_by is not None
            assert stored.event.who.assisted_by.name == "Karen Opdigtet"

    @pytest.mark.parametrize(
        ("words", "code", "error"),
        [
            (("--name=Karen 17", "--role=nurse"), 2, "HELPER_UNFIT"),
            (("--name=Karen", "--role=queen"), 2, "HELPER_UNFIT"),
            (("--name=Karen", "--role=nurse", "--minutes=3"), 2, "ASSISTANCE_TOO_LONG"),
            (("--role=nurse",), 2, "USAGE"),
        ],
    )
    def test_what_cannot_be_written_down_is_refused(
        self, donor: AtTheTerminal, words: tuple[str, ...], code: int, error: str
    ) -> None:
        answer = donor.run("assist", "start", *words)
        assert (answer.code, answer.error) == (code, error)
        assert "17" not in answer.err
        assert "queen" not in answer.err

    def test_one_helps_at_a_time_and_none_cannot_be_ended(self, donor: AtTheTerminal) -> None:
        assert donor.run("assist", "end").error == "ASSISTANCE_MISSING"
        begin(donor)
        assert begin(donor).error == "ASSISTANCE_IN_FORCE"


class TestSigning:
    def test_the_helper_signs_what_was_decided(
        self, donor: AtTheTerminal, key: tuple[str, str]
    ) -> None:
        begin(donor)
        donor.give()
        signed = donor.run("assist", "sign", PROJECT, *key, "--json")
        assert signed.code == 0, signed.err
        with donor.opened() as opened:
            (stored,) = opened.log.events_of(AttestationAdded)
        assert stored.event is not None
        assert isinstance(stored.event.what, AttestationAdded)
        assert signed.document["attestation_sha256"] == stored.event.what.statement_sha256
        assert signed.document["key"] == stored.event.what.signer_key
        again = donor.run("assist", "sign", PROJECT, *key)
        assert (again.code, again.error) == (1, "SIGNED_ALREADY")

    def test_after_the_help_they_say_who_they_are(
        self, donor: AtTheTerminal, key: tuple[str, str]
    ) -> None:
        donor.give()
        assert donor.run("assist", "sign", PROJECT, *key).error == "INFORMER_UNKNOWN"
        half = donor.run("assist", "sign", PROJECT, *key, "--name=Karen")
        assert (half.code, half.error) == (2, "USAGE")
        signed = donor.run("assist", "sign", PROJECT, *key, *KAREN)
        assert signed.code == 0, signed.err
        assert "Karen Opdigtet has signed" in signed.out

    def test_without_a_decision_there_is_nothing_to_sign(
        self, donor: AtTheTerminal, key: tuple[str, str]
    ) -> None:
        begin(donor)
        answer = donor.run("assist", "sign", PROJECT, *key)
        assert (answer.code, answer.error) == (1, "DECISION_MISSING")

    def test_the_key_has_a_passphrase_of_its_own(
        self, donor: AtTheTerminal, key: tuple[str, str]
    ) -> None:
        begin(donor)
        donor.give()
        wrong = f"--key-passphrase-file={donor.home / 'passphrase'}"  # the person's, not the key's
        answer = donor.run("assist", "sign", PROJECT, key[0], wrong)
        assert (answer.code, answer.error) == (4, "WRONG_KEY_PASSPHRASE")

    def test_a_key_is_not_written_over(self, donor: AtTheTerminal, key: tuple[str, str]) -> None:
        file = Path(key[0].removeprefix("--key="))
        before = file.read_bytes()
        answer = donor.run("assist", "keys", f"--out={file}", key[1])
        assert answer.error == "FILE_EXISTS"
        assert file.read_bytes() == before
        assert json.loads(before)["kind"] == "ed25519"
