"""What leaves: seen first, sealed, collected and opened; again with what is new; taken back."""

import random
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

from consent.gate import Gate, Purpose, Release
from consent.recipient_keys import SEAL_KEY, open_receipt_key
from consent.request import open_request
from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, DonationSealed
from datadonor.demo.registry import SLEEP, publish_at
from datadonor.demo.stage import PASSPHRASE, Stage, Step
from datadonor.demo.year import DAYS
from datadonor.demo.year_phone import write_phone_export
from datadonor.errors import DatadonorError
from datadonor.registry.client import RegistryClient
from datadonor.sources.pipeline import import_parcel
from datadonor.texts import text
from datadonor.vault.keystore import open_private_key
from export.delivery import Course
from export.fetching import fetch_answers
from export.leak_gate import LeakFound
from export.noticing import send_notices
from export.outbox import BundleState, Outbox
from export.preparing import prepare
from export.preview import Preview
from export.receiving.collecting import collect
from export.receiving.desk import Desk, Report
from export.seal.port import PrivateSealKey
from export.sending import Route, send

_INDENT: Final = "    "
_LATER: Final = timedelta(days=40)
"""How far the second half lies ahead: so that the next monthly donation is due."""

_LATER_VAULT: Final = "vault-a-month-later"
_MORE_DAYS: Final = 60


def _preview(stage: Stage) -> bool:
    """Everything is counted, searched and has a digest before anything is sealed."""
    with stage.open() as opened:
        shown = _shown(opened)
        stage.say(_INDENT + _text(stage, "would_leave", records=shown.records, kb=_kb(shown)))
        is_narrow = set(shown.by_category) <= {"sleep", "activity", "about_me"}
        return shown.records > 0 and is_narrow and not Outbox(opened).entries()


def _donate(stage: Stage) -> bool:
    """Sealed for one recipient, and put where it takes its bundles."""
    with stage.open() as opened:
        sent = send(opened, SLEEP, lambda shown: shown.digest, _route(stage))
        return sent is not None and (_inbox(stage) / sent.entry.file_name).is_file()


def _collect(stage: Stage) -> bool:
    """The researcher verifies it and files it under a pseudonym; no name is anywhere in it."""
    report = _collected(stage)
    files = [file for file in _store(stage).rglob("*") if file.is_file()]
    content = b"".join(file.read_bytes() for file in files)
    lines = sum(file.read_bytes().count(b"\n") for file in files if file.suffix == ".ndjson")
    stage.say(_INDENT + _text(stage, "collected", files=len(files), lines=lines))
    is_nameless = b"Karen" not in content and b"Testesen" not in content
    return report.received == 1 and not report.matters and is_nameless and lines > 0


def _answer(stage: Stage) -> bool:
    """The signed answer comes back and stands in the log."""
    with stage.open() as opened:
        found = fetch_answers(opened, _answers(stage))
        states = [entry.state for entry in Outbox(opened).entries(SLEEP)]
        return [each.error for each in found] == [None] and states == [BundleState.RECEIVED]


def _leak(stage: Stage) -> bool:
    """What stands in the bundle is made to point at Karen: nothing leaves, and it says where."""
    with stage.open() as opened:
        connection = opened.vault.connection
        with _planted(opened, "summaries"):
            try:
                _ = _shown(opened, only_new=False).digest
            except LeakFound as error:
                path = error.leaks[0].path
                stage.say(_INDENT + text("demo.seen", stage.language, finding=path))
                return connection.number("SELECT count(*) FROM outbox") == 1
    return False


