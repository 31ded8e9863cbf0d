"""A bundle put into a folder: whole or not at all, and nothing there is ever overwritten."""

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from datadonor.errors import DatadonorError, DiskFull, DiskRefused
from datadonor.network import Contact, Door
from datadonor.registry.targets import Delivery
from export.delivery import (
    DeliveryAddressUnfit,
    DeliveryCancelled,
    DeliveryFolderLost,
    DeliveryFolderMissing,
    DeliveryNameTaken,
    Progress,
    Receipt,
    SealedFile,
    SealedFileChanged,
    deliver,
    name_in_folder,
    put,
)
from export.delivery.folder import HANDED_OVER_AT, folder_of
from tests.tus.courses import Notes, sealed_file


@pytest.fixture
def sealed(tmp_path: Path) -> SealedFile:
    return sealed_file(tmp_path)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def contacts() -> list[Contact]:
    return []


@pytest.fixture
def door(contacts: list[Contact]) -> Iterator[Door]:
    with Door(contacts.append) as made:
        yield made


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_bundle_lies_there_whole_under_its_digest(
    sealed: SealedFile, stick: Path, notes: Notes
) -> None:
    receipt = put(sealed, stick, notes.course())
    assert contents(stick) == {f"{sealed.sha256}.age": sealed.path.read_bytes()}
    assert receipt == Receipt("folder", sealed.sha256, 300_000, 300_000, was_there=False)
    assert notes.reports[0] == Progress(0, 300_000)
    assert notes.reports[-1] == Progress(300_000, 300_000)
    assert notes.reports == sorted(notes.reports)


def test_the_recipient_may_read_it_and_its_time_tells_nothing(
    sealed: SealedFile, stick: Path, notes: Notes
) -> None:
    before = os.umask(0o022)
    try:
        put(sealed, stick, notes.course())
    finally:
        os.umask(before)
    found = (stick / name_in_folder(sealed)).stat()
    assert found.st_mode & 0o777 == 0o644
    assert found.st_mtime == found.st_mtime_ns / 1e9 == HANDED_OVER_AT


def test_a_bundle_is_called_by_what_seals_it(sealed: SealedFile, stick: Path, notes: Notes) -> None:
    put(replace(sealed, ending=".c4gh"), stick, notes.course())
    assert list(contents(stick)) == [f"{sealed.sha256}.c4gh"]


def test_an_entry_of_the_registry_leads_to_a_folder_and_to_no_network(
    sealed: SealedFile, stick: Path, notes: Notes, door: Door, contacts: list[Contact]
) -> None:
    spaced = stick / "blå mappe"
    spaced.mkdir()
    to = Delivery(kind="folder", url=spaced.as_uri())
    assert deliver(sealed, to, door, notes.course()).kind == "folder"
    assert contents(spaced) == {name_in_folder(sealed): sealed.path.read_bytes()}
    assert contacts == []


@pytest.mark.parametrize(
    "url",
    [
        "https://eksempel.dk/inbox",
        "http://127.0.0.1/inbox",
        "file://eksempel.dk/inbox",
        "file:///inbox?a=b",
        "file:///inbox#a",
        "file://",
    ],
)
def test_an_entry_that_leads_to_no_folder_is_refused(url: str) -> None:
    with pytest.raises(DeliveryAddressUnfit):
        folder_of(url)
    assert folder_of("file:///inbox") == Path("/inbox")


def test_a_second_time_finds_it_there(sealed: SealedFile, stick: Path, notes: Notes) -> None:
    put(sealed, stick, notes.course())
    left = stick / (name_in_folder(sealed) + ".part")
    left.write_bytes(b"of a run that was killed between link and unlink")
    again = put(sealed, stick, notes.course())
    assert again == Receipt("folder", sealed.sha256, 300_000, 0, was_there=True)
    assert contents(stick) == {name_in_folder(sealed): sealed.path.read_bytes()}


def lays_bytes(path: Path) -> None:
    path.write_bytes(b"x" * 300_000)


def lays_a_short_file(path: Path) -> None:
    path.write_bytes(b"x")


def lays_a_folder(path: Path) -> None:
    path.mkdir()


