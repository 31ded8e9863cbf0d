"""What a citizen reads of a draft: the text that is agreed to, as far as it is written. No Qt."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from consent.agreement import Part, agreement_opening, agreement_sections
from consent.request import ProjectRequest
from datadonor.errors import DatadonorError
from datadonor.registry.targets import Recipient
from datadonor.texts import Language
from export.receiving.keys_folder import read_record, recipient_of
from ui.researching_draft import BLANK, Look
from ui.researching_form import Section

_SHOWN: Final[Mapping[Section, tuple[str, ...]]] = {
    Section.PARTIES: ("who",),
    Section.PURPOSE: ("about", "use"),
    Section.DATA: ("data", "person"),
    Section.TIME: ("often", "kept"),
    Section.RIGHTS: ("options", "regret", "rights"),
    Section.QUESTIONS: ("questionnaires", "questions"),
}
"""Which sections of the citizen's text a section of the form is read in; of others, all."""


def recipient_beside(keys: Path) -> Recipient | None:
    """Return who gets the data, as the record beside the keys says; nothing if it does not yet."""
    try:
        record = read_record(keys)
        return recipient_of(keys, ()) if record.get("id") and record.get("name") else None
    except DatadonorError:  # whoever needs the keys is told then
        return None


def citizen_parts(
    looked: Look, recipient: Recipient | None, section: Section, language: Language
) -> tuple[Part, ...]:
    """Return what a citizen reads of a section of the form; of the last one, all of it.

    Args:
        looked: The draft. A dash stands for each sentence that rests on what is missing.
        recipient: Who gets the data, if it is known.
        section: Of the form.
        language: Danish or English.
    """
    if looked.request is None:
        return ()
    parts = _parts(looked.request, recipient, section, language)
    if looked.other is None:
        return parts
    return tuple(_dashed(parts, _parts(looked.other, recipient, section, language)))


def _parts(
    request: ProjectRequest, recipient: Recipient | None, section: Section, language: Language
) -> tuple[Part, ...]:
    shown = _SHOWN.get(section)
    known = recipient if recipient is not None and recipient.id == request.recipient else None
    sections = agreement_sections(request, known, language)
    parts = [part for each in sections if shown is None or each.id in shown for part in each.parts]
    opening = agreement_opening(request, language) if shown in (None, ("who",)) else ()
    return (*opening, *parts)


def _dashed(parts: Sequence[Part], others: Sequence[Part]) -> Iterator[Part]:
    """Yield what both readings have in common, and dashes for the rest."""
    matcher = SequenceMatcher(None, parts, others, autojunk=False)
    for tag, start, end, _, _ in matcher.get_opcodes():
        for part in parts[start:end]:
            yield part if tag == "equal" else Part(part.kind, BLANK)
