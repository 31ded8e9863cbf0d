"""The report on a package, on paper: for whoever has to show what was checked and found.

The paper is that of receipts: tagged PDF (PDF/UA-1), or HTML that needs nothing else. It
tells what the window and the commands tell, and how to check it without believing us. Must
not know the clock, a window, a terminal.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Final, TypeVar

from consent.agreement import Part as Text
from consent.agreement import PartKind, parts_of
from consent.receipt.paper_document import (
    Block,
    Fact,
    Facts,
    PaperDocument,
    Paragraph,
    Part,
    Points,
    Spelt,
    Voice,
    with_texts,
)
from consent.receipt.paper_glyphs import STAND_IN, drawable
from consent.receipt.paper_html import write_html
from consent.receipt.paper_pdf import write_pdf
from consent.receipt.paper_words import groups_of
from consent.vocabulary import day_in_words
from datadonor.audit.events import moment
from datadonor.audit.package_findings import Rank
from datadonor.records.rollups import ZONE
from datadonor.texts import Language, text
from export.audit_package.account import Account
from export.audit_package.account_entries import (
    Decided,
    Found,
    Happening,
    Held,
    Refused,
    Released,
    Withdrawn,
)
from export.audit_package.judging import Report

MOST: Final = 300
"""So many of a kind stand on paper; the rest is counted. A table holds them all."""

_MOST_PLACES: Final = 20
_MOST_TEXTS: Final = 20
_BREAK: Final = "\N{ZERO WIDTH SPACE}"

_T = TypeVar("_T")


def report_pdf(report: Report, content: bytes, language: Language, made: date) -> bytes:
    """Return the report as tagged PDF, A4. The same arguments give the same bytes.

    Args:
        report: What was found.
        content: The package itself, whose digest the report names.
        language: Of the report; texts agreed to stay in their own.
        made: Today in Denmark.

    Raises:
        PdfUnavailable: Nothing here makes PDF; HTML says the same.
        PdfNotMade: A fault of ours.
    """
    return write_pdf(_drawn(report_document(report, content, language, made)), made)


def report_html(report: Report, content: bytes, language: Language, made: date) -> bytes:
    """Return the report as one HTML file (UTF-8); see ``report_pdf``."""
    return write_html(report_document(report, content, language, made))


def report_document(
    report: Report, content: bytes, language: Language, made: date
) -> PaperDocument:
    """Return what the report says, in reading order, without layout; see ``report_pdf``."""
    told = Account(report, language)
    texts = _texts(told)
    parts = (
        _result(told),
        _checked(told, made),
        _findings(told),
        _part(told, "releases", told.releases, _release),
        _part(told, "decisions", told.decisions, lambda it, each: _decision(it, each, texts)),
        _part(told, "mandates", told.mandates, _mandate) if told.mandates else None,
        _part(told, "refusals", told.refusals, _refusal),
        _part(told, "withdrawals", told.withdrawals, _withdrawal),
        _answers(told),
        _how_to_check(told, content),
        _annex(told, texts),
    )
    return PaperDocument(
        language=language,
        title=told.say("title"),
        kind=told.say("kind"),
        foot=told.say("foot", origin=report.package.log.key.partition("+")[0][-12:]),
        parts=tuple(part for part in parts if part is not None),
    )


# -- within ---------------------------------------------------------------------------


def _result(told: Account) -> Part:
    first, *others = told.statements
    title = told.say(f"verdict.{told.verdict}.title")
    return Part(
        told.say("result.heading"),
        (
            Paragraph(f"{title}.", Voice.LEAD),
            Paragraph(first),
            *(Paragraph(each) for each in others),
        ),
        is_notice=True,
    )


def _checked(told: Account, made: date) -> Part:
    report = told.report
    counts, project = report.package.manifest.log, report.package.manifest.project
    about = told.say("checked.everything")
    if project is not None:
        about = told.say("checked.one_project", project=told.title(project))
    parts = [
        f"{told.say(f'checked.{name}')}: {told.number(getattr(counts, name))}"
        for name in ("shown", "hidden", "erased")
    ]
    facts = (
        Fact(told.say("checked.made"), (_moment(told, report.package.manifest.made),)),
        Fact(told.say("checked.on"), (_day(told, made),)),
        Fact(told.say("checked.project"), (about,)),
        Fact(told.say("checked.size"), (told.number(counts.size), *parts)),
        Fact(told.say("checked.key"), (report.package.log.key,)),
    )
    tree = report.package.log.tree
    blocks: list[Block] = [
        Facts(facts),
        Spelt(told.say("checked.root"), groups_of(tree.root_at(tree.size).hex())),
    ]
    if report.registry.root_sha256 is not None:
        name = told.say("checked.registry")
        blocks.append(Spelt(name, groups_of(report.registry.root_sha256)))
    blocks.append(Paragraph(told.say("checked.times"), Voice.NOTE))
    return Part(told.say("checked.heading"), tuple(blocks))


def _findings(told: Account) -> Part:
    """Return what was found, by rank, the heaviest first."""
    heading = told.say("findings.heading")
    if not told.findings:
        return Part(heading, (Paragraph(told.say("findings.none")),))
    blocks: list[Block] = []
    for rank in Rank:
        found = [each for each in told.findings if each.rank is rank]
        if found:
            name = told.say(f"rank.{rank.name.lower()}")
            blocks.append(Part(name, tuple(_limited(told, found, _finding))))
    return Part(heading, tuple(blocks))


def _finding(told: Account, found: Found) -> Part:
    places = list(found.places[:_MOST_PLACES])
    if len(found.places) > _MOST_PLACES:
        places.append(told.say("more", count=told.number(len(found.places) - _MOST_PLACES)))
    facts = (
        Fact(told.say("findings.means"), (found.meaning,)),
        Fact(told.say("where.events"), (", ".join(places),)),
    )
    return Part(found.sentence, (Facts(facts),))


def _part(
    told: Account,
    name: str,
    things: Sequence[_T],
    draw: Callable[[Account, _T], Part],
) -> Part:
    heading = told.say(f"{name}.heading")
    if not things:
        return Part(heading, (Paragraph(told.say("none")),))
    return Part(heading, tuple(_limited(told, things, draw)))


def _limited(
    told: Account, things: Sequence[_T], draw: Callable[[Account, _T], Part]
) -> Iterator[Block]:
    for each in islice(things, MOST):
        yield draw(told, each)
    if len(things) > MOST:
        yield Paragraph(told.say("more", count=told.number(len(things) - MOST)), Voice.NOTE)


def _release(told: Account, release: Released) -> Part:
    covered = told.say("step.not_covered", why=release.why_not)
    if release.is_covered:
        by = release.by
        covered = told.say("step.covered" if by is None else "step.by", number=_place(told, by))
    facts = [
        *_at(told, release.at),
        Fact(told.say("releases.covered"), (covered,)),
        Fact(told.say("releases.bundle"), (release.bundle_sha256,)),
    ]
    if release.commitment:
        facts.append(Fact(told.say("releases.commitment"), (release.commitment,)))
    stamps = tuple(f"{each.host}: {_moment(told, each.at)}" for each in release.stamps)
    if stamps:
        facts.append(Fact(told.say("releases.stamp"), stamps))
    return Part(release.sentence, (Facts(tuple(facts)),))


def _decision(told: Account, decided: Decided, texts: Sequence[str]) -> Part:
    facts = [*_at(told, decided.at)]
    if decided.decided:
        facts.append(Fact(told.say("decisions.decided"), (_moment(told, decided.decided),)))
    facts.append(Fact(told.say("decisions.who"), (decided.who,)))
    for key, names in (("yes", decided.granted), ("no", decided.not_granted)):
        if names:
            facts.append(Fact(told.say(f"decisions.{key}"), (", ".join(names),)))
    if decided.signatures:
        facts.append(Fact(told.say("decisions.signed"), decided.signatures))
    if decided.pages:
        facts.append(Fact(told.say("decisions.paper"), (told.number(decided.pages),)))
    if decided.text_sha256 in texts:
        number = texts.index(decided.text_sha256) + 1
        said = told.say("decisions.annex", number=number)
        facts.append(Fact(told.say("decisions.words"), (said,)))
    for key in ("text", "request", "decision"):
        digest = getattr(decided, f"{key}_sha256")
        if digest:
            facts.append(Fact(told.say(f"decisions.{key}"), (digest,)))
    blocks: list[Block] = [Facts(tuple(facts))]
    if decided.is_withheld:
        blocks.append(Paragraph(f"{told.say('decisions.withheld')}.", Voice.NOTE))
    return Part(decided.sentence, tuple(blocks))


def _mandate(told: Account, held: Held) -> Part:
    facts = [
        Fact(told.say("mandate.basis"), (held.basis,)),
        Fact(told.say("mandate.since"), (held.since,)),
    ]
    if held.last_day:
        facts.append(Fact(told.say("mandate.last_day"), (held.last_day,)))
    if held.ended:
        facts.append(Fact(told.say("mandate.ended"), (held.ended,)))
    if held.is_joint:
        facts.append(Fact(told.say("mandate.how"), (told.say("mandate.jointly"),)))
    where = told.say("where.event", number=told.number(held.position))
    facts.append(Fact(told.say("where.events"), (where,)))
    return Part(held.sentence, (Facts(tuple(facts)),))


def _refusal(told: Account, refused: Refused) -> Part:
    return Part(refused.why, (Facts(tuple(_at(told, refused.at))),))


def _withdrawal(told: Account, withdrawn: Withdrawn) -> Part:
    facts = [*_at(told, withdrawn.at)]
    if withdrawn.item:
        facts.append(Fact(told.say("withdrawals.item"), (withdrawn.item,)))
    for number, (digest, signed) in enumerate(withdrawn.bundles[:MOST], start=1):
        lines = [f"{each.words}: {_moment(told, each.at)}" for each in signed]
        name = told.say("withdrawals.sent", number=number)
        facts.append(Fact(name, (digest, *(lines or [told.say("signed.nothing")]))))
    blocks: list[Block] = [Facts(tuple(facts))]
    if not withdrawn.bundles:
        blocks.append(Paragraph(told.say("withdrawals.nothing")))
    return Part(withdrawn.sentence, tuple(blocks))


def _answers(told: Account) -> Part:
    heading = told.say("answers.heading")
    if not told.answers:
        return Part(heading, (Paragraph(told.say("none")),))
    facts = tuple(
        Fact(f"{_moment(told, each.at)}, {each.title}", (each.statement,))
        for each in told.answers[:MOST]
    )
    blocks: list[Block] = [Facts(facts)]
    if len(told.answers) > MOST:
        more = told.say("more", count=told.number(len(told.answers) - MOST))
        blocks.append(Paragraph(more, Voice.NOTE))
    return Part(heading, tuple(blocks))


def _how_to_check(told: Account, content: bytes) -> Part:
    points = tuple(told.say(f"check.{key}") for key in ("program", "script", "compare"))
    return Part(
        told.say("check.heading"),
        (
            Paragraph(told.say("check.lead")),
            Points(points),
            Spelt(told.say("check.file"), groups_of(sha256(content).hexdigest())),
        ),
    )


def _texts(told: Account) -> tuple[str, ...]:
    """Return the digests of the texts that were agreed to and are here, each once."""
    found = dict.fromkeys(each.text_sha256 for each in told.decisions if each.text)
    return tuple(found)[:_MOST_TEXTS]


def _annex(told: Account, texts: Sequence[str]) -> Part | None:
    """Return the exact words of every text, numbered as the decisions name them."""
    if not texts:
        return None
    by_digest = {each.text_sha256: each for each in told.decisions if each.text}
    parts: list[Block] = []
    for number, digest in enumerate(texts, start=1):
        decided = by_digest[digest]
        other = None if decided.language is told.language else decided.language
        title, *lines = list(parts_of(decided.text)) or [Text(PartKind.TITLE, digest)]
        whole = Part(title.text, tuple(_lines(lines)), language=other)
        parts.append(Part(told.say("annex.number", number=number), (whole,)))
    return Part(told.say("annex.heading"), tuple(parts), is_set_apart=True)


def _lines(agreed: Iterable[Text]) -> Iterator[Block]:
    """Yield a text as it was laid out; its headings stand as lines of their own."""
    points: list[str] = []
    for kind, said in agreed:
        if kind is PartKind.ENTRY:
            points.append(said)
            continue
        if points:
            yield Points(tuple(points))
            points = []
        yield Paragraph(said, Voice.PLAIN if kind is PartKind.PARAGRAPH else Voice.LEAD)
    if points:
        yield Points(tuple(points))


def _at(told: Account, at: Happening) -> Iterator[Fact]:
    """Yield when something was recorded and where in the log, and about what it is."""
    where = told.say("where.event", number=told.number(at.position))
    yield Fact(told.say("decisions.when"), (f"{_moment(told, at.recorded)} ({where})",))
    if at.title:
        yield Fact(told.say("checked.project"), (at.title,))


def _place(told: Account, position: int | None) -> str:
    return "" if position is None else told.number(position)


def _day(told: Account, day: date) -> str:
    return day_in_words(day).in_language(told.language)


def _moment(told: Account, recorded: str) -> str:
    when = moment(recorded).astimezone(ZONE)
    facts = {"hour": f"{when:%H}", "minute": f"{when:%M}"}
    return text("audit_report.moment", told.language, day=_day(told, when.date()), **facts)


def _drawn(document: PaperDocument) -> PaperDocument:
    """Replace what the fonts of the paper cannot draw, and say so in words of a report's."""
    replaced = 0

    def draw(written: str) -> str:
        nonlocal replaced
        drawn = drawable(written)
        replaced += drawn.replaced
        # Places to break at are put in again where the paper is written.
        return drawn.text.replace(_BREAK, "")

    drawn = with_texts(document, draw)
    if not replaced:
        return drawn
    note = text("audit_report.replaced", document.language, count=replaced, sign=STAND_IN)
    first, *others = drawn.parts
    first = replace(first, blocks=(*first.blocks, Paragraph(note, Voice.NOTE)))
    return replace(drawn, parts=(first, *others))
