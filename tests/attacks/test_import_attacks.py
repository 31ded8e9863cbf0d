"""Whatever is in a file, an import ends in one of its codes, soon, and in little memory.

Each format is attacked in a child process of its own, under limits on memory and time.
What is refused leaves the vault as it was; what is taken is finite, in bounds, and holds
nothing that was not in the file.
"""

import os
import resource
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.errors import DatadonorError, ExitCode
from datadonor.sources.detection import detect, known_formats
from datadonor.sources.errors import FileRefused, FormatUnknown, SomeoneElse
from datadonor.sources.parcel import open_parcel
from datadonor.sources.pipeline import Wishes, import_parcel
from datadonor.sources.tables.proposal import propose
from datadonor.texts import Language
from datadonor.vault.recovery import RecoveryWords
from tests.attacks.import_attacks import SECRET, Attack, attacks_on
from tests.faults.children import Say, run_child
from tests.honest_files import Honest, honest_files
from tests.stores import unsound

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork and resource limits"),
    pytest.mark.timeout(900),
]

MEMORY_BYTES: Final = 1 << 30
"""What a child may take beyond what it begins with. Source: our choice."""

SECONDS: Final = 20
"""What one small file may take; honest ones take milliseconds."""

FOLDERS: Final = {f"{n} {each.format}": each for n, each in enumerate(honest_files())}
COUNTED: Final = (
    "import", "sample_type", "source", "context", "sample", "hour", "day", "episode", "trace",
    "document", "known_identifier", "event",
)  # fmt: skip


def test_every_format_that_stands_is_attacked() -> None:
    """A new format brings an honest file for ``tests.honest_files``, or fails here."""
    assert {each.format for each in honest_files()} == {each.name for each in known_formats()}


@pytest.mark.parametrize("name", FOLDERS)
def test_an_attacked_import_ends_in_a_code_and_changes_nothing(
    name: str, template: tuple[Path, RecoveryWords], tmp_path: Path
) -> None:
    folder, words = template
    shutil.copytree(folder, tmp_path / "vault")
    honest = FOLDERS[name]

    def work(say: Say) -> None:
        with custody.open_vault(tmp_path / "vault", words) as opened, limited():
            wishes = confirmed(honest, tmp_path / "table")
            for attack in attacks_on(honest):
                problem = attacked(opened, attack, tmp_path / "given", wishes)
                say(f"{problem}: {attack.name}")

    said, status = run_child(work)
    assert status == 0
    assert len(said) > 50
    problems = [each for each in said if not each.startswith("None: ")]
    assert problems == []


def confirmed(honest: Honest, folder: Path) -> Wishes:
    """Return what a person would say about the honest file: what its columns mean."""
    if honest.format != "table":
        return Wishes(is_mine=True)
    lay_out(folder, honest.files)
    with open_parcel(folder) as parcel:
        return Wishes(is_mine=True, mapping=propose(parcel.entries[0]).mapping)


def attacked(opened: OpenVault, attack: Attack, folder: Path, wishes: Wishes) -> str | None:
    """Import a hostile folder; return what is wrong with how it ended, if anything."""
    lay_out(folder, {**attack.files, "secret.txt": SECRET.encode()})
    before = counts(opened)
    try:
        with in_time():
            import_parcel(opened, folder, SELF, wishes=wishes)
    except (FileRefused, SomeoneElse) as error:
        return "it changed the vault" if counts(opened) != before else unspoken(error)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"{type(error).__name__} from {place_of(error)}"
    return unsound(opened.vault.connection, SECRET)


def place_of(error: BaseException) -> str:
    """Say where an exception was raised, without its text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "nowhere"
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def unspoken(error: DatadonorError) -> str | None:
    """Return what is wrong with a refusal: each has an exit code, and words that hold no data."""
    if error.exit_code not in (ExitCode.BAD_FILE, ExitCode.NO):
        return f"exit {error.exit_code}"
    for language in Language:
        said = error.user_message(language)
        if not (said.message and said.remedy):
            return "no words"
    return "facts of the file" if error.facts else None


def lay_out(folder: Path, files: Any) -> None:  # noqa: ANN401 - a mapping of any kind
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def counts(opened: OpenVault) -> tuple[object, ...]:
    connection = opened.vault.connection
    rows = (connection.number(f"SELECT count(*) FROM {name}") for name in COUNTED)
    return (opened.log.size, opened.log.root(), *rows)


# -- limits -------------------------------------------------------------------


class TooSlow(BaseException):
    """One file took longer than it may. No importer may catch it."""


@contextmanager
def in_time() -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    try:
        yield
    except TooSlow:
        raise TimeoutError from None
    finally:
        signal.alarm(0)


@contextmanager
def limited() -> Iterator[None]:
    """Give this process so much more memory and no more."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    yield


# -- negative controls --------------------------------------------------------


def test_the_attacks_would_be_noticed(
    template: tuple[Path, RecoveryWords], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format that lets a foreign exception through, or writes what is absurd, is caught."""
    folder, words = template
    shutil.copytree(folder, tmp_path / "vault")
    honest = next(each for each in honest_files() if each.format == "gpx")
    attack = Attack("as it is", honest.files)
    with custody.open_vault(tmp_path / "vault", words) as opened:
        assert attacked(opened, attack, tmp_path / "given", Wishes()) is None

        def break_down(*_: object) -> None:
            raise KeyError

        with monkeypatch.context() as patch:
            patch.setattr("datadonor.sources.beside.detect", break_down)
            problem = attacked(opened, attack, tmp_path / "given", Wishes())
            assert problem is not None
            assert problem.startswith("KeyError from test_import_attacks.py")
        with monkeypatch.context() as patch:
            patch.setattr(FormatUnknown, "exit_code", ExitCode.YES)
            none = Attack("nothing", {"x": b"\x01"})
            assert attacked(opened, none, tmp_path / "given", Wishes()) == "exit 0"
        for statement, what in (
            ("UPDATE episode SET start_ms = 1 << 60", "a time out of bounds"),
            ("UPDATE episode SET duration_ms = -1", "a length out of bounds"),
            ("UPDATE context SET offset_minutes = 9999", "an offset out of bounds"),
        ):
            opened.vault.connection.execute("BEGIN")
            opened.vault.connection.execute(statement)
            assert unsound(opened.vault.connection) == what
            opened.vault.connection.execute("ROLLBACK")


def test_time_and_memory_are_limited() -> None:
    """Negative control: the limits hold in the child that has them."""

    def work(say: Say) -> None:
        with limited():
            try:
                bytearray(2 * MEMORY_BYTES)
            except MemoryError:
                say("memory")
            signal.setitimer(signal.ITIMER_REAL, 0)
            try:
                with in_time():
                    signal.setitimer(signal.ITIMER_REAL, 0.01)
                    while True:
                        pass
            except TimeoutError:
                say("time")

    assert run_child(work) == (["memory", "time"], 0)


def test_honest_files_are_taken_in_whole(tmp_path: Path) -> None:
    """Control: before they are spoilt, every entry is recognised."""
    for number, honest in enumerate(honest_files()):
        lay_out(tmp_path / str(number), honest.files)
        with open_parcel(tmp_path / str(number)) as parcel:
            claims, left = detect(parcel)
        assert set(claims) == {honest.format}
        assert not left
