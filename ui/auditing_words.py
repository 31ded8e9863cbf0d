"""What a checked package tells, as lines of a list and as what stands behind each line.

Moments are written by this computer's clock, as on every page. Labels are those of the
report on paper (``audit_report`` in the catalogue), so that both are read as one.
"""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from datadonor.audit import events
from export.audit_package.account import Account
from export.audit_package.account_entries import (
    Answered,
    Decided,
    Happening,
    Held,
    Refused,
    Released,
    Withdrawn,
)
from ui.activity import ActivityRow
from ui.activity_words import auditor_facts
from ui.auditing import Examined, Row, Section
from ui.translation import local_time

Pairs = tuple[tuple[str, str], ...]

_GROUP = 8


class Line(NamedTuple):
    """One line of a list: when, what, and a last word about it."""

    when: str
    what: str
    last: str

    @property
    def spoken(self) -> str:
        """The line as one sentence: a cell is read without its row."""
        return ". ".join(filter(None, (self.what.rstrip("."), self.last.rstrip("."), self.when)))


class Detail(NamedTuple):
    """What stands behind a line.

    Attributes:
        sentence: What it is.
        facts: Label and value of each thing that is known.
        numbers: Those that are for comparing: digests and places.
        words: A text that was agreed to, as it was kept.
        leads_to: The place in the log of what it rests on, if that is another one.
    """

    sentence: str
    facts: Pairs
    numbers: Pairs
    words: str = ""
    leads_to: int | None = None


# -- lines --------------------------------------------------------------------------------


def headings(section: Section) -> tuple[str, str, str]:
    """Return the titles of the columns of a section's list."""
    when = QCoreApplication.translate("AuditingWords", "When")
    what = QCoreApplication.translate("AuditingWords", "What happened")
    last = {
        Section.DECISIONS: QCoreApplication.translate("AuditingWords", "Who"),
        Section.EVENTS: QCoreApplication.translate("AuditingWords", "Who"),
        Section.RELEASES: QCoreApplication.translate("AuditingWords", "Was it allowed?"),
        Section.WITHDRAWALS: QCoreApplication.translate("AuditingWords", "What the recipient says"),
        Section.ANSWERS: QCoreApplication.translate("AuditingWords", "Answer"),
        Section.MANDATES: QCoreApplication.translate("AuditingWords", "By which right"),
    }
    if section is Section.MANDATES:
        when = QCoreApplication.translate("AuditingWords", "From")
    empty = QCoreApplication.translate("AuditingWords", "Project")
    return when, what, last.get(section, empty)


def line(account: Account, section: Section, number: int) -> Line:
    """Return one line, by its number, of a section that is no list of findings or events."""
    match section:
        case Section.RELEASES:
            release = account.releases[number]
            return _line(account, release.at, release.sentence, covered(account, release))
        case Section.DECISIONS:
            decided = account.decisions[number]
            return _line(account, decided.at, decided.sentence, decided.who)
        case Section.MANDATES:
            held = account.mandates[number]
            return Line(held.since, held.sentence, held.basis)
        case Section.REFUSALS:
            refused = account.refusals[number]
            when = local_time(refused.at.recorded, account.language)
            return Line(when, refused.why, refused.at.title)
        case Section.WITHDRAWALS:
            withdrawn = account.withdrawals[number]
            return _line(account, withdrawn.at, withdrawn.sentence, _proof(account, withdrawn))
        case _:
            answer = account.answers[number]
            said = _named(account, answer.title, answer.statement)
            return Line(local_time(answer.at, account.language), said, answer.words)


def event_line(account: Account, row: Row) -> Line:
    """Return the line of one place of the log."""
    if row.event is None:
        return Line("", _absent(account, row), "")
    when = local_time(row.event.when.recorded, account.language)
    return Line(
        when, _named(account, row.title, account.words(row.event)), account.who(row.event.who)
    )


def covered(account: Account, release: Released) -> str:
    """Say whether a release was covered, and if not why."""
    if release.is_covered:
        return account.say("step.covered")
    return account.say("step.not_covered", why=release.why_not)


# -- details ------------------------------------------------------------------------------


