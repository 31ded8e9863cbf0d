"""Collecting is killed, or meets a failing disk, at every step: nothing is lost, half or twice.

Wherever the first run ends, the next one brings the same store and the same answers as a
run that nobody disturbed.
"""

import errno
import random
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from datadonor.errors import DiskFull
from export.receiving.collecting import collect
from export.receiving.manifest_reading import parse_manifest
from tests import inboxes
from tests.faults.children import (
    DiskCalls,
    changes_the_disk,
    die,
    is_call_to_the_system,
    kill_after,
    run_child,
)
from tests.inboxes import Citizen, Place, Sender

FIRST: Final = inboxes.request("erase")
CUT: Final = inboxes.request("anonymise", 2)
DESK: Final = inboxes.desk(FIRST, CUT)


def fill(place: Place) -> dict[str, str]:
    """Fill an inbox with everything that can come, some of it into a store that has some.

    Returns:
        What will be answered, by digest.
    """
    leaving, cut, staying = (
        Sender(Citizen(1), FIRST), Sender(Citizen(2), CUT), Sender(Citizen(3), FIRST),
    )  # fmt: skip
    leaving.send(place.inbox)
    cut.send(place.inbox)
    staying.send(place.inbox)
    assert place.collect(DESK).received == 3
    staying.send(place.inbox)
    leaving.send(place.inbox)
    staying.send(place.inbox, staying.citizen.heart("x", note=[{"text": "more"}]))
    (place.inbox / "junk.age").write_bytes(b"junk")
    leaving.withdraw(place.inbox)
    cut.withdraw(place.inbox)
    kinds = dict.fromkeys(leaving.sent + cut.sent, "deleted")
    kinds |= dict(zip(staying.sent, ("received", "received", "rejected"), strict=True))
    return kinds


class Template:
    """A filled inbox, copied for each attempt, and how an undisturbed run leaves it."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(folder / "template")
        self.expected = fill(self.place)
        undisturbed = self.copy(folder / "undisturbed")
        undisturbed.collect(DESK)
        self.tree = shape(undisturbed)

    def copy(self, folder: Path) -> Place:
        shutil.copytree(self.place.root, folder)
        return Place(folder)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template(tmp_path_factory.mktemp("collecting"))


def shape(place: Place) -> dict[str, bytes]:
    """Return all files; what is made by chance stands as a star."""
    found: dict[str, bytes] = {}
    tokens = {each.name for each in place.store.glob("*/_unlinked/*")}
    for name, content in place.tree().items():
        for token in tokens:
            name = name.replace(token, "*")  # noqa: PLW2901
        is_chance = "*" in name
        found[name] = b"" if is_chance or name.endswith("vault.lock") else content
    return found


def require_no_half(place: Place) -> None:
    """Check that whatever has a name in the store is whole, and nothing plain lies elsewhere."""
    for manifest in place.store.glob("[a-z]*/[a-z2-7]*/[0-9]*/manifest.dsse.json"):
        parse_manifest(manifest.read_bytes())
    for folder in place.store.glob("[a-z]*/[a-z2-7]*/[0-9]*"):
        read = parse_manifest((folder / "manifest.dsse.json").read_bytes())
        for listed in read.files:
            assert (folder / listed.path).stat().st_size == listed.length
    for name, content in place.tree("inbox", "answers").items():
        assert b"HeartRate" not in content, name
    for answer in place.answers.glob("*.ddanswer"):
        place.answer(answer.stem)


def require_same(place: Place, template: Template) -> None:
    """Check that the next run, and one more, bring what an undisturbed run does."""
    require_no_half(place)
    place.collect(DESK)
    place.collect(DESK)
    assert shape(place) == template.tree
    for digest, kind in template.expected.items():
        assert place.answer(digest).answer.kind == kind
    assert list((place.store / "_work").glob("*")) == []
    assert len(list(place.store.glob("*/_unlinked/*"))) == 1  # never two copies of one bundle


def calls_of(template: Template, folder: Path) -> int:
    place = template.copy(folder)
    with DiskCalls(0, die, changes_the_disk) as calls:
        collect(place.inbox, place.store, place.answers, DESK)
    return calls.count


def test_killed_at_each_change_of_the_disk(template: Template, tmp_path: Path) -> None:
    count = calls_of(template, tmp_path / "counted")
    assert count > 100
    for at in range(1, count + 1, 3):
        place = template.copy(tmp_path / f"killed-{at}")
        work = partial(_collect_until, place, at, die)
        _, status = run_child(work)
        assert status == -signal.SIGKILL
        require_same(place, template)
        shutil.rmtree(place.root)


def test_killed_at_any_moment(template: Template, tmp_path: Path) -> None:
    chance = random.Random(6)
    for number in range(12):
        place = template.copy(tmp_path / str(number))
        work = partial(_collect_ready, place)
        kill_after(work, "ready", chance.uniform(0, 0.25))
        require_same(place, template)


def test_a_disk_that_fails_at_each_change_leaves_the_rest_for_later(
    template: Template, tmp_path: Path
) -> None:
    def fail() -> None:
        raise OSError(errno.ENOSPC, "full")

    count = calls_of(template, tmp_path / "counted")
    for at in range(2, count + 1, 7):
        place = template.copy(tmp_path / f"failed-{at}")
        said, _ = run_child(partial(_collect_failing, place, at, fail))
        assert said in (["DISK_FULL"], ["done"]), said
        require_same(place, template)
        shutil.rmtree(place.root)


def test_killed_twice(template: Template, tmp_path: Path) -> None:
    """A run that goes on after a kill can be killed as well."""
    count = calls_of(template, tmp_path / "counted")
    for at in range(5, count, 41):
        place = template.copy(tmp_path / f"twice-{at}")
        run_child(partial(_collect_until, place, at, die))
        run_child(partial(_collect_until, place, at // 2 + 1, die))
        require_same(place, template)
        shutil.rmtree(place.root)


def test_the_check_sees_half_a_bundle(template: Template, tmp_path: Path) -> None:
    """The judge of the tests above is shown what it is for."""
    place = template.copy(tmp_path / "spoilt")
    (file, *_) = place.store.glob("[a-z]*/[a-z2-7]*/1/data/dictionary.json")
    file.write_bytes(b"")
    with pytest.raises(AssertionError):
        require_no_half(place)
    with pytest.raises(AssertionError):
        require_same(template.copy(tmp_path / "other"), _Otherwise(template))  # type: ignore[arg-type]


class _Otherwise:
    """A template that expects one answer more."""

    def __init__(self, template: Template) -> None:
        self.tree = {**template.tree, "answers/more": b""}
        self.expected = template.expected


def _collect_until(
    place: Place, at: int, instead: Callable[[], None], say: Callable[[str], None]
) -> None:
    with DiskCalls(at, instead, changes_the_disk):
        collect(place.inbox, place.store, place.answers, DESK)
    say("done")


def _collect_failing(
    place: Place, at: int, instead: Callable[[], None], say: Callable[[str], None]
) -> None:
    try:
        with DiskCalls(at, instead, _can_fail):
            collect(place.inbox, place.store, place.answers, DESK)
    except DiskFull as error:
        say(error.code)
    else:
        say("done")


def _collect_ready(place: Place, say: Callable[[str], None]) -> None:
    say("ready")
    collect(place.inbox, place.store, place.answers, DESK)
    signal.pause()


def _can_fail(called: Any, caller: FrameType) -> bool:  # noqa: ANN401
    return is_call_to_the_system(called) and caller.f_code.co_name not in _PASSED_OVER


_PASSED_OVER: Final = {"discard"}
"""Functions of ours that tidy up and go on whatever happens."""
