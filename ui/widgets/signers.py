"""Who decides now: the person, or somebody for them, each with a passphrase of their own.

Hidden while nobody but the person may decide. Nothing is chosen beforehand.
"""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.errors import DatadonorError
from datadonor.texts import Language, text
from ui.mandating import Decider, Deciders, Holder, HolderPassphraseWrong, Keys
from ui.widgets.cards import Card
from ui.widgets.labels import ErrorText, Prose, SubHeading
from ui.widgets.naming import named
from ui.widgets.secret import PassphraseField
from ui.widgets.ticks import OptionGroup

_SELF: Final = "self"
"""The key of the person themselves; no holder has it."""


class HolderPassphrase(PassphraseField):
    """A field for somebody else's passphrase, beside the one that opens the vault.

    Several can stand on a page, so no letter leads to the buttons that show them.
    """

    def __init__(self, holder: str = "") -> None:
        self._holder = holder
        super().__init__()

    @override
    def retranslate(self) -> None:
        super().retranslate()
        self.show_button.setText(self.show_button.text().replace("&", ""))
        said = self.show_button.accessibleName()
        self.show_button.setAccessibleName(named(said, self._holder) if self._holder else said)


class SignersCard(Card):
    """Asks who decides, and for the passphrases of those who do it for the person."""

    entered = Signal()
    """Enter was pressed in the last passphrase."""

    def __init__(self, deciders: Deciders, language: Language) -> None:
        super().__init__()
        self._deciders = deciders
        self._language = language
        self._choices: dict[str, Decider] = {}
        self._chosen: Decider | None = None
        self._title = SubHeading()
        self._note = Prose()
        self.options = OptionGroup()
        self.error = ErrorText()
        self.fields: dict[str, HolderPassphrase] = {}
        self._places = QVBoxLayout()
        self._places.setSpacing(16)
        self._anchor = QWidget()  # never seen: Tab goes from here to what comes into the card
        self._anchor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._anchor.hide()
        for part in (self._title, self._note, self._anchor, self.error, self.options):
            self.body.addWidget(part)
        self.body.addLayout(self._places)
        self._title.setText(self.tr("Who decides now?"))
        self.options.setTitle(self.tr("Who decides now?"))
        self.options.chosen.connect(self._on_chosen)
        self._note.hide()
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether there is anything to be answered here."""
        return not self.isHidden()

    def offer_all(self) -> None:
        """Offer the person themselves, and everybody who may decide for them."""
        self._choices = {each.key: each for each in self._deciders.deciders}
        if not self._choices:
            return
        itself = self.tr("The person whose data it is")
        self.options.set_options(
            [(_SELF, itself), *((key, self._words(each)) for key, each in self._choices.items())]
        )
        self._title.hide()
        self._tell_young()
        self._lead_tab()
        self.show()

    def offer_right(self, capacity: str | None, basis: str | None) -> None:
        """Offer those with one right alone: how somebody has said that they answer."""
        if capacity is None or capacity == _SELF:
            return
        found = self._deciders.with_right(capacity, basis)
        self._choices = {each.key: each for each in found}
        self.options.setVisible(len(found) > 1)
        self._title.setVisible(len(found) <= 1)
        if len(found) == 1:
            self._turn_to(found[0])
        elif found:
            self.options.set_options([(each.key, self._words(each)) for each in found])
            self._lead_tab()
        else:
            self._tell_nobody()
        if found:
            self._tell_young()
        self.show()

    def focus_first(self) -> bool:
        """Put the keyboard where one begins; false if nothing is asked here."""
        if not self.is_asking:
            return False
        if not self.options.isHidden() and self.options.options:
            self.options.focus_first()
            return True
        for field in list(self.fields.values())[:1]:
            field.field.setFocus()
        return bool(self.fields)

    def take(self) -> Keys | None:
        """Return the passphrases of those who decide; nothing after saying what is missing."""
        if not self.is_asking:
            return ()
        if self._chosen is None and self.options.value() != _SELF:
            if self._choices:
                self.error.say(self.tr("Say who decides."))
                self.focus_first()
            return None
        for digest, field in self.fields.items():
            if not field.field.text():
                said = self.tr("%1 has to write a passphrase here.")
                field.say(said.replace("%1", self._name(digest)))
                field.field.setFocus()
                return None
        return [(digest, field.take()) for digest, field in self.fields.items()]

    def say_wrong(self, error: DatadonorError) -> bool:
        """Say beside its field whose passphrase is another one; false if it is not about that."""
        digest = str(error.facts.get("mandate", ""))
        if not isinstance(error, HolderPassphraseWrong) or digest not in self.fields:
            return False
        said = self.tr("This is not the passphrase of %1.").replace("%1", self._name(digest))
        self.fields[digest].say(said)
        self.fields[digest].field.setFocus()
        return True

    # -- within --------------------------------------------------------------------

    def _on_chosen(self, key: str) -> None:
        self.error.say("")
        self._turn_to(self._choices.get(key))

    def _turn_to(self, decider: Decider | None) -> None:
        """Ask for the passphrases of those who decide, in the place of those before."""
        self._chosen = decider
        for field in self.fields.values():
            field.clear()
            self._places.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.fields = {}
        for holder in () if decider is None else decider.holders:
            field = self.fields[holder.digest] = HolderPassphrase(holder.mandate.holder)
            label = self.tr("%1: your own passphrase", "a person's name")
            field.set_label(label.replace("%1", holder.mandate.holder.replace("&", "&&")))
            self._places.addWidget(field)
        fields = list(self.fields.values())
        for before, after in pairwise(fields):
            before.entered.connect(after.field.setFocus)
        for last in fields[-1:]:
            last.entered.connect(self.entered)
        self._lead_tab()

    def _lead_tab(self) -> None:
        """Let Tab go through the answers and then the passphrases, wherever the card stands."""
        stops: list[QWidget] = [self._anchor, *self.options.options.values()]
        for field in self.fields.values():
            stops += [field.field, field.show_button]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _words(self, decider: Decider) -> str:
        names = [each.mandate.holder for each in decider.holders]
        basis = text(f"mandate.basis.{decider.basis}", self._language)
        if len(names) == 1:
            said = self.tr("%1, on their behalf: %2", "a name, and what gives the right")
            return said.replace("%2", basis).replace("%1", names[0])
        said = self.tr("%1 together, on their behalf: %2", "names, and what gives the right")
        return said.replace("%2", basis).replace("%1", self.tr(" and ").join(names))

    def _name(self, digest: str) -> str:
        return self._holder(digest).mandate.holder

    def _holder(self, digest: str) -> Holder:
        return next(each for each in self._deciders.holders if each.digest == digest)

    def _tell_young(self) -> None:
        if self._deciders.is_to_be_told:
            self._note.setText(text("mandate.young", self._language))
            self._note.show()

    def _tell_nobody(self) -> None:
        self._note.setText(
            self.tr(
                "Nobody has been written down with that right. It is done under Settings, at "
                "“Who may decide for me”; your answers are kept meanwhile."
            )
        )
        self._note.show()
