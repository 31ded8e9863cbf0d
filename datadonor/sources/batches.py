"""Gathering samples as columns, for formats that bring millions.

Templates and codes are numbered as they come. Must not know any format.
"""

from typing import Final

import numpy as np

from datadonor.records.sample import SampleColumns, Template

MOST_ROWS: Final = 65_536
"""How many rows make a batch: some megabytes. Source: our choice."""


class Batch:
    """Rows that wait to be handed on together."""

    def __init__(self) -> None:
        """Begin empty."""
        self._templates: dict[Template, int] = {}
        self._codes: dict[str, int] = {}
        self._clear()

    def __len__(self) -> int:
        """Return how many rows wait."""
        return len(self._start)

    def add(
        self,
        template: Template,
        start_ms: int,
        duration_ms: int,
        number: float | None = None,
        code: str | None = None,
    ) -> None:
        """Add a row; times as in ``Sample``."""
        self._template.append(self._templates.setdefault(template, len(self._templates)))
        self._start.append(start_ms)
        self._duration.append(duration_ms)
        self._number.append(np.nan if number is None else number)
        self._code.append(-1 if code is None else self._codes.setdefault(code, len(self._codes)))

    def take(self) -> SampleColumns:
        """Return what waits, in order, and begin anew; the numbering goes on."""
        columns = SampleColumns(
            np.array(self._template, np.int32),
            np.array(self._start, np.int64),
            np.array(self._duration, np.int64),
            np.array(self._number, np.float64),
            np.array(self._code, np.int32),
            tuple(self._templates),
            tuple(self._codes),
        )
        self._clear()
        return columns

    def _clear(self) -> None:
        self._template: list[int] = []
        self._start: list[int] = []
        self._duration: list[int] = []
        self._number: list[float] = []
        self._code: list[int] = []
