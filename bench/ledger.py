"""What it costs to know how every consent stands: the fold of the log."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from bench.measure import Work
from bench.registry import Question, Setting, Sides, benchmark
from bench.synthetic import PASSPHRASE, acts
from consent.ledger import entries, fold, load_ledger
from consent.periods import local_day
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    SELF,
    ConsentGiven,
    ConsentPutOff,
    ConsentRefused,
    ConsentStopped,
    ConsentWithdrawn,
    Details,
    ReceiptWritten,
    RequestAdded,
)
from datadonor.vault.recovery import RecoveryWords
from datadonor.vault.slots import Credential

_PROJECTS: Final = 40
_AT_ONCE: Final = 5000
_DIGEST: Final = "1" * 64


@benchmark(
    "ledger",
    Question("10 000 consent events folded / one unlock", "fold", "unlock", aim=0.1),
    Question("beside 40 000 other events, folded / one unlock", "fold among", "unlock among"),
    Question("one project's past, of 10 000 events / one unlock", "past", "unlock"),
    Question("10 000 folded / opening beyond the KDF", "fold", "opening"),
)
def ledger(setting: Setting) -> Iterator[Sides]:
    """Fold the consents of a vault that was just opened, against opening that same vault.

    An unlock is by passphrase, at the lowest cost that a new vault may have: Argon2id, and
    then every event is read, hashed anew and compared with the head. The last question has
    that second part alone (recovery words need no Argon2id) as its peer.
    """
    number = setting.count(10_000)
    alone, among = setting.folder / "alone", setting.folder / "among"
    words = _make(alone, _consents(number))
    many_words = _make(among, _mixed(number))
    yield {
        "fold": partial(_opened, alone, words, _fold),
        "past": partial(_opened, alone, words, _past),
        "unlock": partial(_unlocking, alone, PASSPHRASE, number),
        "opening": partial(_unlocking, alone, words, number),
        "fold among": partial(_opened, among, many_words, _fold),
        "unlock among": partial(_unlocking, among, PASSPHRASE, 5 * number),
    }


def _fold(vault: OpenVault) -> None:
    consents = load_ledger(vault.log).consents(local_day(vault.log.now()))
    assert consents
    assert all(consent.state.value != "unknown" for consent in consents)


def _past(vault: OpenVault) -> None:
    history = list(entries(vault.log, "project-7"))
    half = history[: len(history) // 2 + 1]
    assert fold(half, local_day(vault.log.now())).project == "project-7"


@contextmanager
def _opened(
    folder: Path, words: RecoveryWords, work: Callable[[OpenVault], None]
) -> Iterator[Work]:
    with custody.open_vault(folder, words) as vault:
        yield partial(work, vault)


@contextmanager
def _unlocking(folder: Path, credential: Credential, number: int) -> Iterator[Work]:
    opened: list[OpenVault] = []
    yield lambda: opened.append(custody.open_vault(folder, credential))
    with opened[0] as vault:
        assert vault.log.size > number


def _make(folder: Path, life: Iterator[tuple[Details, str | None]]) -> RecoveryWords:
    words = custody.create_vault(folder, PASSPHRASE)
    with custody.open_vault(folder, words) as vault:
        while several := list(islice(life, _AT_ONCE)):
            with vault.log.transaction(SELF) as recording:
                for details, project in several:
                    recording.append(details, project=project)
    return words


def _mixed(number: int) -> Iterator[tuple[Details, str | None]]:
    """Yield consents, and four times as many events of other kinds between them."""
    others = (act for act in acts(8 * number) if not act[0].kind.startswith("consent."))
    for consent in _consents(number):
        yield consent
        yield from islice(others, 4)


def _consents(number: int) -> Iterator[tuple[Details, str | None]]:
    """Yield events about consents to several projects, in a likely mixture."""
    chance = random.Random(3)
    for make in chance.choices(list(_KINDS), list(_KINDS.values()), k=number):
        yield make(chance), f"project-{chance.randrange(_PROJECTS)}"


def _given(chance: random.Random) -> Details:
    return ConsentGiven(
        act=chance.choice(["given", "changed", "renewed"]),
        decision_sha256=chance.randbytes(32).hex(),
        request_version=1,
        request_sha256=_DIGEST,
        choices_sha256=chance.randbytes(32).hex(),
        text_sha256=_DIGEST,
        language="da",
        last_day="2090-12-31",
    )


_KINDS: Final[dict[Callable[[random.Random], Details], int]] = {
    _given: 45,
    lambda _: ConsentWithdrawn(item="heart", decision_sha256=_DIGEST): 15,
    lambda _: ConsentWithdrawn(decision_sha256=_DIGEST): 5,
    lambda _: ConsentPutOff(request_version=1, request_sha256=_DIGEST): 10,
    lambda _: ConsentRefused(request_version=1, request_sha256=_DIGEST): 3,
    lambda _: ConsentStopped(by="controller", reason="study_ended"): 2,
    lambda _: RequestAdded(request_version=1, request_sha256=_DIGEST): 10,
    lambda _: ReceiptWritten(form="pdf", copy_for="donor", file_sha256=_DIGEST): 10,
}
"""Of a hundred events, roughly."""
