"""Is this bundle exactly right? Read once, as a stream, in bounded memory.

The manifest comes first, so everything after it is compared with what must come next.
Every byte of the stream is accounted for, padding included; the first that is not as it
must be ends the reading, with the reason.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple

from consent.donor_key import Pseudonym
from consent.request import SignedRequest
from export.bundle.bag import bag_files, tag_manifest
from export.bundle.contents import digest_of, listed
from export.bundle.layout import (
    BAG_TAG_MANIFEST,
    CRATE,
    DICTIONARY,
    MANIFEST,
    MANIFEST_BYTES,
    PART_BYTES,
    is_payload_name,
    part_number,
)
from export.bundle.listing import Listed
from export.bundle.parts import File
from export.bundle.writing import Writable
from export.receiving.manifest_reading import Manifest, parse_manifest
from export.receiving.refusals import (
    BundleAltered,
    BundleBagMismatch,
    BundleDoubled,
    BundleExtra,
    BundleLengthWrong,
    BundleMissing,
    BundleNotAsConfirmed,
    BundleOtherProject,
    BundleOtherRecipient,
    BundleOtherRequest,
    BundleOtherSeries,
    BundlePathUnsafe,
    BundleRefused,
    BundleReordered,
    BundleReplayed,
    BundleTooLarge,
    BundleUnsigned,
)
from export.receiving.tar_reading import Member, Readable, TarReader

MOST_BYTES: Final = 64 * 1024**3
"""Payload of one bundle, unless the caller says otherwise. Source: our choice."""

_MOST_LOOKED_AT: Final = 64 * 1024**2
"""How far is read on only to name the reason of a refusal better."""

_BAG_FILES: Final = 3


class Seen(NamedTuple):
    """The last bundle of a donor that was opened: its number and its manifest's digest."""

    sequence: int
    manifest_sha256: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a recipient knows before it opens a bundle.

    Attributes:
        recipient: Its own id in the registry.
        requests: The approved versions of its requests.
        last_seen: Project and pseudonym → the last bundle that was opened; nothing if
            there was none.
        most_bytes: Of payload that it takes.
    """

    recipient: str
    requests: Sequence[SignedRequest]
    last_seen: Callable[[str, Pseudonym], Seen | None]
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle of which every byte is as it must be.

    Attributes:
        manifest: What it says of itself.
        manifest_sha256: Of the manifest's bytes.
        request: By which it was released.
        has_gap: Whether bundles of the donor are missing between the last seen and this
            one, or before it.
        length: Of the stream in bytes.
    """

    manifest: Manifest
    manifest_sha256: str
    request: SignedRequest
    has_gap: bool
    length: int


Place = Callable[[str], AbstractContextManager[Writable]]
"""Where a file's bytes go, by its name in the bundle."""


class _Nowhere:
    """Takes bytes and keeps none."""

    def write(self, content: bytes, /) -> None:
        """Drop them."""


def verify_bundle(source: Readable, expected: Expected) -> Verified:
    """Verify a bundle and keep nothing of it.

    Args:
        source: The tar stream, unsealed, from its first byte.
        expected: What the recipient knows.

    Raises:
        BundleRefused: By the subclass that says why.
        DiskRefused: The source cannot be read.
    """
    return read_bundle(source, expected, lambda _: nullcontext(_Nowhere()))


def read_bundle(source: Readable, expected: Expected, place: Place) -> Verified:
    """Verify a bundle, and hand every file's bytes on as they come.

    What was handed on counts only once this has returned.

    Raises:
        BundleRefused: By the subclass that says why.
    """
    tar = TarReader(source)
    content = _manifest(tar)
    manifest = parse_manifest(content)
    request = _require_for(manifest, expected)
    manifest_sha256 = sha256(content).hexdigest()
    has_gap = _require_next(manifest, expected)
    files = _require_whole(manifest, content, expected.most_bytes)
    with place(MANIFEST) as out:
        out.write(content)
    for position, file in enumerate(files):
        _require_member(tar, files, position)
        with place(file.path) as out:
            _copy(tar, file, out)
    _require_end(tar, files)
    return Verified(manifest, manifest_sha256, request, has_gap, tar.length)


def _manifest(tar: TarReader) -> bytes:
    """Return the bytes of the first member, which is the manifest."""
    first = tar.next()
    if first is None:
        raise BundleUnsigned
    if first.name != MANIFEST:
        if not _is_member_name(first.name):
            raise BundlePathUnsafe
        tar.skip(first.size)
        moved = any(member.name == MANIFEST for member in _ahead(tar))
        raise BundleReordered if moved else BundleUnsigned
    if first.size > MANIFEST_BYTES:
        raise BundleTooLarge
    return b"".join(tar.content(first.size))


