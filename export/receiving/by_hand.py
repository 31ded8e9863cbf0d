"""One item of a donor's, taken out by a person; and the answer that says it was done.

A program cannot take one item out of a signed bundle without guessing: a clinical document
does not say which item it came by. So a person does it, in the store and in all that was
made of it, and says so here.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple

import rfc8785
from pydantic import BaseModel, ConfigDict, StringConstraints

from consent.request import SignedRequest
from consent.request_text import Identifier
from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from export.answers import Answer, Detail, Effect
from export.receiving.answering import AnswerBook
from export.receiving.store import ATTENTION, PSEUDONYM, Series, Store, Withdrawn

_NOTICE: Final = re.compile(r"[0-9a-f]{64}")


class NothingByHand(DatadonorError):
    """No notice of this digest waits for a person."""

    code = "NOTHING_BY_HAND"
    exit_code = ExitCode.USAGE


class ProjectOfOthers(DatadonorError):
    """The keys are not those of the project's recipient, so nobody would believe the answer."""

    code = "PROJECT_OF_OTHERS"
    exit_code = ExitCode.WRONG_KEY


class ByHand(BaseModel):
    """What a person is to do: a file of the store's folder ``_attention``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["datadonor.attention/1"] = "datadonor.attention/1"
    project: Identifier
    pseudonym: Annotated[str, StringConstraints(pattern=PSEUDONYM)]
    item: Identifier
    through_sequence: int
    effect: Effect


class Attention(NamedTuple):
    """The folder ``_attention``: what waits, by the SHA-256 of the notice; and what is damaged."""

    waiting: dict[str, ByHand]
    damaged: int


def read_attention(store: Path) -> Attention:
    """Read what waits for a person in a store. A note that cannot be read hides no other."""
    with paths.disk_errors():
        files = (store / ATTENTION).glob("[!.]*.json")
        contents = {file.stem: file.read_bytes() for file in sorted(files) if file.is_file()}
    found: dict[str, ByHand] = {}
    for name, content in contents.items():
        if _NOTICE.fullmatch(name):
            with suppress(ValueError):
                found[name] = ByHand.model_validate_json(content)
    return Attention(found, len(contents) - len(found))


def waiting(store: Path) -> dict[str, ByHand]:
    """Return what waits for a person, by the SHA-256 of the notice."""
    return read_attention(store).waiting


def ask_a_person(store: Store, series: Series, withdrawn: Withdrawn) -> None:
    """Note that one item of a donor's is to be taken out by hand."""
    asked = ByHand(
        project=series.project,
        pseudonym=series.pseudonym,
        item=withdrawn.item or "",
        through_sequence=withdrawn.through_sequence,
        effect=withdrawn.effect,
    )
    document = rfc8785.dumps(asked.model_dump(mode="json"))
    store.write(_note(store.root, withdrawn.notice_sha256), document)


def let_rest(store: Path, answers: AnswerBook, notice_sha256: str, asked: ByHand) -> Answer:
    """Sign that an item is not in the store any more, and forget the note."""
    detail = Detail(effect=asked.effect, notice_sha256=notice_sha256, item=asked.item)
    whose = (asked.project, asked.pseudonym)
    answer = answers.answer("deleted", notice_sha256, whose, detail)
    with paths.disk_errors():
        _note(store, notice_sha256).unlink()
    return answer


def say_done(
    store: Path, answers: AnswerBook, notice_sha256: str, requests: Sequence[SignedRequest]
) -> Answer:
    """Sign that a person has taken an item out, and let the matter rest.

    Args:
        store: The recipient's.
        answers: Where the answer goes.
        notice_sha256: Of the notice.
        requests: That lie with the keys.

    Raises:
        NothingByHand: It does not wait, or not any more.
        ProjectOfOthers: The key of the answers has signed neither a request of the project
            nor that the notice came.
        StoreInUse: Another program has the store. After any error nothing was changed.
    """
    with Store(store).turn():
        asked = waiting(store).get(notice_sha256)
        if asked is None:
            raise NothingByHand
        own = {each.request.id for each in requests if answers.has_signed(each.envelope)}
        if asked.project not in own and answers.standing(notice_sha256) is None:
            raise ProjectOfOthers
        return let_rest(store, answers, notice_sha256, asked)


def _note(store: Path, notice_sha256: str) -> Path:
    return store / ATTENTION / f"{notice_sha256}.json"
