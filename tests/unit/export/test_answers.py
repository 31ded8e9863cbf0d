"""Answers and notices: signed by the right key, about the right thing, never taken back."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consent.donor_key import donor_key, pseudonym_of
from consent.envelope import PublicKey, open_envelope, seal_envelope
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from export import answers, withdrawing
from export.answers import (
    Answer,
    AnswerContradicts,
    AnswerNotSigned,
    AnswerOfOther,
    AnswerTooNew,
    AnswerUnreadable,
    Detail,
    answer_document,
    may_follow,
    open_answer,
    require_about,
    require_follows,
    sign_answer,
    statement_of,
)
from export.withdrawing import (
    NoticeNotSigned,
    NoticeTooNew,
    NoticeUnreadable,
    notice_document,
    open_notice,
    withdrawal_notice,
)
from tests import bundles, inboxes

BUNDLE = "a" * 64
OTHER = "b" * 64
WHO = "abcdefghijklmnopqrst"
DETAILS = {
    "received": Detail(
        sequence=1, manifest_sha256=OTHER, confirmed_sha256=OTHER, files=3, size_bytes=100
    ),
    "rejected": Detail(code="BUNDLE_CUT"),
    "withdrawn": Detail(effect="erase", notice_sha256=OTHER),
    "deleted": Detail(effect="erase", notice_sha256=OTHER),
}
KINDS = list(DETAILS)


def answer(kind: Any = "received", **changes: Any) -> Answer:  # noqa: ANN401 - any field
    detail = changes.pop("detail", DETAILS[kind])
    fields: dict[str, Any] = {
        "kind": kind,
        "project": "project",
        "pseudonym": WHO,
        "bundle_sha256": BUNDLE,
        "at": "2026-09-01T12:00:00.000Z",
        "statement": statement_of(kind, DETAILS[kind]),
        "detail": detail,
    }
    return Answer.model_validate(fields | changes)


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_read_as_it_was_signed(kind: str) -> None:
    signed = sign_answer(answer(kind), bundles.RECIPIENT_KEY)
    assert open_answer(signed.content, inboxes.recipient()) == signed
    assert signed.answer == answer(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_in_both_languages(kind: Any) -> None:  # noqa: ANN401
    for effect in ("erase", "anonymise", "future_only"):
        for item in (None, "sleep"):
            detail = DETAILS[kind].model_copy(update={"effect": effect, "item": item})
            said = statement_of(kind, detail)
            assert all(said.in_language(each) for each in Language)


def test_an_answer_by_another_key_does_not_count() -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    signed = sign_answer(answer(), stranger)
    with pytest.raises(AnswerNotSigned):
        open_answer(signed.content, inboxes.recipient())


def test_a_changed_answer_does_not_count() -> None:
    signed = sign_answer(answer("rejected"), bundles.RECIPIENT_KEY)
    outer = json.loads(signed.content)
    better = seal_envelope(answer_document(answer()), answers.PAYLOAD_TYPE, [bundles.RECIPIENT_KEY])
    outer["payload"] = json.loads(better)["payload"]
    with pytest.raises(AnswerNotSigned):
        open_answer(json.dumps(outer).encode(), inboxes.recipient())


def test_a_notice_signed_by_the_recipient_is_no_answer() -> None:
    """DSSE signs the type with the bytes: one kind of document is never shown as another."""
    content = seal_envelope(
        answer_document(answer()), withdrawing.PAYLOAD_TYPE, [bundles.RECIPIENT_KEY]
    )
    with pytest.raises(AnswerUnreadable):
        open_answer(content, inboxes.recipient())


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "lost"},
        {"at": "2026-09-01"},
        {"bundle_sha256": "A" * 64},
        {"pseudonym": "Somebody"},
        {"surplus": 1},
        {"detail": {"code": "BUNDLE_CUT"}},
        {"detail": {"sequence": "1"}},
        {"statement": {"da": "\u202evendt", "en": "turned"}},
        {"project": None, "pseudonym": None},
    ],
)
def test_what_is_signed_and_is_no_answer_is_refused(change: dict[str, Any]) -> None:
    document = answer_document(answer()) | change
    content = seal_envelope(document, answers.PAYLOAD_TYPE, [bundles.RECIPIENT_KEY])
    with pytest.raises(AnswerUnreadable):
        open_answer(content, inboxes.recipient())


@pytest.mark.parametrize("document", [[], "answer", 3, None, {}])
def test_any_json_that_is_no_answer_is_refused(document: Any) -> None:  # noqa: ANN401
    content = seal_envelope(document, answers.PAYLOAD_TYPE, [bundles.RECIPIENT_KEY])
    with pytest.raises(AnswerUnreadable):
        open_answer(content, inboxes.recipient())


def test_an_answer_of_a_later_format_is_too_new() -> None:
    document = answer_document(answer()) | {"format": "datadonor.answer/2"}
    content = seal_envelope(document, answers.PAYLOAD_TYPE, [bundles.RECIPIENT_KEY])
    with pytest.raises(AnswerTooNew):
        open_answer(content, inboxes.recipient())


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_an_error_of_ours(content: bytes) -> None:
    with pytest.raises(AnswerUnreadable):
        open_answer(content, inboxes.recipient())
    with pytest.raises(NoticeUnreadable):
        open_notice(content)


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_says_what_its_kind_needs(kind: str) -> None:
    with pytest.raises(ValidationError):
        answer(kind, detail=Detail())


def test_only_a_rejection_may_leave_out_whose_it_is() -> None:
    assert answer("rejected", project=None, pseudonym=None).project is None
    for kind in ("received", "withdrawn", "deleted"):
        with pytest.raises(ValidationError):
            answer(kind, project=None, pseudonym=None)


def test_an_answer_is_about_what_was_sent() -> None:
    require_about(answer(), BUNDLE, "project", WHO)
    require_about(answer("rejected", project=None, pseudonym=None), BUNDLE, "project", WHO)
    for asked in ((OTHER, "project", WHO), (BUNDLE, "other", WHO), (BUNDLE, "project", WHO[::-1])):
        with pytest.raises(AnswerOfOther):
            require_about(answer(), *asked)


def test_answers_go_forward_only() -> None:
    order = ["rejected", "received", "withdrawn", "deleted"]
    for earlier in order:
        for later in order:
            is_later = order.index(later) > order.index(earlier)
            assert may_follow(earlier, later) == is_later  # type: ignore[arg-type]


def test_a_recipient_cannot_take_back_what_it_signed() -> None:
    require_follows(answer(), answer("deleted"))
    require_follows(answer(), answer())
    for earlier, later in (("deleted", "received"), ("received", "rejected")):
        with pytest.raises(AnswerContradicts):
            require_follows(answer(earlier), answer(later))
    with pytest.raises(AnswerContradicts):
        require_follows(answer(), answer(at="2027-09-01T12:00:00.000Z"))


def test_the_file_is_named_by_what_was_sent() -> None:
    assert answers.answer_name(BUNDLE) == f"{BUNDLE}.ddanswer"


# -- notices -----------------------------------------------------------------------


def notice(**changes: Any) -> withdrawing.SignedNotice:  # noqa: ANN401 - any argument
    said: dict[str, Any] = {"through_sequence": 2, "bundles": (OTHER, BUNDLE, OTHER)} | changes
    return withdrawal_notice(inboxes.request(), inboxes.Citizen().key, date(2026, 9, 1), **said)


def test_a_notice_says_what_the_project_promised_and_whose_it_is() -> None:
    signed = notice()
    said = signed.notice
    assert said.effect == "erase"
    assert said.pseudonym == inboxes.Citizen().pseudonym
    assert said.bundles == (BUNDLE, OTHER)
    assert open_notice(signed.content) == signed


def test_a_notice_tells_the_day_and_no_time() -> None:
    """A time of day would be the same in the notices to two recipients."""
    document = notice_document(notice().notice)
    assert document["at"] == "2026-09-01"
    assert not any("T" in str(value) and ":" in str(value)[8:] for value in [document["at"]])


def forged(change: Callable[[dict[str, Any]], dict[str, Any]], secret: bytes = b"x" * 32) -> bytes:
    """Return a notice that another donor signed."""
    document = change(notice_document(notice().notice))
    key = donor_key(secret, inboxes.request().request.id)
    return seal_envelope(document, withdrawing.PAYLOAD_TYPE, [key])


def test_nobody_can_withdraw_for_another() -> None:
    stranger = PublicKey.of(donor_key(b"x" * 32, inboxes.request().request.id))
    attempts: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
        lambda said: said,
        lambda said: said | {"donor_key": stranger.format()},
        lambda said: said | {"pseudonym": pseudonym_of(stranger)},
    ]
    for attempt in attempts:
        with pytest.raises(NoticeNotSigned):
            open_notice(forged(attempt))


def test_a_changed_notice_does_not_count() -> None:
    outer = json.loads(notice().content)
    outer["payload"] = json.loads(notice(through_sequence=9).content)["payload"]
    with pytest.raises(NoticeNotSigned):
        open_notice(json.dumps(outer).encode())


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"effect": "forget"}, NoticeUnreadable),
        ({"through_sequence": -1}, NoticeUnreadable),
        ({"bundles": [OTHER, BUNDLE]}, NoticeUnreadable),
        ({"at": "2026-09-01T10:00:00.000Z"}, NoticeUnreadable),
        ({"reason": "words"}, NoticeUnreadable),
        ({"donor_key": "ed25519:AAAA"}, NoticeUnreadable),
        ({"format": "datadonor.withdrawal/2"}, NoticeTooNew),
    ],
)
def test_what_is_no_notice_is_refused(change: dict[str, Any], error: type[DatadonorError]) -> None:
    document = notice_document(notice().notice) | change
    content = seal_envelope(document, withdrawing.PAYLOAD_TYPE, [inboxes.Citizen().key])
    assert open_envelope(content, withdrawing.PAYLOAD_TYPE)
    with pytest.raises(error):
        open_notice(content)
