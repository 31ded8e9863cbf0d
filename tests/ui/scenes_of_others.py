"""Scenes of everybody but the person alone: who helps, who decides for them, paper, an auditor."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from consent.mandate import CUSTODY, Terms
from consent.mandates import end_mandate, mandates, record_mandate
from consent.paper_page import read_page
from consent.periods import local_day
from datadonor.audit import custody
from datadonor.audit.assistance import start_assistance, the_helper
from datadonor.people import People
from export.timestamps.authority import choose_authority
from export.timestamps.token import parse_root
from tests.mandates import HOLDER_PASSPHRASE
from tests.papers import PDF, all_yes
from tests.releases import PROJECT
from tests.timestamping import Authority
from tests.ui.asked_vaults import make_asked
from tests.ui.auditor_packages import make_packages
from tests.ui.scenes import Scene, going, rest, unlock
from tests.ui.vaults import PASSPHRASE, WEAK, make_vault
from tests.ui.worlds import typical_world
from ui.app import Started
from ui.auditing import Section
from ui.keeping import Section as Setting
from ui.navigation import Place
from ui.pages.auditor import AuditorPage
from ui.pages.mandates import CORRECT, MandatesPage, View
from ui.pages.paper import PaperPage
from ui.pages.settings import SettingsPage
from ui.pages.settings.timestamps import TimestampsSection
from ui.pages.welcome import WelcomePage
from ui.papering import Filling
from ui.widgets.holder_form import HolderForm
from ui.widgets.holders_view import HandOverView

_TODAY: Final = local_day(datetime.now(UTC))
_TO_BE_OF_AGE: Final = _TODAY + timedelta(days=400)


def of_others(folder: Path) -> Iterator[Scene]:
    """Yield them all; what they need is made below ``folder``."""
    yield from _of_chairs(folder)
    yield from _of_an_auditor(folder)
    yield from _with_help(folder)
    yield from _with_mandates(folder)
    yield from _on_paper(folder)
    yield from _with_timestamps(folder)


def _of_chairs(folder: Path) -> Iterator[Scene]:
    whole = make_vault(folder / "mine")
    shared = People(folder / "shared", folder / "shared")
    for label in ("Bedstemor Åse", "Jørgen"):
        shared.add(label)
    several = make_vault(shared.persons()[0].vault)
    make_vault(shared.persons()[1].vault)
    yield Scene("welcome-who", folder / "none", _choosing_who)
    yield Scene("unlock-several", several, _sharing(shared, Place.UNLOCK))
    yield Scene("chairs", whole, lambda started: started.session.go(Place.CHAIRS))
    yield Scene("chairs-several", several, _sharing(shared, Place.CHAIRS))


def _choosing_who(started: Started) -> None:
    page = started.window.page
    assert isinstance(page, WelcomePage)
    for _ in range(2):
        page.primary_button.click()
        rest(started)


def _sharing(people: People, place: Place) -> Callable[[Started], None]:
    """Let several persons use the account."""

    def play(started: Started) -> None:
        started.session.people = people
        started.session.go(place)

    return play


# -- an auditor -------------------------------------------------------------------------


def _of_an_auditor(folder: Path) -> Iterator[Scene]:
    (folder / "auditor").mkdir()
    files = make_packages(folder / "auditor")
    yield Scene("auditor", folder / "none", _checking(None))
    for name in ("whole", "event altered", "consent dated back"):
        yield Scene(f"auditor-{name.replace(' ', '-')}", folder / "none", _checking(files[name]))
    for section in (Section.RELEASES, Section.DECISIONS, Section.EVENTS, Section.REFUSALS):
        yield Scene(f"auditor-{section}", folder / "none", _checking(files["whole"], section))
    for section in (Section.RELEASES, Section.DECISIONS):
        play = _checking(files["whole"], section, opens=True)
        yield Scene(f"auditor-one-of-{section}", folder / "none", play)


def _checking(
    file: Path | None, section: Section = Section.FINDINGS, *, opens: bool = False
) -> Callable[[Started], None]:
    def play(started: Started) -> None:
        started.session.change_settings(seat="auditor")
        started.session.go(Place.AUDITOR, "" if file is None else str(file))
        rest(started)
        page = started.window.page
        assert isinstance(page, AuditorPage)
        if file is not None:
            page.result.sections.chips[section].click()
            rest(started)
        if opens:
            page.result.list.row_opened.emit(0)
            rest(started)

    return play


# -- help, and deciding for another -----------------------------------------------------


def _with_help(folder: Path) -> Iterator[Scene]:
    """Yield pages while somebody helps."""
    world = typical_world(folder / "helped")
    with custody.open_vault(world.vault, PASSPHRASE) as opened:
        helper = the_helper("Nina Nyborg", "nurse", "Klinikken ved Åen", "0A1B2")
        start_assistance(opened, helper, minutes=120)
    for place in (Place.HOME, Place.ASSIST):
        yield Scene(f"helped-{place}", world.vault, going(place))
    yield Scene("helped-consent", world.vault, going(Place.CONSENT, world.projects[0]))
    yield Scene("helped-decision", world.vault, _deciding)
    yield Scene("helped-ending", world.vault, _ending)
    yield Scene("helped-nearly-over", world.vault, _nearly_over)


def _ending(started: Started) -> None:
    unlock(started)
    started.window.assist_strip.end_button.click()
    rest(started)


def _nearly_over(started: Started) -> None:
    unlock(started)
    started.window.help_end.nearly_over.emit()
    rest(started)


def _deciding(started: Started) -> None:
    """Be asked for the passphrase, because somebody helps."""
    unlock(started)
    started.window.page.as_person(lambda: None)
    rest(started)


def _with_mandates(folder: Path) -> Iterator[Scene]:
    young, grown = make_asked(folder / "young", says_yes=True), make_vault(folder / "grown")
    slip = make_vault(folder / "slip")
    with custody.open_vault(young, PASSPHRASE) as opened:
        for name, relation in (("Solvej Opdigtet", "mother"), ("Asger Opdigtet", "father")):
            terms = _custody(name, relation)
            record_mandate(opened, terms, HOLDER_PASSPHRASE, kdf=WEAK)
        first = mandates(opened)[0].digest
    with custody.open_vault(grown, PASSPHRASE) as opened:
        terms = _custody("Solvej Opdigtet", "mother")._replace(of_age_on=_TODAY, is_joint=False)
        record_mandate(opened, terms, HOLDER_PASSPHRASE, kdf=WEAK)
    with custody.open_vault(slip, PASSPHRASE) as opened:
        record_mandate(opened, terms, HOLDER_PASSPHRASE, kdf=WEAK)
        terms = _custody("Asger Opdigtet", "father")
        wrong = record_mandate(opened, terms, HOLDER_PASSPHRASE, kdf=WEAK)
        end_mandate(opened, wrong.digest)
    yield Scene("mandates-two", young, going(Place.MANDATES))
    yield Scene("mandates-add", young, going(Place.MANDATES, View.ADD))
    yield Scene("mandates-add-filled", young, _writing_down)
    yield Scene("mandates-end", young, going(Place.MANDATES, first))
    yield Scene("mandates-correct", young, going(Place.MANDATES, first + CORRECT))
    yield Scene("mandates-slip", slip, going(Place.MANDATES))
    yield Scene("mandates-slip-correct", slip, going(Place.MANDATES, wrong.digest + CORRECT))
    yield Scene("mandates-withdraw", young, going(Place.WITHDRAW, PROJECT))
    yield Scene("mandates-grown", grown, going(Place.MANDATES))
    yield Scene("mandates-hand-over", grown, _taking_over)


def _custody(name: str, relation: str) -> Terms:
    since = _TODAY - timedelta(days=4000)
    return Terms(CUSTODY, name, relation, since, None, is_joint=True, of_age_on=_TO_BE_OF_AGE)


def _writing_down(started: Started) -> None:
    """Have written everything but who they are."""
    going(Place.MANDATES, View.ADD)(started)
    page = started.window.page
    assert isinstance(page, MandatesPage)
    assert isinstance(page.view, HolderForm)
    page.view.basis.options[CUSTODY].click()
    page.view.relation.options["mother"].click()
    page.primary_button.click()
    rest(started)


def _taking_over(started: Started) -> None:
    going(Place.MANDATES, View.HAND_OVER)(started)
    page = started.window.page
    assert isinstance(page, MandatesPage)
    assert isinstance(page.view, HandOverView)
    page.view.passphrase.ways.options["own"].click()


# -- paper ------------------------------------------------------------------------------


def _on_paper(folder: Path) -> Iterator[Scene]:
    asked = make_asked(folder / "asked")
    answered = make_asked(folder / "answered", says_yes=True)
    steps = (
        ("which", lambda page, _: page.turn_to(page._show_which)),
        ("ticks", lambda page, _: page.turn_to(page._show_ticks)),
        ("nothing-ticked", _nothing_ticked),
        ("day", lambda page, _: page.turn_to(page._show_day)),
        ("check", lambda page, _: page.turn_to(page._show_check)),
    )
    yield Scene("paper-ways", asked, going(Place.PAPER, PROJECT))
    for name, show in steps:
        yield Scene(f"paper-{name}", asked, _entering(show))
    yield Scene("paper-answered", answered, going(Place.PAPER, PROJECT))
    yield Scene("paper-entered", answered, _entering(lambda page, _: page.turn_to(page._show_done)))


def _nothing_ticked(page: PaperPage, filled: Filling) -> None:
    page.filling = Filling(filled.form)
    page._show_ticks()
    page.primary_button.click()


def _entering(show: Callable[[PaperPage, Filling], None]) -> Callable[[Started], None]:
    """Hold a filled form, and look at one step of entering it."""

    def play(started: Started) -> None:
        going(Place.PAPER, PROJECT)(started)
        page = started.window.page
        assert isinstance(page, PaperPage)
        assert page.papers is not None
        language = started.session.language
        form = next(each for each in page.papers.forms if each.language is language)
        page.filling = Filling(form, all_yes(form), _TODAY, read_page(PDF))
        show(page, page.filling)
        rest(started)

    return play


# -- timestamps -------------------------------------------------------------------------


def _with_timestamps(folder: Path) -> Iterator[Scene]:
    authority = Authority(folder / "authority")
    off, on = make_vault(folder / "off"), make_vault(folder / "on")
    with custody.open_vault(on, PASSPHRASE) as opened:
        choose_authority(opened, "https://tid.example/tsa", authority.root_pem)
    yield Scene("timestamps-off", off, going(Place.SETTINGS, Setting.TIMESTAMPS))
    yield Scene("timestamps-chosen", off, _chosen(authority))
    yield Scene("timestamps-on", on, going(Place.SETTINGS, Setting.TIMESTAMPS))


def _chosen(authority: Authority) -> Callable[[Started], None]:
    def play(started: Started) -> None:
        going(Place.SETTINGS, Setting.TIMESTAMPS)(started)
        page = started.window.page
        assert isinstance(page, SettingsPage)
        assert isinstance(page.section, TimestampsSection)
        page.section.form.take_root(parse_root(authority.root_pem))
        page.primary_button.click()
        rest(started)

    return play
