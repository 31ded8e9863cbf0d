"""GPX: recorded points become routes, and nothing else does."""

import io
from pathlib import Path

import pytest

from datadonor.records.sample import Episode, IdentifierKind
from datadonor.sources import gpx_points
from datadonor.sources.errors import FileCut, FileDamaged, FileHostile, FileRefused, FileTooLarge
from datadonor.sources.formats.gpx import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from datadonor.sources.gpx_points import RoutePoint, route_points
from datadonor.sources.route_traces import RouteTraces
from datadonor.sources.sports import workout_word
from tests.importing import Yielded, read_file, recognise
from tests.realdata import real_file, real_files

START_MS = 1_772_625_600_000  # 2026-03-04T12:00:00Z


def point(lat: object, minute: int | None = 0, extra: str = "") -> str:
    time = "" if minute is None else f"<time>2026-03-04T12:{minute:02d}:00Z</time>"
    return f'<trkpt lat="{lat}" lon="12.5"><ele>7.5</ele>{time}{extra}</trkpt>'


def gpx(*points: str, around: str = "", creator: str = "Watch", kind: str = "") -> str:
    inner = f"<trk>{kind}<trkseg>{''.join(points)}</trkseg></trk>"
    return f'<gpx version="1.1" creator="{creator}">{around}{inner}</gpx>'


def points_of(text: str | bytes) -> list[RoutePoint]:
    data = text.encode() if isinstance(text, str) else text
    return list(route_points(io.BytesIO(data)))


def read(folder: Path, *texts: str | bytes) -> Yielded:
    place = folder / "given"
    if len(texts) > 1:
        place.mkdir()
    for number, text in enumerate(texts):
        file = place / f"{number}" if len(texts) > 1 else place
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_file(FORMAT, place)


def trace(episode: Episode, name: str) -> list[float]:
    return list(next(each for each in episode.traces if each.name == name).values)


def test_a_point_is_read_with_all_that_phones_write() -> None:
    extra = (
        "<extensions><speed>1.5</speed><course>-1</course><hAcc>4</hAcc><vAcc>6</vAcc>"
        "<x:TrackPointExtension><x:hr>88</x:hr><x:cad>70</x:cad></x:TrackPointExtension>"
        "</extensions>"
    )
    (found,) = points_of(gpx(point(55.5, 1, extra)))
    assert found == RoutePoint(
        55.5, 12.5, 7.5, START_MS + 60_000, 1.5, None, 4.0, 6.0, heart_rate=88.0, cadence=70.0
    )


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(codec: str) -> None:
    assert len(points_of(gpx(point(55.5)).encode(codec))) == 1


def test_control_characters_are_passed_over() -> None:
    """XML forbids them, and some devices write them into names all the same."""
    assert len(points_of(gpx(point(55.5), around="<name>a\x02b</name>"))) == 1


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("2026-03-04T12:00:00", 0),
        ("2026-03-04T12:00:00.25Z", 250),
        ("2026-03-04T13:00:00+01:00", 0),
    ],
)
def test_times_are_utc_unless_they_say_otherwise(text: str, ms: int) -> None:
    (found,) = points_of(gpx(point(55.5, None, f"<time>{text}</time>")))
    assert found.time_ms == START_MS + ms


def test_a_track_is_a_route(tmp_path: Path) -> None:
    second = "</trkseg><trkseg>"
    text = gpx(point(55.5), second, point(55.6, 2), kind="<type>Trail Running</type>")
    (route,) = read(tmp_path, text).episodes
    assert (route.kind, route.code) == ("Route", "running")
    assert (route.start_ms, route.duration_ms) == (START_MS, 120_000)
    assert trace(route, "latitude") == [55.5, 55.6]
    assert trace(route, "time") == [0.0, 120.0]
    assert trace(route, "elevation") == [7.5, 7.5]
    assert route.facts == {"points": 2, "resumed_at": [1]}
    assert route.source.name == "Watch"


