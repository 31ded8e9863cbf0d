"""The persons of one account on a computer: each with a vault and settings of their own.

The list holds a label and a random name of a folder for each, and nothing else: no vault is
opened to show it, and whoever uses the account can read it. The first person has the places
that this program has always used; everyone else a folder of their own below ``people``.
Nothing is shared between two persons but the list itself.

A list that cannot be read counts as the first person alone, so that nobody is kept out of
their vault by it; it is then not written over, because it may name others.
"""

import json
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, NewType, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from datadonor import paths, system_lock
from datadonor.errors import DatadonorError, ExitCode

PersonId = NewType("PersonId", str)
"""``first``, or the name of a person's folder: 16 hex digits."""

FIRST: Final = PersonId("first")
MOST_PEOPLE: Final = 40
"""On one account; a family and then some (our choice)."""

MOST_LABEL: Final = 40
"""Characters of a label; it must fit on a card."""

_MOST_DIGITS: Final = 5
"""Fewer than a date of birth has: a label is no place for a number of a person."""

_MOST_BYTES: Final = 64 * 1024
_ID: Final = re.compile(r"[0-9a-f]{16}")
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe does not make us wait
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class PersonUnknown(DatadonorError):
    """Nobody on the list has that label or id."""

    code = "PERSON_UNKNOWN"
    exit_code = ExitCode.USAGE


class LabelRefused(DatadonorError):
    """What somebody is to be called here is empty, too long, taken, or no name."""

    code = "LABEL_REFUSED"
    exit_code = ExitCode.USAGE


class PeopleFull(DatadonorError):
    """There are as many persons on the list as there may be (fact: ``most``)."""

    code = "PEOPLE_FULL"
    exit_code = ExitCode.NO


class PeopleUnreadable(DatadonorError):
    """The list of persons cannot be read, so it is not written over either."""

    code = "PEOPLE_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


class FirstPersonStays(DatadonorError):
    """The first person's places are the program's own: they are always on the list."""

    code = "FIRST_PERSON_STAYS"
    exit_code = ExitCode.NO


@dataclass(frozen=True, slots=True)
class Person:
    """One who uses this account.

    Attributes:
        id: Never shown in the window.
        label: What they are called here; empty for a first person whom nobody has named.
        vault: Where their vault lies, or will lie.
        settings: Where their settings lie, or will lie.
    """

    id: PersonId
    label: str
    vault: Path
    settings: Path

    @property
    def is_first(self) -> bool:
        """Whether theirs are the places that the program has always used."""
        return self.id == FIRST


def written_label(text: str) -> str:
    """Return a label in the one way it is kept.

    Raises:
        LabelRefused: It is empty, too long, has signs that do not show, has as many digits
            as a number of a person, or could be taken for an id.
    """
    label = " ".join(unicodedata.normalize("NFC", text).split())
    digits = sum(sign.isdigit() for sign in label)
    if (
        not 0 < len(label) <= MOST_LABEL
        or not label.isprintable()
        or digits > _MOST_DIGITS
        or label.startswith("-")  # an option, to a command
        or label.casefold() == FIRST
        or _ID.fullmatch(label)
    ):
        raise LabelRefused
    return label


def _is_kept_label(label: str) -> bool:
    try:
        return written_label(label) == label
    except LabelRefused:
        return False


class _Other(BaseModel):
    """One person but the first, as the file has them."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    label: Annotated[str, Field(max_length=MOST_LABEL)]


class _Listed(BaseModel):
    """The file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: Literal["datadonor.people/1"] = "datadonor.people/1"
    first: Annotated[str, Field(max_length=MOST_LABEL)] = ""
    others: Annotated[tuple[_Other, ...], Field(max_length=MOST_PEOPLE - 1, strict=False)] = ()

    @model_validator(mode="after")
    def _each_is_told_apart(self) -> Self:
        labels = [*filter(None, [self.first]), *(other.label for other in self.others)]
        ids = [other.id for other in self.others]
        folded = [label.casefold() for label in labels]
        if (
            not all(map(_is_kept_label, labels))
            or len(set(ids)) < len(ids)
            or len(set(folded)) < len(folded)
        ):
            raise ValueError
        return self


def _as_named(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))


def _as_it_lies(path: Path) -> Path:
    return Path(os.path.realpath(path))


