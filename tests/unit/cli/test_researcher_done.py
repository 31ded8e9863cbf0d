"""What a person is told and signs for at the command line: by hand, refused, damaged."""

from pathlib import Path

import pytest

from consent.recipient_keys import RECEIPT_KEY, RECORD, make_recipient_keys
from export.receiving.by_hand import waiting
from tests import inboxes
from tests.recipients import Desk, new_desk
from tests.researchers import Researcher, make_researcher
from tests.unit.conftest import PASSPHRASE, WEAK


@pytest.fixture
def researcher(tmp_path: Path) -> Researcher:
    return make_researcher(tmp_path / "work")


@pytest.fixture
def at_desk(researcher: Researcher, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = new_desk(tmp_path / "other", capsys)
    (researcher.root / "desk-passphrase").write_bytes(
        (desk.keys.parent / "desk-passphrase").read_bytes()
    )
    return Desk(researcher.keys, desk.recipient, capsys)


def places(researcher: Researcher, *names: str) -> list[str]:
    return [f"--{name}={researcher.root / name}" for name in names]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_was_taken_out_is_signed_for_once(
    at_desk: Desk, researcher: Researcher, lang: str
) -> None:
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    sender.withdraw(researcher.inbox, item=researcher.signed.request.items[0].id)
    assert at_desk.run("collect", *places(researcher, "inbox", "store", "answers")).code == 1
    (notice,) = waiting(researcher.store)
    words = ("done", notice, *places(researcher, "store", "answers"))
    answer = at_desk.run(*words, lang=lang)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out
    assert (researcher.answers / f"{notice}.ddanswer").is_file()
    again = at_desk.run(*words, "--json")
    assert (again.code, again.error) == (2, "NOTHING_BY_HAND")


def test_the_answer_says_what_it_is_about(at_desk: Desk, researcher: Researcher) -> None:
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    item = researcher.signed.request.items[0].id
    sender.withdraw(researcher.inbox, item=item)
    at_desk.run("collect", *places(researcher, "inbox", "store", "answers"))
    (notice,) = waiting(researcher.store)
    answer = at_desk.run("done", notice, *places(researcher, "store", "answers"), "--json")
    assert answer.document == {
        "ok": True,
        "project": researcher.signed.request.id,
        "pseudonym": sender.citizen.pseudonym,
        "item": item,
        "notice_sha256": notice,
    }


@pytest.mark.parametrize("lang", ["da", "en"])
def test_why_a_bundle_was_refused_is_told_with_the_name_of_its_file(
    at_desk: Desk, researcher: Researcher, lang: str
) -> None:
    sender = researcher.citizen()
    given = inboxes.consented(sender.signed, sender.citizen.pseudonym)
    only = given.model_copy(update={"items": given.items[:1]})
    sender.send(researcher.inbox, consent=only)
    answer = at_desk.run("collect", *places(researcher, "inbox", "store", "answers"), lang=lang)
    assert (answer.code, answer.err) == (1, "")
    assert "BUNDLE_BEYOND_CONSENT" in answer.out
    assert "data/fhir/" in answer.out


def test_a_note_that_cannot_be_read_is_counted(at_desk: Desk, researcher: Researcher) -> None:
    (researcher.store / "_attention").mkdir(parents=True)
    (researcher.store / "_attention" / "x.json").write_text("{}")
    words = ("collect", *places(researcher, "inbox", "store", "answers"))
    answer = at_desk.run(*words, "--json")
    assert (answer.code, answer.document["ok"]) == (1, False)
    assert (answer.document["damaged"], answer.document["by_hand"]) == (1, 0)
    assert "not as it says of itself: 1" in " ".join(at_desk.run(*words, lang="en").out.split())


def test_keys_of_others_sign_for_nothing(at_desk: Desk, researcher: Researcher) -> None:
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    sender.withdraw(researcher.inbox, item=researcher.signed.request.items[0].id)
    at_desk.run("collect", *places(researcher, "inbox", "store", "answers"))
    (notice,) = waiting(researcher.store)
    for name in (RECEIPT_KEY, RECORD):
        (researcher.keys / name).unlink()
    (researcher.root / "others").mkdir()
    make_recipient_keys(researcher.root / "others", PASSPHRASE, WEAK, {})
    (researcher.root / "others" / RECEIPT_KEY).rename(researcher.keys / RECEIPT_KEY)
    answer = at_desk.run("done", notice, *places(researcher, "store", "answers"), "--json")
    assert (answer.code, answer.error) == (4, "PROJECT_OF_OTHERS")
    assert set(waiting(researcher.store)) == {notice}
