"""What a request says: of an approved one its own text, of any other only who it claims to be."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from consent.agreement import Part
from consent.request import SignedRequest
from datadonor.texts import Language, text
from ui.calendar_words import short_day_label, span_label
from ui.offered import Asked, Offered, ToPractise, Verdict, title_of
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card, CardButton
from ui.widgets.column import Column
from ui.widgets.facts import Facts
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.project_parts import capital, marked
from ui.widgets.reading import Reading
from ui.widgets.translated import Translated

_ICONS: Final = {
    "activity": "footprints",
    "conditions": "stethoscope",
    "heart": "heart-pulse",
    "laboratory": "flask-conical",
    "medication": "pill",
    "sleep": "bed",
}
"""Drawings of some categories; the words beside them say it all."""


class WhoCard(Card):
    """Who asks, who gets the data, and who has looked at it."""

    def __init__(self, offered: Offered, signed: SignedRequest, language: Language) -> None:
        super().__init__()
        request = signed.request
        ethics = request.ethics
        approved = ""
        if ethics is not None:
            said = self.tr("%1, %2, case number %3")
            approved = said.replace("%1", ethics.committee).replace("%3", ethics.case_number)
            approved = approved.replace("%2", short_day_label(ethics.approved_on, language))
        often = text(f"request_words.frequency.{request.frequency}", language)
        title, facts = SubHeading(), Facts()
        title.setText(title_of(signed, language))
        facts.set_facts(
            [
                (self.tr("Who asks"), request.controller.name),
                (self.tr("Who receives the data"), offered.recipient),
                (self.tr("Researcher in charge"), request.investigator.name),
                (self.tr("Contact"), request.controller.contact),
                (self.tr("Ethics committee"), approved),
                (self.tr("How often"), capital(often)),
                (self.tr("Can be answered until"), short_day_label(request.valid_until, language)),
                (self.tr("Version"), str(request.version)),
            ]
        )
        self.body.addWidget(title)
        self.body.addWidget(facts)


class AskedCard(Card):
    """What is asked for, one thing below the other."""

    def __init__(self, items: Sequence[Asked], language: Language) -> None:
        super().__init__()
        title, note = SubHeading(), QuietText()
        title.setText(self.tr("What they ask for"))
        self.body.addWidget(title)
        for item in items:
            need = self.tr("Needed to take part") if item.is_needed else self.tr("You can say no")
            days = span_label(item.window.from_, item.window.until, language)
            facts = " · ".join((need, capital(item.resolution), days))
            self.body.addLayout(
                marked(_ICONS.get(item.category, "file-text"), item.name, f"{facts}\n{item.why}")
            )
        note.setText(
            self.tr("When you answer you can give less: fewer things, fewer days, or coarser.")
        )
        self.body.addWidget(note)


class TextCard(Card):
    """A part of the request's own text."""

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__()
        self.body.addWidget(Reading(parts))


class LaterCard(Card):
    """Another day is an answer, too."""

    def __init__(self) -> None:
        super().__init__()
        title, said = SubHeading(), Prose()
        self.button = PlainButton()
        title.setText(self.tr("You need not decide now"))
        said.setText(
            self.tr("Keep the request, talk to somebody you trust, and come back when you like.")
        )
        self.button.setText(self.tr("Keep it and decide later"))
        self.body.addWidget(title)
        self.body.addWidget(said)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


class ClaimCard(Card):
    """What a request that is not approved says of itself: nobody has looked at it."""

    def __init__(self, offered: Offered, signed: SignedRequest, language: Language) -> None:
        super().__init__()
        request = signed.request
        title, note, facts = SubHeading(), Prose(), Facts()
        title.setText(self.tr("What the file says of itself"))
        note.setText(self.tr("Nobody has checked that this is true."))
        facts.set_facts(
            [
                (self.tr("Project"), title_of(signed, language)),
                (self.tr("Who says that they ask"), request.controller.name),
                (self.tr("Version"), str(request.version)),
            ]
        )
        is_unknown = offered.verdict not in {Verdict.REVOKED, Verdict.ENDED}
        for part in (title, note, facts) if is_unknown else (title, facts):
            self.body.addWidget(part)


class PractiseCard(Translated, Card):
    """The made-up requests of a practice, and one that is to be stopped."""

    chosen = Signal(str)
    """The path of a made-up request."""

    def __init__(self) -> None:
        super().__init__()
        self._found: ToPractise | None = None
        self._title, self._lead = SubHeading(), Prose()
        self.buttons = Column(8)
        for part in (self._title, self._lead, self.buttons):
            self.body.addWidget(part)

    def show_requests(self, found: ToPractise) -> None:
        """Offer them."""
        self._found = found
        self.retranslate()

    @override
    def retranslate(self) -> None:
        if self._found is None:
            return
        self._title.setText(self.tr("Made-up requests to practise with"))
        self._lead.setText(self.tr("They are like those that come in an e-mail."))
        cards = []
        for path, title in self._found.requests:
            card = CardButton(title, self.tr("A made-up project that is on the list."), "file-text")
            card.clicked.connect(lambda _=False, path=path: self.chosen.emit(str(path)))
            cards.append(card)
        stranger = CardButton(
            self.tr("A request from a stranger"),
            self.tr("Nobody has approved it. See how it is stopped."),
            "shield-alert",
        )
        path = self._found.stranger
        stranger.clicked.connect(lambda _=False, path=path: self.chosen.emit(str(path)))
        self.buttons.fill([*cards, stranger])
