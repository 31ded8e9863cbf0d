"""A bundle through a seal and back, piece by piece: neither side holds it as a whole."""

import dataclasses
import io
import shutil
import subprocess
from pathlib import Path
from typing import Final

import bagit  # type: ignore[import-untyped]
import pytest

from datadonor.errors import DatadonorError
from export.bundle.contents import Payload, survey
from export.bundle.errors import BundleChanged
from export.bundle.writing import bundle_pieces
from export.receiving.refusals import BundleRefused
from export.receiving.tar_reading import Pieces
from export.receiving.verifying import Verified, verify_bundle
from export.seal.opening import open_sealed, seal_for
from export.seal.port import SealFormat
from tests import bundles
from tests.seals import FORMATS, Reader, keys_of, make_reader

PAYLOAD: Final = bundles.payload(4000)
SEGMENT: Final = 12 + 65_536 + 16


def sealed(reader: Reader, payload: Payload = PAYLOAD) -> bytes:
    contents = survey(PAYLOAD)
    facts = bundles.facts(contents, bundles.signed_request())
    pieces = bundle_pieces(payload, contents, bundles.signer(), facts, bundles.unwatched)
    out = io.BytesIO()
    seal_for(keys_of(reader)).seal_stream(pieces, keys_of(reader), out)
    return out.getvalue()


def verified(content: bytes, reader: Reader) -> Verified:
    with open_sealed(io.BytesIO(content), reader.private) as pieces:
        return verify_bundle(Pieces(pieces), bundles.expected())


@pytest.mark.parametrize("format_", FORMATS)
def test_what_was_sealed_is_opened_and_verified(format_: SealFormat) -> None:
    reader = make_reader(format_)
    assert verified(sealed(reader), reader).length > 4 * 65_536


@pytest.mark.parametrize("format_", FORMATS)
def test_a_changed_payload_stops_the_seal(format_: SealFormat) -> None:
    other = dataclasses.replace(PAYLOAD, outgoing=bundles.Readings(4000, "s"))
    with pytest.raises(BundleChanged):
        sealed(make_reader(format_), other)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_cut_seal_is_refused(format_: SealFormat) -> None:
    reader = make_reader(format_)
    whole = sealed(reader)
    for length in (len(whole) - 1, len(whole) - 1000, len(whole) // 2):
        with pytest.raises(DatadonorError):
            verified(whole[:length], reader)


def test_what_crypt4gh_does_not_notice_the_manifest_does() -> None:
    """Segments left out, moved or repeated open without an error; the bundle does not."""
    reader = make_reader("crypt4gh")
    whole = sealed(reader)
    head = whole[:124]
    segments = [whole[at : at + SEGMENT] for at in range(124, len(whole), SEGMENT)]
    assert len(segments) > 4
    assert verified(head + b"".join(segments), reader).manifest.facts.sequence == 1
    for wrong in (
        segments[:-1],
        segments[1:],
        [*segments[:2], *segments[3:]],
        [segments[1], segments[0], *segments[2:]],
        [*segments[:2], segments[1], *segments[2:]],
        [*segments[:-1], segments[-2]],
        [],
    ):
        with pytest.raises(BundleRefused):
            verified(head + b"".join(wrong), reader)


@pytest.mark.skipif(
    not (shutil.which("age") and shutil.which("tar")), reason="needs age and tar (Debian)"
)
def test_age_tar_and_bagit_open_it_as_the_document_says(tmp_path: Path) -> None:
    reader = make_reader("age")
    (tmp_path / "bundle.age").write_bytes(sealed(reader))
    (tmp_path / "key").write_bytes(reader.private.secret + b"\n")
    folder = tmp_path / "bundle"
    folder.mkdir()
    subprocess.run(["sh", "-c", "age -d -i ../key ../bundle.age | tar x"], cwd=folder, check=True)
    bagit.Bag(str(folder)).validate()
