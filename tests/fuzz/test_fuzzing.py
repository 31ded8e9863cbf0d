"""The fuzzer's targets work without the fuzzer, and what it says is read rightly."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest

from datadonor.sources.detection import known_formats
from datadonor.sources.found import Found
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading
from tests.fuzz.campaign import plant_seeds, read_outcome
from tests.fuzz.targets import FormatTarget, Unsound, seeds_of, target_names, target_of
from tests.stores import steps

CRASHED: Final = """#2\tINITED cov: 63
#1841\tREDUCE cov: 73 ft: 106
 === Uncaught Python exception: ===
artifact_prefix='x/'; Test unit written to x/crash-a3dddc70b99134d5aaed8f7f1b22eac821c2a76c
"""


def test_every_format_that_stands_is_fuzzed_from_honest_files() -> None:
    assert {each.name for each in known_formats()} < set(target_names())
    assert all(list(seeds_of(name)) for name in target_names())


@pytest.mark.parametrize("name", target_names())
def test_the_seeds_are_no_finds(name: str) -> None:
    """Also cut, empty, and under the name of another file."""
    target = target_of(name)
    target(b"")
    for seed in seeds_of(name):
        target(seed)
        target(seed[: len(seed) // 2])
        target(bytes([seed[0] + 1]) + seed[1:])


def test_a_target_that_nobody_knows_is_said_so() -> None:
    with pytest.raises(LookupError):
        target_of("nothing")


def broken(entries: Sequence[Entry], _reading: Reading) -> Iterator[Found]:
    content = entries[0].read(100)
    yield steps(0, 1.0, minutes=-1 if content == b"absurd" else 1)
    if content == b"crash":
        raise KeyError


def test_a_crash_and_what_is_unsound_would_be_finds() -> None:
    """Negative control: a reader that lets an exception through, or an absurd length."""
    target = FormatTarget(Format("broken", lambda *_: True, broken), ["a"])
    target(b"\0fine")
    with pytest.raises(KeyError):
        target(b"\0crash")
    with pytest.raises(Unsound, match="a length out of bounds"):
        target(b"\0absurd")
    target(b"\0fine")


def test_what_the_fuzzer_says_is_read(tmp_path: Path) -> None:
    good = read_outcome("x", "#9\tDONE\nDone 12345 runs in 10 second(s)\n", tmp_path, 0)
    assert (good.tried, good.is_good) == (12345, True)
    crashed = read_outcome("x", CRASHED, tmp_path, 77)
    assert (crashed.tried, crashed.is_good, crashed.is_broken) == (1841, False, False)
    assert crashed.saved is not None
    assert crashed.saved.name.startswith("crash-a3ddd")
    assert not read_outcome("x", "no such module", tmp_path, 1).is_good
    assert not read_outcome("x", "", tmp_path, 0).is_good, "nothing tried is nothing shown"


def test_seeds_are_planted_once(tmp_path: Path) -> None:
    plant_seeds("gpx", tmp_path)
    plant_seeds("gpx", tmp_path)
    assert len(list(tmp_path.iterdir())) == len(list(seeds_of("gpx")))
