"""The own copy: everything, exactly, in the clear only where the person said, or nothing."""

import json
import os
import stat
import tracemalloc
from array import array
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, DataExported
from datadonor.errors import DiskFull, DiskRefused
from datadonor.records import ndjson, own_copy
from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import ImportId
from datadonor.records.ndjson import ResourceFiles, one_line
from datadonor.records.own_copy import OwnCopyFolderNotEmpty, OwnCopyInVault, export_own_copy
from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Document,
    Episode,
    Flag,
    Sample,
    Source,
    Trace,
    ZoneKnown,
)
from datadonor.records.stored import SampleRow, in_pairs
from datadonor.records.types import TypeId
from datadonor.records.writing import RecordWriter
from datadonor.sources.errors import ImportCancelled
from datadonor.texts import Language
from tests.fhir_rules import faults

WATCH = Source("Et ur", DeviceClass.WATCH)
METER = Source("Et apparat", DeviceClass.METER)
SUMMER = Context(Basis(ZoneKnown.OFFSET, 120))
START_MS = 1_717_243_200_000
LABORATORY = CategoryId("laboratory")


def sample(
    name: str,
    number: float | None,
    *,
    at_ms: int = 0,
    duration_ms: int = 0,
    code: str | None = None,
    unit: str | None = None,
    source: Source = WATCH,
    context: Context = SUMMER,
) -> Sample:
    told = context._replace(unit=unit)
    return Sample(TypeId(name), START_MS + at_ms, duration_ms, number, code, source, told)


def document(kind: str, body: bytes, identity: str) -> Document:
    return Document(kind, LABORATORY, identity, body, METER, Basis(ZoneKnown.UTC))


def fill(opened: OpenVault, *records: Sample | Episode | Document) -> None:
    """Put records into a vault as one import."""
    with opened.log.transaction(SELF) as recording:
        recording.connection.execute(
            "INSERT INTO import (name, format, file_sha256) VALUES ('aa', 'synthetic', ?)",
            (bytes(32),),
        )
        writer = RecordWriter(recording.connection, ImportId(1))
        for each in records:
            match each:
                case Sample():
                    writer.add_sample(each)
                case Episode():
                    writer.add_episode(each)
                case Document():
                    writer.add_document(each)
        writer.finish()


def export(opened: OpenVault, folder: Path) -> own_copy.OwnCopy:
    return export_own_copy(opened, folder, SELF, Language.DANISH)


def lines_of(folder: Path, kind: str = "*") -> Iterator[bytes]:
    for file in sorted(folder.glob(f"{kind}-*.ndjson")):
        yield from file.read_bytes().splitlines()


def resources_of(folder: Path, kind: str = "*") -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines_of(folder, kind)]


EVERYTHING = (
    sample("HeartRate", 61.0, unit="count/min"),
    sample(
        "HeartRate",
        None,
        at_ms=1000,
        unit="count/min",
        context=SUMMER._replace(flags=Flag.RETRACTED),
    ),
    sample("StepCount", 812.0, at_ms=5, duration_ms=60_000, unit="count"),
    sample("SleepAnalysis", None, duration_ms=3_600_000, code="deep"),
    sample("BloodPressureSystolic", 128.0, unit="mmHg", source=METER),
    sample("BloodPressureDiastolic", 81.0, unit="mmHg", source=METER),
    sample("SomethingNobodyKnows", 5.25, unit="furlong"),
    Episode(
        "Workout",
        START_MS,
        600_000,
        WATCH,
        SUMMER,
        "running",
        {"totalDistance": {"value": 2.5, "unit": "km"}},
        (Trace("time", "s", array("d", [0.0, 1.5])),),
    ),
    document("DiagnosticReport", b'{"resourceType":"DiagnosticReport","x":1.50}', "1"),
)


def test_everything_is_in_the_copy(opened: OpenVault, tmp_path: Path) -> None:
    fill(opened, *EVERYTHING)
    copied = export(opened, tmp_path / "copy")
    assert copied.records == len(EVERYTHING)
    assert copied.files == len(list((tmp_path / "copy").iterdir()))
    found = resources_of(tmp_path / "copy")
    kinds = Counter(each["resourceType"] for each in found)
    # Two pressures are one.
    assert kinds == {"Patient": 1, "Device": 2, "Observation": 7, "DiagnosticReport": 1}
    ours = [each for each in found if each["resourceType"] != "DiagnosticReport"]
    assert [fault for each in ours for fault in faults(each)] == []
    ids = [(each["resourceType"], each.get("id")) for each in found]
    assert len(ids) == len(set(ids))


def test_an_empty_vault_gives_a_copy_that_says_so(opened: OpenVault, tmp_path: Path) -> None:
    assert export(opened, tmp_path / "copy").records == 0
    assert [each["resourceType"] for each in resources_of(tmp_path / "copy")] == ["Patient"]


