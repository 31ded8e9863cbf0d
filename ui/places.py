"""Which page is at which place. A page is loaded when it is first gone to.

Loading all of them would make the way to the unlock page several times as long.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from ui.navigation import Place
from ui.session import Session
from ui.widgets.page import Page

_PAGES: Final[Mapping[Place, str]] = {
    Place.WELCOME: "welcome.WelcomePage",
    Place.UNLOCK: "unlock.UnlockPage",
    Place.RECOVER: "recover.RecoverPage",
    Place.RESTORE: "restore.RestorePage",
    Place.STOPPED: "stopped.StoppedPage",
    Place.HOME: "home.HomePage",
    Place.DATA: "data.DataPage",
    Place.IMPORT: "importing.ImportPage",
    Place.PROJECTS: "projects.ProjectsPage",
    Place.REQUEST: "request.RequestPage",
    Place.PROJECT: "project.ProjectPage",
    Place.CONSENT: "consent.ConsentPage",
    Place.WITHDRAW: "withdraw.WithdrawPage",
    Place.PREVIEW: "preview.PreviewPage",
    Place.SENDING: "sending.SendingPage",
    Place.ACTIVITY: "activity.ActivityPage",
    Place.RECIPIENTS: "recipients.RecipientsPage",
    Place.SETTINGS: "settings.SettingsPage",
    Place.ASSIST: "assist.AssistPage",
    Place.MANDATES: "mandates.MandatesPage",
    Place.PAPER: "paper.PaperPage",
    Place.CHAIRS: "chairs.ChairsPage",
    Place.RESEARCHER: "researcher.ResearcherPage",
    Place.DRAFT: "draft.DraftPage",
    Place.BUNDLES: "bundles.BundlesPage",
    Place.AUDITOR: "auditor.AuditorPage",
    Place.DISPLAY: "display.DisplayPage",
    Place.HELP: "help.HelpPage",
    Place.CRASH: "crash.CrashPage",
}
"""Module below ``ui.pages``, and the class in it."""


def make_page(place: Place, session: Session) -> Page:
    """Make the page of a place."""
    module, _, name = _PAGES[place].partition(".")
    page: Page = getattr(import_module(f"ui.pages.{module}"), name)(session)
    return page
