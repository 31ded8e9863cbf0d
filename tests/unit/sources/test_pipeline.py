"""From a file to the vault: all or nothing, and a report that a person can check.

The formats here are made up, so that the pipeline is tested and not an importer; those
are tried in ``tests/attacks``.
"""

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, ImportFinished
from datadonor.errors import DatadonorError, DiskRefused
from datadonor.records.categories import CategoryId
from datadonor.records.sample import (
    Basis,
    Document,
    Episode,
    IdentifierKind,
    KnownIdentifier,
    Sample,
    ZoneKnown,
)
from datadonor.records.types import TypeId
from datadonor.records.writing import columns_of
from datadonor.sources.errors import (
    FileChanged,
    FileCut,
    FileEmpty,
    FormatUnknown,
    ImportCancelled,
    SomeoneElse,
)
from datadonor.sources.found import Fault, Found, Note, Notice, Unreadable
from datadonor.sources.parcel import Entry
from datadonor.sources.pipeline import MOST_UNREADABLE, Progress, Report, Wishes, import_parcel
from datadonor.sources.reading import Format, Reading
from tests.hostile_zips import Member, build
from tests.stores import PHONE, UTC, steps

START: Final = 1_780_000_000_000

TABLES: Final = (
    "import", "sample_type", "source", "context", "sample", "hour", "day", "episode", "trace",
    "document", "known_identifier", "table_mapping", "event",
)  # fmt: skip


def state_of(opened: OpenVault) -> dict[str, Any]:
    """Return all that a refused import may not change."""
    connection = opened.vault.connection
    rows = {name: sorted(connection.rows(f"SELECT * FROM {name}"), key=repr) for name in TABLES}
    cache = connection.number("PRAGMA cache_size")
    return {**rows, "root": opened.log.root(), "size": opened.log.size, "cache": cache}