def details(account: Account, section: Section, number: int) -> Detail:
    """Return what stands behind a line of a section that is no list of findings or events."""
    match section:
        case Section.RELEASES:
            return _of_release(account, account.releases[number])
        case Section.DECISIONS:
            return _of_decision(account, account.decisions[number])
        case Section.MANDATES:
            return _of_mandate(account, account.mandates[number])
        case Section.REFUSALS:
            return _of_refusal(account, account.refusals[number])
        case Section.WITHDRAWALS:
            return _of_withdrawal(account, account.withdrawals[number])
        case _:
            return _of_answer(account, account.answers[number])


def event_detail(account: Account, row: Row) -> Detail:
    """Return what stands behind one place of the log."""
    plain = ActivityRow(row.position, row.event, row.fault, None, row.leaf_sha256)
    numbers = tuple(auditor_facts(plain))
    event = row.event
    if event is None:
        return Detail(_absent(account, row), (), numbers)
    facts = [
        (account.say("decisions.when"), local_time(event.when.recorded, account.language)),
        (account.say("decisions.who"), account.who(event.who)),
    ]
    if row.title:
        facts.append((account.say("checked.project"), row.title))
    if isinstance(event.what, events.ReleaseRefused):
        why = [each.why for each in account.refusals if each.at.position == row.position]
        facts += [(account.say("refusals.why"), each) for each in why]
    return Detail(account.words(event), tuple(facts), numbers)


def summary(account: Account, examined: Examined) -> tuple[Pairs, Pairs]:
    """Return what was checked: what everyone reads, and the numbers for comparing."""
    manifest, log = account.report.package.manifest, account.report.package.log
    number = QLocale().toString
    about = account.say("checked.everything")
    if manifest.project is not None:
        about = account.say("checked.one_project", project=account.title(manifest.project))
    file = QCoreApplication.translate("AuditingWords", "The file")
    facts = (
        (file, examined.name),
        (account.say("checked.made"), local_time(manifest.made, account.language)),
        (account.say("checked.project"), about),
        (account.say("checked.size"), number(manifest.log.size)),
        (account.say("checked.shown"), number(manifest.log.shown)),
        (account.say("checked.hidden"), number(manifest.log.hidden)),
        (account.say("checked.erased"), number(manifest.log.erased) if manifest.log.erased else ""),
    )
    name = QCoreApplication.translate("AuditingWords", "The file (SHA-256)")
    numbers = (
        (name, spaced(examined.sha256)),
        (account.say("checked.key"), spaced(log.key)),
        (account.say("checked.root"), spaced(log.tree.root_at(log.tree.size).hex())),
        (account.say("checked.registry"), spaced(account.report.registry.root_sha256 or "")),
    )
    return facts, numbers


def spaced(digest: str) -> str:
    """Return a long number in groups, so that it can be read aloud and its lines can break."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


# -- within -------------------------------------------------------------------------------


def _line(account: Account, at: Happening, sentence: str, last: str) -> Line:
    said = _named(account, at.title, sentence)
    return Line(local_time(at.recorded, account.language), said, last)


def _named(account: Account, title: str, sentence: str) -> str:
    """Put the project's name in front, where there is more than one."""
    if not title or len(account.projects) < 2:  # noqa: PLR2004 - as it says
        return sentence
    named = QCoreApplication.translate("AuditingWords", "“%1”: %2", "a project, a sentence")
    return named.replace("%1", title).replace("%2", sentence)


def _absent(account: Account, row: Row) -> str:
    """Say why there are no words of an event."""
    if row.fault is not None:
        return row.fault.user_message(account.language).message
    if account.report.package.manifest.log.erased:
        return QCoreApplication.translate(
            "AuditingWords", "The words of this event are not in the package: hidden or erased."
        )
    return QCoreApplication.translate("AuditingWords", "This event is hidden by the citizen.")


def _at(account: Account, at: Happening) -> Iterator[tuple[str, str]]:
    yield account.say("decisions.when"), local_time(at.recorded, account.language)
    if at.title:
        yield account.say("checked.project"), at.title


def _number(account: Account, at: Happening) -> tuple[str, str]:
    return account.say("decisions.number"), QLocale().toString(at.position)


