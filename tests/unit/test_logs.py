"""The log and the crash report cannot hold data, wherever an outermost handler stands.

Each case raises an error whose text carries a CPR number (a synthetic one, of a day
that does not exist), in a process of its own, and looks everywhere for the number.
"""

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from datadonor import logs
from datadonor.errors import DatadonorError

CPR: Final = "310299-1234"

CASES: Final = {
    "uncaught": "raise ValueError(CPR)",
    "uncaught with cause": "raise RuntimeError(CPR) from ValueError(CPR)",
    "uncaught within another": "try:\n    int(CPR)\nfinally:\n    {}[CPR]",
    "uncaught group": "raise ExceptionGroup(CPR, [ValueError(CPR)])",
    "noted": "e = ValueError(CPR)\ne.add_note(CPR)\nraise e",
    "in a thread": (
        "import threading\n"
        "t = threading.Thread(target=lambda: int(CPR), name=CPR)\n"
        "t.start(); t.join()"
    ),
    "while being destroyed": (
        "class Holder:\n    def __del__(self):\n        raise ValueError(CPR)\nh = Holder(); del h"
    ),
    "warned": "import warnings\nwarnings.simplefilter('always')\nwarnings.warn(CPR)",
    "logged by a library": "import logging\nlogging.getLogger('lib').error('patient %s', CPR)",
    "logged with a trace": (
        "import logging\n"
        "try:\n    int(CPR)\n"
        "except ValueError:\n    logging.getLogger('lib.sub').exception(CPR)"
    ),
    "logged under our name": (
        "import logging\nlogging.getLogger('datadonor.logs').error(CPR, extra={'note': CPR})"
    ),
    "logged so that it cannot be written": (
        "import logging\nlogging.getLogger('lib').error('%d', CPR)"
    ),
    "in a command": (
        "from datadonor.cli import app, citizen_vault\n"
        "from datadonor.audit import custody\n"
        "def fail(*a, **k): raise ValueError(CPR)\n"
        "custody.create_vault = fail\n"
        "import os, tempfile\n"
        "d = tempfile.mkdtemp(); f = os.path.join(d, 'p')\n"
        "open(f, 'w').write('long enough')\n"
        "code = app.run(['vault', 'create', '--vault', d + '/v', '--passphrase-file', f], None)\n"
        "assert code == 70, code"
    ),
    "in a command's own error": (
        "from datadonor.cli import app\n"
        "from datadonor.errors import DatadonorError\n"
        "def fail(*a, **k): raise DatadonorError(count=1) from ValueError(CPR)\n"
        "code = app.run(['demo', '--json'], fail)\n"
        "assert code == 70, code"
    ),
    "as a word of a command": (
        "from datadonor.cli import app\n"
        "assert app.run([CPR], None) == 2\n"
        "assert app.run(['vault', CPR], None) == 2\n"
        "assert app.run(['log', 'show', '--' + CPR], None) == 2\n"
        "assert app.run(['log', 'show', '--since', CPR], None) in (2, 3)\n"
        "assert app.run(['--lang', CPR, 'log'], None) == 2"
    ),
}


def run_case(body: str, home: Path, *, begin: bool = True) -> tuple[str, str]:
    """Run a case in its own process; return what it printed and what its log holds."""
    log = home / "log" / "datadonor.log"
    start = f"logs.begin(Path({str(log)!r}))" if begin else ""
    # The number is put together, so that no line of source shown in a trace has it.
    code = f"from pathlib import Path\nfrom datadonor import logs\n{start}\n"
    code += f"CPR = '3102' + '99-1234'\n{body}\n"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "PYTHONPATH": "."},
    )
    if "AssertionError" in done.stderr:
        pytest.fail(done.stderr)
    written = log.read_text("utf-8") if log.exists() else ""
    return done.stdout + done.stderr, written


@pytest.mark.parametrize("name", CASES)
def test_no_number_is_told(name: str, tmp_path: Path) -> None:
    printed, written = run_case(CASES[name], tmp_path)
    assert CPR not in printed
    assert CPR not in written
    assert "3102" not in written
    assert written, "something is written, else the case never reached a handler"


def test_without_the_boundary_the_number_is_told(tmp_path: Path) -> None:
    """The negative control: Python's own handlers print it."""
    printed, _ = run_case(CASES["uncaught"], tmp_path, begin=False)
    assert CPR in printed


def test_a_crash_report_names_types_and_places_only() -> None:
    def deep() -> None:
        raise ValueError(CPR)

    report = ""
    try:
        try:
            deep()
        except ValueError as error:
            raise DatadonorError from error
    except DatadonorError as error:
        report = logs.crash_report(error)
    assert "builtins.ValueError" in report
    assert "unit/test_logs.py" in report
    assert "deep" in report
    assert CPR not in report
    assert str(Path(__file__).parent.parent) not in report


def test_a_note_takes_words_of_ours_and_whole_numbers(tmp_path: Path) -> None:
    printed, written = run_case(
        "logs.note(logs.Note.VAULT_OPENED, entries=3)\n"
        "try:\n    logs.note(logs.Note.VAULT_OPENED, entries=CPR)\n"
        "except ValueError:\n    pass",
        tmp_path,
    )
    assert "vault_opened entries=3" in written
    assert CPR not in printed + written


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    before = logging.getLogger().handlers[:]
    code = f"logs.begin(Path({str(tmp_path / 'file' / 'log')!r}))\nlogs.note(logs.Note.STARTED)"
    printed, _ = run_case(code, tmp_path, begin=False)
    assert printed == ""
    assert logging.getLogger().handlers == before
