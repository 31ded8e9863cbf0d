"""Which page is at which place. A page is loaded when it is first gone to.

Loading all of them would make the way to the unlock page several times as long.
"""

from ui.navigation import Place
from ui.session import Session
from ui.widgets.page import Page


def make_page(place: Place, session: Session) -> Page:  # noqa: C901, PLR0911, PLR0912 - a table
    """Make the page of a place."""
    match place:
        case Place.WELCOME:
            from ui.pages.welcome import WelcomePage

            return WelcomePage(session)
        case Place.UNLOCK:
            from ui.pages.unlock import UnlockPage

            return UnlockPage(session)
        case Place.RECOVER:
            from ui.pages.recover import RecoverPage

            return RecoverPage(session)
        case Place.RESTORE:
            from ui.pages.restore import RestorePage

            return RestorePage(session)
        case Place.STOPPED:
            from ui.pages.stopped import StoppedPage

            return StoppedPage(session)
        case Place.HOME:
            from ui.pages.home import HomePage

            return HomePage(session)
        case Place.DATA:
            from ui.pages.data import DataPage

            return DataPage(session)
        case Place.IMPORT:
            from ui.pages.importing import ImportPage

            return ImportPage(session)
        case Place.PROJECTS:
            from ui.pages.projects import ProjectsPage

            return ProjectsPage(session)
        case Place.REQUEST:
            from ui.pages.request import RequestPage

            return RequestPage(session)
        case Place.PROJECT:
            from ui.pages.project import ProjectPage

            return ProjectPage(session)
        case Place.CONSENT:
            from ui.pages.consent import ConsentPage

            return ConsentPage(session)
        case Place.WITHDRAW:
            from ui.pages.withdraw import WithdrawPage

            return WithdrawPage(session)
        case Place.PREVIEW:
            from ui.pages.preview import PreviewPage

            return PreviewPage(session)
        case Place.SENDING:
            from ui.pages.sending import SendingPage

            return SendingPage(session)
        case Place.ACTIVITY:
            from ui.pages.activity import ActivityPage

            return ActivityPage(session)
        case Place.RECIPIENTS:
            from ui.pages.recipients import RecipientsPage

            return RecipientsPage(session)
        case Place.SETTINGS:
            from ui.pages.settings import SettingsPage

            return SettingsPage(session)
        case Place.DISPLAY:
            from ui.pages.display import DisplayPage

            return DisplayPage(session)
        case Place.HELP:
            from ui.pages.help import HelpPage

            return HelpPage(session)
        case Place.CRASH:
            from ui.pages.crash import CrashPage

            return CrashPage(session)
