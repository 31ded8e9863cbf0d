"""What is told about the person is asked, granted, known, coarse, and never points at few."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.request import Demographic
from datadonor.records.categories import CategoryId
from datadonor.records.sample import Basis, Document, IdentifierKind, KnownIdentifier, ZoneKnown
from datadonor.records.writing import RecordWriter
from datadonor.texts import Language
from datadonor.vault.database import Connection
from export.demographics import (
    Demographics,
    NotTold,
    Reason,
    Told,
    band_told,
    born_told,
    demographics_of,
    group_of,
)
from export.demographics_known import (
    MUNICIPALITY_EXTENSION,
    REGION_EXTENSION,
    Known,
    Place,
    known_about,
)
from export.demographics_sent import (
    PERSON_COLUMNS,
    outgoing_person,
    person_table,
    told_in_words,
)
from export.leaks import load_known, scan
from export.minimisation.rules import rules
from export.population import (
    Born,
    Group,
    expected,
    municipality_of_postal_code,
    population,
    region_of_postal_code,
)
from tests.stores import APP, new_import, store_in_memory
from tests.synthetic_fhir import patient

YEAR = 2026
ALL: tuple[Demographic, ...] = ("year_of_birth", "age_band", "sex", "region", "municipality")
ODENSE = Place("0461", "0461", "DK-83")
LAESO = Place("9940", "0825", "DK-81")
PSEUDONYM = "abcdefghij234567abcd"


@pytest.fixture
def store() -> Iterator[Connection]:
    with store_in_memory() as connection:
        yield connection


def hold(
    store: Connection,
    *bodies: object,
    is_retracted: bool = False,
    **identifiers: tuple[str, ...],
) -> Known:
    """Put Patient resources and identifiers of the subject into a vault, and read them back."""
    with store.transaction():
        writer = RecordWriter(store, new_import(store))
        for number, body in enumerate(bodies):
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            writer.add_document(
                Document(
                    "Patient",
                    CategoryId("about_me"),
                    f"test|{number}",
                    raw,
                    APP,
                    Basis(ZoneKnown.UTC),
                    is_retracted=is_retracted,
                )
            )
        for kind, values in identifiers.items():
            for value in values:
                writer.add_identifier(KnownIdentifier(IdentifierKind(kind), value, is_subject=True))
        writer.finish()
    return known_about(store)


def home(**address: object) -> dict[str, Any]:
    return {"resourceType": "Patient", "address": [address]}


def coded(url: str, code: object) -> dict[str, Any]:
    return {"url": url, "valueCodeableConcept": {"coding": [{"code": code}]}}


def told(known: Known, *granted: Demographic, year: int = YEAR) -> dict[str, str]:
    return {each.what: each.value for each in demographics_of(known, granted, year).told}


def reasons(known: Known, *granted: Demographic, year: int = YEAR) -> dict[str, Reason]:
    return {each.what: each.reason for each in demographics_of(known, granted, year).not_told}


def someone(**more: Any) -> Known:  # noqa: ANN401 - any field
    known = {"birth_years": {1974}, "sexes": {"male"}, "places": {ODENSE}, **more}
    return Known(**{name: frozenset(values) for name, values in known.items()})


# -- the figures -------------------------------------------------------------------------


def test_the_figures_add_up_to_what_statistics_denmark_gives_for_the_country() -> None:
    """A figure that was copied wrongly would not: the sums are from another table."""
    everywhere = population().municipalities.values()
    assert sum(each.male + each.female for each in everywhere) == 5_825_337
    assert sum(map(sum, population().ages.values())) == 5_843_347
    assert len(everywhere) == 99
    assert {each.region for each in everywhere} == set(population().regions)


@pytest.mark.parametrize(
    ("group", "low", "high"),
    [
        (Group(Born(1974, 1974), "male"), 33_000, 43_000),
        (Group(Born(1974, 1974), "female", municipality="0101"), 1_300, 10_400),
        (Group(Born(1974, 1974), "female", municipality="0825"), 3, 30),
        (Group(Born(1974, 1974), "female", "DK-83"), 4_700, 12_000),
        (Group(), 5_200_000, 6_500_000),
    ],
)
def test_a_group_is_as_large_as_one_can_work_out_by_hand(
    group: Group, low: float, high: float
) -> None:
    """Copenhagen has some 320 000 women, of whom 1.3 % are of one age in their early fifties."""
    found = expected(group, YEAR)
    assert low <= found.low <= found.likely <= found.high <= high


@pytest.mark.parametrize(("age", "counted"), [(60, 1747), (80, 879), (90, 271)])
def test_the_bounds_hold_the_true_number(age: int, counted: int) -> None:
    """Women in Aarhus on 1 January 2020, FOLK1A: a town far younger than the country."""
    born = Born(2020 - age, 2020 - age)
    found = expected(Group(born, "female", municipality="0751"), 2020)
    assert found.low <= counted <= found.high


def test_a_place_that_is_not_known_is_a_mistake_and_no_empty_group() -> None:
    with pytest.raises(KeyError):
        expected(Group(municipality="0999"), YEAR)
    with pytest.raises(KeyError):
        expected(Group(region="DK-99"), YEAR)


def test_nobody_is_born_after_this_year_or_before_all_the_living() -> None:
    assert expected(Group(Born(2027, 2030)), YEAR).high == 0
    assert expected(Group(Born(None, 1890)), YEAR).high == 0
    assert expected(Group(Born(2025, 2029), "male"), YEAR).likely > 0


_places = st.sampled_from(sorted(population().municipalities))
_years = st.integers(1920, YEAR)


@given(_years, st.sampled_from(["male", "female"]), _places)
def test_telling_less_is_always_told_by_more(born: int, sex: Any, place: str) -> None:  # noqa: ANN401
    region = population().municipalities[place].region
    one = Born(born, born)
    chain = [
        Group(one, sex, municipality=place),
        Group(one, sex, region),
        Group(one, sex),
        Group(band_told(born, YEAR), sex),
        Group(None, sex),
        Group(),
    ]
    sizes = [expected(each, YEAR).likely for each in chain]
    assert sizes == sorted(sizes)


def test_a_postal_code_lies_in_the_region_of_its_municipality() -> None:
    codes = [f"{code:04}" for code in range(10_000)]
    whole = [(code, place) for code in codes if (place := municipality_of_postal_code(code))]
    assert len(whole) == 434
    for code, place in whole:
        assert region_of_postal_code(code) == population().municipalities[place].region


@pytest.mark.parametrize(
    "code", ["4000", "7100", "9500", "3900", "9999", "0999", "", "210", "٢١٠٠"]
)
def test_a_postal_code_of_two_regions_or_of_none_says_nothing(code: str) -> None:
    """4000 Roskilde touches Høje-Taastrup in another region; 3900 is in Greenland."""
    assert municipality_of_postal_code(code) is None
    assert region_of_postal_code(code) is None


# -- years of birth ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "year", "written"),
    [
        (1974, 2026, "1974"),
        (1937, 2026, "1937"),
        (1936, 2026, "../1936"),
        (1912, 2026, "../1936"),
        (1936, 2025, "1936"),
    ],
)
def test_who_is_ninety_is_of_one_group(born: int, year: int, written: str) -> None:
    assert born_told(born, year).edtf == written


@pytest.mark.parametrize(
    ("born", "year", "written"),
    [
        (1974, 2026, "1970/1974"),
        (1975, 2026, "1975/1979"),
        (2026, 2026, "2025/2029"),
        (1940, 2026, "1940/1944"),
        (1939, 2026, "../1939"),
        (1936, 2026, "../1939"),
        (1920, 2026, "../1939"),
        (1936, 2024, "1935/1939"),
        (1934, 2024, "../1934"),
    ],
)
def test_a_band_is_of_five_years_of_birth(born: int, year: int, written: str) -> None:
    assert band_told(born, year).edtf == written


@given(st.integers(1900, 2020), st.integers(2020, 2060))
def test_a_band_that_changes_changes_for_all_of_it_at_once(born: int, year: int) -> None:
    """Otherwise who receives every month would learn the year, or the birthday, by the change."""
    first = born - born % 5
    assert {band_told(each, year) for each in range(first, first + 5)} == {band_told(born, year)}
    assert year - born < 90 or band_told(born, year).first is None


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_years_are_read_as_they_are_written(one: int, other: int) -> None:
    for born in (Born(None, one), Born(min(one, other), max(one, other))):
        assert Born.parse(born.edtf) == born


# -- what the vault knows ----------------------------------------------------------------


def test_the_vault_knows_by_patient_and_by_identifiers(store: Connection) -> None:
    known = hold(store, patient(gender="male"), birth_date=("1974-01-30",))
    assert known == Known(frozenset({1974}), frozenset({"male"}), known.places)
    assert {place.municipality for place in known.places} == {"0851"}


def test_a_cpr_number_says_year_and_sex(store: Connection) -> None:
    known = hold(store, cpr=("3001740007", "300174-0007"))
    assert known == Known(frozenset({1974}), frozenset({"male"}))


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("0101363000", 1936),
        ("0101364000", 2036),
        ("0101374000", 1937),
        ("0101575000", 2057),
        ("0101588000", 1858),
        ("0101369000", 2036),
    ],
)
def test_the_seventh_digit_says_the_century(store: Connection, number: str, year: int) -> None:
    """Source: the CPR office's table in "Personnummeret i CPR"."""
    assert hold(store, cpr=(number,)).birth_years == {year}


