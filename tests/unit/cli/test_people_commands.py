"""Several persons at one command line: who is listed, whose vault, and nothing shared."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from datadonor import __main__ as program
from datadonor import logs
from datadonor.cli.app import run
from datadonor.people import FIRST, People, Person
from datadonor.settings import Settings, save_settings
from datadonor.texts import Language
from datadonor.vault import kdf
from tests.commands import Answer
from tests.unit.conftest import WEAK

Cli = Callable[..., Answer]


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run commands as the account that the test has, with the cheapest passphrase."""
    monkeypatch.setattr(kdf, "calibrate", lambda: WEAK)
    monkeypatch.setattr(kdf, "FLOOR", WEAK)
    monkeypatch.setattr("datadonor.audit.custody.FLOOR", WEAK)
    monkeypatch.setattr(kdf.KdfParameters, "is_below_floor", False)
    (tmp_path / "passphrase").write_text("blå hest ved åen", "utf-8")

    def call(*words: str) -> Answer:
        code = run([*words, f"--passphrase-file={tmp_path / 'passphrase'}"], lambda *_, **__: {})
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return call


def everything(folder: Path) -> dict[str, str]:
    """Return every file below a folder, by the SHA-256 of what is in it."""
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def belongings(person: Person) -> dict[str, str]:
    """Return every file of a person's: of their vault, and how they read."""
    looks = person.settings.read_bytes() if person.settings.exists() else b""
    return {**everything(person.vault), "settings": sha256(looks).hexdigest()}


# -- the list -------------------------------------------------------------------------------


def test_persons_are_added_listed_renamed_and_taken_off(cli: Cli) -> None:
    added = cli("vault", "people", "add", "Bedstemor Åse", "--json").document
    assert added["label"] == "Bedstemor Åse"
    assert not added["has_vault"]
    assert cli("vault", "create", "--person", "bedstemor åse").code == 0
    document = cli("vault", "people", "list", "--json").document
    assert [person["id"] for person in document["people"]] == [FIRST, added["id"]]
    assert [person["has_vault"] for person in document["people"]] == [False, True]
    said = cli("vault", "people", "list", "--lang", "da").out
    assert "den første person: har ikke lavet en boks endnu" in said
    assert "Bedstemor Åse: boksen ligger i" in said
    assert cli("vault", "people", "rename", added["id"], "Farmor").code == 0
    gone = cli("vault", "people", "forget", "farmor", "--json").document
    assert (gone["id"], gone["has_vault"]) == (added["id"], True)
    assert len(cli("vault", "people", "list", "--json").document["people"]) == 1
    again = cli("vault", "people", "add", "Åse", "--id", added["id"], "--json").document
    assert (again["vault"], again["has_vault"]) == (added["vault"], True)


@pytest.mark.parametrize(
    ("words", "code", "exits"),
    [
        (("vault", "people", "add", "010203-0405"), "LABEL_REFUSED", 2),
        (("vault", "people", "forget", "first"), "FIRST_PERSON_STAYS", 1),
        (("vault", "people", "rename", "nobody", "Ib"), "PERSON_UNKNOWN", 2),
        (("vault", "info", "--person", "nobody"), "PERSON_UNKNOWN", 2),
        (("vault", "info", "--person=first", "--vault=elsewhere"), "USAGE", 2),
    ],
)
def test_what_cannot_be_done_is_said_and_repeats_nothing_that_was_typed(
    cli: Cli, words: tuple[str, ...], code: str, exits: int
) -> None:
    answer = cli(*words)
    assert (answer.code, answer.error) == (exits, code)
    assert "010203" not in answer.err
    assert "nobody" not in answer.err


def test_a_list_that_cannot_be_read_is_said_and_kept(cli: Cli) -> None:
    file = People.here().file
    file.parent.mkdir(parents=True)
    file.write_bytes(b"{")
    assert cli("vault", "people", "add", "Ib").error == "PEOPLE_UNREADABLE"
    assert cli("vault", "people", "list").code == 0
    assert file.read_bytes() == b"{"


