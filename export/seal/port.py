"""The port of all seals: what one promises, whatever its format."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO, Final, Literal, NamedTuple, Protocol, Self

from datadonor.registry.admission import KeyNotUsable, require_seal_keys
from datadonor.registry.targets import SealKeys
from export.seal.errors import SealKeyUnfit

SealFormat = Literal["age", "crypt4gh"]
"""As in a recipient's record (``SealKeys.format``)."""

KEY_KINDS: Final[dict[str, SealFormat]] = {"age-x25519": "age", "crypt4gh-x25519": "crypt4gh"}
"""The kinds of private key files (``docs/formats/private-key.md``) that open seals."""


class Sealed(NamedTuple):
    """What was written: the sealed file's length and digest, and the content's length."""

    size_bytes: int
    sha256: str
    """64 lower-case hexadecimal digits."""
    plain_bytes: int


@dataclass(frozen=True, slots=True)
class PrivateSealKey:
    """A recipient's private key.

    ``secret`` is the text of an age identity (``AGE-SECRET-KEY-1…``, ASCII), or the 32
    bytes of a Crypt4GH key.
    """

    format: SealFormat
    secret: bytes = field(repr=False)

    @classmethod
    def from_key_file(cls, kind: str, secret: bytes) -> Self:
        """Take what ``datadonor.vault.keystore.open_private_key`` returns.

        Raises:
            SealKeyUnfit: Keys of this kind open no seals.
        """
        if kind not in KEY_KINDS:
            raise SealKeyUnfit
        return cls(KEY_KINDS[kind], secret)


class OpenedSeal:
    """The content of a sealed file, piece by piece: one pass, each piece authenticated.

    The first piece is opened when this is made, so a wrong key or a damaged header is met
    then and not later. Close it, or use it in ``with``: an age seal is opened by a thread.

    A reader that stops early has not seen the end. ``tarfile`` stops where the archive
    says so; call ``read_to_end`` afterwards, or a cut is not noticed.

    Attributes:
        is_end_authenticated: Whether an end without an error proves that nothing is
            missing and all stands in order. True for age. **False for Crypt4GH**, where
            segments may have been left out, moved or repeated: whoever reads it must
            check every byte against a signed manifest (GA4GH Crypt4GH 1.0, “Threat
            Analysis” and “Message Forgery”).
    """

    def __init__(self, pieces: Generator[bytes, None, None], *, is_end_authenticated: bool) -> None:
        """Open the first piece.

        Args:
            pieces: Yields authenticated plaintext; closing it frees what it holds.
            is_end_authenticated: See the class.

        Raises:
            DatadonorError: The first piece cannot be opened; ``pieces`` is finished.
        """
        self.is_end_authenticated = is_end_authenticated
        self._pieces = pieces
        self._failure: BaseException | None = None
        self._first = next(pieces, None)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        """Return the next piece.

        Raises:
            DatadonorError: Something is wrong from here on. Asked again, it says the same
                again: an error never turns into an end. So it is with whatever the
                source raises.
        """
        if self._failure is not None:
            raise self._failure
        if self._first is not None:
            first, self._first = self._first, None
            return first
        try:
            return next(self._pieces)
        except StopIteration:
            raise
        except BaseException as error:
            self._failure = error
            raise

    def read_to_end(self) -> int:
        """Open whatever is left and return how many bytes that were.

        Raises:
            DatadonorError: As for reading it.
        """
        return sum(map(len, self))

    def close(self) -> None:
        """Stop. What is left is not read; asked for more, it says that it ended."""
        self._first = None
        self._pieces.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class Seal(Protocol):
    """One format of seal."""

    def seal_stream(self, chunks: Iterator[bytes], keys: SealKeys, out: BinaryIO) -> Sealed:
        """Seal a stream for every one of some keys.

        Args:
            chunks: The content, of any length each, empty ones included; one pass. What
                it raises is raised on unchanged.
            keys: The recipient's, of this format.
            out: Where the sealed file goes. It must be one that is not published until
                this returns: after an error it holds a part of a sealed file, and is to
                be discarded.

        Raises:
            KeyNotUsable: A key is no key, is of low order, or stands twice.
            DiskFull, DiskRefused: ``out`` did not take it.
            SealUnavailable: This computer cannot make this seal.
        """
        ...

    def open_stream(self, source: BinaryIO, key: PrivateSealKey) -> OpenedSeal:
        """Open a sealed file.

        Args:
            source: Read once, from where it stands; need not be able to seek. It stays
                open, and belongs to the other side until the result is closed.
            key: Of this format.

        Raises:
            SealUnknown, SealTooNew, SealDamaged, SealNotAllowed, SealKeyWeak: The header
                is not one that is taken.
            SealWrongKey, SealKeyUnfit: The key does not open it.
            SealCut, SealAltered: On opening or on any later piece.
            DiskRefused: ``source`` cannot be read.
            SealUnavailable: This computer cannot open this seal.
        """
        ...


def require_keys(keys: SealKeys, wanted: SealFormat) -> None:
    """Look once more at the keys that something is about to be sealed to.

    Raises:
        KeyNotUsable: They are of another format, or one is no key, is of low order, or
            stands twice.
    """
    if keys.format != wanted:
        raise KeyNotUsable(where="seal.format")
    require_seal_keys(keys)
