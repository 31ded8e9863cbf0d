"""The persons of one account: who is listed, what is theirs, and what a bad list can do."""

import json
import multiprocessing
import os
import stat
import threading
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest

from datadonor import paths, system_lock
from datadonor.errors import DiskRefused
from datadonor.people import (
    FIRST,
    MOST_LABEL,
    MOST_PEOPLE,
    FirstPersonStays,
    LabelRefused,
    People,
    PeopleFull,
    PeopleUnreadable,
    PersonId,
    PersonUnknown,
)

ID = "0123456789abcdef"


@pytest.fixture
def people(tmp_path: Path) -> People:
    return People(tmp_path / "config", tmp_path / "data")


def write(people: People, content: bytes) -> None:
    people.config.mkdir(exist_ok=True)
    people.file.write_bytes(content)


def listed(*others: dict[str, Any], **more: object) -> bytes:
    document = {"format": "datadonor.people/1", "first": "", "others": list(others), **more}
    return json.dumps(document).encode()


# -- who is there -------------------------------------------------------------------------


def test_alone_one_has_the_places_that_the_program_has_always_used() -> None:
    (person,) = People.here().persons()
    assert (person.id, person.label) == (FIRST, "")
    assert person.vault == paths.vault_folder()
    assert person.settings == paths.settings_file()
    assert not People.here().is_several
    assert not People.here().file.exists()


def test_who_is_added_has_a_vault_and_settings_of_their_own(people: People) -> None:
    aase, ib = people.add("Bedstemor Åse"), people.add("Ib")
    first, *others = people.persons()
    assert others == [aase, ib]
    assert people.is_several
    places = {place for each in (first, aase, ib) for place in (each.vault, each.settings)}
    assert len(places) == 6
    assert not aase.vault.exists()  # it is made by whoever it belongs to


def test_a_folder_tells_nobodys_name_and_is_closed_to_others(people: People) -> None:
    aase = people.add("Åse")
    home = aase.vault.parent
    assert len(home.name) == 16
    assert "se" not in home.name.casefold()
    for folder in (home, home.parent, people.config):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(people.file.stat().st_mode) == 0o600


def test_a_person_is_found_by_id_and_by_label_however_it_is_written(people: People) -> None:
    aase = people.add("Bedstemor  Åse ")
    assert aase.label == "Bedstemor Åse"
    for word in (aase.id, "bedstemor åse", " Bedstemor  Åse", "BEDSTEMOR A\u030aSE"):
        assert people.find(word) == aase
    assert people.find("first").is_first
    for nobody in ("", "Ib", "Bedstemor"):
        with pytest.raises(PersonUnknown):
            people.find(nobody)


def test_a_person_is_called_something_else_and_keeps_everything(people: People) -> None:
    ib = people.add("Ib")
    renamed = people.rename(ib.id, "Morfar Ib")
    assert renamed == people.find("morfar ib")
    assert (renamed.vault, renamed.settings) == (ib.vault, ib.settings)
    assert people.rename(FIRST, "Anna").is_first
    assert [person.label for person in people.persons()] == ["Anna", "Morfar Ib"]
    assert people.rename(ib.id, "MORFAR IB").label == "MORFAR IB"
    with pytest.raises(PersonUnknown):
        people.rename(PersonId(ID), "Ib")


def test_who_is_taken_off_keeps_their_vault_and_can_be_put_back(people: People) -> None:
    ib = people.add("Ib")
    ib.vault.mkdir()
    (ib.vault / "vault.db").write_bytes(b"closed")
    assert people.forget(ib.id) == ib
    assert not people.is_several
    assert (ib.vault / "vault.db").read_bytes() == b"closed"
    assert people.settings_of(ib.vault) == ib.settings  # not the first person's
    assert people.person_of(ib.vault) is None
    again = people.add("Ib", ib.id)
    assert again == ib
    for neither in (ib.id, PersonId(ID), PersonId("../vault"), FIRST):
        with pytest.raises(PersonUnknown):
            people.add("Ane", neither)


def test_the_first_person_stays(people: People) -> None:
    with pytest.raises(FirstPersonStays):
        people.forget(FIRST)
    with pytest.raises(PersonUnknown):
        people.forget(PersonId(ID))


def test_settings_follow_the_vault_and_the_practice_beside_it(people: People) -> None:
    ib = people.add("Ib")
    first = people.persons()[0]
    for folder, person in ((first.vault, first), (ib.vault, ib)):
        for lies in (folder, folder.with_name("practice") / "vault", folder / ".." / folder.name):
            assert people.settings_of(lies) == person.settings
            assert people.person_of(lies) == person
    elsewhere = people.data.parent / "stick" / "vault"
    assert people.person_of(elsewhere) is None
    assert people.settings_of(elsewhere) == first.settings


def test_a_folder_that_was_moved_behind_a_link_is_still_its_persons_own(people: People) -> None:
    ib = people.add("Ib")
    disk = people.data.parent / "another disk"
    ib.vault.parent.rename(disk)
    ib.vault.parent.symlink_to(disk, target_is_directory=True)
    assert people.settings_of(ib.vault) == ib.settings != people.persons()[0].settings
    assert people.person_of(ib.vault) == ib


def test_a_link_to_somebody_elses_folder_brings_nobody_their_settings(people: People) -> None:
    ib, bo = people.add("Ib"), people.add("Bo")
    ib.vault.parent.rmdir()
    ib.vault.parent.symlink_to(bo.vault.parent, target_is_directory=True)
    assert people.settings_of(ib.vault) == ib.settings != bo.settings