def _require_for(manifest: Manifest, expected: Expected) -> SignedRequest:
    """Return the request that a bundle was released by."""
    facts = manifest.facts
    if facts.recipient != expected.recipient:
        raise BundleOtherRecipient
    known = [each for each in expected.requests if each.request.id == facts.project]
    if not known:
        raise BundleOtherProject
    for each in known:
        is_version = each.request.version == facts.request_version
        if is_version and each.digest == facts.request_sha256:
            return each
    raise BundleOtherRequest


def _require_next(manifest: Manifest, expected: Expected) -> bool:
    """Check a bundle's place in its series, and say whether others are missing before it."""
    facts = manifest.facts
    seen = expected.last_seen(facts.project, manifest.pseudonym)
    if (facts.sequence == 1) != (facts.previous_sha256 is None):
        raise BundleOtherSeries
    if seen is None:
        return facts.sequence > 1
    if facts.sequence <= seen.sequence:
        raise BundleReplayed
    if facts.sequence > seen.sequence + 1:
        return True
    if facts.previous_sha256 != seen.manifest_sha256:
        raise BundleOtherSeries
    return False


def _require_whole(manifest: Manifest, content: bytes, most_bytes: int) -> tuple[Listed, ...]:
    """Check that the manifest lists one whole bag, and return all files that must come."""
    payload = manifest.files[_BAG_FILES:]
    if not all(is_payload_name(file.path) for file in payload):
        raise BundlePathUnsafe
    if any(file.length > PART_BYTES for file in payload):
        raise BundleTooLarge
    if sum(file.length for file in payload) > most_bytes:
        raise BundleTooLarge
    bag = bag_files(payload)
    if tuple(listed(file) for file in bag) != manifest.files[:_BAG_FILES]:
        raise BundleBagMismatch
    paths = [file.path for file in payload]
    # Computers that do not tell large letters from small would write one over the other.
    if len({path.casefold() for path in paths}) != len(paths):
        raise BundleDoubled
    if CRATE not in paths or DICTIONARY not in paths or not _are_counted(paths):
        raise BundleMissing
    if digest_of(payload) != manifest.facts.confirmed_sha256:
        raise BundleNotAsConfirmed
    tag = listed(tag_manifest((File(MANIFEST, content), *bag)))
    return (*manifest.files[:_BAG_FILES], tag, *payload)


def _are_counted(paths: Sequence[str]) -> bool:
    """Say whether the parts of each series come in their order without a gap."""
    counted: dict[str, int] = {}
    for series, number in filter(None, map(part_number, paths)):
        if number != counted.get(series, 0) + 1:
            return False
        counted[series] = number
    return True


def _require_member(tar: TarReader, files: Sequence[Listed], position: int) -> None:
    """Check that the next member is the file at a position."""
    file = files[position]
    member = tar.next()
    if member is None:
        raise BundleMissing
    if member.name == file.path:
        if member.size != file.length:
            raise BundleLengthWrong
        return
    if not _is_member_name(member.name):
        raise BundlePathUnsafe
    _require_known(member, files, position)
    tar.skip(member.size)
    came_later = any(later.name == file.path for later in _ahead(tar))
    raise BundleReordered if came_later else BundleMissing


def _require_known(member: Member, files: Sequence[Listed], position: int) -> None:
    """Refuse a member that came before, or that must never come."""
    if member.name in {MANIFEST, *(file.path for file in files[:position])}:
        raise BundleDoubled
    if member.name not in {file.path for file in files[position:]}:
        raise BundleExtra


def _require_end(tar: TarReader, files: Sequence[Listed]) -> None:
    member = tar.next()
    if member is not None:
        if not _is_member_name(member.name):
            raise BundlePathUnsafe
        _require_known(member, files, len(files))
    tar.finish()


def _copy(tar: TarReader, file: Listed, out: Writable) -> None:
    digest = sha256()
    for piece in tar.content(file.length):
        digest.update(piece)
        out.write(piece)
    if digest.hexdigest() != file.sha256:
        # Of the bag's own files the right digest is known without the manifest.
        is_bag = not file.path.startswith("data/")
        raise BundleBagMismatch if is_bag else BundleAltered


def _ahead(tar: TarReader) -> Iterator[Member]:
    """Yield what comes next, as far as it can be read at little cost."""
    limit = tar.length + _MOST_LOOKED_AT
    try:
        while tar.length < limit and (member := tar.next()) is not None:
            yield member
            if member.size > _MOST_LOOKED_AT:
                return
            tar.skip(member.size)
    except BundleRefused:
        return


def _is_member_name(name: str) -> bool:
    """Say whether some bundle has a member of this name."""
    return is_payload_name(name) or name in _OF_THE_BAG


_OF_THE_BAG: Final = {MANIFEST, BAG_TAG_MANIFEST, *(file.path for file in bag_files(()))}
