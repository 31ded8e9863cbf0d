"""Who may decide for another is written down, and has a key of their own."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.envelope import PublicKey, seal_envelope
from consent.mandate import (
    CUSTODY,
    PAYLOAD_TYPE,
    Mandate,
    MandateUnfit,
    MandateUnreadable,
    eighteenth_birthday,
    mandate_document,
    open_mandate,
    sign_mandate,
)
from consent.mandate_consistency import MandateContradicts
from consent.mandates import (
    MandateOver,
    MandateUnknown,
    NotReplaced,
    Signer,
    end_mandate,
    find_mandate,
    hand_over,
    in_force,
    is_under_age,
    mandates,
    open_signer,
    record_mandate,
)
from datadonor.audit.assistance import start_assistance
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    Assistant,
)
from datadonor.audit.help_in_force import HelperPresent
from datadonor.errors import DatadonorError
from datadonor.vault.errors import PassphraseTooShort
from datadonor.vault.keystore import WrongKeyPassphrase
from tests.mandates import EIGHTEEN, HOLDER_PASSPHRASE, SINCE, decider, terms
from tests.unit.conftest import PASSPHRASE, WEAK
from tests.unit.consent.mandates.conftest import TODAY, refused


def exchange(vault: OpenVault, table: str, column: str, mine: Signer, theirs: Signer) -> None:
    """Put what is kept of one mandate in the place of another's."""
    with vault.vault.transaction() as writing:
        writing.connection.execute(
            f"UPDATE {table} SET content = "
            f"(SELECT content FROM {table} WHERE {column} = ?) WHERE {column} = ?",
            (bytes.fromhex(theirs.standing.digest), bytes.fromhex(mine.standing.digest)),
        )


# -- the document ---------------------------------------------------------------------


def test_a_mandate_is_read_as_it_was_signed(vault: OpenVault) -> None:
    signer = decider(vault)
    (found,) = mandates(vault)
    assert found == signer.standing
    assert found.mandate.holder_key == PublicKey.of(signer.key).format()
    assert in_force(vault, TODAY) == [found]
    assert find_mandate(vault, found.digest[:8]) == found


@pytest.mark.parametrize(
    ("basis", "changes", "where"),
    [
        ("power_of_attorney", {"last_day": date(2025, 12, 31)}, "last_day"),
        ("power_of_attorney", {"of_age_on": EIGHTEEN}, "of_age_on"),
        ("power_of_attorney", {"relation": "neighbour"}, "relation"),
        ("power_of_attorney", {"holder": "010190-1234"}, "holder"),
        ("power_of_attorney", {"holder": "  "}, "holder"),
        ("power_of_attorney", {"holder": "Sol\u202evej Opdigtet"}, "holder"),
        ("power_of_attorney", {"holder": "Sol\u200bvej Opdigtet"}, "holder"),
        ("power_of_attorney", {"of_age_on": date.min}, "of_age_on"),
        (CUSTODY, {"of_age_on": None}, "of_age_on"),
        (CUSTODY, {"of_age_on": date.min}, "of_age_on"),
        (CUSTODY, {"of_age_on": date(2010, 5, 4)}, "of_age_on"),
        (CUSTODY, {"of_age_on": date(2026, 1, 1)}, "of_age_on"),
        (CUSTODY, {"last_day": EIGHTEEN}, "last_day"),
        (CUSTODY, {"last_day": EIGHTEEN - timedelta(days=2)}, "last_day"),
        (CUSTODY, {"last_day": date(2025, 1, 1)}, "last_day"),
        ("friendship", {}, "basis"),
    ],
)
def test_what_does_not_go_together_is_refused_by_its_name(
    vault: OpenVault, basis: str, changes: dict[str, Any], where: str
) -> None:
    before = vault.log.size
    with pytest.raises(MandateUnfit) as found:
        decider(vault, basis, **changes)
    assert found.value.facts == {"where": where}
    assert vault.log.size == before


def test_custody_ends_the_day_before_the_eighteenth_birthday(vault: OpenVault) -> None:
    signer = decider(vault, CUSTODY)
    last_day = EIGHTEEN - timedelta(days=1)
    assert signer.standing.mandate.last_day == last_day
    assert signer.standing.holds_on(last_day)
    assert not signer.standing.holds_on(EIGHTEEN)
    assert is_under_age(vault, last_day)
    assert not is_under_age(vault, EIGHTEEN)
    assert decider(vault, CUSTODY, last_day=last_day).standing.mandate.last_day == last_day


