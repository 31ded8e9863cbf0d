"""Nothing that the vault knows to be identifying passes the scan, however it is written.

All people are made up. "Planted" is what a fault elsewhere would let through.
"""

import base64
import json
import random
import uuid
from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from datadonor.records.sample import IdentifierKind, KnownIdentifier
from export.leaks import (
    CprKind,
    Finding,
    KnownIdentifiers,
    Place,
    Scanner,
    View,
    in_ranges,
    load_known,
    numbers_of,
    scan,
)
from export.leaks.automaton import OneByOne, automaton
from export.pseudonym import Donor
from tests.stores import new_import, store_in_memory
from tests.synthetic_identifiers import PLANTS, person

NAME = "Søren Kjærgård"
UTF_16 = {View.UTF16_LE, View.UTF16_BE}


def known(kind: str, *values: str) -> KnownIdentifiers:
    return KnownIdentifiers.of(
        KnownIdentifier(IdentifierKind(kind), value, is_subject=True) for value in values
    )


def found(data: bytes | str, who: KnownIdentifiers) -> list[Finding]:
    return scan(data.encode() if isinstance(data, str) else data, who)


# -- every view ---------------------------------------------------------------------


@pytest.mark.parametrize("way", PLANTS)
def test_a_planted_name_is_found_in_every_view(way: str) -> None:
    view, plant = PLANTS[way]
    text = "Soeren Kjaergaard" if view is View.TEXT else NAME
    data = b'{"display":"' + plant(text) + b'"}\n'
    findings = found(data, known("name", NAME))
    assert view in {each.view for each in findings}
    assert all(each.is_known and each.kind is IdentifierKind.NAME for each in findings)
    assert all(12 <= each.start < each.end <= len(data) - 2 for each in findings)


@pytest.mark.parametrize("way", PLANTS)
def test_what_is_planted_is_missed_when_its_view_is_switched_off(way: str) -> None:
    """Negative control: each view is what finds its plant, and not another by luck."""
    view, plant = PLANTS[way]
    text = "Soeren Kjaergaard" if view is View.TEXT else NAME
    data = b'{"display":"' + plant(text) + b'"}\n'
    # Within UTF-16 the zeros stand before the letters as well as behind them.
    off = UTF_16 if view in UTF_16 else {view}
    assert scan(data, known("name", NAME), views=[each for each in View if each not in off]) == []


def test_thousands_of_identifiers_are_found_in_every_view() -> None:
    chance = random.Random(7)
    identifiers = [each for _ in range(250) for each in person(chance)]
    who = KnownIdentifiers.of(identifiers)
    assert who.unsearched == 0
    planted = [
        (way, each.kind, b'{"x":"' + plant(each.value) + b'"}\n')
        for way, (_, plant) in PLANTS.items()
        for each in identifiers
    ]
    findings = scan(b"".join(piece for _, _, piece in planted), who)
    starts = [each.start for each in findings]
    missed, at = [], 0
    for way, kind, piece in planted:
        first = bisect_left(starts, at)
        if first == len(starts) or findings[first].end > at + len(piece):
            missed.append((way, kind))
        at += len(piece)
    assert missed == []


@pytest.mark.parametrize(
    "written",
    [
        *("søren kjærgård", "SØREN KJÆRGÅRD", "sØrEn KjÆrGåRd", "Soeren Kjaergaard"),
        *("Soren Kjaergard", "Søren+Kjærgård", "Kjærgård, Søren", "SørenKjærgård", "Sørens"),
        *("Søren\N{NO-BREAK SPACE}Kjærgård", "Sø\N{SOFT HYPHEN}ren", "S\N{ZERO WIDTH SPACE}øren"),
        *(
            "soeren.kjaergaard@example.dk",
            "_kjaergaard_",
            "\N{FULLWIDTH LATIN CAPITAL LETTER S}øren",
        ),
        *("S&oslash;ren", "S&OSLASH;REN", "S&#248;ren", "S&#xf8;ren", "S&amp;oslash;ren"),
        *("S%F8ren", "S%c3%b8ren", "S%25C3%25B8ren", "S\\u00f8ren", "S\\\\u00F8ren"),
    ],
)
def test_a_name_is_found_in_every_spelling(written: str) -> None:
    assert found(f'{{"x": "{written}"}}', known("name", NAME))


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "utf-16", "utf-16-be"])
def test_a_name_is_found_in_every_encoding(encoding: str) -> None:
    assert found(f"x {NAME} x".encode(encoding), known("name", NAME))


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Świąć",
        "Владимир",
        "Ελένη",
        "Y\N{LATIN SMALL LETTER DOTLESS I}lmaz",
        "Nguyễn",
        "王小明李",
    ],
)
def test_names_in_other_letters_are_found_too(name: str) -> None:
    who = known("name", name)
    for way, (view, plant) in PLANTS.items():
        if view is not View.TEXT:
            assert found(b'"' + plant(name) + b'"', who), way
    assert found(name.upper(), who)


