"""Who decides for another signs with a key of their own, and only while the right holds."""

from datetime import date
from functools import partial

import pytest

from consent.attestation import attestations_of
from consent.book import ConsentBook
from consent.ledger import ConsentState
from consent.mandate import (
    CUSTODY,
)
from consent.mandate_rights import told, told_by
from consent.mandate_rules import DecidedThemselves
from consent.mandate_signing import JointHolderMissing, MandateNeeded
from consent.mandates import (
    MandateOver,
    end_mandate,
    open_signer,
    record_mandate,
)
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    AttestationAdded,
    ConsentGiven,
)
from tests.consents import APPROVED, Clock, fitting_choices, give
from tests.mandates import EIGHTEEN, HOLDER_PASSPHRASE, decider, parents, terms
from tests.unit.conftest import WEAK
from tests.unit.consent.mandates.conftest import AT_EIGHTEEN, SLEEP, TODAY, refused, state

# -- deciding -------------------------------------------------------------------------


def test_a_decision_for_another_is_signed_by_the_holder(
    vault: OpenVault, book: ConsentBook
) -> None:
    signer = decider(vault)
    signed = book.give(SLEEP, fitting_choices(), APPROVED, signers=[signer])
    (attested,) = attestations_of(vault, signed.digest)
    assert attested.attestation.role == "proxy"
    assert attested.attestation.mandate_sha256 == signer.standing.digest
    assert attested.attestation.key == signer.standing.mandate.holder_key
    choices = signed.decision.choices
    assert (choices.given_by, choices.basis) == ("proxy", "power_of_attorney")
    events = [each.event for each in vault.log.events() if each.event is not None]
    given, attestation = events[-2:]
    assert isinstance(given.what, ConsentGiven)
    assert isinstance(attestation.what, AttestationAdded)
    assert (given.who.capacity, given.who.basis) == ("proxy", "power_of_attorney")
    assert told_by(vault.log).has_word_of_holders(
        signed.digest, "proxy", "power_of_attorney", TODAY
    )


def test_nobody_decides_for_another_without_a_key(vault: OpenVault, book: ConsentBook) -> None:
    decider(vault)
    refused(vault, MandateNeeded, lambda: give(book, given_by="proxy", basis="power_of_attorney"))
    said = fitting_choices(given_by="proxy", basis="power_of_attorney")
    refused(vault, MandateNeeded, lambda: book.refuse(SLEEP, said))


def test_a_holder_decides_by_no_other_right_than_theirs(
    vault: OpenVault, book: ConsentBook
) -> None:
    signer, kin = decider(vault), decider(vault, "next_of_kin")
    said = fitting_choices(given_by="proxy", basis="next_of_kin")
    refused(vault, MandateNeeded, lambda: book.give(SLEEP, said, APPROVED, signers=[signer]))
    refused(
        vault,
        MandateNeeded,
        lambda: book.give(SLEEP, fitting_choices(), APPROVED, signers=[signer, kin]),
    )
    book.give(SLEEP, said, APPROVED, signers=[kin])


def test_a_mandate_that_was_ended_since_signs_nothing(vault: OpenVault, book: ConsentBook) -> None:
    signer = decider(vault)
    end_mandate(vault, signer.standing.digest)
    refused(
        vault,
        MandateOver,
        lambda: book.give(SLEEP, fitting_choices(), APPROVED, signers=[signer]),
    )


def test_those_who_decide_together_all_sign_or_nothing_is_written(
    vault: OpenVault, book: ConsentBook
) -> None:
    one, other = parents(vault)
    for alone in ([one], [other], [one, one]):
        error = MandateOver if len(alone) > 1 else JointHolderMissing
        refused(
            vault,
            error,
            partial(book.give, SLEEP, fitting_choices(), APPROVED, signers=alone),
        )
        refused(vault, error, partial(book.refuse, SLEEP, signers=alone))
    signed = book.give(SLEEP, fitting_choices(), APPROVED, signers=[other, one])
    assert len(attestations_of(vault, signed.digest)) == 2
    refused(vault, JointHolderMissing, lambda: book.withdraw(SLEEP.request, signers=[one]))
    book.withdraw(SLEEP.request, signers=[one, other])
    assert state(book) is ConsentState.WITHDRAWN


def test_who_was_to_decide_together_never_decides_alone(
    vault: OpenVault, book: ConsentBook
) -> None:
    one, other = parents(vault)
    end_mandate(vault, other.standing.digest)
    refused(
        vault,
        JointHolderMissing,
        lambda: book.give(SLEEP, fitting_choices(), APPROVED, signers=[one]),
    )
    alone = terms(CUSTODY)
    replaced = one.standing.digest
    sole = record_mandate(vault, alone, HOLDER_PASSPHRASE, replaces=replaced, kdf=WEAK)
    signer = open_signer(vault, sole.digest, HOLDER_PASSPHRASE)
    book.give(SLEEP, fitting_choices(), APPROVED, signers=[signer])


