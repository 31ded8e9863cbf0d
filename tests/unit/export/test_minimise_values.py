"""How each kind of value in a clinical document is sent."""

from typing import Any

import pytest

from consent.request import Dates, Resolution
from datadonor.texts import Language
from export.minimisation.documents import changes_of
from export.minimisation.rules import rules
from export.minimisation.watch import shown
from tests.full_resources import condition, held, require_valid, sent_of, terms
from tests.synthetic_fhir import LOINC, NUMBER, UCUM, coded, observation

Json = dict[str, Any]
GRAM = {"code": "g"}


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ({"value": 5.1, "code": "mmol/L", "system": UCUM}, {"value": 5.1, "code": "mmol/L"}),
        ({"value": 5.1, "unit": "mmol/l"}, {"value": 5.1, "code": "mmol/L"}),
        ({"value": 7.4}, {"value": 7.4}),
        ({"value": 5, "code": "g", "comparator": ">"}, {"value": 5, "comparator": ">"} | GRAM),
        ({"value": 5, "comparator": "about", "unit": "mg"}, None),
        ({"value": 5, "unit": "glas rødvin med Niels"}, None),
        ({"value": 5, "code": "Vendelboe", "system": UCUM}, None),
        ({"value": int(NUMBER), "unit": "mg"}, None),
        ({"value": float(NUMBER), "unit": "mg"}, None),
        ({"value": 30017.49995, "unit": "mg"}, {"value": 30017.5, "code": "mg"}),
        ({"value": NUMBER, "unit": "mg"}, None),
        ({"value": True}, None),
        ({"value": [1]}, None),
        ({"unit": "mg"}, None),
        ("5 mg", None),
        ([{"value": 5}, {"value": 6}], None),
    ],
)  # fmt: skip
def test_a_quantity_goes_with_a_known_unit_or_not_at_all(value: object, sent: Json | None) -> None:
    """What is not sent is said to be held back, so that nobody reads it as not measured."""
    found = sent_of(observation(coded(LOINC, "8867-4"), valueQuantity=value))
    if sent is None:
        assert "valueQuantity" not in found
        assert found["dataAbsentReason"]["coding"][0]["code"] == "masked"
    else:
        ucum = {"system": "http://unitsofmeasure.org"} if "code" in sent else {}
        assert found["valueQuantity"] == ucum | sent
        assert "dataAbsentReason" not in found
    require_valid(found)


def test_a_text_as_a_result_is_held_back_and_said_to_be() -> None:
    found = sent_of(observation(coded(LOINC, "882-1"), valueString="A pos, siger Niels"))
    assert found["dataAbsentReason"]["coding"][0]["code"] == "masked"


def test_an_age_of_the_very_old_is_not_told() -> None:
    def age(value: float, unit: str) -> Json:
        return {"value": value, "code": unit, "system": "http://unitsofmeasure.org"}

    assert sent_of(condition(onsetAge=age(89, "a")))["onsetAge"]["value"] == 89
    for old in (age(90, "a"), age(1100, "mo"), age(40_000, "d"), age(90, "mg")):
        assert "onsetAge" not in sent_of(condition(onsetAge=old))


WEIGHT = {"value": 5, "unit": "mg"}
SENT_WEIGHT = {"value": 5, "system": UCUM, "code": "mg"}
PER_WEIGHT = {"denominator": SENT_WEIGHT}
ONE = {"value": 1}


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [
        ("valueRange", {"low": WEIGHT, "high": ONE}, {"low": SENT_WEIGHT, "high": ONE}),
        ("valueRange", {"low": WEIGHT | {"comparator": "<"}}, None),
        ("valueRange", 5, None),
        ("valueRatio", {"numerator": ONE, "denominator": WEIGHT}, {"numerator": ONE} | PER_WEIGHT),
        ("valueRatio", {"numerator": WEIGHT}, None),
        ("valueInteger", 100_000_000, None),
        ("valueInteger", True, None),
        ("valueBoolean", "true", None),
        ("valueTime", "10:20:30", "10:20:30"),
        ("valueTime", "10:20", None),
        ("valueDateTime", 20240305, None),
        ("valueCodeableConcept", {"coding": ["8867-4", {"code": "8867-4"}]}, None),
    ],
)  # fmt: skip
def test_other_values_go_by_their_own_rules(name: str, value: object, sent: object) -> None:
    found = sent_of(observation(coded(LOINC, "8867-4"), **{name: value}))
    assert found.get(name) == sent
    require_valid(found)


def test_a_time_of_day_as_an_answer_goes_only_where_one_is_told() -> None:
    resource = observation(coded(LOINC, "8867-4"), valueTime="10:20:30")
    assert "valueTime" in sent_of(resource, resolution=Resolution.HOUR)
    assert "valueTime" not in sent_of(resource, resolution=Resolution.DAY)
    assert "valueTime" not in sent_of(resource, dates=Dates.MONTH)


@pytest.mark.parametrize(
    ("said", "sent"), [("2024-03-05", "2024-03-05"), ("2024-03-05T23:30:00Z", "2024-03-06")]
)
def test_a_date_as_an_answer_has_no_time_of_day(said: str, sent: str) -> None:
    answer = {"linkId": "1", "answer": [{"valueDate": said}]}
    response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [answer]}
    found = sent_of(response, dates=Dates.EXACT)
    assert found["item"][0]["answer"] == [{"valueDate": sent}]


def test_a_part_with_a_reservation_goes_without_it_nowhere() -> None:
    """A modifier extension within a part could say that it was not so: the part is dropped."""
    parts = [
        {"code": coded(LOINC, "8480-6"), "valueInteger": 1, "modifierExtension": [{"url": "http://x"}]},
        {"code": coded(LOINC, "8462-4"), "valueInteger": 2},
    ]  # fmt: skip
    found = sent_of(observation(coded(LOINC, "85354-9"), component=parts))
    assert [part["valueInteger"] for part in found["component"]] == [2]


def test_of_two_values_where_r4_has_one_the_first_of_the_list_goes() -> None:
    found = sent_of(observation(coded(LOINC, "8867-4"), valueInteger=1, valueBoolean=True))
    assert "valueInteger" not in found
    assert found["valueBoolean"] is True


def test_rules_are_told_in_both_languages() -> None:
    rule = rules()["dates_shifted"]
    assert (rule.in_language(Language.DANISH), rule.in_language(Language.ENGLISH)) == (
        rule.da,
        rule.en,
    )


def test_a_deep_value_is_shown_as_deep_and_crashes_nothing() -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = [deep]
    body = b'{"resourceType":"Condition","note":' + b"[" * 400 + b"1" + b"]" * 400 + b"}"
    assert shown(deep) == "…"
    assert changes_of(held(condition())._replace(body=body), terms())