def test_heart_rates_beside_points_are_samples(tmp_path: Path) -> None:
    rate = "<extensions><hr>99</hr></extensions>"
    found = read(tmp_path, gpx(point(55.5, 0, rate), point(55.5, 1), point(55.5, None, rate)))
    assert [(each.start_ms, each.number) for each in found.of("HeartRate")] == [(START_MS, 99)]


def test_plans_and_places_are_not_where_somebody_was(tmp_path: Path) -> None:
    around = '<wpt lat="1" lon="2"/><rte><rtept lat="1" lon="2"/><rtept lat="1" lon="2"/></rte>'
    found = read(tmp_path, gpx(point(55.5), around=around))
    assert len(found.episodes) == 1
    assert found.notices == {Note.NOT_IMPORTED: 3}


def test_a_track_without_any_time_is_reported(tmp_path: Path) -> None:
    found = read(tmp_path, gpx(point(55.5, None)))
    assert not found.episodes
    assert found.unreadable == [Unreadable("line 1", Fault.TIME_MISSING)]


def test_a_point_without_a_time_keeps_its_place(tmp_path: Path) -> None:
    (route,) = read(tmp_path, gpx(point(55.5), point(55.6, None), point(55.7, 2))).episodes
    assert trace(route, "latitude") == [55.5, 55.6, 55.7]
    assert str(trace(route, "time")) == "[0.0, nan, 120.0]"


BAD_POINTS = (
    (point("91"), Fault.NUMBER_ABSURD),
    (point("north"), Fault.NUMBER_UNREADABLE),
    (point("inf"), Fault.NUMBER_ABSURD),
    ('<trkpt lon="1"/>', Fault.FIELD_MISSING),
    (point("55", None, "<time>yesterday</time>"), Fault.TIME_UNREADABLE),
    (point("55", None, "<time>9999-01-01T00:00:00Z</time>"), Fault.TIME_ABSURD),
)


@pytest.mark.parametrize(("bad", "fault"), BAD_POINTS)
def test_a_bad_point_is_reported_and_the_others_are_read(
    tmp_path: Path, bad: str, fault: Fault
) -> None:
    found = read(tmp_path, gpx(point(55.5), "\n", bad, point(55.6, 2)))
    assert found.unreadable == [Unreadable("line 2", fault)]
    assert len(trace(found.episodes[0], "latitude")) == 2


def test_who_made_the_file_is_an_identifier_and_nothing_else(tmp_path: Path) -> None:
    around = (
        '<metadata><author><name>Synthetic Walker</name><email id="walker" domain="example.org"/>'
        "</author></metadata>"
    )
    creator = "Watch 3.1 a@example.org"
    found = read(tmp_path, gpx(point(55.5), around=around, creator=creator))
    assert {(each.kind, each.value) for each in found.identifiers} == {
        (IdentifierKind.NAME, "Synthetic Walker"),
        (IdentifierKind.EMAIL, "walker@example.org"),
        (IdentifierKind.EMAIL, "a@example.org"),
    }
    assert found.episodes[0].source.name == "Watch 3.1"


DTD = '<!DOCTYPE gpx [<!ENTITY a "aaaaaaaa">]>'
REFUSED = (
    (gpx(point(55.5))[:-9], FileCut),
    (gpx(point(55.5))[:40], FileCut),
    (gpx("<trkpt>"), FileDamaged),
    (gpx(point(55.5)) + "<gpx/>", FileDamaged),
    (DTD + gpx(point(55.5)), FileHostile),
    (gpx("<a>" * 300 + "</a>" * 300), FileHostile),
    (gpx("<a " + " ".join(f"b{n}='1'" for n in range(1200)) + "/>"), FileHostile),
    (gpx(f"<!--{'x' * (3 << 20)}-->"), FileHostile),
    ('<?xml version="1.0" encoding="nothing"?>' + gpx(), FileDamaged),
)


