"""Samples and episodes on their way out: one by one, or summed up over a time.

What one item of a request permits becomes FHIR R4 Observations and rows of tables, in a
lasting order and in constant memory. Must not know: documents, files, seals, the clock.
"""

from export.series.item import outgoing_of_item
from export.series.tables import dictionary_of

__all__ = ["dictionary_of", "outgoing_of_item"]