def _next_month(stage: Stage) -> bool:
    """A month later more data have come; only what is new is sent."""
    shutil.copytree(stage.vault, stage.folder / _LATER_VAULT)
    stage.vault_name = _LATER_VAULT  # so that the vault left behind is not ahead of the clock
    stage.ahead = _LATER
    newer = stage.folder / "year" / "export-newer.zip"
    write_phone_export(newer, DAYS + _MORE_DAYS)
    publish_at(stage, stage.now())
    with stage.open() as opened:
        RegistryClient(opened).refresh()
        import_parcel(opened, newer, SELF)
        everything = _shown(opened, only_new=False).records
        sent = send(opened, SLEEP, lambda shown: shown.digest, _route(stage))
        if sent is None:
            return False
        new = _sealed_records(opened)[-1]
        stage.say(_INDENT + _text(stage, "only_new", new=new, whole=everything))
    report = _collected(stage)
    with stage.open() as opened:
        fetch_answers(opened, _answers(stage))
        states = [entry.state for entry in Outbox(opened).entries(SLEEP)]
    is_received = states == [BundleState.RECEIVED] * 2
    return 0 < new < everything and report.received == 1 and is_received


def _notice(stage: Stage) -> bool:
    """The recipient is told, does what the project promised, and signs what it did."""
    with stage.open() as opened:
        told = send_notices(opened, SLEEP, _route(stage))
    report = _collected(stage)
    with stage.open() as opened:
        fetch_answers(opened, _answers(stage))
        states = {entry.state for entry in Outbox(opened).entries(SLEEP)}
        stage.say(_INDENT + _text(stage, "notice", count=report.notices))
        is_whole = opened.log.inspect() == []
    return len(told) == 1 and report.notices == 1 and states == {BundleState.WITHDRAWN} and is_whole


# -- within ---------------------------------------------------------------------------


def _shown(opened: OpenVault, *, only_new: bool = True) -> Preview:
    answer = Gate(opened).look(Purpose(SLEEP))
    if not isinstance(answer, Release):
        raise DatadonorError
    return Preview(prepare(opened, answer, only_new=only_new))


def _sealed_records(opened: OpenVault) -> list[int]:
    return [
        stored.event.what.records
        for stored in opened.log.events_of(DonationSealed)
        if stored.event is not None and isinstance(stored.event.what, DonationSealed)
    ]


def _collected(stage: Stage) -> Report:
    """Collect as the researcher does."""
    keys = stage.folder / "keys-nordkysten"
    kind, secret = open_private_key((keys / SEAL_KEY).read_bytes(), PASSPHRASE)
    request = open_request((stage.folder / "sleep.ddrequest").read_bytes())
    with stage.open() as opened:
        view = RegistryClient(opened).view()
    if view is None:
        raise DatadonorError
    desk = Desk(
        recipient=view.recipients[request.request.recipient],
        requests=[request],
        seal_keys=[PrivateSealKey.from_key_file(kind, secret)],
        receipt_key=open_receipt_key(keys, PASSPHRASE),
        now=stage.now(),
    )
    return collect(_inbox(stage), _store(stage), _answers(stage), desk)


@contextmanager
def _planted(opened: OpenVault, value: str) -> Iterator[None]:
    """Make a word an identifier of the person's for a while."""
    row = (value,)
    with opened.vault.transaction():
        opened.vault.connection.execute(
            "INSERT INTO known_identifier SELECT 'name', ?, 1, min(id) FROM import", row
        )
    try:
        yield
    finally:
        with opened.vault.transaction():
            opened.vault.connection.execute("DELETE FROM known_identifier WHERE value = ?", row)


def _route(stage: Stage) -> Route:
    return Route(Course(time.sleep, random.random), paths.private_folder(_inbox(stage)))


def _inbox(stage: Stage) -> Path:
    return stage.folder / "inbox"


def _store(stage: Stage) -> Path:
    return stage.folder / "store"


def _answers(stage: Stage) -> Path:
    return stage.folder / "answers"


def _kb(shown: Preview) -> int:
    return max(1, shown.size_bytes // 1000)


def _text(stage: Stage, key: str, **facts: int | str) -> str:
    return text(f"demo.donation.{key}", stage.language, **facts)


STEPS: Final[Mapping[str, Step]] = {
    "preview": _preview,
    "donate": _donate,
    "collect": _collect,
    "answer": _answer,
}

ATTACKS: Final[Mapping[str, Step]] = {"leak": _leak}

AGAIN: Final[Mapping[str, Step]] = {"next_month": _next_month}
"""Played a month later."""

LAST: Final[Mapping[str, Step]] = {"notice": _notice}
