"""What a person gives is hostile until shown otherwise, and is refused for its own reason."""

import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from datadonor.errors import DatadonorError, DiskRefused, ExitCode
from datadonor.sources.errors import (
    FileChanged,
    FileCut,
    FileDamaged,
    FileEmpty,
    FileHostile,
    FileLocked,
    FileRefused,
    FileTooLarge,
    ImportCancelled,
    VersionUnknown,
)
from datadonor.sources.parcel import HEAD_BYTES, Limits, Parcel, open_parcel, size_bytes
from tests.faults.children import Say, run_child
from tests.hostile_zips import (
    DEFLATED,
    DESCRIPTOR,
    ENCRYPTED,
    UTF8,
    Member,
    build,
    interleaved,
    nested,
    overlapping,
    quine,
)

TEXT: Final = b"some bytes, over and over. " * 40
HUGE: Final = 1 << 40


def names(parcel: Parcel) -> list[str]:
    return [str(entry.path) for entry in parcel.entries]


def read_all(place: Path, limits: Limits | None = None) -> dict[str, bytes]:
    """Read every entry to its end: what is not found when opening is found then."""
    with open_parcel(place, limits=limits) as parcel:
        contents = {}
        for entry in parcel.entries:
            entry.head()
            with entry.open() as stream:
                contents[str(entry.path)] = stream.read()
        parcel.verify_unchanged()
        return contents


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "given.bin"


# -- what is honest -----------------------------------------------------------


def test_a_plain_file_is_one_entry(place: Path) -> None:
    place.write_bytes(TEXT)
    with open_parcel(place) as parcel:
        assert parcel.digest == hashlib.sha256(TEXT).hexdigest()
        assert names(parcel) == ["given.bin"]
        assert parcel.total_bytes == len(TEXT)
        assert parcel.entries[0].read(len(TEXT)) == TEXT
        assert parcel.meter.bytes_read == len(TEXT)


def test_a_folder_is_its_files_sorted_and_links_are_left_out(tmp_path: Path) -> None:
    """A link leads out of what was given; nobody is told what it points at."""
    folder = tmp_path / "folder"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "2").write_bytes(b"two")
    (folder / "a").write_bytes(b"one")
    (folder / "empty").write_bytes(b"")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_bytes(b"not given")
    (folder / "link").symlink_to(tmp_path / "outside" / "secret")
    (folder / "way out").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert read_all(folder) == {"a": b"one", "empty": b"", "b/2": b"two"}


