"""The checker: a good request has no finding, and each fault exactly its own.

Every case starts from a sample without a finding and changes as little as possible, so
the sample is the control of all of them.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from consent.request import ProjectRequest
from consent.request_check import Code, Severity, check_request, has_errors
from consent.request_check.language import numbers_in
from datadonor.texts import Language, catalogue
from tests.synthetic_requests import SAMPLES, TODAY, sample_request, with_change

Changes = Sequence[tuple[str, Any]]

HARD_DANISH = (
    "Forskningsprojektets undersøgelsesmetoder forudsætter sundhedsvidenskabelige "
    "registeroplysninger, spørgeskemabesvarelser og målingsresultater, hvorefter "
    "resultaterne sammenholdes statistisk med befolkningens gennemsnitlige "
    "sygelighed igennem adskillige foregående årtier og fremskrives tilsvarende."
)
HARD_ENGLISH = (
    "The project's investigational methodology presupposes comprehensive registry "
    "information, questionnaire responses and measurement results, whereupon the "
    "findings are statistically compared with population morbidity throughout "
    "several decades."
)
EASY_DANISH = (
    "Vi ser på, hvor længe du sover, og hvor tit du vågner. Så ved vi mere om, hvad der er godt "
    "for dig. Vi ser kun på din søvn og ikke på andet. Vi gør det hver nat, så længe du er med. "
    "Det koster dig ikke noget."
)
EASY_ENGLISH = (
    "We look at how long you sleep and how often you wake. Then we know more of what is good "
    "for you. We look at your sleep only and at nothing else. We do so each night for as long "
    "as you take part."
)
TEN_YEARS_OF_EACH_DAY = {
    "da": "Vi leder efter små udsving i hjertets rytme over mange år. De kan kun ses, når hver "
    "enkelt måling er med, og ikke i et gennemsnit.",
    "en": "We look for small swings in the rhythm of the heart over many years. They can only be "
    "seen when every single reading is there, and not in an average.",
}
ABOUT_THE_SEASON = {
    "da": "Vi ser på, om folk sover anderledes, når årstiden skifter. Derfor må vi vide, hvilken "
    "dato hver nat hører til.",
    "en": "We look at whether people sleep otherwise when the season changes. So we must know to "
    "which date each night belongs.",
}


def rewritten(request: ProjectRequest, changes: Changes) -> ProjectRequest:
    for where, value in changes:
        request = with_change(request, where, value)
    return request


def found(sample: str, *changes: tuple[str, Any]) -> list[tuple[Code, str]]:
    request = rewritten(sample_request(sample), changes)
    return [(finding.code, finding.where) for finding in check_request(request, TODAY)]


SUMMARY = {language: sample_request("sleep").summary.in_language(language) for language in Language}


def summary_without(danish: dict[str, str], english: dict[str, str]) -> dict[str, str]:
    """Return the sample's summary with some words replaced in both languages."""
    texts = {"da": SUMMARY[Language.DANISH], "en": SUMMARY[Language.ENGLISH]}
    for language, words in (("da", danish), ("en", english)):
        for word, instead in words.items():
            assert word in texts[language]
            texts[language] = texts[language].replace(word, instead)
    return texts


