"""The parts of the overview: keys, requests, what has come, and what waits for a person."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal

from datadonor.texts import Language
from export.receiving.by_hand import ByHand
from export.receiving.standing import Held, Standing
from ui.calendar_words import short_day_label
from ui.researching import (
    KeysCard,
    NextStep,
    RequestLine,
    damage_sentences,
    refused_sentences,
)
from ui.widgets.buttons import PlainButton, PrimaryButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.labels import QuietText, SubHeading
from ui.widgets.naming import named
from ui.widgets.project_parts import marked
from ui.widgets.secret import PassphraseField
from ui.widgets.titled_card import TitledCard


class KeysView(TitledCard):
    """Whose keys are in use, and what the operator still needs."""

    def __init__(self, card: KeysCard, folder: str) -> None:
        super().__init__()
        self.title.setText(self.tr("Your keys"))
        facts = Facts()
        facts.set_facts(
            [
                (self.tr("Recipient"), card.name or self.tr("Not filled in yet")),
                (self.tr("Folder"), folder),
                (self.tr("The signing key in words"), " ".join(card.words)),
            ]
        )
        self.body.addWidget(facts)
        self.say(
            self.tr(
                "Give the file recipient.json to the operator of the list, and read the words to "
                "them on the telephone. The two .key files are for nobody but you."
            ),
            is_quiet=True,
        )
        if card.lacks:
            names = self._fields()
            missing = ", ".join(names[each] for each in card.lacks)
            self.say(self.tr("The record does not say yet: %1.").replace("%1", missing))
        self.other_button = self.add_button(self.tr("Use other keys"))

    def _fields(self) -> Mapping[str, str]:
        return {
            "id": self.tr("your short name"),
            "name": self.tr("what you are called"),
            "kind": self.tr("what you are"),
            "delivery": self.tr("where bundles are to come"),
            "answers_url": self.tr("where your answers lie"),
            "valid_until": self.tr("how long the record holds"),
        }


class RequestsView(TitledCard):
    """The requests that were signed with the keys."""

    def __init__(self, requests: tuple[RequestLine, ...], language: Language) -> None:
        super().__init__()
        self.title.setText(self.tr("Requests that you have signed"))
        if not requests:
            self.say(self.tr("None yet."))
        for line in requests:
            day = short_day_label(line.valid_until, language)
            until = self.tr("can be answered until %1") if line.is_open else self.tr("ended on %1")
            version = self.tr("Version %1").replace("%1", str(line.version))
            detail = f"{version} · {until.replace('%1', day)}"
            self.body.addLayout(marked("file-text", line.title, detail))
        self.write_button = self.add_button(self.tr("Write a request"))


class ArrivedView(TitledCard):
    """What lies in the inbox, and what was filed."""

    def __init__(self, standing: Standing, language: Language) -> None:
        super().__init__()
        self.title.setText(self.tr("What has come"))
        facts = Facts()
        waiting = self.tr("%n file(s)", "", standing.inbox.sealed + standing.inbox.notices)
        facts.set_facts(
            [
                (self.tr("Waiting in the inbox"), waiting),
                (self.tr("Withdrawals that can be seen"), str(standing.inbox.notices or "")),
                *((held.project, self._held(held)) for held in standing.held),
                (self.tr("Answers that lie ready"), str(standing.answers)),
            ]
        )
        self.body.addWidget(facts)
        damage = damage_sentences(standing, language)
        if damage is not None:
            self.body.addLayout(marked("triangle-alert", *damage))
        self.receive_button = self.add_button(self.tr("Receive data"))

    def _held(self, held: Held) -> str:
        said = [
            self.tr("%n donor(s)", "", held.donors),
            self.tr("%n bundle(s)", "", held.bundles),
        ]
        if held.gone:
            said.append(self.tr("%n removed", "", held.gone))
        if held.withdrawn:
            said.append(self.tr("%n withdrawal(s)", "", held.withdrawn))
        return " · ".join(said)


class ByHandView(TitledCard):
    """Items that a person is to take out, each with the words that say that it was done."""

    done = Signal(str)
    """The notice whose item was taken out."""

    def __init__(self, waiting: tuple[tuple[str, ByHand], ...]) -> None:
        super().__init__()
        self.title.setText(self.tr("To be taken out by hand"))
        self.buttons: dict[str, PlainButton] = {}
        self.say(
            self.tr(
                "A citizen has taken back part of a yes. Take it out of the folder of what was "
                "filed, and out of everything that you made of it. Then sign that it was done; "
                "the citizen gets the answer."
            )
        )
        self.passphrase = PassphraseField()
        self.passphrase.set_label(self.tr("The keys’ &passphrase"))
        self.body.addWidget(self.passphrase)
        for notice, asked in waiting:
            about = f"{asked.project} / {asked.pseudonym}"
            until = self.tr("“%1”, in bundles up to number %2")
            until = until.replace("%1", asked.item).replace("%2", str(asked.through_sequence))
            self.body.addLayout(marked("pencil", until, about))
            button = self.buttons[notice] = self.add_button(self.tr("It is taken out: sign it"))
            button.setAccessibleName(named(button.text(), f"{until}. {about}"))
            button.clicked.connect(partial(self.done.emit, notice))


class RefusedView(TitledCard):
    """What lies in quarantine, with its reason."""

    def __init__(self, standing: Standing, language: Language) -> None:
        super().__init__()
        self.title.setText(self.tr("Put aside, because it could not be taken in"))
        self.say(
            self.tr(
                "Each lies sealed in the folder _quarantine of what was filed. When its reason is "
                "gone, put the file back into the inbox."
            )
        )
        for refused in standing.refused:
            what, remedy = refused_sentences(refused, language)
            whose = "" if refused.whose is None else f"{refused.whose[0]} / {refused.whose[1]}"
            number = self.tr("File %1 …").replace("%1", refused.sha256[:12])
            detail = "\n".join(filter(None, (remedy, whose, number)))
            self.body.addLayout(marked("triangle-alert", what, detail))


class NextStepView(Card):
    """What is to be done next, in one sentence, with the button that leads there."""

    def __init__(self, step: NextStep) -> None:
        super().__init__()
        kicker, said = QuietText(), SubHeading()
        kicker.setText(self.tr("Next step"))
        sentence, verb = self._words()[step]
        said.setText(sentence)
        self.body.setSpacing(4)
        self.body.addWidget(kicker)
        self.body.addWidget(said)
        self.button: PrimaryButton | None = None
        if verb:
            self.button = PrimaryButton()
            self.button.setText(verb)
            self.body.addSpacing(8)
            self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _words(self) -> Mapping[NextStep, tuple[str, str]]:
        return {
            NextStep.BY_HAND: (
                self.tr("Something that a citizen took back is to be taken out by hand."),
                self.tr("See what"),
            ),
            NextStep.COLLECT: (
                self.tr("Something has come. Empty the inbox, so that the citizens get answers."),
                self.tr("Empty the inbox"),
            ),
            NextStep.COMPLETE_RECORD: (
                self.tr(
                    "Fill in your record, and give it to the operator of the list. Meanwhile you "
                    "can write your first request."
                ),
                self.tr("Write your first request"),
            ),
            NextStep.WRITE_REQUEST: (
                self.tr("Write your first request, check it and sign it."),
                self.tr("Write your first request"),
            ),
            NextStep.LOOK_AT_REFUSED: (
                self.tr("Look at what was put aside, and why."),
                self.tr("See what"),
            ),
            NextStep.WAIT: (self.tr("Nothing waits for you now."), ""),
        }
