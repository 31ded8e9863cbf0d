"""The names that items and choices use for types: which category each belongs to.

A name is a type of sample, a kind of episode, or FHIR's name for a kind of clinical
resource; the last stand in whatever category they were filed under.
"""

from datadonor.records.document_words import document_words
from datadonor.records.episodes import episode_kind
from datadonor.records.types import sample_type


def may_be_in(name: str, category_id: str) -> bool:
    """Say whether records of a type can lie in a category. Unknown names can in none."""
    known = sample_type(name) or episode_kind(name)
    if known is not None and known.category == category_id:
        return True
    return name in document_words()