# -- nothing is shared -----------------------------------------------------------------------


def test_what_one_does_changes_no_file_of_another(cli: Cli) -> None:
    people = People.here()
    for label in ("Anna", "Ib"):
        person = people.add(label)
        assert cli("vault", "create", "--person", label).code == 0
        save_settings(person.settings, Settings(language=Language.DANISH))
    assert cli("vault", "create").code == 0
    persons = people.persons()
    assert len(persons) == 3
    for one in persons:
        others = [other for other in persons if other != one]
        before = [belongings(other) for other in others]
        here = belongings(one)
        backup = str(one.vault.with_name(f"backup-{one.id}"))
        assert cli("vault", "backup", backup, "--person", one.id).code == 0
        assert cli("vault", "verify", "--person", one.id).code == 0
        assert belongings(one) != here  # the control: something did happen
        assert [belongings(other) for other in others] == before


def test_a_passphrase_opens_no_vault_but_its_own(cli: Cli, tmp_path: Path) -> None:
    people = People.here()
    people.add("Ib")
    assert cli("vault", "create", "--person", "Ib").code == 0
    (tmp_path / "passphrase").write_text("et helt andet ord for ord", "utf-8")
    assert cli("vault", "create").code == 0
    assert cli("vault", "info", "--person", "first").code == 0
    assert cli("vault", "info", "--person", "Ib").error == "WRONG_PASSPHRASE"


def test_a_command_speaks_as_the_person_has_chosen(cli: Cli) -> None:
    people = People.here()
    save_settings(people.persons()[0].settings, Settings(language=Language.ENGLISH))
    save_settings(people.add("Ib").settings, Settings(language=Language.DANISH))
    assert "Der er ingen boks" in cli("vault", "info", "--person", "Ib").err
    assert "There is no vault" in cli("vault", "info").err
    assert "There is no vault" in cli("vault", "info", "--person", "Ib", "--lang", "en").err


# -- the window -------------------------------------------------------------------------------


def test_the_window_asks_who_it_is_only_where_there_are_several(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[tuple[Path, Path, bool]] = []

    def run_window(folder: Path, settings: Path, *_: object, is_choosing: bool = False) -> int:
        opened.append((folder, settings, is_choosing))
        return 0

    monkeypatch.setattr("ui.app.run", run_window)
    monkeypatch.setattr(logs, "begin", lambda _: None)
    people = People.here()
    first = people.persons()[0]
    assert program.run([]) == 0
    ib = people.add("Ib")
    assert program.run([]) == 0
    assert program.run(["--person", "ib"]) == 0
    assert program.run(["--person=first"]) == 0
    assert program.run(["--vault", str(ib.vault)]) == 0
    assert opened == [
        (first.vault, first.settings, False),
        (first.vault, people.undecided_settings, True),
        (ib.vault, ib.settings, False),
        (first.vault, first.settings, False),
        (ib.vault, ib.settings, False),
    ]


def test_nobody_of_that_name_opens_no_window(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["--person", "nobody"]) == 2
    assert capsys.readouterr().err.startswith("PERSON_UNKNOWN")


@pytest.mark.parametrize("suffix", [".ddrequest", ".ddaudit"])
def test_a_file_that_was_double_clicked_opens_the_window(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"a{suffix}"
    assert program._opening([str(file)]) is None  # it is not there
    file.write_bytes(b"")
    opening = program._opening(["--vault", str(tmp_path / "vault"), str(file)])
    assert opening == (tmp_path / "vault", file)
    assert program._opening([str(file)]) == (None, file)
    assert program._opening(["vault", "info"]) is None


def test_the_list_holds_nothing_but_labels_and_ids(cli: Cli) -> None:
    cli("vault", "people", "add", "Ib")
    cli("vault", "create", "--person", "Ib")
    document = json.loads(People.here().file.read_text("utf-8"))
    (other,) = document.pop("others")
    assert set(other) == {"id", "label"}
    assert document == {"format": "datadonor.people/1", "first": ""}
