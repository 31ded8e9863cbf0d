"""A researcher at the window, with hands: on their pages without a vault."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consent.draft_file import DraftFile
from consent.request import request_document
from datadonor.texts import Language
from tests.synthetic_requests import sample_request
from tests.ui.conftest import Starter
from tests.ui.walking import idle
from ui import choosing
from ui.app import Started
from ui.navigation import Place
from ui.pages.bundles import BundlesPage
from ui.pages.draft import DraftPage
from ui.pages.researcher import ResearcherPage
from ui.researching_form import shaped
from ui.researching_keeping import keep_drafting
from ui.workplace import Workplace


def keep_study(file: Path) -> Path:
    """Keep a draft without a fault."""
    values = shaped(request_document(sample_request("sleep")))
    keep_drafting(values, DraftFile(file), Language.ENGLISH)
    return file


class Seat:
    """Someone who sits in the researcher's chair."""

    def __init__(
        self,
        open_window: Starter,
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
        home: Path,
        **settings: object,
    ) -> None:
        self.qtbot = qtbot
        self._chosen: list[str] = []
        monkeypatch.setattr(choosing, "dialog", lambda *_, **__: self._choose())
        told = {"seat": "researcher", "language": "en", **settings}
        self.started: Started = open_window(home / "no vault", **told)

    @property
    def workplace(self) -> Workplace:
        return Workplace.of(self.started.session)

    @property
    def overview(self) -> ResearcherPage:
        page = self.started.window.page
        assert isinstance(page, ResearcherPage)
        return page

    @property
    def draft(self) -> DraftPage:
        page = self.started.window.page
        assert isinstance(page, DraftPage)
        return page

    @property
    def bundles(self) -> BundlesPage:
        page = self.started.window.page
        assert isinstance(page, BundlesPage)
        return page

    def choosing(self, *paths: Path | None) -> None:
        """Say what the person will choose in the system's own windows; the last one again."""
        self._chosen = [str(path) for path in paths if path is not None]

    def _choose(self) -> list[str]:
        chosen = self._chosen[:1]
        self._chosen = self._chosen[1:] or chosen
        return chosen

    def take_up(self, draft: Path) -> None:
        """Open a draft on the page where one is written."""
        self.choosing(draft)
        self.draft.beginning.open_card.click()
        self.idle()

    def go(self, place: Place) -> None:
        self.started.session.go(place)
        self.idle()

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: self.started.session.job is None, timeout=30_000)
        idle(self.started, self.qtbot)
        QTest.qWait(0)
