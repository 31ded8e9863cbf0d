"""Writing a bundle: the second of two passes, stopped at the first byte that is not as listed.

Order of the members: the signed manifest, the bag's four files, then the payload in the
manifest's order. A reader thus knows what must come before it comes.
"""

from collections.abc import Generator
from hashlib import sha256
from itertools import chain
from typing import NamedTuple, Protocol

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.envelope import PublicKey
from datadonor import paths
from export.bundle.bag import bag_files, tag_manifest
from export.bundle.contents import Contents, Payload, Watch, documents_of, listed
from export.bundle.errors import BundleChanged, BundleNotConfirmed, BundleTooManyFiles
from export.bundle.layout import MANIFEST, MANIFEST_BYTES, MOST_FILES, part_number
from export.bundle.manifest import Facts, sign_manifest, statement
from export.bundle.parts import File, parts_of
from export.bundle.tar import TarStream


class Writable(Protocol):
    """Where bytes go."""

    def write(self, content: bytes, /) -> object:
        """Take all of the bytes."""


class Written(NamedTuple):
    """A bundle that was written.

    Attributes:
        manifest_sha256: Of its manifest: what the donor's next bundle names as previous.
        length: Of the stream, padding included.
    """

    manifest_sha256: str
    length: int


def bundle_pieces(
    payload: Payload,
    contents: Contents,
    signer: Ed25519PrivateKey,
    facts: Facts,
    watch: Watch,
) -> Generator[bytes, None, Written]:
    """Yield a bundle as a tar stream, piece by piece, for a seal to take.

    Args:
        payload: Walked once.
        contents: What ``survey`` said of it.
        signer: The donor's key for the project.
        facts: Among them the digest that the donor confirmed.
        watch: Sees each file before any of its bytes goes out, and the manifest a second
            time in plain JSON, as base64 hides it.

    Yields:
        Pieces of at most ``PART_BYTES``; empty ones may be among them. When this raises,
        what it yielded is to be thrown away.

    Returns:
        What was written, when all is.

    Raises:
        BundleNotConfirmed: The donor confirmed something else. Nothing was yielded.
        BundleChanged: The payload is not what ``contents`` says.
        BundleTooManyFiles: More than a manifest has room for. Nothing was yielded.
    """
    if facts.confirmed_sha256 != contents.digest or facts.project != payload.project:
        raise BundleNotConfirmed
    parts = tuple(file for file in contents.files if part_number(file.path))
    documents = documents_of(payload, contents.totals, parts)
    bag = bag_files(contents.files)
    files = (*(listed(file) for file in bag), *contents.files)
    manifest = File(MANIFEST, sign_manifest(facts, files, signer))
    if len(manifest.content) > MANIFEST_BYTES or len(contents.files) > MOST_FILES:
        raise BundleTooManyFiles(most=MOST_FILES)
    watch(MANIFEST, rfc8785.dumps(statement(facts, files, PublicKey.of(signer))))
    tar = TarStream()
    for file in (manifest, *bag, tag_manifest((manifest, *bag))):
        watch(file.path, file.content)
        yield from tar.member(file.path, file.content)
    expected = iter(contents.files)
    for file in chain(documents, parts_of(payload.outgoing, payload.columns)):
        if listed(file) != next(expected, None):
            raise BundleChanged
        watch(file.path, file.content)
        yield from tar.member(file.path, file.content)
    if next(expected, None) is not None:
        raise BundleChanged
    yield from tar.end()
    return Written(sha256(manifest.content).hexdigest(), tar.length)


def write_bundle(
    payload: Payload,
    contents: Contents,
    signer: Ed25519PrivateKey,
    facts: Facts,
    out: Writable,
    watch: Watch,
) -> Written:
    """Write a bundle as a tar stream.

    Args:
        payload: As for ``bundle_pieces``, and so are the others.
        contents: What ``survey`` said of it.
        signer: The donor's key for the project.
        facts: Among them the digest that the donor confirmed.
        out: Not closed. When this raises, what it took is to be thrown away.
        watch: Sees each file before any of its bytes goes out.

    Raises:
        BundleNotConfirmed, BundleChanged, BundleTooManyFiles: As ``bundle_pieces``.
        DiskFull, DiskRefused: ``out`` took it not.
    """
    pieces = bundle_pieces(payload, contents, signer, facts, watch)
    while True:
        try:
            piece = next(pieces)
        except StopIteration as end:
            written: Written = end.value
            return written
        with paths.disk_errors():
            out.write(piece)
