"""A request being written: its form, what the check finds in it, and what a citizen will read."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from typing_extensions import override

from consent.questionnaire_file import read_questionnaire
from datadonor.registry.targets import Recipient
from ui import choosing
from ui.navigation import Place
from ui.pages.draft.beginning import BeginningView
from ui.pages.draft.keeping import Keeper
from ui.pages.draft.kept import KeptView
from ui.pages.draft.signer import Signer
from ui.pages.draft.signing import SigningCard
from ui.researching_choices import write_field
from ui.researching_draft import Look, look_at
from ui.researching_form import (
    FieldSpec,
    Section,
    Values,
    add_entry,
    add_questionnaire,
    entry_for,
    field_for,
    remove_entry,
    section_of,
)
from ui.researching_form import (
    Path as FieldPath,
)
from ui.researching_keeping import Drafting, open_drafting
from ui.researching_reading import recipient_beside
from ui.session import Session
from ui.widgets.banner import Kind as Message
from ui.widgets.beside import Beside
from ui.widgets.buttons import PlainButton
from ui.widgets.chips import Chips
from ui.widgets.citizen_view import CitizenView
from ui.widgets.draft_findings import FindingsCard, sentences_at
from ui.widgets.draft_form import DraftForm
from ui.widgets.draft_words import DraftWords
from ui.widgets.research_page import ResearchPage

_CHANGES_FORM: Final = frozenset({"frequency", "options"})
"""What is written here decides which fields there are."""


class DraftPage(ResearchPage):
    """Entered with nothing; the draft in hand waits in the workplace."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.looked: Look | None = None
        self._recipient: Recipient | None = None
        self._is_look_due = False
        self.beginning = BeginningView(self)
        self.sections = Chips()
        self.kept = KeptView()
        self.form = DraftForm()
        self.findings = FindingsCard()
        self.signing = SigningCard(self.workplace)
        self.citizen = CitizenView(session.language)
        self.save_button = PlainButton()
        self.keeper, self.signer = Keeper(self), Signer(self, self.signing.passphrase)
        self.columns = Beside()
        for part in (self.form, self.signing):
            self.columns.first.addWidget(part)
        for card in (self.findings, self.citizen):
            self.columns.second.addWidget(card)
        for shown in (self.beginning, self.sections, self.kept, self.columns):
            self.content.addWidget(shown)
        self.foot.add_right(self.save_button)
        self._connect()
        self.retranslate()

    @property
    def drafting(self) -> Drafting | None:
        """The draft in hand."""
        return self.workplace.drafting

    def _connect(self) -> None:
        self.keeper.told.connect(self._on_told)
        self.workplace.changed.connect(self._read_recipient)
        self.kept.read_button.clicked.connect(self._on_read_again)
        self.kept.other_button.clicked.connect(self._on_other_name)
        self.kept.down_button.clicked.connect(lambda: self.keeper.keep_then(self._put_down))
        self.beginning.begun.connect(self._begin)
        self.sections.chosen.connect(lambda key: self.turn_to(Section(key)))
        self.form.edited.connect(self._on_edited)
        self.form.add_asked.connect(self._on_add)
        self.form.file_asked.connect(self._on_add_file)
        self.form.remove_asked.connect(self._on_remove)
        self.findings.led_to.connect(self.lead_to)
        self.citizen.language_chosen.connect(self._show_citizen)
        self.signing.entered.connect(self._on_primary)
        self.signer.busy.connect(self._on_busy)
        self.signer.signed.connect(self._on_signed)
        self.primary_button.clicked.connect(self._on_primary)
        self.save_button.clicked.connect(self.keeper.keep)

    @override
    def retranslate(self) -> None:
        words = DraftWords()
        self.sections.set_chips([(str(each), words.section(each)) for each in Section])
        self.save_button.setText(self.tr("Save no&w"))
        self.kept.retranslate()
        self.signing.retranslate()
        self.beginning.retranslate()
        self._show()

    @override
    def refresh(self) -> None:
        self.keeper.begin_anew()
        self._read_recipient()
        self._show()

    @override
    def focus_first(self) -> None:
        if self.drafting is None:
            self.beginning.new_card.setFocus()
        else:
            self.sections.chips[str(self.drafting.section)].setFocus()

    # -- showing ------------------------------------------------------------------

    def turn_to(self, section: Section) -> None:
        """Show another section, and keep what was written."""
        if self.drafting is None:
            return
        self.drafting.section = section
        self.keeper.keep()
        self._show()
        self.scroll_to(self.heading)

    def lead_to(self, where: str) -> None:
        """Show the field of a finding, with the keyboard in it."""
        drafting = self.drafting
        if drafting is None:
            return
        field, entry = field_for(where, drafting.values), entry_for(where, drafting.values)
        section = section_of(where)
        if section is not drafting.section:
            self.turn_to(section)
        target = self.form.point_at("" if field is None else field.where)
        if target is None and entry is not None:
            target = self.form.point_at_entry(entry)
        if target is None:  # nothing to write in: one more of it is asked for
            target = self.form.add_button
            self.form.add_button.setFocus()
        self.scroll_to(target)

    def _show(self) -> None:
        drafting = self.drafting
        is_begun = drafting is not None
        self.beginning.setVisible(not is_begun)
        for part in (self.sections, self.kept, self.columns):
            part.setVisible(is_begun)
        self.show_foot(back=True, primary=is_begun)
        self.save_button.setVisible(is_begun)
        if drafting is None:
            self.heading.setText(self.tr("Which request do you want to write?"))
            return
        section = drafting.section
        is_signing = section is Section.SIGNING
        self.heading.setText(
            self.tr("Is the request ready to be signed?")
            if is_signing
            else self.tr("What do you ask of citizens?")
        )
        self.sections.choose(str(section))
        self.form.setVisible(not is_signing)
        self.signing.setVisible(is_signing)
        self.form.show_section(section, drafting.values, self.session.language)
        self.primary_button.setText(self.tr("Sign …") if is_signing else self.tr("Next part"))
        self.kept.show_kept(self.drafting)
        self.look_now()

    def look_now(self) -> None:
        """Check the draft as it stands, and show what a citizen will read."""
        self._is_look_due = False
        drafting = self.drafting
        if drafting is None:
            return
        self.looked = look_at(drafting.values, _today())
        flaws, section = self.looked.flaws, drafting.section
        is_signing = section is Section.SIGNING
        shown = [flaw for flaw in flaws if is_signing or section_of(flaw.where) is section]
        language = self.session.language
        self.findings.show_flaws(flaws, shown, drafting.values, language)
        for where, field in self.form.fields.items():
            field.say(sentences_at(where, flaws, language))
        self._show_citizen()

    def _show_citizen(self) -> None:
        if self.drafting is not None and self.looked is not None:
            self.citizen.show_look(self.looked, self._recipient, self.drafting.section)

    def _read_recipient(self) -> None:
        """Find out what a citizen is told of who gets the data, as the registry will say it."""
        keys = self.workplace.keys

        def known(recipient: Recipient | None) -> None:
            self._recipient = recipient
            self._show_citizen()

        self.look(lambda: None if keys is None else recipient_beside(keys), known)

    # -- beginning ----------------------------------------------------------------

    def _begin(self, drafting: Drafting) -> None:
        """Take a draft in hand; one that has no file gets one first, so that nothing is lost."""
        if drafting.file is None:
            drafting.file = self.beginning.choose_place(drafting)
        if drafting.file is None:
            return
        self.banner.hide()
        self.workplace.drafting = drafting
        self.keeper.keep()
        self._show()
        self.focus_first()

    def _put_down(self) -> None:
        """Lead back to the beginning; the draft lies in its file."""
        self.workplace.drafting = None
        self.banner.hide()
        self._show()
        self.start_at_top()
        self.focus_first()

    # -- writing ------------------------------------------------------------------

    def _on_edited(self, spec: FieldSpec, value: object) -> None:
        drafting = self.drafting
        if drafting is None:
            return
        values = drafting.values
        write_field(values, spec, value)
        if spec.form == "items.*.category":
            self._put_entry(spec.path[:2])
        self._note_change(is_form_other=spec.form in _CHANGES_FORM)
        if ".answers." in spec.form:
            self.form.offer_answers(values, self.session.language)

    def _on_add(self) -> None:
        drafting = self.drafting
        if drafting is None:
            return
        self._show_added(add_entry(drafting.values, drafting.section))

    def _on_add_file(self) -> None:
        """Add a questionnaire that was made elsewhere."""
        drafting = self.drafting
        wanted = self.tr("Questionnaires (*.json);;All files (*)")
        file = choosing.choose_file(self, self.tr("Add a questionnaire"), wanted)
        if file is not None:
            self.do(
                lambda: read_questionnaire(file), lambda found: self._on_file_read(drafting, found)
            )

    def _on_file_read(self, drafting: Drafting | None, questionnaire: Values) -> None:
        if drafting is None or drafting is not self.drafting:
            return  # it was asked for in a draft that has been put down since
        self.banner.hide()
        at = add_questionnaire(drafting.values, questionnaire)
        if drafting.section is Section.QUESTIONS:
            self._show_added(at)
        else:  # the person has gone on to another part
            self._note_change()

    def _show_added(self, at: FieldPath) -> None:
        self._put_entry(at)
        self._note_change()
        self.scroll_to(self.form.point_at_entry(at))

    def _on_remove(self, at: FieldPath) -> None:
        if self.drafting is not None:
            remove_entry(self.drafting.values, at)
            self.form.remove_entry(at, self.drafting.section, self.drafting.values)
            self._note_change()
            self.form.add_button.setFocus()

    def _put_entry(self, at: FieldPath) -> None:
        drafting = self.drafting
        if drafting is not None:
            self.form.put_entry(at, drafting.section, drafting.values, self.session.language)

    def _note_change(self, *, is_form_other: bool = False) -> None:
        drafting = self.drafting
        if drafting is None:
            return
        self.keeper.note_change(drafting)
        self.kept.show_kept(self.drafting)
        if is_form_other:
            self.form.show_section(drafting.section, drafting.values, self.session.language)
        if not self._is_look_due:
            self._is_look_due = True
            QTimer.singleShot(0, self, self.look_now)

    # -- keeping ------------------------------------------------------------------

    @override
    def leave(self) -> None:
        self.keeper.keep_before_the_end()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.keep()
        if not event.spontaneous():
            self.signing.passphrase.clear()
        super().hideEvent(event)

    def _on_told(self) -> None:
        if self.kept.show_kept(self.drafting):
            self.scroll_to(self.kept.changed)

    def _on_read_again(self) -> None:
        drafting = self.drafting
        if drafting is None or drafting.file is None:
            return
        path, section = drafting.file.path, drafting.section

        def read(anew: Drafting) -> None:
            anew.section = section
            self._begin(anew)

        self.do(lambda: open_drafting(path), read)

    def _on_other_name(self) -> None:
        drafting = self.drafting
        place = None if drafting is None else self.beginning.choose_place(drafting)
        if drafting is not None and place is not None:
            drafting.file = place
            drafting.trouble = None
            drafting.change()
            self.keeper.keep()
            self.kept.show_kept(self.drafting)
            self.focus_first()

    # -- signing ------------------------------------------------------------------

    def _on_primary(self) -> None:
        drafting = self.drafting
        if drafting is None or self.signer.is_busy:
            return
        if drafting.section is not Section.SIGNING:
            order = list(Section)
            self.turn_to(order[order.index(drafting.section) + 1])
            self.focus_first()
            return
        self.banner.hide()
        self.look_now()
        if self.looked is None or not self.looked.may_be_signed:
            title = self.tr("Not yet: something has to be mended first")
            said = self.tr("Go through what the check says. Each line leads to its field.")
            self.show_message(Message.WARNING, title, said)
            if self.findings.buttons:
                self.findings.buttons[0].setFocus()
            return
        wanted = self.signing.missing()
        if wanted is not None:
            wanted.setFocus()
            self.scroll_to(wanted)
            return
        self.signer.sign(drafting)

    def _on_signed(self, file: Path) -> None:
        title = self.tr("The request is signed")
        said = self.tr(
            "Send “%1” to the operator of the list. A copy lies with your keys, so that the data "
            "that come can be held to it."
        ).replace("%1", file.name)
        overview = self.tr("To the overview")
        self.show_message(
            Message.OK, title, said, overview, lambda: self.session.go(Place.RESEARCHER)
        )
        self.banner.button.setFocus()

    def _on_busy(self, is_busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.primary_button.setEnabled(not is_busy)
        if is_busy:
            self.primary_button.setText(self.tr("Signing …"))
        else:
            self._show()


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
