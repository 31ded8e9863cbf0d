"""What holds for Crypt4GH alone, and what the reference program says of our files.

The oracle is the GA4GH reference implementation in Python, which has no wheels for Windows.
"""

import io
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from export.seal.crypt4gh import SEGMENT_BYTES, sealed_size
from export.seal.crypt4gh_header import MOST_PACKET_BYTES, MOST_PACKETS, write_header
from export.seal.errors import (
    SealAltered,
    SealCut,
    SealDamaged,
    SealKeyWeak,
    SealNotAllowed,
    SealWrongKey,
)
from export.seal.opening import open_sealed
from export.seal.port import PrivateSealKey
from tests.seals import Reader, crypt4gh_text, make_reader, open_all, pattern, seal
from tests.unit.registry.test_admission import LOW_X25519

SIZES = (0, 1, 65_535, 65_536, 65_537, 131_072)
SEALED_SEGMENT = SEGMENT_BYTES + 28
PROGRAM = shutil.which("crypt4gh", path=str(Path(sys.executable).parent))


@pytest.fixture
def readers() -> tuple[Reader, Reader]:
    return make_reader("crypt4gh"), make_reader("crypt4gh")


def raw_public(reader: Reader) -> bytes:
    sodium = pytest.importorskip("crypt4gh.sodium")
    raw: bytes = bytes(sodium.derive_pk(reader.private.secret))
    return raw


def oracle_opens(sealed: bytes, reader: Reader) -> bytes:
    lib = pytest.importorskip("crypt4gh.lib")
    out = io.BytesIO()
    lib.decrypt([(0, reader.private.secret, None)], io.BytesIO(sealed), out)
    return out.getvalue()


def oracle_seals(content: bytes, *readers: Reader) -> bytes:
    lib = pytest.importorskip("crypt4gh.lib")
    out = io.BytesIO()
    writer = make_reader("crypt4gh").private.secret
    keys = [(0, writer, raw_public(reader)) for reader in readers]
    lib.encrypt(keys, io.BytesIO(content), out)
    return out.getvalue()


@pytest.mark.parametrize("size", SIZES)
def test_the_reference_opens_what_we_seal(size: int, readers: tuple[Reader, Reader]) -> None:
    sealed = seal(pattern(size), *readers)
    assert [oracle_opens(sealed, reader) for reader in readers] == [pattern(size)] * 2


@pytest.mark.parametrize("size", SIZES)
def test_we_open_what_the_reference_seals(size: int, readers: tuple[Reader, Reader]) -> None:
    sealed = oracle_seals(pattern(size), *readers)
    assert [open_all(sealed, reader) for reader in readers] == [pattern(size)] * 2


@pytest.mark.parametrize("size", SIZES)
def test_our_file_is_as_long_as_the_reference_makes_it_and_as_was_said(
    size: int, readers: tuple[Reader, Reader]
) -> None:
    ours = seal(pattern(size), *readers)
    assert len(ours) == sealed_size(size, 2)
    assert len(ours) == len(oracle_seals(pattern(size), *readers))


def test_the_reference_does_not_open_it_for_somebody_else(readers: tuple[Reader, Reader]) -> None:
    with pytest.raises(ValueError, match="No supported encryption method"):
        oracle_opens(seal(b"content", readers[0]), readers[1])


@pytest.mark.skipif(PROGRAM is None, reason="no crypt4gh here: it has no wheels for Windows")
def test_the_reference_program_opens_our_file_with_a_key_of_its_own(tmp_path: Path) -> None:
    """From the key file that a recipient has, to the content on the other side of a pipe."""
    c4gh = pytest.importorskip("crypt4gh.keys.c4gh")
    keys = pytest.importorskip("crypt4gh.keys")
    private, public = tmp_path / "private", tmp_path / "public"
    c4gh.generate(str(private), str(public), None, None)
    reader = Reader(
        public.read_text("ascii"),
        PrivateSealKey("crypt4gh", bytes(keys.get_private_key(str(private), lambda: ""))),
    )
    sealed = seal(pattern(70_000), reader)
    assert open_all(sealed, reader) == pattern(70_000)
    opened = subprocess.run(
        [str(PROGRAM), "decrypt", "--sk", str(private)],
        input=sealed,
        capture_output=True,
        check=True,
    )
    assert opened.stdout == pattern(70_000)


def test_the_reference_accepts_a_file_cut_between_segments_too(
    readers: tuple[Reader, Reader], caplog: pytest.LogCaptureFixture
) -> None:
    """Not a weakness of ours: the format has no end. So a manifest has to be checked."""
    reader = readers[0]
    sealed = seal(pattern(131_072), reader)[:-SEALED_SEGMENT]
    with caplog.at_level(logging.CRITICAL):
        assert oracle_opens(sealed, reader) == pattern(65_536)
    with open_sealed(io.BytesIO(sealed), reader.private) as opened:
        assert not opened.is_end_authenticated
        assert b"".join(opened) == pattern(65_536)


def test_segments_that_change_places_pass_and_the_type_says_so(
    readers: tuple[Reader, Reader],
) -> None:
    reader = readers[0]
    content = pattern(131_072)
    sealed = seal(content, reader)
    head, one, two = sealed[:124], sealed[124 : 124 + SEALED_SEGMENT], sealed[-SEALED_SEGMENT:]
    swapped = content[SEGMENT_BYTES:] + content[:SEGMENT_BYTES]
    with open_sealed(io.BytesIO(head + two + one), reader.private) as opened:
        assert not opened.is_end_authenticated
        assert b"".join(opened) == swapped


