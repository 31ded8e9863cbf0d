"""The fast road through a telephone's GPX and the parser see the same route."""

import io
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from datadonor.sources.gpx_columns import PlainPoints, plain_points
from datadonor.sources.gpx_points import RoutePoint, route_points

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Apple Health Export">\n'
    "  <trk>\n    <name>Route</name>\n    <trkseg>\n"
)
TAIL = "    </trkseg>\n  </trk>\n</gpx>\n"

numbers = st.floats(-90, 90, allow_nan=False).map(lambda value: f"{value:.6f}")
times = st.datetimes().map(lambda value: f"{value:%Y-%m-%dT%H:%M:%S}Z".rjust(20, "0"))
odd = st.sampled_from(("2026-02-30T00:00:00Z", "1850-01-01T00:00:00Z", "9999-12-31T23:59:59Z"))


@st.composite
def points(draw: st.DrawFn) -> str:
    """One point as a telephone writes it; now and then one that it would not."""
    lat, lon, ele, speed, course, across, above = (draw(numbers) for _ in range(7))
    lon = draw(st.sampled_from((lon, lon, lon, lon, "191.5")))
    when = draw(st.one_of(times, times, times, odd))
    fixed = f"<ele>{ele}</ele><time>{when}</time>"
    extra = f"<speed>{speed}</speed><course>{course}</course><hAcc>{across}</hAcc>"
    gap = draw(st.sampled_from(("\n", "\n", "\n", "", "<!-- pause -->\n")))
    return (
        f'      <trkpt lon="{lon}" lat="{lat}">{fixed}<extensions>{extra}'
        f"<vAcc>{above}</vAcc></extensions></trkpt>{gap}"
    )


def as_points(plain: PlainPoints) -> list[RoutePoint]:
    columns = [column.tolist() for column in plain[:-1]]
    return [
        RoutePoint(lat, lon, ele, when, *(None if math.isnan(value) else value for value in rest))
        for when, lat, lon, ele, *rest in zip(*columns, strict=True)
    ]


@settings(max_examples=200)
@given(st.lists(points(), min_size=1, max_size=8))
def test_both_roads_see_the_same_points(route: list[str]) -> None:
    """Where the fast road answers at all, it answers as the parser does."""
    content = (HEAD + "".join(route) + TAIL).encode()
    faults: list[object] = []
    slow = list(route_points(io.BytesIO(content), faults.append))
    plain = plain_points(content, 1_000)
    if plain is not None:
        assert not faults
        assert as_points(plain) == slow
        assert plain.rest.decode().split() == (HEAD + TAIL).split()
    elif not faults:
        assert b"<!--" in content


@given(st.lists(points(), min_size=1, max_size=3), st.integers(0, 2000), st.binary(max_size=5))
def test_damage_is_left_to_the_parser(route: list[str], at: int, put_in: bytes) -> None:
    content = bytearray((HEAD + "".join(route) + TAIL).encode())
    content[at % len(content) : at % len(content) + 3] = put_in
    plain_points(bytes(content), 1_000)


def test_the_fast_road_is_taken_at_all() -> None:
    point = (
        '<trkpt lon="9.85" lat="56.1"><ele>60.1</ele><time>2026-05-01T10:00:00Z</time><extensions>'
        "<speed>-1</speed><course>3</course><hAcc>7</hAcc><vAcc>4</vAcc></extensions></trkpt>\n"
    )
    plain = plain_points((HEAD + point + TAIL).encode(), 1_000)
    assert plain is not None
    assert math.isnan(plain.speed[0])
    assert plain_points((HEAD + point + TAIL).encode(), 0) is None
    two = HEAD + point + "</trkseg><trkseg>" + point + TAIL
    assert plain_points(two.encode(), 1_000) is None