def test_what_is_referred_to_is_there(opened: OpenVault, tmp_path: Path) -> None:
    fill(opened, *EVERYTHING)
    export(opened, tmp_path / "copy")
    found = resources_of(tmp_path / "copy")
    there = {f"{each['resourceType']}/{each.get('id')}" for each in found}
    for each in found:
        if each["resourceType"] == "Observation":
            assert {each["subject"]["reference"], each["device"]["reference"]} <= there


def test_a_document_is_written_as_it_came(opened: OpenVault, tmp_path: Path) -> None:
    """Decimals carry their precision: 1.50 is not 1.5 (FHIR R4, 2.24.0.1)."""
    body = b'{\r\n  "resourceType" : "Basic",\n "n": 1.500e2, "t": "a  b\\n\\"c\\" {\xc3\xa6}" }\n'
    fill(opened, document("Basic", body, "1"))
    export(opened, tmp_path / "copy")
    (line,) = lines_of(tmp_path / "copy", "Basic")
    assert line == b'{"resourceType":"Basic","n":1.500e2,"t":"a  b\\n\\"c\\" {\xc3\xa6}"}'
    compact = b'{"resourceType" : "Basic","n":0.10}'
    assert one_line(compact) == compact


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(_JSON, st.sampled_from([None, 1, "\t", "\r\n"]), st.booleans())
def test_any_json_becomes_one_line_that_says_the_same(
    value: object, indent: str | int | None, is_ascii: bool
) -> None:
    written = json.dumps({"a": value}, indent=indent, ensure_ascii=is_ascii)
    line = one_line(written.encode("utf-8", "surrogatepass"))
    assert b"\n" not in line
    assert b"\r" not in line
    assert json.loads(line.decode("utf-8", "surrogatepass")) == {"a": value}


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_they_become_one_line(body: bytes) -> None:
    assert not {b"\n", b"\r"} & {bytes([each]) for each in one_line(b'{"a"\n:' + body)}


def test_a_hostile_document_costs_no_more_than_its_length() -> None:
    assert one_line(b'"\\"\n' * 500_000).count(b"\n") == 0


def test_numbers_are_exact(opened: OpenVault, tmp_path: Path) -> None:
    numbers = [0.1 + 0.2, 5.5, 1e-7, 72.0, 2.0**53, 1 / 3, -40.0]
    told = [
        sample("BodyTemperature", number, at_ms=index, unit="degC")
        for index, number in enumerate(numbers)
    ]
    fill(opened, *told)
    export(opened, tmp_path / "copy")
    found = resources_of(tmp_path / "copy", "Observation")
    assert [each["valueQuantity"]["value"] for each in found] == numbers


def test_the_dictionary_explains_what_is_there(opened: OpenVault, tmp_path: Path) -> None:
    fill(opened, *EVERYTHING)
    export(opened, tmp_path / "copy")
    told = json.loads((tmp_path / "copy" / "dictionary.json").read_bytes())
    assert told["format"] == "datadonor.own-copy/1"
    counts = {each["id"]: each["count"] for each in told["types"]}
    assert counts == {
        "HeartRate": 2,
        "StepCount": 1,
        "SleepAnalysis": 1,
        "BloodPressureSystolic": 1,
        "BloodPressureDiastolic": 1,
        "SomethingNobodyKnows": 1,
    }
    assert told["records"] == len(EVERYTHING)
    assert {each["class"] for each in told["sources"]} == {"watch", "meter"}
    assert [each["format"] for each in told["imports"]] == ["synthetic"]
    names = {each["id"]: each["name"] for each in told["types"]}
    assert names["StepCount"] == {"da": "Skridt", "en": "Steps"}
    assert names["SomethingNobodyKnows"] is None
    used = {
        system
        for resource in resources_of(tmp_path / "copy", "Observation")
        for system in _strings(resource, "system")
        if "datadonor.example" in system
    }
    assert used <= set(told["systems"])
    urls = {url for url in _strings(resources_of(tmp_path / "copy"), "url") if "://" in url}
    assert {url for url in urls if "datadonor" in url} <= {e["url"] for e in told["extensions"]}


def _strings(tree: object, name: str) -> Iterator[str]:
    if isinstance(tree, dict):
        if isinstance(tree.get(name), str):
            yield tree[name]
        for value in tree.values():
            yield from _strings(value, name)
    elif isinstance(tree, list):
        for value in tree:
            yield from _strings(value, name)


