"""Taking a consent back: whether there is anything to take back, and how far it reaches.

Nothing here writes: ``ConsentBook.withdraw`` does. Must not know: a terminal, a window.
"""

from enum import StrEnum

from consent.book import WITHDRAWABLE, ConsentMissing, ItemNotGranted
from consent.case import ConsentCase


class Reach(StrEnum):
    """What is taken back."""

    ALL = "all"  # all of it was asked for
    REQUIRED = "required"  # all of it: nobody can take part without the item
    LAST = "last"  # all of it: the item is the last that is granted
    ITEM = "item"  # the item, and the rest stands


def require_withdrawable(case: ConsentCase, item: str | None = None) -> None:
    """Check that there is something to take back, before the person is asked whether to.

    Args:
        case: The request that the last consent is to (``Which.AGREED``).
        item: One item of it; all if left out.

    Raises:
        ConsentMissing: There is none that could be taken back.
        ItemNotGranted: It is none of the items that are granted.
        ConsentDocumentGone, DecisionUnreadable: What was granted cannot be read. All of it
            can still be withdrawn, and is asked for without an item.
    """
    if case.consent.given is None or case.consent.state not in WITHDRAWABLE:
        raise ConsentMissing
    if item is None:
        return
    choices = case.choices()
    if choices is None or not choices.is_granted(item):
        raise ItemNotGranted(item=item)


def reach_of(case: ConsentCase, item: str | None = None) -> Reach:
    """Return what is taken back with one item, or without one.

    Raises:
        ConsentDocumentGone, DecisionUnreadable: As in ``require_withdrawable``.
    """
    if item is None:
        return Reach.ALL
    asked, choices = case.signed.request.item(item), case.choices()
    if asked is not None and asked.required:
        return Reach.REQUIRED
    if choices is not None and choices.granted == (item,):
        return Reach.LAST
    return Reach.ITEM
