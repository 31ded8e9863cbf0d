"""The summary of what is in the vault, in lines for people."""

from collections.abc import Sequence

from datadonor.cli.common import Common
from datadonor.cli.lines import wrapped
from datadonor.cli.record_lines import NO_PRESSURES, mark_lines
from datadonor.records.document_words import document_word_behind
from datadonor.records.labels import category_label, name_label
from datadonor.records.listed_labels import moment_label, value_label
from datadonor.records.listing import Listed
from datadonor.records.pressures import PAIR, Pressures
from datadonor.records.rollups import date_in_denmark
from datadonor.records.summary import CategorySummary, KindSummary, TypeSummary
from datadonor.records.unit_words import written_number, written_value
from datadonor.texts import text


def summary_lines(
    found: Sequence[CategorySummary], common: Common, pressures: Pressures = NO_PRESSURES
) -> list[str]:
    """Return how much there is of what, a paragraph for each category."""
    lines: list[str] = []
    for each in found:
        lines.append(_category_line(each, common))
        for kind in each.types:
            lines += _type_lines(kind, common)
        lines += [_kind_line(kind, common, pressures) for kind in each.kinds]
    return lines + mark_lines(_latest(found), common)


def counted(key: str, count: int, common: Common) -> str:
    """Return a sentence with a count in it, ``key.one`` of one and else ``key.many``."""
    ending = "one" if count == 1 else "many"
    return common.text(f"{key}.{ending}", count=written_number(count, common.language, 0))


# -- within ---------------------------------------------------------------------------


def _category_line(found: CategorySummary, common: Common) -> str:
    line = common.text(
        "data.category",
        name=category_label(found.category, common.language),
        records=counted("data.records", found.records, common),
        sources=counted("data.from_sources", len(found.sources), common),
        when=_span_label(found, common),
    )
    return wrapped(line)


def _span_label(found: CategorySummary, common: Common) -> str:
    if found.first_ms is None or found.last_ms is None:
        return text("records.undated", common.language)
    first, last = date_in_denmark(found.first_ms), date_in_denmark(found.last_ms)
    if first == last:
        return first.isoformat()
    return common.text("data.span", first=first.isoformat(), last=last.isoformat())


def _type_lines(found: TypeSummary, common: Common) -> list[str]:
    count = written_number(found.samples, common.language, 0)
    line = f"{name_label(found.name, common.language)}: {count}"
    if found.latest is not None:
        line += _latest_label(found.latest, value_label(found.latest, common.language), common)
    lines = [wrapped(line, indent=2)]
    if found.plain_sum is not None and found.total is not None and found.plain_sum > found.total:
        total, plain = (
            written_value(number, found.unit, common.language, found.name)
            for number in (found.total, found.plain_sum)
        )
        lines.append(wrapped(common.text("data.overlap", total=total, sum=plain), 4, 0))
    if found.doubled:
        lines.append(wrapped(counted("data.doubled", found.doubled, common), 4, 0))
    return lines


def _kind_line(found: KindSummary, common: Common, pressures: Pressures) -> str:
    count = written_number(found.count, common.language, 0)
    if found.is_document:
        line = f"{count} {document_word_behind(found.name, found.count, common.language)}"
    elif found.name == PAIR:
        line = f"{common.text('data.both_numbers')}: {count}"
    else:
        line = f"{name_label(found.name, common.language)}: {count}"
    if found.latest is not None:
        value = value_label(found.latest, common.language, pressures.get(str(found.latest.id)))
        line += _latest_label(found.latest, value, common)
    return wrapped(line, indent=2)


def _latest_label(latest: Listed, value: str, common: Common) -> str:
    when = moment_label(latest, common.language)
    shown = f"{value} ({when})" if value else when
    return ", " + common.text("data.latest", latest=shown)


def _latest(found: Sequence[CategorySummary]) -> list[Listed]:
    """Return the records whose times stand in the summary."""
    latest = [each.latest for part in found for each in part.types]
    latest += [each.latest for part in found for each in part.kinds]
    return [each for each in latest if each is not None]
