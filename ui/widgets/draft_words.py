"""What the parts and fields of a request's form are called, and what helps to fill them in."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from ui.researching_form import (
    Block,
    FieldSpec,
    Section,
    Values,
    blocks_of,
    entry_for,
    section_of,
)


class DraftWords(QObject):
    """Speaks the language in force."""

    def section(self, section: Section) -> str:
        """Return what a section is called, for a chip."""
        return {
            Section.PARTIES: self.tr("Who asks"),
            Section.PURPOSE: self.tr("What for"),
            Section.DATA: self.tr("Which data"),
            Section.TIME: self.tr("How long"),
            Section.RIGHTS: self.tr("Second thoughts"),
            Section.QUESTIONS: self.tr("Questions"),
            Section.SIGNING: self.tr("Check and sign"),
        }[section]

    def block(self, block: Block) -> str:
        """Return the title of a block; those of which there are several are numbered."""
        number = "" if block.at is None else str(int(block.at[-1]) + 1)
        return {
            "title": self.tr("What the project is called"),
            "list": self.tr("In the list of approved projects"),
            "controller": self.tr("Who answers for the data"),
            "investigator": self.tr("The researcher in charge"),
            "ethics": self.tr("The ethics committee’s approval"),
            "complaints": self.tr("Where one can complain"),
            "summary": self.tr("What it is about"),
            "purposes": self.tr("What the data may be used for"),
            "data_use": self.tr("Conditions of use"),
            "legal_basis": self.tr("The legal basis"),
            "item": self.tr("Data %1"),
            "demographics": self.tr("About the person"),
            "frequency": self.tr("How often data are sent"),
            "valid_until": self.tr("How long one can answer"),
            "retention": self.tr("How long you keep the data"),
            "storage_location": self.tr("Where you keep the data"),
            "withdrawal": self.tr("When somebody changes their mind"),
            "options": self.tr("What one can say yes to besides"),
            "option": self.tr("What it means"),
            "question": self.tr("Question %1"),
            "questionnaire": self.tr("Questionnaire %1"),
        }[block.name].replace("%1", number)

    def entry(self, where: str, values: Values) -> str:
        """Return the title of the one of several in which a place lies; nothing if in none."""
        at = entry_for(where, values)
        found = (block for block in blocks_of(section_of(where), values) if block.at == at)
        return "" if at is None else self.block(next(found))

    def help(self, block: Block) -> str:
        """Return what helps to fill in a block; nothing where its fields say it all."""
        return {
            "list": self.tr("The operator knows both names. They are never changed later."),
            "ethics": self.tr("Leave all three empty if no committee had to be asked."),
            "summary": self.tr(
                "Short sentences, plain words, the same paragraphs in both languages. Say what "
                "you will find out, what taking part asks, what may be bad about it, how the data "
                "are protected, that it is voluntary, and how one withdraws."
            ),
            "item": self.tr("Ask for no more, and nothing finer, than the purpose needs."),
            "withdrawal": self.tr(
                "What becomes of data already sent. The citizen reads it before answering."
            ),
            "options": self.tr("Each becomes a question of its own. Nothing is ticked beforehand."),
            "question": self.tr(
                "Shows the citizen whether the text was understood. The answers are never sent."
            ),
            "questionnaire": self.tr(
                "Made in another program, and kept as it came. To change it, remove it here and "
                "add it anew."
            ),
        }.get(block.name, "")

    def field(self, field: FieldSpec) -> str:
        """Return what a field is called; nothing where the block's title says it."""
        labels = {**self._of_parties(), **self._of_data(), **self._of_questions()}
        form = field.form
        if form.startswith("comprehension.*.answers"):
            number = str(int(field.path[-2]) + 1)
            in_danish = form.endswith("da")
            label = (
                self.tr("Answer %1, in Danish") if in_danish else self.tr("Answer %1, in English")
            )
            return label.replace("%1", number)
        return labels.get(form, "")

    def hint(self, field: FieldSpec) -> str:
        """Return a short example of what is written; nothing for most."""
        return {
            "id": self.tr("Letters, digits, dot and hyphen"),
            "items.*.id": self.tr("Letters, digits, dot and hyphen"),
            "version": self.tr("One higher for each change"),
            "controller.cvr": self.tr("Eight digits"),
            "retention.duration": self.tr("A number, such as 5"),
            "storage_location": self.tr("Country and place"),
            "complaints.contact": self.tr("An address on the web, or an e-mail"),
            "items.*.types": self.tr("Nothing chosen means all of it"),
        }.get(field.form, "")

    def day(self) -> str:
        """Return how a day is written."""
        return self.tr("YYYY-MM-DD")

    def some(self, field: FieldSpec, count: int) -> str:
        """Return the words of the button that shows many choices."""
        if field.form == "items.*.types":
            return self.tr("Choose only some of %n kind(s)", "", count)
        return self.tr("Choose among %n …", "", count)

    def none(self) -> str:
        """Return what stands where one of many is still to be chosen."""
        return self.tr("Choose …")

    def needed(self) -> list[tuple[str, str]]:
        """Return the answers to whether one can take part without something."""
        return [
            ("no", self.tr("Yes, one can say no to it")),
            ("yes", self.tr("No, it is needed")),
        ]

    def add(self, section: Section) -> str:
        """Return the words of the button that adds one more."""
        return self.tr("Add data") if section is Section.DATA else self.tr("Add a question")

    def add_file(self) -> str:
        """Return the words of the button that adds a questionnaire made elsewhere."""
        return self.tr("Add a questionnaire from a file …")

    def remove(self, block: Block) -> str:
        """Return the words of the button that removes one of several."""
        return self.tr("Remove “%1”").replace("%1", self.block(block))

    def _of_parties(self) -> Mapping[str, str]:
        return {
            "title.da": self.tr("Title in Danish"),
            "title.en": self.tr("Title in English"),
            "id": self.tr("The project’s name in the list"),
            "version": self.tr("Version"),
            "recipient": self.tr("Your own name in the list"),
            "controller.name": self.tr("Name"),
            "controller.cvr": self.tr("CVR number, if there is one"),
            "controller.address": self.tr("Address"),
            "controller.contact": self.tr("E-mail or telephone"),
            "controller.dpo": self.tr("Data protection officer"),
            "investigator.name": self.tr("Name"),
            "investigator.title": self.tr("Job title"),
            "investigator.organisation": self.tr("Organisation"),
            "investigator.contact": self.tr("E-mail or telephone"),
            "ethics.committee": self.tr("Committee"),
            "ethics.case_number": self.tr("Case number"),
            "ethics.approved_on": self.tr("Day of the approval"),
            "complaints.name": self.tr("Authority"),
            "complaints.contact": self.tr("How to reach it"),
            "summary.da": self.tr("In Danish"),
            "summary.en": self.tr("In English"),
        }

    def _of_data(self) -> Mapping[str, str]:
        return {
            "items.*.category": self.tr("Kind of data"),
            "items.*.id": self.tr("Short name of your own"),
            "items.*.types": self.tr("Which of it"),
            "items.*.why.da": self.tr("Why you need it, in Danish"),
            "items.*.why.en": self.tr("Why you need it, in English"),
            "items.*.required": self.tr("Can one take part without it?"),
            "items.*.window.from": self.tr("First day"),
            "items.*.window.until": self.tr("Last day"),
            "items.*.finest_resolution": self.tr("How fine at most"),
            "items.*.dates": self.tr("What becomes of the dates"),
            "frequency": self.tr("How often"),
            "until": self.tr("Last day on which data are sent"),
            "valid_until": self.tr("Last day on which one can answer"),
            "retention.duration": self.tr("Years after you got them"),
            "retention.until": self.tr("Or until a certain day"),
            "retention.then": self.tr("And then"),
            "storage_location": self.tr("Place"),
        }

    def _of_questions(self) -> Mapping[str, str]:
        return {
            "legal_basis": self.tr("Legal basis"),
            "withdrawal.effect": self.tr("What happens"),
            "withdrawal.text.da": self.tr("In your own words, in Danish"),
            "withdrawal.text.en": self.tr("In your own words, in English"),
            "options.*.text.da": self.tr("In Danish"),
            "options.*.text.en": self.tr("In English"),
            "comprehension.*.question.da": self.tr("Question in Danish"),
            "comprehension.*.question.en": self.tr("Question in English"),
            "comprehension.*.correct": self.tr("The right answer"),
            "comprehension.*.explanation.da": self.tr("Explanation in Danish"),
            "comprehension.*.explanation.en": self.tr("Explanation in English"),
        }
