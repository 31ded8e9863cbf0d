"""Seals over any content, in any chunks, changed in any way."""

import io
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from datadonor.errors import DatadonorError
from export.seal.crypt4gh import sealed_size
from export.seal.opening import open_sealed
from export.seal.port import PrivateSealKey
from tests.seals import FORMATS, Reader, make_reader, open_all, pattern, seal, seal_chunks

READERS = {kind: (make_reader(kind), make_reader(kind)) for kind in FORMATS}
LONG = {kind: seal(pattern(140_000), *READERS[kind]) for kind in FORMATS}

readers = st.sampled_from([READERS[kind][0] for kind in FORMATS])
sizes = st.integers(0, 200_000) | st.sampled_from([65_535, 65_536, 65_537, 131_072])


@given(readers, st.lists(sizes, max_size=4))
def test_chunks_leave_no_trace(reader: Reader, chunks: list[int]) -> None:
    content = pattern(sum(chunks))
    ends = [sum(chunks[:count]) for count in range(len(chunks) + 1)]
    cut = [content[start:end] for start, end in pairwise(ends)]
    sealed, told = seal_chunks(cut, reader)
    assert open_all(sealed, reader) == content
    assert (told.plain_bytes, told.size_bytes) == (len(content), len(sealed))
    if reader.private.format == "crypt4gh":
        assert len(sealed) == sealed_size(len(content), 1)


@given(readers, st.data())
def test_a_changed_file_yields_a_beginning_and_an_error(
    reader: Reader, data: st.DataObject
) -> None:
    """Whatever is changed: nothing comes out that was not put in, and the end is an error."""
    sealed = LONG[reader.private.format]
    place = data.draw(st.integers(0, len(sealed) - 1))
    bits = data.draw(st.integers(1, 255))
    changed = sealed[:place] + bytes([sealed[place] ^ bits]) + sealed[place + 1 :]
    # A packet for the other reader is not ours to check in Crypt4GH.
    assume(reader.private.format == "age" or not 16 + 108 <= place < 16 + 2 * 108)
    pieces: list[bytes] = []
    with (
        pytest.raises(DatadonorError, match=r"^SEAL_"),
        open_sealed(io.BytesIO(changed), reader.private) as opened,
    ):
        pieces.extend(opened)
    assert pattern(140_000).startswith(b"".join(pieces))


@given(readers, st.integers(0, 141_000))
def test_a_cut_file_yields_a_beginning_and_an_error_unless_nobody_can_tell(
    reader: Reader, length: int
) -> None:
    sealed = LONG[reader.private.format]
    assume(length < len(sealed))
    pieces: list[bytes] = []
    try:
        with open_sealed(io.BytesIO(sealed[:length]), reader.private) as opened:
            pieces.extend(opened)
            assert not opened.is_end_authenticated
    except DatadonorError:
        pass
    assert pattern(140_000).startswith(b"".join(pieces))


@given(
    st.sampled_from([b"", b"crypt4gh", b"crypt4gh\1\0\0\0", b"crypt4gh\1\0\0\0\1\0\0\0"])
    | st.sampled_from([b"age-encryption.org/v1\n", b"age-encryption.org/v1\n-> X25519 "]),
    st.binary(max_size=300),
    st.sampled_from([b"", b"\n---", b"\n--- " + b"A" * 43 + b"\n", b"\n" + bytes(40)]),
    readers,
)
def test_any_bytes_are_refused_in_our_words(
    beginning: bytes, middle: bytes, end: bytes, reader: Reader
) -> None:
    with pytest.raises(DatadonorError, match=r"^SEAL_"):
        open_all(beginning + middle + end, reader)


@given(st.sampled_from(FORMATS), st.binary(max_size=80))
def test_any_private_key_is_one_or_refused_in_our_words(kind: str, secret: bytes) -> None:
    assume(not (kind == "crypt4gh" and len(secret) == 32))
    key = PrivateSealKey("age" if kind == "age" else "crypt4gh", secret)
    with pytest.raises(DatadonorError, match=r"^SEAL_KEY_UNFIT$"):
        open_all(LONG["age"], key)
