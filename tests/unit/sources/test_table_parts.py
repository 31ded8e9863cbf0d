"""The parts that tables share: names of devices, people in a head, clocks, headings."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from datadonor.records.sample import IdentifierKind, KnownIdentifier, ZoneKnown
from datadonor.sources.device_names import device_name
from datadonor.sources.tables.clocks import GroupClocks
from datadonor.sources.tables.glucose import glucose_unit
from datadonor.sources.tables.people import people_in
from datadonor.sources.tables.words import Role, fold, role_of, take_apart, type_of_heading

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SERIAL, EMAIL = IdentifierKind.SERIAL, IdentifierKind.EMAIL


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Dexcom G6 Mobile App", "Dexcom G6 Mobile App", []),
        ("FreeStyle Libre 2", "FreeStyle Libre 2", []),
        ("MiniMed 670G", "MiniMed 670G", []),
        ("xDrip-DexcomG6", "xDrip-DexcomG6", []),
        ("Receiver SM64505123", "Receiver", [(SERIAL, "SM64505123")]),
        ("meter 00:1A:7D:DA:71:13", "meter", [(SERIAL, "00:1A:7D:DA:71:13")]),
        (
            "Reader 0f6b2a11-9d1e-4c55-8f00-1234567890ab",
            "Reader",
            [(SERIAL, "0f6b2a11-9d1e-4c55-8f00-1234567890ab")],
        ),
        ("loop://iPhone", "loop", []),
        ("medtronic-600://6213-1033453", "medtronic-600", [(SERIAL, "6213-1033453")]),
        ("follower karla@example.org", "follower", [(EMAIL, "karla@example.org")]),
        ("SM64505123", "otherwise", [(SERIAL, "SM64505123")]),
        ("  \x07 ", "otherwise", []),
    ],
)
def test_a_name_keeps_the_model_and_gives_up_which_one(
    text: str, name: str, found: list[tuple[IdentifierKind, str]]
) -> None:
    result = device_name(text, "otherwise")
    assert result.name == name
    assert [(each.kind, each.value) for each in result.identifiers] == found
    assert not any(each.is_subject for each in result.identifiers)


def test_a_long_name_is_bounded() -> None:
    assert len(device_name("ab " * 100_000, "x").name) <= 200


def test_each_text_about_a_person_is_told_for_what_it_is() -> None:
    texts = ["Karla", "", " Eksempelsen ", "1971-02-03", "k@example.org", "0302711234", "A-77"]
    assert set(people_in(texts)) == {
        KnownIdentifier(kind, value, is_subject=True)
        for kind, value in (
            (IdentifierKind.NAME, "Karla Eksempelsen"),
            (IdentifierKind.BIRTH_DATE, "1971-02-03"),
            (IdentifierKind.EMAIL, "k@example.org"),
            (IdentifierKind.CPR, "0302711234"),
            (IdentifierKind.ACCOUNT, "A-77"),
        )
    }


def knowns(minutes: list[int], groups: list[str]) -> list[tuple[ZoneKnown, int]]:
    """Read local times of the night of 27 October 2024: what is known, and minutes in UTC."""
    midnight = datetime(2024, 10, 27)  # noqa: DTZ001 - local
    clocks = GroupClocks(COPENHAGEN)
    rows = [
        (group, midnight + timedelta(minutes=at)) for group, at in zip(groups, minutes, strict=True)
    ]
    for group, local in rows:
        clocks.see(group, local)
    read = [clocks.read(group, local) for group, local in rows]
    return [(each.basis.known, each.ms // 60_000 % 1440) for each in read]


def test_groups_in_order_tell_the_hour_that_comes_twice() -> None:
    assert knowns([110, 150, 130, 190], ["a"] * 4) == [
        (ZoneKnown.ASSUMED, 1430),
        (ZoneKnown.ASSUMED, 30),
        (ZoneKnown.ASSUMED, 70),
        (ZoneKnown.ASSUMED, 130),
    ]


def test_rows_of_two_groups_do_not_disturb_each_other() -> None:
    """Control: the same times in one group are out of order, and the hour stays open."""
    minutes = [100, 160, 170, 30, 160]
    apart = knowns(minutes, ["a", "a", "a", "b", "b"])
    together = knowns(minutes, ["a"] * 5)
    assert {known for known, _ in apart} == {ZoneKnown.ASSUMED}
    assert [known for known, _ in together].count(ZoneKnown.AMBIGUOUS) == 3


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Historic Glucose mmol/L", "mmol/L"),
        ("Glukosewert (mmol/l)", "mmol/L"),
        ("Glucose Value (mg/dL)", "mg/dL"),
        ("Rate of Change (mg/dL/min)", None),
        ("Glucose", None),
    ],
)
def test_the_unit_of_glucose_is_read_from_a_heading(heading: str, unit: str | None) -> None:
    assert glucose_unit(heading) == unit


@pytest.mark.parametrize(
    ("heading", "type_id", "unit"),
    [
        ("Vægt (kg)", "BodyMass", "kg"),
        ("weight_kg", "BodyMass", "kg"),
        ("Vægt i kg", "BodyMass", "kg"),
        ("Puls, bpm", "HeartRate", "bpm"),
        ("SYS (mmHg)", "BloodPressureSystolic", "mmHg"),
        ("Blodsukker [mmol/L]", "BloodGlucose", "mmol/L"),
        ("HeartRate", "HeartRate", None),
        ("Fedt (%)", "BodyFatPercentage", "%"),
        ("Fedt (g)", "DietaryFatTotal", "g"),
        ("Vægt (mmHg)", None, "mmHg"),
        ("Noget andet", None, None),
    ],
)
def test_headings_are_known_by_words_and_units(
    heading: str, type_id: str | None, unit: str | None
) -> None:
    parts = take_apart(heading)
    known = type_of_heading(parts)
    assert (known and known.id, parts.unit) == (type_id, unit)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Dato", Role.DATE),
        ("Timestamp (YYYY-MM-DD hh:mm)", Role.MOMENT),
        ("KLOKKESLÆT", Role.CLOCK),
        ("Enhed", Role.UNIT),
        ("Puls", None),
    ],
)
def test_roles_are_known_by_words(heading: str, role: Role | None) -> None:
    assert role_of(heading) is role


def test_a_hostile_heading_costs_nothing() -> None:
    for text in ("(" * 100_000, "a " * 100_000, "_" * 100_000, " ,;" * 50_000):
        take_apart(text)
        role_of(text)
        fold(text)
