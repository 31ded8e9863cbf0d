"""Two versions: what changed, in words, and who must be asked again."""

from collections.abc import Sequence
from typing import Any

import pytest

from consent.request import ProjectRequest, request_document
from consent.request_versions import ChangeCode, compare_requests, needs_new_consent
from datadonor.texts import Language, catalogue
from tests.synthetic_requests import SAMPLES, complete_request, sample_request, with_change

Changes = Sequence[tuple[str, Any]]

ITEMS = request_document(sample_request("sleep"))["items"]
KEEP = False
ASK = True

WIDENING: list[tuple[ChangeCode, ChangeCode, str, str, Changes]] = [
    # code when widened, code when taken back, where, sample, what is changed
    (
        ChangeCode.ITEM_ADDED,
        ChangeCode.ITEM_REMOVED,
        "items.weight",
        "sleep",
        [("items.+", {**ITEMS[2], "id": "weight"})],
    ),
    (
        ChangeCode.WINDOW_STARTS_EARLIER,
        ChangeCode.WINDOW_STARTS_LATER,
        "items.sleep",
        "sleep",
        [("items.0.window.from", "2024-12-31")],
    ),
    (
        ChangeCode.WINDOW_ENDS_LATER,
        ChangeCode.WINDOW_ENDS_EARLIER,
        "items.sleep",
        "sleep",
        [("items.0.window.until", "2031-01-01")],
    ),
    (
        ChangeCode.RESOLUTION_FINER,
        ChangeCode.RESOLUTION_COARSER,
        "items.sleep",
        "sleep",
        [("items.0.finest_resolution", "hour")],
    ),
    (
        ChangeCode.DATES_TELL_MORE,
        ChangeCode.DATES_TELL_LESS,
        "items.sleep",
        "sleep",
        [("items.0.dates", "exact")],
    ),
    (
        ChangeCode.ITEM_REQUIRED,
        ChangeCode.ITEM_OPTIONAL,
        "items.heart",
        "sleep",
        [("items.1.required", True)],
    ),
    (
        ChangeCode.DEMOGRAPHIC_ADDED,
        ChangeCode.DEMOGRAPHIC_REMOVED,
        "demographics",
        "sleep",
        [("demographics.+", "region")],
    ),
    (
        ChangeCode.FREQUENCY_MORE_OFTEN,
        ChangeCode.FREQUENCY_LESS_OFTEN,
        "frequency",
        "sleep",
        [("frequency", "weekly")],
    ),
    (
        ChangeCode.UNTIL_LATER,
        ChangeCode.UNTIL_EARLIER,
        "until",
        "sleep",
        [("until", "2031-01-01")],
    ),
    (ChangeCode.UNTIL_LATER, ChangeCode.UNTIL_EARLIER, "until", "sleep", [("until", None)]),
    (
        ChangeCode.VALID_LONGER,
        ChangeCode.VALID_SHORTER,
        "valid_until",
        "sleep",
        [("valid_until", "2031-07-01")],
    ),
    (
        ChangeCode.RETENTION_LONGER,
        ChangeCode.RETENTION_SHORTER,
        "retention",
        "sleep",
        [("retention.until", "2036-01-01")],
    ),
    (
        ChangeCode.RETENTION_LONGER,
        ChangeCode.RETENTION_SHORTER,
        "retention",
        "steps",
        [("retention.duration", "P3Y1D")],
    ),
    (
        ChangeCode.RETENTION_ENDS_ANONYMOUS,
        ChangeCode.RETENTION_ENDS_ERASED,
        "retention",
        "steps",
        [("retention.then", "anonymise")],
    ),
    (
        ChangeCode.PURPOSE_ADDED,
        ChangeCode.PURPOSE_REMOVED,
        "purposes",
        "sleep",
        [("purposes.+", "https://w3id.org/dpv#CommercialResearch")],
    ),
    (
        ChangeCode.DATA_USE_LIMIT_REMOVED,
        ChangeCode.DATA_USE_LIMIT_ADDED,
        "data_use",
        "sleep",
        [("data_use.1", None)],
    ),
    (
        ChangeCode.DATA_USE_ALLOWANCE_ADDED,
        ChangeCode.DATA_USE_ALLOWANCE_REMOVED,
        "data_use",
        "sleep",
        [("data_use.+", "DUO:0000043")],
    ),
    (
        ChangeCode.DATA_USE_PERMISSION_CHANGED,
        ChangeCode.DATA_USE_PERMISSION_NARROWED,
        "data_use",
        "sleep",
        [("data_use.0", "DUO:0000042")],
    ),
    (
        ChangeCode.OPTION_ADDED,
        ChangeCode.OPTION_REMOVED,
        "options.commercial",
        "sleep",
        [("options.+", {"id": "commercial", "text": {"da": "Må vi?", "en": "May we?"}})],
    ),
    (
        ChangeCode.WITHDRAWAL_WEAKER,
        ChangeCode.WITHDRAWAL_STRONGER,
        "withdrawal.effect",
        "steps",
        [("withdrawal.effect", "anonymise")],
    ),
    (
        ChangeCode.QUESTIONNAIRE_ADDED,
        ChangeCode.QUESTIONNAIRE_REMOVED,
        "questionnaires",
        "steps",
        [("questionnaires", [{"resourceType": "Questionnaire"}])],
    ),
    (ChangeCode.ETHICS_REMOVED, ChangeCode.ETHICS_ADDED, "ethics", "glucose", [("ethics", None)]),
]
"""One way needs a new consent and the other does not."""

