"""Events in words for the window: whole sentences, with the project's name where it is known.

The plain sentences are those of ``datadonor.audit.wording``. Where the vault knows what a
project is called, and the person did it themselves, the sentence says "you" and the name.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from consent.gate import RefusalReason
from consent.refusal_words import refusal_line
from consent.request import Texts
from datadonor.audit import events
from datadonor.audit.events import Actor, Event, Why
from datadonor.audit.wording import describe_event
from datadonor.records.categories import CategoryId
from datadonor.records.labels import category_label, format_label
from datadonor.texts import Language
from ui.activity import ActivityRow
from ui.calendar_words import time_label
from ui.translation import local_moment, local_time

_DIGEST_LENGTH: Final = 64


def sentence(row: ActivityRow, language: Language) -> str:
    """Say what happened, in one sentence that ends with a full stop."""
    if row.event is None:
        if row.fault is not None:
            return row.fault.user_message(language).message
        return QCoreApplication.translate(
            "ActivityWords", "The words of this event have been erased; its place stands."
        )
    pattern = _of_project(row.event)
    if not pattern or row.title is None:
        plain = describe_event(row.event, language)
        if row.title is None:
            return plain
        named = QCoreApplication.translate("ActivityWords", "“%1”: %2", "a project, a sentence")
        return named.replace("%1", title_of(row.title, language)).replace("%2", plain)
    number = getattr(row.event.what, "sequence", 0)
    said = pattern.replace("%2", QLocale().toString(number))
    return said.replace("%1", title_of(row.title, language))


def when(row: ActivityRow, language: Language) -> str:
    """Say when it was recorded, by this computer's clock; nothing if that cannot be read."""
    return "" if row.event is None else local_time(row.event.when.recorded, language)


def who(actor: Actor) -> str:
    """Say who did it, and who helped."""
    names: Mapping[str, str] = {
        "self": QCoreApplication.translate("ActivityWords", "You"),
        "guardian": QCoreApplication.translate("ActivityWords", "Your guardian"),
        "proxy": QCoreApplication.translate("ActivityWords", "Someone you have authorised"),
        "program": QCoreApplication.translate("ActivityWords", "The program"),
    }
    name = names[actor.capacity]
    if actor.assisted_by is None:
        return name
    helped = QCoreApplication.translate("ActivityWords", "%1, with help from %2")
    return helped.replace("%1", name).replace("%2", actor.assisted_by.name)


def title_of(title: Texts, language: Language) -> str:
    """Return a project's title on one line."""
    return " ".join(title.in_language(language).split())


def checked(moment: datetime, language: Language) -> str:
    """Say when the log was checked: "today at 09:12", or with the day."""
    local = moment.astimezone()
    if local.date() != datetime.now().astimezone().date():
        return local_moment(moment, language)
    today = QCoreApplication.translate("ActivityWords", "today at %1")
    return today.replace("%1", time_label(local, language))


