"""What a benchmark is, and how one is written.

A benchmark is a function that is given a ``Setting``, prepares what it needs,
yields its sides by name and clears up after itself::

    @benchmark("hash", Question("hashed / copied", "hash", "copy", aim=3))
    def hashing(setting: Setting) -> Iterator[Sides]:
        body = bytes(setting.count(1_000_000))
        yield {"hash": ready(lambda: sha256(body)), "copy": ready(lambda: bytearray(body))}

It takes part once it stands in ``bench.__main__.BENCHMARKS``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.measure import Side

Sides = Mapping[str, Side]

Facts = Mapping[str, int]
"""What is counted and not timed, by what it is: requests, bytes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and how large a benchmark is run.

    ``folder`` is empty and on the disk that holds the checkout; whoever runs the
    benchmark removes it. ``scale`` is 1 for the sizes that the aims speak of. In
    ``facts`` a benchmark puts what it knows of a side beside its seconds, by the side's
    name.
    """

    folder: Path
    scale: float = 1.0
    facts: dict[str, Facts] = field(default_factory=dict)

    def count(self, full: int) -> int:
        """Return a size at this scale, at least 1."""
        return max(1, round(full * self.scale))


@dataclass(frozen=True, slots=True)
class Question:
    """Two sides to compare, and what is aimed at; nothing if they are only shown.

    Attributes:
        what: What is compared.
        side: Ours.
        peer: What it is compared with.
        aim: The largest ratio.
        most: The most of our side alone, for what a person waits for whatever the ratio.
        unit: What the sides tell.
    """

    what: str
    side: str
    peer: str
    aim: float | None = None
    most: float | None = None
    unit: str = "s"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A named set of sides and what is asked about them."""

    name: str
    questions: tuple[Question, ...]
    prepare: Callable[[Setting], AbstractContextManager[Sides]]


def benchmark(
    name: str, *questions: Question
) -> Callable[[Callable[[Setting], Iterator[Sides]]], Benchmark]:
    """Make a benchmark of a function that prepares sides and yields them."""
    return lambda prepare: Benchmark(name, questions, contextmanager(prepare))