def lays_a_link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("lay", [lays_bytes, lays_a_short_file, lays_a_folder, lays_a_link])
def test_something_else_of_that_name_is_not_touched(
    sealed: SealedFile, stick: Path, notes: Notes, lay: Callable[[Path], None]
) -> None:
    there = stick / name_in_folder(sealed)
    lay(there)
    before = there.lstat()
    with pytest.raises(DeliveryNameTaken):
        put(sealed, stick, notes.course())
    assert there.lstat() == before
    assert len(list(stick.iterdir())) == 1


def test_a_link_to_the_very_bundle_is_not_taken_for_it(
    sealed: SealedFile, stick: Path, notes: Notes
) -> None:
    (stick / name_in_folder(sealed)).symlink_to(sealed.path)
    with pytest.raises(DeliveryNameTaken):
        put(sealed, stick, notes.course())


@pytest.mark.parametrize("has_links", [True, False])
def test_what_is_laid_there_meanwhile_is_not_overwritten(
    sealed: SealedFile,
    stick: Path,
    notes: Notes,
    monkeypatch: pytest.MonkeyPatch,
    has_links: bool,
) -> None:
    def lay(progress: Progress) -> None:
        (stick / name_in_folder(sealed)).write_bytes(b"theirs")

    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    notes.on_report = lay
    with pytest.raises(DeliveryNameTaken):
        put(sealed, stick, notes.course())
    assert contents(stick) == {name_in_folder(sealed): b"theirs"}


def no_links(*_: object, **__: object) -> None:
    """Be FAT."""
    raise OSError(errno.EPERM, "Operation not permitted")


def test_a_stick_that_knows_no_second_names_takes_it_too(
    sealed: SealedFile, stick: Path, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_links)
    put(sealed, stick, notes.course())
    assert contents(stick) == {name_in_folder(sealed): sealed.path.read_bytes()}


@pytest.mark.parametrize("fault", [errno.EINVAL, errno.ENOTSUP])
def test_a_stick_whose_folders_cannot_be_synced_takes_it_too(
    sealed: SealedFile, stick: Path, notes: Notes, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    sync = os.fsync

    def files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(fault, os.strerror(fault))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", files_only)
    put(sealed, stick, notes.course())
    assert contents(stick) == {name_in_folder(sealed): sealed.path.read_bytes()}


@pytest.mark.parametrize("has_link", [False, True])
def test_what_a_killed_run_left_is_not_in_the_way(
    sealed: SealedFile, stick: Path, notes: Notes, tmp_path: Path, has_link: bool
) -> None:
    left = stick / (name_in_folder(sealed) + ".part")
    other = tmp_path / "other"
    other.write_bytes(b"theirs")
    if has_link:
        left.symlink_to(other)
    else:
        left.write_bytes(b"half")
    put(sealed, stick, notes.course())
    assert contents(stick) == {name_in_folder(sealed): sealed.path.read_bytes()}
    assert other.read_bytes() == b"theirs"


@pytest.mark.parametrize("what", ["nothing", "file"])
def test_a_folder_that_is_not_there_is_said(
    sealed: SealedFile, tmp_path: Path, notes: Notes, what: str
) -> None:
    place = tmp_path / "place"
    if what == "file":
        place.write_bytes(b"")
    with pytest.raises(DeliveryFolderMissing):
        put(sealed, place, notes.course())


def test_an_error_that_is_being_handled_is_not_blamed(
    sealed: SealedFile, tmp_path: Path, notes: Notes
) -> None:
    try:
        raise OSError(errno.EIO, "Input/output error")
    except OSError:
        with pytest.raises(DeliveryFolderMissing):
            put(sealed, tmp_path / "place", notes.course())


class Usage(NamedTuple):
    """What a disk says of itself."""

    total: int
    used: int
    free: int


def test_too_little_room_is_known_before_anything_is_written(
    sealed: SealedFile, stick: Path, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 300_000, 300_000))
    with pytest.raises(DiskFull):
        put(sealed, stick, notes.course())
    assert contents(stick) == {}
    assert notes.reports == []


