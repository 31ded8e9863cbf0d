"""age v1: the seal of choice. Order and end are protected, and every system has a reader.

The format is made and read by pyrage (rage). It is given streams of ours and keeps no
content; of its errors only the kind is used, because their texts repeat those of the
streams. The header is read here first, so that it is bounded: one with a passphrase, or
larger than any of ours, never reaches the library.

Source: C2SP age. The payload is a STREAM of 64 KiB chunks, the last of which says so.
"""

import re
from collections.abc import Callable, Generator, Iterator
from types import SimpleNamespace
from typing import Any, BinaryIO, Final, ParamSpec, TypeVar

from datadonor.errors import DatadonorError
from datadonor.registry.targets import SealKeys
from export.seal.errors import (
    SealAltered,
    SealCut,
    SealDamaged,
    SealFailed,
    SealKeyUnfit,
    SealNotAllowed,
    SealTooNew,
    SealUnavailable,
    SealUnknown,
    SealWrongKey,
)
from export.seal.handover import PIECE_BYTES, Outlet, pulled
from export.seal.port import OpenedSeal, PrivateSealKey, Sealed, require_keys
from export.seal.streams import Counted, Tally, read_up_to, reader_of

FIRST_LINE: Final = b"age-encryption.org/v1\n"

MOST_HEADER_BYTES: Final = 64 * 1024
"""Our choice: more than 400 readers. A recipient has at most 8 keys."""

_LATER: Final = re.compile(rb"age-encryption\.org/v[0-9]{1,6}\n")
_HEADER_END: Final = re.compile(rb"\n--- [^\n]*\n")
_STANZA: Final = b"\n-> "
_PASSPHRASE: Final = b"\n-> scrypt "

_PAYLOAD_NONCE_BYTES: Final = 16
_TAG_BYTES: Final = 16

# The library tells its errors apart by words alone. Should these change, SealAltered is
# said instead; the file is refused all the same.
_REFUSALS: Final[dict[str, type[DatadonorError]]] = {
    "No matching keys found": SealWrongKey,
    "age file is truncated": SealCut,
    "Header is invalid": SealDamaged,
}

_P = ParamSpec("_P")
_T = TypeVar("_T")


class AgeSeal:
    """Seals and opens age. See ``export.seal.port.Seal``."""

    def seal_stream(self, chunks: Iterator[bytes], keys: SealKeys, out: BinaryIO) -> Sealed:
        """Seal a stream. See ``Seal.seal_stream``."""
        pyrage = _library()
        require_keys(keys, "age")
        recipients = [pyrage.x25519.Recipient.from_str(text) for text in keys.keys]
        tally, counted, witness = Tally(out), Counted(chunks), _Witness()
        reader = SimpleNamespace(read=witness.watch(reader_of(counted).read))
        writer = SimpleNamespace(write=witness.watch(tally.write), flush=witness.watch(tally.flush))
        words = _words_of_failure(lambda: pyrage.encrypt_io(reader, writer, recipients), witness)
        if words is not None:
            raise SealFailed
        tally.flush()
        return tally.sealed(counted.size_bytes)

    def open_stream(self, source: BinaryIO, key: PrivateSealKey) -> OpenedSeal:
        """Open a sealed file. See ``Seal.open_stream``."""
        identity = _identity(key)
        return OpenedSeal(_opened(source, identity), is_end_authenticated=True)


def _library() -> Any:  # noqa: ANN401 - it ships no types
    """Return pyrage.

    Raises:
        SealUnavailable: There is none for this computer: Windows on Arm.
    """
    try:
        import pyrage  # noqa: PLC0415 - not on every computer, where Crypt4GH still works
    except ImportError:
        raise SealUnavailable from None
    return pyrage


def _identity(key: PrivateSealKey) -> Any:  # noqa: ANN401 - the library's
    pyrage = _library()
    if key.format != "age":
        raise SealKeyUnfit
    try:
        return pyrage.x25519.Identity.from_str(key.secret.decode("ascii"))
    except (pyrage.IdentityError, ValueError):
        raise SealKeyUnfit from None


def _opened(source: BinaryIO, identity: Any) -> Generator[bytes, None, None]:  # noqa: ANN401
    """Yield the plaintext, of which the library writes nothing that is not authenticated."""
    beginning = _read_beginning(source)

    def write_all(outlet: Outlet) -> None:
        pyrage, witness = _library(), _Witness()
        sealed = reader_of(_after(beginning, source))
        reader = SimpleNamespace(read=witness.watch(sealed.read))
        writer = SimpleNamespace(write=witness.watch(outlet.write), flush=lambda: None)
        words = _words_of_failure(lambda: pyrage.decrypt_io(reader, writer, [identity]), witness)
        if words is not None:
            raise _REFUSALS.get(words, SealAltered)

    yield from pulled(write_all)


def _read_beginning(source: BinaryIO) -> bytes:
    """Read the header and what came along with it.

    Raises:
        SealUnknown, SealTooNew, SealDamaged, SealNotAllowed, SealCut: See ``Seal``.
    """
    content = read_up_to(source, MOST_HEADER_BYTES)
    if not content.startswith(FIRST_LINE):
        if content and FIRST_LINE.startswith(content):
            raise SealCut
        raise SealTooNew if _LATER.match(content) else SealUnknown
    end = _HEADER_END.search(content)
    if end is None:
        raise SealDamaged if len(content) == MOST_HEADER_BYTES else SealCut
    header = content[: end.end()]
    if _STANZA not in header:
        raise SealDamaged
    if _PASSPHRASE in header:
        raise SealNotAllowed
    if MOST_HEADER_BYTES > len(content) < len(header) + _PAYLOAD_NONCE_BYTES + _TAG_BYTES:
        raise SealCut
    return content


def _after(beginning: bytes, source: BinaryIO) -> Iterator[bytes]:
    """Yield what was read already, and then the rest."""
    yield beginning
    while piece := read_up_to(source, PIECE_BYTES):
        yield piece


class _Witness:
    """Keeps what a stream of ours raised: the library would return nothing but its words."""

    def __init__(self) -> None:
        self.failure: BaseException | None = None

    def watch(self, call: Callable[_P, _T]) -> Callable[_P, _T]:
        """Return the same call, watched."""

        def watched(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            try:
                return call(*args, **kwargs)
            except BaseException as error:
                self.failure = error
                raise

        return watched


def _words_of_failure(work: Callable[[], None], witness: _Witness) -> str | None:
    """Run the library and return the words of its error; nothing if there was none.

    Raises:
        BaseException: What one of our streams raised, as it was; or an interruption.
    """
    words = None
    try:
        work()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of the library is no Exception
        words = str(error)
    # Not within the except: the library's error, which repeats our text, stays behind.
    if witness.failure is not None:
        raise witness.failure
    return words
