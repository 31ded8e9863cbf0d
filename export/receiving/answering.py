"""The recipient's folder of answers: one file for each thing that came, never half of one."""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.envelope import (
    MOST_BYTES,
    Envelope,
    EnvelopeDamaged,
    PublicKey,
    SignatureMissing,
)
from datadonor import paths
from datadonor.audit.events import instant
from export.answers import (
    Answer,
    AnswerNotSigned,
    AnswerTooNew,
    AnswerUnreadable,
    Detail,
    Kind,
    SignedAnswer,
    answer_name,
    may_follow,
    open_answer_of,
    sign_answer,
    statement_of,
)

_STAGED: Final = re.compile(r"[0-9a-f]{64}\.ddanswer\.[0-9a-f]{8}\.tmp")


class AnswerBook:
    """Writes answers, and keeps each from taking back an earlier one."""

    def __init__(self, folder: Path, receipt_key: Ed25519PrivateKey, now: datetime) -> None:
        """Write into a folder, which is made private if it is not there.

        Args:
            folder: Where a web server, or a person, takes them from.
            receipt_key: The recipient's.
            now: With zone.
        """
        self._folder = folder
        self._key = receipt_key
        self._at = instant(now)
        if not folder.is_dir():
            paths.private_folder(folder)

    def sweep(self) -> None:
        """Delete what a run that was killed has left half written."""
        with paths.disk_errors():
            for file in self._folder.iterdir():
                if _STAGED.fullmatch(file.name):
                    paths.discard(file)

    def answer(
        self,
        kind: Kind,
        sha256: str,
        whose: tuple[str, str] | None,
        detail: Detail,
    ) -> Answer:
        """Write an answer, unless one stands there that says the same or goes further.

        Args:
            kind: What happened.
            sha256: Of what came, as it came.
            whose: Project and pseudonym, if they are known for certain.
            detail: What else is known.

        Returns:
            The answer that stands there now.

        Raises:
            DiskFull, DiskRefused: The earlier one stands.
        """
        standing = self.standing(sha256)
        if standing is not None:
            if not may_follow(standing.answer.kind, kind):
                return standing.answer
            detail = detail.model_copy(update={"previous_sha256": standing.digest})
        project, pseudonym = whose or (None, None)
        answer = Answer(
            kind=kind,
            project=project,
            pseudonym=pseudonym,
            bundle_sha256=sha256,
            at=self._at,
            statement=statement_of(kind, detail),
            detail=detail,
        )
        signed = sign_answer(answer, self._key)
        paths.atomic_write(self._folder / answer_name(sha256), signed.content)
        return signed.answer

    def has_signed(self, envelope: Envelope) -> bool:
        """Say whether the key that signs answers signed something."""
        try:
            envelope.verify([PublicKey.of(self._key)])
        except (SignatureMissing, EnvelopeDamaged):
            return False
        return True

    def standing(self, sha256: str) -> SignedAnswer | None:
        """Return the answer that was given; nothing if there is none that we signed."""
        file = self._folder / answer_name(sha256)
        with paths.disk_errors():
            if not file.is_file():
                return None
            with file.open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
        with suppress(AnswerUnreadable, AnswerTooNew, AnswerNotSigned):
            signed = open_answer_of(content, [PublicKey.of(self._key)])
            return signed if signed.answer.bundle_sha256 == sha256 else None
        return None
