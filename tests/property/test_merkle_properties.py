"""The tree against the definitions of RFC 6962 §2.1, written down as they stand there."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.audit import merkle
from datadonor.audit.merkle import Frontier, ProofError

Hashes = list[bytes]

LARGEST = 70
records = st.lists(st.binary(max_size=6), max_size=LARGEST)
some_records = st.lists(st.binary(max_size=6), min_size=1, max_size=LARGEST)
sizes = st.integers() | st.integers(-2, LARGEST) | st.just(2**63)
hashes = st.binary(min_size=32, max_size=32) | st.binary(max_size=40)


def split_point(count: int) -> int:
    """Return k, the largest power of two smaller than n."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def head(leaves: Hashes) -> bytes:
    """Return MTH(D[n]), RFC 6962 §2.1."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = split_point(len(leaves))
    return sha256(b"\x01" + head(leaves[:k]) + head(leaves[k:])).digest()


def path(index: int, leaves: Hashes) -> Hashes:
    """Return PATH(m, D[n]), RFC 6962 §2.1.1."""
    if len(leaves) == 1:
        return []
    k = split_point(len(leaves))
    if index < k:
        return [*path(index, leaves[:k]), head(leaves[k:])]
    return [*path(index - k, leaves[k:]), head(leaves[:k])]


def subproof(size: int, leaves: Hashes, *, is_known: bool) -> Hashes:
    """Return SUBPROOF(m, D[n], b), RFC 6962 §2.1.2."""
    if size == len(leaves):
        return [] if is_known else [head(leaves)]
    k = split_point(len(leaves))
    if size <= k:
        return [*subproof(size, leaves[:k], is_known=is_known), head(leaves[k:])]
    return [*subproof(size - k, leaves[k:], is_known=False), head(leaves[:k])]


def flipped_bits(values: Hashes) -> list[Hashes]:
    """Return every list that differs from this one in a single bit."""
    changed = []
    for at, value in enumerate(values):
        for bit in range(len(value) * 8):
            other = bytearray(value)
            other[bit // 8] ^= 1 << bit % 8
            changed.append([*values[:at], bytes(other), *values[at + 1 :]])
    return changed


@given(records)
def test_root_is_the_definitions(leaves: Hashes) -> None:
    leaf_hashes = merkle.leaf_hashes(leaves)
    assert merkle.root(leaf_hashes) == head(leaves)
    assert Frontier(leaf_hashes).root() == head(leaves)


@given(records, st.integers(0, LARGEST))
def test_frontier_continues_where_it_began(leaves: Hashes, start: int) -> None:
    leaf_hashes = merkle.leaf_hashes(leaves)
    frontier = Frontier(leaf_hashes[:start])
    for leaf_hash in leaf_hashes[start:]:
        frontier.append(leaf_hash)
    assert (frontier.size, frontier.root()) == (len(leaves), head(leaves))


@pytest.mark.parametrize("size", [*range(1, 35), 63, 64, 65])
def test_every_proof_is_the_definitions_and_verifies(size: int) -> None:
    leaves = [bytes([number]) for number in range(size)]
    leaf_hashes = merkle.leaf_hashes(leaves)
    root = head(leaves)
    for index in range(size):
        proof = merkle.inclusion_proof(leaf_hashes, index)
        assert proof == path(index, leaves)
        merkle.verify_inclusion(leaf_hashes[index], index, size, proof, root)
        old_root = head(leaves[: index + 1])
        steps = merkle.consistency_proof(leaf_hashes, index + 1)
        assert steps == subproof(index + 1, leaves, is_known=True)
        merkle.verify_consistency(index + 1, size, steps, old_root, root)


@pytest.mark.parametrize(
    ("index", "size"), [(0, 1), (0, 2), (4, 5), (5, 7), (6, 7), (0, 8), (3, 9)]
)
def test_every_flipped_bit_of_an_inclusion_is_refused(index: int, size: int) -> None:
    leaf_hashes = merkle.leaf_hashes([bytes([number]) for number in range(size)])
    proof = merkle.inclusion_proof(leaf_hashes, index)
    for leaf_hash, root, *steps in flipped_bits(
        [leaf_hashes[index], merkle.root(leaf_hashes), *proof]
    ):
        with pytest.raises(ProofError):
            merkle.verify_inclusion(leaf_hash, index, size, steps, root)


@pytest.mark.parametrize(
    ("size1", "size2"), [(1, 1), (1, 2), (3, 3), (3, 7), (4, 7), (6, 7), (8, 9)]
)
def test_every_flipped_bit_of_a_consistency_is_refused(size1: int, size2: int) -> None:
    leaf_hashes = merkle.leaf_hashes([bytes([number]) for number in range(size2)])
    roots = [merkle.root(leaf_hashes[:size1]), merkle.root(leaf_hashes)]
    for root1, root2, *steps in flipped_bits(
        [*roots, *merkle.consistency_proof(leaf_hashes, size1)]
    ):
        with pytest.raises(ProofError):
            merkle.verify_consistency(size1, size2, steps, root1, root2)


@given(some_records.filter(lambda leaves: len(set(leaves)) == len(leaves)), st.data())
def test_no_proof_serves_another_place(leaves: Hashes, data: st.DataObject) -> None:
    """A proof may fit another tree size of the same shape, but never another index."""
    leaf_hashes = merkle.leaf_hashes(leaves)
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(sizes.filter(lambda number: number != index))
    proof = merkle.inclusion_proof(leaf_hashes, index)
    with pytest.raises(ProofError):
        merkle.verify_inclusion(leaf_hashes[index], other, len(leaves), proof, head(leaves))


@given(some_records, st.data())
def test_no_proof_serves_another_tree(leaves: Hashes, data: st.DataObject) -> None:
    leaf_hashes = merkle.leaf_hashes(leaves)
    index = data.draw(st.integers(0, len(leaves) - 1))
    size1 = data.draw(st.integers(1, len(leaves)))
    end = data.draw(st.integers(1, len(leaves) + 1).filter(lambda number: number != len(leaves)))
    other = [*leaves, b"one more"][:end]
    with pytest.raises(ProofError):
        merkle.verify_inclusion(
            leaf_hashes[index], index, end, merkle.inclusion_proof(leaf_hashes, index), head(other)
        )
    with pytest.raises(ProofError):
        merkle.verify_consistency(
            size1,
            end,
            merkle.consistency_proof(leaf_hashes, size1),
            head(leaves[:size1]),
            head(other),
        )


@given(hashes, sizes, sizes, st.lists(hashes, max_size=70), hashes)
def test_garbage_raises_nothing_else(
    first: bytes, number: int, size: int, proof: Hashes, second: bytes
) -> None:
    is_leaf = (number, size, proof, first) == (0, 1, [], second) and len(first) == 32
    if not is_leaf:
        with pytest.raises(ProofError):
            merkle.verify_inclusion(first, number, size, proof, second)
    is_same = 0 < number == size < 2**63 and not proof and first == second and len(first) == 32
    if not is_same:
        with pytest.raises(ProofError):
            merkle.verify_consistency(number, size, proof, first, second)


@given(st.lists(hashes, max_size=9), sizes)
def test_garbage_gives_no_other_error_when_proving(leaf_hashes: Hashes, number: int) -> None:
    for use in (merkle.inclusion_proof, merkle.consistency_proof):
        try:
            assert all(len(step) == 32 for step in use(leaf_hashes, number))
        except ProofError:
            continue