@pytest.mark.parametrize("place", [0, 12, 65_547, 65_548, 65_563])
def test_a_segment_with_a_changed_byte_is_refused(
    place: int, readers: tuple[Reader, Reader]
) -> None:
    sealed = bytearray(seal(pattern(131_072), readers[0]))
    sealed[124 + place] ^= 1
    with pytest.raises(SealAltered):
        open_all(bytes(sealed), readers[0])


def test_an_edit_list_of_the_reference_is_refused(readers: tuple[Reader, Reader]) -> None:
    lib = pytest.importorskip("crypt4gh.lib")
    reader = readers[0]
    out = io.BytesIO()
    sealed = io.BytesIO(oracle_seals(pattern(200_000), reader))
    lib.rearrange(
        [(0, reader.private.secret, raw_public(reader))], sealed, out, offset=5, span=100_000
    )
    assert out.getvalue()[12:16] == b"\x02\0\0\0"  # a data key and an edit list
    with pytest.raises(SealNotAllowed):
        open_all(out.getvalue(), reader)


# -- hostile headers ----------------------------------------------------------------


def with_packets(sealed: bytes, *packets: bytes) -> bytes:
    return sealed[:12] + len(packets).to_bytes(4, "little") + b"".join(packets) + sealed[124:]


@pytest.mark.parametrize(
    ("count", "error"),
    [(MOST_PACKETS, None), (MOST_PACKETS + 1, SealDamaged), (0, SealDamaged)],
)
def test_so_many_packets_are_read_and_no_more(
    count: int, error: type[Exception] | None, readers: tuple[Reader, Reader]
) -> None:
    mine, other = (seal(b"content", reader) for reader in readers)
    packets = [other[16:124]] * (count - 1) + [mine[16:124]]
    hostile = with_packets(mine, *packets[:count])
    if error is None:
        assert open_all(hostile, readers[0]) == b"content"
        return
    with pytest.raises(error):
        open_all(hostile, readers[0])


@pytest.mark.parametrize(
    ("size", "error"),
    [
        (MOST_PACKET_BYTES, None),
        (MOST_PACKET_BYTES + 1, SealDamaged),
        (2**31, SealDamaged),
        (2**32 - 1, SealDamaged),
        (8, None),
        (7, SealDamaged),
        (4, SealDamaged),
        (0, SealDamaged),
    ],
)
def test_a_packet_is_so_long_and_no_longer(
    size: int, error: type[Exception] | None, readers: tuple[Reader, Reader]
) -> None:
    sealed = seal(b"content", readers[0])
    body = (9).to_bytes(4, "little") + bytes(max(min(size, MOST_PACKET_BYTES) - 8, 0))
    hostile = with_packets(sealed, size.to_bytes(4, "little") + body, sealed[16:124])
    if error is None:
        assert open_all(hostile, readers[0]) == b"content"
        return
    with pytest.raises(error):
        open_all(hostile, readers[0])


def test_a_header_that_promises_more_than_there_is_reads_no_more_than_there_is(
    readers: tuple[Reader, Reader],
) -> None:
    sealed = seal(b"content", readers[0])
    hostile = sealed[:12] + (3).to_bytes(4, "little") + sealed[16:]
    with pytest.raises((SealCut, SealDamaged)):
        open_all(hostile, readers[0])


@pytest.mark.parametrize("low", LOW_X25519)
def test_a_secret_that_everyone_knows_is_refused_both_ways(
    low: bytes, readers: tuple[Reader, Reader]
) -> None:
    """RFC 7748 §6.1: the shared secret is all zeros for whoever has any private key."""
    with pytest.raises(SealKeyWeak):
        write_header(bytes(32), [low])
    sealed = seal(b"content", readers[0])
    with pytest.raises(SealKeyWeak):
        open_all(sealed[:24] + low + sealed[56:], readers[0])


def test_a_seal_by_the_owner_of_another_key_is_not_told_from_ours(
    readers: tuple[Reader, Reader],
) -> None:
    """A seal proves no sender: the reason why what is inside is signed."""
    forged = oracle_seals(b"forged", readers[0])
    assert open_all(forged, readers[0]) == b"forged"


def test_every_file_has_a_writers_key_of_its_own(readers: tuple[Reader, Reader]) -> None:
    def writer_key(sealed: bytes) -> bytes:
        return sealed[24:56]

    made = [seal(b"content", readers[0]) for _ in range(5)]
    assert len({writer_key(sealed) for sealed in made}) == 5
    both = seal(b"content", *readers)
    assert writer_key(both) == both[24 + 108 : 56 + 108]


def test_no_nonce_stands_twice(readers: tuple[Reader, Reader]) -> None:
    sealed = seal(pattern(65_536 * 30), *readers)
    body = sealed[16 + 2 * 108 :]
    nonces = [body[at : at + 12] for at in range(0, len(body), SEALED_SEGMENT)]
    assert len(set(nonces)) == 30


Cut = Callable[[bytes], bytes]


@pytest.mark.parametrize("length", [*range(1, 124, 7), 123])
def test_a_header_cut_anywhere_is_cut(length: int, readers: tuple[Reader, Reader]) -> None:
    with pytest.raises(SealCut):
        open_all(seal(b"content", readers[0])[:length], readers[0])


def test_a_packet_for_somebody_else_is_passed_over(readers: tuple[Reader, Reader]) -> None:
    sealed = seal(b"content", *readers)
    with pytest.raises(SealWrongKey):
        open_all(sealed, make_reader("crypt4gh"))


def test_a_key_file_in_any_of_its_spellings_is_the_same_key(
    readers: tuple[Reader, Reader],
) -> None:
    reader = readers[0]
    bare = Reader(crypt4gh_text(raw_public(reader)).rstrip("\n"), reader.private)
    assert open_all(seal(b"content", bare), reader) == b"content"