@pytest.mark.parametrize(("text", "error"), REFUSED)
def test_files_that_are_not_what_they_should_be(
    tmp_path: Path, text: str, error: type[FileRefused]
) -> None:
    with pytest.raises(error):
        read(tmp_path, text)


def test_a_root_of_another_kind_is_not_a_route() -> None:
    with pytest.raises(FileDamaged):
        points_of("<kml/>")


def test_an_external_entity_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("55.5")
    text = f'<!DOCTYPE gpx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + gpx(point("&x;"))
    with pytest.raises(FileHostile):
        read(tmp_path, text)


def test_one_damaged_file_of_many_leaves_nothing_of_itself(tmp_path: Path) -> None:
    cut = gpx(point(55.5), "</trkseg></trk><trk><trkseg>", point(55.6))[:-9]
    found = read(tmp_path, gpx(point(55.5)), cut)
    assert len(found.episodes) == 1
    assert found.unreadable == [Unreadable("part 2", Fault.PART_DAMAGED)]


def test_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("datadonor.sources.route_traces.MOST_POINTS", 2)
    route = RouteTraces()
    route.add(0, 1, 2)
    route.add(0, 1, 2)
    with pytest.raises(FileTooLarge):
        route.add(0, 1, 2)


def test_reading_is_streaming(monkeypatch: pytest.MonkeyPatch) -> None:
    """Points come while the file is still being read, in pieces of bounded size."""
    monkeypatch.setattr(gpx_points, "_CHUNK_BYTES", 256)
    stream = io.BytesIO(gpx(*(point(55.5, n % 60) for n in range(500))).encode())
    first = next(route_points(stream))
    assert first.lat == 55.5
    assert stream.tell() < 1024


@pytest.mark.parametrize(
    ("said", "detail", "word"),
    [
        ("running", None, "running"),
        ("Trail Running", None, "running"),
        ("lap_swimming", None, "swimming"),
        ("road_biking", None, "cycling"),
        ("TRANSITION_V2", None, "transition"),
        ("training", "yoga", "yoga"),
        ("fitness_equipment", "indoor_rowing", "rowing"),
        ("alpine_skiing", None, "downhill_skiing"),
        ("other", None, "other"),
        ("something new", None, "other"),
        (None, None, "other"),
    ],
)
def test_words_of_workouts(said: str | None, detail: str | None, word: str) -> None:
    assert workout_word(said, detail) == word


REAL = {
    # One of its eight tracks is empty, and the second file still has times in its last.
    "cerknicko-jezero.gpx": (7, 296, 7),
    "cerknicko-without-times.gpx": (1, 21, 7),
    "gpx1.0_with_all_fields.gpx": (1, 1, 7),
    "gpx1.1_with_all_fields.gpx": (1, 1, 7),
    "gpx1.1_with_extensions_without_namespaces.gpx": (0, 0, 1),
    "gpx_with_garmin_extension.gpx": (0, 0, 1),
    "track-with-empty-segment.gpx": (1, 9, 0),
    "track-with-less-sec-time.gpx": (1, 2, 0),
    "unicode_with_bom.gpx": (0, 0, 1),
}


@pytest.mark.parametrize("name", REAL)
def test_real_files(name: str) -> None:
    routes, points, planned = REAL[name]
    file = real_file(f"gpx/{name}")
    found = read_file(FORMAT, file)
    assert len(found.episodes) == routes
    assert sum(each.facts["points"] for each in found.episodes) == points
    assert found.notices.get(Note.NOT_IMPORTED, 0) == planned
    without_time = 6 if "without-times" in name else 0
    assert [each.fault for each in found.unreadable] == [Fault.TIME_MISSING] * without_time


def test_files_of_others_are_not_taken_for_gpx() -> None:
    for file in real_files("*/*.*") + real_files("*/*/*.xml") + real_files("*/*/*.json"):
        if file.suffix != ".gpx" and file.stat().st_size:
            assert "gpx" not in recognise(file)