@pytest.mark.parametrize(
    "number",
    [
        "9001740007",
        "300174AB07",
        "3013740007",
        "30017400",
        "3001741AB7",
        "",
        "\N{FULLWIDTH DIGIT ZERO}" * 10,
    ],
)
def test_a_number_in_place_of_a_cpr_number_says_nothing(store: Connection, number: str) -> None:
    """In those the last digits need not mean a sex or a century."""
    assert hold(store, cpr=(number,)) == Known()


def test_somebody_elses_identifiers_are_nothing_of_the_persons(store: Connection) -> None:
    with store.transaction():
        writer = RecordWriter(store, new_import(store))
        for kind, value in (
            (IdentifierKind.BIRTH_DATE, "1950-01-01"),
            (IdentifierKind.ADDRESS, "Testkajen 2, 5000 Odense C"),
            (IdentifierKind.CPR, "3001740007"),
        ):
            writer.add_identifier(KnownIdentifier(kind, value, is_subject=False))
        writer.finish()
    assert known_about(store) == Known()


def test_a_patient_that_was_taken_back_says_nothing(store: Connection) -> None:
    assert hold(store, patient(gender="male"), is_retracted=True) == Known()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"\xff\xfe",
        {"resourceType": "Patient", "gender": ["male"], "birthDate": 1974, "address": "8000"},
        {"gender": "unknown", "birthDate": "for long", "address": [None, 3, {"postalCode": {}}]},
        home(extension=[{"url": MUNICIPALITY_EXTENSION}, 5], period={"end": "2020"}),
        home(extension=[coded(MUNICIPALITY_EXTENSION, "9999")]),
        home(extension=[{"url": MUNICIPALITY_EXTENSION, "valueCodeableConcept": {"coding": 1}}]),
        home(extension=[coded(MUNICIPALITY_EXTENSION, {"deep": 1})], country=None),
        home(postalCode="800"),
        home(postalCode="80000"),
        home(postalCode="8000; DROP"),
        home(use="old", postalCode="8000"),
        home(use=["home"], period=5, country=[]),
    ],
)
def test_what_cannot_be_read_is_not_known(store: Connection, body: object) -> None:
    assert hold(store, body) == Known()