TEXT = {"da": "Noget andet.", "en": "Something else."}

EITHER_WAY: list[tuple[ChangeCode, bool, str, str, Changes]] = [
    (ChangeCode.VERSION_CHANGED, KEEP, "version", "sleep", [("version", 2)]),
    (ChangeCode.TITLE_CHANGED, ASK, "title", "sleep", [("title", TEXT)]),
    (ChangeCode.TITLE_CHANGED, ASK, "title", "sleep", [("title.en", "Sleep and the heart")]),
    (ChangeCode.SUMMARY_CHANGED, ASK, "summary", "sleep", [("summary.da", "Kort.")]),
    (ChangeCode.CONTROLLER_CHANGED, ASK, "controller", "sleep", [("controller.name", "Andre")]),
    (ChangeCode.CONTROLLER_CHANGED, ASK, "controller", "sleep", [("controller.cvr", None)]),
    *(
        (ChangeCode.CONTROLLER_CONTACT_CHANGED, KEEP, "controller", "sleep", [(where, "Vej 2")])
        for where in ("controller.address", "controller.contact", "controller.dpo")
    ),
    *(
        (ChangeCode.INVESTIGATOR_CHANGED, KEEP, "investigator", "sleep", [(where, "Ny")])
        for where in (
            "investigator.name",
            "investigator.title",
            "investigator.organisation",
            "investigator.contact",
        )
    ),
    (ChangeCode.RECIPIENT_CHANGED, ASK, "recipient", "sleep", [("recipient", "andre")]),
    (ChangeCode.ETHICS_CHANGED, ASK, "ethics", "sleep", [("ethics.case_number", "N-2")]),
    (ChangeCode.ETHICS_CHANGED, ASK, "ethics", "sleep", [("ethics.committee", "En anden")]),
    (
        ChangeCode.ETHICS_DETAILS_CHANGED,
        KEEP,
        "ethics",
        "sleep",
        [("ethics.approved_on", "2026-03-13")],
    ),
    (
        ChangeCode.ETHICS_DETAILS_CHANGED,
        KEEP,
        "ethics",
        "sleep",
        [("ethics.document_sha256", "ab" * 32)],
    ),
    (
        ChangeCode.LEGAL_BASIS_CHANGED,
        ASK,
        "legal_basis",
        "sleep",
        [("legal_basis", "gdpr-consent")],
    ),
    (ChangeCode.COMPLAINTS_CHANGED, KEEP, "complaints", "sleep", [("complaints", None)]),
    (
        ChangeCode.DATA_USE_PERMISSION_CHANGED,
        ASK,
        "data_use",
        "sleep",
        [("data_use.0", "DUO:0000011")],
    ),
    (ChangeCode.DATA_USE_PERMISSION_CHANGED, ASK, "data_use", "sleep", [("data_use.0", None)]),
    (ChangeCode.OTHER_CHANGED, ASK, "data_use", "sleep", [("data_use.+", "DUO:0009999")]),
    (
        ChangeCode.ITEM_CATEGORY_CHANGED,
        ASK,
        "items.sleep",
        "sleep",
        [("items.0.category", "mental")],
    ),
    (ChangeCode.ITEM_REASON_CHANGED, ASK, "items.sleep", "sleep", [("items.0.why", TEXT)]),
    (
        ChangeCode.DATES_TELL_MORE,
        ASK,
        "items.sleep",
        "sleep",
        [("items.0.dates", "month")],
    ),
    (ChangeCode.OPTION_TEXT_CHANGED, ASK, "options.results", "sleep", [("options.1.text", TEXT)]),
    (
        ChangeCode.RETENTION_CHANGED,
        ASK,
        "retention",
        "sleep",
        [("retention", {"duration": "P9Y", "then": "anonymise"})],
    ),
    (
        ChangeCode.RETENTION_CHANGED,
        ASK,
        "retention",
        "steps",
        [("retention.duration", "P36M")],
    ),
    (
        ChangeCode.STORAGE_CHANGED,
        ASK,
        "storage_location",
        "sleep",
        [("storage_location", "Sverige")],
    ),
    (
        ChangeCode.WITHDRAWAL_TEXT_CHANGED,
        ASK,
        "withdrawal.text",
        "sleep",
        [("withdrawal.text", TEXT)],
    ),
    (ChangeCode.QUESTIONS_CHANGED, KEEP, "comprehension", "sleep", [("comprehension", [])]),
    (
        ChangeCode.QUESTIONS_CHANGED,
        KEEP,
        "comprehension",
        "sleep",
        [("comprehension.0.explanation", TEXT)],
    ),
    (
        ChangeCode.QUESTIONNAIRE_CHANGED,
        ASK,
        "questionnaires",
        "sleep",
        [("questionnaires.0.item.0.text", "Hvor længe sov du?")],
    ),
    (
        ChangeCode.ORDER_CHANGED,
        KEEP,
        "items",
        "sleep",
        [("items", ITEMS[::-1])],
    ),
    (
        ChangeCode.ORDER_CHANGED,
        KEEP,
        "data_use",
        "sleep",
        [("data_use", ["DUO:0000027", "DUO:0000006"])],
    ),
]
"""The same code both ways."""


