"""What a receipt holds to be checked by: the text agreed to, and the digests.

The QR code holds ``datadonor:receipt:1:`` with the receipt's id and the SHA-256 of the
text, parted by a colon: nothing that is not printed beside it, and nothing about health.
"""

from collections.abc import Sequence
from typing import Final

from consent.agreement import Part as AgreedPart
from consent.agreement import PartKind, parts_of
from consent.receipt.paper_document import (
    Block,
    Fact,
    Facts,
    Paragraph,
    Part,
    Points,
    ScanCode,
    Spelt,
)
from consent.receipt.paper_words import Speaker, groups_of
from consent.receipt.record import ConsentRecord

CODE_PREFIX: Final = "datadonor:receipt:1:"
"""How what a scanner reads begins; the number is the version of its form."""

_BODY: Final = 3
_DEPTHS: Final = {PartKind.TITLE: 0, PartKind.HEADING: 1, PartKind.SUBHEADING: 2}


def code_payload(record: ConsentRecord) -> str:
    """Return what a scanner reads from the printed code."""
    return f"{CODE_PREFIX}{record.receipt_id}:{record.text_sha256}"


def annex_part(record: ConsentRecord, speak: Speaker) -> Part:
    """Return the whole text that was agreed to, in the language it was shown in."""
    intro = Paragraph(speak.say(f"annex.in_{record.language}"))
    parts = list(parts_of(record.text))
    title = record.request.title.in_language(record.language)
    if parts and parts[0].kind is PartKind.TITLE:
        title = parts.pop(0).text
    other = None if record.language is speak.language else record.language
    whole = Part(title, _outline(parts), language=other)
    return Part(speak.decided("annex.heading"), (intro, whole), is_set_apart=True)


def check_part(record: ConsentRecord, speak: Speaker) -> Part:
    """Return the numbers and digests by which a receipt is checked."""
    facts = [
        Fact(speak.say("check.receipt"), (str(record.receipt_id),)),
        Fact(speak.say("check.consent"), (str(record.consent_id),)),
        Fact(speak.say("check.decided"), (speak.moment(record.given_at),)),
    ]
    if record.given_recorded_at != record.given_at:
        facts.append(Fact(speak.say("check.recorded"), (speak.moment(record.given_recorded_at),)))
    facts.append(Fact(speak.say("check.since"), (speak.moment(record.state_at),)))
    if record.log_position is not None:
        facts.append(Fact(speak.say("check.log"), (str(record.log_position),)))
    digests = [("text", record.text_sha256), ("request", record.request_sha256)]
    if record.decision_sha256 is not None:
        digests.append(("decision", record.decision_sha256))
    return Part(
        speak.say("check.heading"),
        (
            Facts(tuple(facts)),
            Paragraph(speak.say("check.lead")),
            *(Spelt(speak.say(f"check.{name}"), groups_of(digest)) for name, digest in digests),
            ScanCode(
                code_payload(record),
                speak.say("check.code_spoken"),
                speak.say("check.code_caption"),
            ),
        ),
        is_set_apart=True,
    )


def _outline(parts: Sequence[AgreedPart]) -> tuple[Block, ...]:
    """Put what stands under a heading into its part, and entries in a row into a list."""
    blocks: list[Block] = []
    at = 0
    while at < len(parts):
        kind, said = parts[at]
        depth = _DEPTHS.get(kind, _BODY)
        end = at + 1
        if depth < _BODY:
            while end < len(parts) and _DEPTHS.get(parts[end].kind, _BODY) > depth:
                end += 1
            blocks.append(Part(said, _outline(parts[at + 1 : end])))
        elif kind is PartKind.ENTRY:
            while end < len(parts) and parts[end].kind is PartKind.ENTRY:
                end += 1
            blocks.append(Points(tuple(each.text for each in parts[at:end])))
        else:
            blocks.append(Paragraph(said))
        at = end
    return tuple(blocks)
