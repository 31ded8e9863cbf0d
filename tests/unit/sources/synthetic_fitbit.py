"""Writing Takeouts as Google gives them, with nobody's data."""

import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

OLD: Final = "Takeout/Google Health/Global Export Data"
NEW: Final = "Takeout/Google Health/Physical Activity_GoogleData"
NIGHTS: Final = "Takeout/Google Health/Health Fitness Data_GoogleData"
DAY: Final = datetime(2026, 3, 1, tzinfo=UTC)
"""A Sunday in winter time: Copenhagen is an hour ahead of UTC."""

SLEEP_HEADER: Final = (
    "sleep_id,sleep_type,minutes_in_sleep_period,minutes_after_wake_up,minutes_to_fall_asleep,"
    "minutes_asleep,minutes_awake,start_utc_offset,sleep_start,end_utc_offset,sleep_end,"
    "data_source"
)
STAGE_HEADER: Final = (
    "sleep_id,sleep_stage_id,sleep_stage_type,start_utc_offset,sleep_stage_start,"
    "end_utc_offset,sleep_stage_end,data_source"
)
EXERCISE_HEADER: Final = (
    "exercise_id,exercise_start,exercise_end,utc_offset,activity_name,log_type,"
    "tracker_total_calories,tracker_total_steps,tracker_total_distance_mm,tracker_avg_heart_rate"
)
PROFILE_HEADER: Final = (
    "id,full_name,first_name,last_name,display_name,username,email_address,date_of_birth,"
    "gender,height,weight,weight_unit"
)
PROFILE: Final = (
    f"{PROFILE_HEADER}\nABC123,Nomen Nescio,Nomen,Nescio,Nomen N.,nomen,nn@example.org,"
    "1970-01-02,OTHER,180.0,80.0,METRIC\n"
)


def us(moment: datetime) -> str:
    return moment.strftime("%m/%d/%y %H:%M:%S")


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def values(rows: Iterable[tuple[datetime, object]]) -> str:
    """Write an older JSON file of times, as they stand, and values."""
    return json.dumps([{"dateTime": us(time), "value": value} for time, value in rows])


def table(header: str, rows: Iterable[Iterable[object]]) -> str:
    lines = [header, *(",".join(map(str, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def minutes(count: int, start: datetime = DAY, step: int = 1) -> list[datetime]:
    return [start + timedelta(minutes=step * number) for number in range(count)]


def a_walk(count: int = 200) -> list[tuple[datetime, int]]:
    """Return minutes (UTC) with steps, unlike enough to be known again."""
    walked = minutes(count, DAY + timedelta(hours=9), step=7)
    return [(time, 10 + number * 37 % 101) for number, time in enumerate(walked)]


def old_night(start: datetime, log_id: int = 1) -> dict[str, object]:
    """Return a night of four hours (local times) as the older tree writes it."""
    local = start.replace(tzinfo=None)

    def at(minute: int) -> str:
        return (local + timedelta(minutes=minute)).isoformat(timespec="milliseconds")

    return {
        "logId": log_id,
        "dateOfSleep": str(local.date()),
        "startTime": at(0),
        "endTime": at(240),
        "duration": 240 * 60_000,
        "minutesAsleep": 230,
        "minutesAwake": 10,
        "efficiency": 95,
        "type": "stages",
        "levels": {
            "data": [
                {"dateTime": at(0), "level": "light", "seconds": 7200},
                {"dateTime": at(120), "level": "deep", "seconds": 3600},
                {"dateTime": at(180), "level": "wake", "seconds": 600},
                {"dateTime": at(190), "level": "rem", "seconds": 3000},
            ],
            "shortData": [{"dateTime": at(60), "level": "wake", "seconds": 120}],
        },
    }


def save(place: Path, files: Mapping[str, str]) -> Path:
    """Write a Takeout as a zip if the place is called so, else as a folder."""
    if place.suffix == ".zip":
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in files.items():
                packed.writestr(name, content)
    else:
        for name, content in files.items():
            file = place / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
    return place


def both_trees() -> dict[str, str]:
    """Return a Takeout with the same data in both trees, and some in one only."""
    walk = a_walk()
    beats = [(DAY + timedelta(hours=8, seconds=5 * n), 60 + n % 50) for n in range(500)]
    night = DAY + timedelta(hours=23)
    utc = night - timedelta(hours=1)
    return {
        f"{OLD}/steps-2026-02-24.json": values(
            [(DAY - timedelta(days=2), "7"), *((time, str(count)) for time, count in walk)]
        ),
        f"{NEW}/steps_2026-03-01.csv": table(
            "timestamp,steps,data source",
            [(iso(time), count, "Pixel Watch") for time, count in walk],
        ),
        f"{OLD}/heart_rate-2026-03-01.json": values(
            [(time, {"bpm": bpm, "confidence": 2}) for time, bpm in beats]
        ),
        f"{NEW}/heart_rate_2026-03-01.csv": table(
            "timestamp,beats per minute,data source",
            [(iso(time), bpm, "Pixel Watch") for time, bpm in beats],
        ),
        f"{OLD}/sleep-2026-02-24.json": json.dumps([old_night(night)]),
        f"{NIGHTS}/UserSleeps_2026-03-01.csv": table(
            SLEEP_HEADER,
            [
                (
                    "9001",
                    "STAGES",
                    240,
                    0,
                    5,
                    230,
                    10,
                    "+01:00",
                    iso(utc),
                    "+01:00",
                    iso(utc + timedelta(hours=4)),
                    "PIXEL_WATCH",
                )
            ],
        ),
        f"{NIGHTS}/UserSleepStages_2026-03-01.csv": table(
            STAGE_HEADER,
            [
                (
                    "9001",
                    number,
                    stage,
                    "+01:00",
                    iso(utc + timedelta(hours=number)),
                    "+01:00",
                    iso(utc + timedelta(hours=number + 1)),
                    "PIXEL_WATCH",
                )
                for number, stage in enumerate(("LIGHT", "DEEP", "REM", "AWAKE"))
            ],
        ),
        f"{OLD}/exercise-0.json": json.dumps(
            [
                {
                    "logId": 5,
                    "activityName": "Outdoor Run",
                    "startTime": us(DAY + timedelta(hours=10)),
                    "duration": 1_800_000,
                    "calories": 300,
                }
            ]
        ),
        f"{NIGHTS}/UserExercises_2026-03-01.csv": table(
            EXERCISE_HEADER,
            [
                (
                    "7001",
                    iso(DAY + timedelta(hours=10)),
                    iso(DAY + timedelta(hours=10, minutes=30)),
                    "+01:00",
                    "Outdoor Run",
                    "AUTO",
                    300,
                    4000,
                    5_000_000,
                    0,
                )
            ],
        ),
        "Takeout/Google Health/Your Profile/Profile.csv": PROFILE,
        "Takeout/Google Health/Paired Devices/Devices.csv": (
            "wire_id,device_type,serial_number\nW1W1,TRACKER,SN-0815\n"
        ),
        "Takeout/Google Health/Stress Score/README.txt": "words",
    }