def rewritten(request: ProjectRequest, changes: Changes) -> ProjectRequest:
    for where, value in changes:
        request = with_change(request, where, value)
    return request


def compared(old: ProjectRequest, new: ProjectRequest) -> list[tuple[ChangeCode, str]]:
    return [(change.code, change.where) for change in compare_requests(old, new)]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_request_has_no_change(name: str) -> None:
    request = sample_request(name)
    assert compare_requests(request, request) == []
    assert compare_requests(request, request.model_copy(deep=True)) == []
    assert not needs_new_consent([])


@pytest.mark.parametrize(("wider", "narrower", "where", "sample", "changes"), WIDENING)
def test_what_is_wider_is_asked_about_and_what_is_narrower_is_not(
    wider: ChangeCode, narrower: ChangeCode, where: str, sample: str, changes: Changes
) -> None:
    old = sample_request(sample)
    new = rewritten(old, changes)
    assert compared(old, new) == [(wider, where)]
    assert compared(new, old) == [(narrower, where)]
    assert needs_new_consent(compare_requests(old, new))
    assert not needs_new_consent(compare_requests(new, old))


@pytest.mark.parametrize(("code", "asks", "where", "sample", "changes"), EITHER_WAY)
def test_what_is_neither_wider_nor_narrower(
    code: ChangeCode, *, asks: bool, where: str, sample: str, changes: Changes
) -> None:
    old = sample_request(sample)
    new = rewritten(old, changes)
    for changed in (compare_requests(old, new), compare_requests(new, old)):
        assert [(change.code, change.where) for change in changed] == [(code, where)]
        assert needs_new_consent(changed) is asks


