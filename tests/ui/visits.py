"""Someone on the page where a project is answered, with hands to answer with."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from pytestqt.qtbot import QtBot

from consent.book import ConsentBook
from consent.choices import Choices, ItemChoice
from consent.flow import StepId
from consent.ledger import ConsentState, ProjectConsent
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from tests.releases import PROJECT
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE
from tests.ui.walking import go, idle, unlocked
from ui.app import Started
from ui.navigation import Place
from ui.pages.consent import ConsentPage
from ui.pages.consent.controls import OneOf, YesNo
from ui.pages.consent.signing import SignView
from ui.pages.consent.step import StepView

_T = TypeVar("_T")

RIGHT: Final = ("0", "1")
"""The right answers to the questions of the sample."""


class Visit:
    """Someone on the page."""

    def __init__(
        self,
        open_window: Starter,
        qtbot: QtBot,
        vault: Path,
        errand: str = PROJECT,
        **settings: object,
    ) -> None:
        self.qtbot = qtbot
        self.started: Started = unlocked(open_window, qtbot, vault, PASSPHRASE, **settings)
        self.enter(errand)

    @property
    def page(self) -> ConsentPage:
        page = self.started.window.page
        assert isinstance(page, ConsentPage)
        return page

    @property
    def view(self) -> StepView:
        assert isinstance(self.page.view, StepView)
        return self.page.view

    def is_at(self, step: StepId) -> bool:
        """Say whether the person is at a step."""
        return self.step is step

    @property
    def step(self) -> StepId:
        assert self.page.talk is not None
        return self.page.talk.step

    def enter(self, errand: str = PROJECT) -> None:
        go(self.started, self.qtbot, Place.CONSENT, errand)

    def idle(self) -> None:
        idle(self.started, self.qtbot)

    def say(self, field: str, *, yes: bool) -> None:
        control = self.view.fields[field].control
        assert isinstance(control, YesNo)
        control.boxes[yes].click()

    def choose(self, field: str, option: str) -> None:
        control = self.view.fields[field].control
        assert isinstance(control, OneOf)
        control.options[option].click()

    def onwards(self) -> None:
        self.page.primary_button.click()
        self.idle()

    def go_to(self, step: StepId) -> None:
        for _ in StepId:
            if self.step is step:
                return
            self.onwards()
        assert self.step is step

    def answer_all(self, *no: str) -> None:
        """Answer everything, yes but for some fields, and stand before signing."""
        self.choose("given_by", "self")
        self.onwards()
        for field in self.view.fields:
            self.say(field, yes=field not in no)
        self.go_to(StepId.OPTIONS)
        self.view.rest_button.click()
        self.go_to(StepId.QUESTIONS)
        for number, option in enumerate(RIGHT):
            self.choose(f"questions.{number}", option)
        self.onwards()
        self.say("text_read", yes=True)
        self.onwards()

    def sign(self, passphrase: str = PASSPHRASE) -> None:
        assert isinstance(self.page.view, SignView)
        self.page.view.passphrase.field.setText(passphrase)
        self.page.primary_button.click()

    def signed(self) -> None:
        self.sign()
        self.qtbot.waitUntil(lambda: self.page.ending is not None)
        self.idle()

    def read(self, question: Callable[[OpenVault], _T]) -> _T:
        found: list[_T] = []
        self.started.session.ask(question, found.append, _refuse)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def stands(self, state: ConsentState) -> bool:
        """Say whether the consent stands so in the vault."""
        return self.consent.state is state

    @property
    def consent(self) -> ProjectConsent:
        consent = self.read(lambda opened: ConsentBook(opened).consent(PROJECT))
        assert consent is not None
        return consent

    @property
    def choices(self) -> Choices:
        def in_force(opened: OpenVault) -> Choices | None:
            book = ConsentBook(opened)
            consent = book.consent(PROJECT)
            return None if consent is None else book.choices(consent)

        choices = self.read(in_force)
        assert choices is not None
        return choices

    def narrowed(self, item: str) -> ItemChoice:
        """Return what a yes to an item is narrowed to."""
        assert self.page.talk is not None
        return self.page.talk.conversation.item(item).narrowed


def _refuse(error: DatadonorError) -> None:
    raise AssertionError(error.code)
