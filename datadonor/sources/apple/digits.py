"""Reading times and decimals that stand at known places in many rows of bytes at once."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from datadonor.sources.times import EARLIEST_MS, LATEST_MS

TIME_BYTES: Final = 25
"""``2026-05-01 08:00:00 +0200``"""

DECIMAL_BYTES: Final = 20
"""Of a decimal and the quotation mark behind it; longer ones are read one by one."""

_SIGNS: Final = ((4, b"-"), (7, b"-"), (10, b" "), (13, b":"), (16, b":"), (19, b" "))
_DIGITS: Final = np.array([0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18, 21, 22, 23, 24])
_MONTH_DAYS: Final = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_FEBRUARY: Final = 2
_MONTHS: Final = 12
_HOURS: Final = 24
_SIXTY: Final = 60
_NINE: Final = 9

_EXACT_DIGITS: Final = 15
"""So many digits are a whole number that a double holds, divided by a power of ten that
it holds too: the quotient is rounded once, as ``float`` rounds."""

_TENS: Final = 10.0 ** np.arange(DECIMAL_BYTES)

Matrix = NDArray[np.uint8]
Whole = NDArray[np.int64]
Answers = NDArray[np.bool_]


class Times(NamedTuple):
    """UTC milliseconds since 1970, minutes ahead of UTC, and which rows are such times."""

    ms: Whole
    offset_minutes: Whole
    is_time: Answers


class Decimals(NamedTuple):
    """Numbers, how many bytes each is written with, and which rows are such numbers."""

    number: NDArray[np.float64]
    length: Whole
    is_decimal: Answers


def rows_at(text: bytes, places: Whole, width: int) -> Matrix:
    """Return ``width`` bytes from each place on; all of them lie in the text."""
    windows = np.ndarray((len(text) - width + 1,), f"V{width}", text, strides=(1,))
    return windows[places].view(np.uint8).reshape(len(places), width)


def are(rows: Matrix, text: bytes) -> Answers:
    """Answer which rows are a text."""
    return np.asarray((rows == np.frombuffer(text, np.uint8)).all(axis=1))


def read_times(text: Matrix) -> Times:
    """Read a time in every row of ``TIME_BYTES``."""
    digit = (text - np.uint8(48)).astype(np.int32)
    is_time = (digit[:, _DIGITS] <= _NINE).all(axis=1)
    for place, sign in _SIGNS:
        is_time &= text[:, place] == sign[0]
    is_west = text[:, 20] == ord("-")
    is_time &= is_west | (text[:, 20] == ord("+"))
    year = digit[:, 0] * 1000 + digit[:, 1] * 100 + digit[:, 2] * 10 + digit[:, 3]
    month, day, hour, minute, second, ahead_h, ahead_min = (
        digit[:, place] * 10 + digit[:, place + 1] for place in (5, 8, 11, 14, 17, 21, 23)
    )
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    last = _MONTH_DAYS[np.clip(month, 0, 12)] - ((month == _FEBRUARY) & ~is_leap)
    is_time &= (month >= 1) & (month <= _MONTHS) & (day >= 1) & (day <= last)
    is_time &= (hour < _HOURS) & (minute < _SIXTY) & (second < _SIXTY)
    is_time &= (ahead_h < _HOURS) & (ahead_min < _SIXTY)
    offset = np.where(is_west, -1, 1) * (ahead_h * 60 + ahead_min)
    seconds = hour * 3600 + minute * 60 + second - offset * 60
    ms = (_days(year, month, day) * 86_400 + seconds) * 1000
    is_time &= (ms >= EARLIEST_MS) & (ms < LATEST_MS)
    return Times(ms, offset.astype(np.int64), is_time)


def _days(
    year: NDArray[np.int32], month: NDArray[np.int32], day: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return days since 1970 in the Gregorian calendar (Hinnant's ``days_from_civil``)."""
    from_march = year - (month <= _FEBRUARY)
    era = from_march // 400
    of_era = from_march - era * 400
    of_year = (153 * (month + np.where(month > _FEBRUARY, -3, 9)) + 2) // 5 + day - 1
    days = era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
    return np.asarray(days, np.int64)


def read_decimals(text: Matrix) -> Decimals:
    """Read a decimal that ends at a quotation mark, in every row of ``DECIMAL_BYTES``.

    Only digits with one point and a minus in front: what else ``float`` would take, and
    what has more digits than are exact, is not such a decimal.
    """
    is_quote = text == ord('"')
    length = is_quote.argmax(axis=1)
    is_decimal = is_quote[np.arange(len(text)), length]
    width = int(length.max(initial=0))
    is_inside = np.arange(width) < length[:, None]
    digit = text[:, :width] - np.uint8(48)
    is_digit = (digit <= _NINE) & is_inside
    is_point = (text[:, :width] == ord(".")) & is_inside
    is_minus = text[:, 0] == ord("-")
    digits, points = is_digit.sum(axis=1), is_point.sum(axis=1)
    is_decimal &= (digits > 0) & (digits <= _EXACT_DIGITS) & (points <= 1)
    is_decimal &= digits + points + is_minus == length
    mantissa = np.zeros(len(text), np.int64)
    behind = np.zeros(len(text), np.int64)
    after_point = np.zeros(len(text), bool)
    for place in range(width):
        here = is_digit[:, place]
        mantissa = np.where(here, mantissa * 10 + digit[:, place], mantissa)
        behind += here & after_point
        after_point |= is_point[:, place]
    number = mantissa / _TENS[behind]
    return Decimals(np.where(is_minus, -number, number), length, is_decimal)
