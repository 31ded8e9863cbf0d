"""Elements of a JSON array come out as they stood, in bounded memory, or not at all."""

import io
import json
import tracemalloc

import pytest

from datadonor.sources import json_items
from datadonor.sources.errors import (
    FileCut,
    FileDamaged,
    FileHostile,
    FileRefused,
    FileTooLarge,
)
from datadonor.sources.json_items import first_members, is_cut, items, members, parse_json


def _items(text: bytes, *at: str, most: int = 1 << 20) -> list[tuple[int, bytes]]:
    return list(items(io.BytesIO(text), at, most))


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        (b"[]", (), []),
        (b" [ ] \n", (), []),
        (b"[1, 2.50 ,-3e4]", (), [b"1", b"2.50", b"-3e4"]),
        (b'["a]", "\\"", "\\\\", {}]', (), [b'"a]"', b'"\\""', b'"\\\\"', b"{}"]),
        (b'[{"a":[1,{"b":"}"}]},[[]]]', (), [b'{"a":[1,{"b":"}"}]}', b"[[]]"]),
        (
            b'\xef\xbb\xbf[{"a":1},{"b":{"c":2}} , {"d":3}]',
            (),
            [b'{"a":1}', b'{"b":{"c":2}}', b'{"d":3}'],
        ),
        (b'{"x":[9],"entry":[1,2],"y":"entry"}', ("entry",), [b"1", b"2"]),
        (b'{"a":{"b":[{"c":1}]}}', ("a", "b"), [b'{"c":1}']),
        (b'{"\\u0061":[1]}', ("a",), [b"1"]),
        (b'{"b":[1]}', ("a",), []),
        (b"{}", ("a",), []),
    ],
)
def test_elements_come_as_they_stood(text: bytes, at: tuple[str, ...], found: list[bytes]) -> None:
    got = _items(text, *at)
    assert [piece for _, piece in got] == found
    assert all(text[place : place + len(piece)] == piece for place, piece in got)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (b"", FileCut),
        (b"[", FileCut),
        (b"[1", FileCut),
        (b"[1,", FileCut),
        (b'[{"a":1}', FileCut),
        (b'[{"a":1},', FileCut),
        (b'["abc', FileCut),
        (b'{"entry":[1]', FileCut),
        (b'{"entry":[1],"x":"', FileCut),
        (b"[1]]", FileDamaged),
        (b"[1][2]", FileDamaged),
        (b"[1 2]", FileDamaged),
        (b"[1,]", FileDamaged),
        (b'[{"a":1},]', FileDamaged),
        (b"[,1]", FileDamaged),
        (b'{"entry":1}', FileDamaged),
        (b'{"entry":null}', FileDamaged),
        (b'{"entry":[1],"entry":[2]}', FileDamaged),
        (b'{"entry" [1]}', FileDamaged),
        (b"{entry:[1]}", FileDamaged),
        (b'{"\\ud800":[1]}', FileDamaged),
        (b"[" + b"[" * 2000, FileHostile),
        (b'{"x":' + b'{"a":' * 2000, FileHostile),
        (b'["' + b"x" * 2_000_000 + b'"]', FileTooLarge),
        (b'{"x":"' + b"x" * 3_000_000 + b'","entry":[]}', FileTooLarge),
        (b'["' + b"x" * 3_000_000, FileTooLarge),
    ],
)
def test_each_damage_has_its_own_refusal(text: bytes, refusal: type[FileRefused]) -> None:
    """A text that is cut is never taken for a shorter whole one."""
    at = ("entry",) if text.startswith(b"{") else ()
    with pytest.raises(refusal):
        _items(text, *at)


def test_where_the_chunks_end_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """A border may lie in a string, an escape, a number or between two elements."""
    text = json.dumps(
        {
            "a": ["[", {"b": 'q"\\'}],
            "entry": [{"n": 1.5, "s": '\\"}'}, -20, "tail", [], {"x": {"y": {}}}],
        }
    ).encode()
    whole = _items(text, "entry")
    assert [parse_json(piece) for _, piece in whole] == parse_json(text)["entry"]
    for size in range(1, 40):
        monkeypatch.setattr(json_items, "_CHUNK_BYTES", size)
        assert _items(text, "entry") == whole


def test_memory_does_not_grow_with_the_array() -> None:
    """A year of heart rates is a gigabyte; a resource is not."""

    class Endless(io.RawIOBase):
        left = 40

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            piece = b'{"value":{"bpm":60}},' * 10_000
            piece = piece if self.left else b"0]"
            self.left -= 1
            if self.left < -1:
                return 0
            buffer[: len(piece)] = piece
            return len(piece)

    stream = io.BufferedReader(Endless(), 1 << 20)
    start = io.BytesIO(b"[")
    joined = type("Joined", (), {"read": lambda _, size: start.read(size) or stream.read(size)})()
    tracemalloc.start()
    count = sum(1 for _ in items(joined))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 400_001
    assert peak < 8 << 20


def test_a_long_string_costs_its_length_and_not_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held is doubled at each step, so a byte is looked at a few times."""
    monkeypatch.setattr(json_items, "_CHUNK_BYTES", 64)
    reads = 0

    class Counting(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            nonlocal reads
            reads += 1
            return super().read(size)

    text = b'[{"a":[["' + b"x" * 1_000_000 + b'"]]}]'
    assert len(list(items(Counting(text)))) == 1
    assert reads < 30


@pytest.mark.parametrize(
    "text",
    [b"", b"NaN", b"[1,]", b'"\xff"', b'"\\ud800"', b"1 2", b"[" * 1100 + b"]" * 1100, b"1e999"],
)
def test_what_is_no_json_is_damaged(text: bytes) -> None:
    with pytest.raises(FileDamaged):
        parse_json(text)


def test_json_may_begin_with_a_mark() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a":1}') == {"a": 1}


def test_members_are_cut_as_they_stand() -> None:
    text = b' { "a" : 1.50 , "b":{"c":[]} } '
    assert list(members(text)) == [("a", 9, b"1.50"), ("b", 20, b'{"c":[]}')]
    assert list(members(b"{}")) == []
    for broken, refusal in ((b'{"a":1', FileCut), (b'{"a":1}x', FileDamaged), (b"[]", FileDamaged)):
        with pytest.raises(refusal):
            list(members(broken))


def test_the_beginning_of_an_object_tells_its_first_keys() -> None:
    text = b'{"x":{"resourceType":"No"},"resourceType":"Patient","n":1,"tail":"cut he'
    assert first_members(text) == {"x": None, "resourceType": "Patient", "n": None, "tail": None}
    assert first_members(b"[1]") == first_members(b"nothing") == first_members(b"") == {}


def test_cut_and_damaged_are_told_apart() -> None:
    assert is_cut(b'{"a":"b')
    assert is_cut(b'{"a":[1,2')
    assert not is_cut(b'{"a":nope}')
    assert not is_cut(b"}")