def test_custody_that_was_once_written_with_a_sooner_last_day_can_still_be_read() -> None:
    key = Ed25519PrivateKey.generate()
    said = Mandate(
        capacity="guardian",
        basis=CUSTODY,
        holder="Solvej Opdigtet",
        relation="mother",
        holder_key=PublicKey.of(key).format(),
        since=SINCE,
        last_day=date(2026, 12, 31),
        of_age_on=EIGHTEEN,
    )
    assert open_mandate(sign_mandate(said, key).content).mandate == said


def test_who_is_born_on_the_leap_day_comes_of_age_in_march() -> None:
    assert eighteenth_birthday(date(2012, 2, 29)) == date(2030, 3, 1)
    assert eighteenth_birthday(date(2010, 5, 4)) == EIGHTEEN


def test_a_mandate_signed_by_another_key_is_none(vault: OpenVault) -> None:
    signer = decider(vault)
    other = Ed25519PrivateKey.generate()
    document = mandate_document(signer.standing.mandate)
    assert open_mandate(seal_envelope(document, PAYLOAD_TYPE, [signer.key]))
    with pytest.raises(MandateUnreadable):
        open_mandate(seal_envelope(document, PAYLOAD_TYPE, [other]))
    with pytest.raises(ValueError, match="another key"):
        sign_mandate(signer.standing.mandate, other)
    with pytest.raises(MandateUnreadable):
        open_mandate(b"{}")


def test_a_mandate_that_is_not_what_its_event_says_is_unreadable(vault: OpenVault) -> None:
    """The document is exchanged for another one of the same vault, under its digest."""
    mine, theirs = decider(vault), decider(vault, "next_of_kin")
    exchange(vault, "consent_document", "sha256", mine, theirs)
    with pytest.raises(DatadonorError) as found:
        mandates(vault)
    assert found.value.code == "CONSENT_DOCUMENT_GONE"


# -- the key --------------------------------------------------------------------------


def test_only_the_holders_own_passphrase_opens_their_key(vault: OpenVault) -> None:
    digest = decider(vault).standing.digest
    assert open_signer(vault, digest, HOLDER_PASSPHRASE)
    for wrong in (PASSPHRASE, "rød cykel i gaden"):
        refused(vault, WrongKeyPassphrase, partial(open_signer, vault, digest, wrong))


def test_a_holders_passphrase_is_no_shorter_than_others(vault: OpenVault) -> None:
    refused(vault, PassphraseTooShort, lambda: record_mandate(vault, terms(), "kort", kdf=WEAK))


def test_a_key_that_was_exchanged_signs_nothing(vault: OpenVault) -> None:
    mine, theirs = decider(vault), decider(vault, "next_of_kin")
    exchange(vault, "mandate_key", "mandate_sha256", mine, theirs)
    with pytest.raises(MandateUnreadable):
        open_signer(vault, mine.standing.digest, HOLDER_PASSPHRASE)


def test_a_mandate_is_named_by_enough_of_its_digest(vault: OpenVault) -> None:
    digest = decider(vault).standing.digest
    for begins in (digest[:7], "0" * 8, ""):
        with pytest.raises(MandateUnknown):
            find_mandate(vault, begins)


@pytest.mark.parametrize(
    "changes",
    [{"since": date(2027, 2, 1)}, {"last_day": date(2027, 1, 4)}],
    ids=["not begun", "over"],
)
def test_a_mandate_out_of_its_days_opens_no_key(vault: OpenVault, changes: dict[str, Any]) -> None:
    found = record_mandate(vault, terms(**changes), HOLDER_PASSPHRASE, kdf=WEAK)
    refused(vault, MandateOver, lambda: open_signer(vault, found.digest, HOLDER_PASSPHRASE))


def test_ending_a_mandate_removes_its_key(vault: OpenVault) -> None:
    digest = decider(vault).standing.digest
    end_mandate(vault, digest)
    assert vault.vault.connection.row("SELECT count(*) FROM mandate_key") == (0,)
    refused(vault, MandateOver, lambda: open_signer(vault, digest, HOLDER_PASSPHRASE))
    refused(vault, MandateOver, lambda: end_mandate(vault, digest))
    assert find_mandate(vault, digest).ended == "withdrawn"


