"""Canonical JSON holds for whatever an event may hold (RFC 8785)."""

import json
import math
from datetime import UTC, datetime

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from datadonor.audit import events
from datadonor.audit.events import compose_event, parse_event
from datadonor.errors import DatadonorError
from datadonor.vault.errors import KeyFileDamaged, VaultTooNew
from datadonor.vault.keyfile import parse_key_file

SAFE = 2**53 - 1
identifiers = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
counts = st.integers(min_value=0, max_value=SAFE)
names = st.from_regex(r"\A[^\d\x00-\x1f\x7f\ud800-\udfff]{1,100}\Z")
details = st.one_of(
    st.builds(events.ConsentWithdrawn, item=st.none() | identifiers),
    st.builds(events.Erased, position=counts, leaf_sha256=digests),
    st.builds(
        events.DonationSent,
        recipient=identifiers,
        sequence=counts,
        bundle_sha256=digests,
        confirmed_sha256=digests,
    ),
)
actors = st.builds(
    events.Actor,
    capacity=st.sampled_from(["self", "guardian", "proxy", "program"]),
    assisted_by=st.none() | st.builds(events.Assistant, name=names, role=st.just("nurse")),
)
moments = st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(9000, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(events.instant)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-SAFE, SAFE)
    | st.floats(-SAFE, SAFE)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
    max_leaves=20,
)


@given(details, actors, st.sampled_from(events.Why), st.none() | identifiers, moments)
def test_an_event_comes_back_and_its_bytes_are_canonical(
    what: events.Details,
    who: events.Actor,
    why: events.Why,
    project: str | None,
    recorded: str,
) -> None:
    when = events.When(recorded=recorded, clock="steady")
    body = compose_event(what, when=when, who=who, why=why, project=project)
    assert rfc8785.dumps(json.loads(body)) == body
    assert body.startswith(events.starts_with_kind(what.kind))
    event = parse_event(body)
    assert (event.what, event.who, event.why, event.project) == (what, who, why, project)


@given(json_values)
def test_canonical_bytes_do_not_depend_on_the_way_there(value: object) -> None:
    """Same value, same bytes: through another library's text, and in any order of keys."""
    once = rfc8785.dumps(value)  # type: ignore[arg-type]
    assert rfc8785.dumps(json.loads(json.dumps(value))) == once
    assert rfc8785.dumps(json.loads(once)) == once


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.none()))
def test_keys_sort_by_utf_16_units(value: dict[str, None]) -> None:
    """RFC 8785 §3.2.3, where ``sort_keys`` would differ beyond the first plane."""
    keys = list(json.loads(rfc8785.dumps(value)))
    assert keys == sorted(value, key=lambda key: key.encode("utf-16-be"))


@given(st.sampled_from([math.nan, math.inf, -math.inf, 2**53, -(2**53), 10**400]))
def test_what_has_no_canonical_form_is_refused(value: float) -> None:
    try:
        rfc8785.dumps({"value": value})
    except rfc8785.CanonicalizationError:
        return
    raise AssertionError(value)


@given(st.binary(max_size=400))
def test_any_bytes_are_an_event_or_refused(body: bytes) -> None:
    try:
        parse_event(body)
    except DatadonorError:
        return
    raise AssertionError(body)


@given(st.binary(max_size=400) | json_values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_key_file_or_refused(content: bytes) -> None:
    try:
        parse_key_file(content)
    except (KeyFileDamaged, VaultTooNew):
        return
    raise AssertionError(content)