def read_lines(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    """Read a made-up format: a word on each line says what is found there."""
    for entry in entries:
        with entry.open() as stream:
            for number, line in enumerate(stream, 1):
                word, _, rest = line.decode().strip().partition(" ")
                if word == "cut":
                    raise FileCut
                assert word != "zone" or reading.zone.key == rest
                yield from found_by(word, rest, f"line {number}")


def found_by(word: str, rest: str, where: str) -> Iterator[Found]:
    match word:
        case "step":
            yield steps(START + int(rest) * 60_000, 10)
        case "batch":
            yield columns_of([steps(START + n * 60_000, 10) for n in range(int(rest))])
        case "episode":
            yield Episode("Workout", START + int(rest), 60_000, PHONE, UTC, "running")
        case "document":
            basis = Basis(ZoneKnown.UTC)
            yield Document("Condition", CategoryId("conditions"), rest, b"{}", PHONE, basis, START)
        case "unknown":
            yield Sample(TypeId("NobodyKnowsThis"), START, 0, 1.0, None, PHONE, UTC)
        case "bad":
            yield Unreadable(where, Fault.NUMBER_UNREADABLE)
        case "note":
            yield Notice(Note.ZONE_ASSUMED, int(rest))
        case "cpr":
            yield KnownIdentifier(IdentifierKind.CPR, rest, is_subject=True)


def lines_format(magic: str = "lines", rank: int = 50) -> Format:
    return Format(magic, lambda _, head: head.startswith(magic.encode()), read_lines, rank=rank)


LINES: Final = (lines_format(), lines_format("other", rank=60))


@pytest.fixture
def give(opened: OpenVault, tmp_path: Path) -> Callable[..., tuple[Report, ...]]:
    """Return a function that imports lines, or files of a zip by name."""
    numbers = count()

    def import_lines(
        *lines: str,
        zipped: dict[str, list[str]] | None = None,
        wishes: Wishes | None = None,
        report_progress: Callable[[Progress], None] = lambda _: None,
    ) -> tuple[Report, ...]:
        place = tmp_path / f"given-{next(numbers)}"
        if zipped is None:
            place.write_text("\n".join(["lines", *lines]))
        else:
            place.write_bytes(
                build(
                    [
                        Member(name.encode(), "\n".join([name.split(".")[0], *rest]).encode())
                        for name, rest in zipped.items()
                    ]
                )
            )
        return import_parcel(
            opened, place, SELF, wishes=wishes, report_progress=report_progress, formats=LINES
        )

    return import_lines


Give = Callable[..., tuple[Report, ...]]


def events_of(opened: OpenVault) -> list[ImportFinished]:
    found = (stored.event for stored in opened.log.events_of(ImportFinished))
    return [
        each.what for each in found if each is not None and isinstance(each.what, ImportFinished)
    ]


def samples(opened: OpenVault) -> int:
    return opened.vault.connection.number("SELECT count(*) FROM sample")


# -- what is reported ---------------------------------------------------------


def test_a_report_counts_what_came_of_a_file(opened: OpenVault, give: Give) -> None:
    (report,) = give("batch 100", "episode 1", "document x", "unknown", "bad", "note 3", "note 4")
    assert (report.format, report.added, report.duplicates) == ("lines", 103, 0)
    assert report.by_category == {"activity": 101, "conditions": 1, "": 1}
    assert sum(report.by_category.values()) == report.added
    assert report.unreadable == (Unreadable("line 6", Fault.NUMBER_UNREADABLE),)
    assert report.notices == {Note.ZONE_ASSUMED: 7}
    assert 0 <= report.seconds < 60
    assert samples(opened) == 101


def test_the_log_says_what_was_imported_by_its_digest(
    opened: OpenVault, give: Give, tmp_path: Path
) -> None:
    """Whoever has the file can find out that it is this one."""
    (report,) = give("batch 10", "bad")
    digest = hashlib.sha256((tmp_path / "given-0").read_bytes()).hexdigest()
    (event,) = events_of(opened)
    assert event.file_sha256 == report.digest == digest
    assert (event.added, event.duplicates, event.unreadable) == (10, 0, 1)
    assert event.import_id == report.import_id
    name, position = next(opened.vault.connection.rows("SELECT name, position FROM import"))
    assert name == report.import_id
    stored = opened.log.event(position).event
    assert stored is not None
    assert stored.what == event
    words = json.dumps([each.model_dump() for each in events_of(opened)])
    assert "given" not in words, "a file's name may be a person's"


def test_unreadable_rows_are_all_counted_and_the_first_are_placed(give: Give) -> None:
    (report,) = give(*["bad"] * (MOST_UNREADABLE + 50))
    assert report.unreadable_count == MOST_UNREADABLE + 50
    assert [each.where for each in report.unreadable] == [
        f"line {n + 2}" for n in range(MOST_UNREADABLE)
    ]
    assert report.added == 0


def test_what_the_person_said_reaches_the_format(give: Give) -> None:
    give("zone Asia/Tokyo", "step 1", wishes=Wishes(zone=ZoneInfo("Asia/Tokyo")))
    with pytest.raises(AssertionError):
        give("zone Asia/Tokyo")


def test_progress_comes_in_numbers_that_grow(give: Give) -> None:
    told: list[Progress] = []
    give(*["batch 50"] * 3, *["step 1"] * 30_000, report_progress=told.append)
    assert told[-1].bytes_read == told[-1].total_bytes > 200_000
    assert [each.bytes_read for each in told] == sorted(each.bytes_read for each in told)
    assert all(each.bytes_read <= (each.total_bytes or math.inf) for each in told)


# -- the same again, and more -------------------------------------------------


def test_the_same_file_again_adds_nothing(opened: OpenVault, give: Give) -> None:
    lines = ["batch 100", "step 3", "step 3", "episode 1", "document x", "unknown", "cpr 1"]
    give(*lines)
    before = state_of(opened)
    (report,) = give(*lines)
    after = state_of(opened)
    assert (report.added, report.duplicates) == (0, 105)
    assert report.by_category == {}
    grown = {"import", "event", "root", "size", "known_identifier"}
    assert {name for name in before if before[name] != after[name]} <= grown


def test_a_newer_export_adds_only_what_is_new(opened: OpenVault, give: Give) -> None:
    give("batch 100", "episode 1")
    (report,) = give("batch 110", "episode 1", "episode 2")
    assert (report.added, report.duplicates) == (11, 101)
    assert samples(opened) == 110


def test_two_parcels_that_overlap_give_each_record_once(opened: OpenVault, give: Give) -> None:
    give(*[f"step {n}" for n in range(60)])
    (report,) = give(*[f"step {n}" for n in range(40, 100)])
    assert (report.added, report.duplicates) == (40, 20)
    assert samples(opened) == 100


def test_twins_inside_one_file_both_stay(opened: OpenVault, give: Give) -> None:
    (report,) = give("step 1", "step 1", "batch 3", "step 1")
    assert report.added == samples(opened) == 6


# -- all or nothing -----------------------------------------------------------


def test_a_zip_of_two_formats_is_one_act(opened: OpenVault, give: Give) -> None:
    first, second = give(zipped={"lines.a": ["batch 10"], "other.b": ["episode 1"], "x": []})
    assert (first.format, first.added, second.format, second.added) == ("lines", 10, "other", 1)
    assert first.digest == second.digest
    assert [each.format for each in events_of(opened)] == ["lines", "other"]


def test_a_fault_in_the_second_format_leaves_nothing_of_the_first(
    opened: OpenVault, give: Give
) -> None:
    give("step 1")
    before = state_of(opened)
    with pytest.raises(FileCut):
        give(zipped={"lines.a": ["batch 1000", "cpr 2"], "other.b": ["step 7", "cut"]})
    assert state_of(opened) == before
    give("step 2")
    assert samples(opened) == 2


def test_stopped_at_any_step_it_leaves_no_trace(opened: OpenVault, give: Give) -> None:
    """A person may stop it whenever it says how far it is; also in the middle of writing."""
    give("step 1")
    before = state_of(opened)
    files = {"lines.a": ["batch 50"] * 3, "other.b": ["step 5", *["episode 1"] * 600]}
    steps_in_all = asked_of(give, files, stop_at=0)
    assert steps_in_all > 5
    give_anew = state_of(opened)
    assert give_anew != before
    for stop_at in range(1, asked_of(give, files, stop_at=0) + 1):
        with pytest.raises(ImportCancelled):
            asked_of(give, {**files, "lines.c": [f"step {n}" for n in range(100)]}, stop_at)
    assert state_of(opened)["sample"] == give_anew["sample"]
    assert state_of(opened)["source"] == give_anew["source"]


def asked_of(give: Give, files: dict[str, list[str]], stop_at: int) -> int:
    """Import, stop at a step, and return how often it was asked whether to go on."""
    asked = 0

    def report_progress(_: Progress) -> None:
        nonlocal asked
        asked += 1
        if asked == stop_at:
            raise ImportCancelled

    give(zipped=files, report_progress=report_progress)
    return asked


@pytest.mark.parametrize("fault", [ZeroDivisionError, KeyboardInterrupt, MemoryError])
def test_whatever_breaks_the_vault_is_as_it_was(
    opened: OpenVault, give: Give, fault: type[BaseException]
) -> None:
    """Also a fault of ours, Ctrl+C, and no memory."""
    give("step 1")
    before = state_of(opened)

    def report_progress(progress: Progress) -> None:
        if progress.records:
            raise fault

    with pytest.raises(fault):
        give("batch 100", *["step 1"] * 200_000, report_progress=report_progress)
    assert state_of(opened) == before


@pytest.mark.parametrize(
    ("content", "refusal"), [(b"", FileEmpty), (b"?", FormatUnknown), (build([]), FileEmpty)]
)
def test_what_holds_nothing_known_is_refused(
    opened: OpenVault, tmp_path: Path, content: bytes, refusal: type[DatadonorError]
) -> None:
    before = state_of(opened)
    place = tmp_path / "given"
    place.write_bytes(content)
    with pytest.raises(refusal):
        import_parcel(opened, place, SELF, formats=LINES)
    with pytest.raises(DiskRefused):
        import_parcel(opened, tmp_path / "missing", SELF, formats=LINES)
    assert state_of(opened) == before


def test_a_file_that_changes_meanwhile_is_refused(opened: OpenVault, tmp_path: Path) -> None:
    place = tmp_path / "given"
    place.write_text("lines\nbatch 100\n")
    before = state_of(opened)

    def read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
        yield from read_lines(entries, reading)
        with place.open("a") as appended:
            appended.write("step 5\n")

    changing = Format("lines", lambda *_: True, read)
    with pytest.raises(FileChanged):
        import_parcel(opened, place, SELF, formats=[changing])
    assert state_of(opened) == before


# -- whose it is --------------------------------------------------------------


def test_a_file_about_someone_else_stops_and_asks(opened: OpenVault, give: Give) -> None:
    give("cpr 010170-0001", "step 1")
    before = state_of(opened)
    with pytest.raises(SomeoneElse):
        give("step 2", "cpr 020210-0002")
    assert state_of(opened) == before
    give("cpr 0101700001", "step 3")
    assert samples(opened) == 2


def test_a_file_about_two_people_stops_and_asks(opened: OpenVault, give: Give) -> None:
    """Also when nothing is known of the vault's person, and across formats of one zip."""
    before = state_of(opened)
    with pytest.raises(SomeoneElse):
        give("cpr 010170-0001", "cpr 020210-0002", "step 1")
    with pytest.raises(SomeoneElse):
        give(zipped={"lines.a": ["cpr 010170-0001"], "other.b": ["cpr 020210-0002"]})
    assert state_of(opened) == before


def test_the_person_may_say_that_it_is_theirs(opened: OpenVault, give: Give) -> None:
    """Once said, the same number is not asked about again."""
    give("cpr 010170-0001", "step 1")
    give("cpr 020210-0002", "step 2", wishes=Wishes(is_mine=True))
    give("cpr 020210-0002", "step 3")
    assert samples(opened) == 3
    with pytest.raises(SomeoneElse):
        give("cpr 030310-0003", "step 4")


def test_the_check_of_the_state_would_see_a_change(opened: OpenVault, give: Give) -> None:
    """Negative control: each kind of record changes what is compared."""
    for line in ("step 1", "episode 1", "document x", "cpr 1"):
        before = state_of(opened)
        give(line)
        assert state_of(opened) != before
