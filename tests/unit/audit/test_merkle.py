"""The tree against RFC 6962's known answers, and against proofs that must be refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from datadonor.audit import merkle
from datadonor.audit.merkle import Frontier, ProofError
from datadonor.errors import ExitCode
from datadonor.texts import Language
from tests.vectors.audit_cases import files, load

KNOWN = load("merkle/rfc6962.json")
LEAVES = [bytes.fromhex(leaf) for leaf in KNOWN["leaves"]]
HASHES = merkle.leaf_hashes(LEAVES)
ROOTS = [bytes.fromhex(root) for root in KNOWN["roots"]]


def unhex(hashes: list[str]) -> list[bytes]:
    return [bytes.fromhex(text) for text in hashes]


def verify_case(case: dict[str, Any], kind: str) -> None:
    if kind == "inclusion":
        merkle.verify_inclusion(
            bytes.fromhex(case["leaf_hash"]),
            case["index"],
            case["size"],
            unhex(case["proof"]),
            bytes.fromhex(case["root"]),
        )
    else:
        merkle.verify_consistency(
            case["size1"],
            case["size2"],
            unhex(case["proof"]),
            bytes.fromhex(case["root1"]),
            bytes.fromhex(case["root2"]),
        )


def test_leaf_hashes_are_the_published_ones() -> None:
    assert unhex(KNOWN["leaf_hashes"]) == HASHES == [merkle.leaf_hash(leaf) for leaf in LEAVES]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size: int) -> None:
    assert merkle.root(HASHES[:size]) == ROOTS[size]
    assert Frontier(HASHES[:size]).root() == ROOTS[size]


def test_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == merkle.EMPTY_ROOT == ROOTS[0]


@pytest.mark.parametrize("known", KNOWN["inclusion"])
def test_inclusion_proofs_are_the_published_ones(known: dict[str, Any]) -> None:
    index, size, proof = known["index"], known["size"], unhex(known["proof"])
    assert merkle.inclusion_proof(HASHES[:size], index) == proof
    merkle.verify_inclusion(HASHES[index], index, size, proof, ROOTS[size])


@pytest.mark.parametrize("known", KNOWN["consistency"])
def test_consistency_proofs_are_the_published_ones(known: dict[str, Any]) -> None:
    size1, size2, proof = known["size1"], known["size2"], unhex(known["proof"])
    assert merkle.consistency_proof(HASHES[:size2], size1) == proof
    merkle.verify_consistency(size1, size2, proof, ROOTS[size1], ROOTS[size2])


@pytest.mark.parametrize("path", files("inclusion", "valid") + files("consistency", "valid"))
def test_valid_proofs_are_accepted(path: Path) -> None:
    verify_case(load(path), path.parent.name)


@pytest.mark.parametrize(
    "path",
    files("inclusion", "invalid", "tampered") + files("consistency", "invalid", "tampered"),
)
def test_other_proofs_are_refused(path: Path) -> None:
    case = load(path)
    with pytest.raises(ProofError) as refusal:
        verify_case(case, path.parent.name)
    assert (refusal.value.code, refusal.value.facts["reason"]) == (case["code"], case["reason"])


@pytest.mark.parametrize("index", [-1, 8, 2**64])
def test_no_inclusion_proof_outside_the_tree(index: int) -> None:
    with pytest.raises(ProofError):
        merkle.inclusion_proof(HASHES, index)


@pytest.mark.parametrize("size1", [-1, 0, 9, 2**64])
def test_no_consistency_proof_outside_the_tree(size1: int) -> None:
    """The domain is 0 < m ≤ n (RFC 6962 §2.1.2): the empty tree proves nothing."""
    with pytest.raises(ProofError):
        merkle.consistency_proof(HASHES, size1)


@pytest.mark.parametrize(
    "use",
    [
        merkle.root,
        Frontier,
        lambda hashes: merkle.inclusion_proof(hashes, 0),
        lambda hashes: merkle.consistency_proof(hashes, 1),
        lambda hashes: Frontier().append(hashes[0]),
    ],
)
@pytest.mark.parametrize("lengths", [(33, 31), (31, 33), (0, 64)])
def test_hashes_of_other_lengths_are_refused(
    use: Callable[[list[bytes]], object], lengths: tuple[int, int]
) -> None:
    """Moved borders leave the joined bytes, and so the node's hash, unchanged."""
    joined = HASHES[0] + HASHES[1]
    with pytest.raises(ProofError):
        use([joined[: lengths[0]], joined[lengths[0] :]])


def test_frontier_grows_as_the_tree_does() -> None:
    frontier = Frontier()
    for size, leaf_hash in enumerate(HASHES):
        assert (frontier.size, frontier.root()) == (size, ROOTS[size])
        frontier.append(leaf_hash)
    assert (frontier.size, frontier.root()) == (8, ROOTS[8])


def test_frontier_copies_are_independent() -> None:
    frontier = Frontier(HASHES[:3])
    twin = frontier.copy()
    twin.append(HASHES[3])
    assert (frontier.size, frontier.root()) == (3, ROOTS[3])
    assert (twin.size, twin.root()) == (4, ROOTS[4])


def test_refused_append_leaves_the_frontier_as_it_was() -> None:
    frontier = Frontier(HASHES[:3])
    with pytest.raises(ProofError):
        frontier.append(b"")
    assert (frontier.size, frontier.root()) == (3, ROOTS[3])


@pytest.mark.parametrize("language", Language)
def test_refusal_is_said_in_words_without_data(language: Language) -> None:
    with pytest.raises(ProofError) as refusal:
        merkle.verify_inclusion(HASHES[0], 0, 1, [], ROOTS[2])
    message = refusal.value.user_message(language)
    assert message.message.endswith(".")
    assert message.remedy.endswith(".")
    assert refusal.value.exit_code is ExitCode.TAMPERED
