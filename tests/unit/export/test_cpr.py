"""Numbers of Danish persons are found in every form, and other numbers are left alone.

All numbers here are made up.
"""

import random
import uuid
from hashlib import sha256

import pytest

from export.leaks import CprFinding, CprKind, find_cpr

DATE, REST = "010170", "1234"


def kinds(text: str) -> list[CprKind]:
    return [each.kind for each in find_cpr(text)]


@pytest.mark.parametrize(
    "text",
    [
        "0101701234",
        "010170-1234",
        "010170 1234",
        "010170 - 1234",
        "010170–1234",
        "010170—1234",
        "010170‑1234",
        "010170−1234",
        "010170\N{NO-BREAK SPACE}1234",
        "010170\N{THIN SPACE}1234",
        "010170\N{SOFT HYPHEN}-1234",
        "010170\N{ZERO WIDTH SPACE}1234",
        "٠١٠١٧٠-١٢٣٤",  # noqa: RUF001 - digits of another script are what is tested
        "०१०१७०१२३४",
        "０１０１７０－１２３４",  # noqa: RUF001
        "Patient 0101701234.",
        "(0101701234)",
        '{"value":"0101701234"}',
        "cpr0101701234",
        "note²0101701234",
        "½0101701234¾",
        "0101701234x",
        "æ0101701234å",
        "1.2.208.176.1.2.0101701234",
        "0101701234.pdf",
        "urn:oid:1.2.208.176.1.2|0101701234",
        "/Patient/0101701234/Observation",
    ],
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert kinds(text) == [CprKind.CPR]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("010170-1234", CprKind.CPR),
        ("311299-1234", CprKind.CPR),
        ("290200-1234", CprKind.CPR),
        ("610170-1234", CprKind.REPLACEMENT),
        ("911299-1234", CprKind.REPLACEMENT),
        ("8902001234", CprKind.REPLACEMENT),
        ("0101701AB2", CprKind.X_ECPR),
        ("010170-7AB2", CprKind.X_ECPR),
        ("0101700ab2", CprKind.D_ECPR),
        ("010170 5AB2", CprKind.D_ECPR),
        ("0101706XY9", CprKind.D_ECPR),
    ],
)
def test_every_kind_is_told(text: str, kind: CprKind) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "010170",
        "010170-123",
        "010170-12345",
        "1010170-1234",
        "01017012345",
        "320170-1234",
        "000170-1234",
        "600170-1234",
        "921299-1234",
        "011370-1234",
        "010070-1234",
        "300270-1234",
        "290201-1234",
        "310499-1234",
        "0101702AB2",
        "610170-1AB2",
        "x0101701AB2",
        "0101701AB2x",
        "2024-03-01T10:20:30Z",
        "1704067200000",
        "+45 12 34 56 78",
        "010170x1234",
        "01.01.70.12.34",
    ],
)
def test_what_is_no_number_of_a_person_is_left_alone(text: str) -> None:
    assert find_cpr(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "010170-1234",
        "010170 1234",
        "CPR 0101701234",
        "cpr-nr.: 0101701234",
        "personnummer 0101701234",
        "0101701234 (CPR)",
        '{"system":"urn:oid:1.2.208.176.1.2","value":"0101701234"}',
        '{"value":"0101701234","system":"urn:oid:1.2.208.176.1.2"}',
        "72.0101701234 cpr",
        "0101700AB2",
        "0101701239",  # fits modulus 11
    ],
)
def test_a_number_that_something_speaks_for_is_certain(text: str) -> None:
    assert [each.is_certain for each in find_cpr(text)] == [True]


@pytest.mark.parametrize(
    "text",
    ["0101701234", '{"value":0101701234}', "72.0101701239", "0101701239.5", "x 0101701234"],
)
def test_ten_digits_alone_are_found_and_not_certain(text: str) -> None:
    """Modulus 11 says nothing of digits in a decimal number: one in eleven fits."""
    assert [each.is_certain for each in find_cpr(text)] == [False]


def test_modulus_11_is_no_filter() -> None:
    """Since 2007 numbers are given that do not fit it."""
    found = [find_cpr(f"010170-{number:04}") for number in range(10_000)]
    assert all(len(each) == 1 for each in found)


def test_all_dates_are_found_and_no_others() -> None:
    days = sum(bool(find_cpr(f"{number:04}00-1234")) for number in range(10_000))
    assert days == 2 * 366


def test_a_place_is_told_in_characters() -> None:
    text = "Åse Ærø, ٠١٠١٧٠–١٢٣٤ og 0202711234"  # noqa: RUF001
    one, other = find_cpr(text)
    assert text[one.start : one.end] == "٠١٠١٧٠–١٢٣٤"  # noqa: RUF001
    assert text[other.start : other.end] == "0202711234"


def test_a_place_stands_though_signs_grow_and_vanish_before_it() -> None:
    text = "ßﬃ\N{ZERO WIDTH SPACE}Æ 010170-1234"
    (found,) = find_cpr(text)
    assert text[found.start : found.end] == "010170-1234"


def test_no_digit_stands_in_a_finding() -> None:
    (found,) = find_cpr("010170-1234")
    assert found == CprFinding(0, 11, CprKind.CPR, is_certain=True)
    assert "010170" not in repr(found)


def test_ids_and_digests_made_by_machines_are_left_alone() -> None:
    chance = random.Random(1)
    digests = [sha256(bytes([each % 256, each // 256])).hexdigest() for each in range(5000)]
    ids = [str(uuid.UUID(int=chance.getrandbits(128))) for _ in range(5000)]
    assert [each for each in digests + ids if find_cpr(each)] == []


def test_a_number_that_only_stands_beside_a_uuid_is_found() -> None:
    assert find_cpr(f"{uuid.UUID(int=1)} 010170-1234")
    assert find_cpr(f"a{'b' * 20}0101701234")


@pytest.mark.parametrize("length", [200_000])
@pytest.mark.parametrize(
    "sign", ["0", "0101701234", "010170-", "\\", " ", "\N{ARABIC-INDIC DIGIT ZERO}"]
)
def test_a_long_hostile_text_takes_no_long_time(sign: str, length: int) -> None:
    find_cpr(sign * (length // len(sign)))
