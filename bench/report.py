"""What was measured, as a table for people or as JSON for programs."""

import json
import platform
import statistics
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlcipher3 import dbapi2 as sqlcipher

from bench.measure import Ratio, Timings
from bench.registry import Benchmark, Facts, Question

_HEADINGS = ("", "ratio", "median", "spread", "aim", "met")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rounds of one benchmark say to one of its questions.

    ``facts`` are those of the question's side, not of its peer.
    """

    benchmark: str
    question: Question
    ratio: Ratio
    seconds: tuple[list[float], list[float]]
    facts: Facts

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is met; nothing if there is none."""
        aim, most = self.question.aim, self.question.most
        if aim is None and most is None:
            return None
        is_within = aim is None or self.ratio.is_within(aim)
        return is_within and (most is None or self.usual <= most)

    @property
    def usual(self) -> float:
        """What our side comes to in the median round, in the question's unit."""
        return statistics.median(self.seconds[0])


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the ratios depend on, without a word on whose computer it was."""

    system: str
    python: str
    sqlite: str
    file_system: str
    rounds: int
    scale: float

    @classmethod
    def of(cls, file_system: str, rounds: int, scale: float) -> "Circumstances":
        """Ask this process about itself."""
        system = f"{platform.system()} {platform.machine()}"
        python = ".".join(map(str, sys.version_info[:3]))
        return cls(system, python, sqlcipher.sqlite_version, file_system, rounds, scale)


def answers(benchmark: Benchmark, timings: Timings, facts: Mapping[str, Facts]) -> list[Answer]:
    """Answer a benchmark's questions. ``facts`` go by the names of sides."""
    return [
        Answer(
            benchmark.name,
            question,
            Ratio.between(timings[question.side], timings[question.peer]),
            (timings[question.side], timings[question.peer]),
            facts.get(question.side, {}),
        )
        for question in benchmark.questions
    ]


def table(given: list[Answer], *, with_seconds: bool) -> str:
    """Return the lines of the table, headings first."""
    counted = list(dict.fromkeys(fact for answer in given for fact in answer.facts))
    rows = [[*_HEADINGS, *counted, "seconds"]]
    for answer in given:
        ratio = answer.ratio
        ours, peers = map(min, answer.seconds)
        rows.append(
            [
                f"{answer.benchmark}: {answer.question.what}{_usual(answer)}",
                f"{ratio.best:.2f}",
                f"{ratio.median:.2f}",
                f"{ratio.lowest:.2f}–{ratio.highest:.2f}",
                _aim(answer.question),
                {None: "", True: "yes", False: "NO"}[answer.is_met],
                *(_number(answer.facts.get(fact)) for fact in counted),
                f"{ours:.3f} / {peers:.3f}{_unit(answer.question)}",
            ]
        )
    shown = rows if with_seconds else [row[:-1] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    return "\n".join(
        "  ".join(
            text.rjust(width) if place else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in shown
    )


def _aim(question: Question) -> str:
    aims = [] if question.aim is None else [f"≤ {question.aim:g}"]
    aims += [] if question.most is None else [f"≤ {question.most:g} {question.unit}"]
    return ", ".join(aims)


def _usual(answer: Answer) -> str:
    """Say what our side alone comes to, where that is what is aimed at."""
    question = answer.question
    return "" if question.most is None else f" ({answer.usual:.3g} {question.unit})"


def _unit(question: Question) -> str:
    return "" if question.unit == "s" else f" {question.unit}"


def _number(count: int | None) -> str:
    return "" if count is None else f"{count:,}".replace(",", " ")


def explanation(circumstances: Circumstances) -> str:
    """Return what a reader of the table should know."""
    here = circumstances
    machine = f"{here.system}, {here.file_system}, Python {here.python}, SQLite {here.sqlite}"
    lines = [
        f"Ratio: the least of {here.rounds} rounds on each side.",
        "Median and spread: of the ratios within each round. Met: ratio and median both are.",
        "An aim with a unit is for our side alone: its median, which stands in parentheses.",
        f"One run on {machine}.",
    ]
    if here.scale != 1:
        lines.append(f"Sizes were scaled by {here.scale:g}. The aims are for scale 1.")
    return "\n".join(lines)


def as_json(given: list[Answer], broken: list[str], circumstances: Circumstances) -> str:
    """Return the same as one JSON object."""
    return json.dumps(
        {
            "circumstances": asdict(circumstances),
            "answers": [
                {
                    "benchmark": answer.benchmark,
                    **asdict(answer.question),
                    "ratio": asdict(answer.ratio),
                    "met": answer.is_met,
                    "facts": dict(answer.facts),
                    "seconds": dict(zip(("side", "peer"), answer.seconds, strict=True)),
                }
                for answer in given
            ],
            "broken": broken,
        },
        ensure_ascii=False,
        indent=2,
    )
