"""Emptying an inbox: every bundle and notice in it is checked, filed or refused, and answered.

Notices come first, then bundles by donor and number. A file leaves the inbox as the last
step, when what it says is in the store and its answer is written; so a run may be killed
anywhere, and running again does what is left and nothing twice. Opened bytes lie in the
store only, and under a bundle's own name only when all of it is verified and checked.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from consent.approval import is_signed_by
from consent.envelope import MOST_BYTES, PublicKey
from consent.periods import local_day
from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from export.answers import Detail
from export.receiving.answering import AnswerBook
from export.receiving.arriving import UNREADABLE, Arrival, look_into
from export.receiving.by_hand import ask_a_person, read_attention
from export.receiving.content_check import require_consented
from export.receiving.desk import Desk, Matter, Report
from export.receiving.opening import open_bundle
from export.receiving.quarantine import Quarantine
from export.receiving.refusals import BundleReplayed
from export.receiving.standing import count_damaged
from export.receiving.store import Held, Series, Store, StoreDamaged, remove_folder
from export.receiving.unsealing import digest_of_file, unsealed
from export.receiving.verifying import Expected, Verified, verify_bundle
from export.receiving.withdrawals import Due, NoticeOfOther, NoticeOtherPromise, Withdrawals
from export.withdrawing import (
    SUFFIX,
    NoticeNotSigned,
    NoticeTooNew,
    NoticeUnreadable,
    open_notice,
)

_REFUSALS: Final = (
    *UNREADABLE, NoticeNotSigned, NoticeOfOther, NoticeOtherPromise, NoticeTooNew, NoticeUnreadable,
)  # fmt: skip
"""Errors that are about what came. All others are about this computer, and end the run."""


class AnswerKeyUnpublished(DatadonorError):
    """The key that would sign answers is not among those of the recipient's record."""

    code = "ANSWER_KEY_UNPUBLISHED"
    exit_code = ExitCode.WRONG_KEY


Progress = Callable[[int, int], None]
"""Is told how many files are done, and of how many. May raise to stop the run in between."""


def collect(
    inbox: Path, store: Path, answers: Path, desk: Desk, progress: Progress | None = None
) -> Report:
    """Empty an inbox into a store, and write an answer for everything that came.

    Args:
        inbox: Whole files only; names that begin with a dot are passed over.
        store: Made if it is not there.
        answers: Made if it is not there.
        desk: Who collects.
        progress: Is told after each file.

    Raises:
        AnswerKeyUnpublished, StoreInUse: Nothing was changed.
        DiskFull, DiskRefused, SealUnavailable: What was done by then is done; the rest is
            still in the inbox.
    """
    if PublicKey.of(desk.receipt_key).format() not in desk.recipient.receipt_keys:
        raise AnswerKeyUnpublished
    kept = Store(store)
    with kept.turn():
        return _Collection(inbox, kept, answers, desk).run(progress)


