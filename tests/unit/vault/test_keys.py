"""Passphrases, recovery words, slots: what opens, what does not, what is bounded."""

import json
import secrets
import unicodedata
from typing import Any

import pytest
from pydantic import ValidationError

from datadonor.vault import kdf, slots
from datadonor.vault.errors import KeyFileDamaged, RecoveryWordsMisspelt, VaultTooNew
from datadonor.vault.kdf import FLOOR, KdfParameters, calibrate, derive_key
from datadonor.vault.keyfile import Head, KeyFile, parse_key_file
from datadonor.vault.recovery import RecoveryWords, new_recovery_words, parse_recovery_words

WEAK = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
VAULT_ID = "ab" * 16
DATA_KEY = slots.new_data_key()


@pytest.fixture(scope="module")
def key_file() -> KeyFile:
    return KeyFile(
        format=slots.FORMAT,
        vault_id=VAULT_ID,
        slots=(
            slots.seal_with_passphrase(DATA_KEY, "blå hest ved åen", VAULT_ID, WEAK),
            slots.seal_with_words(DATA_KEY, new_recovery_words(), VAULT_ID),
        ),
        head=Head.of(DATA_KEY, VAULT_ID, 7, bytes(32)),
    )


def edited(key_file: KeyFile, *path: str | int, value: object) -> bytes:
    """Return the key file's bytes with one value changed."""
    written: Any = json.loads(key_file.to_bytes())
    place = written
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(written).encode()


class TestKdf:
    def test_one_letter_typed_in_two_ways_is_one_passphrase(self) -> None:
        """``å`` is one code point on one keyboard and two on another (Unicode NFC)."""
        composed = unicodedata.normalize("NFC", "blå")
        decomposed = unicodedata.normalize("NFD", "blå")
        assert composed != decomposed
        assert derive_key(composed, bytes(16), WEAK) == derive_key(decomposed, bytes(16), WEAK)

    def test_another_passphrase_is_another_key(self) -> None:
        assert derive_key("blå", bytes(16), WEAK) != derive_key("bla", bytes(16), WEAK)

    @pytest.mark.parametrize("seconds", [0.001, 0.1, 0.26, 0.4, 3.0])
    def test_calibration_never_goes_below_the_floor(self, seconds: float) -> None:
        ticks = iter([0.0, seconds])
        chosen = calibrate(lambda: next(ticks), memory_bytes=8 * 1024**3)
        assert not chosen.is_below_floor
        assert chosen.memory_kib >= FLOOR.memory_kib

    def test_a_small_machine_is_asked_for_less(self) -> None:
        ticks = iter([0.0, 0.001])
        assert calibrate(lambda: next(ticks), memory_bytes=2 * 1024**3).memory_kib == 256 * 1024

    def test_a_large_machine_is_asked_for_more(self) -> None:
        ticks = iter([0.0, 0.001])
        assert calibrate(lambda: next(ticks), memory_bytes=8 * 1024**3).memory_kib == 1024 * 1024

    @pytest.mark.parametrize(
        "wrong",
        [
            {"memory_kib": 2**21 + 1},
            {"memory_kib": 0},
            {"memory_kib": -1},
            {"iterations": 21},
            {"iterations": 0},
            {"lanes": 17},
            {"lanes": 0},
            {"memory_kib": 65536.0},
            {"memory_kib": "65536"},
            {"name": "pbkdf2"},
            {"more": 1},
        ],
    )
    def test_parameters_beyond_the_bounds_are_not_obeyed(self, wrong: dict[str, object]) -> None:
        with pytest.raises(ValidationError):
            KdfParameters.model_validate({**WEAK.model_dump(), **wrong})

    def test_the_floor_is_above_the_weakest_allowed(self) -> None:
        assert WEAK.is_below_floor
        assert not FLOOR.is_below_floor

    def test_machine_memory_is_known_or_nothing(self) -> None:
        assert kdf.machine_memory_bytes() >= 0


class TestRecoveryWords:
    def test_words_survive_how_people_write_them(self) -> None:
        words = new_recovery_words()
        numbered = "\n".join(
            f"{number}. {word.upper()}" for number, word in enumerate(words.text.split(), 1)
        )
        assert parse_recovery_words(numbered) == words

    def test_four_letters_are_enough(self) -> None:
        words = new_recovery_words()
        assert parse_recovery_words(" ".join(word[:4] for word in words.text.split())) == words

    @pytest.mark.parametrize("count", [0, 1, 12, 23, 25, 1000])
    def test_another_number_of_words_is_refused(self, count: int) -> None:
        with pytest.raises(RecoveryWordsMisspelt):
            parse_recovery_words("abandon " * count)

    def test_swapped_words_are_refused(self) -> None:
        """The check sum is 8 bits: 1 swap in 256 slips through, so many are tried."""
        refused = 0
        for _ in range(20):
            first, second, *rest = new_recovery_words().text.split()
            try:
                parse_recovery_words(" ".join([second, first, *rest]))
            except RecoveryWordsMisspelt:
                refused += 1
        assert refused >= 17

    def test_words_are_not_shown_by_accident(self) -> None:
        words = new_recovery_words()
        assert words.text.split()[0] not in repr(words)


