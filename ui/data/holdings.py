"""The left side of "My data": every category with how much there is of it. No Qt."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from datadonor.audit.custody import OpenVault
from datadonor.records.categories import CategoryId, categories
from datadonor.records.contents import Held, Holding, contents
from datadonor.records.rollups import date_in_denmark
from ui.data.period import Period, whole_period
from ui.data.picture import Chosen

_ORDER: Final = (Held.SAMPLES, Held.EPISODES, Held.DOCUMENTS)


@dataclass(frozen=True, slots=True)
class CategoryHolding:
    """One category: what it holds, the most first; empty if nothing."""

    category: CategoryId
    kinds: tuple[Holding, ...]

    @property
    def records(self) -> int:
        """How many in all."""
        return sum(each.records for each in self.kinds)


def read_holdings(opened: OpenVault) -> tuple[CategoryHolding, ...]:
    """Return all categories, those with data first, on the vault's thread."""
    found = contents(opened.vault.connection)
    full = [CategoryHolding(name, _in_order(kinds)) for name, kinds in found.items()]
    return (*full, *(CategoryHolding(name, ()) for name in categories() if name not in found))


def chosen_of(holding: Holding) -> Chosen:
    """Return what to look at for a type or kind."""
    return Chosen(holding.category, holding.name, holding.held)


def all_time(holding: Holding) -> Period | None:
    """Return the time that there are records of; nothing if none has a date."""
    if holding.first_ms is None or holding.last_ms is None:
        return None
    return whole_period(date_in_denmark(holding.first_ms), date_in_denmark(holding.last_ms))


def days_of(holding: Holding) -> tuple[date, date] | None:
    """Return the first and the last day with records, if any has a date."""
    period = all_time(holding)
    return None if period is None else (period.first, period.last)


def _in_order(kinds: tuple[Holding, ...]) -> tuple[Holding, ...]:
    """Measurements first: they can be seen as a picture."""
    return tuple(sorted(kinds, key=lambda each: _ORDER.index(each.held)))
