"""Names of medicines that stand in another resource than the prescription.

What refers to a medicine not yet met waits for it, up to a bound: it may come later.
"""

from collections.abc import Iterator
from typing import Final

from datadonor.records.sample import Document
from datadonor.sources.fhir.concepts import Concept, concept
from datadonor.sources.fhir.paths import Tree, part, parts, text

_MOST_NAMES: Final = 20_000
_MOST_WAITING_BYTES: Final = 16 << 20


class Medicines:
    """Knows the medicines met so far, and holds the documents that wait for one."""

    def __init__(self) -> None:
        """Begin before the first resource."""
        self._names: dict[str, Concept] = {}
        self._waiting: list[tuple[Document, str]] = []
        self._waiting_bytes = 0

    def learn(self, resource: Tree, full_url: str | None) -> None:
        """Remember a Medication by all that may point at it."""
        if len(self._names) < _MOST_NAMES:
            named = concept(resource.get("code"))
            for key in (full_url, f"Medication/{text(resource, 'id')}"):
                if key:
                    self._names[key] = named

    def name(self, document: Document, resource: Tree) -> Iterator[Document]:
        """Yield the document with its medicine's name, or keep it for later.

        What waited too long, because more waits than is held, comes without one.
        """
        reference = text(part(resource, "medicationReference"), "reference")
        if document.title or reference is None:
            yield document
        elif named := self._find(reference, resource):
            yield _named(document, named)
        elif display := text(part(resource, "medicationReference"), "display"):
            yield _named(document, concept({"text": display}))
        else:
            self._waiting.append((document, reference))
            self._waiting_bytes += len(document.body)
            if self._waiting_bytes > _MOST_WAITING_BYTES:
                yield from self.release()

    def release(self) -> Iterator[Document]:
        """Yield all that waits, named where that is possible now."""
        waiting, self._waiting, self._waiting_bytes = self._waiting, [], 0
        for document, reference in waiting:
            named = self._find(reference, {})
            yield _named(document, named) if named else document

    def _find(self, reference: str, resource: Tree) -> Concept | None:
        if reference.startswith("#"):
            for each in parts(resource, "contained"):
                if text(each, "id") == reference[1:]:
                    return concept(each.get("code"))
            return None
        relative = "/".join(reference.split("/_history/", maxsplit=1)[0].rsplit("/", 2)[-2:])
        return self._names.get(reference) or self._names.get(relative)


def _named(document: Document, named: Concept) -> Document:
    return document._replace(code=document.code or named.code, title=named.title)
