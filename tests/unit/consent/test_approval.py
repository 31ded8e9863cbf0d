"""One place answers whether a request is approved, and each no has its own reason."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.approval import Approval, Standing, judge_request, was_a_request
from consent.envelope import PublicKey
from consent.request import SignedRequest, open_request, sign_request
from datadonor.errors import DatadonorError
from datadonor.registry.signed import Versions
from datadonor.registry.targets import Names, Recipient, Revocation, SealKeys, project_name
from datadonor.registry.view import RegistryView
from datadonor.texts import Language, catalogue
from tests.synthetic_requests import complete_request

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
OTHER = Ed25519PrivateKey.generate()
REQUEST = complete_request()
SIGNED = open_request(sign_request(REQUEST, KEY))
RECIPIENT = Recipient(
    id=REQUEST.recipient,
    name=Names(da="Et hospital (opdigtet)", en="A hospital (made up)"),
    kind="hospital",
    seal=SealKeys(format="age", keys=("age1x",)),
    receipt_keys=(PublicKey.of(KEY).format(),),
    valid_until=date(2099, 1, 1),
)


def view(
    *,
    recipient: Recipient | None = RECIPIENT,
    published: Mapping[str, bytes] | None = None,
    revoked: str | None = None,
) -> RegistryView:
    contents = {project_name(REQUEST.id, 1): SIGNED.content} if published is None else published
    reason = Names(da="Grunden", en="The reason")
    revocations = {
        revoked: Revocation(id=revoked, since=NOW + timedelta(days=9), reason=reason)
        for revoked in [revoked]
        if revoked is not None
    }
    return RegistryView(
        location="somewhere",
        versions=Versions(1, 1, 1, 1),
        as_of=NOW,
        fresh_until=NOW + timedelta(days=7),
        recipients=MappingProxyType({} if recipient is None else {recipient.id: recipient}),
        projects=MappingProxyType({}),
        unreadable=(),
        _requests=MappingProxyType(dict(contents)),
        _revocations=MappingProxyType(revocations),
    )


def judged(signed: SignedRequest, seen: RegistryView | None, now: datetime = NOW) -> Approval:
    return judge_request(signed, seen, now, Language.ENGLISH)


def test_exactly_what_is_published_is_approved() -> None:
    approval = judged(SIGNED, view())
    assert approval.is_approved
    assert approval.recipient == RECIPIENT
    assert approval.as_of == NOW


@pytest.mark.parametrize(
    ("now", "is_stale"),
    [
        (NOW, False),
        (NOW + timedelta(days=7) - timedelta(milliseconds=1), False),
        (NOW + timedelta(days=7), True),
        (NOW - timedelta(milliseconds=1), True),
    ],
)
def test_an_approval_says_whether_it_is_too_old_for_a_yes(now: datetime, *, is_stale: bool) -> None:
    approval = judged(SIGNED, view(), now)
    assert approval.is_approved
    assert approval.is_stale == is_stale


CASES: dict[Standing, tuple[SignedRequest, RegistryView | None, datetime]] = {
    Standing.NO_REGISTRY: (SIGNED, None, NOW),
    Standing.NOT_PUBLISHED: (SIGNED, view(published={}), NOW),
    Standing.CHANGED: (
        open_request(sign_request(complete_request(storage_location="Danmark, her"), KEY)),
        view(),
        NOW,
    ),
    Standing.PROJECT_REVOKED: (SIGNED, view(revoked=REQUEST.id), NOW),
    Standing.RECIPIENT_REVOKED: (SIGNED, view(revoked=REQUEST.recipient), NOW),
    Standing.RECIPIENT_UNKNOWN: (SIGNED, view(recipient=None), NOW),
    Standing.RECIPIENT_EXPIRED: (
        SIGNED,
        view(recipient=RECIPIENT.model_copy(update={"valid_until": date(2026, 8, 31)})),
        NOW,
    ),
    Standing.NOT_SIGNED: (
        SIGNED,
        view(
            recipient=RECIPIENT.model_copy(update={"receipt_keys": (PublicKey.of(OTHER).format(),)})
        ),
        NOW,
    ),
    Standing.ENDED: (SIGNED, view(), datetime(2098, 1, 1, tzinfo=UTC)),
}


@pytest.mark.parametrize("standing", CASES)
def test_each_no_has_its_own_reason(standing: Standing) -> None:
    approval = judged(*CASES[standing])
    assert approval.standing is standing
    assert not approval.is_approved


def test_every_standing_is_tried_and_has_words() -> None:
    assert set(CASES) | {Standing.APPROVED, Standing.ALTERED} == set(Standing)
    written = {key.removeprefix("approval.") for key in catalogue() if key.startswith("approval.")}
    assert written == set(Standing)


def test_a_revocation_tells_its_reason_and_counts_at_once() -> None:
    """The day it names says from when trust has ended, not from when it counts."""
    approval = judged(SIGNED, view(revoked=REQUEST.id))
    assert "The reason" in approval.sentence(Language.ENGLISH)


def test_one_changed_byte_is_never_approved() -> None:
    """Wherever it is: it is another file, or none."""
    for place in range(0, len(SIGNED.content), 97):
        changed = bytearray(SIGNED.content)
        changed[place] ^= 1
        try:
            signed = open_request(bytes(changed))
        except DatadonorError:
            continue
        assert not judged(signed, view()).is_approved


def test_a_second_signature_by_another_hand_makes_other_bytes() -> None:
    twice = open_request(sign_request(REQUEST, OTHER))
    assert judged(twice, view()).standing is Standing.CHANGED


def test_a_request_with_one_changed_byte_still_looks_like_one() -> None:
    for place in range(len(SIGNED.content)):
        changed = bytearray(SIGNED.content)
        changed[place] ^= 1
        assert was_a_request(bytes(changed))
    assert not was_a_request(b"%PDF-1.7")


def test_the_last_day_counts() -> None:
    last = datetime.combine(REQUEST.valid_until, datetime.min.time(), UTC)
    assert judged(SIGNED, view(), last).is_approved
    assert judged(SIGNED, view(), last + timedelta(days=1)).standing is Standing.ENDED
