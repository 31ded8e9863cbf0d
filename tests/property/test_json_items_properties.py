"""Whatever the JSON, its elements are the ones that a whole parser sees."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.sources.errors import FileRefused
from datadonor.sources.json_items import first_members, is_cut, items, members, parse_json

_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**50), 2**50)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text('ab{\\"', max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


class _Chunked(io.BytesIO):
    """Gives a few bytes at a time, as a slow disk may."""

    def __init__(self, text: bytes, size: int) -> None:
        super().__init__(text)
        self._size = size

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(self._size, size if size and size > 0 else self._size))


@given(st.lists(_VALUES, max_size=6), st.integers(1, 30), st.sampled_from([None, 1]))
def test_elements_are_what_a_whole_parser_sees(
    values: list[Any], size: int, indent: int | None
) -> None:
    text = json.dumps({"before": values, "entry": values}, indent=indent).encode()
    found = list(items(_Chunked(text, size), ("entry",)))
    assert [parse_json(piece) for _, piece in found] == values
    assert all(text[place:].startswith(piece) for place, piece in found)


@given(st.binary(max_size=60), st.integers(1, 20))
def test_any_bytes_end_well_or_are_refused(noise: bytes, size: int) -> None:
    for text in (noise, b"[" + noise, b'{"a":[' + noise, b'[{"x":' + noise):
        for at in ((), ("a",)):
            try:
                list(items(_Chunked(text, size), at, 1000))
            except FileRefused:
                continue
        first_members(text)
        is_cut(text)
        try:
            list(members(text))
        except FileRefused:
            continue


@given(st.lists(_VALUES, min_size=1, max_size=4), st.data())
def test_a_cut_text_is_never_whole(values: list[Any], data: st.DataObject) -> None:
    text = json.dumps({"entry": values}).encode()
    end = data.draw(st.integers(0, len(text) - 1))
    with pytest.raises(FileRefused):
        list(items(io.BytesIO(text[:end]), ("entry",)))
