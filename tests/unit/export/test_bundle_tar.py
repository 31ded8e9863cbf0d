import io
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.bundle.tar import BLOCK, MOST_MEMBER, TarStream, header, padded_length


def oracle(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = 0o600
    return member.tobuf(tarfile.USTAR_FORMAT)


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 8**10, MOST_MEMBER])
@pytest.mark.parametrize("name", ["a", "data/fhir/Observation-0001.ndjson", "x" * 100])
def test_a_header_is_as_other_programs_write_it(name: str, size: int) -> None:
    assert header(name, size) == oracle(name, size)


@pytest.mark.parametrize(("name", "size"), [("", 0), ("x" * 101, 0), ("a", -1), ("a", 8**11)])
def test_what_fits_into_no_header_is_a_fault(name: str, size: int) -> None:
    with pytest.raises(ValueError, match="header"):
        header(name, size)


def test_others_read_what_is_written() -> None:
    tar = TarStream()
    given_files = {"a": b"", "b": b"x" * 512, "c": b"y" * 70_000}
    pieces = [each for name, content in given_files.items() for each in tar.member(name, content)]
    out = io.BytesIO(b"".join([*pieces, *tar.end()]))
    assert tar.length == len(out.getvalue()) == padded_length(tar.length)
    with tarfile.open(fileobj=out, mode="r:") as read:
        found = {member.name: read.extractfile(member) for member in read}
        assert {name: file.read() for name, file in found.items() if file} == given_files


@given(st.integers(1, 1 << 45))
def test_the_padding_is_small_and_leaves_whole_blocks(blocks: int) -> None:
    length = blocks * BLOCK
    padded = padded_length(length)
    assert padded % BLOCK == 0
    assert length <= padded <= length * 1.12
    assert padded_length(padded) == padded


def test_few_lengths_are_left() -> None:
    """Between 1 and 2 MiB a stream has 2048 lengths by itself, and 32 when it is padded."""
    lengths = {padded_length(n * BLOCK) for n in range(2048, 4096)}
    assert len(lengths) <= 33
