"""Whatever is done to a bundle, it is refused for its own reason, and nothing of it is kept."""

import io
import random
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from datadonor.errors import ExitCode
from datadonor.texts import Language
from export.receiving import refusals
from export.receiving.opening import open_bundle
from export.receiving.refusals import BundleRefused
from export.receiving.verifying import verify_bundle
from tests import bundles
from tests.attacks.bundle_attacks import Attack, attacks, honest, members, packed, signed

MATRIX: Final = tuple(attacks())

ASKED_ELSEWHERE: Final = {"BUNDLE_REPLAYED"}
"""Needs a recipient that has seen others: ``test_receiving_opening``."""


def test_the_bundle_that_is_attacked_is_a_bundle_and_so_is_what_the_attacks_pack() -> None:
    """Negative control: the tools of the matrix change nothing by themselves."""
    assert packed(members(honest())) == honest()
    payload = {name: each for name, each in members(honest()) if name.startswith("data/")}
    assert signed(payload) == honest()
    verified = verify_bundle(io.BytesIO(honest()), bundles.expected())
    assert verified.length == len(honest())


@pytest.mark.parametrize("attack", MATRIX, ids=[each.name for each in MATRIX])
def test_each_attack_is_refused_for_its_own_reason(attack: Attack, tmp_path: Path) -> None:
    with pytest.raises(BundleRefused) as verified:
        verify_bundle(io.BytesIO(attack.content), bundles.expected())
    assert verified.value.code == attack.code
    with pytest.raises(BundleRefused) as opened:
        open_bundle(io.BytesIO(attack.content), bundles.expected(), tmp_path / "open")
    assert opened.value.code == attack.code
    assert list(tmp_path.iterdir()) == []


def test_no_two_attacks_are_the_same_and_every_reason_is_met() -> None:
    contents = Counter(attack.content for attack in MATRIX)
    assert [count for count in contents.values() if count > 2] == []
    reasons = {
        each.code
        for each in BundleRefused.__subclasses__()
        if each.__module__ == refusals.__name__  # what is within it is judged by collect
    }
    assert reasons - {attack.code for attack in MATRIX} == ASKED_ELSEWHERE


def test_every_reason_says_so_in_both_languages_and_tells_a_script() -> None:
    within = (
        each for each in BundleRefused.__subclasses__() if each.__module__ != refusals.__name__
    )
    for reason in set(BundleRefused.__subclasses__()) - set(within):
        assert reason.exit_code in (ExitCode.NO, ExitCode.BAD_FILE, ExitCode.TAMPERED)
        sentences = {reason().user_message(language).message for language in Language}
        assert len(sentences) == 2


def test_no_single_bit_can_be_turned() -> None:
    """Of 100 000 bits and more, as many as time allows, the same ones each time."""
    chance = random.Random(20260901)
    whole = honest()
    for _ in range(600):
        position = chance.randrange(len(whole) * 8)
        turned = bytearray(whole)
        turned[position // 8] ^= 1 << position % 8
        with pytest.raises(BundleRefused):
            verify_bundle(io.BytesIO(bytes(turned)), bundles.expected())


def test_no_end_can_be_cut_off() -> None:
    whole = honest()
    for length in range(0, len(whole), 97):
        with pytest.raises(BundleRefused):
            verify_bundle(io.BytesIO(whole[:length]), bundles.expected())
