"""What holds for every seal, whatever its format."""

import errno
import hashlib
import io
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from consent.recipient_keys import SEAL_KIND
from datadonor import paths
from datadonor.errors import DatadonorError, DiskFull, DiskRefused
from datadonor.registry.admission import KeyNotUsable
from datadonor.registry.targets import SealKeys
from export.seal.errors import (
    SealAltered,
    SealCut,
    SealKeyUnfit,
    SealUnknown,
    SealWrongKey,
)
from export.seal.opening import ENDINGS, open_sealed, seal_for
from export.seal.port import KEY_KINDS, PrivateSealKey, SealFormat
from export.seal.streams import reader_of
from tests.seals import (
    FORMATS,
    Reader,
    Trickle,
    crypt4gh_text,
    keys_of,
    make_reader,
    open_all,
    pattern,
    seal,
    seal_chunks,
)
from tests.unit.registry.test_admission import LOW_X25519, age_text

SIZES = (0, 1, 65_535, 65_536, 65_537, 131_072, 400_001)


@pytest.fixture(params=FORMATS)
def kind(request: pytest.FixtureRequest) -> SealFormat:
    return cast("SealFormat", request.param)


@pytest.fixture
def reader(kind: SealFormat) -> Reader:
    return make_reader(kind)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_what_is_opened_by_each_reader(kind: SealFormat, size: int) -> None:
    readers = [make_reader(kind) for _ in range(3)]
    sealed = seal(pattern(size), *readers)
    assert [open_all(sealed, reader) for reader in readers] == [pattern(size)] * 3


def test_what_was_written_is_told(reader: Reader) -> None:
    written, told = seal_chunks([b"abc", b"", pattern(100_000)], reader)
    assert told.size_bytes == len(written)
    assert told.sha256 == hashlib.sha256(written).hexdigest()
    assert told.plain_bytes == 100_003


def test_an_empty_chunk_is_no_end(reader: Reader) -> None:
    written, _ = seal_chunks([b"", b"before", b"", b"", b"after", b""], reader)
    assert open_all(written, reader) == b"beforeafter"


def test_a_file_that_gives_few_bytes_at_a_time_is_opened(reader: Reader) -> None:
    sealed = seal(pattern(70_000), reader)
    assert open_all(cast("BinaryIO", Trickle(sealed, 777)), reader) == pattern(70_000)


def test_two_seals_of_one_content_share_nothing_but_their_first_words(reader: Reader) -> None:
    """No writer's key, nonce or data key lasts: it would link the bundles of one donor."""
    first, second = seal(pattern(5_000), reader), seal(pattern(5_000), reader)
    windows = {first[at : at + 12] for at in range(100, len(first) - 12)}
    assert not any(second[at : at + 12] in windows for at in range(100, len(second) - 12))


def test_no_plaintext_stands_in_the_sealed_file(reader: Reader) -> None:
    content = b"the same words again and again. " * 5_000
    sealed = seal(content, reader)
    assert content[:12] not in sealed


# -- keys ---------------------------------------------------------------------------


def test_another_key_does_not_open_it(reader: Reader) -> None:
    other = make_reader(reader.private.format)
    with pytest.raises(SealWrongKey):
        open_all(seal(b"content", reader), other)


def test_a_key_of_the_other_format_finds_no_seal_of_its_own() -> None:
    age, crypt4gh = map(make_reader, FORMATS)
    for sealed, wrong in ((seal(b"a", age), crypt4gh), (seal(b"a", crypt4gh), age)):
        with pytest.raises(SealUnknown):
            open_all(sealed, wrong)


@pytest.mark.parametrize(
    "secret",
    [b"", b"AGE-SECRET-KEY-1", b"\xff" * 74, bytes(31), bytes(33), "nøgle".encode(), b"\0" * 74],
)
def test_what_is_no_private_key_is_refused_before_anything_is_read(
    kind: SealFormat, secret: bytes
) -> None:
    source = io.BytesIO(b"whatever")
    with pytest.raises(SealKeyUnfit) as refusal:
        open_sealed(source, PrivateSealKey(kind, secret))
    assert source.tell() == 0
    assert refusal.value.__cause__ is None