def test_in_a_vault_that_was_written_otherwise_nobody_decides_alone_beside_joint_holders(
    vault: OpenVault, book: ConsentBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consent.mandates.require_consistent", lambda *_, **__: None)
    alone = decider(vault, CUSTODY)
    signed = book.give(SLEEP, fitting_choices(), APPROVED, signers=[alone])
    said = (signed.digest, "guardian", CUSTODY, TODAY)
    assert told_by(vault.log).has_word_of_holders(*said)  # negative control
    both = parents(vault)
    assert not told_by(vault.log).has_word_of_holders(*said)
    for signers in ([alone], [alone, both[0]]):
        refused(
            vault,
            JointHolderMissing,
            partial(book.change, SLEEP, fitting_choices(), APPROVED, signers=signers),
        )
    signed = book.change(SLEEP, fitting_choices(), APPROVED, signers=both)
    assert told_by(vault.log).has_word_of_holders(signed.digest, "guardian", CUSTODY, TODAY)


def test_whoever_shares_a_right_on_one_of_the_days_of_a_decision_signs_it(
    vault: OpenVault,
) -> None:
    """On paper it had to be theirs on two days: of the signature, and when it was recorded."""
    sooner, later = date(2027, 1, 1), date(2027, 2, 1)
    parents(vault)
    rights = told_by(vault.log)
    both = list(rights.rights)
    assert not rights.lacks_joint_holder(both, "guardian", CUSTODY, {sooner, later})
    third = terms(CUSTODY, since=later, is_joint=True)
    record_mandate(vault, third, HOLDER_PASSPHRASE, kdf=WEAK)
    rights = told_by(vault.log)
    assert not rights.lacks_joint_holder(both, "guardian", CUSTODY, {sooner})
    assert rights.lacks_joint_holder(both, "guardian", CUSTODY, {sooner, later})
    assert not rights.lacks_joint_holder(rights.rights, "guardian", CUSTODY, {sooner, later})


def test_a_consent_lasts_no_longer_than_the_mandate(vault: OpenVault, book: ConsentBook) -> None:
    last_day = date(2027, 3, 31)
    signer = decider(vault, last_day=last_day)
    signed = book.give(SLEEP, fitting_choices(), APPROVED, signers=[signer])
    assert signed.decision.choices.expires == last_day
    sooner = date(2027, 2, 1)
    signed = book.change(SLEEP, fitting_choices(expires=sooner), APPROVED, signers=[signer])
    assert signed.decision.choices.expires == sooner


def test_at_eighteen_the_consent_of_parents_is_over_and_asked_anew(
    vault: OpenVault, book: ConsentBook, clock: Clock
) -> None:
    both = parents(vault)
    book.give(SLEEP, fitting_choices(), APPROVED, signers=both)
    assert state(book) is ConsentState.GIVEN
    clock.now = AT_EIGHTEEN
    assert state(book) is ConsentState.EXPIRED
    refused(vault, MandateOver, lambda: book.refuse(SLEEP, None, signers=both))
    give(book)
    assert state(book) is ConsentState.RENEWED


# -- the adult ------------------------------------------------------------------------


def test_what_an_adult_has_said_themselves_no_proxy_changes(
    vault: OpenVault, book: ConsentBook
) -> None:
    signer = decider(vault)
    give(book)
    for attempt in (
        lambda: book.change(SLEEP, fitting_choices(), APPROVED, signers=[signer]),
        lambda: book.withdraw(SLEEP.request, signers=[signer]),
    ):
        refused(vault, DecidedThemselves, attempt)
    book.withdraw(SLEEP.request)
    refused(
        vault,
        DecidedThemselves,
        lambda: book.give(SLEEP, fitting_choices(), APPROVED, signers=[signer]),
    )


def test_an_adult_overrules_a_proxy_and_that_is_the_last_word(
    vault: OpenVault, book: ConsentBook
) -> None:
    signer = decider(vault)
    book.give(SLEEP, fitting_choices(), APPROVED, signers=[signer])
    optional = next(item.id for item in SLEEP.request.items if not item.required)
    book.change(SLEEP, fitting_choices().without_item(optional), APPROVED)
    refused(
        vault,
        DecidedThemselves,
        lambda: book.change(SLEEP, fitting_choices(), APPROVED, signers=[signer]),
    )


def test_a_yes_of_the_persons_own_that_ran_out_may_be_asked_anew_of_a_proxy(
    vault: OpenVault, book: ConsentBook, clock: Clock
) -> None:
    signer = decider(vault)
    give(book, expires=date(2027, 1, 31))
    clock.forward(days=40)
    assert state(book) is ConsentState.EXPIRED
    refused(vault, DecidedThemselves, lambda: book.withdraw(SLEEP.request, signers=[signer]))
    book.give(SLEEP, fitting_choices(), APPROVED, signers=[signer])
    assert state(book) is ConsentState.RENEWED


# -- from events alone ----------------------------------------------------------------


def test_the_events_alone_tell_whether_the_word_of_the_holders_still_stands(
    vault: OpenVault, book: ConsentBook
) -> None:
    one, other = parents(vault)
    signed = book.give(SLEEP, fitting_choices(), APPROVED, signers=[one, other])
    said = (signed.digest, "guardian", CUSTODY)
    events = [(each.position, each.event) for each in vault.log.events() if each.event]
    assert told(events).has_word_of_holders(*said, TODAY)
    assert told(events).has_word_of_holders(signed.digest, "self", None, TODAY)
    # Negative controls: one signature missing, another decision, capacity, basis or day.
    kept = [(at, event) for at, event in events if event.what.kind != AttestationAdded.kind]
    assert not told(kept).has_word_of_holders(*said, TODAY)
    assert not told(events[:-1]).has_word_of_holders(*said, TODAY)
    assert not told(events).has_word_of_holders("0" * 64, "guardian", CUSTODY, TODAY)
    assert not told(events).has_word_of_holders(signed.digest, "proxy", CUSTODY, TODAY)
    assert not told(events).has_word_of_holders(signed.digest, "guardian", "guardianship", TODAY)
    assert not told(events).has_word_of_holders(*said, EIGHTEEN)
    end_mandate(vault, other.standing.digest)
    assert not told_by(vault.log).has_word_of_holders(*said, TODAY)