# -- what one may be called -----------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        "",
        "  ",
        "a" * (MOST_LABEL + 1),
        "Ib\u202etxt",
        "Ib\x1b[2J",
        "Ib\u200b",
        "first",
        "First",
        ID,
        "-x",
        "Ib 010203-0405",
        "010203 0405",
    ],
)
def test_what_is_no_name_is_refused(people: People, label: str) -> None:
    with pytest.raises(LabelRefused) as refused:
        people.add(label)
    assert refused.value.facts == {}
    assert not people.file.exists()


def test_no_two_persons_are_called_the_same(people: People) -> None:
    people.add("Åse")
    ib = people.add("Ib")
    people.rename(FIRST, "Anna")
    for taken in ("åse", "A\u030ase", "ANNA"):
        with pytest.raises(LabelRefused):
            people.add(taken)
        with pytest.raises(LabelRefused):
            people.rename(ib.id, taken)


@pytest.mark.parametrize("label", ["Æ", "Jørgen 2", "Åse & Ib", "李", "født 1947", "a" * 40])
def test_what_is_a_name_is_taken(people: People, label: str) -> None:
    assert people.add(label).label == label


def test_there_is_room_for_a_large_family_and_no_more(people: People) -> None:
    for number in range(MOST_PEOPLE - 1):
        people.add(f"Person {number}")
    assert len(people.persons()) == MOST_PEOPLE
    with pytest.raises(PeopleFull):
        people.add("One more")


# -- a list that is not as we left it ----------------------------------------------------------


HOSTILE = {
    "empty": b"",
    "no text": b"\xff\xfe\x00",
    "no object": b"[]",
    "deep": b"[" * 50_000,
    "large": b" " * 70_000 + listed(),
    "another format": listed(format="datadonor.people/2"),
    "more than we know": listed(vault="/etc"),
    "a path for an id": listed({"id": "../../../etc/pass", "label": "Ib"}),
    "an id in capitals": listed({"id": ID.upper(), "label": "Ib"}),
    "an id and a line's end": listed({"id": ID + "\n", "label": "Ib"}),
    "a place of its own": listed({"id": ID, "label": "Ib", "vault": "/tmp"}),
    "one id twice": listed({"id": ID, "label": "Ib"}, {"id": ID, "label": "Ane"}),
    "one label twice": listed({"id": ID, "label": "Ib"}, {"id": ID[::-1], "label": "IB"}),
    "a label that turns the line": listed({"id": ID, "label": "Ib\u202etxt"}),
    "a label of no kind": listed({"id": ID, "label": 7}),
    "a first person with a number": listed(first="010203-0405"),
    "a crowd": listed(*({"id": f"{n:016x}", "label": f"Ib {n}"} for n in range(MOST_PEOPLE))),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_list_that_cannot_be_read_is_the_first_person_alone_and_is_kept(
    people: People, name: str
) -> None:
    write(people, HOSTILE[name])
    (person,) = people.persons()
    assert person.is_first
    assert person.label == ""
    with pytest.raises(PeopleUnreadable):
        people.add("Ib")
    with pytest.raises(PeopleUnreadable):
        people.rename(FIRST, "Ib")
    with pytest.raises(PeopleUnreadable):
        people.forget(PersonId(ID))
    assert people.file.read_bytes() == HOSTILE[name]


def test_the_same_list_in_order_is_read(people: People) -> None:
    """The control: what the hostile ones are altered from."""
    write(people, listed({"id": ID, "label": "Ib"}, first="Anna"))
    assert [person.label for person in people.persons()] == ["Anna", "Ib"]


@pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")
def test_a_pipe_a_folder_and_a_link_are_no_list_and_nobody_waits(
    people: People, tmp_path: Path
) -> None:
    people.config.mkdir()
    os.mkfifo(people.file)
    assert len(people.persons()) == 1
    people.file.unlink()
    people.file.mkdir()
    assert len(people.persons()) == 1
    people.file.rmdir()
    (tmp_path / "elsewhere").write_bytes(listed({"id": ID, "label": "Ib"}))
    people.file.symlink_to(tmp_path / "elsewhere")
    assert len(people.persons()) == 1


def test_a_disk_that_refuses_leaves_the_list_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"a file where the folder should be")
    people = People(tmp_path / "config", tmp_path / "data")
    with pytest.raises(DiskRefused):
        people.add("Ib")
    assert len(people.persons()) == 1


# -- two programs at once -----------------------------------------------------------------


def add_beside(people: People, label: str, together: Barrier) -> None:
    together.wait(60)
    people.add(label)


def test_two_programs_that_add_somebody_at_once_lose_nobody(people: People) -> None:
    spawning = multiprocessing.get_context("spawn")
    together = spawning.Barrier(4)
    labels = ["Anne", "Bo", "Carl", "Dorte"]
    adding = [
        spawning.Process(target=add_beside, args=(people, label, together)) for label in labels
    ]
    for process in adding:
        process.start()
    for process in adding:
        process.join()
    assert sorted(person.label for person in people.persons()[1:]) == labels


def test_a_list_that_is_being_changed_is_waited_for(people: People) -> None:
    people.config.mkdir()
    begun = threading.Event()

    def add() -> None:
        begun.set()
        people.add("Anne")

    adding = threading.Thread(target=add)
    with system_lock.held(people.config / "people.lock"):
        adding.start()
        begun.wait()
        adding.join(0.2)
        assert len(people.persons()) == 1
    adding.join()
    assert len(people.persons()) == 2