def test_types_are_all_of_them_unless_some_are_named() -> None:
    all_types = sample_request("sleep")
    one = with_change(all_types, "items.0.types", ["SleepAnalysis"])
    other = with_change(all_types, "items.0.types", ["SleepAnalysis", "Breathing"])
    turned = with_change(all_types, "items.0.types", ["Breathing", "SleepAnalysis"])
    added = (ChangeCode.ITEM_TYPES_ADDED, "items.sleep")
    removed = (ChangeCode.ITEM_TYPES_REMOVED, "items.sleep")
    assert compared(all_types, one) == [removed]
    assert compared(one, all_types) == [added]
    assert compared(one, other) == [added]
    assert compared(other, one) == [removed]
    assert compared(other, turned) == [(ChangeCode.ORDER_CHANGED, "items.sleep")]


def test_something_coarser_instead_of_something_finer_is_not_new() -> None:
    fine = complete_request(demographics=("year_of_birth", "municipality"))
    coarse = complete_request(demographics=("age_band", "region"))
    assert {code for code, _ in compared(fine, coarse)} == {
        ChangeCode.DEMOGRAPHIC_COARSER,
        ChangeCode.DEMOGRAPHIC_REMOVED,
    }
    assert ChangeCode.DEMOGRAPHIC_ADDED in {code for code, _ in compared(coarse, fine)}


@pytest.mark.parametrize(
    ("before", "now", "asks"),
    [
        ("exact", "shifted", KEEP),
        ("exact", "month", KEEP),
        ("month", "year", KEEP),
        ("year", "month", ASK),
        ("shifted", "year", ASK),
        ("month", "shifted", ASK),
        ("year", "exact", ASK),
    ],
)
def test_shifted_dates_and_months_tell_different_things(
    before: str, now: str, *, asks: bool
) -> None:
    """A month tells the season, which shifting hides; shifting keeps the days between."""
    old = with_change(sample_request("sleep"), "items.0.dates", before)
    new = with_change(old, "items.0.dates", now)
    assert needs_new_consent(compare_requests(old, new)) is asks


@pytest.mark.parametrize(
    ("before", "now", "code"),
    [
        ("P1Y", "P12M", ChangeCode.RETENTION_CHANGED),
        ("P1Y", "P11M", ChangeCode.RETENTION_SHORTER),
        ("P61D", "P2M", ChangeCode.RETENTION_CHANGED),
        ("P1W", "P7D", ChangeCode.RETENTION_CHANGED),
        ("P1M2D", "P1M1W", ChangeCode.RETENTION_LONGER),
        ("P2M1D", "P1M2D", ChangeCode.RETENTION_CHANGED),
    ],
)
def test_durations_are_compared_only_where_the_calendar_allows(
    before: str, now: str, code: ChangeCode
) -> None:
    old = complete_request(retention={"duration": before, "then": "erase"})
    new = complete_request(retention={"duration": now, "then": "erase"})
    assert compared(old, new) == [(code, "retention")]


def test_an_end_that_was_only_written_out_is_asked_about() -> None:
    """Nothing moved, but it is a change that no rule calls narrower."""
    old = complete_request(until=None)
    new = complete_request(until=old.valid_until)
    assert compared(old, new) == [(ChangeCode.OTHER_CHANGED, "until")]


