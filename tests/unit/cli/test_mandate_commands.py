"""``datadonor mandate``, and deciding for another with ``--as``."""

from datetime import date
from pathlib import Path

import pytest

from consent.attestation import attestations_of
from consent.book import ConsentBook
from consent.mandate import CUSTODY
from datadonor.audit import custody
from datadonor.vault import kdf
from datadonor.vault.errors import WrongPassphrase
from tests.commands import Answer, AtTheTerminal
from tests.mandates import HOLDER_PASSPHRASE
from tests.releases import PROJECT
from tests.unit.conftest import PASSPHRASE, WEAK

OTHER = "gul kande på hylden"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "calibrate", lambda: WEAK)


def secret(donor: AtTheTerminal, name: str, passphrase: str) -> str:
    file: Path = donor.home / name
    file.write_text(passphrase, encoding="utf-8")
    return str(file)


def add(donor: AtTheTerminal, *words: str, passphrase: str = HOLDER_PASSPHRASE) -> Answer:
    file = secret(donor, "holder", passphrase)
    return donor.run("mandate", "add", "--holder-passphrase-file", file, *words)


def parent(donor: AtTheTerminal, name: str, passphrase: str, *words: str) -> str:
    answer = add(
        donor, "--holder", name, "--basis", CUSTODY, "--relation", "parent",
        "--of-age-on", "2028-05-04", *words, "--json", passphrase=passphrase,
    )  # fmt: skip
    assert answer.code == 0, answer.err
    return str(answer.document["mandate"]["id"])


def ended(donor: AtTheTerminal) -> list[str | None]:
    answer = donor.run("mandate", "list", "--json")
    return [each["ended"] for each in answer.document["mandates"]]


@pytest.mark.parametrize(("lang", "said"), [("da", "Fuldmagt"), ("en", "Power of attorney")])
def test_somebody_is_written_down_and_listed(donor: AtTheTerminal, lang: str, said: str) -> None:
    words = ("--holder", "Ingrid Opdigtet", "--basis", "power_of_attorney", "--relation", "friend")
    assert add(donor, *words, "--last-day", "2027-12-31").code == 0
    answer = donor.run("mandate", "list", lang=lang)
    assert answer.code == 0
    assert f"Ingrid Opdigtet: {said}" in answer.out
    assert "2027-12-31" in answer.out
    (found,) = donor.run("mandate", "list", "--json").document["mandates"]
    assert (found["holder"], found["in_force"], found["since"]) == (
        "Ingrid Opdigtet",
        True,
        "2026-09-01",
    )


def test_nobody_is_listed_where_nobody_is_written_down(donor: AtTheTerminal) -> None:
    answer = donor.run("mandate", "list")
    assert (answer.code, "Nobody else may decide" in answer.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("--basis", CUSTODY, "--relation", "mother"), 2, "MANDATE_UNFIT"),
        (("--basis", "friendship", "--relation", "friend"), 2, "MANDATE_UNFIT"),
        (("--basis", "guardianship", "--relation", "neighbour"), 2, "MANDATE_UNFIT"),
        (("--basis", "guardianship", "--relation", "guardian", "--since", "3 May"), 2, "USAGE"),
    ],
)
def test_what_does_not_go_together_is_refused(
    donor: AtTheTerminal, words: tuple[str, ...], code: int, error: str
) -> None:
    before = donor.tables()
    answer = add(donor, "--holder", "Ingrid Opdigtet", *words)
    assert (answer.code, answer.error) == (code, error)
    assert donor.tables() == before