# -- how short words and numbers are weighed ----------------------------------------


@pytest.mark.parametrize(
    ("data", "is_found"),
    [
        ('{"x":"Bo"}', True),
        ("Bo, 42", True),
        ("fra Bo til", True),
        ("BO", True),
        ("bo_1", True),
        ("Bob", False),
        ("Bornholm", False),
        ("aBo", False),
        ("Boø", False),
        ("B\\u00f8Bo", False),
    ],
)
def test_a_name_under_four_letters_stands_alone(data: str, is_found: bool) -> None:
    assert bool(found(data, known("name", "Bo"))) is is_found


def test_a_short_name_is_found_encoded_when_it_is_all_there_is() -> None:
    who = known("name", "Kim")
    assert found(base64.b64encode(b"Kim"), who)
    assert found(b"Kim".hex().encode(), who)
    assert found("Kim".encode("utf-16-le"), who)
    assert not found("Kimono".encode("utf-16-le"), who)
    assert not found(b"Kimono".hex().encode(), who)


def test_a_name_within_a_word_is_found_and_is_not_certain() -> None:
    (within,) = found("Benchmarks", known("name", "Mark"))
    assert not within.is_certain
    (alone,) = found("Mark", known("name", "Mark"))
    assert alone.is_certain


@pytest.mark.parametrize(
    ("number", "data", "is_found"),
    [
        ("123456789", "123456789", True),
        ("123456789", '"id-123456789"', True),
        ("123456789", "1123456789", False),
        ("123456789", "72.123456789", False),
        ("123456789", "1.2.208.123456789", True),
        ("123456", '"123456"', True),
        ("123456", "123456", False),
        ("123456", '"1123456"', False),
        ("4711", '"4711"', True),
        ("1956", '"1956"', False),
        ("123", '"123"', False),
    ],
)
def test_the_shorter_a_number_the_more_it_must_stand_alone(
    number: str, data: str, is_found: bool
) -> None:
    assert bool(found(data, known("account", number))) is is_found


def test_what_is_too_short_to_look_for_is_counted() -> None:
    who = KnownIdentifiers.of(
        KnownIdentifier(IdentifierKind.ACCOUNT, value, is_subject=True)
        for value in ("1", "12", "x", "4711", "", "12")
    )
    assert who.unsearched == 3


@pytest.mark.parametrize(
    "data",
    [
        '"1956-03-12"', "12-03-1956", "12.03.1956", "12/3/1956", "12. 3. 1956"[:11], "19560312",
        '{"birthDate":"1956-03-12"}', "1956-03-12T00:00:00Z", "03/12/1956", "12031956",
    ],
)  # fmt: skip
def test_a_day_of_birth_is_found_in_every_order(data: str) -> None:
    (finding,) = found(data, known("birth_date", "1956-03-12"))
    assert not finding.is_certain


@pytest.mark.parametrize("data", ['"1956-03-12T08:30:00Z"', "1956-03-12 08:30", "119560312"])
def test_a_time_on_a_known_day_is_no_day_of_birth(data: str) -> None:
    """A parent has samples of the day on which a child was born."""
    assert found(data, known("birth_date", "1956-03-12")) == []


@pytest.mark.parametrize(
    "data",
    ["20123456", "+4520123456", "004520123456", "20 12 34 56", "2012 3456", "20-12-34-56"],
)
def test_a_phone_number_is_found_in_every_form(data: str) -> None:
    assert found(f'"{data}"', known("phone", "+45 20 12 34 56"))


def test_a_part_of_an_address_is_enough() -> None:
    who = known("address", "Nørregade 12, 2. tv, 2100 København Ø")
    for part in ("Nørregade 12", "nørregade", "2100 København Ø", "Noerregade 12, 2. tv"):
        assert found(part, who), part
    assert found("København", who) == []


@pytest.mark.parametrize(
    ("kind", "value"), [("name", "12345"), ("name", "Edge 530"), ("email", "123456@example.dk")]
)
def test_a_name_that_is_a_number_is_weighed_as_one(kind: str, value: str) -> None:
    assert found("72.123456 530 12345.6", known(kind, value)) == []
    assert found(value, known(kind, value)) or value == "12345"


@pytest.mark.parametrize(
    "value", ["\ud800 Bo", "\0", "\N{SOFT HYPHEN}" * 9, "²³²³", "%s{}\\(", " "]
)
def test_an_odd_value_breaks_nothing(value: str) -> None:
    for kind in IdentifierKind:
        who = KnownIdentifiers.of([KnownIdentifier(kind, value, is_subject=False)])
        assert scan(b'{"x":"72.5"}', who, public=[value]) == []