class _Collection:
    """One run."""

    def __init__(self, inbox: Path, store: Store, answers: Path, desk: Desk) -> None:
        self._inbox = inbox
        self._store = store
        self._desk = desk
        self._requests = [each for each in desk.requests if is_signed_by(each, desk.recipient)]
        self._answers = AnswerBook(answers, desk.receipt_key, desk.now)
        self._quarantine = Quarantine(store)
        self._withdrawals = Withdrawals(
            store, self._quarantine, self._answers, desk.recipient.id, self._requests
        )
        self._report = Report()

    def run(self, progress: Progress | None) -> Report:
        """Take every file of the inbox."""
        self._answers.sweep()
        arrivals, self._report.ignored = look_into(self._inbox, self._desk.seal_keys)
        for done, arrival in enumerate(arrivals, start=1):
            self._take(arrival)
            if progress is not None:
                progress(done, len(arrivals))
        self._report.in_quarantine = self._quarantine.count()
        attention = read_attention(self._store.root)
        self._report.by_hand = len(attention.waiting)
        self._report.damaged = attention.damaged + count_damaged(self._store)
        return self._report

    def _take(self, arrival: Arrival) -> None:
        sha256 = digest_of_file(arrival.file)
        try:
            if arrival.is_notice:
                self._notice(arrival.file, sha256)
            else:
                self._bundle(arrival, sha256)
        except StoreDamaged as error:
            remove_folder(self._store.work(sha256))
            self._tell("store_damaged", sha256, arrival, error)
        except _REFUSALS as error:
            remove_folder(self._store.work(sha256))
            self._answers.answer("rejected", sha256, arrival.whose, Detail(code=error.code))
            self._quarantine.take(
                arrival.file, sha256, error, arrival.whose, local_day(self._desk.now)
            )
            self._report.rejected += 1
            self._tell("rejected", sha256, arrival, error)

    def _tell(self, kind: str, sha256: str, arrival: Arrival, error: DatadonorError) -> None:
        matter = Matter.of_error(kind, sha256, arrival.whose, error)
        self._report.matters.append(matter)

    def _notice(self, file: Path, sha256: str) -> None:
        signed = open_notice(self._notice_bytes(file))
        done = self._withdrawals.carry_out(signed, sha256)
        whose = (signed.notice.project, signed.notice.pseudonym)
        self._report.notices += 1
        self._report.deleted += done.deleted
        self._report.unlinked += done.unlinked
        matters = [Matter("unsure", each, whose) for each in done.unsure]
        if done.is_by_hand:
            matters.append(Matter("item_by_hand", sha256, whose))
        self._report.matters += matters
        self._leave(file)

    def _notice_bytes(self, file: Path) -> bytes:
        if file.suffix.lower() != SUFFIX:
            with unsealed(file, self._desk.seal_keys) as source:
                return source.read_notice()
        with paths.disk_errors(), file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)  # one more than is taken, so that it is refused

    def _bundle(self, arrival: Arrival, sha256: str) -> None:
        work = self._store.work(sha256)
        try:
            with unsealed(arrival.file, self._desk.seal_keys) as source:
                verified = open_bundle(source, self._expected(), work).verified
        except BundleReplayed:
            self._again(arrival, sha256)
            return
        series, held = self._known(verified)
        held = _with_digest(held, sha256)
        due = self._withdrawals.due(series, held)
        if due is not None and due.is_gone:
            remove_folder(work)
            self._settle(arrival.file, series, held, due)
            return
        require_consented(work, verified)
        by_hand = series.item_withdrawals_of(held.sequence)
        for withdrawn in by_hand:  # noted first: a bundle with such an item is never unwatched
            ask_a_person(self._store, series, withdrawn)
        self._store.publish(work, self._store.bundle(series, held.sequence))
        self._file(arrival.file, series, held)
        self._report.received += 1
        if verified.has_gap:
            self._report.matters.append(Matter("gap", sha256, arrival.whose))
        self._report.matters += [
            Matter("item_by_hand", each.notice_sha256, arrival.whose) for each in by_hand
        ]

    def _again(self, arrival: Arrival, sha256: str) -> None:
        """Take a bundle whose number came before: the same one, or one that is refused.

        Raises:
            BundleReplayed: It is another one, or one that came too late.
            BundleRefused: It is not whole.
            StoreDamaged: It came before, and is not where it should be.
        """
        with unsealed(arrival.file, self._desk.seal_keys) as source:
            verified = verify_bundle(source, self._expected(is_new=False))
        series, new = self._known(verified)
        before = series.held(new.sequence)
        is_same = before is not None and before.manifest_sha256 == new.manifest_sha256
        held = _with_digest(before if before is not None and is_same else new, sha256)
        due = self._withdrawals.due(series, held)
        if due is not None and due.is_gone:
            if before is None or is_same:
                self._settle(arrival.file, series, held, due)
            else:
                self._withdrawals.answer_gone(series, held, due._replace(effect="erase"))
                self._leave(arrival.file)
                self._report.deleted += 1
            return
        if not is_same:
            raise BundleReplayed
        if not self._store.bundle(series, held.sequence).is_dir():
            raise StoreDamaged
        self._file(arrival.file, series, held)
        self._report.again += 1

    def _expected(self, *, is_new: bool = True) -> Expected:
        return Expected(
            recipient=self._desk.recipient.id,
            requests=self._requests,
            last_seen=lambda project, name: (
                self._store.load(project, name).last_seen if is_new else None
            ),
            most_bytes=self._desk.most_bytes,
        )

    def _known(self, verified: Verified) -> tuple[Series, Held]:
        manifest = verified.manifest
        series = self._store.load(manifest.facts.project, manifest.pseudonym)
        return series, Held.of(manifest, verified.manifest_sha256)

    def _settle(self, file: Path, series: Series, held: Held, due: Due) -> None:
        """Let go of a bundle whose donor has withdrawn."""
        _, state = self._withdrawals.settle(series, held, due)
        self._report.deleted += state == "deleted"
        self._leave(file)

    def _file(self, file: Path, series: Series, held: Held) -> None:
        """Write down a bundle that lies in its folder, answer for it, and empty its place."""
        self._store.save(series.with_bundle(held))
        detail = Detail(
            sequence=held.sequence,
            manifest_sha256=held.manifest_sha256,
            confirmed_sha256=held.confirmed_sha256,
            files=held.files,
            size_bytes=held.size_bytes,
        )
        for digest in held.bundle_sha256:
            self._answers.answer("received", digest, (series.project, series.pseudonym), detail)
        for digest in held.bundle_sha256:
            if self._quarantine.find(digest) is not None:  # it was put back from there
                self._quarantine.erase(digest)
        self._leave(file)

    def _leave(self, file: Path) -> None:
        """Take a file out of the inbox: all that it says is in the store."""
        with paths.disk_errors():
            file.unlink()
            paths.sync_folder(file.parent)


def _with_digest(held: Held, sha256: str) -> Held:
    """Return a bundle with the digest of a sealed file that it came in."""
    digests = tuple(sorted({*held.bundle_sha256, sha256}))
    return held.model_copy(update={"bundle_sha256": digests})
