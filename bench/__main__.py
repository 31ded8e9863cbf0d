"""Measure Datadonor against peers and floors: ``python -m bench``.

Everything is a ratio of two sides measured in the same run. A missed aim is shown
and fails nothing; the exit code is 1 only if a benchmark breaks.
"""

import argparse
import shutil
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from bench import (
    collecting,
    donation,
    importing,
    leaks,
    ledger,
    log,
    outgoing,
    packaging,
    policy,
    refreshing,
    seal,
    vault,
)
from bench.disk import file_system
from bench.measure import time_sides
from bench.registry import Benchmark, Setting
from bench.report import Answer, Circumstances, answers, as_json, explanation, table
from bench.window.sides import window

BENCHMARKS = (
    vault.insert,
    vault.unlock,
    log.event,
    log.tree,
    packaging.package,
    ledger.ledger,
    policy.decision,
    policy.trial,
    refreshing.refresh,
    importing.importing,
    importing.growth,
    seal.seal,
    leaks.leaks,
    outgoing.outgoing,
    donation.donation,
    collecting.collecting,
    window,
)

# In the checkout: a system's folder for temporary files may be no disk at all.
_FOLDER = Path(__file__).resolve().parents[1] / "build" / "bench"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks asked for, and print what they say."""
    asked = _parse(arguments)
    chosen = [one for one in BENCHMARKS if not asked.names or one.name in asked.names]
    given: list[Answer] = []
    broken: list[str] = []
    _FOLDER.mkdir(parents=True, exist_ok=True)
    for benchmark in chosen:
        print(f"{benchmark.name} …", file=sys.stderr, flush=True)
        try:
            given += _run(benchmark, asked.rounds, asked.scale)
        except Exception:  # noqa: BLE001  the others are still worth measuring
            traceback.print_exc()
            broken.append(benchmark.name)
    circumstances = Circumstances.of(file_system(_FOLDER), asked.rounds, asked.scale)
    if asked.json:
        print(as_json(given, broken, circumstances))
    else:
        print(table(given, with_seconds=asked.verbose))
        print(f"\n{explanation(circumstances)}")
        print("".join(f"Broken: {name}\n" for name in broken), end="")
    return 1 if broken else 0


def _run(benchmark: Benchmark, rounds: int, scale: float) -> list[Answer]:
    folder = Path(tempfile.mkdtemp(dir=_FOLDER))
    try:
        setting = Setting(folder, scale)
        with benchmark.prepare(setting) as sides:
            return answers(benchmark, time_sides(sides, rounds), setting.facts)
    finally:
        shutil.rmtree(folder)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = [benchmark.name for benchmark in BENCHMARKS]
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure side by side.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; or all")
    parser.add_argument("--rounds", type=int, default=5, help="timed runs of each side (5)")
    parser.add_argument("--scale", type=float, default=1.0, help="0.05 for a quick try (1)")
    parser.add_argument("--json", action="store_true", help="for programs, with seconds")
    parser.add_argument("-v", "--verbose", action="store_true", help="show the least seconds too")
    asked = parser.parse_args(arguments)
    for name in asked.names:
        if name not in names:
            parser.error(f"no benchmark is called {name}: {', '.join(names)}")
    if asked.rounds < 1 or asked.scale <= 0:
        parser.error("rounds and scale are above 0")
    return asked


if __name__ == "__main__":
    sys.exit(main())
