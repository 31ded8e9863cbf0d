import copy
import io
import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.envelope import PublicKey, seal_envelope
from datadonor.registry.signed import Versions
from export.bundle.contents import survey
from export.bundle.layout import MANIFEST_BYTES
from export.bundle.manifest import PAYLOAD_TYPE, RegistryVersions, sign_manifest, statement
from export.receiving.manifest_reading import parse_manifest
from export.receiving.refusals import BundleManifestUnreadable, BundleRefused
from export.receiving.tar_reading import TarReader
from export.receiving.verifying import verify_bundle
from tests import bundles

CONTENTS: Final = survey(bundles.payload(3))
FACTS: Final = bundles.facts(CONTENTS, bundles.signed_request())
KEY: Final = bundles.signer()
STATEMENT: Final = statement(FACTS, CONTENTS.files, PublicKey.of(KEY))


def test_what_is_signed_is_read_as_it_was() -> None:
    read = parse_manifest(sign_manifest(FACTS, CONTENTS.files, KEY))
    assert read.facts == FACTS
    assert read.files == CONTENTS.files
    assert read.donor_key == PublicKey.of(KEY)


def test_the_versions_of_a_registry_stand_as_they_are() -> None:
    said = RegistryVersions.of(Versions(root=1, timestamp=4, snapshot=3, targets=2))
    assert said.model_dump() == {"root": 1, "timestamp": 4, "snapshot": 3, "targets": 2}


@given(st.binary(max_size=2000))
def test_no_bytes_but_a_manifest_are_one(content: bytes) -> None:
    with pytest.raises(BundleRefused):
        parse_manifest(content)


_JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below),
    max_leaves=8,
)


@given(_JSON)
def test_no_json_but_a_manifest_is_one(document: object) -> None:
    with pytest.raises(BundleRefused):
        parse_manifest(json.dumps(document).encode())
    try:
        signed = seal_envelope(document, PAYLOAD_TYPE, [KEY])
    except ValueError:  # what has no one form cannot be signed
        return
    with pytest.raises(BundleRefused):
        parse_manifest(signed)


def places(document: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path to every value."""
    yield path
    steps = enumerate(document) if isinstance(document, list) else ()
    for step, below in document.items() if isinstance(document, dict) else steps:
        yield from places(below, (*path, step))


WRONG: Final[tuple[Any, ...]] = (
    None,
    True,
    0,
    -1,
    1.5,
    2**53 - 1,
    "",
    "x",
    "x" * 500,
    "\x00",
    [],
    {},
    [[]],
)


@pytest.mark.parametrize("path", [each for each in places(STATEMENT) if each], ids=str)
def test_no_value_can_be_another_kind_of_value(path: tuple[Any, ...]) -> None:
    """Signed by the donor's own key: what is read is refused, or as it was written."""
    for wrong in WRONG:
        document = copy.deepcopy(STATEMENT)
        holder = document
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = wrong
        try:
            read = parse_manifest(seal_envelope(document, PAYLOAD_TYPE, [KEY]))
        except BundleRefused:
            continue
        assert statement(read.facts, read.files, read.donor_key) == document


def test_a_manifest_past_its_bound_is_not_looked_into() -> None:
    with pytest.raises(BundleManifestUnreadable):
        parse_manifest(b" " * (MANIFEST_BYTES + 1))


@given(st.binary(max_size=3000))
def test_no_bytes_but_a_bundle_are_one(content: bytes) -> None:
    with pytest.raises(BundleRefused):
        verify_bundle(io.BytesIO(content), bundles.expected())


@given(st.lists(st.binary(min_size=512, max_size=512), max_size=4))
def test_a_tar_reader_reads_no_other_header(blocks: list[bytes]) -> None:
    reader = TarReader(io.BytesIO(b"".join(blocks)))

    def read_all() -> None:
        while member := reader.next():
            reader.skip(member.size)
        reader.finish()

    with pytest.raises(BundleRefused):
        read_all()
