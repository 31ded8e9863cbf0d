"""The one thing to do next, in a sentence, with the button that leads there."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from typing_extensions import override

from datadonor.texts import Language
from ui.activity_words import title_of
from ui.next_step import NextStep, Step
from ui.widgets.buttons import PrimaryButton
from ui.widgets.cards import Card
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.translated import Translated

_UNNAMED: Final = "–"


class NextStepCard(Translated, Card):
    """Is not there until there is something to say. The page's one primary button."""

    def __init__(self) -> None:
        super().__init__()
        self._step = NextStep(Step.NOTHING)
        self._language = Language.ENGLISH
        self._kicker = QuietText()
        self.title = SubHeading()
        self.text = Prose()
        self.button = PrimaryButton()
        self.body.setSpacing(4)
        for part in (self._kicker, self.title, self.text):
            self.body.addWidget(part)
        self.body.addSpacing(8)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_step(self, step: NextStep, language: Language) -> None:
        """Show what to do next."""
        self._step, self._language = step, language
        self.retranslate()
        self.show()

    @override
    def retranslate(self) -> None:
        step = self._step
        name = _UNNAMED if step.title is None else title_of(step.title, self._language)
        self._kicker.setText(self.tr("Next step"))
        title, text = self._sentences()[step.step]
        self.title.setText(title.replace("%1", name))
        self.text.setText(text)
        self.button.setText(self._verbs().get(step.step, ""))
        self.button.setVisible(step.place is not None)

    def _verbs(self) -> Mapping[Step, str]:
        return {
            Step.STOPPED: self.tr("See what can be &done"),
            Step.WORDS: self.tr("Make a &new sheet"),
            Step.NOTICE: self.tr("&Tell the recipient"),
            Step.WAITING: self.tr("&Send the donation"),
            Step.IMPORT: self.tr("&Bring in my data"),
            Step.CONTINUE: self.tr("&Go on"),
            Step.REQUEST: self.tr("&Look at the request"),
            Step.MORE: self.tr("&Look at what is new"),
            Step.PREVIEW: self.tr("&See what would be sent"),
            Step.BACKUP: self.tr("&Back up now"),
            Step.PROJECTS: self.tr("See &projects"),
            Step.ANSWER: self.tr("Look for &answers"),
        }

    def _sentences(self) -> Mapping[Step, tuple[str, str]]:
        return {**self._of_vault(), **self._of_projects()}

    def _of_vault(self) -> Mapping[Step, tuple[str, str]]:
        return {
            Step.STOPPED: (
                self.tr("Find out what is wrong with the log"),
                self.tr("Until then you can look at everything, and change nothing."),
            ),
            Step.WORDS: (
                self.tr("Get your recovery words on paper"),
                self.tr(
                    "You left before you had confirmed them. If you forget your passphrase, "
                    "nothing else opens your vault."
                ),
            ),
            Step.IMPORT: (
                self.tr("Bring in your health data"),
                self.tr(
                    "From your phone, your watch or your clinic. They stay on this computer "
                    "until you decide otherwise."
                ),
            ),
            Step.BACKUP: (
                self.tr("Back up your vault"),
                self.tr(
                    "There is no backup from the last three months. Put one on a USB stick, "
                    "in case the computer breaks."
                ),
            ),
            Step.NOTHING: (
                self.tr("There is nothing you need to do"),
                self.tr("Everything is in place."),
            ),
        }

    def _of_projects(self) -> Mapping[Step, tuple[str, str]]:
        return {
            Step.NOTICE: (
                self.tr("Tell the recipient that you have withdrawn your consent to “%1”"),
                self.tr("They have your data and do not know yet."),
            ),
            Step.WAITING: (
                self.tr("A donation to “%1” lies ready"),
                self.tr("It is packed and sealed, and has not been sent."),
            ),
            Step.CONTINUE: (
                self.tr("Finish your answer to “%1”"),
                self.tr("You had begun. What you chose has been kept."),
            ),
            Step.REQUEST: (
                self.tr("“%1” asks for your data"),
                self.tr("Read what they want. You decide, and no is as good as yes."),
            ),
            Step.MORE: (
                self.tr("“%1” asks for something more"),
                self.tr("What you said yes to still holds. See what is new, and decide."),
            ),
            Step.PREVIEW: (
                self.tr("Nothing has been sent to “%1” yet"),
                self.tr("You have said yes. See exactly what would leave your computer."),
            ),
            Step.PROJECTS: (
                self.tr("See which projects you can give data to"),
                self.tr("Looking at them sends nothing."),
            ),
            Step.ANSWER: (
                self.tr("“%1” has not answered yet"),
                self.tr("Look whether the recipient's receipt has come."),
            ),
        }