def test_a_folders_digest_is_that_of_its_names_and_files(tmp_path: Path) -> None:
    """Wherever it lies, and whatever it is called itself."""
    digests = []
    for name, content in (("one", b"1"), ("two", b"1"), ("three", b"2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_bytes(content)
        with open_parcel(tmp_path / name) as parcel:
            digests.append(parcel.digest)
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    "content",
    [
        build([Member(b"a", TEXT), Member(b"f/", mode=0o40755), Member(b"f/b", TEXT, DEFLATED)]),
        build([Member(b"a", TEXT, DEFLATED, DESCRIPTOR), Member(b"f/b", TEXT, 0, DESCRIPTOR)]),
        build([Member(b"a", TEXT, is_long=True), Member(b"f/b", TEXT)], is_long=True),
    ],
    ids=["plain", "data descriptors", "zip64"],
)
def test_honest_zips_are_read(place: Path, content: bytes) -> None:
    """Apple's have sizes of 0 in local headers; beyond 4 GB they are Zip64."""
    place.write_bytes(content)
    assert read_all(place) == {"given.bin/a": TEXT, "given.bin/f/b": TEXT}


def test_a_zip_within_a_zip_is_looked_into_once(place: Path) -> None:
    """A watch maker nests once; whatever is deeper stays a file of bytes."""
    place.write_bytes(
        build(
            [
                Member(b"x.zip", build([Member(b"1", b"one"), Member(b"2", b"two")])),
                Member(b"y.zip", nested(2, b"3", b"three")),
                Member(b"4", b"four"),
            ]
        )
    )
    contents = read_all(place)
    assert list(contents) == [
        "given.bin/x.zip/1",
        "given.bin/x.zip/2",
        "given.bin/y.zip/inner.zip",
        "given.bin/4",
    ]
    assert contents["given.bin/x.zip/2"] == b"two"
    assert contents["given.bin/y.zip/inner.zip"].startswith(b"PK")


def test_nested_zips_can_be_read_in_any_order(place: Path) -> None:
    """One of them is held in memory at a time, and loaded anew when another was used."""
    inner = {b"x.zip": (b"one", b"two"), b"y.zip": (b"three", b"four")}
    place.write_bytes(
        build(
            [
                Member(name, build([Member(b"1", parts[0]), Member(b"2", parts[1])]))
                for name, parts in inner.items()
            ]
        )
    )
    with open_parcel(place) as parcel:
        for order in ((0, 2, 1, 3), (3, 0, 3, 1)):
            for index in order:
                expected = [b"one", b"two", b"three", b"four"][index]
                assert parcel.entries[index].read(10) == expected


def test_a_parcel_opened_without_a_digest_is_otherwise_the_same(place: Path) -> None:
    """As in a process beside, where the one that asked has hashed it already."""
    place.write_bytes(build([Member(b"a", b"one"), Member(b"x.zip", nested(1, b"b", b"two"))]))
    with open_parcel(place) as parcel, open_parcel(place, is_hashed=False) as again:
        assert names(parcel) == names(again)
        assert [each.read(9) for each in again.entries] == [b"one", b"two"]
        assert again.digest == ""
    assert size_bytes(place) == place.stat().st_size
    assert size_bytes(place.with_name("missing")) == 0


def test_a_hundred_thousand_entries_are_listed_in_seconds(place: Path) -> None:
    """Twelve years of a watch are 32 738 files; 100 000 must not be a way to stop us."""
    place.write_bytes(build([Member(b"%d.json" % n, b"{}") for n in range(100_000)]))
    began = time.perf_counter()
    with open_parcel(place) as parcel:
        assert len(parcel.entries) == 100_000
        for entry in parcel.entries[::1000]:
            assert entry.head() == b"{}"
    assert time.perf_counter() - began < 60


# -- zips that are not --------------------------------------------------------

NAMES: Final = {
    "parent": b"../../etc/passwd",
    "parent within": b"a/../../b",
    "parent, windows": b"..\\..\\b",
    "absolute": b"/etc/passwd",
    "absolute, windows": b"\\windows\\b",
    "drive": b"C:\\b",
    "drive, relative": b"C:b",
    "share": b"//server/b",
    "nul": b"a\0.xml",
    "none": b"",
}

GOOD: Final = build([Member(b"a", TEXT, DEFLATED), Member(b"b", TEXT)])
PACKED: Final = Member(b"a", TEXT, DEFLATED).packed
WRONG_CRC: Final = build([Member(b"a", TEXT, DEFLATED, crc=1)])

ZIPS: Final[dict[str, tuple[bytes, type[FileRefused]]]] = {
    **{name: (build([Member(raw, TEXT)]), FileHostile) for name, raw in NAMES.items()},
    "name twice": (build([Member(b"a", b"1"), Member(b"a", b"2")]), FileHostile),
    "name twice, other slash": (build([Member(b"a/b", b"1"), Member(b"a\\b", b"2")]), FileHostile),
    "name twice, by dots": (build([Member(b"a/b", b"1"), Member(b"./a//b", b"2")]), FileHostile),
    "link": (build([Member(b"a", b"/etc/passwd", mode=0o120777)]), FileHostile),
    "pipe": (build([Member(b"a", mode=0o010644)]), FileHostile),
    "device": (build([Member(b"a", mode=0o020644)]), FileHostile),
    "encrypted": (build([Member(b"a", TEXT, flags=ENCRYPTED)]), FileLocked),
    "strongly encrypted": (build([Member(b"a", TEXT, flags=0x41)]), FileLocked),
    "encrypted with AES": (build([Member(b"a", TEXT, 99, ENCRYPTED)]), FileLocked),
    "deflate64": (build([Member(b"a", TEXT, 9)]), VersionUnknown),
    "bzip2": (build([Member(b"a", TEXT, 12)]), VersionUnknown),
    "lzma": (build([Member(b"a", TEXT, 14)]), VersionUnknown),
    "overlapping": (overlapping(100, TEXT), FileHostile),
    "interleaved": (interleaved(TEXT), FileHostile),
    "wrong sum": (WRONG_CRC, FileDamaged),
    "name not UTF-8": (build([Member(b"\xff\xfe", TEXT, flags=UTF8)]), FileDamaged),
    "name not UTF-8 inside": (
        build([Member(b"a", TEXT, flags=UTF8, local_name=b"\xff")]),
        FileDamaged,
    ),
    "other name inside": (build([Member(b"a", TEXT, local_name=b"b")]), FileDamaged),
    "place beyond the end": (build([Member(b"a", TEXT, place=HUGE, is_long=True)]), FileDamaged),
    "larger than the file": (build([Member(b"a", TEXT, packed_size=1 << 30)]), FileDamaged),
    "says less than there is": (build([Member(b"a", TEXT, DEFLATED, size=10)]), FileDamaged),
    "stored, and says more": (build([Member(b"a", TEXT, size=2000)]), FileDamaged),
    "not deflate": (GOOD.replace(PACKED, b"\xff" * len(PACKED)), FileDamaged),
    "petabytes": (build([Member(b"a", TEXT, size=1 << 50, is_long=True)]), FileTooLarge),
    "terabyte": (build([Member(b"a", TEXT, DEFLATED, size=HUGE, is_long=True)]), FileTooLarge),
}


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_that_lies_is_refused(place: Path, name: str) -> None:
    content, refusal = ZIPS[name]
    place.write_bytes(content)
    with pytest.raises(refusal) as caught:
        read_all(place)
    assert caught.value.exit_code is ExitCode.BAD_FILE


def test_the_zips_differ_from_a_good_one_in_their_fault_only(place: Path) -> None:
    """Negative control: the same maker's good zip is read."""
    place.write_bytes(GOOD)
    assert read_all(place) == {"given.bin/a": TEXT, "given.bin/b": TEXT}


def test_a_size_that_is_too_large_makes_no_bytes_up(place: Path) -> None:
    """The listing's size is for bounds only: what the sum confirms is what is read."""
    place.write_bytes(build([Member(b"a", TEXT, DEFLATED, size=2000)]))
    assert read_all(place) == {"given.bin/a": TEXT}


def test_a_zip_that_repeats_itself_is_looked_into_once(place: Path) -> None:
    place.write_bytes(quine())
    assert len(read_all(place)) == 1


def test_a_zip_cut_anywhere_is_refused(place: Path) -> None:
    """A zip has its listing at the end, so that a half copied one has none."""
    for length in range(4, len(GOOD)):
        place.write_bytes(GOOD[:length])
        with pytest.raises((FileCut, FileDamaged)) as caught:
            read_all(place)
        if length < len(GOOD) - 22:
            assert type(caught.value) is FileCut


def test_a_zip_with_any_byte_changed_is_read_or_refused(place: Path) -> None:
    """Never another exception, and never other bytes than were packed."""
    for index in range(len(GOOD)):
        for change in (0x01, 0x80, 0xFF):
            changed = bytearray(GOOD)
            changed[index] ^= change
            place.write_bytes(changed)
            try:
                contents = read_all(place)
            except FileRefused:
                continue
            assert all(content in (TEXT, bytes(changed)) for content in contents.values())


# -- too much -----------------------------------------------------------------

SMALL: Final = Limits(
    entries=50,
    unpacked_bytes=100_000,
    nested_bytes=20_000,
    ratio=50,
    ratio_from_bytes=10_000,
    listing_bytes=20_000,
)
ZEROS: Final = bytes(9_000)

TOO_MUCH: Final = {
    "one member": build([Member(b"a", bytes(20_000), DEFLATED)]),
    "members that are each small": build([Member(b"%d" % n, ZEROS, DEFLATED) for n in range(10)]),
    "all at once": build([Member(b"%d" % n, os.urandom(9_000)) for n in range(12)]),
    "entries": build([Member(b"%d" % n) for n in range(51)]),
    "entries that the end denies": build([Member(b"%d" % n) for n in range(51)], entries=1),
    "names": build([Member(b"%d" % n + b"x" * 1000) for n in range(40)]),
    "a zip within": build([Member(b"x.zip", build([Member(b"a", os.urandom(30_000))]))]),
    "a bomb within": build(
        [Member(b"x.zip", build([Member(b"%d" % n, ZEROS, DEFLATED) for n in range(10)]))]
    ),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(place: Path, name: str) -> None:
    place.write_bytes(TOO_MUCH[name])
    with pytest.raises(FileTooLarge), open_parcel(place, limits=SMALL):
        pass
    if "bomb" not in name and "entries" not in name:
        assert read_all(place)  # negative control: it is the limits that refuse it


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path) -> None:
    for number in range(51):
        (tmp_path / str(number)).write_bytes(b"x")
    with pytest.raises(FileTooLarge), open_parcel(tmp_path, limits=SMALL):
        pass


def test_what_is_read_in_all_is_bounded(tmp_path: Path) -> None:
    """Also of plain files, which say their size only when they have been read."""
    for number in range(11):
        (tmp_path / str(number)).write_bytes(os.urandom(9_500))
    with pytest.raises(FileTooLarge):
        read_all(tmp_path, SMALL)


def test_an_entry_is_never_read_beyond_what_was_asked(place: Path) -> None:
    place.write_bytes(TEXT)
    with open_parcel(place) as parcel:
        assert len(parcel.entries[0].head()) == min(len(TEXT), HEAD_BYTES)
        with pytest.raises(FileTooLarge):
            parcel.entries[0].read(len(TEXT) - 1)


# -- places that are no files -------------------------------------------------


def test_a_zip_with_nothing_in_it_is_opened(place: Path) -> None:
    place.write_bytes(build([]))
    assert read_all(place) == {}


def test_nothing_is_empty(tmp_path: Path, place: Path) -> None:
    (tmp_path / "folder").mkdir()
    place.write_bytes(b"")
    for each in (tmp_path / "folder", place):
        with pytest.raises(FileEmpty), open_parcel(each):
            pass
    (tmp_path / "folder" / "empty").write_bytes(b"")
    with pytest.raises(FileEmpty), open_parcel(tmp_path / "folder"):
        pass


def test_what_is_not_there_is_the_disks_business(tmp_path: Path) -> None:
    for each in (tmp_path / "missing", Path("a\0b"), tmp_path / ("x" * 5000)):
        with pytest.raises(DiskRefused), open_parcel(each):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="has no such files")
