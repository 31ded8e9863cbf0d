"""A conversation can be begun, kept, left, read back and gone on with; also a hostile one."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785

from consent.book import ConsentBook, ConsentMissing
from consent.choices import Choices, ItemChoice
from consent.flow import (
    Conversation,
    ConversationElsewhere,
    ConversationUnreadable,
    StepId,
    answer,
    begin,
    begin_from,
    choices_of,
    choices_to_sign,
    discard_conversation,
    go_to,
    in_language,
    load_conversation,
    missing,
    parse_conversation,
    resumed,
    save_conversation,
    unfinished_conversations,
)
from consent.flow.conversation import (
    MOST_BYTES,
    ItemAnswer,
    conversation_content,
    conversation_document,
)
from consent.flow.errors import NotReadyToSign
from consent.request import ProjectRequest, Resolution
from consent.request_versions import ChangeCode
from datadonor.audit.custody import OpenVault
from datadonor.texts import Language
from tests.consents import approved
from tests.synthetic_conversations import answer_all, fresh, signed, signed_sample
from tests.synthetic_requests import TODAY, sample_request, with_change

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 9, 2, 12, tzinfo=UTC)
SLEEP = sample_request("sleep")


def finished() -> Conversation:
    return answer_all(fresh(), SLEEP)


def new_version(where: str, value: object) -> ProjectRequest:
    return with_change(with_change(SLEEP, "version", 2), where, value)


# -- what can be given --------------------------------------------------------------------


def test_a_finished_conversation_is_a_consent(opened: OpenVault) -> None:
    book = ConsentBook(opened)
    save_conversation(opened, finished(), NOW)
    request = signed_sample("sleep")
    book.give(request, choices_to_sign(finished(), SLEEP, TODAY), approved(request))
    consent = book.consent(SLEEP.id)
    assert consent is not None
    assert consent.state.is_in_force
    assert load_conversation(opened.vault.connection, SLEEP.id) is None, "it is over"


def test_an_unfinished_one_is_not() -> None:
    said = answer(finished(), SLEEP, "options.results", None, TODAY)
    with pytest.raises(NotReadyToSign):
        choices_to_sign(said, SLEEP, TODAY)


def test_changing_begins_with_what_is_in_force(opened: OpenVault) -> None:
    book, request = ConsentBook(opened), signed_sample("sleep")
    given = answer(finished(), SLEEP, "items.heart.resolution", "day", TODAY)
    given = answer(given, SLEEP, "options.results", False, TODAY)
    book.give(request, choices_to_sign(given, SLEEP, TODAY), approved(request))
    consent = book.consent(SLEEP.id)
    assert consent is not None
    in_force = book.choices(consent)
    assert in_force is not None
    said = begin_from(in_force, request, None, Language.DANISH)
    assert said.purpose == "change"
    assert [each.field for each in missing(said, SLEEP, TODAY)] == ["given_by"]
    said = answer(said, SLEEP, "given_by", "self", TODAY)
    assert choices_to_sign(said, SLEEP, TODAY) == in_force
    said = answer(said, SLEEP, "items.heart.granted", False, TODAY)
    book.change(request, choices_to_sign(said, SLEEP, TODAY), approved(request))
    other = signed_sample("steps")
    with pytest.raises(ConsentMissing):
        book.change(other, choices_to_sign(said, SLEEP, TODAY), approved(other))


def test_changing_in_another_language_means_reading_another_text() -> None:
    in_force = choices_of(finished())
    said = begin_from(in_force, signed_sample("sleep"), None, Language.ENGLISH)
    fields = [each.field for each in missing(said, SLEEP, TODAY)]
    assert fields == ["given_by", "questions.0", "questions.1", "text_read"]


def test_what_choices_leave_open_is_asked_and_what_is_unknown_is_left_out() -> None:
    items = {"sleep": True, "answers": False, "tea": True}
    choices = Choices(items={name: ItemChoice(granted=said) for name, said in items.items()})
    said = begin_from(choices, signed_sample("sleep"), None, Language.DANISH)
    assert set(said.items) == {"sleep", "answers"}
    assert said.item("answers").granted is False
    assert said.item("heart").granted is None
    assert said.options == {}
    assert said.demographics == {"age_band": False, "sex": False}


def test_another_language_keeps_the_answers_and_asks_to_read_again() -> None:
    before = finished()
    assert in_language(before, SLEEP, None, Language.DANISH) is before
    english = in_language(before, SLEEP, None, Language.ENGLISH)
    assert english.items == before.items
    assert english.text_sha256 != before.text_sha256
    assert [each.field for each in missing(english, SLEEP, TODAY)] == ["text_read"]


# -- kept ---------------------------------------------------------------------------------


def test_a_conversation_is_kept_one_for_each_project(opened: OpenVault) -> None:
    connection = opened.vault.connection
    assert load_conversation(connection, SLEEP.id) is None
    save_conversation(opened, fresh(), NOW)
    save_conversation(opened, fresh("steps"), NOW)
    save_conversation(opened, finished(), LATER)
    assert load_conversation(connection, SLEEP.id) == finished()
    projects = [each.project for each in unfinished_conversations(connection)]
    assert projects == [SLEEP.id, sample_request("steps").id]
    entries = opened.log.size
    discard_conversation(opened, SLEEP.id)
    discard_conversation(opened, SLEEP.id)
    assert load_conversation(connection, SLEEP.id) is None
    assert opened.log.size == entries, "no decision, no event"


def test_what_is_kept_says_everything_again() -> None:
    said = finished()
    for field, value in (
        ("items.heart.excluded", ("e1", "s1.-2.3.4.5")),
        ("items.heart.types", ("HeartRate",)),
        ("expires", TODAY),
        ("frequency", "once"),
    ):
        said = answer(said, SLEEP, field, value, TODAY)
    content = conversation_content(said)
    assert parse_conversation(content) == said
    assert rfc8785.dumps(json.loads(content)) == content


def _hostile() -> dict[str, bytes]:
    good: dict[str, Any] = conversation_document(finished())
    whole = conversation_content(finished())

    def changed(**update: Any) -> bytes:  # noqa: ANN401 - any JSON
        return rfc8785.dumps({**good, **update})

    return {
        "nothing": b"",
        "no JSON": b"{",
        "no UTF-8": b"\xff" + whole,
        "a list": b"[]",
        "an empty object": b"{}",
        "cut": whole[:-1],
        "a byte more": whole + b" ",
        "a later format": changed(format="datadonor.conversation/2"),
        "another format": changed(format="datadonor.decision/1"),
        "a field too many": changed(planted=1),
        "a field too few": rfc8785.dumps({k: v for k, v in good.items() if k != "project"}),
        "a name twice": whole[:-1] + b',"version":1,"version":2}',
        "a step of its own": changed(step="skip_everything"),
        "a yes that is a word": changed(options={"results": "yes"}),
        "a yes that is a number": changed(options={"results": 1}),
        "a no that narrows": changed(items={"sleep": {"narrowed": {"granted": False}}}),
        "a reversed window": changed(
            items={
                "sleep": {
                    "narrowed": {"from": "2026-02-01", "granted": True, "until": "2026-01-01"}
                }
            }
        ),
        "a basis of nobody": changed(basis="guardianship"),
        "a basis of another": changed(given_by="proxy", basis="parental_custody"),
        "too many tries": changed(questions=[{"attempts": 10**6}]),
        "a number beyond JSON's": whole.replace(b'"attempts":1', b'"attempts":1e400', 1),
        "too deep": b'{"format":"datadonor.conversation/1","items":' + b"[" * 200_000,
        "too long": whole[:-1] + b" " * MOST_BYTES + b"}",
        "not canonical": json.dumps(good).encode(),
        "a default left out": rfc8785.dumps({k: v for k, v in good.items() if k != "purpose"}),
    }


@pytest.mark.parametrize("content", _hostile().values(), ids=_hostile())
def test_hostile_content_is_refused(content: bytes, opened: OpenVault) -> None:
    with pytest.raises(ConversationUnreadable) as caught:
        parse_conversation(content)
    assert caught.value.__cause__ is None
    with opened.vault.transaction():
        opened.vault.connection.execute(
            "INSERT INTO conversation VALUES (?, '2026-09-01T12:00:00.000Z', ?)",
            (SLEEP.id, content),
        )
    with pytest.raises(ConversationUnreadable):
        load_conversation(opened.vault.connection, SLEEP.id)
    discard_conversation(opened, SLEEP.id)
    save_conversation(opened, fresh(), NOW)


def test_a_conversation_under_another_projects_name_is_refused(opened: OpenVault) -> None:
    with opened.vault.transaction():
        opened.vault.connection.execute(
            "INSERT INTO conversation VALUES ('another', '2026-09-01T12:00:00.000Z', ?)",
            (conversation_content(finished()),),
        )
    with pytest.raises(ConversationUnreadable):
        load_conversation(opened.vault.connection, "another")


def test_a_widening_that_was_kept_is_found_before_signing() -> None:
    """No answer can widen; bytes that were planted could. They must not be signed."""
    finer = ItemAnswer(granted=True, narrowed=ItemChoice(granted=True, resolution=Resolution.RAW))
    said = finished()
    said = said.model_copy(update={"items": {**said.items, "sleep": finer}})
    said = parse_conversation(conversation_content(said))
    assert [each.step for each in missing(said, SLEEP, TODAY)] == [StepId.HOW_FINE]
    with pytest.raises(NotReadyToSign):
        choices_to_sign(said, SLEEP, TODAY)


def test_a_last_day_that_has_passed_meanwhile_is_missing_again() -> None:
    said = answer(finished(), SLEEP, "expires", TODAY, TODAY)
    assert missing(said, SLEEP, TODAY) == ()
    later = TODAY.replace(day=2)
    assert [each.field for each in missing(said, SLEEP, later)] == ["expires"]


# -- another day --------------------------------------------------------------------------


def test_the_same_request_is_gone_on_with_as_if_nothing_had_happened() -> None:
    said = go_to(finished(), SLEEP, StepId.OPTIONS, TODAY)
    again = resumed(said, signed_sample("sleep"), None)
    assert again.is_same
    assert again.sentences() == ()
    assert again.conversation == said


def test_a_text_that_is_another_one_is_to_be_read_again() -> None:
    said = finished().model_copy(update={"text_sha256": "0" * 64})
    again = resumed(said, signed_sample("sleep"), None)
    assert again.is_text_changed
    assert not again.is_same
    assert [each.field for each in missing(again.conversation, SLEEP, TODAY)] == ["text_read"]


@pytest.mark.parametrize(
    ("where", "value", "dropped"),
    [
        ("storage_location", "Norge", {"text_read"}),
        ("items.1.why.da", "Af en ny grund.", {"items.heart.granted", "text_read"}),
        ("items.1.category", "mobility", {"items.heart.granted", "text_read"}),
        ("items.1.window.from", "2020-01-01", {"items.heart.granted", "text_read"}),
        ("items.1.window.until", "2031-06-30", {"items.heart.granted", "text_read"}),
        ("items.1.dates", "exact", {"items.heart.granted", "text_read"}),
        ("items.1.required", True, {"items.heart.granted", "text_read"}),
        ("items.0.finest_resolution", "raw", {"items.sleep.granted", "text_read"}),
        ("items.0.finest_resolution", "month", {"text_read"}),
        ("items.0.types", ["SleepAnalysis"], {"text_read"}),
        ("items.2", None, {"items.activity.granted", "text_read"}),
        ("options.1.text.da", "Noget andet?", {"options.results", "text_read"}),
        ("demographics", ["sex"], {"demographics.age_band", "text_read"}),
        ("comprehension.0.correct", 1, {"questions.0", "questions.1", "text_read"}),
        ("until", "2026-12-31", {"expires", "text_read"}),
        ("frequency", "once", {"text_read"}),
    ],
)
def test_only_what_still_fits_is_carried_over_to_a_new_version(
    where: str, value: object, dropped: set[str]
) -> None:
    said = answer(finished(), SLEEP, "expires", TODAY.replace(year=2029), TODAY)
    now = signed(new_version(where, value))
    again = resumed(said, now, None, before=signed_sample("sleep"))
    assert set(again.dropped) == dropped
    assert ChangeCode.VERSION_CHANGED in {change.code for change in again.changes}
    assert len(again.changes) > 1
    assert len(again.sentences()) == len(again.changes) + 3
    assert again.conversation.step is StepId.WHO_AND_WHY
    assert again.conversation.request_sha256 == now.digest
    fields = {each.field for each in missing(again.conversation, now.request, TODAY)}
    asked = {item.id for item in now.request.items}
    still = {
        field
        for field in dropped - {"expires"}
        if not field.startswith(("items", "demographics"))
        or (field.startswith("items") and field.split(".")[1] in asked)
    }
    assert fields == still


def test_a_choice_of_types_that_are_no_longer_asked_is_dropped() -> None:
    said = answer(finished(), SLEEP, "items.heart.types", ("HeartRate",), TODAY)
    now = signed(new_version("items.1.types", ["RestingHeartRate"]))
    assert "items.heart.granted" in resumed(said, now, None, signed_sample("sleep")).dropped


def test_more_often_than_is_asked_now_is_dropped() -> None:
    said = finished().model_copy(update={"frequency": "monthly"})
    again = resumed(said, signed(new_version("frequency", "once")), None, signed_sample("sleep"))
    assert "frequency" in again.dropped


def test_without_the_old_version_nothing_is_carried_over() -> None:
    now = signed(new_version("storage_location", "Norge"))
    again = resumed(finished(), now, None)
    assert again.conversation == begin(now, None, Language.DANISH)
    assert "items.sleep.granted" in again.dropped


def test_a_conversation_is_not_resumed_for_another_project_or_from_another_version() -> None:
    with pytest.raises(ConversationElsewhere):
        resumed(finished(), signed_sample("steps"), None)
    now, other = (signed(new_version("storage_location", place)) for place in ("Norge", "Island"))
    with pytest.raises(ConversationElsewhere):
        resumed(finished(), now, None, before=other)