def test_the_dictionary_names_every_file_with_its_digest(opened: OpenVault, tmp_path: Path) -> None:
    fill(opened, *EVERYTHING)
    export(opened, tmp_path / "copy")
    told = json.loads((tmp_path / "copy" / "dictionary.json").read_bytes())
    by_name = {each["name"]: each for each in told["files"]}
    there = {file.name for file in (tmp_path / "copy").iterdir()}
    assert by_name.keys() == there - {"dictionary.json"}
    for name, each in by_name.items():
        content = (tmp_path / "copy" / name).read_bytes()
        assert each["sha256"] == sha256(content).hexdigest()
        assert each["bytes"] == len(content)
        if each["lines"] is not None:
            assert each["lines"] == content.count(b"\n")


def test_the_readme_warns_in_both_languages(opened: OpenVault, tmp_path: Path) -> None:
    export(opened, tmp_path / "copy")
    text = (tmp_path / "copy" / "README.txt").read_text("utf-8")
    assert "ikke låst" in text
    assert "not locked" in text
    assert "anonym" not in text.lower()


@pytest.mark.skipif(os.name != "posix", reason="modes are kept in bits on POSIX only")
def test_only_the_person_may_read_it(opened: OpenVault, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir(mode=0o755)
    fill(opened, *EVERYTHING)
    export(opened, tmp_path / "copy")
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == paths.FOLDER_MODE
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "copy").iterdir()}
    assert modes == {paths.FILE_MODE}


def test_the_log_says_that_data_left(opened: OpenVault, tmp_path: Path) -> None:
    fill(opened, *EVERYTHING)
    size = opened.log.size
    copied = export(opened, tmp_path / "copy")
    (told,) = opened.log.events(size)
    assert told.event is not None
    assert told.event.what == DataExported(records=copied.records, files=copied.files)


