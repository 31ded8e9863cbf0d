"""Which codes may leave."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.minimisation.codes import is_sctid, known_code, rare_groups, systems, word_lists

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
SKS = "urn:oid:1.2.208.176.2.4"
NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("uri", "code", "sent"),
    [
        (LOINC, "8867-4", LOINC),
        ("urn:oid:2.16.840.1.113883.6.1", "8867-4", LOINC),
        ("2.16.840.1.113883.6.1", "8867-4", LOINC),
        ("http://loinc.org/", "8867-4", LOINC),
        (SNOMED, "44054006", SNOMED),
        ("http://npu-terminology.org", "NPU02319", "urn:oid:1.2.208.176.2.1"),
        (ICD10, "E11.9", ICD10),
        (SKS, "DE119", SKS),
        (SKS, "KJEA00", SKS),
        ("http://www.whocc.no/atc", "C09AA05", "http://www.whocc.no/atc"),
    ],
)
def test_a_code_goes_under_its_systems_own_name(uri: str, code: str, sent: str) -> None:
    found = known_code(uri, code)
    assert found is not None
    assert (found.system, found.code) == (sent, code)
    assert found.may_go(NOBODY)


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("urn:oid:1.2.208.176.1.2", "3001749995"),  # a CPR number's own system
        ("urn:oid:1.2.208.176.1.6.1.1", "3001741AB5"),
        ("http://a-clinic.example/codes", "8867-4"),
        ("", "8867-4"),
        (LOINC, "Vendelboe"),
        (LOINC, "300174-9995"),
        (LOINC, "8867-4\n"),
        (SNOMED, "44054007"),  # the check digit is another
        (SNOMED, "٤٤٠٥٤٠٠٦"),
        (ICD10, "NIELS"),
        (SKS, "KNIELS"),
        ("http://terminology.hl7.org/CodeSystem/v3-ActCode", "Vendelboe"),
        ("http://id.who.int/icd/release/11/mms", "5A11"),
    ],
)
def test_what_has_another_system_or_form_is_no_code(uri: str, code: str) -> None:
    assert known_code(uri, code) is None


def test_a_code_of_another_system_than_the_one_asked_for_is_none() -> None:
    assert known_code(LOINC, "8867-4", "condition_clinical") is None
    assert known_code("", "active", "condition_clinical") is not None
    assert known_code("", "8867-4") is None


@given(st.from_regex(r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{6}", fullmatch=True))
def test_hardly_any_number_like_a_cpr_number_is_a_code(number: str) -> None:
    """Ten digits are a code in SNOMED CT alone, and there only in its form."""
    for system in systems().values():
        if system.has(number):
            assert system.name == "snomed"
            assert is_sctid(number)
            assert number[-3:-1] in {"00", "10"}


def test_the_check_digit_is_that_of_snomed() -> None:
    """Every other last digit is wrong (Verhoeff finds all single errors)."""
    for code in ("73211009", "22298006", "195967001", "840539006"):
        assert is_sctid(code)
        others = [code[:-1] + digit for digit in "0123456789" if digit != code[-1]]
        assert not any(is_sctid(each) for each in others)


@pytest.mark.parametrize(
    ("uri", "code", "group"),
    [
        ("http://www.orpha.net", "586", "rare_diseases"),
        (ICD10, "E84.9", "cystic_fibrosis"),
        (SKS, "DE849", "cystic_fibrosis"),
        ("http://hl7.org/fhir/sid/icd-10-cm", "G12.21", "nerves_and_muscles"),
        (SNOMED, "58756001", "nerves_and_muscles"),
        ("http://www.whocc.no/atc", "R07AX02", "cystic_fibrosis"),
    ],
)
def test_a_rare_code_goes_only_after_a_yes_to_it(uri: str, code: str, group: str) -> None:
    found = known_code(uri, code)
    assert found is not None
    assert found.rare is not None
    assert found.rare.id == group
    assert not found.may_go(NOBODY)
    assert found.may_go(frozenset({group}))
    assert found.may_go(frozenset({f"{found.system}|{code}"}))
    assert not found.may_go(frozenset({"another_group", code}))


@pytest.mark.parametrize("code", ["E11.9", "I10", "J45", "D68.5", "E80.4", "C50.9", "C18"])
def test_common_illnesses_are_not_rare(code: str) -> None:
    found = known_code(ICD10, code)
    assert found is not None
    assert found.rare is None


def test_the_lists_are_in_order() -> None:
    names = [name for each in systems().values() for name in (each.uri, *each.also)]
    assert len(names) == len(set(names))
    for system in systems().values():
        assert (system.pattern is None) is bool(system.codes)
        re.compile(system.pattern or "")
    assert all("entered-in-error" not in words for words in word_lists().values())
    snomed, icd10 = systems()["snomed"], systems()["icd10"]
    for group in rare_groups().values():
        assert group.systems <= systems().keys()
        assert all(snomed.has(code) for code in group.snomed)
        assert all(icd10.has(code) for code in group.icd10)
        assert group.systems or group.icd10
