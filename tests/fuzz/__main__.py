"""Feed importers what a fuzzer thinks of: ``make fuzz ARGS="--seconds 60 --format fhir"``.

Each format has its turn, for as long as told. Says how many inputs were tried; what
crashes is saved under ``build/fuzz``, its name is printed, and the command fails.
"""

import argparse
import sys

from bench.peers.installed import PeersUnavailable
from tests.fuzz.campaign import CHECKOUT, Outcome, is_possible, run
from tests.fuzz.targets import target_names


def main() -> int:
    """Run one campaign for each target, and return the command's exit code."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each format (60)")
    parser.add_argument(
        "--format", action="append", choices=target_names(), help="only this; may come often"
    )
    told = parser.parse_args()
    if not is_possible():
        print("The fuzzer runs on Linux only.")
        return 1
    try:
        outcomes = [fuzzed(name, told.seconds) for name in told.format or target_names()]
    except PeersUnavailable as problem:
        print(f"The fuzzer could not be installed. {problem}")
        return 1
    print(f"{sum(each.tried for each in outcomes):,} inputs in all")
    return 0 if all(each.is_good for each in outcomes) else 1


def fuzzed(name: str, seconds: int) -> Outcome:
    """Fuzz one target and say what came of it."""
    outcome = run(name, seconds)
    if outcome.saved is not None:
        place = outcome.saved.relative_to(CHECKOUT)
        print(f"{name}: {outcome.tried:,} inputs, then one that crashed: {place}\n{outcome.said}")
    elif outcome.is_broken:
        print(f"{name}: the fuzzer broke down after {outcome.tried:,} inputs\n{outcome.said}")
    else:
        print(f"{name}: {outcome.tried:,} inputs, nothing found")
    sys.stdout.flush()
    return outcome


if __name__ == "__main__":
    raise SystemExit(main())
