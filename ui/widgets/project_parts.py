"""The parts of one project's page: the yes item by item, the sending, the past, the text."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from datadonor.texts import Language
from ui.calendar_words import day_label, short_moment_label, span_label
from ui.navigation import Place
from ui.project_story import Granted, Next, Past, ProjectStory, SentLine, Terms
from ui.widgets.bullets import entry_row
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.icons import Icon
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.reading import Reading, Strong
from ui.widgets.refusal_words import RefusalWords
from ui.widgets.titled_card import TitledCard


class NewsCard(TitledCard):
    """A newer version of the request that waits for a decision of its own."""

    def __init__(self, story: ProjectStory) -> None:
        super().__init__()
        self.title.setText(self.tr("A new version of the project asks for more"))
        self.say(self.tr("Your consent goes on as it is until you decide otherwise. This is new:"))
        for sentence in story.news:
            self.body.addLayout(entry_row(sentence))
        self.button = self.add_button(self.tr("Read the new version"))


class UnfinishedCard(TitledCard):
    """An answer that was begun: what is still missing, and the way back to it."""

    def __init__(self, story: ProjectStory) -> None:
        super().__init__()
        is_change = story.state.is_in_force
        self.title.setText(
            self.tr("You have begun to choose otherwise")
            if is_change
            else self.tr("You have begun to answer")
        )
        if story.missing:
            self.say(self.tr("This is still missing:"))
            for words in story.missing:
                self.body.addLayout(entry_row(words))
        else:
            self.say(self.tr("Nothing is missing but your signature."))
        self.button = self.add_button(self.tr("Go on where you left"))


class TermsCard(Card):
    """What was said yes and no to."""

    def __init__(self, terms: Terms, language: Language) -> None:
        super().__init__()
        self._language = language
        if terms.granted:
            self._title(self.tr("You have said yes to"))
            for granted in terms.granted:
                self._add_granted(granted)
        for title, names in (
            (self.tr("You have said no to"), terms.refused),
            (self.tr("You have taken back"), terms.taken_back),
        ):
            if names:
                self._title(title)
                for name in names:
                    self.body.addLayout(marked("x", name))
        self._add_facts(terms)

    def _title(self, title: str) -> None:
        heading = SubHeading()
        heading.setText(title)
        self.body.addWidget(heading)

    def _add_granted(self, granted: Granted) -> None:
        said = [capital(granted.resolution)]
        if granted.window is not None:
            said.append(span_label(granted.window.first, granted.window.last, self._language))
        if granted.types:
            said.append(", ".join(granted.types))
        if granted.left_out:
            said.append(self.tr("%Ln record(s) left out by you", "", granted.left_out))
        self.body.addLayout(marked("check", granted.name, " · ".join(said)))

    def _add_facts(self, terms: Terms) -> None:
        facts = Facts()
        answers = {True: self.tr("Yes"), False: self.tr("No"), None: self.tr("Not answered")}
        about = terms.about_person
        told = "" if about is None else ", ".join(about) or self.tr("nothing")
        options = [
            (self.tr("Also: %1").replace("%1", name), answers[answer])
            for name, answer in terms.options
        ]
        facts.set_facts(
            [
                (self.tr("How often"), capital(terms.often)),
                (self.tr("Told about you"), capital(told)),
                *options,
                (self.tr("Your consent holds until"), day_label(terms.last_day, self._language)),
            ]
        )
        self.body.addSpacing(4)
        self.body.addWidget(facts)


class SendingCard(TitledCard):
    """When something may be sent next, what was sent, and what is owed."""

    led_to = Signal(object, str)
    """A ``Place``, and its errand with ``{project}`` for the project's id."""

    def __init__(self, story: ProjectStory, language: Language) -> None:
        super().__init__()
        self.title.setText(self.tr("Sending"))
        self._language = language
        self.has_words = bool(story.next or story.sent or story.owed or story.is_notice_due)
        if story.next is not None:
            self._tell_next(story.next, story.today)
        if story.is_notice_due:
            self.say(self.tr("The recipient has not been told yet that you have withdrawn."))
            self._lead(self.tr("Tell the recipient"), Place.SENDING, "{project}")
        if story.owed is not None:
            is_late = story.owed.is_overdue(story.today)
            said = (
                self.tr("The recipient should have answered your withdrawal by %1, and has not.")
                if is_late
                else self.tr("The recipient has until %1 to answer your withdrawal.")
            )
            self.say(said.replace("%1", day_label(story.owed.due, language)))
        if story.sent:
            self._tell_sent(story.sent)
        elif story.next is not None:
            self.say(self.tr("Nothing has been sent yet."))

    def _tell_next(self, following: Next, today: date) -> None:
        if following.held is not None:
            remedy = RefusalWords().of(following.held)
            said = self.tr("Nothing can be sent at present.")
            self.say(f"{said} {remedy.why} {remedy.remedy}")
            if remedy.button and remedy.place is not Place.PROJECT:
                self._lead(remedy.button, remedy.place, remedy.errand)
        elif following.is_once:
            self.say(self.tr("The project gets data once, and has got them."))
        elif following.day is not None and following.day > today:
            said = self.tr("The next time that data can be sent is %1.")
            self.say(said.replace("%1", day_label(following.day, self._language)))
        else:
            self.say(self.tr("You can look at the data and send them now."))

    def _lead(self, text: str, place: Place, errand: str) -> None:
        self.add_button(text).clicked.connect(lambda: self.led_to.emit(place, errand))

    def _tell_sent(self, sent: tuple[SentLine, ...]) -> None:
        facts = Facts()
        number = self.tr("Donation %1")
        rows = []
        for line in sent:
            when = short_moment_label(line.when, self._language)
            said = f"{capital(line.state)}, {when} ({line.size})"
            rows.append((number.replace("%1", str(line.number)), said))
        facts.set_facts(rows)
        self.body.addWidget(facts)


