"""What a list says of one file."""

from typing import NamedTuple


class Listed(NamedTuple):
    """A file's name in the bundle, the SHA-256 of its bytes in hex, and their number."""

    path: str
    sha256: str
    length: int