def test_only_the_same_basis_takes_the_place_of_a_mandate(vault: OpenVault) -> None:
    old = decider(vault).standing.digest
    refused(vault, NotReplaced, lambda: end_mandate(vault, old, "replaced"))
    refused(
        vault,
        NotReplaced,
        lambda: record_mandate(
            vault, terms("next_of_kin"), HOLDER_PASSPHRASE, replaces=old, kdf=WEAK
        ),
    )
    record_mandate(vault, terms(), HOLDER_PASSPHRASE, replaces=old, kdf=WEAK)
    assert [each.ended for each in mandates(vault)] == ["replaced", None]


def test_a_mandate_that_was_withdrawn_can_be_replaced_once_and_one_that_was_replaced_cannot(
    vault: OpenVault,
) -> None:
    old = decider(vault).standing.digest
    end_mandate(vault, old)
    record_mandate(vault, terms(), HOLDER_PASSPHRASE, replaces=old, kdf=WEAK)
    assert [each.ended for each in mandates(vault)] == ["replaced", None]
    again = partial(record_mandate, vault, terms(), HOLDER_PASSPHRASE, replaces=old, kdf=WEAK)
    refused(vault, NotReplaced, again)


@pytest.mark.parametrize("days", [-1, 30], ids=["in force", "to come"])
@pytest.mark.parametrize("is_joint", [True, False])
def test_nobody_decides_alone_by_a_right_that_others_share(
    vault: OpenVault, days: int, *, is_joint: bool
) -> None:
    """One of two who share custody writes down that she decides alone, or the reverse."""
    since = vault.log.now().date() + timedelta(days=days)
    first = record_mandate(
        vault, terms(CUSTODY, since=since, is_joint=is_joint), HOLDER_PASSPHRASE, kdf=WEAK
    )
    other = partial(
        record_mandate, vault, terms(CUSTODY, is_joint=not is_joint), HOLDER_PASSPHRASE, kdf=WEAK
    )
    refused(vault, MandateContradicts, other)
    other(replaces=first.digest)
    refused(vault, MandateContradicts, lambda: decider(vault, CUSTODY, is_joint=is_joint))
    decider(vault, "guardianship", is_joint=is_joint)  # another right is another matter


def test_a_joint_right_that_is_over_stands_in_nobodys_way(vault: OpenVault) -> None:
    over = terms(is_joint=True, last_day=date(2026, 12, 31))
    record_mandate(vault, over, HOLDER_PASSPHRASE, kdf=WEAK)
    end_mandate(vault, decider(vault, is_joint=True).standing.digest)
    decider(vault)


def test_custody_names_one_birthday_unless_a_slip_is_being_mended(vault: OpenVault) -> None:
    wrong = terms(CUSTODY, of_age_on=date(2038, 5, 4))
    mother = record_mandate(vault, wrong, HOLDER_PASSPHRASE, kdf=WEAK)
    father = record_mandate(vault, wrong, HOLDER_PASSPHRASE, kdf=WEAK)
    before = vault.log.size
    with pytest.raises(MandateContradicts) as found:
        decider(vault, CUSTODY)
    assert found.value.facts == {"where": "of_age_on"}
    assert vault.log.size == before
    for each in (mother, father):
        record_mandate(vault, terms(CUSTODY), HOLDER_PASSPHRASE, replaces=each.digest, kdf=WEAK)
    assert not is_under_age(vault, EIGHTEEN)


def test_while_somebody_helps_no_right_is_given_or_ended(vault: OpenVault) -> None:
    digest = decider(vault).standing.digest
    start_assistance(vault, Assistant(name="Bodil Opdigtet", role="nurse"), 30)
    before = vault.log.size
    for attempt in (
        lambda: record_mandate(vault, terms(), HOLDER_PASSPHRASE, kdf=WEAK),
        lambda: end_mandate(vault, digest),
        lambda: hand_over(vault, "ny sætning til mig", kdf=WEAK),
    ):
        with pytest.raises(HelperPresent):
            attempt()
    assert vault.log.size == before