def test_a_pipe_or_device_is_never_opened(tmp_path: Path) -> None:
    """Opening a pipe waits for ever, and a device may do anything."""
    pipe = tmp_path / "folder" / "pipe"
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    for each in (pipe, Path(os.devnull)):
        with pytest.raises(FileHostile), open_parcel(each):
            pass
    (pipe.parent / "file").write_bytes(b"one")
    assert read_all(pipe.parent) == {"file": b"one"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_read_is_said_so(tmp_path: Path, what: str) -> None:
    """In a child that is nobody, since nothing is closed to the computer's owner."""
    folder = tmp_path / "given"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "file").write_bytes(TEXT)
    (folder / "other").write_bytes(TEXT)
    closed = folder / "deep" if what == "folder" else folder / "deep" / "file"
    closed.chmod(0)

    def work(say: Say) -> None:
        if os.getuid() == 0:
            os.chdir(folder)  # so that the folders above need not be open to all
            os.chown(folder, 65534, 65534)
            os.setresuid(65534, 65534, 65534)
        else:
            os.chdir(folder)
        try:
            read_all(Path())
        except DatadonorError as error:
            say(error.code)

    said, _ = run_child(work)
    closed.chmod(stat.S_IRWXU)
    assert said == ["DISK_REFUSED"]


