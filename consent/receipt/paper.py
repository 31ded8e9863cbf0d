"""The receipt on paper: what a consent is, in words, for people.

``receipt_html`` and ``receipt_pdf`` write the same document, one for the screen, one for
the drawer (``docs/formats/receipt-paper.md``). Everything in it stands in the record; the
words around it are the catalogue's. Must not decide anything, and must not know the clock.
"""

from datetime import date

from consent.periods import local_day
from consent.receipt.paper_choices import no_part, options_part, time_part, yes_part
from consent.receipt.paper_document import PaperDocument
from consent.receipt.paper_html import write_html
from consent.receipt.paper_pdf import write_pdf
from consent.receipt.paper_proof import annex_part, check_part
from consent.receipt.paper_rights import ask_part, basis_part, regret_part, who_part
from consent.receipt.paper_standing import short_part, standing_part
from consent.receipt.paper_words import Speaker
from consent.receipt.record import ConsentRecord, Copy
from datadonor.audit.events import moment
from datadonor.texts import Language


def receipt_html(record: ConsentRecord, language: Language, made: date) -> bytes:
    """Return a receipt as one HTML file (UTF-8), complete in itself.

    Args:
        record: The consent, of whoever's copy it is.
        language: Of the receipt; the text agreed to stays in its own.
        made: Today in Denmark. The recipient's copy does not tell it.
    """
    return write_html(receipt_document(record, language, made))


def receipt_pdf(record: ConsentRecord, language: Language, made: date) -> bytes:
    """Return a receipt as tagged PDF (PDF/UA-1), A4.

    Args:
        record: The consent, of whoever's copy it is.
        language: Of the receipt; the text agreed to stays in its own.
        made: Today in Denmark. The recipient's copy does not tell it.

    Raises:
        PdfUnavailable: Nothing here makes PDF; HTML says the same.
        PdfNotMade: A fault of ours.
    """
    day = made if record.copy is Copy.DONOR else local_day(moment(record.state_at))
    return write_pdf(receipt_document(record, language, made), day)


def receipt_document(record: ConsentRecord, language: Language, made: date) -> PaperDocument:
    """Return what a receipt says, in reading order, without layout.

    Args:
        record: The consent, of whoever's copy it is.
        language: Of the receipt; the text agreed to stays in its own.
        made: Today in Denmark. The recipient's copy does not tell it.
    """
    speak = Speaker.of(record, language)
    parts = (
        standing_part(record, speak, made),
        short_part(record, speak),
        yes_part(record, speak),
        no_part(record, speak),
        options_part(record, speak),
        time_part(record, speak),
        regret_part(record, speak),
        ask_part(record, speak),
        basis_part(record, speak),
        who_part(record, speak),
        annex_part(record, speak),
        check_part(record, speak),
    )
    return PaperDocument(
        language=language,
        title=speak.tell(speak.now("title"), title=record.request.title.in_language(language)),
        kind=speak.tell(speak.now("kind")),
        foot=speak.say("foot", number=str(record.receipt_id)),
        parts=tuple(part for part in parts if part is not None),
    )