FAULTS: dict[int, type[DatadonorError]] = {
    errno.ENOSPC: DiskFull,
    errno.EFBIG: DiskFull,  # FAT: no file of 4 GiB
    errno.EROFS: DiskRefused,
    errno.EACCES: DiskRefused,
    errno.EIO: DeliveryFolderLost,
    errno.ENODEV: DeliveryFolderLost,
    errno.ENXIO: DeliveryFolderLost,
    errno.ENOENT: DeliveryFolderLost,
    errno.ESTALE: DeliveryFolderLost,
}


@pytest.mark.parametrize("call", ["open", "write", "fsync", "utime", "link", "unlink"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_step_is_told_and_leaves_nothing_half(
    sealed: SealedFile,
    stick: Path,
    notes: Notes,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    fault: int,
) -> None:
    real = getattr(os, call)
    mine = str(stick)

    def fail(first: object, *rest: object, **named: object) -> object:
        is_ours = call in ("write", "fsync") or (
            str(first).startswith(mine) and str(first).endswith(".part")
        )
        if is_ours:
            monkeypatch.setattr(os, call, real)
            raise OSError(fault, os.strerror(fault), mine)
        return real(first, *rest, **named)

    monkeypatch.setattr(os, call, fail)
    # What it gets by without: a time, a second name, and anything left to remove.
    spared = {("link", errno.EACCES), ("utime", errno.EACCES), ("unlink", errno.ENOENT)}
    if (call, fault) in spared:
        put(sealed, stick, notes.course())
    else:
        with pytest.raises(FAULTS[fault]) as caught:
            put(sealed, stick, notes.course())
        assert type(caught.value) is FAULTS[fault]
        assert mine not in repr([caught.value, caught.value.facts, caught.value.__cause__])
    left = contents(stick)
    assert left in ({}, {name_in_folder(sealed): sealed.path.read_bytes()})


def test_a_stick_that_is_pulled_out_is_told_from_a_faulty_disk(
    sealed: SealedFile, stick: Path, notes: Notes
) -> None:
    def pull_out(progress: Progress) -> None:
        if progress.done_bytes > 100_000 and stick.exists():
            shutil.rmtree(stick)

    notes.on_report = pull_out
    with pytest.raises(DeliveryFolderLost):
        put(sealed, stick, notes.course())


def test_a_file_that_is_not_what_was_sealed_is_not_left_there(
    sealed: SealedFile, stick: Path, notes: Notes
) -> None:
    content = sealed.path.read_bytes()
    for other in (content[:-1], b"x" + content[1:], b""):
        sealed.path.write_bytes(other)
        with pytest.raises(SealedFileChanged):
            put(sealed, stick, notes.course())
        assert contents(stick) == {}


def test_a_link_in_the_place_of_the_sealed_file_is_not_followed(
    sealed: SealedFile, stick: Path, notes: Notes, tmp_path: Path
) -> None:
    moved = tmp_path / "moved"
    sealed.path.rename(moved)
    sealed.path.symlink_to(moved)
    with pytest.raises(DiskRefused):
        put(sealed, stick, notes.course())
    assert contents(stick) == {}


def test_a_person_can_stop_it_at_every_report(
    sealed: SealedFile, stick: Path, notes: Notes
) -> None:
    counted = Notes()
    put(sealed, stick, counted.course())
    (stick / name_in_folder(sealed)).unlink()
    for number in range(len(counted.reports) - 1):
        notes = Notes()

        def stop(_: Progress, notes: Notes = notes, number: int = number) -> None:
            if len(notes.reports) > number:
                raise DeliveryCancelled

        notes.on_report = stop
        with pytest.raises(DeliveryCancelled):
            put(sealed, stick, notes.course())
        assert contents(stick) == {}


def test_a_thousand_reports_cost_no_more_memory_than_one(stick: Path, tmp_path: Path) -> None:
    """A bundle of any length is copied piece by piece."""
    large = sealed_file(tmp_path, 5_000_000)
    notes = Notes()
    put(large, stick, notes.course())
    steps = [
        after.done_bytes - before.done_bytes
        for before, after in zip(notes.reports, notes.reports[1:], strict=False)
    ]
    assert max(steps) <= 65_536
