"""How something is to be sent: over the network, or into a folder. Nothing is chosen first."""

from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from datadonor.registry.targets import Delivery
from datadonor.texts import Language
from ui.choosing import choose_folder
from ui.sending import Posted
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.ticks import OptionGroup

ADDRESS = "address"
FOLDER = "folder"
_GROUP = 8


class Load(StrEnum):
    """What is to be sent."""

    DONATION = "donation"
    WAITING = "waiting"
    NOTICE = "notice"


class SendingWay(Card):
    """Says what goes to whom, and asks for the way."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._posted: Posted | None = None
        self._load = Load.DONATION
        self._digest = ""
        self.title = SubHeading()
        self.text = Prose()
        self.facts = Facts()
        self.ways = OptionGroup()
        self.folder_button = PlainButton()
        self.folder_name = Prose()
        for part in (self.title, self.text, self.facts, self.ways):
            self.body.addWidget(part)
        self.body.addWidget(self.folder_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.folder_name)
        self.ways.chosen.connect(self._on_chosen)
        self.folder_button.clicked.connect(self._on_folder)
        self.hide()

    @property
    def is_ready(self) -> bool:
        """Whether it is known where to send."""
        way = self.ways.value()
        return way == ADDRESS or (way == FOLDER and self.folder is not None)

    @property
    def target(self) -> Path | None:
        """The folder that was chosen; nothing for the recipient's own address."""
        return self.folder if self.ways.value() == FOLDER else None

    def begin(self, posted: Posted, load: Load, digest: str, language: Language) -> None:
        """Ask anew. Nothing is chosen."""
        self.folder = None
        self.ways.choose(None)
        self.show_load(posted, load, digest, language)

    def show_load(self, posted: Posted, load: Load, digest: str, language: Language) -> None:
        """Say what is to be sent; what was chosen stays."""
        self._posted, self._load, self._digest = posted, load, digest
        self.title.setText(self._titles()[load])
        self.text.setText(self._texts()[load])
        self.facts.set_facts(
            [
                (self.tr("Recipient"), posted.recipients[language]),
                (self.tr("Project"), posted.titles[language]),
                (self.tr("The fingerprint you confirmed"), _in_groups(digest)),
            ]
        )
        self.ways.setTitle(self.tr("How shall it be sent?"))
        options = [(ADDRESS, self._address_words(posted.way))] if posted.way else []
        options.append((FOLDER, self.tr("Save it in a folder, or on a USB stick")))
        self.ways.set_options(options)
        self.folder_button.setText(self.tr("&Choose the folder …"))
        self._show_folder()
        self.show()

    def _titles(self) -> dict[Load, str]:
        return {
            Load.DONATION: self.tr("What you have confirmed"),
            Load.WAITING: self.tr("A donation lies ready in the outbox"),
            Load.NOTICE: self.tr("The recipient has not been told that you withdrew"),
        }

    def _texts(self) -> dict[Load, str]:
        return {
            Load.DONATION: self.tr(
                "It is encrypted on this computer before it leaves, so that only the "
                "recipient can open it."
            ),
            Load.WAITING: self.tr(
                "You have confirmed it, and it is encrypted. It has not reached the recipient."
            ),
            Load.NOTICE: self.tr(
                "A short message goes to the recipient, signed with your key for this "
                "project. It holds no health data."
            ),
        }

    def _address_words(self, way: Delivery) -> str:
        if way.kind == "folder":
            return self.tr("Put it where the recipient fetches it")
        said = self.tr("Send it over the internet, to %1")
        return said.replace("%1", urlsplit(way.url).hostname or way.url)

    def _show_folder(self) -> None:
        is_wanted = self.ways.value() == FOLDER
        self.folder_button.setVisible(is_wanted)
        self.folder_name.setVisible(is_wanted)
        name = self.tr("No folder has been chosen yet.")
        if self.folder is not None:
            name = self.tr("It will be saved in: %1").replace("%1", _breakable(self.folder))
        self.folder_name.setText(name)

    def _on_chosen(self) -> None:
        self._show_folder()
        self.changed.emit()

    def _on_folder(self) -> None:
        chosen = choose_folder(self, self.tr("Where shall it be saved?"))
        if chosen is not None:
            self.folder = chosen
            self._show_folder()
            self.changed.emit()


def _breakable(folder: Path) -> str:
    """Write a path so that it wraps at its parts: a long one would widen the page."""
    return str(folder).replace("/", "/\N{ZERO WIDTH SPACE}").replace("_", "_\N{ZERO WIDTH SPACE}")


def _in_groups(digest: str) -> str:
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))
