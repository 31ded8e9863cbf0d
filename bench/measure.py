"""Timing of sides against each other in one run, so that only ratios are claimed.

Every round runs every side once, and every other round in the opposite order, so
that a machine growing slower or busier falls on all sides alike. Must not know:
what the sides do.
"""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Self

Timer = Callable[[], float]
"""Returns seconds, monotone."""

Work = Callable[[], object]
"""What is timed."""


class Told(float):
    """What a work returns that has measured itself, in place of the seconds around it.

    A process that is a side of its own knows better than a clock around it. It need not be
    seconds, if the other side tells the same.
    """


Side = Callable[[], AbstractContextManager[Work]]
"""Prepares one run of a side: what is yielded is timed, what stands around it is not."""

Timings = dict[str, list[float]]
"""The seconds of each side, one for each round, in the order of the rounds."""


def ready(work: Work) -> Side:
    """Return a side that needs no preparation."""
    return lambda: nullcontext(work)


def time_sides(sides: Mapping[str, Side], rounds: int, timer: Timer = time.perf_counter) -> Timings:
    """Run all sides once to warm up, then once in each round, and time the rounds.

    Args:
        sides: By name. The names give the order of the first round.
        rounds: How many, at least 1.
        timer: The clock.
    """
    for side in sides.values():
        _time(side, timer)
    timings: Timings = {name: [] for name in sides}
    for number in range(rounds):
        names = list(sides)
        for name in reversed(names) if number % 2 else names:
            timings[name].append(_time(sides[name], timer))
    return timings


def _time(side: Side, timer: Timer) -> float:
    with side() as work:
        gc.collect()  # what another side left behind is not this side's to clear
        began = timer()
        said = work()
        return said if isinstance(said, Told) else timer() - began


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as long one side takes as another.

    ``best`` compares the quickest run of each side: noise only ever adds time.
    ``median``, ``lowest`` and ``highest`` are over the ratios within each round.
    """

    best: float
    median: float
    lowest: float
    highest: float

    @classmethod
    def between(cls, ours: Sequence[float], peers: Sequence[float]) -> Self:
        """Compare two sides' seconds, taken in the same rounds."""
        within = [our / peer for our, peer in zip(ours, peers, strict=True)]
        return cls(min(ours) / min(peers), statistics.median(within), min(within), max(within))

    def is_within(self, aim: float) -> bool:
        """Say whether both the best and the median ratio are at most the aim.

        Both, because on a busy machine each of them alone can flatter by luck.
        """
        return max(self.best, self.median) <= aim
