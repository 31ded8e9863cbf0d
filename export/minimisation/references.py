"""What else is sent: so that a reference stays whole within a bundle, and none leads out of it.

Whether a document goes can depend on another one that it points at, so the whole is settled
before the first is written. Must not know what a resource means.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from export.minimisation.documents import NOTHING_ELSE, HeldDocument, Terms, minimise_document

MOST_ROUNDS: Final = 8
"""How long a chain may be in which the going of one document hangs on another's. Source: our
choice; a prescription hangs on a medicine, and that on what it is made of."""

_ANY: Final = "any"


@dataclass(frozen=True)
class SentDocuments:
    """Documents that are sent, by the ids under which others of their files point at them.

    Two of one kind and id, from two places, cannot be told apart: a reference to either is
    dropped.

    Attributes:
        targets: Kind and id in the file → kind and id as sent.
    """

    targets: Mapping[tuple[str, str], tuple[str, str]]

    def target(self, kind: str | None, server_id: str) -> tuple[str, str] | None:
        """Return the kind and id under which a resource goes out, if it does."""
        return self.targets.get((kind or _ANY, server_id))


def settle(documents: Callable[[], Iterable[tuple[HeldDocument, Terms]]]) -> SentDocuments:
    """Find out which documents go, given that each may point at others only if they go.

    Begins with all that could go and takes away what does not, so that it comes to an end.

    Args:
        documents: Gives all documents of a release with their terms, again at each call;
            ``Terms.keys`` is not looked at.

    Returns:
        The keys with which to minimise them. Each target in them goes. If pointers hang on
        one another in longer chains than any honest file has, it is keys to nothing.
    """
    all_targets = _all_targets(documents())
    known = SentDocuments({key: target for key, (_, target) in all_targets.items()})
    for _ in range(MOST_ROUNDS):
        goes = {
            document.record
            for document, terms in documents()
            if minimise_document(document, replace(terms, keys=known)).outgoing is not None
        }
        left = {key: target for key, (record, target) in all_targets.items() if record in goes}
        if left == known.targets:
            return known
        known = SentDocuments(left)
    return SentDocuments({})


def _all_targets(
    documents: Iterable[tuple[HeldDocument, Terms]],
) -> Mapping[tuple[str, str], tuple[str, tuple[str, str]]]:
    """Return record, and kind and id as sent, of whatever can be pointed at; no doubles."""
    found: dict[tuple[str, str], tuple[str, tuple[str, str]]] = {}
    doubles: set[tuple[str, str]] = set()
    for document, terms in documents:
        sent = terms.allowed.sent.get(document.kind)
        known_as = minimise_document(document, replace(terms, keys=NOTHING_ELSE)).known_as
        if sent is None or known_as is None:
            continue
        target = (sent.kind, terms.identity.record_id(sent.kind, document.record))
        for key in (known_as, (_ANY, known_as[1])):
            if found.setdefault(key, (document.record, target))[0] != document.record:
                doubles.add(key)
    return {key: each for key, each in found.items() if key not in doubles}
