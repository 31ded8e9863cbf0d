"""Reading the signed manifest, as hostile as everything that comes from outside."""

import json
import re
from typing import Any, Final, NamedTuple

import rfc8785
from pydantic import ValidationError

from consent.donor_key import Pseudonym, pseudonym_of
from consent.envelope import EnvelopeDamaged, PublicKey, SignatureMissing, open_envelope
from export.bundle.layout import MANIFEST_BYTES
from export.bundle.listing import Listed
from export.bundle.manifest import (
    PAYLOAD_TYPE,
    PREDICATE_TYPE,
    Facts,
    Predicate,
    Statement,
    statement,
)
from export.receiving.refusals import (
    BundleManifestUnreadable,
    BundleNotCanonical,
    BundleOtherKey,
    BundleSignatureWrong,
    BundleTooNew,
    BundleUnsigned,
)

_LATER: Final = re.compile(r"urn:datadonor:bundle:[0-9]{1,6}")


class Manifest(NamedTuple):
    """A manifest that was read, and whose signature fits.

    Attributes:
        facts: What it says.
        donor_key: That signed it.
        files: Every file but itself and the list of tag files, in order.
    """

    facts: Facts
    donor_key: PublicKey
    files: tuple[Listed, ...]

    @property
    def pseudonym(self) -> Pseudonym:
        """Of the donor in this project."""
        return pseudonym_of(self.donor_key)


def parse_manifest(content: bytes) -> Manifest:
    """Read a manifest and verify its signature.

    Raises:
        BundleUnsigned: It has no signature.
        BundleManifestUnreadable: It is not a manifest.
        BundleTooNew: It is one of a later format.
        BundleNotCanonical: It is one, written in another way than ours.
        BundleOtherKey: Another key than the pseudonym's signed it, or more keys than one.
        BundleSignatureWrong: The signature does not fit.
    """
    _require_signed(content)
    try:
        envelope = open_envelope(content, PAYLOAD_TYPE)
        document = json.loads(envelope.payload)
        predicate, files = _read(document)
        key = PublicKey.parse(predicate.donor_key)
    except (EnvelopeDamaged, ValidationError, RecursionError):
        raise BundleManifestUnreadable from None
    if pseudonym_of(key) != predicate.pseudonym:
        raise BundleOtherKey
    if [key_id for key_id, _ in envelope.signatures] != [key.key_id]:
        raise BundleOtherKey
    try:
        envelope.verify([key])
    except SignatureMissing:
        raise BundleSignatureWrong from None
    names = Facts.model_fields
    facts = Facts.model_validate({name: getattr(predicate, name) for name in names})
    if statement(facts, files, key) != document:
        raise BundleNotCanonical
    return Manifest(facts, key, files)


def _require_signed(content: bytes) -> None:
    """Tell an envelope without signatures, or written loosely, from one that is no envelope."""
    if len(content) > MANIFEST_BYTES:
        raise BundleManifestUnreadable
    try:
        outer = json.loads(content)
        canonical = rfc8785.dumps(outer)
    except (ValueError, RecursionError):
        raise BundleManifestUnreadable from None
    if isinstance(outer, dict) and outer.get("signatures") == []:
        raise BundleUnsigned
    if canonical != content:
        raise BundleNotCanonical


def _read(document: Any) -> tuple[Predicate, tuple[Listed, ...]]:  # noqa: ANN401 - any JSON
    """Turn a statement's JSON into its model.

    Raises:
        BundleTooNew, BundleManifestUnreadable, ValidationError: It is none that is known.
    """
    if isinstance(document, dict) and document.get("predicateType") != PREDICATE_TYPE:
        if _LATER.fullmatch(str(document.get("predicateType"))):
            raise BundleTooNew
        raise BundleManifestUnreadable
    read = Statement.model_validate(document)
    lengths = read.predicate.lengths
    names = [subject.name for subject in read.subject]
    if len(set(names)) != len(names) or set(names) != lengths.keys():
        raise BundleManifestUnreadable
    files = (
        Listed(subject.name, subject.digest.sha256, lengths[subject.name])
        for subject in read.subject
    )
    return read.predicate, tuple(files)