@dataclass(frozen=True, slots=True)
class People:
    """The persons who share two folders of an account.

    Attributes:
        config: Where the list and the first person's settings lie.
        data: Where the first person's vault lies, and the folders of the others.
    """

    config: Path
    data: Path

    @classmethod
    def here(cls) -> Self:
        """Return those of the account that runs the program."""
        return cls(paths.settings_file().parent, paths.vault_folder().parent)

    @property
    def file(self) -> Path:
        """Where the list lies."""
        return self.config / "people.json"

    @property
    def folder(self) -> Path:
        """Below it everyone but the first has a folder."""
        return self.data / "people"

    @property
    def undecided_settings(self) -> Path:
        """Where it is kept how the window looks while nobody has been chosen."""
        return self.config / "people" / "settings.json"

    def persons(self) -> tuple[Person, ...]:
        """Return them, the first one first and the others as they came."""
        return tuple(self._each(self._read() or _Listed()))

    @property
    def is_several(self) -> bool:
        """Whether somebody has to say who they are."""
        return len(self.persons()) > 1

    def person_of(self, vault: Path) -> Person | None:
        """Return whose vault a folder is, or is a practice of; nothing if nobody's listed."""
        found = self._id_of(vault)
        return next((person for person in self.persons() if person.id == found), None)

    def settings_of(self, vault: Path) -> Path:
        """Return where the settings lie that hold for a vault, whether its person is listed."""
        found = self._id_of(vault)
        return self._person(found or FIRST, "").settings

    def find(self, word: str) -> Person:
        """Return the person with an id or a label; capital and small letters are alike.

        Raises:
            PersonUnknown: There is none.
        """
        persons = self.persons()
        label = " ".join(unicodedata.normalize("NFC", word).split()).casefold()
        for person in persons:
            if word == person.id:
                return person
        for person in persons:
            if person.label and label == person.label.casefold():
                return person
        raise PersonUnknown

    def add(self, label: str, again: PersonId | None = None) -> Person:
        """Put a person on the list; their folder is made, their vault is not.

        Args:
            label: What they are to be called here.
            again: The id of somebody who was taken off the list, to be put back.

        Raises:
            LabelRefused: The label cannot be used, or somebody has it.
            PeopleFull, PeopleUnreadable: Nobody was added.
            PersonUnknown: There is no such folder to be put back.
            DiskFull, DiskRefused: The old list stands.
        """
        with self._changing() as listed:
            if len(listed.others) + 1 >= MOST_PEOPLE:
                raise PeopleFull(most=MOST_PEOPLE)
            kept = self._free_label(listed, label)
            if again is not None and not self._may_return(listed, again):
                raise PersonUnknown
            person = self._person(again or PersonId(secrets.token_hex(8)), kept)
            paths.private_folder(self.folder)
            paths.private_folder(person.vault.parent)
            others = (*listed.others, _Other(id=person.id, label=person.label))
            self._write(listed.model_copy(update={"others": others}))
        return person

    def rename(self, person_id: PersonId, label: str) -> Person:
        """Call somebody something else here.

        Raises:
            PersonUnknown, LabelRefused, PeopleUnreadable: Nothing was changed.
            DiskFull, DiskRefused: The old list stands.
        """
        with self._changing() as listed:
            self._require(listed, person_id)
            kept = self._free_label(listed, label, besides=person_id)
            others = tuple(
                _Other(id=other.id, label=kept) if other.id == person_id else other
                for other in listed.others
            )
            first = kept if person_id == FIRST else listed.first
            self._write(listed.model_copy(update={"first": first, "others": others}))
        return self._person(person_id, kept)

    def forget(self, person_id: PersonId) -> Person:
        """Take somebody off the list. Their vault and settings stay where they lie.

        Returns:
            The person, with where their vault lies.

        Raises:
            FirstPersonStays: It is the first.
            PersonUnknown, PeopleUnreadable: Nothing was changed.
            DiskFull, DiskRefused: The old list stands.
        """
        with self._changing() as listed:
            if person_id == FIRST:
                raise FirstPersonStays
            found = self._require(listed, person_id)
            others = tuple(other for other in listed.others if other.id != person_id)
            self._write(listed.model_copy(update={"others": others}))
        return found

    # -- within ---------------------------------------------------------------

    def _person(self, person_id: PersonId, label: str) -> Person:
        if person_id == FIRST:
            return Person(FIRST, label, self.data / "vault", self.config / "settings.json")
        config = self.config / "people" / person_id
        return Person(person_id, label, self.folder / person_id / "vault", config / "settings.json")

    def _each(self, listed: _Listed) -> Iterator[Person]:
        yield self._person(FIRST, listed.first)
        for other in listed.others:
            yield self._person(PersonId(other.id), other.label)

    def _id_of(self, vault: Path) -> PersonId | None:
        """Return who has a folder, by where it lies and not by what the list says.

        First by its name as it is given: a folder that was moved to another disk, with a link
        in its place, is still its person's own.
        """
        for path_of in (_as_named, _as_it_lies):
            lies, theirs = path_of(vault), path_of(self.folder)
            if lies.is_relative_to(theirs):
                name = next(iter(lies.relative_to(theirs).parts), "")
                return PersonId(name) if _ID.fullmatch(name) else None
        own = _as_it_lies(self.data)
        lies = _as_it_lies(vault)
        return FIRST if lies.is_relative_to(own) else None

    def _require(self, listed: _Listed, person_id: PersonId) -> Person:
        for person in self._each(listed):
            if person.id == person_id:
                return person
        raise PersonUnknown

    def _free_label(self, listed: _Listed, text: str, besides: PersonId | None = None) -> str:
        label = written_label(text)
        taken = {person.label.casefold() for person in self._each(listed) if person.id != besides}
        if label.casefold() in taken:
            raise LabelRefused
        return label

    def _may_return(self, listed: _Listed, person_id: PersonId) -> bool:
        is_listed = any(other.id == person_id for other in listed.others)
        return (
            _ID.fullmatch(person_id) is not None
            and not is_listed
            and (self.folder / person_id).is_dir()
        )

    @contextmanager
    def _changing(self) -> Iterator[_Listed]:
        """Read the list, and keep other processes from changing it until it is written."""
        paths.private_folder(self.config)
        with system_lock.held(self.config / "people.lock"):
            listed = self._read()
            if listed is None:
                raise PeopleUnreadable
            yield listed

    def _read(self) -> _Listed | None:
        """Return what the file says: nobody else if there is none, nothing if it is unreadable."""
        try:
            handle = os.open(self.file, _FLAGS)
        except FileNotFoundError:
            return _Listed()
        except OSError:
            return None
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return None
            with os.fdopen(handle, "rb", closefd=False) as opened:
                content = opened.read(_MOST_BYTES + 1)
            if len(content) > _MOST_BYTES:
                return None
            return _Listed.model_validate_json(content)
        except (OSError, ValidationError, RecursionError):
            return None
        finally:
            os.close(handle)

    def _write(self, listed: _Listed) -> None:
        text = json.dumps(listed.model_dump(mode="json"), indent=2, ensure_ascii=False)
        paths.atomic_write(self.file, text.encode() + b"\n")
