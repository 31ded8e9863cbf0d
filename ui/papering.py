"""A consent on paper: what there is to print, and what is entered of a filled form. No Qt.

Read and written on the database thread; the rules are ``consent.paper_entry``'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from consent.case import case_of, case_to_answer
from consent.paper_draft import PaperDraft, discard_draft, load_draft, save_draft
from consent.paper_entry import (
    FilledForm,
    enter_paper,
    form_of,
    require_answers,
    require_day,
)
from consent.paper_form import NO, PART, Ask, PaperForm, choices_on
from consent.paper_form_pdf import form_pdf
from consent.paper_page import (
    ENDINGS,
    MOST_BYTES,
    PaperPage,
    PaperPageUnfit,
    last_page,
    read_page,
)
from consent.periods import local_day
from consent.shelf import RequestShelf, RequestUnknown
from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError, DiskRefused
from datadonor.texts import Language
from ui.mandating import Deciders, Keys, deciders_if_readable, open_signers

EMPTY = ""
"""The answer that no box is ticked."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A filled form as far as it has been entered.

    Attributes:
        form: Which one it is.
        ticks: Field → key of the box that is ticked, or ``EMPTY``.
        signed_on: The day beside the signature.
        page: A picture of the signed page.
    """

    form: PaperForm
    ticks: Mapping[str, str] = field(default_factory=dict)
    signed_on: date | None = None
    page: PaperPage | None = None

    @property
    def is_no(self) -> bool:
        """Whether it is a no to taking part: then nothing else of it counts."""
        return self.ticks.get(PART) == NO

    @property
    def missing(self) -> tuple[Ask, ...]:
        """The questions of which nobody has said what is ticked."""
        if self.is_no:
            return ()
        return tuple(ask for ask in self.form.asks if ask.field not in self.ticks)

    def ticked(self, asked: str, key: str) -> "Filling":
        """Return it with one more answer."""
        return replace(self, ticks={**self.ticks, asked: key})

    def answers(self) -> list[tuple[Ask, str | None]]:
        """Return each question with the words of its box; nothing where none is ticked."""
        shown = [ask for ask in self.form.asks if ask.field == PART or not self.is_no]
        words = [{each.key: each.words for each in ask.answers} for ask in shown]
        keys = [self.ticks.get(ask.field, EMPTY) for ask in shown]
        return [(ask, of.get(key)) for ask, of, key in zip(shown, words, keys, strict=True)]


class Papers(NamedTuple):
    """What the page begins with.

    Attributes:
        title: What the project is called.
        forms: Of each version, newest first, in both languages.
        is_answered: Whether a yes to the newest version is in force.
        ending: Of the picture that was entered last; nothing if there is none.
        begun: What was begun to be entered, and kept.
        deciders: Who may decide for the person.
    """

    title: str
    forms: tuple[PaperForm, ...]
    is_answered: bool
    ending: str
    begun: Filling | None
    deciders: Deciders


def read_papers(opened: OpenVault, project: str, language: Language) -> Papers:
    """Return what there is to print of a project, and what was begun to be entered.

    Raises:
        RequestUnknown: There is no such project.
    """
    shelf = RequestShelf(opened).all()
    versions = sorted(one.request.version for one in shelf if one.request.id == project)
    if not versions:
        raise RequestUnknown
    cases = [case_to_answer(opened, project, language, each) for each in reversed(versions)]
    forms = tuple(form_of(case, each) for case in cases for each in Language)
    try:
        ending = ENDINGS[last_page(opened, project).media_type]
    except DatadonorError:
        ending = ""  # none, or not there as it was
    return Papers(
        title=" ".join(cases[0].signed.request.title.in_language(language).split()),
        forms=forms,
        is_answered=cases[0].is_answered_yes,
        ending=ending,
        begun=_begun(opened, project, forms),
        deciders=deciders_if_readable(opened),
    )


def save_form(opened: OpenVault, form: PaperForm, file: Path) -> None:
    """Write a form as PDF where the person says.

    Raises:
        PdfUnavailable, PdfNotMade, DiskFull, DiskRefused: Nothing was written.
    """
    paths.atomic_write(file, form_pdf(form, local_day(opened.log.now())))


def keep(opened: OpenVault, filling: Filling) -> None:
    """Keep what was entered so far, so that it can be gone on with.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    draft = PaperDraft(
        form_sha256=filling.form.sha256, ticks=filling.ticks, signed_on=filling.signed_on
    )
    save_draft(opened, filling.form.request.id, draft, opened.log.now())


def forget(opened: OpenVault, project: str) -> None:
    """Forget what was entered so far.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    discard_draft(opened, project)


def check_answers(opened: OpenVault, filling: Filling) -> None:
    """Say early what would be refused in the end.

    Raises:
        ChoicesRefused: As ``require_answers`` says.
    """
    choices = choices_on(filling.form, filling.ticks)
    if choices is not None:
        require_answers(filling.form, choices, local_day(opened.log.now()))


def check_day(opened: OpenVault, filling: Filling, language: Language) -> None:
    """Say early what would be refused in the end.

    Raises:
        PaperDayAhead, PaperTooEarly, PaperOvertaken: As ``require_day`` says.
    """
    request = filling.form.request
    if filling.signed_on is not None:
        require_day(
            case_to_answer(opened, request.id, language, request.version), filling.signed_on
        )


def read_scan(file: Path) -> PaperPage:
    """Read the picture of a page.

    Raises:
        PaperPageUnfit, PaperPageTooLarge: It is none that could be kept.
        DiskRefused: It may not be read.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError):
        raise PaperPageUnfit from None
    except OSError:
        raise DiskRefused from None
    return read_page(content)


def enter_form(opened: OpenVault, filling: Filling, keys: Keys, language: Language) -> None:
    """Write down what was decided on paper.

    Args:
        opened: The vault.
        filling: What was entered.
        keys: Of those who decide for the person.
        language: Of what the registry says.

    Raises:
        HolderPassphraseWrong: One of the keys does not open.
        DatadonorError: As ``consent.paper_entry.enter_paper`` says. Nothing was changed.
    """
    if filling.signed_on is None or filling.page is None:
        raise PaperPageUnfit
    request = filling.form.request
    case = case_to_answer(opened, request.id, language, request.version)
    choices = choices_on(filling.form, filling.ticks)
    signers = open_signers(opened, keys)
    enter_paper(case, FilledForm(filling.form, choices, filling.signed_on, filling.page, signers))


def save_page(opened: OpenVault, project: str, file: Path, language: Language) -> None:
    """Write the picture that was entered last where the person says.

    Raises:
        HelperPresent: Somebody helps; nothing was written.
        PaperPageMissing, ConsentDocumentGone, DiskFull, DiskRefused: Nothing was written.
    """
    opened.log.require_alone()
    case_of(opened, project, language)
    paths.atomic_write(file, last_page(opened, project).content)


# -- within -----------------------------------------------------------------------------


def _begun(opened: OpenVault, project: str, forms: tuple[PaperForm, ...]) -> Filling | None:
    """Return what was kept, if the form it belongs to still exists; only answers it could have."""
    draft = load_draft(opened, project)
    form = next((one for one in forms if draft and one.sha256 == draft.form_sha256), None)
    if draft is None or form is None:
        return None
    known = {ask.field: {EMPTY, *(each.key for each in ask.answers)} for ask in form.asks}
    ticks = {name: key for name, key in draft.ticks.items() if key in known.get(name, ())}
    return Filling(form, ticks, draft.signed_on)
