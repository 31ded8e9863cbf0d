"""Somebody is to be able to decide for the person: who, by what right, from when to when."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from consent.mandate import BASES, CUSTODY, RELATIONS, Terms
from datadonor.texts import text
from datadonor.vault.kdf import LEAST_PASSPHRASE
from ui.mandating import Holder
from ui.session import Session
from ui.widgets.cards import Card
from ui.widgets.day_entry import parse_day
from ui.widgets.labelled_field import LabelledField
from ui.widgets.labels import ErrorText, Prose, SubHeading
from ui.widgets.secret import PassphraseField
from ui.widgets.signers import HolderPassphrase
from ui.widgets.ticks import OptionGroup
from ui.widgets.translated import Translated

_ALONE: Final = "alone"
_TOGETHER: Final = "together"
_ALL_BASES: Final = (*BASES["guardian"], *BASES["proxy"])


class HolderForm(Translated, QWidget):
    """Nothing is chosen beforehand, unless it is corrected; no passphrase outlives ``clear``."""

    entered = Signal()
    """Enter was pressed in the last field."""

    def __init__(self, session: Session, replaced: Holder | None = None) -> None:
        super().__init__()
        self._session = session
        self.replaced = replaced
        self._about = Prose()
        self.name = LabelledField()
        self.basis = OptionGroup()
        self.relation = OptionGroup()
        self.since = LabelledField()
        self.until = LabelledField()
        self.joint = OptionGroup()
        self.errors = {group: ErrorText() for group in (self.basis, self.relation, self.joint)}
        self._holder = Card()
        self._holder_title, self._holder_text = SubHeading(), Prose()
        self.first, self.again = HolderPassphrase(), HolderPassphrase()
        self._own = Card()
        self._own_title = SubHeading()
        self.passphrase = PassphraseField()
        self.retranslate()  # first: Tab goes in the order in which answers come to the form
        self._lay_out()
        for group, error in self.errors.items():
            group.chosen.connect(lambda _, it=error: it.say(""))
        self.basis.chosen.connect(lambda _: self.retranslate())
        self.first.entered.connect(self.again.field.setFocus)
        self.again.entered.connect(self.passphrase.field.setFocus)
        self.passphrase.entered.connect(self.entered)
        self._fill_in()

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        language = self._session.language
        self._about.setText(self._what_correcting_does())
        self._about.setVisible(self.replaced is not None)
        self.name.set_words(self.tr("&Name of the one who may decide"))
        self.basis.setTitle(self.tr("What gives them the right?"))
        self.basis.set_options(
            [(each, text(f"mandate.basis.{each}", language)) for each in self._bases()]
        )
        self.relation.setTitle(self.tr("What are they to the person?"))
        self.relation.set_options(
            [(each, text(f"mandate.relation.{each}", language)) for each in RELATIONS]
        )
        self.since.set_words(
            self.tr("&From what day?"), self.tr("Day, month and year. Empty means from today.")
        )
        is_custody = self.basis.value() == CUSTODY
        if is_custody:
            said = self.tr("On what day does the young person turn 1&8?")
            hint = self.tr("Day, month and year. From that day on they decide for themselves.")
        else:
            said = self.tr("&Until what day?")
            hint = self.tr("Day, month and year. Empty means until somebody ends it.")
        self.until.set_words(said, hint)
        self.joint.setTitle(self.tr("Can they decide alone?"))
        self.joint.set_options(
            [
                (_ALONE, self.tr("Yes, alone")),
                (_TOGETHER, self.tr("No, only together with somebody else who signs too")),
            ]
        )
        self._holder_title.setText(self.tr("For the one who may decide"))
        self._holder_text.setText(
            self.tr(
                "Sit down here yourself, and choose a passphrase of your own. You sign with it, "
                "and nobody else should know it. It does not open the vault."
            )
        )
        self.first.set_label(self.tr("Their &own passphrase"))
        self.again.set_label(self.tr("The s&ame once more"))
        self._own_title.setText(self.tr("You let them decide"))
        self.passphrase.set_label(self.tr("The vault’s &passphrase"))

    def focus_first(self) -> bool:
        """Put the keyboard where it begins."""
        self.name.field.setFocus()
        return True

    def clear(self) -> None:
        """Empty everything."""
        for field in (self.name, self.since, self.until):
            field.clear()
        for group, error in self.errors.items():
            group.choose(None)
            error.say("")
        for secret in (self.first, self.again, self.passphrase):
            secret.clear()
        self.retranslate()

    def terms(self, today: date) -> Terms | None:
        """Return who is to decide, and how; nothing after saying what is wrong.

        Args:
            today: The first day, where none is written.
        """
        basis, relation = self.basis.value(), self.relation.value()
        if self._has_gaps() or basis is None or relation is None:
            return None
        until, is_custody = self._day(self.until), basis == CUSTODY
        return Terms(
            basis,
            self.name.text(),
            relation,
            self._day(self.since) or today,
            None if is_custody else until,
            self.joint.value() == _TOGETHER,
            until if is_custody else None,
        )

    def secrets(self) -> tuple[str, str] | None:
        """Return the holder's passphrase and the vault's; nothing after saying what is wrong."""
        if len(self.first.field.text()) < LEAST_PASSPHRASE:
            said = self.tr("Use at least %n character(s).", "", LEAST_PASSPHRASE)
            return self._refuse_secret(self.first, said)
        if self.first.field.text() != self.again.field.text():
            return self._refuse_secret(self.again, self.tr("The two are not the same."))
        if not self.passphrase.field.text():
            return self._refuse_secret(
                self.passphrase, self.tr("Write the passphrase that opens the vault.")
            )
        return self.first.field.text(), self.passphrase.take()

    def say_unfit(self, where: str, words: str) -> bool:
        """Say beside a field why it does not go with the others; false if there is none."""
        fields: Mapping[str, LabelledField] = {
            "holder": self.name,
            "since": self.since,
            "last_day": self.until,
            "of_age_on": self.until,
        }
        if where == "joint":
            self._refuse_group(self.joint, words)
        elif where in fields:
            self._refuse(fields[where], words)
        else:
            return False
        return True

    # -- within --------------------------------------------------------------------

    def _bases(self) -> tuple[str, ...]:
        """Return what can give the right; only the same one takes the place of another."""
        return _ALL_BASES if self.replaced is None else (self.replaced.mandate.basis,)

    def _what_correcting_does(self) -> str:
        if self.replaced is None:
            return ""
        said = self.tr(
            "What you write here takes the place of what stood there. %1 chooses a passphrase "
            "anew, and what was said yes to by the old right has to be answered anew."
        ).replace("%1", self.replaced.mandate.holder)
        if self.replaced.is_standing:
            return said
        again = self.tr(
            "The old right is over. By the new one they can decide for as long as it says, or "
            "until you end it."
        )
        return f"{said} {again}"

    def _fill_in(self) -> None:
        """Write what is to be corrected into the fields."""
        if self.replaced is None:
            return
        said = self.replaced.mandate
        self.name.field.setText(said.holder)
        self.basis.choose(said.basis)
        self.relation.choose(said.relation)
        self.since.field.setText(_written(said.since))
        self.until.field.setText(_written(said.of_age_on or said.last_day))
        self.joint.choose(_TOGETHER if said.is_joint else _ALONE)
        self.retranslate()

    def _has_gaps(self) -> bool:
        """Say beside the first field that is not filled in what is wrong with it."""
        if not self.name.text():
            self._refuse(self.name, self.tr("Write who it is."))
            return True
        groups = {
            self.basis: self.tr("Choose what gives them the right."),
            self.relation: self.tr("Choose what they are."),
        }
        for group, said in groups.items():
            if group.value() is None:
                self._refuse_group(group, said)
                return True
        for field in (self.since, self.until):
            if field.text() and self._day(field) is None:
                self._refuse(field, self.tr("Write day, month and year, like 24.12.2026"))
                return True
        if self.basis.value() == CUSTODY and not self.until.text():
            self._refuse(self.until, self.tr("Write the day they turn 18."))
            return True
        if self.joint.value() is None:
            self._refuse_group(self.joint, self.tr("Say whether they can decide alone."))
            return True
        return False

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._about)
        for part in (self.name, self.basis, self.relation, self.since, self.until, self.joint):
            if isinstance(part, OptionGroup):
                column.addWidget(self.errors[part])  # above: the answers may be many
            column.addWidget(part)
        for each in (self._holder_title, self._holder_text, self.first, self.again):
            self._holder.body.addWidget(each)
        # The first one's button shows both: two of them would say the same.
        self.again.show_button.hide()
        self.first.show_button.toggled.connect(self._on_show_toggled)
        self._own.body.addWidget(self._own_title)
        self._own.body.addWidget(self.passphrase)
        column.addWidget(self._holder)
        column.addWidget(self._own)

    def _on_show_toggled(self, is_shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.again.show_button.setChecked(is_shown)

    @staticmethod
    def _day(field: LabelledField) -> date | None:
        return parse_day(field.text()) if field.text() else None

    @staticmethod
    def _refuse(field: LabelledField, said: str) -> None:
        field.say(said)
        field.field.setFocus()

    def _refuse_group(self, group: OptionGroup, said: str) -> None:
        self.errors[group].say(said)
        group.focus_first()

    @staticmethod
    def _refuse_secret(field: PassphraseField, said: str) -> None:
        field.say(said)
        field.field.setFocus()


def _written(day: date | None) -> str:
    """Return a day as it is written into a field."""
    return "" if day is None else f"{day.day}.{day.month}.{day.year}"