# -- what changes meanwhile ---------------------------------------------------


def grow(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b"more")


def touch(file: Path) -> None:
    when = file.stat().st_mtime_ns + 1_000_000
    os.utime(file, ns=(when, when))


def replace(file: Path) -> None:
    seen = file.stat()
    other = file.with_name("other")
    other.write_bytes(b"X" * seen.st_size)
    os.utime(other, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    other.replace(file)


def cut(file: Path) -> None:
    os.truncate(file, 3)


CHANGES: Final = [grow, touch, replace, cut, Path.unlink]


@pytest.mark.parametrize("is_folder", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, change: Callable[[Path], None], is_folder: bool
) -> None:
    """What was hashed must be what was read: the digest stands in the log."""
    folder = tmp_path / "folder"
    folder.mkdir()
    file = folder / "file"
    file.write_bytes(TEXT)
    with open_parcel(folder if is_folder else file) as parcel:
        with parcel.entries[0].open() as stream:
            stream.read(5)
            change(file)
            stream.read()
        with pytest.raises(FileChanged):
            parcel.verify_unchanged()


def test_a_file_that_stays_is_not_refused(place: Path) -> None:
    place.write_bytes(TEXT)
    assert read_all(place)


# -- stopping -----------------------------------------------------------------


@pytest.mark.parametrize("content", [TEXT * 2500, build([Member(b"x.zip", GOOD), Member(b"a")])])
def test_it_can_be_stopped_at_every_step(place: Path, content: bytes) -> None:
    """Also while it is hashed, and while a zip within a zip is unpacked."""
    place.write_bytes(content)
    steps = asked_of(place, stop_at=0)
    assert steps > 3
    for stop_at in range(1, steps + 1):
        with pytest.raises(ImportCancelled):
            asked_of(place, stop_at)


def asked_of(place: Path, stop_at: int) -> int:
    """Read all of it, stop at a step, and return how often it was asked whether to go on."""
    asked = 0

    def check(_bytes_read: int) -> None:
        nonlocal asked
        asked += 1
        if asked == stop_at:
            raise ImportCancelled

    with open_parcel(place, check=check) as parcel:
        for entry in parcel.entries:
            with entry.open() as stream:
                stream.read()
    return asked
