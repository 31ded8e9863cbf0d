"""Nothing more than was asked and granted: each check catches what it is for."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.receipt.record import Copy
from consent.request import Dates, Resolution, Window
from datadonor.records.fhir import category_concepts, own_coding
from export.bundle.parts import File
from export.consented import (
    CONSENT,
    Consented,
    ConsentedItem,
    ConsentedUnreadable,
    consented_bytes,
    consented_of,
    parse_consented,
)
from export.demographics import Told
from export.demographics_sent import outgoing_person
from export.outgoing import Outgoing, Row
from export.receiving import content_check
from export.receiving.day_check import DaySpans, tells_no_more
from tests import inboxes
from tests.inboxes import Citizen, Place, Sender, consented
from tests.receipts import record

CITIZEN = Citizen()
REQUEST = inboxes.request()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def code_of(place: Place, *outgoing: Outgoing, **changes: Any) -> str | None:  # noqa: ANN401
    """Return why a bundle was refused; nothing if it was taken."""
    Sender(CITIZEN).send(place.inbox, *outgoing, **changes)
    report = place.collect()
    assert report.received + report.rejected == 1
    if report.rejected:
        assert not (place.store / REQUEST.request.id).exists()
    return report.matters[0].code if report.matters else None


def yes(*items: str, **changes: Any) -> Consented:  # noqa: ANN401
    """Return a yes to some items."""
    whole = consented(REQUEST, CITIZEN.pseudonym)
    kept = tuple(item for item in whole.items if item.id in items)
    return consented(REQUEST, CITIZEN.pseudonym, **({"items": kept} | changes))


def changed(item_id: str, **changes: Any) -> Consented:  # noqa: ANN401
    """Return a yes in which one item is another."""
    whole = consented(REQUEST, CITIZEN.pseudonym)
    items = tuple(
        item.model_copy(update=changes) if item.id == item_id else item for item in whole.items
    )
    return consented(REQUEST, CITIZEN.pseudonym, items=items)


def test_what_was_granted_is_taken(place: Place) -> None:
    assert code_of(place, CITIZEN.heart("a"), CITIZEN.steps("b")) is None


# -- the consent ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "documents",
    [
        (File("data/consent/other.json", b"{}"),),
        (File(CONSENT, b""),),
        (File(CONSENT, b"[]"),),
        (File(CONSENT, b"{" * 10_000),),
        (File(CONSENT, b'{"format":"datadonor.consent/2"}'),),
    ],
)
def test_a_bundle_without_a_readable_consent_is_refused(
    place: Place, documents: tuple[File, ...]
) -> None:
    assert code_of(place, documents=documents) == "BUNDLE_CONSENT_UNREADABLE"


@pytest.mark.parametrize(
    "change",
    [
        {"pseudonym": "a" * 20},
        {"project": "another"},
        {"request_version": 2},
        {"request_sha256": "1" * 64},
    ],
)
def test_the_consent_of_another_is_refused(place: Place, change: dict[str, Any]) -> None:
    said = consented(REQUEST, CITIZEN.pseudonym).model_copy(update=change)
    assert code_of(place, consent=said) == "BUNDLE_CONSENT_OTHER"


WIDER = {
    "an item that was not asked for": {"id": "heart-too"},
    "another category": {"category": "location"},
    "true dates": {"dates": Dates.EXACT},
    "longer": {"window_days": 9_999},
    "a type of another category": {"types": ("StepCount",)},
    "a made-up type": {"types": ("Madeup",)},
}


@pytest.mark.parametrize("change", WIDER.values(), ids=WIDER)
def test_a_consent_that_grants_more_than_was_asked_is_refused(
    place: Place, change: dict[str, Any]
) -> None:
    assert code_of(place, consent=changed("heart", **change)) == "BUNDLE_CONSENT_WIDER"


def test_a_consent_to_finer_records_than_were_asked_for_is_refused(place: Place) -> None:
    said = changed("activity", resolution=Resolution.HOUR)
    assert code_of(place, consent=said) == "BUNDLE_CONSENT_WIDER"


@pytest.mark.parametrize(
    "change",
    [
        {"demographics": ("municipality",)},
        {"frequency": "weekly"},
        {"last_day": date(2200, 1, 1)},
        {"options": {"commercial": True}},
    ],
)
def test_options_and_answers_that_were_not_asked_for_are_refused(
    place: Place, change: dict[str, Any]
) -> None:
    asked = {option.id for option in REQUEST.request.options}
    assert "commercial" not in asked
    said = consented(REQUEST, CITIZEN.pseudonym, **change)
    assert code_of(place, consent=said) == "BUNDLE_CONSENT_WIDER"


def test_the_consent_that_travels_is_made_of_the_recipients_copy() -> None:
    told = record(Copy.RECIPIENT)
    said = consented_of(told)
    assert parse_consented(consented_bytes(said)) == said
    assert [item.id for item in said.items] == [item.id for item in told.granted]
    assert said.pseudonym == told.subject
    with pytest.raises(ValueError, match="copy"):
        consented_of(record(Copy.DONOR))


def test_a_consent_written_in_another_way_is_no_consent() -> None:
    content = consented_bytes(consented(REQUEST, CITIZEN.pseudonym))
    for other in (content + b"\n", b" " + content, content.replace(b'"frequency"', b'"Frequency"')):
        with pytest.raises(ConsentedUnreadable):
            parse_consented(other)


# -- the records -----------------------------------------------------------------------


def other(**changes: Any) -> Outgoing:  # noqa: ANN401
    return CITIZEN.heart("x", **changes)


def rows_of(table: str, *cells: Any) -> Outgoing:  # noqa: ANN401
    """Return an honest line with a row that is not."""
    honest = CITIZEN.heart("x")
    return Outgoing(honest.resource_type, honest.line, (Row(table, cells),), "item", "c", None, ())


def raw_row(name: str, start: str, end: str | None = None) -> Outgoing:
    return rows_of("samples", CITIZEN.record_id("x"), name, None, start, end, 1, "1", "watch")


def sum_row(name: str, resolution: str, start: str = "2025-03-02") -> Outgoing:
    cells = (name, None, resolution, start, start, 1, 3, "1", 1, 9, 5, 15)
    return rows_of("summaries", CITIZEN.record_id("x"), *cells)


LOCATION: Any = category_concepts("location")  # type: ignore[arg-type]
BEYOND = {
    "another category": other(category=LOCATION),
    "a category that its type is not of": other(code={"coding": own_coding("type", "StepCount")}),
    "raw where days were granted": CITIZEN.steps("x", component=[]),
    "a time of day where days were granted": CITIZEN.steps(
        "x", effectivePeriod={"start": "2025-03-02T01:00:00Z", "end": "2025-03-02T02:00:00Z"}
    ),
    "another person": other(subject={"reference": "Patient/bbbbbbbbbbbbbbbbbbbb"}),
    "free text": other(note=[{"text": "hello"}]),
    "an identifier": other(identifier=[{"value": "x"}]),
    "a narrative": other(text={"div": "x"}),
    "a kind that is never sent": inboxes._outgoing({"resourceType": "Binary", "id": "x"}),
    "another kind than its file": inboxes._outgoing(
        {"resourceType": "Binary", "id": "x"}, kind="Observation"
    ),
    "a raw row where days were granted": raw_row("StepCount", "2025-03-02T08:00:00Z"),
    "a row of another category": raw_row("BodyMass", "2025-03-02T08:00:00Z"),
    "a finer row": sum_row("StepCount", "hour"),
    "a row with a time of day": sum_row("StepCount", "day", "2025-03-02T08:00:00Z"),
    "a table that nobody knows": rows_of("strange", "x", "y"),
}


@pytest.mark.parametrize("beyond", BEYOND.values(), ids=BEYOND)
def test_what_was_not_granted_is_refused(place: Place, beyond: Outgoing) -> None:
    assert code_of(place, CITIZEN.heart("a"), beyond) == "BUNDLE_BEYOND_CONSENT"


def test_what_was_asked_and_not_granted_is_refused(place: Place) -> None:
    assert code_of(place, CITIZEN.steps("b"), consent=yes("heart")) == "BUNDLE_BEYOND_CONSENT"


def test_a_type_that_was_left_out_is_refused(tmp_path: Path) -> None:
    said = changed("heart", types=("RestingHeartRate",))
    assert code_of(Place(tmp_path / "a"), CITIZEN.heart("a"), consent=said) is not None
    said = changed("heart", types=("HeartRate",))
    assert code_of(Place(tmp_path / "b"), CITIZEN.heart("a"), consent=said) is None


def test_records_over_more_days_than_were_granted_are_refused(tmp_path: Path) -> None:
    """Moved dates cannot be compared with a window, but their span can."""
    said = changed("heart", window_days=30)
    far = (CITIZEN.heart("a", "2025-03-01"), CITIZEN.heart("b", "2025-04-15"))
    near = (CITIZEN.heart("a", "2025-03-01"), CITIZEN.heart("b", "2025-03-30"))
    for number, (several, is_refused) in enumerate(((far, True), (near, False))):
        code = code_of(Place(tmp_path / str(number)), *several, consent=said)
        assert (code == "BUNDLE_BEYOND_CONSENT") == is_refused


def test_lines_that_are_no_records_are_refused(place: Place) -> None:
    broken = Outgoing("Observation", b'{"resourceType":"Observation"', (), "i", "c", None, ())
    assert code_of(place, broken) == "BUNDLE_RECORD_UNREADABLE"


@pytest.mark.parametrize(
    "change",
    [
        {"effectiveDateTime": "yesterday"},
        {"effectiveDateTime": "2025-02-30"},
        {"category": {"coding": []}},
        {"code": None},
        {"subject": {}},
        {"component": [1]},
    ],
)
def test_records_built_otherwise_are_refused(place: Place, change: dict[str, Any]) -> None:
    assert code_of(place, other(**change)) in {
        "BUNDLE_RECORD_UNREADABLE", "BUNDLE_BEYOND_CONSENT",
    }  # fmt: skip


# -- the person ----------------------------------------------------------------------


def told(what: Any, value: str) -> Told:  # noqa: ANN401
    return Told(what, value, str(what))


@pytest.mark.parametrize(
    ("answers", "is_taken"),
    [
        ([], True),
        ([told("sex", "female")], True),
        ([told("age_band", "1970/1974")], True),
        ([told("year_of_birth", "1974")], False),
        ([told("region", "DK-84")], False),
        ([told("municipality", "0461")], False),
    ],
)
def test_of_the_person_only_what_was_granted_is_taken(
    place: Place, answers: list[Told], is_taken: bool
) -> None:
    said = consented(REQUEST, CITIZEN.pseudonym, demographics=("age_band", "sex"))
    person = outgoing_person(answers, CITIZEN.pseudonym)
    assert (code_of(place, person, consent=said) is None) == is_taken


def test_the_persons_own_row_is_checked_beside_the_resource(place: Place) -> None:
    person = outgoing_person([], CITIZEN.pseudonym)
    row = Row("person", (CITIZEN.pseudonym, None, None, "female", None, None))
    smuggled = Outgoing("Patient", person.line, (row,), "demographics", "about_me", None, ())
    assert code_of(place, smuggled) == "BUNDLE_BEYOND_CONSENT"


# -- dates ---------------------------------------------------------------------------


def item(**changes: Any) -> ConsentedItem:  # noqa: ANN401
    fields: dict[str, Any] = {
        "id": "heart",
        "category": "heart",
        "resolution": "raw",
        "dates": "shifted",
        "window_days": 10,
    }
    return ConsentedItem.model_validate(fields | changes)


@pytest.mark.parametrize(
    ("dates", "resolution", "written", "is_fine"),
    [
        ("shifted", "raw", '"2025-01-02T03:04:05Z"', True),
        ("shifted", "day", '"2025-01-02T03:04:05Z"', False),
        ("shifted", "day", '"2025-01-02"', True),
        ("month", "raw", '"2025-01-02"', False),
        ("month", "raw", '"2025-01"', True),
        ("year", "raw", '"2025-01"', False),
        ("year", "raw", '"2025"', True),
    ],
)
def test_dates_are_written_no_more_exactly_than_granted(
    dates: str, resolution: str, written: str, is_fine: bool
) -> None:
    assert tells_no_more(item(dates=dates, resolution=resolution), written) == is_fine


@pytest.mark.parametrize(
    ("changes", "written", "is_fine"),
    [
        ({"dates": "exact"}, ["2025-06-01"], True),
        ({"dates": "exact"}, ["2024-06-01"], False),
        ({"dates": "month"}, ["2025-01"], True),
        ({"dates": "month"}, ["2024-11"], False),
        ({"dates": "year"}, ["2024"], False),
        ({"dates": "shifted"}, ["1999-01-01"], True),
        ({"dates": "shifted"}, ["1999-01-01", "1999-01-30"], False),
        ({"dates": "shifted", "resolution": "month"}, ["1999-01-01", "1999-01-30"], True),
        (
            {
                "dates": "exact",
                "window": Window.model_validate({"from": "2025-06-01", "until": "2025-06-10"}),
            },
            ["2025-06-20"],
            False,
        ),
    ],
)
def test_days_lie_in_the_window_as_far_as_they_tell(
    changes: dict[str, Any], written: list[str], is_fine: bool
) -> None:
    spans = DaySpans(REQUEST.request)
    assert spans.fit([item(**changes)], written) == is_fine


def test_no_item_permits_nothing() -> None:
    assert not DaySpans(REQUEST.request).fit([], ["2025-01-01"])
    assert not DaySpans(REQUEST.request).fit([], [])


# -- hostile lines -----------------------------------------------------------------------

_KEYS = st.sampled_from(
    ["resourceType", "id", "category", "code", "coding", "system", "subject", "reference",
     "component", "effectivePeriod", "start", "effectiveDateTime", "address", "extension", "url"]
)  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["Observation", "2025", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(_KEYS, _JSON, max_size=4), st.sampled_from(["Observation", "Patient"]))
def test_any_line_is_judged_or_is_no_record(planted: dict[str, Any], kind: str) -> None:
    check = content_check._Check(consented(REQUEST, CITIZEN.pseudonym), REQUEST.request)
    honest = json.loads(CITIZEN.heart("a").line) | {"resourceType": kind}
    with suppress(*content_check.NO_RECORD):
        check.lines(kind, json.dumps(honest | planted).encode())


@given(st.text(max_size=200), st.sampled_from(["samples", "summaries", "person", "results"]))
def test_any_table_is_judged_or_is_no_table(written: str, table: str) -> None:
    check = content_check._Check(consented(REQUEST, CITIZEN.pseudonym), REQUEST.request)
    header = ",".join(inboxes.COLUMN_NAMES[table])
    for content in (written, f"{header}\n{written}"):
        with suppress(*content_check.NO_RECORD):
            check.rows(table, content.encode("utf-8", "surrogatepass"))


def test_a_row_behind_the_last_line_feed_is_seen() -> None:
    check = content_check._Check(consented(REQUEST, CITIZEN.pseudonym), REQUEST.request)
    header = ",".join(inboxes.COLUMN_NAMES["samples"])
    row = f"{CITIZEN.record_id('x')},BodyMass,,2025-03-02,,80,kg,scale"
    assert check.rows("samples", f"{header}\n".encode())
    assert not check.rows("samples", f"{header}\n{row}".encode())
