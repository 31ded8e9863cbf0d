"""Samples and episodes to send, and a donor to send them for: all made up."""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final

from consent.choices import Choices, ItemChoice
from consent.request import ProjectRequest
from consent.selection import ItemSelection, select
from datadonor.records.sample import Episode
from datadonor.records.writing import RecordWriter
from datadonor.vault.database import Connection
from export.minimisation.dates import DateTreatment
from export.outgoing import Outgoing, Withheld
from export.series import outgoing_of_item
from export.series.tables import COLUMNS
from tests.stores import new_import
from tests.synthetic_requests import complete_request, with_change

NOW: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
RELEASE_DAY: Final = date(2026, 9, 1)
ITEM: Final = "series"


@dataclass(frozen=True)
class Someone:
    """A donor in a project, whose shift and held-back days a test can choose."""

    pseudonym: str = "abcdefghijklmnopqrst"
    date_shift_days: int = -70
    newest_days_held_back: int = 0
    key: bytes = b"key"

    def record_id(self, kind: str, name: str) -> str:
        """Return an id that tells nothing of the name."""
        return hmac.digest(self.key, f"{kind}\n{name}".encode(), sha256).hex()[:38]


def request(**changes: Any) -> ProjectRequest:  # noqa: ANN401 - any field
    """Ask for all movement of some years, raw and with exact dates, or for whatever else."""
    fields = {
        "id": ITEM,
        "category": "activity",
        "window": {"from": "1950-01-01", "until": "2026-08-31"},
        "finest_resolution": "raw",
        "dates": "exact",
        "required": False,
    }
    whole = complete_request()
    one = whole.items[2].model_dump(mode="json", by_alias=True, exclude_none=True)
    one.pop("types", None)
    return with_change(whole, "items", [one | fields | changes])


def selection(
    connection: Connection,
    excluded: Iterable[str] = (),
    **changes: Any,  # noqa: ANN401 - any field
) -> ItemSelection:
    """Return what one item permits."""
    choice = ItemChoice(granted=True, excluded_records=tuple(excluded))
    (found,) = select(connection, request(**changes), Choices(items={ITEM: choice}), NOW).items
    return found


def stream(
    selected: ItemSelection, someone: Someone | None = None, release_day: date = RELEASE_DAY
) -> list[Outgoing | Withheld]:
    """Return all that comes of an item."""
    donor = someone or Someone()
    grant = selected.grant
    dates = DateTreatment(grant.dates, donor, grant.resolution, release_day)
    return list(outgoing_of_item(selected, donor, dates, release_day))


def sent(found: Iterable[Outgoing | Withheld]) -> list[Outgoing]:
    """Return what goes."""
    return [each for each in found if isinstance(each, Outgoing)]


def withheld(found: Iterable[Outgoing | Withheld]) -> dict[str, int]:
    """Return how many stay, by reason."""
    return {each.reason: each.count for each in found if isinstance(each, Withheld)}


def lines(found: Iterable[Outgoing | Withheld]) -> list[dict[str, Any]]:
    """Return the resources that go."""
    return [json.loads(each.line) for each in sent(found)]


def table(found: Iterable[Outgoing | Withheld], name: str) -> list[dict[str, Any]]:
    """Return the rows of a table, by the names of its columns."""
    columns = [column.name for column in COLUMNS[name]]
    return [
        dict(zip(columns, row.cells, strict=True))
        for each in sent(found)
        for row in each.rows
        if row.table == name
    ]


def bring_in_episodes(connection: Connection, episodes: Iterable[Episode]) -> None:
    """Import episodes as one file."""
    with connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        for episode in episodes:
            writer.add_episode(episode)
        writer.finish()
