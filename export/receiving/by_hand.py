"""One item of a donor's, taken out by a person; and the answer that says it was done.

A program cannot take one item out of a signed bundle without guessing: a clinical document
does not say which item it came by. So a person does it, in the store and in all that was
made of it, and says so here.
"""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from export.answers import Answer, Detail, Effect
from export.receiving.answering import AnswerBook
from export.receiving.store import ATTENTION, Store, StoreDamaged


class NothingByHand(DatadonorError):
    """No notice of this digest waits for a person."""

    code = "NOTHING_BY_HAND"
    exit_code = ExitCode.USAGE


class ByHand(BaseModel):
    """What a person is to do: a file of the store's folder ``_attention``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["datadonor.attention/1"] = "datadonor.attention/1"
    project: str
    pseudonym: str
    item: str
    through_sequence: int
    effect: Effect


def waiting(store: Path) -> dict[str, ByHand]:
    """Return what waits for a person, by the SHA-256 of the notice.

    Raises:
        StoreDamaged: One of the files is not readable.
    """
    folder = store / ATTENTION
    with paths.disk_errors():
        files = sorted(folder.glob("*.json")) if folder.is_dir() else []
        contents = {file.stem: file.read_bytes() for file in files}
    try:
        return {name: ByHand.model_validate_json(each) for name, each in contents.items()}
    except ValueError:
        raise StoreDamaged from None


def say_done(store: Path, answers: AnswerBook, notice_sha256: str) -> Answer:
    """Sign that a person has taken an item out, and let the matter rest.

    Args:
        store: The recipient's.
        answers: Where the answer goes.
        notice_sha256: Of the notice.

    Raises:
        NothingByHand: It does not wait, or not any more.
        StoreInUse, StoreDamaged: Nothing was changed.
    """
    with Store(store).turn():
        asked = waiting(store).get(notice_sha256)
        if asked is None:
            raise NothingByHand
        detail = Detail(effect=asked.effect, notice_sha256=notice_sha256, item=asked.item)
        whose = (asked.project, asked.pseudonym)
        answer = answers.answer("deleted", notice_sha256, whose, detail)
        with paths.disk_errors():
            (store / ATTENTION / f"{notice_sha256}.json").unlink()
        return answer
