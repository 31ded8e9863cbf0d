"""What a checked package tells, thing by thing, in one language: for a page and for paper.

Takes what stands in the documents of ``telling`` and gives it the names that people know: a
project's title, a recipient's name, the names of data. Must not know: a window, a paper, how
a day is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from consent.request import SignedRequest
from consent.vocabulary import day_in_words
from datadonor.audit.events import Actor, Event, Position
from datadonor.audit.package_findings import PackageFinding, Rank
from datadonor.audit.wording import describe_event, role_words
from datadonor.records.categories import CategoryId
from datadonor.records.labels import category_label
from datadonor.texts import Fact, Language, UnknownText, text
from export.audit_package.account_entries import (
    MEANINGS,
    Answered,
    Decided,
    Found,
    Happening,
    Held,
    Refused,
    Released,
    Signed,
    Stamp,
    Verdict,
    Withdrawn,
)
from export.audit_package.judging import Report
from export.audit_package.telling import full_document

_EVENT: Final = "event "
_DIGEST: Final = re.compile(r"([0-9a-f]{16})[0-9a-f]{48}")
"""In the name of a file: as much as tells it from others, so that it fits on a line."""


@dataclass(frozen=True)
class Account:
    """A report in one language.

    Attributes:
        report: What is told.
        language: In which.
    """

    report: Report
    language: Language

    @cached_property
    def verdict(self) -> Verdict:
        """What the package is, all in all."""
        ranks = {each.rank for each in self.report.findings}
        if Rank.TAMPERED in ranks:
            return Verdict.TAMPERED
        return Verdict.WRONG if Rank.WRONG in ranks else Verdict.WHOLE

    @cached_property
    def statements(self) -> tuple[str, ...]:
        """What is to be said first: the verdict, what is hidden, what was covered."""
        counts = self.report.package.manifest.log
        is_by_shown = self.verdict is Verdict.WHOLE and counts.hidden
        verdict = self.say(f"verdict.{self.verdict}.{'shown' if is_by_shown else 'text'}")
        said = [verdict, self.counted("hidden", counts.hidden)]
        if counts.erased:
            said.append(self.counted("erased", counts.erased))
        releases = len(self.report.releases)
        covered = sum(each.is_covered for each in self.report.releases)
        if releases:
            facts = {"releases": self.number(releases), "covered": self.number(covered)}
            return (*said, self.say("sent.covered", **facts))
        return (*said, self.say("sent.none"))

    @cached_property
    def findings(self) -> tuple[Found, ...]:
        """What was found, the heaviest first; what is the same is said once."""
        grouped: dict[tuple[str, str], list[PackageFinding]] = {}
        for each in self.report.findings:
            grouped.setdefault((each.code, each.sentence(self.language)), []).append(each)
        return tuple(
            Found(
                code,
                several[0].rank,
                sentence,
                self._meaning(several[0]),
                tuple(self._place(each.where) for each in several),
                tuple(_positions(several)),
            )
            for (code, sentence), several in grouped.items()
        )

    @cached_property
    def decisions(self) -> tuple[Decided, ...]:
        """Who decided what, oldest first."""
        return tuple(self._decided(each) for each in self._document["decisions"])

    @cached_property
    def releases(self) -> tuple[Released, ...]:
        """What left, oldest first."""
        return tuple(self._released(each) for each in self._document["released"])

    @cached_property
    def mandates(self) -> tuple[Held, ...]:
        """Who could decide for the citizen, oldest first; nobody is named."""
        return tuple(self._held(each) for each in self._document["mandates"])

    @cached_property
    def refusals(self) -> tuple[Refused, ...]:
        """What was not let out, oldest first."""
        return tuple(
            Refused(self._at(each), self._refused(each["reason"]))
            for each in self._document["refusals"]
        )

    @cached_property
    def withdrawals(self) -> tuple[Withdrawn, ...]:
        """What was withdrawn, oldest first."""
        return tuple(self._withdrawn(each) for each in self._document["withdrawals"])

    @cached_property
    def answers(self) -> tuple[Answered, ...]:
        """What recipients signed, oldest first."""
        told = sorted(self._document["answers"], key=lambda each: str(each["at"]))
        return tuple(
            Answered(
                each["project"],
                self.title(each["project"]),
                each["at"],
                self._kind(each["kind"]),
                each["statement"][self.language.value],
                each["bundle_sha256"],
            )
            for each in told
        )

    @cached_property
    def projects(self) -> Mapping[str, str]:
        """Project → its title, as far as the package tells, in the order of the log."""
        found: dict[str, str] = {}
        for _, event in self.report.package.told():
            if event.project is not None:
                found.setdefault(event.project, self.title(event.project))
        return found

    def title(self, project: str | None) -> str:
        """Return what a project is called, or its id."""
        if project is None:
            return ""
        signed = self._requests.get(project)
        if signed is None:
            return project
        return " ".join(signed.request.title.in_language(self.language).split())

    def recipient(self, which: str) -> str:
        """Return what a recipient is called, or its id."""
        known = self.report.registry.recipients.get(which)
        if known is None:
            return which
        return known.name.da if self.language is Language.DANISH else known.name.en

    def who(self, actor: Actor) -> str:
        """Say who did something, and who helped."""
        name = self.say(f"who.{actor.capacity}")
        helper = actor.assisted_by
        if helper is None:
            return name
        return self.say(
            "who.helped", who=name, name=helper.name, role=role_words(helper.role, self.language)
        )

    def words(self, event: Event) -> str:
        """Say what happened, to somebody else than the citizen."""
        said = describe_event(event, self.language)
        facts = {"request_version": getattr(event.what, "request_version", "")}
        return self._say_or(f"event.{event.kind}", said, **facts)

    def say(self, key: str, **facts: Fact) -> str:
        """Return a sentence about packages."""
        return text(f"audit_report.{key}", self.language, **facts)

    def counted(self, key: str, count: int) -> str:
        """Return the sentence for a number of things: none, one or many."""
        names = {0: "none", 1: "one"}
        return self.say(f"{key}.{names.get(count, 'many')}", count=self.number(count))

    def number(self, number: int) -> str:
        """Write a number as people do: 12.400 in Danish, 12,400 in English."""
        written = f"{number:,}"
        return written.replace(",", ".") if self.language is Language.DANISH else written

    def day(self, written: str | None) -> str:
        """Write a calendar day as people do; nothing for none."""
        if not written:
            return ""
        return day_in_words(date.fromisoformat(written)).in_language(self.language)

    # -- within -----------------------------------------------------------------

    def _say_or(self, key: str, otherwise: str, **facts: Fact) -> str:
        """Return a sentence about packages, or another if there is none."""
        return self._text_or(f"audit_report.{key}", otherwise, **facts)

    def _text_or(self, key: str, otherwise: str, **facts: Fact) -> str:
        try:
            return text(key, self.language, **facts)
        except UnknownText:
            return otherwise

    @cached_property
    def _document(self) -> dict[str, Any]:
        return full_document(self.report, self.language)

    @cached_property
    def _requests(self) -> Mapping[str, SignedRequest]:
        """Project → the newest version of its request that was consented to and is here."""
        found: dict[str, SignedRequest] = {}
        package = self.report.package
        for _, event in package.told("consent."):
            digest = getattr(event.what, "request_sha256", None)
            signed = None if digest is None else package.request(digest)
            if signed is not None and signed.request.id == event.project:
                found[signed.request.id] = signed
        return found

    def _meaning(self, found: PackageFinding) -> str:
        of = "packed" if found.is_packed_only else MEANINGS.get(found.code)
        return self.say(f"meaning.of.{of}" if of else f"meaning.{found.rank.name.lower()}")

    def _place(self, where: str) -> str:
        if where.startswith("log/"):
            return self.say("where.log")
        if where.startswith(_EVENT):
            return self.say("where.event", number=self.number(int(where.removeprefix(_EVENT))))
        return _DIGEST.sub(r"\1…", where)

    def _at(self, told: Mapping[str, Any]) -> Happening:
        project = told["project"] or ""
        title = self.title(told["project"])
        return Happening(Position(told["position"]), told["recorded"], project, title)

    def _decided(self, told: Mapping[str, Any]) -> Decided:
        signed = self.report.package.decision(told["decision_sha256"])
        language = None if signed is None else signed.decision.choices.language
        event = self.event(told["position"])
        return Decided(
            self._at(told),
            told["words"] if event is None else self.words(event),
            self.who(Actor.model_validate(told["who"])),
            told["decided"] or "",
            self._names(told, told["granted"] or ()),
            self._names(told, told["not_granted"] or ()),
            told["text"] or "",
            None if language is None else Language(language),
            told["text_sha256"] or "",
            told["request_sha256"] or "",
            told["decision_sha256"] or "",
            told["withheld"],
            tuple(self._signature(each) for each in told["signatures"]),
            len(told["paper"]),
        )

    def _signature(self, told: Mapping[str, Any]) -> str:
        """Say who signed a decision besides the citizen's own vault."""
        role = self._say_or(f"signature.{told['role']}", str(told["role"]))
        return f"{role}: {told['name']}" if told["name"] else role

    def _names(self, told: Mapping[str, Any], items: Iterable[str]) -> tuple[str, ...]:
        """Return what data are called of which a request has items."""
        digest = told["request_sha256"]
        signed = None if digest is None else self.report.package.request(digest)
        signed = signed or self._requests.get(told["project"] or "")
        return tuple(self._name(signed, item) for item in items)

    def _name(self, signed: SignedRequest | None, item: str) -> str:
        known = {} if signed is None else {each.id: each.category for each in signed.request.items}
        if item not in known:
            return item
        return category_label(CategoryId(known[item]), self.language)

    def _released(self, told: Mapping[str, Any]) -> Released:
        facts = {
            "step": self.say(f"step.{told['kind'].removeprefix('donation.')}"),
            "sequence": self.number(told["sequence"]),
            "recipient": self.recipient(told["recipient"]),
        }
        reason = told["reason"]
        return Released(
            self._at(told),
            self.say("step.of", **facts),
            told["covered"],
            "" if reason is None else text(f"audit_package.reason.{reason}", self.language),
            told["consent_position"] if told["covered"] else None,
            told["bundle_sha256"],
            told["log_commitment"] or "",
            self._stamps.get(told["log_commitment"] or "", ()),
        )

    @cached_property
    def _stamps(self) -> Mapping[str, tuple[Stamp, ...]]:
        """Commitment → the timestamps on it."""
        found: dict[str, tuple[Stamp, ...]] = {}
        for each in self._document["timestamps"]:
            stamp = Stamp(each["host"], each["stamped"])
            commitment = each["log_commitment"]
            found[commitment] = (*found.get(commitment, ()), stamp)
        return found

    def _held(self, told: Mapping[str, Any]) -> Held:
        ended = told["ended"]
        return Held(
            Position(told["position"]),
            self.say(f"mandate.{told['capacity']}"),
            self._text_or(f"mandate.basis.{told['basis']}", str(told["basis"])),
            self.day(told["since"]),
            self.day(told["last_day"]),
            told["is_joint"],
            "" if ended is None else self._say_or(f"mandate.over.{ended}", str(ended)),
            told["mandate_sha256"],
        )

    def _refused(self, reason: str) -> str:
        return self._say_or(f"refused.{reason}", self.say("refused.other", reason=reason))

    def _withdrawn(self, told: Mapping[str, Any]) -> Withdrawn:
        event = self.event(told["position"])
        item = told["item"]
        signed = self._requests.get(told["project"] or "")
        bundles = tuple(
            (
                str(each["bundle_sha256"]),
                tuple(Signed(self._kind(one["kind"]), one["at"]) for one in each["signed"]),
            )
            for each in told["bundles"]
        )
        return Withdrawn(
            self._at(told),
            "" if event is None else self.words(event),
            "" if item is None else self._name(signed, item),
            bundles,
        )

    def _kind(self, kind: str) -> str:
        return self._say_or(f"signed.{kind}", kind)

    def event(self, position: int) -> Event | None:
        """Return the event at a place, if it can be read and a verdict may rest on it."""
        return self._events.get(position)

    @cached_property
    def _events(self) -> Mapping[int, Event]:
        return dict(self.report.package.told())


# -- within ---------------------------------------------------------------------------


def _positions(found: Iterable[PackageFinding]) -> Iterator[Position]:
    for each in found:
        number = each.where.removeprefix(_EVENT)
        if each.where.startswith(_EVENT) and number.isdecimal():
            yield Position(int(number))