def test_what_people_call_their_devices_is_not_taken_for_a_name() -> None:
    who = known("name", "Sørens Apple Watch")
    assert found("Apple Watch", who) == []
    assert found("Sørens", who)


# -- the donor's own CPR number -----------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "3101991234", "310199-1234", "310199 1234", "310199–1234", "31-01-99-1234", "31.01.99-1234",
        "310199.1234", "310199/1234", "310199_1234", "9993101991234999", "72.3101991234",
        "a3101991234f" + "0" * 30, "٣١٠١٩٩١٢٣٤",
    ],
)  # fmt: skip
def test_a_known_cpr_number_is_found_in_every_form(written: str) -> None:
    findings = found(f"x{written}x", known("cpr", "310199-1234"))
    assert [each.kind for each in findings if each.is_known] == [IdentifierKind.CPR]
    assert all(each.is_certain for each in findings if each.is_known)


def test_a_known_cpr_number_without_its_zero_is_found() -> None:
    assert found("101991234", known("cpr", "010199-1234"))


def test_a_number_of_somebody_else_is_found_too() -> None:
    (finding,) = found('{"x":"010170-1234"}', known("cpr", "310199-1234"))
    assert (finding.kind, finding.is_known, finding.is_certain) == (CprKind.CPR, False, True)
    assert (finding.start, finding.end) == (6, 17)


@pytest.mark.parametrize("way", ["JSON", "percent", "entities", "taken apart"])
def test_a_number_of_somebody_else_is_found_escaped(way: str) -> None:
    number = "010170\N{EN DASH}1234"
    assert found(PLANTS[way][1](number), KnownIdentifiers.of([]))


# -- declared places and public phrases ---------------------------------------------

LOW = b'{"valueQuantity":{"value":0101701234},"note":0202711234}'


def test_ten_digits_pass_only_where_numbers_are_declared() -> None:
    nobody = KnownIdentifiers.of([])
    assert len(scan(LOW, nobody)) == 2
    (left,) = scan(LOW, nobody, is_declared=numbers_of("value"))
    assert LOW[left.start : left.end] == b"0202711234"
    (left,) = scan(LOW, nobody, is_declared=in_ranges([(26, 36)]))
    assert LOW[left.start : left.end] == b"0202711234"
    assert len(scan(LOW, nobody, is_declared=in_ranges([(27, 36), (0, 5)]))) == 2


@pytest.mark.parametrize(
    "data", ['{"value":"0101701234"}', '{"value":"x","other":0101701234}', "0101701234"]
)
def test_only_a_bare_number_under_its_name_is_declared(data: str) -> None:
    assert scan(data.encode(), KnownIdentifiers.of([]), is_declared=numbers_of("value"))


def test_what_is_certain_stops_even_where_numbers_are_declared() -> None:
    data = b'{"value":010170-1234}{"value":3101991234}'
    findings = scan(data, known("cpr", "3101991234"), is_declared=lambda _: True)
    assert [each.start for each in findings] == [9, 30]


def test_a_declared_place_is_told_from_the_first_byte_fed() -> None:
    places: list[Place] = []

    def is_declared(place: Place) -> bool:
        places.append(place)
        return False

    data = b" " * 5000 + LOW
    scanner = Scanner(
        KnownIdentifiers.of([]),
        is_declared=is_declared,
        block_bytes=64,
    )
    for at in range(0, len(data), 100):
        scanner.feed(data[at : at + 100])
    scanner.end()
    assert {data[place.start : place.end] for place in places} == {b"0101701234", b"0202711234"}
    assert all(data[: place.start].endswith(place.before) for place in places)
    assert all(len(place.before) <= 256 for place in places)


def test_a_part_of_a_public_phrase_passes() -> None:
    """The investigator may be called as the donor is."""
    who = known("name", "Mark Holm")
    public = ["Denmark", "Investigator: Lise Holm, Stockholm"]
    data = b"Denmark. investigator: Lise Holm, Stockholm."
    assert scan(data, who)
    assert scan(data, who, public=public) == []
    assert scan(base64.b64encode(data), who, public=["Denmark", "Lise Holm, Stockholm"]) == []
    assert scan(data + b" Mark", who, public=public)
    assert scan(b"Holm", who, public=public)


def test_a_phrase_that_is_the_name_itself_does_not_pass() -> None:
    assert scan(b"Mark", known("name", "Mark"), public=["mark", "Mark"])


def test_a_long_public_text_passes_as_a_whole() -> None:
    text = " ".join(f"ord{number} Holm" for number in range(200))
    assert scan(text.encode(), known("name", "Holm"), public=[text]) == []


