"""What was copied out comes in again: the importer of FHIR reads the same samples."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.records.dictionaries import ImportId
from datadonor.records.own_copy import export_own_copy
from datadonor.records.sample import Basis, Context, DeviceClass, Flag, Sample, Source, ZoneKnown
from datadonor.records.types import SampleType, TypeId, ValueKind, sample_types
from datadonor.records.writing import RecordWriter
from datadonor.sources.formats.fhir import FORMAT
from datadonor.texts import Language
from tests.importing import Yielded, read_file
from tests.unit.conftest import SyntheticVault

START_MS = 1_717_243_200_000
METER = Source("Et apparat", DeviceClass.METER)


def known_to_others(known: SampleType) -> bool:
    """Whether a type has a code that a stranger's program knows."""
    return known.value is ValueKind.NUMBER and any(
        (known.loinc, known.npu, known.mcs, known.snomed, known.mdc)
    )


CODED = [known for known in sample_types().values() if known_to_others(known)]


def copied(opened: OpenVault, folder: Path, samples: list[Sample]) -> Yielded:
    """Write samples to a vault, copy it out, and read the copy with the importer."""
    with opened.log.transaction(SELF) as recording:
        recording.connection.execute(
            "INSERT INTO import (name, format, file_sha256) VALUES ('aa', 'synthetic', ?)",
            (bytes(32),),
        )
        writer = RecordWriter(recording.connection, ImportId(1))
        for each in samples:
            writer.add_sample(each)
        writer.finish()
    export_own_copy(opened, folder, SELF, Language.DANISH)
    return read_file(FORMAT, folder)


def told(sample: Sample) -> tuple[object, ...]:
    """Return what must survive the way out and in."""
    retracted = sample.context.flags & Flag.RETRACTED
    when = (sample.start_ms, sample.duration_ms, sample.context.basis.offset_minutes)
    value = () if retracted else (sample.number, sample.code, sample.context.unit)
    return (sample.type, *when, *value, sample.source.name, retracted)


def make(known: SampleType, number: float, start_ms: int, duration_ms: int, offset: int) -> Sample:
    context = Context(Basis(ZoneKnown.OFFSET, offset), known.unit)
    return Sample(TypeId(known.id), start_ms, duration_ms, number, None, METER, context)


def test_every_coded_type_comes_in_again(opened: OpenVault, tmp_path: Path) -> None:
    samples = [make(known, 1.25, START_MS + at, 0, 120) for at, known in enumerate(CODED)]
    found = copied(opened, tmp_path / "copy", samples)
    assert found.unreadable == []
    assert sorted(map(told, found.samples), key=str) == sorted(map(told, samples), key=str)


_SAMPLES = st.lists(
    st.builds(
        make,
        st.sampled_from(CODED),
        st.floats(-1e9, 1e9),
        st.integers(0, 4_000_000_000_000),
        st.sampled_from([0, 1, 60_000, 86_400_000]),
        st.integers(-840, 840),
    ),
    max_size=12,
    unique_by=lambda sample: (sample.type, sample.start_ms, sample.number),
)


@given(samples=_SAMPLES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_samples_come_in_again(
    template: SyntheticVault, tmp_path_factory: pytest.TempPathFactory, samples: list[Sample]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    shutil.copytree(template.folder, folder / "vault")
    with SyntheticVault(folder / "vault", template.words).open() as opened:
        found = copied(opened, folder / "copy", samples)
    assert sorted(map(told, found.samples), key=str) == sorted(map(told, samples), key=str)


def test_a_lost_digit_would_be_seen(opened: OpenVault, tmp_path: Path) -> None:
    """Negative control: the comparison is exact."""
    (known, *_) = CODED
    (found,) = copied(opened, tmp_path / "copy", [make(known, 0.1, START_MS, 0, 0)]).samples
    assert told(found) == told(make(known, 0.1, START_MS, 0, 0))
    assert told(found) != told(make(known, 0.1000000000000001, START_MS, 0, 0))


def test_bounds_retractions_days_and_pairs_come_in_again(opened: OpenVault, tmp_path: Path) -> None:
    plain = Context(Basis(ZoneKnown.OFFSET, 120), "mm[Hg]")
    day = Context(Basis(ZoneKnown.ASSUMED, 120), "kg", detail='{"precision":"day"}')
    midnight_ms = START_MS - 14 * 3_600_000
    samples = [
        Sample(TypeId("BloodPressureSystolic"), START_MS, 0, 128.0, None, METER, plain),
        Sample(TypeId("BloodPressureDiastolic"), START_MS, 0, 81.5, None, METER, plain),
        Sample(TypeId("BodyMass"), midnight_ms, 0, 80.0, None, METER, day),
        Sample(
            TypeId("BloodGlucose"), START_MS, 0, None, "<1.5", METER, plain._replace(unit="mmol/L")
        ),
        Sample(
            TypeId("HeartRate"),
            START_MS,
            0,
            None,
            None,
            METER,
            plain._replace(unit="/min", flags=Flag.RETRACTED),
        ),
    ]
    found = copied(opened, tmp_path / "copy", samples)
    assert sorted(map(told, found.samples), key=str) == sorted(map(told, samples), key=str)
    (weight,) = found.of("BodyMass")
    assert weight.context.detail == day.detail
