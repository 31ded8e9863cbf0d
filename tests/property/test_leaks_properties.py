"""The scan finds the same however bytes come, and finds what is planted anywhere."""

import random

from hypothesis import given
from hypothesis import strategies as st

from datadonor.records.sample import IdentifierKind, KnownIdentifier
from export.leaks import Finding, KnownIdentifiers, Scanner, find_cpr, scan
from tests.synthetic_identifiers import PLANTS, person

_chance = random.Random(1)
IDENTIFIERS = [each for _ in range(12) for each in person(_chance)]
ARABIC = "".join(chr(0x660 + digit) for digit in range(10))
DEVANAGARI = "".join(chr(0x966 + digit) for digit in range(10))
KNOWN = KnownIdentifiers.of(IDENTIFIERS)

_plants = st.builds(
    lambda way, each: b'"' + PLANTS[way][1](each.value) + b'"',
    st.sampled_from(sorted(PLANTS)),
    st.sampled_from(IDENTIFIERS),
)
_fillings = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.integers(0, 3000).map(lambda length: b'{"a": 1}\n' * (length // 9)),
    st.sampled_from([b"\\", b"\\\\", b"%", b"&", b"010170-1234", b"0101701234", b"cpr", b"\xc3"]),
)
_contents = st.lists(st.one_of(_fillings, _plants), max_size=8).map(b"".join)


_SCANNER = Scanner(KNOWN)


def whole(content: bytes) -> list[Finding]:
    again = _SCANNER.another()
    return [*again.feed(content), *again.end()]


def in_pieces(content: bytes, cuts: list[int], block_bytes: int) -> list[Finding]:
    scanner = _SCANNER.another()
    scanner._block = block_bytes
    found: list[Finding] = []
    at = 0
    for cut in sorted({min(cut, len(content)) for cut in cuts}):
        found += scanner.feed(content[at:cut])
        at = cut
    found += scanner.feed(content[at:])
    return found + scanner.end()


@given(_contents, st.lists(st.integers(0, 8000), max_size=12))
def test_any_cuts_give_the_same_findings_as_one_piece(content: bytes, cuts: list[int]) -> None:
    assert in_pieces(content, cuts, 1 << 20) == whole(content)


@given(_contents, st.integers(1, 3000), st.lists(st.integers(0, 8000), max_size=5))
def test_any_size_of_blocks_gives_the_same_findings(
    content: bytes, block_bytes: int, cuts: list[int]
) -> None:
    """What lies across the border of two blocks is found, once."""
    assert in_pieces(content, cuts, block_bytes) == whole(content)


@given(st.integers(0, 6000), _plants)
def test_a_plant_at_any_place_is_found(before: int, plant: bytes) -> None:
    content = b" " * before + plant + b" " * 3000
    found = in_pieces(content, [before + 3], 512)
    assert found
    assert all(before <= each.start < each.end <= before + len(plant) for each in found)


_NAMES = [each.value for each in IDENTIFIERS if each.kind is IdentifierKind.NAME]


@given(st.binary(max_size=300), st.binary(max_size=300), st.sampled_from(_NAMES))
def test_what_stands_before_and_after_hides_no_name(
    before: bytes, after: bytes, value: str
) -> None:
    name = value.encode()
    first = len(before) + 2
    found = whole(before + b'\n"' + name + b'"' + after)
    assert any(each.start < first + len(name) and each.end > first for each in found)


@given(_contents)
def test_findings_ascend_and_lie_within_the_bytes(content: bytes) -> None:
    found = whole(content)
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert all(0 <= each.start < each.end <= len(content) for each in found)


_LOOKALIKES = st.sampled_from(
    [
        "\\",
        "\\\\",
        "%",
        "100%",
        "%2",
        "&",
        "&#",
        "&#x",
        "\\u",
        "\\u00",
        "²",
        "½",
        "æ",
        "_",
        "C:\\Users\\",
    ]
)


@given(_LOOKALIKES, _LOOKALIKES, st.sampled_from(["Niels", "Bent", "Ada Lund", "Fabian", "u00e5"]))
def test_what_looks_like_an_escape_hides_no_name(before: str, after: str, value: str) -> None:
    """A folder may be called by a name that an escape could begin with."""
    who = KnownIdentifiers.of([KnownIdentifier(IdentifierKind.NAME, value, is_subject=True)])
    assert scan((before + value + after).encode(), who)


@given(_LOOKALIKES, _LOOKALIKES)
def test_what_looks_like_an_escape_hides_no_number(before: str, after: str) -> None:
    who = KnownIdentifiers.of([])
    before = before.rstrip("0123456789")
    for number in ("0101701234", "010170-1234", "310199 1234"):
        assert scan(f"{before}{number} {after}".encode(), who)


@given(st.text(max_size=60))
def test_places_of_numbers_lie_in_the_text_and_apart(text: str) -> None:
    reached = 0
    for each in find_cpr(text + "010170-1234" + text):
        assert reached <= each.start < each.end
        reached = each.end


@given(
    st.dates().map(lambda day: day.strftime("%d%m%y")),
    st.integers(0, 9999),
    st.sampled_from(["", "-", " ", "–", "\N{NO-BREAK SPACE}", " - "]),
    st.sampled_from(["0123456789", ARABIC, DEVANAGARI]),
    st.text(st.characters(exclude_categories=["Nd", "Nl", "No", "Pd", "Zs", "Sm"]), max_size=20),
)
def test_every_number_is_found_whatever_stands_beside_it(
    day: str, rest: int, gap: str, digits: str, beside: str
) -> None:
    number = f"{day}{gap}{rest:04}".translate(str.maketrans("0123456789", digits))
    found = find_cpr(f"{beside}\n{number}\n{beside}")
    assert [each for each in found if each.start == len(beside) + 1]