class TestSlots:
    def test_the_right_passphrase_opens(self, key_file: KeyFile) -> None:
        assert slots.open_slots(key_file.slots, "blå hest ved åen", VAULT_ID) == [DATA_KEY]

    def test_a_wrong_passphrase_opens_nothing(self, key_file: KeyFile) -> None:
        assert slots.open_slots(key_file.slots, "bla hest ved aen", VAULT_ID) == []

    def test_wrong_words_open_nothing(self, key_file: KeyFile) -> None:
        assert slots.open_slots(key_file.slots, new_recovery_words(), VAULT_ID) == []

    def test_the_same_words_give_the_same_key_under_one_salt_only(self) -> None:
        words = RecoveryWords("abandon " * 23 + "art")
        one = slots.seal_with_words(DATA_KEY, words, VAULT_ID)
        two = slots.seal_with_words(DATA_KEY, words, VAULT_ID)
        assert one.ct != two.ct
        assert slots.open_with_words(one, words, VAULT_ID) == DATA_KEY

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("slots", 0, "kdf", "memory_kib"), 8193),
            (("slots", 0, "kdf", "iterations"), 2),
            (("slots", 0, "kdf", "lanes"), 2),
            (("slots", 0, "salt"), "00" * 16),
            (("slots", 0, "nonce"), "00" * 12),
            (("slots", 0, "ct"), "00" * 64),
            (("vault_id",), "cd" * 16),
        ],
    )
    def test_an_edited_parameter_only_makes_the_unlock_fail(
        self, key_file: KeyFile, path: tuple[str | int, ...], value: object
    ) -> None:
        changed = parse_key_file(edited(key_file, *path, value=value))
        assert slots.open_slots(changed.slots, "blå hest ved åen", changed.vault_id) == []

    def test_every_slot_is_tried_after_one_has_opened(
        self, key_file: KeyFile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Equal time: the number of runs does not tell which slot was right."""
        tried = []

        def opening(slot: slots.PassSlot, *_: object) -> slots.DataKey:
            tried.append(slot)
            return DATA_KEY

        monkeypatch.setattr(slots, "open_with_passphrase", opening)
        twice = (key_file.slots[0], *key_file.slots)
        slots.open_slots(twice, "any", VAULT_ID)
        assert len(tried) == 2


class TestKeyFile:
    def test_it_comes_back_as_written(self, key_file: KeyFile) -> None:
        assert parse_key_file(key_file.to_bytes()) == key_file

    def test_a_head_is_bound_to_its_vault_and_key(self, key_file: KeyFile) -> None:
        head = key_file.head
        assert head.is_made_with(DATA_KEY, VAULT_ID)
        assert not head.is_made_with(slots.new_data_key(), VAULT_ID)
        assert not head.is_made_with(DATA_KEY, "cd" * 16)
        for change in ({"size": 6}, {"root": "11" * 32}, {"mac": "11" * 32}):
            assert not head.model_copy(update=change).is_made_with(DATA_KEY, VAULT_ID)

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("slots",), []),
            (("slots", 0, "kdf", "memory_kib"), 2**31),
            (("slots", 0, "kdf", "iterations"), 10**9),
            (("slots", 0, "kind"), "fido3"),
            (("slots", 0, "note"), "unknown field"),
            (("slots", 0, "salt"), "AB" * 16),
            (("slots", 0, "salt"), "ab" * 15),
            (("slots", 0, "ct"), "zz" * 64),
            (("head", "size"), -1),
            (("head", "size"), 1.5),
            (("head", "size"), 2**60),
            (("head", "root"), None),
            (("head", "size"), True),
            (("vault_id",), ""),
            (("vault_id",), "ab" * 16 + "\n"),
            (("unknown",), 1),
        ],
    )
    def test_what_is_not_a_key_file_is_refused(
        self, key_file: KeyFile, path: tuple[str | int, ...], value: object
    ) -> None:
        with pytest.raises(KeyFileDamaged):
            parse_key_file(edited(key_file, *path, value=value))

    def test_more_slots_than_are_safe_are_refused(self, key_file: KeyFile) -> None:
        slot = json.loads(key_file.to_bytes())["slots"][0]
        with pytest.raises(KeyFileDamaged):
            parse_key_file(edited(key_file, "slots", value=[slot] * 5))

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{}",
            b"null",
            b"[" * 8000,
            b'{"a":' * 2000,
            b"\xff\xfe\x00",
            secrets.token_bytes(500),
            b" " * 20_000,
            b"1e999999",
        ],
    )
    def test_hostile_bytes_are_refused(self, content: bytes) -> None:
        with pytest.raises(KeyFileDamaged):
            parse_key_file(content)

    def test_a_later_format_is_said_to_be_later(self, key_file: KeyFile) -> None:
        with pytest.raises(VaultTooNew):
            parse_key_file(edited(key_file, "format", value="datadonor.vault-key/2"))

    @pytest.mark.parametrize("value", ["other/1", "", 7, None])
    def test_another_format_is_damage(self, key_file: KeyFile, value: object) -> None:
        with pytest.raises(KeyFileDamaged):
            parse_key_file(edited(key_file, "format", value=value))