def test_a_gender_that_is_no_word_is_passed_over(store: Connection) -> None:
    assert hold(store, {"gender": {"coding": "male"}}).sexes == set()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ({"postalCode": "8000"}, ("0751", "DK-82")),
        ({"postalCode": "DK-8000", "country": "Danmark"}, ("0751", "DK-82")),
        ({"postalCode": "7000"}, (None, "DK-83")),
        ({"postalCode": "4000"}, (None, None)),
        (
            {"postalCode": "4000", "extension": [coded(MUNICIPALITY_EXTENSION, "0265")]},
            ("0265", "DK-85"),
        ),
        ({"extension": [coded(REGION_EXTENSION, "DK-81")]}, (None, "DK-81")),
        ({"postalCode": "8000", "country": "NO"}, (None, None)),
    ],
)
def test_an_address_says_where_by_code_or_postal_code(
    store: Connection, address: dict[str, Any], place: tuple[str | None, str | None]
) -> None:
    (found,) = hold(store, home(**address)).places
    assert (found.municipality, found.region) == place


def test_an_address_in_one_text_counts_only_where_no_patient_has_one(store: Connection) -> None:
    written = ("Testkajen 2, 1. tv, 5000 Odense C", "uden nummer", "Testkajen 8000")
    assert {each.told for each in hold(store, address=written).places} == {"5000"}
    assert {each.told for each in hold(store, home(postalCode="8000")).places} == {"8000"}


