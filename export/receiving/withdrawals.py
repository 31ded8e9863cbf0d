"""Carrying out a notice of withdrawal: what the project promised, and the answer that says so.

Every step can be cut off and done again: the notice is kept first, then each bundle is
deleted or cut off from its donor, then it is answered for. What was promised for a bundle is
what the version of the request said by which it was sent, or what the notice says, whichever
does more for the donor.
"""

import base64
from collections.abc import Sequence
from secrets import token_bytes
from typing import Final, NamedTuple

from consent.request import SignedRequest
from datadonor.errors import DatadonorError, ExitCode
from export.answers import Detail, Effect, Kind
from export.receiving.answering import AnswerBook
from export.receiving.by_hand import ask_a_person, let_rest, waiting
from export.receiving.quarantine import Quarantine
from export.receiving.store import (
    NOTICES,
    Held,
    Series,
    Store,
    StoreDamaged,
    Withdrawn,
    remove_folder,
    strongest,
)
from export.receiving.unlinking import unlink_records
from export.withdrawing import SUFFIX, Notice, SignedNotice

_GONE: Final = frozenset({"erase", "anonymise"})


class NoticeOfOther(DatadonorError):
    """It is for another recipient, or about a project or item that nobody here knows."""

    code = "NOTICE_OF_OTHER"
    exit_code = ExitCode.NO


class NoticeOtherPromise(DatadonorError):
    """It says that the project promised something else than the project did."""

    code = "NOTICE_OTHER_PROMISE"
    exit_code = ExitCode.TAMPERED


class Due(NamedTuple):
    """What is to be done with a bundle, and by which notice."""

    effect: Effect
    notice_sha256: str

    @property
    def is_gone(self) -> bool:
        """Whether nothing of the donor's stays."""
        return self.effect in _GONE


class Done(NamedTuple):
    """What a notice led to.

    Attributes:
        deleted: Bundles that were erased, in quarantine too.
        unlinked: Bundles whose records were cut off from their donor.
        kept: Bundles that stay, as was promised.
        unsure: SHA-256 of files in quarantine that the notice names, and of which nobody
            can tell whose they are.
        is_by_hand: Whether a person has to take an item out.
    """

    deleted: int
    unlinked: int
    kept: int
    unsure: tuple[str, ...]
    is_by_hand: bool = False


