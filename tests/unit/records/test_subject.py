"""A file may be about a child, a spouse, or two people: only what cannot change is compared."""

import pytest

from datadonor.records.sample import IdentifierKind, KnownIdentifier
from datadonor.records.subject import Subject
from datadonor.records.writing import RecordWriter
from datadonor.vault.database import Connection
from tests.stores import new_import, store_in_memory

CPR, BORN = IdentifierKind.CPR, IdentifierKind.BIRTH_DATE
MINE, CHILD = "010170-0001", "020210-0002"  # made up, and no real number's check digit


def about(kind: IdentifierKind, value: str, is_subject: bool = True) -> KnownIdentifier:
    return KnownIdentifier(kind, value, is_subject)


def known(connection: Connection, *identifiers: KnownIdentifier) -> None:
    """Import a file with these in it."""
    writer = RecordWriter(connection, new_import(connection))
    for identifier in identifiers:
        writer.add_identifier(identifier)
    writer.finish()


@pytest.mark.parametrize(
    ("before", "met", "expected"),
    [
        ([], [], True),
        ([], [about(CPR, MINE)], True),
        ([], [about(CPR, MINE), about(CPR, "0101700001")], True),
        ([], [about(CPR, MINE), about(CPR, CHILD)], False),
        ([], [about(CPR, MINE), about(CPR, CHILD, is_subject=False)], True),
        ([], [about(CPR, MINE), about(CPR, "")], True),
        ([about(CPR, MINE)], [about(CPR, "010170 0001")], True),
        ([about(CPR, MINE)], [about(CPR, CHILD)], False),
        ([about(CPR, MINE)], [about(CPR, CHILD, is_subject=False)], True),
        ([about(CPR, MINE)], [], True),
        ([about(CPR, MINE, is_subject=False)], [about(CPR, CHILD)], True),
        ([about(BORN, "1970-01-01")], [about(BORN, "19700101")], True),
        ([about(BORN, "1970-01-01")], [about(BORN, "2010-02-02")], False),
        ([about(BORN, "1970-01-01")], [about(CPR, CHILD)], True),
        ([about(CPR, MINE), about(CPR, CHILD)], [about(CPR, CHILD)], True),
        ([], [about(IdentifierKind.NAME, "A"), about(IdentifierKind.NAME, "B")], True),
    ],
)
def test_whether_a_file_is_about_the_vaults_person(
    before: list[KnownIdentifier], met: list[KnownIdentifier], expected: bool
) -> None:
    """Names, addresses and accounts change and are shared; a number and a day do not."""
    with store_in_memory() as connection:
        known(connection, *before)
        subject = Subject(connection)
        for identifier in met:
            subject.meet(identifier)
        assert subject.is_one_person is expected
