"""A decision is what its donor signed for this project, to the byte, or it is none."""

import base64
import json
from contextlib import suppress
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consent.choices import MOST_EXCLUDED, Choices, ItemChoice
from consent.decision import (
    PAYLOAD_TYPE,
    Decision,
    DecisionUnreadable,
    ReasonUnfit,
    SignedDecision,
    decision_document,
    fit_reason,
    open_decision,
    sign_decision,
)
from consent.donor_key import donor_key, pseudonym_of
from consent.envelope import PublicKey, seal_envelope
from datadonor.audit.events import instant
from tests.consents import NOON, fitting_choices, signed_request

SECRET = bytes(range(32))
SLEEP = signed_request("sleep")
KEY = donor_key(SECRET, SLEEP.request.id)
OTHER = donor_key(SECRET, "other")


def decision(**changes: Any) -> Decision:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "act": "given",
        "project": SLEEP.request.id,
        "request_version": 1,
        "request_sha256": SLEEP.digest,
        "decided": instant(NOON),
        "donor_key": PublicKey.of(KEY).format(),
        "choices": fitting_choices(),
    }
    return Decision.model_validate(fields | changes)


SIGNED = sign_decision(decision(), KEY)


def sealed(changes: dict[str, Any], kind: str = PAYLOAD_TYPE) -> bytes:
    """Return an honestly signed envelope around a payload with something changed."""
    document = decision_document(decision()) | changes
    document = {name: value for name, value in document.items() if value is not None}
    return seal_envelope(document, kind, [KEY])


def test_what_was_signed_is_read_again() -> None:
    assert open_decision(SIGNED.content) == SIGNED
    assert SIGNED.decision == decision()
    assert SIGNED.decision.pseudonym == pseudonym_of(PublicKey.of(KEY))
    withdrawn = decision(
        act="withdrawn", choices=Choices(language="da"), item="heart", reason="Fordi.\nNu."
    )
    assert open_decision(sign_decision(withdrawn, KEY).content).decision == withdrawn


def test_the_same_decision_gives_the_same_bytes() -> None:
    """Ed25519 has no chance in it, nor has RFC 8785."""
    assert sign_decision(decision(), KEY) == SIGNED
    assert json.loads(SIGNED.content)["payloadType"] == PAYLOAD_TYPE


@pytest.mark.parametrize(
    "changes",
    [
        {"item": "heart"},
        {"choices": Choices(language="da", text_sha256="0" * 64)},
        {"act": "refused"},
        {"act": "withdrawn"},
        {"choices": fitting_choices().model_copy(update={"language": None})},
        {"choices": fitting_choices().model_copy(update={"text_sha256": None})},
        {"act": "paused"},
        {"decided": "2026-09-01"},
        {"decided": "2026-02-30T12:00:00.000Z"},
        {"request_version": 0},
        {"request_sha256": "0"},
        {"reason": ""},
        {"reason": "\u200b"},
        {"format": "datadonor.decision/2"},
        {"more": 1},
    ],
)
def test_a_decision_says_what_its_act_needs(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        decision(**changes)


def test_a_key_signs_its_own_decisions_only() -> None:
    with pytest.raises(ValueError, match="another"):
        sign_decision(decision(), OTHER)


def test_what_could_not_be_read_again_is_not_signed() -> None:
    """A copy of a model is not checked, so the envelope is opened before it is kept."""
    for update in ({"reason": "\x00"}, {"item": "heart"}, {"choices": Choices()}):
        with pytest.raises(DecisionUnreadable):
            sign_decision(decision().model_copy(update=update), KEY)


def test_the_largest_choices_fit_into_an_envelope() -> None:
    names = tuple(f"s99.{10**17 + number}.99.{10**17}.{10**17}" for number in range(MOST_EXCLUDED))
    items = fitting_choices().items | {"heart": ItemChoice(granted=True, excluded_records=names)}
    signed = sign_decision(decision(choices=fitting_choices(items=items)), KEY)
    assert open_decision(signed.content) == signed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"null",
        SIGNED.content[:-1],
        SIGNED.content + b" }",
        seal_envelope(decision_document(decision()), PAYLOAD_TYPE, [OTHER]),
        sealed({}, "application/vnd.datadonor.request+json"),
        sealed({"donor_key": PublicKey.of(OTHER).format()}),
        sealed({"donor_key": "ed25519:" + base64.b64encode(bytes(32)).decode()}),
        sealed({"donor_key": "rsa:x"}),
        sealed({"project": None}),
        sealed({"format": "datadonor.decision/2"}),
        sealed({"more": 1}),
        sealed({"request_version": "1"}),
        sealed({"previous_sha256": "x"}),
        sealed({"item": "heart"}),
        sealed({"act": "refused"}),
        sealed({"choices": {}}),
        seal_envelope([1], PAYLOAD_TYPE, [KEY]),
    ],
)
def test_what_is_no_decision_of_its_donor_is_refused(content: bytes) -> None:
    with pytest.raises(DecisionUnreadable) as caught:
        open_decision(content)
    assert caught.value.facts == {}
    assert caught.value.__cause__ is None


def test_an_envelope_signed_as_it_is_opens() -> None:
    """Negative control of the list above: what is wrong there is the one thing changed."""
    assert open_decision(sealed({})) == SIGNED


@given(st.integers(0, len(SIGNED.content) - 1), st.integers(1, 255))
def test_not_one_byte_can_be_changed(at: int, by: int) -> None:
    """Whatever still opens is the same decision under the same key."""
    content = bytearray(SIGNED.content)
    content[at] ^= by
    with suppress(DecisionUnreadable):
        assert open_decision(bytes(content)).decision == SIGNED.decision


@pytest.mark.parametrize("field", sorted(decision_document(decision())))
def test_a_payload_without_one_of_its_fields_is_refused(field: str) -> None:
    document = decision_document(decision())
    del document[field]
    content = seal_envelope(document, PAYLOAD_TYPE, [KEY])
    with pytest.raises(DecisionUnreadable):
        open_decision(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_decision_or_refused(content: bytes) -> None:
    with pytest.raises(DecisionUnreadable):
        open_decision(content)


def test_a_decision_is_canonical_json_in_one_envelope() -> None:
    outer = json.loads(SIGNED.content)
    payload = base64.b64decode(outer["payload"])
    assert rfc8785.dumps(json.loads(payload)) == payload
    assert len(outer["signatures"]) == 1
    assert isinstance(SIGNED, SignedDecision)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (None, None),
        ("", None),
        (" \n ", None),
        (" fordi ", "fordi"),
        ("en\r\nto", "en\nto"),
        ("x" * 20_000, "x" * 20_000),
    ],
)
def test_a_reason_is_kept_as_it_was_meant(said: str | None, kept: str | None) -> None:
    assert fit_reason(said) == kept


@pytest.mark.parametrize("said", ["x" * 20_001, "a\x00b", "a\u202eb", "\u200b", "a\ud800b"])
def test_a_reason_that_hides_something_is_refused(said: str) -> None:
    with pytest.raises(ReasonUnfit) as caught:
        fit_reason(said)
    assert caught.value.facts == {}
