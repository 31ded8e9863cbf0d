"""What holds for age alone, and what its own programs say of our files."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from export.seal.age import FIRST_LINE, MOST_HEADER_BYTES
from export.seal.errors import SealCut, SealDamaged, SealFailed, SealNotAllowed, SealUnavailable
from export.seal.opening import open_sealed, seal_for
from export.seal.port import PrivateSealKey
from tests.seals import keys_of, make_reader, open_all, pattern, seal
from tests.vectors.make_seal_vectors import (
    ONE,
    age_header,
    age_payload,
    in_chunks,
    key_of,
    stanza,
)

AGE = shutil.which("age")
has_age = pytest.mark.skipif(AGE is None, reason="no age here (Debian: apt-get install age)")

SIZES = (0, 1, 65_535, 65_536, 65_537, 131_072)


def age(*words: str, given: bytes) -> bytes:
    return subprocess.run(["age", *words], input=given, check=True, capture_output=True).stdout


@has_age
@pytest.mark.parametrize("size", SIZES)
def test_the_age_program_opens_what_we_seal(size: int, tmp_path: Path) -> None:
    readers = [make_reader("age"), make_reader("age")]
    sealed = seal(pattern(size), *readers)
    for reader in readers:
        identity = tmp_path / "identity"
        identity.write_bytes(reader.private.secret + b"\n")
        assert age("-d", "-i", str(identity), given=sealed) == pattern(size)


@has_age
@pytest.mark.parametrize("size", SIZES)
def test_we_open_what_the_age_program_seals(size: int) -> None:
    readers = [make_reader("age"), make_reader("age")]
    named = [word for reader in readers for word in ("-r", reader.public)]
    sealed = age(*named, given=pattern(size))
    assert [open_all(sealed, reader) for reader in readers] == [pattern(size)] * 2


@has_age
def test_the_age_program_finds_a_file_cut_between_chunks_too(tmp_path: Path) -> None:
    """The oracle agrees that the end is authenticated."""
    reader = make_reader("age")
    sealed = seal(pattern(65_537), reader)
    identity = tmp_path / "identity"
    identity.write_bytes(reader.private.secret + b"\n")
    with pytest.raises(subprocess.CalledProcessError):
        age("-d", "-i", str(identity), given=sealed[: -(1 + 16)])
    with pytest.raises(SealCut):
        open_all(sealed[: -(1 + 16)], reader)


def test_the_end_of_an_age_seal_is_authenticated() -> None:
    reader = make_reader("age")
    with open_sealed(io.BytesIO(seal(b"", reader)), reader.private) as opened:
        assert opened.is_end_authenticated
        assert list(opened) == []


def test_a_passphrase_is_never_tried() -> None:
    """It would be tried at the cost that the file asks for."""
    sealed = pyrage.passphrase.encrypt(b"content", "blå hest ved åen")
    with pytest.raises(SealNotAllowed):
        open_all(sealed, make_reader("age"))


@pytest.mark.parametrize(
    "long", [b"-> X25519 " + b"A" * 10_000_000, (b"-> X25519 " + b"A" * 43 + b"\nAA\n") * 100_000]
)
def test_a_header_without_end_is_not_read_for_ever(long: bytes) -> None:
    source = io.BytesIO(FIRST_LINE + long)
    with pytest.raises(SealDamaged):
        open_all(source, make_reader("age"))
    assert source.tell() == MOST_HEADER_BYTES


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_header_may_be_so_long_and_no_longer(beyond: int) -> None:
    """At the bound itself, the content begins behind what was read first."""
    mine = stanza(ONE)
    room = MOST_HEADER_BYTES + beyond - len(age_header(mine))
    header = age_header(b"-> " + b"y" * (room - len("-> \n\n")) + b"\n\n", mine)
    assert len(header) == MOST_HEADER_BYTES + beyond
    sealed = header + age_payload(in_chunks(pattern(70_000)))
    key = PrivateSealKey("age", key_of("age", ONE).encode())
    if not beyond:
        assert open_all(sealed, key) == pattern(70_000)
        return
    with pytest.raises(SealDamaged):
        open_all(sealed, key)


def test_a_computer_without_the_library_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = make_reader("age")
    sealed = seal(b"content", reader)
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(SealUnavailable):
        open_all(sealed, reader)
    with pytest.raises(SealUnavailable):
        seal(b"content", reader)
    other = make_reader("crypt4gh")
    assert open_all(seal(b"content", other), other) == b"content"


class Panic(BaseException):
    """What a fault in compiled code is raised as: no Exception."""


@pytest.mark.parametrize("fault", [Panic("Inger Hansen"), pyrage.EncryptError("Inger Hansen")])
def test_a_fault_of_the_library_shows_none_of_its_words(
    fault: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(pyrage, "encrypt_io", fail)
    keys = keys_of(make_reader("age"))
    with pytest.raises(SealFailed) as raised:
        seal_for(keys).seal_stream(iter([b"content"]), keys, io.BytesIO())
    assert (raised.value.__cause__, raised.value.__context__) == (None, None)