CASES: list[tuple[Code, str, str, Changes]] = [
    (Code.ETHICS_MISSING, "ethics", "sleep", [("ethics", None)]),
    (Code.CASE_NUMBER_DOUBTFUL, "ethics.case_number", "sleep", [("ethics.case_number", "N-")]),
    (
        Code.CASE_NUMBER_DOUBTFUL,
        "ethics.case_number",
        "sleep",
        [("ethics.case_number", "Afventer, 2026")],
    ),
    (
        Code.APPROVED_IN_FUTURE,
        "ethics.approved_on",
        "sleep",
        [("ethics.approved_on", "2026-09-02")],
    ),
    (Code.CVR_WRONG, "controller.cvr", "sleep", [("controller.cvr", "99999994")]),
    (Code.CVR_WRONG, "controller.cvr", "sleep", [("controller.cvr", "00000000")]),
    (Code.ADDRESS_DOUBTFUL, "controller.address", "sleep", [("controller.address", "Nordkysten")]),
    *(
        (Code.CONTACT_UNREACHABLE, where, "sleep", [(where, contact)])
        for where in (
            "controller.contact",
            "controller.dpo",
            "investigator.contact",
            "complaints.contact",
        )
        for contact in ("på kontoret", "12 34", "http://nordkysten.example", "soevn@nordkysten")
    ),
    (
        Code.INVESTIGATOR_CONTACT_MISSING,
        "investigator.contact",
        "sleep",
        [("investigator.contact", None)],
    ),
    (Code.COMPLAINTS_MISSING, "complaints", "sleep", [("complaints", None)]),
    (
        Code.COMPLAINTS_NOT_AUTHORITY,
        "complaints",
        "sleep",
        [("complaints", {"name": "Patientvejlederen", "contact": "hjaelp@nordkysten.example"})],
    ),
    (Code.LEGAL_BASIS_UNKNOWN, "legal_basis", "sleep", [("legal_basis", "Komitéloven § 3")]),
    (Code.FORM_OPTION_MISSING, "options", "sleep", [("options.2", None)]),
    (Code.FORM_OPTION_MISSING, "options", "sleep", [("options.1", None)]),
    (Code.PURPOSE_UNKNOWN, "purposes.0", "sleep", [("purposes.0", "https://w3id.org/dpv#Good")]),
    (Code.COMMERCIAL_WITHOUT_OPTION, "purposes.1", "glucose", [("options.0", None)]),
    (Code.DATA_USE_MISSING, "data_use", "sleep", [("data_use", [])]),
    (Code.DATA_USE_MISSING, "data_use", "sleep", [("data_use", ["DUO:0000027"])]),
    (Code.DATA_USE_UNKNOWN, "data_use.1", "sleep", [("data_use.1", "PS")]),
    (Code.DATA_USE_CONTRADICTORY, "data_use", "sleep", [("data_use.+", "DUO:0000042")]),
    (
        Code.DATA_USE_CONTRADICTORY,
        "data_use",
        "sleep",
        [("data_use", ["DUO:0000011", "DUO:0000044"])],
    ),
    (
        Code.DATA_USE_CONTRADICTORY,
        "data_use",
        "sleep",
        [("data_use", ["DUO:0000004", "DUO:0000027"])],
    ),
    (Code.DATA_USE_AGAINST_PURPOSE, "data_use", "glucose", [("data_use.+", "DUO:0000015")]),
    (
        Code.DATA_USE_AGAINST_OPTION,
        "data_use",
        "glucose",
        [("options.1.id", "sharing_onwards"), ("data_use.+", "DUO:0000027")],
    ),
    (Code.VALID_TOO_LONG, "valid_until", "steps", [("valid_until", "2031-09-02")]),
    (Code.FREQUENCY_WITHOUT_END, "until", "sleep", [("until", None)]),
    (
        Code.UNTIL_AFTER_VALID,
        "until",
        "sleep",
        [("until", "2031-07-01")],
    ),
    (Code.RETENTION_TOO_SHORT, "retention.until", "sleep", [("retention.until", "2030-12-30")]),
    (Code.RETENTION_TOO_SHORT, "retention.duration", "steps", [("retention.duration", "P0D")]),
    (Code.RETENTION_LONG, "retention.until", "sleep", [("retention.until", "2046-01-01")]),
    (Code.RETENTION_LONG, "retention.duration", "steps", [("retention.duration", "P15Y1D")]),
    (Code.STORAGE_OUTSIDE_EU, "storage_location", "sleep", [("storage_location", "Boston, USA")]),
    (
        Code.STORAGE_OUTSIDE_EU,
        "storage_location",
        "sleep",
        [("storage_location", "Danmark og Grønland")],
    ),
    (Code.STORAGE_UNCLEAR, "storage_location", "sleep", [("storage_location", "I skyen")]),
    (
        Code.WITHDRAWAL_TEXT_UNCLEAR,
        "withdrawal.text.da",
        "steps",
        [
            (
                "withdrawal.text.da",
                "Fortryder du, rydder vi op i alt, hvad vi har fået. Det, vi fandt, bliver.",
            )
        ],
    ),
    (
        Code.WITHDRAWAL_TEXT_UNCLEAR,
        "withdrawal.text.en",
        "sleep",
        [
            (
                "withdrawal.text.en",
                "If you withdraw, that is quite all right. Thank you for having taken part at all.",
            )
        ],
    ),
    (
        Code.FUTURE_ONLY_AGAINST_CONSENT,
        "withdrawal.effect",
        "sleep",
        [("legal_basis", "gdpr-consent")],
    ),
    (Code.CATEGORY_UNKNOWN, "items.2.category", "sleep", [("items.2.category", "steps")]),
    (
        Code.ITEM_TYPE_UNKNOWN,
        "items.1.types.1",
        "sleep",
        [("items.1.types", ["HeartRate", "BloodGlucose"])],
    ),
    (
        Code.SENSITIVE_REQUIRED,
        "items.0.required",
        "sleep",
        [("items.0.category", "mental")],
    ),
    (
        Code.SENSITIVE_RAW,
        "items.2.finest_resolution",
        "sleep",
        [("items.2.category", "genetics"), ("items.2.finest_resolution", "raw")],
    ),
    (
        Code.SENSITIVE_RAW,
        "items.1.finest_resolution",
        "sleep",
        [("items.1.category", "location")],
    ),
    (
        Code.RAW_WITHOUT_REASON,
        "items.1.finest_resolution",
        "sleep",
        [
            (
                "items.1.why",
                {"da": "Hver enkelt måling tæller.", "en": "Every single reading counts."},
            )
        ],
    ),
    (
        Code.RAW_WITHOUT_REASON,
        "items.2.finest_resolution",
        "sleep",
        [("items.2.finest_resolution", "raw")],
    ),
    (
        Code.FINER_THAN_USUAL,
        "items.0.finest_resolution",
        "sleep",
        [("items.0.finest_resolution", "hour")],
    ),
    (Code.EXACT_DATES_WITHOUT_REASON, "items.0.dates", "sleep", [("items.0.dates", "exact")]),
    (
        Code.WINDOW_BEYOND_STUDY,
        "items.0.window.until",
        "sleep",
        [("items.0.window.until", "2031-01-01")],
    ),
    (Code.WINDOW_LONG, "items.0.window.from", "sleep", [("items.0.window.from", "2021-08-31")]),
    (
        Code.DEMOGRAPHICS_IDENTIFY,
        "demographics",
        "sleep",
        [("demographics", ["municipality", "year_of_birth", "sex"])],
    ),
    (
        Code.DEMOGRAPHICS_DOUBLE,
        "demographics",
        "sleep",
        [("demographics", ["age_band", "year_of_birth"])],
    ),
    (Code.NOTHING_OPTIONAL, "items", "steps", [("items.1.required", True)]),
    (
        Code.SUMMARY_WITHOUT_PURPOSE,
        "summary.da",
        "sleep",
        [("summary", summary_without({"Vi vil undersøge": "Vi ser på"}, {}))],
    ),
    (
        Code.SUMMARY_WITHOUT_RISKS,
        "summary.en",
        "sleep",
        [
            (
                "summary",
                summary_without({}, {"small drawbacks": "small things", "small risk": "chance"}),
            )
        ],
    ),
    (
        Code.SUMMARY_WITHOUT_CHOICE,
        "summary.da",
        "sleep",
        [("summary", summary_without({"Det er frivilligt": "Det er godt", "sige nej": "gå"}, {}))],
    ),
    (
        Code.SUMMARY_WITHOUT_WITHDRAWAL,
        "summary.en",
        "sleep",
        [("summary", summary_without({}, {"withdraw at": "do that at"}))],
    ),
    (
        Code.SUMMARY_WITHOUT_PROTECTION,
        "summary.da",
        "sleep",
        [
            (
                "summary",
                summary_without(
                    {"dit navn": "at vide", "krypteret": "godt", "fortrolige": "gode"}, {}
                ),
            )
        ],
    ),
    (
        Code.TEXT_HARD,
        "items.0.why.da",
        "sleep",
        [("items.0.why", {"da": HARD_DANISH, "en": EASY_ENGLISH})],
    ),
    (
        Code.TEXT_HARD,
        "items.0.why.en",
        "sleep",
        [("items.0.why", {"da": EASY_DANISH, "en": HARD_ENGLISH})],
    ),
    (
        Code.TEXTS_IDENTICAL,
        "options.0.text",
        "sleep",
        [("options.0.text", {"da": "May we write to you?", "en": "May we write to you?"})],
    ),
    (
        Code.TEXT_IN_WRONG_LANGUAGE,
        "options.0.text.en",
        "sleep",
        [("options.0.text.en", "Må vi skrive til dig igen, hvis vi vil spørge dig om mere?")],
    ),
    (
        Code.TEXT_IN_WRONG_LANGUAGE,
        "options.0.text.da",
        "sleep",
        [("options.0.text.da", "May we write to you again if we need to ask you for more?")],
    ),
    (
        Code.TEXTS_DIFFER_IN_PARTS,
        "title",
        "sleep",
        [("title.da", "Søvn\n\nog hjerterytme")],
    ),
    (
        Code.TEXTS_DIFFER_IN_PARTS,
        "items.0.why",
        "sleep",
        [("items.0.why.en", "We look at:\n- how long you sleep\n- how often you wake.")],
    ),
    (
        Code.TEXTS_DIFFER_IN_NUMBERS,
        "summary",
        "sleep",
        [("summary", summary_without({"18 år": "16 år"}, {}))],
    ),
    (
        Code.TEXTS_DIFFER_IN_LENGTH,
        "items.2.why",
        "sleep",
        [("items.2.why.en", "They may sleep better.")],
    ),
    (Code.COMPREHENSION_FEW, "comprehension", "sleep", [("comprehension.1", None)]),
    (Code.COMPREHENSION_SAME_PLACE, "comprehension", "sleep", [("comprehension.1.correct", 0)]),
    *(
        (Code.QUESTIONNAIRE_INVALID, f"questionnaires.0.{field}", "sleep", [change])
        for field, change in (
            ("resourceType", ("questionnaires.0.resourceType", "Patient")),
            ("status", ("questionnaires.0.status", "ready")),
            ("status", ("questionnaires.0.status", ["active"])),
            ("title", ("questionnaires.0.title", None)),
            ("item", ("questionnaires.0.item", [])),
            ("item", ("questionnaires.0.item", "ask")),
            ("item", ("questionnaires.0.item.1", 7)),
            ("item.linkId", ("questionnaires.0.item.1.linkId", "1")),
            ("item.linkId", ("questionnaires.0.item.1.linkId", None)),
            ("item.linkId", ("questionnaires.0.item.1.linkId", {})),
            ("item.type", ("questionnaires.0.item.1.type", "question")),
            ("item.type", ("questionnaires.0.item.1.type", ["integer"])),
            (
                "item.linkId",
                ("questionnaires.0.item.0.item", [{"linkId": "1", "type": "string"}]),
            ),
        )
    ),
    (Code.QUESTIONNAIRE_NOT_ASKED, "questionnaires", "sleep", [("items.3", None)]),
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_good_request_has_no_finding(sample: str) -> None:
    assert found(sample) == []
    assert not has_errors(check_request(sample_request(sample), TODAY))


@pytest.mark.parametrize(("code", "where", "sample", "changes"), CASES)
def test_each_fault_has_exactly_its_finding(
    code: Code, where: str, sample: str, changes: Changes
) -> None:
    assert found(sample, *changes) == [(code, where)]


def test_a_request_that_has_run_out_says_so() -> None:
    """Not a case above: the day changes, not the request."""
    changes = [("valid_until", "2026-12-31")]
    request = rewritten(sample_request("steps"), changes)
    for day, codes in (
        (date(2026, 12, 31), set()),
        (date(2027, 1, 1), {Code.VALID_UNTIL_PAST}),
    ):
        assert {finding.code for finding in check_request(request, day)} == codes


def test_a_summary_that_is_very_hard_must_be_rewritten() -> None:
    """Not a case above: such a text has lost its parts as well."""
    texts = {"da": HARD_DANISH, "en": HARD_ENGLISH}
    findings = found("sleep", ("summary", texts))
    assert (Code.SUMMARY_VERY_HARD, "summary.da") in findings
    assert (Code.SUMMARY_VERY_HARD, "summary.en") in findings
    assert Code.TEXT_HARD not in {code for code, _ in findings}


def test_every_finding_has_a_case() -> None:
    elsewhere = {Code.VALID_UNTIL_PAST, Code.SUMMARY_VERY_HARD}
    assert {code for code, *_ in CASES} | elsewhere == set(Code)


def test_every_finding_has_a_sentence_and_every_sentence_a_finding() -> None:
    written = {key.split(".")[1] for key in catalogue() if key.startswith("request_check.")}
    assert written == {str(code) for code in Code}


@pytest.mark.parametrize(("code", "where", "sample", "changes"), CASES)
def test_a_finding_says_itself_in_both_languages(
    code: Code, where: str, sample: str, changes: Changes
) -> None:
    request = rewritten(sample_request(sample), changes)
    (finding,) = check_request(request, TODAY)
    sentences = {finding.sentence(language) for language in Language}
    assert len(sentences) == len(Language)
    assert all("{" not in each and each.endswith(".") for each in sentences)
    assert finding.severity in Severity


def test_errors_come_before_advice() -> None:
    findings = check_request(
        rewritten(sample_request("sleep"), [("data_use", []), ("comprehension", [])]), TODAY
    )
    assert not has_errors(findings)
    findings += check_request(
        rewritten(sample_request("sleep"), [("data_use", []), ("complaints", None)]), TODAY
    )
    assert has_errors(findings)
    assert [str(each.severity) for each in findings[2:]] == ["error", "advice"]


REASONED: list[Changes] = [
    [("items.0.dates", "exact"), ("items.0.why", ABOUT_THE_SEASON)],
    [("items.1.window.from", "2012-01-01"), ("items.1.why", TEN_YEARS_OF_EACH_DAY)],
]
"""What the rules allow, because the reason stands there."""


@pytest.mark.parametrize("changes", REASONED)
def test_a_reason_of_its_own_is_enough(changes: Changes) -> None:
    assert found("sleep", *changes) == []


@pytest.mark.parametrize(
    "changes",
    [
        [("items.1.required", True), ("items.1.finest_resolution", "hour")],
        [("items.2.finest_resolution", "hour")],
        [("items.3.finest_resolution", "raw"), ("items.3.required", True)],
        [("demographics", ["region", "year_of_birth", "sex"])],
        [("demographics", ["municipality", "age_band", "sex"])],
        [("items.0.window.until", "2030-12-31")],
        [("items.0.window.from", "2021-09-01")],
        [("ethics.approved_on", "2026-09-01")],
        [("storage_location", "Norge")],
        [("storage_location", "USA"), ("options.0.id", "outside_eu")],
        [("data_use", ["DUO:0000004", "DUO:0000021"])],
        [("controller.contact", "+45 70 00 00 00")],
        [("controller.cvr", None)],
        [("title", {"da": "SOVE", "en": "SOVE"})],
        [("retention", {"duration": "P15Y", "then": "anonymise"})],
        [("legal_basis", "eu-trials-28")],
        [("legal_basis", "databeskyttelsesloven-10")],
    ],
)
def test_what_is_just_within_the_rules_has_no_finding(changes: Changes) -> None:
    assert found("sleep", *changes) == []


@pytest.mark.parametrize(
    ("danish", "english", "are_alike"),
    [
        ("1.000 skridt", "1,000 steps", True),
        ("2,5 liter", "2.5 litres", True),
        ("1.234.567,89 kr.", "1,234,567.89 kroner", True),
        ("kl. 08.30", "at 8:30", True),
        ("den 3.5.2026", "on 3/5/2026", True),
        ("5 år", "10 years", False),
        ("2,5", "25", False),
        ("to uger", "2 weeks", False),
        ("1.000", "1", False),
    ],
)
def test_numbers_are_the_same_in_both_ways_of_writing(
    danish: str, english: str, *, are_alike: bool
) -> None:
    first, second = numbers_in(danish, Language.DANISH), numbers_in(english, Language.ENGLISH)
    assert (first == second) is are_alike


def test_an_empty_shell_is_still_read() -> None:
    """Hostile but well-formed: nothing raises, and much is found."""
    blank = {"da": "-", "en": "-"}
    request = rewritten(
        sample_request("sleep"),
        [
            ("summary", blank),
            ("title", blank),
            ("purposes", ["-"]),
            ("data_use", ["-"]),
            ("questionnaires", [{}]),
            ("legal_basis", "-"),
            ("storage_location", "-"),
            ("items.0.category", "x"),
            ("valid_until", "9999-12-31"),
            ("items.0.window.from", "0001-01-01"),
        ],
    )
    assert len(check_request(request, TODAY)) > len("ten found")
    assert check_request(request, date(1, 1, 1))
    assert check_request(request, date(9999, 12, 31))
