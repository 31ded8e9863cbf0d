"""The fuzzer's own process: ``python -m tests.fuzz.child TARGET CORPUS OPTIONS``.

Runs in ``build/fuzz-env``, the only environment that has the fuzzer. Options are
libFuzzer's.
"""

import sys

import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

WATCHED = ["datadonor.sources", "datadonor.records"]
"""Where the fuzzer looks for branches that an input has reached first."""


def main() -> None:
    """Fuzz until the time is over or something is found."""
    with atheris.instrument_imports(include=WATCHED):
        from tests.fuzz.targets import target_of
    target = target_of(sys.argv[1])
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