class PastCard(TitledCard):
    """What has happened between the project and the person, newest first."""

    def __init__(self, story: ProjectStory, language: Language) -> None:
        super().__init__()
        self.title.setText(self.tr("What has happened"))
        for past in story.past:
            self.body.addWidget(self._row(past, language))
        self.all_button = self.add_button(self.tr("See all activity"))
        self.all_button.setVisible(story.past_count > len(story.past))

    def _row(self, past: Past, language: Language) -> QWidget:
        row = QWidget()
        lines = QVBoxLayout(row)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        when, said = QuietText(), Prose()
        unknown = self.tr("At a time that cannot be read")
        when.setText(unknown if past.when is None else short_moment_label(past.when, language))
        said.setText(past.sentence)
        lines.addWidget(when)
        lines.addWidget(said)
        for more in past.more:
            lines.addLayout(entry_row(more))
        return row


class AboutCard(TitledCard):
    """The project in its own words, shown when it is asked for."""

    def __init__(self, story: ProjectStory) -> None:
        super().__init__()
        self._parts = story.parts
        self._reading: Reading | None = None
        self.title.setText(self.tr("About the project"))
        facts = Facts()
        facts.set_facts(
            [
                (self.tr("Answers for the data"), story.responsible),
                (self.tr("Receives the data"), story.recipient),
                (self.tr("Version"), str(story.version)),
            ]
        )
        self.body.addWidget(facts)
        self.button = self.add_button(self.tr("Read what the project says"))
        self.button.clicked.connect(self._on_pressed)

    def _on_pressed(self) -> None:
        if self._reading is None:
            self._reading = Reading(self._parts)
            self.body.addWidget(self._reading)
            self.button.setText(self.tr("Hide what the project says"))
            return
        self.body.removeWidget(self._reading)
        self._reading.hide()
        self._reading.deleteLater()
        self._reading = None
        self.button.setText(self.tr("Read what the project says"))


def capital(words: str) -> str:
    """Return words that stand inside sentences elsewhere, to stand by themselves."""
    return f"{words[:1].upper()}{words[1:]}"


def marked(icon: str, name: str, text: str = "") -> QHBoxLayout:
    """Return a name beside a sign, with what belongs to it below."""
    row, words, title = QHBoxLayout(), QVBoxLayout(), Strong()
    row.setSpacing(12)
    words.setSpacing(0)
    title.setText(name)
    words.addWidget(title)
    if text:
        said = QuietText()
        said.setText(text)
        words.addWidget(said)
    row.addWidget(Icon(icon), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row