def facts(row: ActivityRow, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what is known of an event, as pairs of a label and words."""
    event = row.event
    if event is None:
        return
    yield QCoreApplication.translate("ActivityWords", "When"), when(row, language)
    if event.when.clock == "held":
        yield (
            QCoreApplication.translate("ActivityWords", "The clock"),
            QCoreApplication.translate(
                "ActivityWords",
                "The computer's clock was behind, so this is the time of the event before.",
            ),
        )
    yield QCoreApplication.translate("ActivityWords", "Who"), who(event.who)
    helper = event.who.assisted_by
    if helper is not None and helper.organisation is not None:
        label = QCoreApplication.translate("ActivityWords", "The helper comes from")
        yield label, helper.organisation
    yield QCoreApplication.translate("ActivityWords", "Why"), _why(event.why)
    if row.title is not None:
        label = QCoreApplication.translate("ActivityWords", "Project")
        yield label, title_of(row.title, language)
    yield from _of_kind(event, language)


def auditor_facts(row: ActivityRow) -> Iterator[tuple[str, str]]:
    """Yield what an auditor compares: the place, the kind, and every digest and id."""
    label = QCoreApplication.translate("ActivityWords", "Number in the log")
    yield label, QLocale().toString(row.position)
    label = QCoreApplication.translate("ActivityWords", "Digest in the log (SHA-256)")
    yield label, _plain(row.leaf_sha256)
    event = row.event
    if event is None:
        return
    yield QCoreApplication.translate("ActivityWords", "Kind"), event.kind
    if event.project is not None:
        yield QCoreApplication.translate("ActivityWords", "Project's id"), event.project
    told = event.what.model_dump(mode="json", exclude_none=True)
    for name, value in told.items():
        if name != "v":
            yield name, _plain(value)


# -- within -------------------------------------------------------------------------------


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(inner)}" for name, inner in value.items())
    written = str(value)
    if len(written) != _DIGEST_LENGTH:
        return written
    return " ".join(written[at : at + 8] for at in range(0, _DIGEST_LENGTH, 8))  # lines can break


def _of_project(event: Event) -> str:
    """Return a sentence with the project's name in it, if the person did it themselves."""
    if event.who.capacity != "self":
        return ""
    key = event.kind
    if isinstance(event.what, events.ConsentGiven):
        key = f"{key}.{event.what.act}"
    elif isinstance(event.what, events.ConsentWithdrawn) and event.what.item is not None:
        key = f"{key}.item"
    elif isinstance(event.what, events.DonationAnswered):
        key = f"{key}.{event.what.answer}"
    return {**_of_consent(), **_of_donation(), **_of_answer()}.get(key, "")


def _of_consent() -> dict[str, str]:
    return {
        "request.added": QCoreApplication.translate(
            "ActivityWords", "You took in a request from “%1”."
        ),
        "consent.given.given": QCoreApplication.translate("ActivityWords", "You said yes to “%1”."),
        "consent.given.changed": QCoreApplication.translate(
            "ActivityWords", "You changed what you give to “%1”."
        ),
        "consent.given.renewed": QCoreApplication.translate(
            "ActivityWords", "You renewed your yes to “%1”."
        ),
        "consent.refused": QCoreApplication.translate("ActivityWords", "You said no to “%1”."),
        "consent.put_off": QCoreApplication.translate(
            "ActivityWords", "You wanted to think about “%1” for a while."
        ),
        "consent.withdrawn": QCoreApplication.translate(
            "ActivityWords", "You withdrew your consent to “%1”."
        ),
        "consent.withdrawn.item": QCoreApplication.translate(
            "ActivityWords", "You withdrew a part of your consent to “%1”."
        ),
        "consent.receipt_written": QCoreApplication.translate(
            "ActivityWords", "You saved a receipt of your consent to “%1” as a file."
        ),
    }


def _of_donation() -> dict[str, str]:
    return {
        "donation.sealed": QCoreApplication.translate(
            "ActivityWords", "You packed and sealed donation %2 to “%1”. It was not sent yet."
        ),
        "donation.sent": QCoreApplication.translate(
            "ActivityWords", "You sent donation %2 to “%1”."
        ),
        "donation.notice_sent": QCoreApplication.translate(
            "ActivityWords", "You told the recipient that you have withdrawn your consent to “%1”."
        ),
    }


def _of_answer() -> dict[str, str]:
    return {
        "donation.answered.received": QCoreApplication.translate(
            "ActivityWords", "The recipient signed that it has what you sent to “%1”."
        ),
        "donation.answered.rejected": QCoreApplication.translate(
            "ActivityWords", "The recipient signed that it has rejected what you sent to “%1”."
        ),
        "donation.answered.withdrawn": QCoreApplication.translate(
            "ActivityWords", "The recipient signed that it has read your withdrawal from “%1”."
        ),
        "donation.answered.deleted": QCoreApplication.translate(
            "ActivityWords", "The recipient signed that it has deleted what you sent to “%1”."
        ),
    }


def _why(why: Why) -> str:
    said: Mapping[Why, str] = {
        Why.ASKED: QCoreApplication.translate("ActivityWords", "It was asked for"),
        Why.AUTOMATIC: QCoreApplication.translate(
            "ActivityWords", "The program does it by itself, as announced"
        ),
        Why.REPAIR: QCoreApplication.translate(
            "ActivityWords", "Something had been cut off and was set right"
        ),
        Why.POLICY: QCoreApplication.translate("ActivityWords", "A rule demanded it"),
    }
    return said[why]


def _of_kind(event: Event, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what the kinds say that a person asks after."""
    number = QLocale().toString
    match event.what:
        case events.ImportFinished() as what:
            yield (
                QCoreApplication.translate("ActivityWords", "Kind of file"),
                format_label(what.format, language),
            )
            yield QCoreApplication.translate("ActivityWords", "New"), number(what.added)
            yield (
                QCoreApplication.translate("ActivityWords", "Already there"),
                number(what.duplicates),
            )
            yield (
                QCoreApplication.translate("ActivityWords", "Could not be read"),
                number(what.unreadable),
            )
        case events.DataDeleted(category=str() as category):
            label = QCoreApplication.translate("ActivityWords", "What was deleted")
            yield label, category_label(CategoryId(category), language)
        case events.ConsentGiven(last_day=last):
            yield QCoreApplication.translate("ActivityWords", "Holds until"), _day(last)
        case events.ReleaseRefused(reason=reason) if reason in set(RefusalReason):
            label = QCoreApplication.translate("ActivityWords", "Because")
            yield label, refusal_line(reason, 1, language)
        case events.NetworkContacted(host=host):
            yield QCoreApplication.translate("ActivityWords", "Spoke with"), host
        case events.DonationSealed(records=records):
            yield QCoreApplication.translate("ActivityWords", "Records"), number(records)
    decided = getattr(event.what, "decided", None)
    if decided is not None:
        label = QCoreApplication.translate("ActivityWords", "Decided before it was written")
        yield label, local_time(decided, language)


def _day(written: str) -> str:
    locale = QLocale()
    return locale.toString(QDate.fromString(written, "yyyy-MM-dd"), locale.FormatType.LongFormat)
