"""Comparing versions: equal means nothing, different means something, wider means asking."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from consent.request import ProjectRequest, request_document
from consent.request_versions import compare_requests, needs_new_consent
from tests.synthetic_requests import SAMPLES, sample_request

Path = tuple[str | int, ...]

OTHER_VALUES: dict[str, Any] = {
    "required": [True, False],
    "finest_resolution": ["raw", "hour", "day", "week", "month", "summary"],
    "dates": ["exact", "shifted", "month", "year"],
    "frequency": ["once", "weekly", "monthly"],
    "effect": ["erase", "anonymise", "future_only"],
    "then": ["erase", "anonymise"],
    "correct": [0, 1],
    "version": [1, 2, 9999],
    "duration": ["P1Y", "P2Y", "P30D"],
    "cvr": ["12345678", "87654321"],
    "from": ["2019-01-01", "2020-02-29"],
    "until": ["2037-01-01", "2038-02-03"],
    "valid_until": ["2037-01-01", "2038-02-03"],
    "approved_on": ["2026-01-01", "2026-01-02"],
    "demographics": ["age_band", "sex", "region", "municipality", "year_of_birth"],
    "options": ["commercial", "outside_eu", "sharing_onwards"],
}
"""What may stand in a field whose values are not free, by the field's name."""

FREE = ["noget-andet", "something-else"]


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path, value


def field_of(path: Path) -> str:
    names = [step for step in path if isinstance(step, str)]
    return "options" if names == ["options", "id"] else names[-1]


def put(document: Any, path: Path, value: Any) -> None:  # noqa: ANN401 - any JSON
    *outer, last = path
    for step in outer:
        document = document[step]
    document[last] = value


def mutations() -> Iterator[tuple[str, Path, Any]]:
    """Yield every place of every sample with each other value that could stand there."""
    for name in SAMPLES:
        for path, now in leaves(request_document(sample_request(name))):
            # A default is always false, and what has another id or format is another thing.
            if path in {("id",), ("format",)} or path[-1] == "default":
                continue
            for value in OTHER_VALUES.get(field_of(path), FREE):
                if value != now:
                    yield name, path, value


MUTATIONS = list(mutations())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_single_change_is_told(name: str) -> None:
    """Exhaustive over the samples: no field can change in silence, in either direction."""
    old = sample_request(name)
    tried = 0
    for _, path, value in (each for each in MUTATIONS if each[0] == name):
        document = json.loads(json.dumps(request_document(old)))
        put(document, path, value)
        try:
            new = ProjectRequest.model_validate_json(json.dumps(document))
        except ValidationError:
            continue  # a double, or a window turned round: not a request
        tried += 1
        assert compare_requests(old, new), path
        assert compare_requests(new, old), path
    assert tried > 80


@settings(max_examples=60)
@given(st.lists(st.sampled_from(MUTATIONS), max_size=5), st.sampled_from(SAMPLES))
def test_changes_are_told_exactly_where_requests_differ(
    chosen: list[tuple[str, Path, Any]], name: str
) -> None:
    old = sample_request(name)
    document = json.loads(json.dumps(request_document(old)))
    for sample, path, value in chosen:
        if sample == name:
            put(document, path, value)
    try:
        new = ProjectRequest.model_validate_json(json.dumps(document))
    except ValidationError:
        return
    assert bool(compare_requests(old, new)) is (old != new)
    assert compare_requests(new, new.model_copy(deep=True)) == []


WIDTHS: dict[Path, list[Any]] = {
    ("items", 0, "window", "from"): ["2025-01-01", "2024-06-01", "2020-01-01"],
    ("items", 0, "window", "until"): ["2026-12-31", "2027-01-01", "2030-12-31"],
    ("items", 0, "finest_resolution"): ["summary", "month", "week", "day", "hour", "raw"],
    ("items", 0, "required"): [False, True],
    ("items", 0, "types"): [["a"], ["a", "b"], ["a", "b", "c"]],
    ("items", 0, "dates"): ["year", "month", "exact"],
    ("items", 1, "dates"): ["shifted", "exact"],
    ("frequency",): ["once", "monthly", "weekly"],
    ("until",): ["2027-01-01", "2028-01-01", "2030-12-31"],
    ("valid_until",): ["2031-01-01", "2031-06-30", "2040-01-01"],
    ("retention", "until"): ["2031-12-31", "2032-01-01", "2090-01-01"],
    ("demographics",): [[], ["region"], ["region", "sex"]],
    ("withdrawal", "effect"): ["erase", "anonymise", "future_only"],
    ("data_use",): [["DUO:0000007"], ["DUO:0000006"], ["DUO:0000042"], ["DUO:0000004"]],
    ("purposes",): [["p:1"], ["p:1", "p:2"], ["p:1", "p:2", "p:3"]],
}
"""Fields that are widths and nothing else, each from its narrowest value to its widest."""


@st.composite
def extents(draw: st.DrawFn) -> tuple[ProjectRequest, ProjectRequest, set[int]]:
    """Draw two requests that differ in widths, and the signs of the differences."""
    document = json.loads(json.dumps(request_document(sample_request("sleep"))))
    other = json.loads(json.dumps(document))
    signs = set()
    for path, values in WIDTHS.items():
        before = draw(st.integers(0, len(values) - 1))
        now = draw(st.just(before) | st.integers(0, len(values) - 1))
        put(document, path, values[before])
        put(other, path, values[now])
        signs.add((now > before) - (now < before))
    return (
        ProjectRequest.model_validate_json(json.dumps(document)),
        ProjectRequest.model_validate_json(json.dumps(other)),
        signs,
    )


@settings(max_examples=150)
@given(extents())
def test_asking_again_means_that_something_is_wider(
    drawn: tuple[ProjectRequest, ProjectRequest, set[int]],
) -> None:
    """So widening asks, narrowing again does not, and both at once ask both ways."""
    old, new, signs = drawn
    assert needs_new_consent(compare_requests(old, new)) is (1 in signs)
    assert needs_new_consent(compare_requests(new, old)) is (-1 in signs)


def test_each_width_alone_is_asked_about_in_one_direction() -> None:
    """Each pair of neighbouring values of each field, without luck."""
    for path, values in WIDTHS.items():
        for narrow, wide in itertools.pairwise(values):
            requests = []
            for value in (narrow, wide):
                document = json.loads(json.dumps(request_document(sample_request("sleep"))))
                put(document, path, value)
                requests.append(ProjectRequest.model_validate_json(json.dumps(document)))
            assert needs_new_consent(compare_requests(*requests)), path
            assert not needs_new_consent(compare_requests(*reversed(requests))), path
