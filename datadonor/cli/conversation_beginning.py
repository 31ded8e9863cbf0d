"""What is said where a conversation about consent begins at a terminal."""

from collections.abc import Iterator

from consent.beginning import Beginning
from consent.flow import Resumption
from datadonor.cli.common import Common
from datadonor.texts import text


def beginning_lines(beginning: Beginning, common: Common, *, is_change: bool) -> Iterator[str]:
    """Yield what is to be said first: a welcome, what became of the answers, what can be typed."""
    if beginning.resumption is None:
        yield common.text("talk.welcome_change" if is_change else "talk.welcome")
    else:
        yield from _resumption_lines(common, beginning.resumption)
    yield common.text("talk.ways")


def _resumption_lines(common: Common, found: Resumption) -> Iterator[str]:
    yield common.text("talk.welcome_back")
    if found.changes:
        yield text("consent_flow.resumed.changed", common.language)
        yield from (f"- {change.sentence(common.language)}" for change in found.changes)
    if found.dropped:
        yield text("consent_flow.resumed.dropped", common.language)
    if found.is_text_changed:
        yield text("consent_flow.resumed.text", common.language)
