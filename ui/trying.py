"""What would go by a person's answers, in words, and which single records can be left out. No Qt.

Read on the database thread. Nothing here writes, and nothing is sent by it.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from consent.case import Which, case_of
from consent.choice_rules import widenings
from consent.choices import Choices
from consent.flow import Conversation, OwnData, choices_of
from consent.request import ProjectRequest
from consent.selection_scope import scopes
from consent.trial import CategoryTrial, Trial, compare, everything_asked, try_choices
from consent.vocabulary import day_in_words
from datadonor.audit.custody import OpenVault
from datadonor.records.categories import CategoryId
from datadonor.records.labels import category_label, name_label
from datadonor.records.listed_labels import begin_of, value_label
from datadonor.records.listing import Key, Listed
from datadonor.records.reading import Span, page
from datadonor.records.unit_words import written_number
from datadonor.texts import Language, text

ON_A_PAGE: Final = 30
"""Of the records that can be left out: as many as one scrolls through. Our choice."""

_MOST_PAGES: Final = 20
"""Pages that are looked through for records of the right types at one go."""


class Own(NamedTuple):
    """What the person has of each item: how many, and one of them in words."""

    data: Mapping[str, OwnData]
    examples: Mapping[str, str]


NOTHING_COUNTED: Final = Own({}, {})
"""Until it has been counted."""


def own_data(opened: OpenVault, request: ProjectRequest, language: Language) -> Own:
    """Return how much would go by a yes to each item, just as it is asked."""
    connection, now = opened.vault.connection, opened.log.now()
    trial = try_choices(connection, request, everything_asked(request), now)
    data, examples = {}, {}
    for item in trial.items:
        types = {name: tally.going for name, tally in item.types.items()}
        data[item.item] = OwnData(item.whole.going, types)
        category = trial.category(item.category)
        found = () if category is None else category.examples
        fitting = [each for each in found if types.get(each.name)]
        if fitting:
            examples[item.item] = record_words(fitting[-1], language)
    return Own(data, examples)


def record_words(record: Listed, language: Language) -> str:
    """Return one record on one line: when, what, how much."""
    label, value = name_label(record.name, language), value_label(record, language)
    # Some titles begin with the kind: "Allergy: penicillin".
    is_said = value.casefold().startswith(label.casefold())
    what = value if is_said else f"{label}: {value}" if value else label
    return f"{_when(record, language)}: {what}"


def _when(record: Listed, language: Language) -> str:
    begin = begin_of(record)
    if begin is None:
        return text("records.undated", language)
    day = day_in_words(begin.local.date()).in_language(language)
    if begin.is_day:
        return day
    clock = f"{begin.local:%H.%M}" if language is Language.DANISH else f"{begin.local:%H:%M}"
    return text("commands.consent.moment", language, day=day, clock=clock)


# -- trials -----------------------------------------------------------------------------


class TriedCategory(NamedTuple):
    """What would go of one category, in words.

    Attributes:
        name: Of the category.
        going: How many records would go.
        total: How many there are.
        days: The first and the last day of those that would go; nothing without dates.
        types: What would go of each type: its name and how many.
        staying: Why the others stay, one sentence for each reason.
        examples: A few of those that would go.
    """

    name: str
    going: int
    total: int
    days: tuple[str, str] | None
    types: tuple[tuple[str, int], ...]
    staying: tuple[str, ...]
    examples: tuple[str, ...]


class Difference(NamedTuple):
    """How many records of a category would go before and after a choice was changed."""

    name: str
    before: int
    after: int


class Tried(NamedTuple):
    """A trial in words, and the trial itself to compare the next one with."""

    trial: Trial
    categories: tuple[TriedCategory, ...]
    differences: tuple[Difference, ...] | None

    @property
    def going(self) -> int:
        """How many records would go in all."""
        return self.trial.whole.going


def try_out(
    opened: OpenVault,
    conversation: Conversation,
    request: ProjectRequest,
    before: Trial | None,
) -> Tried:
    """Say what would go under the answers so far; what is not answered is a no.

    Args:
        opened: The vault.
        conversation: So far.
        request: What it is about.
        before: An earlier trial of the same request, to compare with.

    Raises:
        ChoicesRefused: The answers go beyond the request: kept ones might.
    """
    choices = choices_of(conversation)
    for problem in widenings(request, choices):
        raise problem
    trial = try_choices(opened.vault.connection, request, choices, opened.log.now())
    language = conversation.language
    differences = None
    if before is not None:
        differences = tuple(
            Difference(category_label(CategoryId(each.what), language), each.before, each.after)
            for each in compare(before, trial).categories
        )
    categories = tuple(_category(each, language) for each in trial.categories)
    return Tried(trial, categories, differences)


def trial_in_force(opened: OpenVault, project: str, language: Language) -> Trial | None:
    """Return what can go by the consent in force; nothing if there is none.

    Raises:
        ConsentDocumentGone, DecisionUnreadable: What is in force cannot be read.
    """
    case = case_of(opened, project, language, Which.AGREED)
    choices = case.choices()
    if choices is None:
        return None
    now = opened.log.now()
    return try_choices(opened.vault.connection, case.signed.request, choices, now)


def _category(tried: CategoryTrial, language: Language) -> TriedCategory:
    whole = tried.whole
    days = None
    if whole.days is not None:
        first, last = (day_in_words(each).in_language(language) for each in whole.days)
        days = (first, last)
    going = ((name, tally.going) for name, tally in tried.types.items() if tally.going)
    return TriedCategory(
        category_label(tried.category, language),
        whole.going,
        whole.going + whole.stays,
        days,
        tuple((name_label(name, language), count) for name, count in going),
        tuple(
            text(f"consent_deny.{why}", language, count=written_number(count, language, 0))
            for why, count in whole.staying.items()
        ),
        tuple(record_words(example, language) for example in tried.examples),
    )


# -- single records ---------------------------------------------------------------------


class Single(NamedTuple):
    """One record that could be left out: its name, and what it is in words."""

    id: str
    words: str


class Singles(NamedTuple):
    """Some of an item's records, newest first; ``next`` is nothing behind the last."""

    records: tuple[Single, ...]
    next: Key | None


def records_of(
    opened: OpenVault,
    conversation: Conversation,
    request: ProjectRequest,
    item_id: str,
    after: Key | None = None,
) -> Singles:
    """Return records that a yes to an item would give, those left out among them.

    Args:
        opened: The vault.
        conversation: What the item is narrowed to so far.
        request: What it is about.
        item_id: Which item.
        after: Where the records before ended.
    """
    narrowed = conversation.item(item_id).narrowed
    asked = Choices(items={item_id: narrowed})
    connection = opened.vault.connection
    found: list[Listed] = []
    for scope in scopes(request, asked, opened.log.now()):
        span = Span(scope.span.from_ms, scope.span.until_ms)
        for _ in range(_MOST_PAGES):
            here = page(connection, scope.category, span=span, after=after, limit=ON_A_PAGE)
            found += [each for each in here.records if scope.holds(each.name)]
            after = here.next
            if after is None or len(found) >= ON_A_PAGE:
                break
    return Singles(tuple(_singles(found, conversation.language)), after if found else None)


def _singles(records: list[Listed], language: Language) -> Iterator[Single]:
    for each in records:
        yield Single(str(each.id), record_words(each, language))