def test_both_parents_sign_or_nothing_is_written(donor: AtTheTerminal) -> None:
    mother = parent(donor, "Solvej Opdigtet", HOLDER_PASSPHRASE, "--joint")
    father = parent(donor, "Asger Opdigtet", OTHER, "--joint")
    choices = ("--choices", str(donor.choices()))
    files = [secret(donor, "one", HOLDER_PASSPHRASE), secret(donor, "two", OTHER)]
    one = ("--as", mother, "--holder-passphrase-file", files[0])
    two = ("--as", father[:16], "--holder-passphrase-file", files[1])
    swapped = ("--as", father, "--holder-passphrase-file", files[0])
    for words, error in (
        ((), "UNDER_AGE"),
        (one, "JOINT_HOLDER_MISSING"),
        ((*one, *swapped), "WRONG_KEY_PASSPHRASE"),
        ((*one, "--as", father), "USAGE"),
        (("--as", "0" * 16, "--holder-passphrase-file", files[0]), "MANDATE_UNKNOWN"),
    ):
        answer = donor.consent("give", PROJECT, *choices, *words)
        assert error in answer.err
        assert donor.document("show", PROJECT, code=1)["state"] == "requested"
    assert donor.consent("give", PROJECT, *choices, *one, *two).code == 0
    with donor.opened() as opened:
        consent = ConsentBook(opened).consent(PROJECT)
        assert consent is not None
        assert consent.given is not None
        assert len(attestations_of(opened, consent.given.event.decision_sha256 or "")) == 2
    assert "JOINT" in donor.consent("withdraw", PROJECT, "--yes", *one).err
    assert donor.consent("withdraw", PROJECT, "--yes", *one, *two).code == 0


def test_one_of_two_parents_does_not_write_down_that_she_decides_alone(
    donor: AtTheTerminal,
) -> None:
    mother = parent(donor, "Solvej Opdigtet", HOLDER_PASSPHRASE, "--joint")
    parent(donor, "Asger Opdigtet", OTHER, "--joint")
    words = ("--holder", "Solvej Opdigtet", "--basis", CUSTODY, "--relation", "mother")
    alone = (*words, "--of-age-on", "2028-05-04")
    for replaces in ((), ("--replaces", mother)):
        answer = add(donor, *alone, *replaces)
        assert (answer.code, answer.error) == (1, "MANDATE_CONTRADICTS")
        assert "all of them decide only together" in " ".join(answer.err.split())
    assert ended(donor) == [None, None]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "write the day they turn 18, not the day they were born"),
        ("da", "skrives dagen, hvor den unge fylder 18, og ikke dagen, hvor den unge blev født"),
    ],
)
@pytest.mark.parametrize("born", ["2010-05-04", "0001-01-01"])
def test_the_day_of_birth_is_no_eighteenth_birthday(
    donor: AtTheTerminal, born: str, lang: str, said: str
) -> None:
    words = ("--holder", "Solvej Opdigtet", "--basis", CUSTODY, "--relation", "mother")
    file = secret(donor, "holder", HOLDER_PASSPHRASE)
    answer = donor.run(
        "mandate", "add", *words, "--of-age-on", born, "--holder-passphrase-file", file, lang=lang
    )
    assert (answer.code, answer.error) == (2, "MANDATE_UNFIT")
    assert said in " ".join(answer.err.split())
    assert ended(donor) == []


def test_custody_is_given_no_last_day_of_its_own(donor: AtTheTerminal) -> None:
    words = ("--holder", "Solvej Opdigtet", "--basis", CUSTODY, "--relation", "mother")
    birthday = ("--of-age-on", "2028-05-04")
    answer = add(donor, *words, *birthday, "--last-day", "2026-12-31")
    assert (answer.code, answer.error) == (2, "MANDATE_UNFIT")
    assert "the day before the 18th birthday" in " ".join(answer.err.split())
    assert add(donor, *words, *birthday, "--last-day", "2028-05-03").code == 0


def test_a_name_holds_no_sign_that_cannot_be_seen(donor: AtTheTerminal) -> None:
    for name in ("Ing\u202erid Opdigtet", "Ingrid\u200b Opdigtet"):
        answer = add(donor, "--holder", name, "--basis", "next_of_kin", "--relation", "sibling")
        assert (answer.code, answer.error) == (2, "MANDATE_UNFIT")
        assert "hidden signs" in answer.err


