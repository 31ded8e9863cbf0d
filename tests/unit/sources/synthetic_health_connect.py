"""Writing databases as Health Connect exports them, with nobody's data.

Columns are those of Android's source; the schema is cut down to what the tests need.
"""

import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

COMMON: Final = (
    "row_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB, last_modified_time INTEGER, "
    "client_record_id TEXT, client_record_version TEXT, device_info_id INTEGER, "
    "app_info_id INTEGER, recording_method INTEGER, dedupe_hash BLOB"
)
INSTANT: Final = "time INTEGER, zone_offset INTEGER, local_date INTEGER"
INTERVAL: Final = (
    "start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, "
    "end_zone_offset INTEGER, local_date INTEGER, "
    "local_date_time_start_time INTEGER AS (start_time + 1000 * start_zone_offset)"
)
T0: Final = 1_772_000_000_000
"""A moment in February 2026, UTC milliseconds."""

HOUR: Final = 3_600_000
UUID: Final = bytes(range(16))

_BASE: Final = (
    "CREATE TABLE android_metadata (locale TEXT)",
    (
        "CREATE TABLE application_info_table (row_id INTEGER PRIMARY KEY, package_name TEXT, "
        "app_name TEXT, app_icon BLOB, record_types_used TEXT)"
    ),
    (
        "CREATE TABLE device_info_table (row_id INTEGER PRIMARY KEY, manufacturer TEXT, "
        "model TEXT, device_type INTEGER)"
    ),
    f"CREATE TABLE steps_record_table ({COMMON}, {INTERVAL}, count INTEGER)",
    "INSERT INTO application_info_table VALUES (1, 'org.example.walk', 'Walk', NULL, NULL)",
    "INSERT INTO application_info_table VALUES (2, 'org.example.ring', NULL, NULL, NULL)",
    "INSERT INTO device_info_table VALUES (1, 'Maker', 'Model', 1)",
    "INSERT INTO device_info_table VALUES (2, 'Maker', 'Other', 2)",
)


class Phone:
    """A database that is filled table by table."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        for statement in _BASE:
            self.connection.execute(statement)

    def run(self, statement: str, *values: object) -> "Phone":
        self.connection.execute(statement, values)
        return self

    def instant(self, table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> "Phone":
        """Make a table of instants: rows are time, offset (s), app, device, method, own."""
        self.connection.execute(f"CREATE TABLE {table} ({COMMON}, {INSTANT}, {columns})")
        return self.fill(table, "time, zone_offset", columns, rows)

    def interval(self, table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> "Phone":
        """Make a table of intervals: rows are start, offset, end, app, device, method, own."""
        own = f", {columns}" if columns else ""
        self.connection.execute(f"CREATE TABLE {table} ({COMMON}, {INTERVAL}{own})")
        return self.fill(table, "start_time, start_zone_offset, end_time", columns, rows)

    def child(self, table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> "Phone":
        self.connection.execute(f"CREATE TABLE {table} (parent_key INTEGER, {columns})")
        for row in rows:
            marks = ", ".join("?" * len(row))
            self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
        return self

    def steps(self, *rows: tuple[object, ...]) -> "Phone":
        """Add steps: start, offset, end, app, device, method, count."""
        return self.fill(
            "steps_record_table", "start_time, start_zone_offset, end_time", "count INTEGER", rows
        )

    def fill(
        self, table: str, times: str, columns: str, rows: Iterable[tuple[object, ...]]
    ) -> "Phone":
        names = ", ".join(each.split()[0] for each in columns.split(",") if each.strip())
        own = f", {names}" if names else ""
        into = f"uuid, {times}, app_info_id, device_info_id, recording_method{own}"
        for number, row in enumerate(rows):
            key = bytes([number % 256]) + UUID[1:]
            marks = ", ".join("?" * (len(row) + 1))
            self.connection.execute(f"INSERT INTO {table} ({into}) VALUES ({marks})", (key, *row))
        return self

    def content(self) -> bytes:
        self.connection.commit()
        with closing(self.connection):
            return self.connection.serialize()

    def save(self, place: Path) -> Path:
        """Write it bare, or zipped if the place is called so."""
        content = self.content()
        if place.suffix == ".zip":
            with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
                packed.writestr("health_connect_export.db", content)
        else:
            place.write_bytes(content)
        return place


def a_phone() -> Phone:
    """Return a phone with one or two rows of most kinds."""
    at = (T0, 3600, 1, 1, 2)
    over = (T0, 3600, T0 + HOUR, 1, 1, 2)
    phone = Phone().steps((*over, 1200), (T0, None, T0 + HOUR, 2, None, 3, 900))
    phone.interval("heart_rate_record_table", "", [over])
    phone.child(
        "heart_rate_record_series_table",
        "beats_per_minute INTEGER, epoch_millis INTEGER",
        [(1, 61, T0 + 1000), (1, 62, T0 + 2000), (9, 63, T0)],
    )
    phone.interval("SpeedRecordTable", "", [over])
    phone.child("speed_record_table", "speed REAL, epoch_millis INTEGER", [(1, 2.5, T0)])
    phone.instant("weight_record_table", "weight REAL", [(*at, 70250.0)])
    phone.instant(
        "blood_pressure_record_table",
        "systolic REAL, diastolic REAL, measurement_location TEXT, body_position TEXT",
        [(*at, 121.0, 79.0, "3", "2")],
    )
    phone.instant(
        "blood_glucose_record_table",
        "level REAL, specimen_source TEXT, relation_to_meal TEXT, meal_type TEXT",
        [(*at, 5.5, "2", "2", "1"), (*at, 6.5, "1", "0", "0")],
    )
    phone.interval("total_calories_burned_record_table", "energy REAL", [(*over, 150_000.0)])
    phone.instant("ovulation_test_record_table", "result INTEGER", [(*at, 1), (*at, 3)])
    phone.instant("menstruation_flow_record_table", "flow INTEGER", [(*at, 3)])
    phone.interval(
        "nutrition_record_table",
        "energy REAL, protein REAL, sodium REAL, vitamin_c REAL, meal_type INTEGER, meal_name TEXT",
        [(*over, 500_000.0, 20.0, 5e-324, None, 1, "Oats")],
    )
    phone.interval("sleep_session_record_table", "notes TEXT, title TEXT", [(*over, "x", "y")] * 2)
    phone.child(
        "sleep_stages_table",
        "stage_start_time INTEGER, stage_end_time INTEGER, stage_type INTEGER",
        [(1, T0, T0 + 1000, 4), (1, T0 + 1000, T0 + 2000, 6), (1, T0, T0 + 1, 0)],
    )
    phone.interval(
        "exercise_session_record_table",
        "exercise_type INTEGER, title TEXT, has_route INTEGER",
        [(*over, 33, "secret words", 1)],
    )
    phone.child(
        "exercise_laps_table",
        "lap_start_time INTEGER, lap_end_time INTEGER, lap_length REAL",
        [(1, T0, T0 + 60_000, 400.0)],
    )
    phone.child(
        "exercise_route_table",
        "timestamp_millis INTEGER, latitude REAL, longitude REAL, horizontal_accuracy REAL, "
        "vertical_accuracy REAL, altitude REAL",
        [
            (1, T0 + 2000, 55.002, 12.0, 5.0, 5e-324, 10.0),
            (1, T0, 55.0, 12.0, 5.0, 5e-324, 11.0),
        ],
    )
    phone.interval("symptom_record_table", "kind INTEGER", [(*over, 1)])
    return phone