def test_a_folder_with_something_in_it_is_refused(opened: OpenVault, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine.txt").write_text("x", "utf-8")
    size = opened.log.size
    with pytest.raises(OwnCopyFolderNotEmpty):
        export(opened, tmp_path / "copy")
    assert [file.name for file in (tmp_path / "copy").iterdir()] == ["mine.txt"]
    assert opened.log.size == size


def test_the_vaults_own_folder_is_refused(opened: OpenVault, tmp_path: Path) -> None:
    for folder in (opened.vault.folder, opened.vault.folder / "a" / "b"):
        with pytest.raises(OwnCopyInVault):
            export(opened, folder)
    (tmp_path / "way").symlink_to(opened.vault.folder)
    with pytest.raises(OwnCopyInVault):
        export(opened, tmp_path / "way" / "copy")
    assert not (opened.vault.folder / "copy").exists()


def test_a_file_in_the_folders_place_is_refused(opened: OpenVault, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("x", "utf-8")
    with pytest.raises(DiskRefused):
        export(opened, tmp_path / "copy")
    assert (tmp_path / "copy").read_text("utf-8") == "x"


@pytest.mark.parametrize("is_there", [False, True])
def test_what_is_cancelled_leaves_nothing(
    opened: OpenVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    fill(opened, *EVERYTHING)
    monkeypatch.setattr(own_copy, "_REPORT_EVERY", 1)
    size = opened.log.size
    for after in range(1, len(EVERYTHING) + 1):
        folder = tmp_path / f"copy{after}"
        if is_there:
            folder.mkdir()

        def stop(records: int, after: int = after) -> None:
            if records >= after:
                raise ImportCancelled

        with pytest.raises(ImportCancelled):
            export_own_copy(opened, folder, SELF, Language.DANISH, report_progress=stop)
        assert folder.exists() == is_there
        assert not is_there or list(folder.iterdir()) == []
    assert opened.log.size == size


def test_a_disk_that_fills_up_leaves_nothing(
    opened: OpenVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(opened, *EVERYTHING)
    sync = os.fsync
    for allowed in range(1, 5):
        calls = iter(range(allowed))

        def full(descriptor: int, calls: Iterator[int] = calls) -> None:
            if next(calls, None) is None:
                raise OSError(28, "No space left on device")
            sync(descriptor)

        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            with pytest.raises(DiskFull):
                export(opened, tmp_path / "copy")
        assert not (tmp_path / "copy").exists()


def test_a_copy_that_the_log_cannot_tell_of_is_none(
    opened: OpenVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DiskFull

    monkeypatch.setattr(type(opened.log), "record", refuse)
    with pytest.raises(DiskFull):
        export(opened, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_vault_that_can_only_be_read_can_be_copied(opened: OpenVault, tmp_path: Path) -> None:
    """The data are the person's also where the log was damaged."""
    fill(opened, *EVERYTHING)
    opened.vault.make_read_only()
    assert export(opened, tmp_path / "copy").records == len(EVERYTHING)


def test_parts_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ndjson, "MOST_LINES", 3)
    monkeypatch.setattr(ndjson, "MOST_BYTES", 100)
    with ResourceFiles(tmp_path) as out:
        for number in range(7):
            out.add({"resourceType": "Basic", "id": str(number)})
        out.add_line("Basic", b"x" * 100)
        out.add_line("Basic", b"y")
        out.add_line("../../evil", b"{}")
    found = {file.name: file.read_bytes().count(b"\n") for file in sorted(tmp_path.iterdir())}
    assert found == {
        "Basic-0001.ndjson": 3,
        "Basic-0002.ndjson": 3,
        "Basic-0003.ndjson": 2,
        "Basic-0004.ndjson": 1,
        "Resource-0001.ndjson": 1,
    }


def test_patients_of_documents_are_linked(opened: OpenVault, tmp_path: Path) -> None:
    bodies = [b'{"resourceType":"Patient","id":"p-1"}', b'{"resourceType":"Patient"}', b"{", b"[]"]
    fill(opened, *(document("Patient", body, str(number)) for number, body in enumerate(bodies)))
    export(opened, tmp_path / "copy")
    me, *_ = lines_of(tmp_path / "copy", "Patient")
    assert json.loads(me)["link"] == [{"other": {"reference": "Patient/p-1"}, "type": "seealso"}]


# -- pairs of pressures -------------------------------------------------------------


def row(start: int, source: int, context: int, key: int) -> SampleRow:
    return (start, source, 0, key, 1.0, None, context)


_ROWS = st.lists(st.tuples(*[st.integers(0, 2)] * 3), max_size=8).map(
    lambda found: sorted(row(each[0], each[1], each[2], key) for key, each in enumerate(found))
)


@given(_ROWS, _ROWS)
def test_pairing_loses_and_doubles_nothing(upper: list[SampleRow], lower: list[SampleRow]) -> None:
    found = list(in_pairs(iter(upper), iter(lower)))
    assert sorted(one for one, _ in found if one is not None) == upper
    assert sorted(other for _, other in found if other is not None) == lower
    moments = Counter(each[:3] for each in upper), Counter(each[:3] for each in lower)
    for one, other in found:
        if one is not None and other is not None:
            assert one[:3] == other[:3]
            assert one[-1] == other[-1]
            assert moments[0][one[:3]] == moments[1][one[:3]] == 1


def test_pressures_of_two_sources_or_times_are_not_mixed(opened: OpenVault, tmp_path: Path) -> None:
    fill(
        opened,
        sample("BloodPressureSystolic", 120.0, unit="mmHg"),
        sample("BloodPressureDiastolic", 80.0, unit="mmHg", source=METER),
        sample("BloodPressureDiastolic", 81.0, unit="mmHg", at_ms=1),
        sample("BloodPressureSystolic", 130.0, unit="mmHg", at_ms=2),
        sample("BloodPressureDiastolic", 85.0, unit="mmHg", at_ms=2),
    )
    export(opened, tmp_path / "copy")
    found = resources_of(tmp_path / "copy", "Observation")
    assert len(found) == 4
    assert sum("component" in each for each in found) == 1
    told = json.loads((tmp_path / "copy" / "dictionary.json").read_bytes())
    assert sorted(each["count"] for each in told["types"]) == [2, 3]


def test_a_long_row_of_points_is_whole(opened: OpenVault, tmp_path: Path) -> None:
    values = np.random.default_rng(1).random(100_000)
    traces = (Trace("latitude", "deg", array("d", values.tolist())),)
    fill(opened, Episode("Route", START_MS, 1000, WATCH, SUMMER, traces=traces))
    export(opened, tmp_path / "copy")
    whole, *parts = resources_of(tmp_path / "copy", "Observation")
    assert len(whole["hasMember"]) == len(parts) == 3
    data = " ".join(each["component"][0]["valueSampledData"]["data"] for each in parts)
    assert np.array_equal(np.array(data.split(), np.float64), values)


def test_memory_does_not_grow_with_what_is_copied(opened: OpenVault, tmp_path: Path) -> None:
    """Thirty thousand lines are 26 MB on the disk; only the few being written are held."""
    fill(opened, *(sample("HeartRate", 60.5, at_ms=at, unit="/min") for at in range(30_000)))
    tracemalloc.start()
    try:
        export(opened, tmp_path / "copy")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    size = sum(file.stat().st_size for file in (tmp_path / "copy").iterdir())
    assert size > 20 << 20
    assert peak < 4 << 20


def test_the_vault_can_be_written_to_after_a_copy_was_cut_off(
    opened: OpenVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: int) -> None:
        raise ImportCancelled

    fill(opened, *EVERYTHING)
    monkeypatch.setattr(own_copy, "_REPORT_EVERY", 1)
    with pytest.raises(ImportCancelled):
        export_own_copy(opened, tmp_path / "a", SELF, Language.DANISH, report_progress=stop)
    assert export(opened, tmp_path / "a").records == len(EVERYTHING)