def test_the_birthday_of_a_right_that_was_ended_is_corrected(donor: AtTheTerminal) -> None:
    words = ("--holder", "Asger Opdigtet", "--basis", CUSTODY, "--relation", "father")
    wrong = add(donor, *words, "--of-age-on", "2038-05-04", "--json").document["mandate"]["id"]
    assert donor.run("mandate", "end", wrong).code == 0
    parent(donor, "Solvej Opdigtet", HOLDER_PASSPHRASE)
    donor.clock.now = donor.clock.now.replace(year=2028, month=5, day=4)
    new = secret(donor, "new", "min helt egen sætning")
    hand_over = ("mandate", "hand-over", "--new-passphrase-file", new)
    answer = donor.run(*hand_over)
    assert (answer.code, answer.error) == (1, "MANDATE_CONTRADICTS")
    assert "mandate add --replaces" in " ".join(answer.err.split())
    listed = " ".join(donor.run("mandate", "list").out.split())
    assert "two different 18th birthdays" in listed
    assert "mandate hand-over" not in listed
    right = (*words, "--of-age-on", "2028-05-04", "--since", "2026-09-01")
    assert add(donor, *right, "--replaces", wrong[:16]).code == 0
    assert "mandate hand-over" in donor.run("mandate", "list").out
    assert donor.run(*hand_over, "--recovery-out", str(donor.home / "words")).code == 0


def test_the_young_persons_own_no_holds(donor: AtTheTerminal) -> None:
    mother = parent(donor, "Solvej Opdigtet", HOLDER_PASSPHRASE)
    key = ("--as", mother, "--holder-passphrase-file", secret(donor, "m", HOLDER_PASSPHRASE))
    assert donor.consent("refuse", PROJECT).code == 0
    give = ("give", PROJECT, "--choices", str(donor.choices()), *key)
    assert donor.consent(*give).error == "DECIDED_THEMSELVES"
    assert donor.consent("later", PROJECT).code == 0  # they want to think it over again
    assert donor.consent(*give).code == 0


def test_a_right_that_is_ended_shuts_the_gate(donor: AtTheTerminal) -> None:
    add(donor, "--holder", "Ingrid Opdigtet", "--basis", "next_of_kin", "--relation", "sibling")
    (found,) = donor.run("mandate", "list", "--json").document["mandates"]
    key = ("--as", found["id"], "--holder-passphrase-file", str(donor.home / "holder"))
    assert donor.consent("give", PROJECT, "--choices", str(donor.choices()), *key).code == 0
    with donor.opened():
        assert donor.citizen.look().__class__.__name__ == "Release"
    answer = donor.run("mandate", "end", found["id"][:16])
    assert answer.code == 0
    assert "can no longer decide" in answer.out
    assert ended(donor) == ["withdrawn"]
    with donor.opened():
        assert getattr(donor.citizen.look(), "reason", None) == "mandate_ended"
    shown = donor.consent("show", PROJECT, lang="da").out
    assert "retten til at bestemme på dine vegne gælder" in shown


def test_the_vault_is_handed_over_from_the_birthday_on(donor: AtTheTerminal) -> None:
    parent(donor, "Solvej Opdigtet", HOLDER_PASSPHRASE)
    new = secret(donor, "new", "min helt egen sætning")
    words = ("mandate", "hand-over", "--new-passphrase-file", new)
    answer = donor.run(*words)
    assert (answer.code, answer.error) == (1, "NOT_OF_AGE")
    donor.clock.now = donor.clock.now.replace(year=2028, month=5, day=4)
    assert "mandate hand-over" in donor.run("mandate", "list").out
    out = donor.home / "words"
    answer = donor.run(*words, "--recovery-out", str(out))
    assert answer.code == 0, answer.err
    assert len(out.read_text().split()) == 24
    folder = donor.citizen.closed.folder
    with pytest.raises(WrongPassphrase):
        custody.open_vault(folder, PASSPHRASE)
    custody.open_vault(folder, "min helt egen sætning").close()
    assert date(2028, 5, 4) == donor.clock.now.date()
