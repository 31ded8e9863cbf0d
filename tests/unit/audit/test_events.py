"""The vocabulary: canonical bytes, nothing free, nothing unknown."""

import json
import types
import typing
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
import rfc8785
from pydantic import BaseModel, StringConstraints, ValidationError

from datadonor.audit import events
from datadonor.audit.events import EventInvalid, EventUnknown, compose_event, parse_event

WHEN = events.When(recorded="2026-11-21T12:00:00.000Z", clock="steady")
DIGEST = "ab" * 32


def compose(**more: Any) -> bytes:  # noqa: ANN401 - passed on as it is
    return compose_event(
        events.ConsentWithdrawn(item="steps"),
        **{"when": WHEN, "who": events.SELF, "why": events.Why.ASKED, "project": "p", **more},
    )


def changed(**values: Any) -> bytes:  # noqa: ANN401 - passed on as it is
    return rfc8785.dumps({**json.loads(compose()), **values})


def loose_fields(model: type[BaseModel]) -> Iterator[str]:
    """Yield the fields of a model, and of models within, that take free text."""
    for name, field in model.model_fields.items():
        constrained = any(isinstance(part, StringConstraints) for part in field.metadata)
        yield from _loose(f"{model.__name__}.{name}", field.annotation, constrained=constrained)


def _loose(name: str, annotation: object, *, constrained: bool) -> Iterator[str]:
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = typing.get_args(annotation)
        within = constrained or any(isinstance(part, StringConstraints) for part in metadata)
        yield from _loose(name, inner, constrained=within)
    elif origin in (typing.Union, types.UnionType):
        for part in typing.get_args(annotation):
            yield from _loose(name, part, constrained=constrained)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from loose_fields(annotation)
    elif annotation in (str, bytes, object, Any) and not constrained:
        yield name


@pytest.mark.parametrize("kind", events.KINDS)
def test_no_field_takes_free_text(kind: str) -> None:
    """Health data cannot stand in an event, because nothing that takes text is open."""
    assert list(loose_fields(events.KINDS[kind])) == []


def test_who_and_when_take_no_free_text_either() -> None:
    assert list(loose_fields(events.Actor)) == []
    assert list(loose_fields(events.When)) == []


def test_a_free_field_would_be_caught() -> None:
    class Planted(events.EventPart):
        remark: str | None = None
        digest: events.Digest

    assert list(loose_fields(Planted)) == ["Planted.remark"]


@pytest.mark.parametrize("name", ["310299-1234", "Karen 3102991234", "", "a\nb", "x" * 101])
def test_a_name_holds_no_number(name: str) -> None:
    with pytest.raises(ValidationError):
        events.Assistant(name=name, role="nurse")


def test_a_danish_name_is_a_name() -> None:
    assert events.Assistant(name="Åse Sørensen-Ærø (opdigtet)", role="nurse").name


def test_what_is_written_is_canonical_and_comes_back() -> None:
    body = compose()
    assert rfc8785.dumps(json.loads(body)) == body
    event = parse_event(body)
    assert event.what == events.ConsentWithdrawn(item="steps")
    assert event.project == "p"


def test_the_same_event_twice_has_two_hashes() -> None:
    """The salt: a hash shown in a proof cannot be guessed."""
    assert compose() != compose()


@pytest.mark.parametrize("kind", events.KINDS)
def test_the_kind_can_be_told_from_the_first_bytes(kind: str) -> None:
    assert compose().startswith(events.starts_with_kind("consent.withdrawn"))
    assert not compose().startswith(events.starts_with_kind("consent.with"))
    assert compose().startswith(events.starts_with_kind(kind)) == (kind == "consent.withdrawn")


def test_a_later_kind_or_version_is_unknown() -> None:
    with pytest.raises(EventUnknown):
        parse_event(changed(kind="consent.dreamt"))
    with pytest.raises(EventUnknown):
        parse_event(changed(what={"v": 2}))
    with pytest.raises(EventUnknown):
        parse_event(changed(format="datadonor.event/2"))


@pytest.mark.parametrize(
    "values",
    [
        {"format": "other/1"},
        {"kind": "Consent"},
        {"kind": None},
        {"salt": "00"},
        {"salt": 7},
        {"project": "a b"},
        {"project": "x" * 65},
        {"what": []},
        {"what": {"v": 1, "item": "steps", "remark": "free text"}},
        {"what": {"v": 1, "item": "310299 1234"}},
        {"when": {"recorded": "2026-11-21", "clock": "steady"}},
        {"when": {"recorded": "2026-13-45T00:00:00.000Z", "clock": "steady"}},
        {"when": {"recorded": "2026-11-21T12:00:00.000Z", "clock": "fast"}},
        {"who": {"capacity": "researcher"}},
        {"who": {"capacity": "self", "cpr": "3102991234"}},
        {"why": "because"},
        {"more": 1},
    ],
)
def test_what_is_not_an_event_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(EventInvalid):
        parse_event(changed(**values))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"\xff",
        b'{"format":1e400}',
        compose() + b"\n",
        b" " + compose(),
        json.dumps(json.loads(compose())).encode(),
        compose().replace(b'"why"', b'"why":"asked","why"'),
    ],
)
def test_bytes_that_are_not_canonical_are_refused(body: bytes) -> None:
    with pytest.raises(EventInvalid):
        parse_event(body)


def test_an_instant_is_kept_to_the_millisecond() -> None:
    written = "2026-11-21T12:00:00.123Z"
    assert events.instant(events.moment(written)) == written
