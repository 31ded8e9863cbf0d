"""One project on the pages of the catalogue: its card in the list, and its own page.

Answers, in this order, what a citizen asks: who, what for, which data, for how long,
what if I change my mind, what else, who approved it, whom do I ask, how do I answer.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from consent.catalogue_listing import Listing
from consent.catalogue_parts import bullets, facts, lines_of
from consent.markup import Markup, element, paragraphs, together
from consent.request import Item
from consent.summary import duration_in_words
from consent.vocabulary import data_uses, day_in_words, in_words, legal_bases, purposes
from datadonor.records.categories import Kind, category
from datadonor.registry.targets import Names
from datadonor.texts import Fact, Language, text

_KILOBYTE: Final = 1000


class ProjectText:
    """What the pages say of one project in one language."""

    def __init__(self, listing: Listing, publisher: Names, language: Language) -> None:
        """Hold one project for one language."""
        self.listing = listing
        self._request = listing.request
        self._publisher = publisher
        self._language = language

    @property
    def title(self) -> str:
        """The project's own title."""
        return self._request.title.in_language(self._language)

    def card(self) -> Markup:
        """Return the project as an entry of the list."""
        link = element("a", self.title, href=f"{self.listing.stem}.html")
        return element(
            "li",
            element("h3", link),
            self._standing(in_full=False),
            facts(
                (self._words("brief.who"), element("p", self._recipient_name)),
                (self._words("card.asks_for"), bullets(self._category_names())),
            ),
            class_="card",
        )

    def article(self) -> Markup:
        """Return the project's whole page, from its heading down."""
        return together(
            element("h1", self.title),
            self._standing(in_full=True),
            element(
                "div", paragraphs(self._request.summary.in_language(self._language)), class_="lead"
            ),
            self._brief(),
            self._section("who", *self._who()),
            self._section("use", *self._use()),
            self._section("items", *self._items()),
            self._section("keep", *self._keep()),
            self._section("regret", *self._regret()),
            self._section("options", *self._options()),
            self._section("approved", *self._approved()),
            self._section("contact", *self._contact()),
            *((self._section("answer", *self._answer()),) if self.listing.is_open else ()),
        )

    # -- the parts of the page, top to bottom

    def _standing(self, *, in_full: bool) -> Markup:
        state = self.listing.state
        lines: list[str] = []
        for stop in self.listing.stops:
            lines += [
                self._words(f"stopped.{stop.of}", day=self._day(stop.since)),
                self._words("stopped.reason", reason=self._name(stop.revocation.reason)),
            ]
        if self.listing.stops and in_full:
            lines.append(self._words("stopped.advice"))
        if state == "ended" and self.listing.end is not None:
            end = self.listing.end
            lines.append(self._words(f"ended.{end.of}", day=self._day(end.last)))
        elif state == "open":
            lines.append(self._words("answer_until", day=self._day(self._request.valid_until)))
        first, *others = lines
        mark = element("strong", self._words(f"state.{state}") + ".")
        return element(
            "div",
            element("p", mark, " ", first),
            *(element("p", line) for line in others),
            class_=f"standing {state}",
        )

    def _brief(self) -> Markup:
        rows = [
            (self._words("brief.who"), element("p", self._recipient_name)),
            (self._words("brief.what"), bullets(self._category_names())),
            (self._words("brief.often"), element("p", self._often())),
            (self._words("brief.kept"), element("p", self._kept())),
            (
                self._words("brief.regret"),
                element("p", self._words(f"regret.{self._request.withdrawal.effect}")),
            ),
        ]
        parts = [element("h2", self._words("brief.title"), id="brief"), facts(*rows)]
        if self.listing.is_open:
            parts.append(
                element("p", element("a", self._words("brief.go"), class_="alone", href="#answer"))
            )
        return element("section", *parts, class_="card", aria_labelledby="brief")

    def _who(self) -> Iterator[Markup]:
        request, controller = self._request, self._request.controller
        answerable = [controller.name, controller.address]
        if controller.cvr is not None:
            answerable.append(self._words("who.cvr", number=controller.cvr))
        lead = request.investigator
        yield facts(
            (self._words("who.recipient"), element("p", self._recipient_name)),
            (self._words("who.controller"), lines_of(*answerable)),
            (self._words("who.investigator"), lines_of(lead.name, lead.title, lead.organisation)),
        )

    def _use(self) -> Iterator[Markup]:
        request = self._request
        purpose_words = [in_words(each, purposes()) for each in request.purposes]
        use_words = [in_words(each, data_uses()) for each in request.data_use]
        rows = [
            (
                self._words("use.purposes"),
                bullets(each.in_language(self._language) for each in purpose_words),
            )
        ]
        if use_words:
            rows.append(
                (
                    self._words("use.limits"),
                    bullets(each.in_language(self._language) for each in use_words),
                )
            )
        ground = in_words(request.legal_basis, legal_bases()).in_language(self._language)
        rows.append((self._words("use.legal"), element("p", ground)))
        yield facts(*rows)

    def _items(self) -> Iterator[Markup]:
        request = self._request
        yield element("p", self._words("items.lead"))
        for item in request.items:
            yield self._item(item)
        if request.demographics:
            asked = ", ".join(
                text(f"request_words.demographics.{which}", self._language)
                for which in request.demographics
            )
            yield element(
                "div",
                element("h3", self._words("items.you")),
                element("p", self._words("items.you_lead", asked=asked)),
                class_="part",
            )
        count = len(request.questionnaires)
        if count:
            yield element(
                "p", self._words("items.forms1" if count == 1 else "items.formsn", count=count)
            )

    def _item(self, item: Item) -> Markup:
        known = category(item.category)
        rows = [(self._words("items.why"), paragraphs(item.why.in_language(self._language)))]
        if item.types is not None:
            rows.append((self._words("items.types"), element("p", ", ".join(item.types))))
        window = self._words(
            "items.window", first=self._day(item.window.from_), last=self._day(item.window.until)
        )
        if known is not None and known.kind is Kind.RECORDS:
            fineness = self._words("items.whole")
        else:
            fineness = _sentence(
                text(f"request_words.resolutions.{item.finest_resolution}", self._language)
            )
        need = text(f"request.{'required' if item.required else 'optional'}", self._language)
        rows += [
            (self._words("items.fineness"), element("p", fineness)),
            (self._words("items.period"), element("p", window)),
            (self._words("items.dates"), element("p", self._words(f"dates.{item.dates}"))),
            (self._words("items.need"), element("p", need)),
        ]
        about = (
            ()
            if known is None
            else (element("p", known.description.in_language(self._language), class_="about"),)
        )
        return element(
            "div", element("h3", self._category_name(item)), *about, facts(*rows), class_="part"
        )

    def _keep(self) -> Iterator[Markup]:
        yield element("p", self._kept())
        yield element("p", self._words("keep.place", place=self._request.storage_location))

    def _regret(self) -> Iterator[Markup]:
        withdrawal = self._request.withdrawal
        yield element("p", self._words("regret.any_time"))
        yield element("p", self._words(f"regret.{withdrawal.effect}"))
        yield element("h3", self._words("regret.words"))
        yield element("blockquote", paragraphs(withdrawal.text.in_language(self._language)))

    def _options(self) -> Iterator[Markup]:
        options, checks = self._request.options, len(self._request.comprehension)
        if not options:
            yield element("p", self._words("options.none"))
        else:
            yield element("p", self._words("options.lead"))
            yield facts(
                *(
                    (
                        self._words(f"option.{option.id}"),
                        paragraphs(option.text.in_language(self._language)),
                    )
                    for option in options
                )
            )
        if checks:
            key = "options.check1" if checks == 1 else "options.checkn"
            yield element("p", self._words(key, count=checks))

    def _approved(self) -> Iterator[Markup]:
        listing, ethics = self.listing, self._request.ethics
        if ethics is None:
            committee = element("p", self._words("approved.no_ethics"))
        else:
            case = self._words(
                "approved.ethics_case",
                number=ethics.case_number,
                day=self._day(ethics.approved_on),
            )
            committee = lines_of(ethics.committee, case)
        on_list = self._words(
            "approved.list_day",
            publisher=self._name(self._publisher),
            day=self._day(listing.newest.approved_on),
        )
        rows = [
            (self._words("approved.ethics"), committee),
            (self._words("approved.list"), element("p", on_list)),
            (self._words("approved.version"), element("p", str(self._request.version))),
        ]
        if listing.earlier:
            earlier = (
                self._words(
                    "approved.earlier_version",
                    version=each.signed.request.version,
                    day=self._day(each.approved_on),
                )
                for each in listing.earlier
            )
            rows.append((self._words("approved.earlier"), bullets(earlier)))
        yield facts(*rows)

    def _contact(self) -> Iterator[Markup]:
        request, complaints = self._request, self._request.complaints
        lead = request.investigator
        rows = [
            (
                self._words("contact.questions"),
                lines_of(request.controller.name, request.controller.contact),
            ),
            (self._words("who.dpo"), lines_of(request.controller.dpo)),
        ]
        if lead.contact is not None:
            rows.insert(1, (self._words("who.investigator"), lines_of(lead.name, lead.contact)))
        if complaints is None:
            complain = element("p", self._words("contact.no_complaints"))
        else:
            complain = lines_of(complaints.name, complaints.contact)
        rows.append((self._words("contact.complain"), complain))
        yield facts(*rows)

    def _answer(self) -> Iterator[Markup]:
        listing = self.listing
        file = listing.request_file
        download = element(
            "a",
            self._words("answer.download"),
            class_="button",
            href=f"../requests/{file}",
            download=file,
            type="application/vnd.datadonor.request+json",
        )
        kilobytes = -(-len(listing.newest.signed.content) // _KILOBYTE)
        step = self._words
        yield element("p", step("answer.lead"))
        yield element(
            "ol",
            element(
                "li",
                element("p", step("answer.step_download")),
                element("p", download),
                element("p", step("answer.file", file=file, kilobytes=kilobytes), class_="small"),
                element("p", step("answer.shown"), class_="small"),
            ),
            element(
                "li",
                element("p", step("answer.step_add")),
                element("p", element("code", f"datadonor request add {file}", class_="command")),
            ),
            element("li", element("p", step("answer.step_check"))),
            element("li", element("p", step("answer.step_decide"))),
        )
        yield facts(
            (step("answer.digest"), element("p", element("code", listing.newest.signed.digest)))
        )

    # -- words

    @property
    def _recipient_name(self) -> str:
        return self._name(self.listing.recipient.name)

    def _category_names(self) -> list[str]:
        return list(dict.fromkeys(map(self._category_name, self._request.items)))

    def _category_name(self, item: Item) -> str:
        known = category(item.category)
        return item.category if known is None else known.name.in_language(self._language)

    def _often(self) -> str:
        last = self._request.until or self._request.valid_until
        return self._words(f"often.{self._request.frequency}", day=self._day(last))

    def _kept(self) -> str:
        kept = self._request.retention
        if kept.until is not None:
            first = self._words("keep.until", day=self._day(kept.until))
        else:
            first = self._words(
                "keep.for", duration=duration_in_words(kept.duration, self._language)
            )
        return f"{first} {self._words(f'keep.{kept.then}')}"

    def _section(self, name: str, *parts: Markup) -> Markup:
        heading = element("h2", self._words(f"{name}.title"), id=name)
        return element("section", heading, *parts, aria_labelledby=name)

    def _words(self, key: str, **facts: Fact) -> str:
        return text(f"catalogue.{key}", self._language, **facts)

    def _day(self, day: date) -> str:
        return day_in_words(day).in_language(self._language)

    def _name(self, names: Names) -> str:
        return names.da if self._language is Language.DANISH else names.en


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