def test_no_phrase_lets_the_donors_cpr_number_pass() -> None:
    assert scan(b"ring 3101991234 nu", known("cpr", "3101991234"), public=["ring 3101991234 nu"])


# -- honest bytes -------------------------------------------------------------------


def honest(lines: int) -> bytes:
    """Return samples as they would leave, with ids, times and numbers as they come."""
    chance = random.Random(3)
    me = Donor(bytes(32)).for_project("p")
    made = []
    for number in range(lines):
        when = datetime(2021, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(10**8))
        value: float = chance.choice([chance.randrange(300), chance.random() * 200])
        made.append(
            json.dumps(
                {
                    "resourceType": "Observation",
                    "id": me.record_id("Observation", str(number)),
                    "status": "final",
                    "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
                    "subject": {"reference": f"Patient/{me.pseudonym}"},
                    "effectiveDateTime": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "valueQuantity": {"value": value, "unit": "slag/min", "code": "/min"},
                },
                ensure_ascii=False,
            )
        )
    return "\n".join(made).encode()


def test_honest_samples_raise_no_alarm() -> None:
    chance = random.Random(11)
    who = KnownIdentifiers.of(each for _ in range(8) for each in person(chance))
    data = honest(5000)
    assert scan(data, who, is_declared=numbers_of("value")) == []


def test_digests_signatures_and_uuids_raise_no_alarm() -> None:
    """Short names come about in random letters: Ebba and Abbe also in hexadecimal ones."""
    who = known("name", "Ebba Dahl", "Mark Rask", "Abbe Fey", "Bo Ib")
    chance = random.Random(5)
    lines = []
    for number in range(20_000):
        digest = sha256(number.to_bytes(4, "big"))
        lines.append(f"{digest.hexdigest()}  data/fhir/Observation-{number:04}.ndjson")
        lines.append(str(uuid.UUID(int=chance.getrandbits(128))))
        lines.append(base64.b64encode(digest.digest() * 2).decode())
    assert found("\n".join(lines), who) == []


def test_nothing_known_and_nothing_given_is_nothing_found() -> None:
    assert scan(b"", KnownIdentifiers.of([])) == []
    assert scan(b"", known("name", NAME)) == []
    assert scan(bytes(range(256)) * 50, known("name", NAME)) == []


# -- what is known, and what is told ------------------------------------------------


def test_the_vault_gives_all_that_it_knows() -> None:
    with store_in_memory() as connection:
        number = new_import(connection)
        rows = [
            ("name", "Søren Kjærgård", 1, number),
            ("name", "Mette Østergaard", 0, number),
            ("serial", "AB12CD34", 0, number),
        ]
        connection.execute_many("INSERT INTO known_identifier VALUES (?, ?, ?, ?)", rows)
        who = load_known(connection)
    for value in ("Søren", "Østergaard", "ab12cd34"):
        assert found(value, who), value


def test_no_value_stands_in_what_is_told() -> None:
    who = known("name", NAME)
    shown = repr(who) + repr(found(NAME, who)) + repr(Scanner(who)) + repr(vars(who).keys())
    assert "ren" not in shown.replace("forms", "")
    assert "Kj" not in shown


def test_a_whole_name_is_one_finding() -> None:
    assert len(found(f"{NAME}; {NAME}", known("name", NAME, "Søren"))) == 2


def test_another_scanner_looks_for_the_same_in_other_bytes() -> None:
    first = Scanner(known("name", NAME), is_declared=lambda _: True)
    first.feed(b"x" * 5000)
    second = first.another()
    assert [*second.feed(b"0101701234 Kj\xc3\xa6rg\xc3\xa5rd"), *second.end()] == [
        Finding(CprKind.CPR, View.TEXT, 0, 10, is_certain=False, is_known=False),
        Finding(IdentifierKind.NAME, View.LETTERS, 11, 21, is_certain=True, is_known=True),
    ]
    assert first.end() == []


def test_both_ways_of_looking_for_many_words_agree() -> None:
    """Where there is no wheel of the library, the scan finds the same."""
    chance = random.Random(2)
    content = bytes(chance.choices(b"abc", k=4000))
    patterns = sorted({bytes(chance.choices(b"abc", k=chance.randrange(1, 6))) for _ in range(60)})
    assert sorted(automaton(patterns).find(content)) == sorted(OneByOne(patterns).find(content))
    assert list(automaton(()).find(content)) == []


@pytest.mark.parametrize(
    "sign", [b"\\", b"&", b"%", b"&amp;", b"%25", b"\\u00", b"0101701234 ", b"\xc3", b"a1B2", b'"']
)
def test_long_hostile_bytes_take_no_long_time(sign: bytes) -> None:
    scan(sign * (300_000 // len(sign)), known("name", NAME, "Bo"), public=["a1B2a1B2"])