def test_what_is_known_stands_in_no_log() -> None:
    assert repr(someone()) == "Known(…)"


# -- what is told ------------------------------------------------------------------------


def test_everything_that_was_granted_and_is_known_is_told() -> None:
    assert told(someone(), *ALL) == {
        "year_of_birth": "1974",
        "age_band": "1970/1974",
        "sex": "male",
        "region": "DK-83",
        "municipality": "0461",
    }


@given(st.sets(st.sampled_from(ALL)))
def test_nothing_that_was_not_granted_is_told(granted: set[Demographic]) -> None:
    """But for the region in place of a municipality."""
    assert set(told(someone(), *granted)) == granted
    few = set(told(someone(places={LAESO}), *granted))
    assert few <= granted | ({"region"} if "municipality" in granted else set())


def test_nothing_is_told_of_nobody() -> None:
    found = demographics_of(Known(), ALL, YEAR)
    assert found.told == ()
    assert {each.what for each in found.not_told} == set(ALL)
    assert {each.reason for each in found.not_told} == {Reason.NOT_KNOWN}


@pytest.mark.parametrize(
    ("contradiction", "silent"),
    [
        ({"birth_years": {1974, 1975}}, {"year_of_birth", "age_band"}),
        ({"sexes": {"male", "female"}}, {"sex"}),
        ({"places": {ODENSE, LAESO}}, {"region", "municipality"}),
        ({"places": {ODENSE, Place("4000", None, None)}}, {"region", "municipality"}),
        (
            {"places": {Place("4000", None, None), Place("7100", None, None)}},
            {"region", "municipality"},
        ),
    ],
)
def test_where_the_vault_contradicts_itself_nothing_is_told(
    contradiction: dict[str, Any], silent: set[str]
) -> None:
    known = someone(**contradiction)
    assert set(told(known, *ALL)) == set(ALL) - silent
    assert reasons(known, *ALL) == dict.fromkeys(silent, Reason.CONTRADICTING)


def test_two_homes_in_one_region_tell_the_region() -> None:
    known = someone(places={ODENSE, Place("5900", "0482", "DK-83")})
    assert told(known, "municipality") == {"region": "DK-83"}


@pytest.mark.parametrize("born", [1905, 2027, 0])
def test_a_year_in_which_nobody_is_born_who_lives_is_not_known(born: int) -> None:
    assert reasons(someone(birth_years={born}), "year_of_birth") == {
        "year_of_birth": Reason.NOT_KNOWN
    }


def test_a_sex_that_few_have_is_not_told() -> None:
    """No public figure says how many; we do not call them many."""
    assert reasons(someone(sexes={"other"}), "sex") == {"sex": Reason.FEW_ALIKE}


def test_the_municipality_is_told_only_where_many_are_alike() -> None:
    """On Læsø some ten women are of one year; in one band there may be 20, and there may not."""
    islander = someone(places={LAESO}, sexes={"female"})
    for born in ("year_of_birth", "age_band"):
        found = demographics_of(islander, (born, "sex", "municipality"), YEAR)
        assert found.told[-1] == Told("region", "DK-81", "region")
        assert found.not_told == (NotTold("municipality", Reason.FEW_ALIKE),)
    assert told(islander, "sex", "municipality")["municipality"] == "0825"


def test_the_oldest_are_told_of_as_one_group_and_so_not_alone() -> None:
    ancient = someone(birth_years={1908}, places={LAESO})
    assert told(ancient, *ALL) == {
        "year_of_birth": "../1936",
        "age_band": "../1939",
        "sex": "male",
        "region": "DK-81",
    }