def test_a_private_key_does_not_show_itself(reader: Reader) -> None:
    assert repr(reader.private.secret) not in repr(reader.private)


def test_a_key_file_says_what_it_opens() -> None:
    assert KEY_KINDS[SEAL_KIND] == "age"
    for kind, seal_format in KEY_KINDS.items():
        assert PrivateSealKey.from_key_file(kind, bytes(32)).format == seal_format
    with pytest.raises(SealKeyUnfit):
        PrivateSealKey.from_key_file("ed25519", bytes(32))


def test_a_seal_does_not_take_a_private_key_of_another_format(kind: SealFormat) -> None:
    mine, other = (make_reader(each) for each in (kind, "crypt4gh" if kind == "age" else "age"))
    with pytest.raises(SealKeyUnfit):
        seal_for(keys_of(mine)).open_stream(io.BytesIO(b"whatever"), other.private)


def test_every_format_has_an_ending_of_its_own() -> None:
    assert {ENDINGS[each] for each in FORMATS} == {".age", ".c4gh"}


def bad_keys() -> Iterator[SealKeys]:
    age, crypt4gh = map(make_reader, FORMATS)
    for low in LOW_X25519:
        yield SealKeys(format="age", keys=(age.public, age_text(low)))
        yield SealKeys(format="crypt4gh", keys=(crypt4gh.public, crypt4gh_text(low)))
    yield keys_of(age, age)
    yield keys_of(crypt4gh, crypt4gh)
    yield SealKeys(format="age", keys=("age1nokey",))
    yield SealKeys(format="crypt4gh", keys=("no key",))
    yield SealKeys(format="age", keys=(crypt4gh.public,))
    yield SealKeys(format="crypt4gh", keys=(age.public,))


@pytest.mark.parametrize("keys", list(bad_keys()))
def test_nothing_is_read_or_written_for_a_key_that_is_not_safe(keys: SealKeys) -> None:
    out = io.BytesIO()
    chunks = iter([b"content"])
    with pytest.raises(KeyNotUsable):
        seal_for(keys).seal_stream(chunks, keys, out)
    assert out.getvalue() == b""
    assert next(chunks) == b"content"


def test_a_seal_does_not_take_keys_of_another_format(kind: SealFormat) -> None:
    mine, other = (make_reader(each) for each in (kind, "crypt4gh" if kind == "age" else "age"))
    keys = keys_of(other)
    with pytest.raises(KeyNotUsable):
        seal_for(keys_of(mine)).seal_stream(iter([]), keys, io.BytesIO())


# -- what is cut or changed ---------------------------------------------------------


def test_no_cut_of_a_file_passes_for_the_whole(reader: Reader) -> None:
    """Every length from 0 on, but for the one place where Crypt4GH cannot notice."""
    sealed = seal(b"content", reader)
    silent = {124} if reader.private.format == "crypt4gh" else set()
    for length in range(len(sealed)):
        if length in silent:
            assert open_all(sealed[:length], reader) == b""
            continue
        with pytest.raises(DatadonorError) as refusal:
            open_all(sealed[:length], reader)
        assert isinstance(refusal.value, SealCut | SealAltered | SealUnknown), length


def test_no_changed_byte_passes(reader: Reader) -> None:
    sealed = seal(b"content", reader)
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 0x10]) + sealed[place + 1 :]
        with pytest.raises(DatadonorError):
            open_all(changed, reader)


