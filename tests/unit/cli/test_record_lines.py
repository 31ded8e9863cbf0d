"""What a person reads of their records: complete, honest about times, narrow enough."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.cli.common import Common
from datadonor.cli.lines import WIDTH
from datadonor.cli.record_lines import mark_lines, record_lines
from datadonor.cli.summary_lines import summary_lines
from datadonor.records.categories import CategoryId
from datadonor.records.labels import format_label, source_label
from datadonor.records.listed_labels import Mark, moment_label, value_label
from datadonor.records.listing import Listed
from datadonor.records.pressures import Pressure
from datadonor.records.record_id import DocumentId, EpisodeId, SampleId
from datadonor.records.sample import Basis, DeviceClass, Flag, Source, ZoneKnown
from datadonor.records.summary import CategorySummary, KindSummary, TypeSummary
from datadonor.sources.detection import known_formats
from datadonor.sources.fhir import origins
from datadonor.sources.fit import device
from datadonor.sources.formats import gpx, medcom_phmr, medcom_qrd
from datadonor.sources.medcom import readings
from datadonor.sources.report_words import PLACE
from datadonor.sources.tables import mapping
from datadonor.texts import Language, catalogue, text

DANISH = Common(Path("vault"), Language.DANISH)
ENGLISH = Common(Path("vault"), Language.ENGLISH)
NOON = 1_767_265_200_000
"""2026-01-01 11:00 UTC, which is 12:00 in Denmark."""

MIDNIGHT = NOON - 12 * 3_600_000
MINUTE = 60_000
OFFSET = Basis(ZoneKnown.OFFSET, 60)
ASSUMED = Basis(ZoneKnown.ASSUMED, 60, "Europe/Copenhagen")
UTC = Basis(ZoneKnown.UTC)
PHONE = Source("Telefon", DeviceClass.PHONE)

PULSE = Listed(
    id=SampleId(1, NOON, 2, 0, 3),
    category=CategoryId("heart"),
    name="HeartRate",
    start_ms=NOON,
    duration_ms=0,
    basis=OFFSET,
    source=PHONE,
    number=58.26,
    unit="/min",
)
UPPER = replace(
    PULSE,
    id=SampleId(4, NOON, 2, 0, 5),
    category=CategoryId("blood_pressure"),
    name="BloodPressureSystolic",
    number=130.0,
    unit="mm[Hg]",
)
LOWER = replace(UPPER, id=SampleId(6, NOON, 2, 0, 7), name="BloodPressureDiastolic", number=80.0)
PAIR = replace(UPPER, id=EpisodeId(8), name="BloodPressure", number=None, unit=None)
VACCINE = replace(
    PULSE,
    id=DocumentId(9),
    category=CategoryId("vaccinations"),
    name="Immunization",
    start_ms=MIDNIGHT,
    basis=ASSUMED,
    number=None,
    unit=None,
    title="Influenza",
)
SLEEP = replace(
    PULSE,
    name="SleepAnalysis",
    number=None,
    unit=None,
    code="rem",
    duration_ms=95 * MINUTE,
)


class TestLines:
    def test_a_record_is_its_time_name_value_and_source(self) -> None:
        assert record_lines([PULSE], DANISH) == [
            "2026-01-01 12:00   Puls: 58 pr. minut",
            f"    Telefon (telefon)  [s1.{NOON}.2.0.3]",
        ]
        assert record_lines([PULSE], ENGLISH)[0] == "2026-01-01 12:00   Heart rate: 58 per minute"

    def test_a_blood_pressure_is_one_line(self) -> None:
        for records in ([UPPER, LOWER, PAIR], [PAIR, LOWER, UPPER]):
            lines = record_lines(records, DANISH)
            assert lines[0] == "2026-01-01 12:00   Blodtryk: 130/80 mmHg"
            assert lines[1:] == ["    Telefon (telefon)  [e8]"]

    def test_without_a_pair_both_names_are_shown(self) -> None:
        """Either must remain to be shown and deleted by its name."""
        lines = record_lines([UPPER, LOWER], DANISH)
        assert lines[0].endswith("Blodtryk: 130/80 mmHg")
        assert f"[{UPPER.id}]" in lines[1]
        assert f"[{LOWER.id}]" in lines[1]

    def test_a_pair_alone_has_its_value(self) -> None:
        (first, _) = record_lines([PAIR], DANISH, {"e8": Pressure(130, 80)})
        assert first.endswith("Blodtryk: 130/80 mmHg")

    def test_numbers_that_are_not_one_measurement_stand_alone(self) -> None:
        other = replace(LOWER, source=Source("Ur", DeviceClass.WATCH))
        lines = record_lines([UPPER, other, PULSE], DANISH)
        assert len(lines) == 6

    def test_a_document_is_its_kind_and_title(self) -> None:
        assert record_lines([VACCINE], DANISH)[0] == "2026-01-01         Vaccination: Influenza"
        bare = replace(VACCINE, title=None, start_ms=None)
        assert record_lines([bare], ENGLISH)[0] == "without date       Vaccination"
        said = replace(VACCINE, title="Vaccination: Influenza")
        assert record_lines([said], DANISH)[0].count("Vaccination") == 1

    def test_other_sources_are_named(self) -> None:
        told = replace(PULSE, also_from=(Source("Ur", DeviceClass.WATCH),))
        assert "og også Ur (ur)" in record_lines([told], DANISH)[1]

    @given(st.text(), st.text(), st.text())
    def test_whatever_a_file_says_the_lines_fit_and_command_nothing(
        self, title: str, name: str, unit: str
    ) -> None:
        source = Source(name, DeviceClass.UNKNOWN)
        records = [
            replace(VACCINE, title=title, source=source),
            replace(PULSE, unit=unit, source=source, name=name, code=title),
        ]
        for line in "\n".join(record_lines(records, DANISH)).split("\n"):
            assert line.isprintable()
            assert len(line) <= WIDTH or len(line.split()) <= 2


class TestValues:
    @pytest.mark.parametrize(
        ("record", "shown"),
        [
            (SLEEP, "Drømmesøvn (REM), 1 t 35 min"),
            (replace(SLEEP, duration_ms=20 * MINUTE), "Drømmesøvn (REM), 20 min"),
            (replace(SLEEP, duration_ms=1), "Drømmesøvn (REM), 1 min"),
            (replace(SLEEP, duration_ms=0), "Drømmesøvn (REM)"),
            (replace(PULSE, duration_ms=MINUTE), "58 pr. minut"),
            (replace(PULSE, number=None, code="Low", duration_ms=MINUTE), "Low"),
            (replace(PULSE, number=None, flags=Flag.RETRACTED), "taget tilbage af afsenderen"),
            (replace(PAIR, name="ActivityDay", duration_ms=86_400_000), ""),
            (
                replace(PAIR, name="Workout", code="walking", duration_ms=40 * MINUTE),
                "Gåtur, 40 min",
            ),
            (PAIR, ""),
        ],
    )
    def test_what_is_said_of_a_value(self, record: Listed, shown: str) -> None:
        assert value_label(record, DANISH.language) == shown


class TestTimes:
    @pytest.mark.parametrize(
        ("basis", "shown", "mark"),
        [
            (OFFSET, "2026-01-01 12:00", None),
            (Basis(ZoneKnown.ZONE, None, "America/Nuuk"), "2026-01-01 09:00", None),
            (ASSUMED, "2026-01-01 12:00?", Mark.ASSUMED),
            (Basis(ZoneKnown.AMBIGUOUS, 60), "2026-01-01 12:00??", Mark.AMBIGUOUS),
            (UTC, "2026-01-01 12:00*", Mark.UTC),
        ],
    )
    def test_a_mark_stands_behind_what_is_not_certain_and_is_explained_once(
        self, basis: Basis, shown: str, mark: Mark | None
    ) -> None:
        record = replace(PULSE, basis=basis)
        for common in (DANISH, ENGLISH):
            assert moment_label(record, common.language) == shown
            lines = mark_lines([record, record], common)
            assert len(lines) == (mark is not None)
            if mark is not None:
                assert lines[0].startswith(f"{mark.value:<2} ")
                assert all(len(line) <= WIDTH for line in lines[0].split("\n"))

    def test_a_document_of_a_day_shows_the_day_alone(self) -> None:
        """Nobody was vaccinated at midnight; and the day needs no explanation."""
        assert moment_label(VACCINE, DANISH.language) == "2026-01-01"
        assert mark_lines([VACCINE], DANISH) == []
        at_noon = replace(VACCINE, start_ms=NOON)
        assert moment_label(at_noon, DANISH.language) == "2026-01-01 12:00?"
        assert (
            moment_label(replace(PULSE, start_ms=MIDNIGHT), DANISH.language) == "2026-01-01 00:00"
        )


class TestSummary:
    def found(self) -> CategorySummary:
        pulses = TypeSummary(
            *("HeartRate", "/min", 12_400, MIDNIGHT, NOON, PULSE, (PHONE,), None, None, 1)
        )
        return CategorySummary(
            *(CategoryId("heart"), 12_400, 0, 0, NOON - 13 * 3_600_000, NOON, (PHONE,), (pulses,))
        )

    def test_days_are_those_of_denmark_and_counts_are_grouped(self) -> None:
        """23:00 UTC on the 31st is midnight of the 1st."""
        heart = self.found()
        assert summary_lines([heart], DANISH)[0] == (
            "Hjerte: 12.400 registreringer fra 1 kilde, 2025-12-31 til 2026-01-01"
        )
        one_day = replace(heart, first_ms=MIDNIGHT)
        assert summary_lines([one_day], ENGLISH)[:3] == [
            "Heart: 12,400 records from 1 source, 2026-01-01",
            "  Heart rate: 12,400, latest 58 per minute (2026-01-01 12:00)",
            "    1 of the newest was measured by another source too.",
        ]

    def test_totals_are_in_their_unit(self) -> None:
        steps = TypeSummary("Distance", "m", 2, 0, 0, None, (PHONE,), 20_000.0, 12_000.0, 0)
        lines = summary_lines([replace(self.found(), types=(steps,))], DANISH)
        assert "I alt 12 km." in lines[2]
        assert "20 km" in lines[2]

    def test_what_is_only_documents_is_named(self) -> None:
        kinds = (KindSummary("Immunization", True, 2, VACCINE),)
        found = CategorySummary(
            *(CategoryId("vaccinations"), 0, 0, 2, None, None, (PHONE,), (), kinds)
        )
        assert summary_lines([found], DANISH) == [
            "Vaccinationer: 2 registreringer fra 1 kilde, uden dato",
            "  2 vaccinationer, senest Influenza (2026-01-01)",
        ]

    def test_a_pair_shows_both_numbers(self) -> None:
        kinds = (KindSummary("BloodPressure", False, 1, PAIR),)
        found = replace(self.found(), types=(), kinds=kinds)
        line = summary_lines([found], DANISH, {"e8": Pressure(130, 80)})[1]
        assert line == "  Begge tal sammen: 1, senest 130/80 mmHg (2026-01-01 12:00)"

    def test_marks_are_explained_below(self) -> None:
        kind = KindSummary("Route", False, 1, replace(PAIR, name="Route", basis=UTC))
        lines = summary_lines([replace(self.found(), kinds=(kind,))], DANISH)
        assert lines[-1].startswith("*  ")


@pytest.mark.parametrize(
    "name",
    [
        origins.UNNAMED,
        mapping.OWN_NAME,
        gpx._UNNAMED,
        device._UNKNOWN,
        readings._UNNAMED,
        medcom_phmr._TITLE,
        medcom_qrd._TITLE,
        "ECG",
    ],
)
def test_the_names_that_importers_give_have_words(name: str) -> None:
    """A person knows no source called FHIR or table."""
    for common in (DANISH, ENGLISH):
        said = source_label(Source(name, DeviceClass.CLINIC), common.language)
        assert said == text(f"records.source.{name}", common.language)
    planted = source_label(Source(f"{name}x", DeviceClass.CLINIC), DANISH.language)
    assert planted == f"{name}x (sundhedsvæsenet)"


def test_a_named_source_keeps_its_name() -> None:
    assert source_label(Source("Karens ur", DeviceClass.WATCH), DANISH.language) == "Karens ur (ur)"
    assert source_label(Source("Karens ur", DeviceClass.UNKNOWN), DANISH.language) == "Karens ur"


def test_every_format_has_words() -> None:
    written = {key for key in catalogue() if key.startswith("importing.format.")}
    assert written == {f"importing.format.{each.name}" for each in known_formats()}
    assert format_label("apple_health", Language.DANISH) == "Apple Sundhed"
    assert format_label("of_an_older_program", Language.DANISH) == "of_an_older_program"


def test_every_word_for_a_place_is_said_in_both_languages() -> None:
    start = "importing.place."
    words = {key.removeprefix(start) for key in catalogue() if key.startswith(start)}
    assert words == set(PLACE.findall(" 1 ".join([*sorted(words), ""])))
    assert PLACE.findall("surprise 1, path 2") == []
