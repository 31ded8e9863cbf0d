"""Scenes of a researcher: their keys, a request being written, and what has come."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from consent.draft_file import DraftFile
from consent.request import request_document
from export.receiving.collecting import collect
from export.receiving.keys_folder import desk_of
from tests.researchers import Researcher, make_researcher
from tests.synthetic_requests import sample_request
from tests.ui.scenes import Scene, rest
from tests.unit.conftest import PASSPHRASE
from ui.app import Started
from ui.navigation import Place
from ui.pages.bundles import BundlesPage
from ui.pages.bundles.page import Way
from ui.pages.draft import DraftPage
from ui.pages.researcher import ResearcherPage
from ui.researching_form import Section, Values, new_draft, shaped
from ui.researching_keeping import Drafting
from ui.workplace import Workplace


def of_a_researcher(folder: Path) -> Iterator[Scene]:
    """Yield them all; what they need is made below ``folder``."""
    desk = _make_desk(folder / "desk")
    bare = make_researcher(folder / "bare", keeps_request=False)
    scene = partial(Scene, vault=folder / "none")
    yield scene("researcher", play=_seated(Place.RESEARCHER))
    yield scene("researcher-making", play=_then(_seated(Place.RESEARCHER), _make_keys))
    yield scene("researcher-begun", play=_seated(Place.RESEARCHER, bare))
    yield scene("researcher-busy", play=_seated(Place.RESEARCHER, desk))
    yield scene("draft", play=_seated(Place.DRAFT))
    drafts = {"empty": new_draft(), "whole": _whole(), "faulty": _faulty()}
    for name, values in drafts.items():
        for section in Section if name == "whole" else (Section.PARTIES, Section.SIGNING):
            writing = _writing(folder / "study.yaml", values, section)
            play = _then(_seated(Place.DRAFT, desk), writing)
            yield scene(f"draft-{name}-{section}", play=play)
    for way in Way:
        play = _then(_seated(Place.BUNDLES, desk), _choosing(way))
        yield scene(f"bundles-{way}", play=play)
    yield scene("bundles-missing", play=_then(_seated(Place.BUNDLES), _do_nothing_right))
    yield scene("bundles-verified", play=_copied(desk, folder, Way.VERIFY))
    yield scene("bundles-collected", play=_copied(desk, folder, Way.COLLECT))


def _make_desk(root: Path) -> Researcher:
    """Make one at whom something of everything waits."""
    researcher = make_researcher(root)
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    sender.withdraw(researcher.inbox, item=researcher.signed.request.items[0].id)
    (researcher.inbox / "0.age").write_bytes(b"nothing that was sealed")
    desk = desk_of(researcher.keys, PASSPHRASE, ())
    collect(researcher.inbox, researcher.store, researcher.answers, desk)
    researcher.citizen(2).send(researcher.inbox)
    return researcher


def _whole() -> Values:
    return shaped(request_document(sample_request("sleep")))


def _faulty() -> Values:
    """Return a draft with something of everything that can be found."""
    values = _whole()
    values["controller"]["cvr"] = "12"
    values["title"]["da"] = ""
    values["investigator"]["contact"] = ""
    return values


def _then(
    first: Callable[[Started], None], second: Callable[[Started], None]
) -> Callable[[Started], None]:
    def play(started: Started) -> None:
        first(started)
        second(started)
        rest(started)

    return play


def _seated(place: Place, researcher: Researcher | None = None) -> Callable[[Started], None]:
    def play(started: Started) -> None:
        started.session.change_settings(seat="researcher")
        if researcher is not None:
            Workplace.of(started.session).use_keys(researcher.keys)
        started.session.go(place)
        rest(started)

    return play


def _make_keys(started: Started) -> None:
    page = started.window.page
    assert isinstance(page, ResearcherPage)
    page.make_card.click()


def _writing(file: Path, values: Values, section: Section) -> Callable[[Started], None]:
    def play(started: Started) -> None:
        page = started.window.page
        assert isinstance(page, DraftPage)
        page.workplace.drafting = Drafting(values, DraftFile(file), is_kept=True)
        page.read_anew()
        page.turn_to(section)
        page.focus_first()

    return play


def _choosing(way: Way) -> Callable[[Started], None]:
    def play(started: Started) -> None:
        _turn_to(started, way).focus_first()

    return play


def _turn_to(started: Started, way: Way) -> BundlesPage:
    page = started.window.page
    assert isinstance(page, BundlesPage)
    page.ways.chips[way].click()
    return page


def _do_nothing_right(started: Started) -> None:
    _turn_to(started, Way.OPEN).primary_button.click()


def _copied(desk: Researcher, folder: Path, way: Way) -> Callable[[Started], None]:
    """Receive for once, with folders of one's own: another picture finds them as they were."""

    def play(started: Started) -> None:
        own = Path(tempfile.mkdtemp(dir=folder)) / "desk"
        shutil.copytree(desk.root, own)
        _seated(Place.BUNDLES, Researcher(own, desk.reader, desk.signed))(started)
        page = _turn_to(started, way)
        page.bundle = next(desk.inbox.iterdir())
        page.passphrase.field.setText(PASSPHRASE)
        page.primary_button.click()
        rest(started)

    return play