class Withdrawals:
    """Carries out notices in one store."""

    def __init__(
        self,
        store: Store,
        quarantine: Quarantine,
        answers: AnswerBook,
        recipient: str,
        requests: Sequence[SignedRequest],
    ) -> None:
        """Work in a store that this program holds (``Store.turn``)."""
        self._store = store
        self._quarantine = quarantine
        self._answers = answers
        self._recipient = recipient
        self._requests = {(each.request.id, each.request.version): each for each in requests}

    def carry_out(self, signed: SignedNotice, sha256: str) -> Done:
        """Do what a notice asks, and answer for it and for every bundle.

        Args:
            signed: The notice.
            sha256: Of the file that it came in.

        Raises:
            NoticeOfOther, NoticeOtherPromise: Nothing was done.
            StoreDamaged: A bundle is not where it should be. The others are done.
            DiskFull, DiskRefused: It is to be done again.
        """
        notice = signed.notice
        self._require_known(notice)
        series = self._kept(signed, sha256)
        whose = (notice.project, notice.pseudonym)
        detail = Detail(effect=notice.effect, notice_sha256=sha256, item=notice.item)
        if notice.item is not None:
            is_by_hand = self._asks_a_person(series, sha256)
            self._answers.answer("withdrawn", sha256, whose, detail)
            return Done(0, 0, 0, (), is_by_hand)
        states = []
        for held in series.bundles:
            due = self.due(series, held)
            if due is not None:
                series, state = self.settle(series, held, due)
                states.append(state)
        self._let_notes_rest(series)
        in_quarantine, unsure = self._in_quarantine(notice, sha256)
        known = {digest for held in series.bundles for digest in held.bundle_sha256}
        missing = tuple(each for each in notice.bundles if each not in known | in_quarantine)
        detail = detail.model_copy(update={"missing": missing or None})
        self._answers.answer("withdrawn", sha256, whose, detail)
        deleted = states.count("deleted") + len(in_quarantine)
        return Done(deleted, states.count("unlinked"), states.count("held"), unsure)

    def due(self, series: Series, held: Held) -> Due | None:
        """Return what notices that came make due for a bundle; nothing if none is about it."""
        notices = series.withdrawals_of(held.sequence)
        if not notices:
            return None
        released = self._requests.get((series.project, held.request_version))
        effect = strongest(*(each.effect for each in notices))
        notice = next(each for each in notices if each.effect == effect)
        if released is not None:
            effect = strongest(effect, released.request.withdrawal.effect)
        return Due(effect, notice.notice_sha256)

    def answer_gone(self, series: Series, held: Held, due: Due) -> None:
        """Answer for a bundle that is not here any more, or never was filed."""
        detail = Detail(
            sequence=held.sequence,
            manifest_sha256=held.manifest_sha256,
            confirmed_sha256=held.confirmed_sha256,
            files=held.files,
            size_bytes=held.size_bytes,
            effect=due.effect,
            notice_sha256=due.notice_sha256,
        )
        for digest in held.bundle_sha256:
            kind: Kind = "deleted" if due.is_gone else "withdrawn"
            self._answers.answer(kind, digest, (series.project, series.pseudonym), detail)

    def _require_known(self, notice: Notice) -> None:
        request = self._requests.get((notice.project, notice.request_version))
        is_ours = notice.recipient == self._recipient and request is not None
        if not is_ours or request is None or request.digest != notice.request_sha256:
            raise NoticeOfOther
        if notice.item is not None and request.request.item(notice.item) is None:
            raise NoticeOfOther
        if request.request.withdrawal.effect != notice.effect:
            raise NoticeOtherPromise

    def _kept(self, signed: SignedNotice, sha256: str) -> Series:
        """Keep a notice: it is why things are deleted, and what keeps them from coming back."""
        notice = signed.notice
        series = self._store.load(notice.project, notice.pseudonym)
        series = series.with_withdrawal(
            Withdrawn(
                notice_sha256=sha256,
                at=notice.at,
                effect=notice.effect,
                through_sequence=notice.through_sequence,
                item=notice.item,
            )
        )
        self._store.save(series)
        folder = self._store.donor(notice.project, notice.pseudonym) / NOTICES
        self._store.write(folder / f"{sha256}{SUFFIX}", signed.content)
        return series

    def settle(self, series: Series, held: Held, due: Due) -> tuple[Series, str]:
        """Do with one bundle what is due, and answer for it.

        Args:
            series: Of its donor.
            held: The bundle, listed or not. One that was never filed is only written down.
            due: What to do.

        Returns:
            The series, and the state of the bundle now.
        """
        is_here = self._store.bundle(series, held.sequence).is_dir() or held.token is not None
        if due.effect == "anonymise" and held.state == "held" and not is_here:
            due = due._replace(effect="erase")
        if held.state == "held" and due.effect == "erase":
            self._store.remove(self._store.bundle(series, held.sequence), held.manifest_sha256)
            held = held.model_copy(update={"state": "deleted", "token": None})
            series = series.with_bundle(held)
            self._store.save(series)
        elif held.state == "held" and due.effect == "anonymise":
            series, held = self._unlinked(series, held)
        if held.state == "unlinked":  # what nobody can find any more cannot be erased later
            due = due._replace(effect="anonymise")
        self.answer_gone(series, held, due)
        return series, held.state

    def _unlinked(self, series: Series, held: Held) -> tuple[Series, Held]:
        """Cut a bundle's records off from their donor; goes on where an earlier run ended."""
        token = held.token
        if token is None:
            token = base64.b32encode(token_bytes(13)).decode().lower()[:20]
            held = held.model_copy(update={"token": token})
            series = series.with_bundle(held)
            self._store.save(series)
        folder = self._store.bundle(series, held.sequence)
        target = self._store.unlinked(series.project, token)
        if not target.is_dir():
            if not folder.is_dir():
                raise StoreDamaged
            made = self._store.work(token)
            remove_folder(made)
            unlink_records(folder, made, series.pseudonym, token)
            self._store.publish(made, target)
        self._store.remove(folder, held.manifest_sha256)
        held = held.model_copy(update={"state": "unlinked", "token": None})
        series = series.with_bundle(held)
        self._store.save(series)
        return series, held

    def _in_quarantine(self, notice: Notice, sha256: str) -> tuple[set[str], tuple[str, ...]]:
        """Delete what was refused and is the donor's; return that, and what could be."""
        whose = (notice.project, notice.pseudonym)
        erased, unsure = set(), []
        for digest in notice.bundles:
            refused = self._quarantine.find(digest)
            if refused is None or notice.effect == "future_only":
                continue
            if refused.whose == whose:
                self._quarantine.erase(digest)
                detail = Detail(effect="erase", notice_sha256=sha256)
                self._answers.answer("deleted", digest, whose, detail)
                erased.add(digest)
            elif refused.whose is None:
                unsure.append(digest)
        return erased, tuple(unsure)

    def _asks_a_person(self, series: Series, sha256: str) -> bool:
        """Note what a notice about one item asks of a person, unless that is done or nothing."""
        withdrawn = next(each for each in series.withdrawals if each.notice_sha256 == sha256)
        standing = self._answers.standing(sha256)
        is_done = standing is not None and standing.answer.kind == "deleted"
        if withdrawn.effect == "future_only" or is_done:
            return False
        ask_a_person(self._store, series, withdrawn)
        return True

    def _let_notes_rest(self, series: Series) -> None:
        """Answer for the donor's single items of which nothing is left to take out by hand."""
        for notice_sha256, asked in waiting(self._store.root).items():
            is_theirs = (asked.project, asked.pseudonym) == (series.project, series.pseudonym)
            if is_theirs and series.is_gone(asked.through_sequence):
                let_rest(self._store.root, self._answers, notice_sha256, asked)