def test_several_changes_are_all_told_in_the_order_of_the_request() -> None:
    old = sample_request("sleep")
    new = rewritten(
        old, [("version", 2), ("items.1.required", True), ("until", None), ("title", TEXT)]
    )
    assert [code for code, _ in compared(old, new)] == [
        ChangeCode.VERSION_CHANGED,
        ChangeCode.TITLE_CHANGED,
        ChangeCode.ITEM_REQUIRED,
        ChangeCode.UNTIL_LATER,
    ]


def test_an_item_that_was_replaced_is_new_and_the_old_one_gone() -> None:
    old = sample_request("sleep")
    new = with_change(old, "items.1.id", "pulse")
    assert compared(old, new) == [
        (ChangeCode.ITEM_ADDED, "items.pulse"),
        (ChangeCode.ITEM_REMOVED, "items.heart"),
    ]


def test_questionnaires_are_matched_by_their_own_name() -> None:
    first, second = {"url": "https://x.example/1", "n": 1}, {"id": "2", "n": 1}
    old = complete_request(questionnaires=(first, second))
    new = complete_request(questionnaires=(second | {"n": 2}, first))
    assert compared(old, new) == [(ChangeCode.QUESTIONNAIRE_CHANGED, "questionnaires")]


def test_control_questions_in_another_order_are_the_same_questions() -> None:
    old = sample_request("sleep")
    new = complete_request(comprehension=old.comprehension[::-1])
    assert compared(old, new) == [(ChangeCode.ORDER_CHANGED, "comprehension")]


def test_two_projects_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="two projects"):
        compare_requests(sample_request("sleep"), sample_request("steps"))


def test_a_field_that_no_rule_knows_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a later version adds to the model must not slip through."""
    import consent.request_versions as module

    known = dict(module._BY_FIELD)
    del known["recipient"]
    monkeypatch.setattr(module, "_BY_FIELD", known)
    changes = compare_requests(sample_request("sleep"), complete_request(recipient="andre"))
    assert [(change.code, change.where) for change in changes] == [
        (ChangeCode.OTHER_CHANGED, "recipient")
    ]


def test_every_field_has_a_rule() -> None:
    import consent.request_versions as module

    assert set(ProjectRequest.model_fields) - set(module._BY_FIELD) == {"format", "id"}


def test_every_change_has_a_case() -> None:
    elsewhere = {
        ChangeCode.ITEM_TYPES_ADDED,
        ChangeCode.ITEM_TYPES_REMOVED,
        ChangeCode.DEMOGRAPHIC_COARSER,
    }
    pairs = {code for first, second, *_ in WIDENING for code in (first, second)}
    assert pairs | {code for code, *_ in EITHER_WAY} | elsewhere == set(ChangeCode)


def test_every_change_has_a_sentence_and_every_sentence_a_change() -> None:
    written = {key.split(".")[1] for key in catalogue() if key.startswith("request_versions.")}
    assert written == {str(code) for code in ChangeCode}


@pytest.mark.parametrize(
    ("sample", "changes"),
    [(sample, changes) for *_, sample, changes in [*WIDENING, *EITHER_WAY]],
)
def test_a_change_says_itself_in_both_languages(sample: str, changes: Changes) -> None:
    old = sample_request(sample)
    for change in compare_requests(old, rewritten(old, changes)):
        sentences = {change.sentence(language) for language in Language}
        assert len(sentences) == len(Language)
        assert all("{" not in each and each.endswith(".") for each in sentences)


def test_a_sentence_names_what_moved_and_where_to() -> None:
    old = sample_request("sleep")
    (change,) = compare_requests(old, with_change(old, "items.0.window.until", "2031-01-01"))
    assert change.sentence(Language.DANISH) == (
        "Søvn: perioden slutter senere, 1. januar 2031 i stedet for 31. december 2030."
    )
    assert change.sentence(Language.ENGLISH) == (
        "Sleep: the period ends later, 1 January 2031 instead of 31 December 2030."
    )