def _of_release(account: Account, release: Released) -> Detail:
    said = covered(account, release)
    if release.by is not None:
        said = account.say("step.by", number=QLocale().toString(release.by))
    stamps = [f"{each.host}: {local_time(each.at, account.language)}" for each in release.stamps]
    facts = (
        *_at(account, release.at),
        (account.say("releases.covered"), said),
        (account.say("releases.stamp"), "\n".join(stamps)),
    )
    numbers = [
        _number(account, release.at),
        (account.say("releases.bundle"), spaced(release.bundle_sha256)),
    ]
    if release.commitment:
        numbers.append((account.say("releases.commitment"), spaced(release.commitment)))
    return Detail(release.sentence, facts, tuple(numbers), leads_to=release.by)


def _of_decision(account: Account, decided: Decided) -> Detail:
    facts = [*_at(account, decided.at)]
    if decided.decided:
        when = local_time(decided.decided, account.language)
        facts.append((account.say("decisions.decided"), when))
    facts.append((account.say("decisions.who"), decided.who))
    facts.append((account.say("decisions.yes"), ", ".join(decided.granted)))
    facts.append((account.say("decisions.no"), ", ".join(decided.not_granted)))
    facts.append((account.say("decisions.signed"), "\n".join(decided.signatures)))
    if decided.pages:
        facts.append((account.say("decisions.paper"), QLocale().toString(decided.pages)))
    if decided.is_withheld:
        note = QCoreApplication.translate("AuditingWords", "Not in the package")
        facts.append((note, f"{account.say('decisions.withheld')}."))
    numbers = [_number(account, decided.at)]
    for key in ("text", "request", "decision"):
        digest = spaced(getattr(decided, f"{key}_sha256"))
        numbers.append((account.say(f"decisions.{key}"), digest))
    return Detail(decided.sentence, tuple(facts), tuple(numbers), decided.text)


def _of_mandate(account: Account, held: Held) -> Detail:
    joint = account.say("mandate.jointly") if held.is_joint else ""
    facts = (
        (account.say("mandate.basis"), held.basis),
        (account.say("mandate.since"), held.since),
        (account.say("mandate.last_day"), held.last_day),
        (account.say("mandate.ended"), held.ended),
        (account.say("mandate.how"), joint),
    )
    name = QCoreApplication.translate("AuditingWords", "The right's document (SHA-256)")
    numbers = (
        (account.say("decisions.number"), QLocale().toString(held.position)),
        (name, spaced(held.mandate_sha256)),
    )
    return Detail(held.sentence, facts, numbers)


def _of_refusal(account: Account, refused: Refused) -> Detail:
    return Detail(refused.why, tuple(_at(account, refused.at)), (_number(account, refused.at),))


def _of_withdrawal(account: Account, withdrawn: Withdrawn) -> Detail:
    facts = [*_at(account, withdrawn.at)]
    if withdrawn.item:
        facts.append((account.say("withdrawals.item"), withdrawn.item))
    numbers = [_number(account, withdrawn.at)]
    for number, (digest, signed) in enumerate(withdrawn.bundles, start=1):
        name = account.say("withdrawals.sent", number=number)
        said = [f"{each.words}: {local_time(each.at, account.language)}" for each in signed]
        facts.append((name, "\n".join(said) or account.say("signed.nothing")))
        numbers.append((name, spaced(digest)))
    if not withdrawn.bundles:
        name = account.say("step.sent")
        facts.append((name, account.say("withdrawals.nothing")))
    return Detail(withdrawn.sentence, tuple(facts), tuple(numbers))


def _of_answer(account: Account, answer: Answered) -> Detail:
    facts = (
        (account.say("decisions.when"), local_time(answer.at, account.language)),
        (account.say("checked.project"), answer.title),
    )
    numbers = ((account.say("releases.bundle"), spaced(answer.bundle_sha256)),)
    return Detail(answer.statement, facts, numbers)


def _proof(account: Account, withdrawn: Withdrawn) -> str:
    """Say in a word what recipients have signed since."""
    if not withdrawn.bundles:
        return account.say("withdrawals.nothing")
    latest = [signed[-1].words if signed else "" for _, signed in withdrawn.bundles]
    if not all(latest):
        return account.say("signed.nothing")
    return ", ".join(dict.fromkeys(latest))
