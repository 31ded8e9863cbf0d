"""What a person gave is recognised by what is in it; names decide nothing."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from datadonor.sources.detection import detect, known_formats
from datadonor.sources.found import Found
from datadonor.sources.parcel import HEAD_BYTES, Entry, open_parcel
from datadonor.sources.reading import Format, Reading
from tests.hostile_zips import Member, build


def nothing(_entries: Sequence[Entry], _reading: Reading) -> Iterator[Found]:
    yield from ()


def beginning_with(magic: bytes, rank: int = 50, belonging: str = "") -> Format:
    return Format(
        magic.decode(),
        lambda _entry, head: head.startswith(magic),
        nothing,
        belongs=lambda entry: bool(belonging) and entry.path.suffix == belonging,
        rank=rank,
    )


def sorted_out(place: Path, formats: list[Format]) -> tuple[dict[str, list[str]], list[str]]:
    with open_parcel(place) as parcel:
        claims, left = detect(parcel, formats)
        return (
            {name: [each.path.name for each in entries] for name, entries in claims.items()},
            [each.path.name for each in left],
        )


def zipped(tmp_path: Path, **files: bytes) -> Path:
    place = tmp_path / "given.zip"
    place.write_bytes(build([Member(name.encode(), content) for name, content in files.items()]))
    return place


def test_a_parcel_is_taken_apart_by_format(tmp_path: Path) -> None:
    """Formats come in the order asked, entries in the order listed."""
    place = zipped(tmp_path, a=b"AAA1", b=b"BBB", c=b"AAA2", d=b"?", e=b"")
    claims, left = sorted_out(place, [beginning_with(b"BBB"), beginning_with(b"AAA")])
    assert claims == {"BBB": ["b"], "AAA": ["a", "c"]}
    assert list(claims) == ["BBB", "AAA"]
    assert left == ["d", "e"]


def test_the_first_that_recognises_an_entry_has_it(tmp_path: Path) -> None:
    place = zipped(tmp_path, a=b"AAA1")
    assert sorted_out(place, [beginning_with(b"AA"), beginning_with(b"AAA")])[0] == {"AA": ["a"]}


def test_an_entry_belongs_only_where_its_format_was_found(tmp_path: Path) -> None:
    """A table beside an export is part of it; alone it is not."""
    formats = [beginning_with(b"AAA", belonging=".csv")]
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "x.csv").write_bytes(b"1,2")
    assert sorted_out(alone, formats) == ({}, ["x.csv"])
    (alone / "main").write_bytes(b"AAA")
    assert sorted_out(alone, formats) == ({"AAA": ["main", "x.csv"]}, [])


def test_no_more_than_the_head_is_looked_at(tmp_path: Path) -> None:
    seen: list[int] = []

    def sniff(_entry: Entry, head: bytes) -> bool:
        seen.append(len(head))
        return False

    (tmp_path / "large").write_bytes(b"x" * (HEAD_BYTES + 1))
    (tmp_path / "empty").write_bytes(b"")
    sorted_out(tmp_path, [Format("any", sniff, nothing)])
    assert seen == [HEAD_BYTES], "and an empty file is nobody's"


def test_known_formats_have_names_of_their_own_and_an_order() -> None:
    formats = known_formats()
    names = [each.name for each in formats]
    assert len(names) == len(set(names)) >= 8
    assert [each.rank for each in formats] == sorted(each.rank for each in formats)
    assert all(name.replace("_", "").isalnum() and name == name.lower() for name in names)