def test_what_was_opened_before_the_change_was_authenticated(reader: Reader) -> None:
    sealed = bytearray(seal(pattern(200_000), reader))
    sealed[-10] ^= 1
    pieces: list[bytes] = []
    with open_sealed(io.BytesIO(sealed), reader.private) as opened:
        with pytest.raises(SealAltered):
            pieces.extend(opened)
        assert pattern(200_000).startswith(b"".join(pieces))
        assert 0 < len(b"".join(pieces)) < 200_000


def test_an_error_never_turns_into_an_end(reader: Reader) -> None:
    """Who goes on after an error must not take what it has for the whole."""
    sealed = seal(pattern(200_000), reader)[:-1]
    with open_sealed(io.BytesIO(sealed), reader.private) as opened:
        for _ in range(3):
            with pytest.raises(SealAltered):
                opened.read_to_end()


def test_a_wrong_key_is_met_on_opening_and_not_later(reader: Reader) -> None:
    sealed = seal(b"content", make_reader(reader.private.format))
    with pytest.raises(SealWrongKey):
        open_sealed(io.BytesIO(sealed), reader.private)


def test_a_cut_that_a_reader_never_reached_is_found_by_reading_to_the_end(reader: Reader) -> None:
    """A tar reader stops where the archive says that it ends."""
    sealed = seal(pattern(500_000), reader)[:-1]
    with open_sealed(io.BytesIO(sealed), reader.private) as opened:
        assert reader_of(opened).read(1_000) == pattern(1_000)
        with pytest.raises(SealAltered):
            opened.read_to_end()


def test_the_rest_is_counted(reader: Reader) -> None:
    with open_sealed(io.BytesIO(seal(pattern(300_000), reader)), reader.private) as opened:
        read = len(next(opened))
        assert read + opened.read_to_end() == 300_000
        assert list(opened) == []


# -- other sides that fail ----------------------------------------------------------


class Cancelled(Exception):
    """What a caller's own chunks may raise."""


def failing(after: int, failure: BaseException) -> Iterator[bytes]:
    for _ in range(after):
        yield pattern(50_000)
    raise failure


@pytest.mark.parametrize("after", [0, 1, 5])
@pytest.mark.parametrize(
    "failure", [Cancelled("Inger Hansen"), KeyboardInterrupt(), OSError(5, "Inger Hansen")]
)
def test_what_the_chunks_raise_comes_back_as_it_was(
    reader: Reader, after: int, failure: BaseException
) -> None:
    keys = keys_of(reader)
    with pytest.raises(type(failure)) as raised:
        seal_for(keys).seal_stream(failing(after, failure), keys, io.BytesIO())
    assert raised.value is failure
    assert raised.value.__context__ is None


def test_a_seal_that_was_given_up_has_no_final_name_and_does_not_open(
    reader: Reader, tmp_path: Path
) -> None:
    staged, final = tmp_path / "bundle.tmp", tmp_path / "bundle"
    keys = keys_of(reader)
    with staged.open("wb") as out, pytest.raises(Cancelled):
        seal_for(keys).seal_stream(failing(5, Cancelled()), keys, out)
    assert not final.exists()
    with staged.open("rb") as source, open_sealed(source, reader.private) as opened:
        if opened.is_end_authenticated:
            with pytest.raises((SealCut, SealAltered)):
                opened.read_to_end()
    paths.discard(staged)
    assert list(tmp_path.iterdir()) == []


class Full(io.BytesIO):
    """A disk with so much room."""

    def __init__(self, room: int, number: int) -> None:
        super().__init__()
        self._room = room
        self._number = number

    def write(self, piece: object, /) -> int:
        size = len(cast("bytes", piece))
        if self.tell() + size > self._room:
            raise OSError(self._number, "no", "/home/inger")
        return super().write(cast("bytes", piece))


