"""Choices are read as they were meant, or not at all; what is not said is a no."""

import json
from contextlib import suppress
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consent.choices import (
    MOST_BYTES,
    MOST_EXCLUDED,
    Choices,
    ChoicesUnreadable,
    Helper,
    ItemChoice,
    choices_document,
    parse_choices,
    parse_choices_document,
)
from consent.request import Resolution
from datadonor.texts import Language

WHOLE: dict[str, Any] = {
    "items": {
        "sleep": {
            "granted": True,
            "types": ["SleepAnalysis"],
            "from": "2024-02-29",
            "until": "2025-12-31",
            "resolution": "day",
            "excluded_records": ["s1.1700000000000.2.60000.7", "e4", "d12"],
        },
        "heart": {"granted": False},
    },
    "options": {"recontact": True, "results": False},
    "demographics": ["age_band"],
    "frequency": "monthly",
    "expires": "2028-02-29",
    "language": "da",
    "text_sha256": "a" * 64,
    "comprehension": [0, 2],
    "given_by": "guardian",
    "basis": "custody",
    "assisted_by": {
        "name": "Birthe Hjælpsom",
        "role": "librarian",
        "organisation": "Byens Bibliotek",
        "authorisation_id": "HJ-4711",
    },
}
"""Every field that there is."""


def read(document: object) -> Choices:
    return parse_choices(json.dumps(document).encode())


def changed(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return WHOLE | fields


def test_every_field_is_read_and_written_again() -> None:
    choices = read(WHOLE)
    assert choices.granted == ("sleep",)
    assert choices.items["sleep"].resolution is Resolution.DAY
    assert isinstance(choices.assisted_by, Helper)
    assert parse_choices(rfc8785.dumps(choices_document(choices))) == choices
    assert set(WHOLE) == set(Choices.model_fields), "else a field is not tried here"


def test_nothing_is_chosen_beforehand() -> None:
    """Silence is no consent (GDPR recital 32)."""
    empty = parse_choices(b"{}")
    assert empty == Choices()
    assert empty.granted == ()
    assert not empty.is_granted("sleep")
    assert empty.options == {}
    assert empty.demographics == ()
    assert empty.expires is None


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ([], "file"),
        (None, "file"),
        ("items", "file"),
        (changed(extra=1), "file"),
        (changed(items=[]), "items"),
        (changed(items={"sleep": True}), "items"),
        (changed(items={"sleep": {}}), "items.granted"),
        (changed(items={"sleep": {"granted": 1}}), "items.granted"),
        (changed(items={"sleep": {"granted": "true"}}), "items.granted"),
        (changed(items={"a b": {"granted": True}}), "items"),
        (changed(items={"sleep": {"granted": True, "more": 1}}), "items"),
        (changed(items={"sleep": {"granted": True, "from_": "2024-01-01"}}), "items"),
        (changed(items={"sleep": {"granted": True, "types": []}}), "items.types"),
        (changed(items={"sleep": {"granted": True, "types": ["a", "a"]}}), "items"),
        (changed(items={"sleep": {"granted": True, "from": "2025-02-29"}}), "items.from"),
        (changed(items={"sleep": {"granted": True, "from": 1700000000}}), "items.from"),
        (changed(items={"sleep": {"granted": True, "from": "2025-02"}}), "items.from"),
        (changed(items={"sleep": {"granted": True, "until": "2025-02-01T00:00"}}), "items.until"),
        (
            changed(items={"s": {"granted": True, "from": "2025-02-02", "until": "2025-02-01"}}),
            "items",
        ),
        (changed(items={"s": {"granted": True, "resolution": "minute"}}), "items.resolution"),
        (
            changed(items={"s": {"granted": True, "excluded_records": ["e1", "e1"]}}),
            "items",
        ),
        (
            changed(items={"s": {"granted": True, "excluded_records": ["steps"]}}),
            "items.excluded_records",
        ),
        (
            changed(items={"s": {"granted": True, "excluded_records": ["e1\n"]}}),
            "items.excluded_records",
        ),
        (changed(options={"everything": True}), "options"),
        (changed(options={"results": "yes"}), "options"),
        (changed(options={"results": None}), "options"),
        (changed(demographics=["shoe_size"]), "demographics"),
        (changed(demographics=["sex", "sex"]), "file"),
        (changed(frequency="daily"), "frequency"),
        (changed(expires="2027-02-29"), "expires"),
        (changed(expires=""), "expires"),
        (changed(language="sv"), "language"),
        (changed(text_sha256="A" * 64), "text_sha256"),
        (changed(comprehension=[-1]), "comprehension"),
        (changed(comprehension=[1.5]), "comprehension"),
        (changed(comprehension=[True]), "comprehension"),
        (changed(comprehension=[0] * 11), "comprehension"),
        (changed(given_by="neighbour"), "given_by"),
        (changed(given_by="self"), "file"),
        ({"given_by": "proxy"}, "file"),
        ({"basis": "custody"}, "file"),
        (changed(basis="Because"), "basis"),
        (changed(assisted_by={"name": "Nr. 7", "role": "librarian"}), "assisted_by.name"),
        (changed(assisted_by={"name": "Bo"}), "assisted_by.role"),
    ],
)
def test_what_is_no_choice_says_where(document: object, where: str) -> None:
    with pytest.raises(ChoicesUnreadable) as caught:
        read(document)
    assert caught.value.facts == {"where": where}
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe{}",
        b"{",
        b'{"items": {}, "items": {}}',
        b'{"items": {"s": {"granted": false}, "s": {"granted": true}}}',
        b'{"frequency": NaN}',
        b"[" * 100_000,
        b'{"items":' * 5000 + b"1" + b"}" * 5000,
        b"9" * 5000,
        b" " * (MOST_BYTES + 1),
        b"\xef\xbb\xbf" * 2 + b"{}",
    ],
)
def test_what_is_no_file_of_choices_is_refused(content: bytes) -> None:
    with pytest.raises(ChoicesUnreadable):
        parse_choices(content)


