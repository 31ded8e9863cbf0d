"""Workouts: what they consisted of, and the routes that old exports have inside."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from datadonor.records.episodes import workout_kind_of_apple
from datadonor.records.sample import Context, Episode
from datadonor.sources.apple.elements import Element
from datadonor.sources.apple.meaning import (
    context_of,
    kept_metadata,
    number_of,
    short_name,
    source_of,
    span_of,
    time_of,
    unit_in,
)
from datadonor.sources.apple.setting import Setting
from datadonor.sources.found import Fault, Found, RowUnreadable, Unreadable
from datadonor.sources.route_traces import RouteTraces

_TOTALS: Final = (
    *("duration", "totalDistance", "totalEnergyBurned"),
    *("totalFlightsClimbed", "totalSwimmingStrokeCount"),
)
_LATITUDES: Final = 90
_LONGITUDES: Final = 180


def read_workout(element: Element, setting: Setting, place: str) -> Iterator[Found]:
    """Yield a workout, the routes inside it, and which parts of it cannot be read.

    Raises:
        RowUnreadable: It does not say when it was.
    """
    start, duration_ms = span_of(element.attributes)
    source = source_of(element.attributes)
    activity = element.attributes.get("workoutActivityType", "")
    faults: list[Fault] = []
    facts = _facts(element, faults)
    # What it says of itself changes with settings and from one telephone to the next;
    # nobody begins two workouts of one kind in one second.
    identity = f"apple-health|{activity}|{start.ms}|{duration_ms}|{source.name}"
    yield Episode(
        "Workout",
        start.ms,
        duration_ms,
        source,
        context_of(element, start.basis),
        workout_kind_of_apple(activity).id,
        {name: value for name, value in facts.items() if value},
        identity=identity,
    )
    faults += [Fault.FILE_MISSING for path in facts["routes"] if setting.lacks(path)]
    for route in element.named("WorkoutRoute"):
        yield from _old_route(route, faults)
    yield from (Unreadable(place, fault) for fault in faults)


def _facts(element: Element, faults: list[Fault]) -> dict[str, Any]:
    facts: dict[str, Any] = {
        **_consists_of(element, faults),
        "activities": _read_all(element.named("WorkoutActivity"), _activity, faults),
        "metadata": kept_metadata(element),
        "routes": [
            file.attributes["path"][-200:]
            for route in element.named("WorkoutRoute")
            for file in route.named("FileReference")
            if "path" in file.attributes
        ],
    }
    for name in _TOTALS:
        try:
            number = number_of(element.attributes.get(name))
        except RowUnreadable as error:
            faults.append(error.fault)
            continue
        if number is not None:
            unit = unit_in(element.attributes, f"{name}Unit")
            facts[name] = {"value": number, "unit": unit}
    return facts


def _consists_of(element: Element, faults: list[Fault]) -> dict[str, Any]:
    return {
        "statistics": _read_all(element.named("WorkoutStatistics"), _statistic, faults),
        "events": _read_all(element.named("WorkoutEvent"), _event, faults),
    }


def _read_all(
    elements: Iterable[Element], read: Callable[[Element], dict[str, Any]], faults: list[Fault]
) -> list[dict[str, Any]]:
    """Read parts of one kind; one that cannot be read is a fault and no more."""
    found: list[dict[str, Any]] = []
    for each in elements:
        try:
            found.append(read(each))
        except RowUnreadable as error:
            faults.append(error.fault)
    return found


def _statistic(element: Element) -> dict[str, Any]:
    """Read a statistic. Some of iOS 16 have no end, and mean the whole workout."""
    facts: dict[str, Any] = {"type": short_name(element.attributes.get("type", ""))}
    for name in ("average", "minimum", "maximum", "sum"):
        number = number_of(element.attributes.get(name))
        if number is not None:
            facts[name] = number
    unit = unit_in(element.attributes, "unit")
    return facts | ({} if unit is None else {"unit": unit}) | _dates(element)


def _event(element: Element) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "type": short_name(element.attributes.get("type", "")),
        "date": time_of(element.attributes, "date").ms,
    }
    duration = number_of(element.attributes.get("duration"))
    if duration is not None:
        facts["duration"] = duration
        facts["unit"] = unit_in(element.attributes, "durationUnit")
    metadata = kept_metadata(element)
    return facts | ({"metadata": metadata} if metadata else {})


def _activity(element: Element) -> dict[str, Any]:
    """Read a part of a workout of several sports; its id points nowhere and is dropped."""
    facts: dict[str, Any] = _dates(element)
    kind = element.attributes.get("workoutActivityType")
    if kind is not None:
        facts["activity"] = workout_kind_of_apple(kind).id
    duration = number_of(element.attributes.get("duration"))
    if duration is not None:
        unit = unit_in(element.attributes, "durationUnit")
        facts["duration"] = {"value": duration, "unit": unit}
    faults: list[Fault] = []
    facts |= {name: parts for name, parts in _consists_of(element, faults).items() if parts}
    if faults:
        raise RowUnreadable(faults[0])
    return facts


def _dates(element: Element) -> dict[str, Any]:
    return {
        name: time_of(element.attributes, name).ms
        for name in ("startDate", "endDate")
        if name in element.attributes
    }


def _old_route(route: Element, faults: list[Fault]) -> Iterator[Episode]:
    """Yield a route as exports before iOS 13 wrote it: points inside the workout."""
    traces = RouteTraces()
    context: Context | None = None
    for point in route.named("Location"):
        try:
            moment = time_of(point.attributes, "date")
            _add_point(traces, moment.ms, point)
            context = context or context_of(route, moment.basis)
        except RowUnreadable as error:
            faults.append(error.fault)
    if context is not None:
        yield traces.episode(source_of(route.attributes), context)


def _add_point(traces: RouteTraces, time_ms: int, point: Element) -> None:
    def told(name: str) -> float | None:
        return number_of(point.attributes.get(name))

    def at_least_nought(name: str) -> float | None:
        value = told(name)  # below nought means that it was not known (CLLocation)
        return None if value is None or value < 0 else value

    latitude, longitude = told("latitude"), told("longitude")
    if latitude is None or longitude is None:
        raise RowUnreadable(Fault.FIELD_MISSING)
    if abs(latitude) > _LATITUDES or abs(longitude) > _LONGITUDES:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    traces.add(
        time_ms,
        latitude,
        longitude,
        elevation=told("altitude"),
        speed=at_least_nought("speed"),
        course=at_least_nought("course"),
        accuracy=at_least_nought("horizontalAccuracy"),
        vertical_accuracy=at_least_nought("verticalAccuracy"),
    )