@pytest.mark.parametrize("room", [0, 200, 100_000])
@pytest.mark.parametrize(("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EIO, DiskRefused)])
def test_a_disk_that_takes_no_more_is_said_in_our_words(
    reader: Reader, room: int, number: int, error: type[DatadonorError]
) -> None:
    keys = keys_of(reader)
    with pytest.raises(error) as raised:
        seal_for(keys).seal_stream(iter([pattern(200_000)]), keys, Full(room, number))
    assert raised.value.__cause__ is None


class Stingy(io.BytesIO):
    """A raw file: it takes less than it is given, or nothing at all."""

    at_once = 1_000

    def write(self, piece: object, /) -> int:
        return super().write(cast("bytes", piece)[: self.at_once])


def test_a_file_that_takes_less_than_it_is_given_gets_all(reader: Reader) -> None:
    keys, out = keys_of(reader), Stingy()
    told = seal_for(keys).seal_stream(iter([pattern(100_000)]), keys, out)
    assert told.size_bytes == len(out.getvalue())
    assert open_all(out.getvalue(), reader) == pattern(100_000)


def test_a_file_that_takes_nothing_is_not_asked_for_ever(reader: Reader) -> None:
    keys, out = keys_of(reader), Stingy()
    out.at_once = 0
    with pytest.raises(DiskRefused):
        seal_for(keys).seal_stream(iter([b"a"]), keys, out)


class Broken(io.BytesIO):
    """A disk that cannot be read beyond a place."""

    def __init__(self, content: bytes, until: int, failure: BaseException) -> None:
        super().__init__(content)
        self._until = until
        self._failure = failure

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= self._until:
            raise self._failure
        return super().read(size)


@pytest.mark.parametrize("until", [0, 66_000])
def test_a_source_that_cannot_be_read_is_said_in_our_words(reader: Reader, until: int) -> None:
    sealed = seal(pattern(500_000), reader)
    source = Broken(sealed, until, OSError(5, "no", "/home/inger"))
    with pytest.raises(DiskRefused) as raised:
        open_all(source, reader)
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("until", [0, 66_000])
def test_what_another_source_raises_comes_back_as_it_was(reader: Reader, until: int) -> None:
    failure = Cancelled()
    source = Broken(seal(pattern(500_000), reader), until, failure)
    with pytest.raises(Cancelled) as raised:
        open_all(source, reader)
    assert raised.value is failure


# -- memory and threads -------------------------------------------------------------

MEBIBYTE = 1 << 20


class Endless(io.RawIOBase):
    """Takes everything and keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, piece: object, /) -> int:
        return len(cast("bytes", piece))


def test_sealing_needs_no_more_memory_for_more_content(reader: Reader) -> None:
    keys, chunk = keys_of(reader), pattern(65_536)
    tracemalloc.start()
    try:
        chunks = (chunk for _ in range(320))
        told = seal_for(keys).seal_stream(chunks, keys, cast("BinaryIO", Endless()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert told.plain_bytes == 20 * MEBIBYTE
    assert peak < 2 * MEBIBYTE


def test_opening_holds_the_seal_up_while_the_reader_is_behind(reader: Reader) -> None:
    sealed = seal(pattern(20 * MEBIBYTE), reader)
    source = io.BytesIO(sealed)
    with open_sealed(source, reader.private) as opened:
        next(opened)
        for _ in range(50):  # give a thread that is not held up time to run ahead
            threading.Event().wait(0.002)
        assert source.tell() < 2 * MEBIBYTE


@pytest.mark.parametrize("leave", ["closed", "dropped", "read", "failed"])
def test_no_thread_outlives_what_was_opened(reader: Reader, leave: str) -> None:
    before = threading.active_count()
    sealed = seal(pattern(3_000_000), reader)
    opened = open_sealed(io.BytesIO(sealed[: -1 if leave == "failed" else None]), reader.private)
    next(opened)
    if leave == "closed":
        opened.close()
        opened.close()
        assert list(opened) == []
    elif leave == "read":
        opened.read_to_end()
    elif leave == "failed":
        with pytest.raises(SealAltered):
            opened.read_to_end()
    del opened
    assert threading.active_count() == before
