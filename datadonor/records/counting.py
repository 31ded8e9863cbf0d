"""How many records a deletion would take: what a person is told before they say yes.

Counted one by one, so that what does not count (``totals.COUNTS``) is told of too; reads
every sample's key in the worst case. ``deleting`` says in the end how many went.
"""

from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import stored_types
from datadonor.records.listing import category_of, category_of_kind, stored_kinds
from datadonor.vault.database import Connection


def count_category(connection: Connection, category: CategoryId) -> int:
    """Return how many records a category holds."""
    count = connection.number("SELECT count(*) FROM document WHERE category = ?", (category,))
    for stored in list(stored_types(connection)):
        if category_of(stored) == category:
            query = "SELECT count(*) FROM sample WHERE type_id = ?"
            count += connection.number(query, (stored.id,))
    for kind in stored_kinds(connection):
        if category_of_kind(kind) == category:
            count += connection.number("SELECT count(*) FROM episode WHERE kind = ?", (kind,))
    return count


def count_import(connection: Connection, name: str) -> int:
    """Return how many records an import brought; none if there is no such import.

    What stands in a document of another import stays when this one is deleted, so a few
    less may go.
    """
    whose = (
        "context_id IN (SELECT context.id FROM context JOIN import ON import.id = import_id "
        "WHERE import.name = ?)"
    )
    counts = (
        f"SELECT count(*) FROM sample WHERE {whose}",  # noqa: S608 - our own words
        f"SELECT count(*) FROM episode WHERE {whose}",  # noqa: S608 - our own words
        "SELECT count(*) FROM document JOIN import ON import.id = import_id WHERE import.name = ?",
    )
    return sum(connection.number(query, (name,)) for query in counts)