@given(_years, st.sampled_from(["male", "female"]), _places, st.sets(st.sampled_from(ALL)))
def test_whoever_is_told_of_in_a_municipality_has_twenty_alike(
    born: int, sex: str, place: str, granted: set[Demographic]
) -> None:
    region = population().municipalities[place].region
    known = someone(birth_years={born}, sexes={sex}, places={Place(place, place, region)})
    group = group_of(demographics_of(known, granted, YEAR).told)
    if group.municipality is not None or group.region is not None:
        assert expected(group, YEAR).low >= 20


def test_each_answer_names_a_rule_and_each_reason_has_words() -> None:
    for each in demographics_of(someone(), ALL, YEAR).told:
        assert each.rule in rules()
        assert told_in_words(each, Language.DANISH)


# -- as it is sent -----------------------------------------------------------------------


def test_the_person_is_sent_by_the_pseudonym_and_in_codes() -> None:
    sent = outgoing_person(demographics_of(someone(), ALL, YEAR).told, PSEUDONYM)
    assert sent.rows[0].cells == (PSEUDONYM, 1974, 1974, "male", "DK-83", "0461")
    resource = json.loads(sent.line)
    assert (resource["id"], resource["gender"], resource["birthDate"]) == (
        PSEUDONYM,
        "male",
        "1974",
    )
    assert b"Odense" not in sent.line
    assert sent.record is None
    assert sent.rules == ("age_band", "municipality", "region", "sex", "year_of_birth")


def test_a_span_of_years_does_not_stand_as_a_date_of_birth() -> None:
    answers = (Told("age_band", "../1939", "age_band"),)
    sent = outgoing_person(answers, PSEUDONYM)
    assert sent.rows[0].cells[:3] == (PSEUDONYM, None, 1939)
    assert "birthDate" not in json.loads(sent.line)


def test_a_person_of_whom_nothing_is_told_is_a_pseudonym() -> None:
    sent = outgoing_person((), PSEUDONYM)
    assert json.loads(sent.line) == {"resourceType": "Patient", "id": PSEUDONYM}
    assert sent.rows[0].cells == (PSEUDONYM, None, None, None, None, None)


def test_the_dictionary_describes_each_column() -> None:
    described = person_table()
    assert [each["name"] for each in described["columns"]] == list(PERSON_COLUMNS)
    assert all(each["da"] and each["en"] for each in described["columns"])


def test_what_is_sent_is_valid_fhir() -> None:
    """Source: fhir.resources, R4B."""
    models = pytest.importorskip("fhir.resources.R4B.patient")
    for granted in (ALL, ("age_band", "sex"), ()):
        sent = outgoing_person(demographics_of(someone(), granted, YEAR).told, PSEUDONYM)
        models.Patient.model_validate_json(sent.line)


def test_no_day_of_birth_and_no_address_reaches_the_line(store: Connection) -> None:
    """Negative control: the vault has them, in every field of a patient."""
    whole = patient(gender="male")
    known = hold(store, whole, cpr=("3001740007",))
    found: Demographics = demographics_of(known, ALL, date(2026, 5, 1).year)
    line = outgoing_person(found.told, PSEUDONYM).line.decode()
    assert "1974" in line
    for secret in ("1974-01", "3001740007", "Vendelboe", "Testkajen", "9210", "Testby", "niels"):
        assert secret in json.dumps(whole) or secret == "3001740007"
        assert secret not in line


def test_the_leak_scan_finds_nothing_in_what_is_told(store: Connection) -> None:
    """A town's name would be part of the address, and stop every bundle that tells it."""
    known = hold(
        store,
        home(postalCode="5000", city="Odense C"),
        birth_date=("1974-01-30",),
        address=("Testkajen 2, 5000 Odense C",),
        cpr=("3001740007",),
    )
    sent = outgoing_person(demographics_of(known, ALL, YEAR).told, PSEUDONYM)
    assert b"0461" in sent.line
    assert list(scan(sent.line, load_known(store))) == []
    assert list(scan(b"5000 Odense C", load_known(store))) != []