@given(st.binary(max_size=200))
def test_any_bytes_are_choices_or_refused(content: bytes) -> None:
    with suppress(ChoicesUnreadable):
        assert isinstance(parse_choices(content), Choices)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)


@given(st.sampled_from(sorted(WHOLE)), _json)
def test_any_value_in_any_field_is_read_or_refused(field: str, value: object) -> None:
    with suppress(ChoicesUnreadable):
        choices = parse_choices_document(changed(**{field: value}))
        assert read(choices_document(choices)) == choices


def test_an_error_repeats_nothing_of_the_file() -> None:
    secret = "hemmeligt-ord"
    for document in ({secret: 1}, {"items": {secret: {"granted": secret}}}, {"basis": secret * 9}):
        with pytest.raises(ChoicesUnreadable) as caught:
            read(document)
        said = " ".join(caught.value.user_message(Language.ENGLISH))
        assert secret not in said + repr(caught.value)


def test_a_byte_order_mark_is_forgiven() -> None:
    assert parse_choices(b"\xef\xbb\xbf{}") == Choices()


def test_there_is_a_limit_to_what_can_be_left_out() -> None:
    """So that what is signed always fits into an envelope that can be opened again."""
    names = tuple(f"e{number}" for number in range(MOST_EXCLUDED))
    half, rest = names[: MOST_EXCLUDED // 2], names[MOST_EXCLUDED // 2 :]
    items = {"a": ItemChoice(granted=True, excluded_records=half)}
    Choices(items=items | {"b": ItemChoice(granted=False, excluded_records=rest)})
    too_many = ItemChoice(granted=True, excluded_records=(*rest, "e99999"))
    with pytest.raises(ValidationError):
        Choices(items=items | {"b": too_many})


def test_the_digest_is_of_all_that_was_decided() -> None:
    digests = {
        read(document).digest
        for document in (
            WHOLE,
            {},
            changed(options={"results": False}),
            changed(items={"sleep": {"granted": False}}),
            changed(expires="2028-02-28"),
        )
    }
    assert len(digests) == 5
    again = dict(reversed(list(WHOLE.items())))
    assert read(again).digest == read(WHOLE).digest, "the order of names says nothing"


def test_taking_an_item_out_leaves_the_others() -> None:
    choices = read(WHOLE).without_item("sleep")
    assert choices.granted == ()
    left_out = read(WHOLE).items["sleep"].excluded_records
    assert choices.items["sleep"] == ItemChoice(granted=False, excluded_records=left_out), (
        "or another item would let them go"
    )
    assert read(WHOLE).without_item("new").items["new"] == ItemChoice(granted=False)
    assert choices.options == read(WHOLE).options
    assert read(WHOLE).granted == ("sleep",)
