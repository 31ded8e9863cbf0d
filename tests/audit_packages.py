"""Auditor's packages that were tampered with: by whoever has the file, and by whoever has the key.

The first kind of tampering mends the manifest as well as it can, so that only what cannot be
mended gives it away. The second kind writes false events into a real log.
"""

import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from datadonor.audit.checkpoint import Checkpoint, sign_checkpoint
from datadonor.audit.events import (
    SELF,
    ConsentGiven,
    DonationAnswered,
    DonationSealed,
    Position,
    instant,
)
from datadonor.audit.note import VerifierKey
from datadonor.audit.package_file import MANIFEST, read_package, write_package
from datadonor.audit.package_log import CHECKPOINT, EVENTS, KEY, LEAVES
from export.answers import Answer, Detail, SignedAnswer, sign_answer, statement_of
from export.audit_package.making import Wanted, make_package
from export.bundle.commitment import log_commitment
from export.kept_answers import keep_answer
from export.outbox import Entry
from export.pseudonym import Donor as DonorIdentity
from tests.consents import RECIPIENT_KEY
from tests.donations import Donor
from tests.releases import PROJECT, RECIPIENT, signed_version

STRANGER: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
"""A key that nobody trusts."""


def give_something(giver: Donor) -> Entry:
    """Seal and send a bundle."""
    entry = giver.seal()
    giver.outbox.sent(entry, giver.outbox.confirmed(entry))
    return entry


def answered(
    giver: Donor, entry: Entry, kind: Any, key: Ed25519PrivateKey = RECIPIENT_KEY, **changes: Any  # noqa: ANN401 - any field
) -> SignedAnswer:  # fmt: skip
    """Have the recipient answer about a bundle, and take its answer in."""
    opened = giver.citizen.opened
    detail = Detail(effect="erase")
    if kind == "received":
        confirmed = giver.outbox.confirmed(entry)
        detail = Detail(
            sequence=1, manifest_sha256="0" * 64, confirmed_sha256=confirmed, files=1, size_bytes=1
        )
    fields = {
        "kind": kind,
        "project": PROJECT,
        "pseudonym": DonorIdentity(opened.vault.secret()).for_project(PROJECT).pseudonym,
        "bundle_sha256": entry.bundle_sha256,
        "at": "2026-09-02T08:00:00.000Z",
        "statement": statement_of(kind, detail),
        "detail": detail,
    }
    signed = sign_answer(Answer.model_validate(fields | changes), key)
    keep_answer(opened, signed)
    giver.outbox.answered(entry, kind, signed.digest)
    return signed


def package_of(giver: Donor, wanted: Wanted | None = None) -> bytes:
    """Return the package of a donor's vault."""
    return make_package(giver.citizen.opened, wanted or Wanted()).content


# -- with the file alone -------------------------------------------------------


def rewritten(
    content: bytes, change: Callable[[dict[str, bytes], dict[str, Any]], object]
) -> bytes:
    """Change files and manifest of a package, mend its digests, and write it anew."""
    files = read_package(content)
    manifest = json.loads(files.pop(MANIFEST))
    change(files, manifest)
    manifest["files"] = {
        name: sha256(each).hexdigest() for name, each in files.items() if name[:4] != "log/"
    } | manifest.pop("also", {})
    return write_package({**files, MANIFEST: rfc8785.dumps(manifest)})


def _lines(files: dict[str, bytes], change: Callable[[list[bytes]], list[bytes]]) -> None:
    lines = files[EVENTS].removesuffix(b"\n").split(b"\n")
    files[EVENTS] = b"".join(line + b"\n" for line in change(lines))


def _remove(files: dict[str, bytes], _: dict[str, Any]) -> None:
    _lines(files, lambda lines: [*lines[:3], *lines[4:]])


def _add(files: dict[str, bytes], _: dict[str, Any]) -> None:
    _lines(files, lambda lines: [*lines, lines[-1]])


def _reorder(files: dict[str, bytes], _: dict[str, Any]) -> None:
    _lines(files, lambda lines: [lines[0], lines[2], lines[1], *lines[3:]])


def _alter(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files[EVENTS] = files[EVENTS].replace(b'"last_day":"2', b'"last_day":"3', 1)


def _hide_uncounted(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    _remove(files, manifest)
    manifest["log"]["shown"] -= 1


def _other_checkpoint(files: dict[str, bytes], _: dict[str, Any]) -> None:
    root = Checkpoint("datadonor/log/" + "0" * 32, len(files[LEAVES]) // 32, b"\1" * 32)
    files[CHECKPOINT] = sign_checkpoint(root, STRANGER)


def _resigned_checkpoint(files: dict[str, bytes], _: dict[str, Any]) -> None:
    origin = files[KEY].decode().partition("+")[0]
    head = Checkpoint(origin, len(files[LEAVES]) // 32, b"\1" * 32)
    files[CHECKPOINT] = sign_checkpoint(head, STRANGER)


def _other_key(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    _other_checkpoint(files, manifest)
    vkey = VerifierKey("datadonor/log/" + "0" * 32, STRANGER.public_key())
    files[KEY] = vkey.format().encode() + b"\n"


def _leaf(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files[LEAVES] = files[LEAVES][:-1] + bytes([files[LEAVES][-1] ^ 1])


def _named(files: dict[str, bytes], start: str) -> str:
    return next(name for name in files if name.startswith(start))


def _blinding(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name = _named(files, "openings/")
    opening = json.loads(files[name])
    files[name] = rfc8785.dumps(opening | {"blinding": "0" * 64})


def _no_opening(files: dict[str, bytes], _: dict[str, Any]) -> None:
    del files[_named(files, "openings/")]


def _other_answer(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name = _named(files, "answers/")
    files[name] = files[name].replace(b'"sig":"', b'"sig":"A', 1)


def _no_text(files: dict[str, bytes], _: dict[str, Any]) -> None:
    del files[_named(files, "texts/")]


def _other_text(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files[_named(files, "texts/")] += b"More."


def _recipient_key(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name = _named(files, "registry/targets/recipients/")
    record = json.loads(files[name])
    record["receipt_keys"] = ["ed25519:" + "A" * 43 + "="]
    files[name] = rfc8785.dumps(record)


def _registry_root(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files["registry/first.root.json"] += b" "


def _missing(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["also"] = {"receipts/gone.jsonld": "0" * 64}


TAMPERED: Final[dict[str, tuple[str, Callable[[dict[str, bytes], dict[str, Any]], object]]]] = {
    "event removed": ("EVENT_REMOVED", _remove),
    "event added": ("EVENT_ADDED", _add),
    "events re-ordered": ("EVENTS_REORDERED", _reorder),
    "event altered": ("EVENT_ALTERED", _alter),
    "hidden event uncounted": ("EVENT_UNCOUNTED", _hide_uncounted),
    "checkpoint from another log": ("CHECKPOINT_OTHER_LOG", _other_checkpoint),
    "checkpoint signed by a stranger": ("CHECKPOINT_UNSIGNED", _resigned_checkpoint),
    "key and checkpoint from another log": ("CHECKPOINT_OTHER_LOG", _other_key),
    "leaf altered": ("TREE_OTHER", _leaf),
    "commitment does not open": ("COMMITMENT_DOES_NOT_OPEN", _blinding),
    "opening left out": ("OPENING_NOT_KEPT", _no_opening),
    "answer altered": ("ANSWER_FORGED", _other_answer),
    "text left out": ("DOCUMENT_NOT_KEPT", _no_text),
    "text altered": ("FILE_ALTERED", _other_text),
    "recipient's key exchanged": ("REGISTRY_FORGED", _recipient_key),
    "another registry": ("REGISTRY_OTHER_ROOT", _registry_root),
    "file missing": ("FILE_MISSING", _missing),
}
"""What was done → the code that names it, and how to do it to a good package."""


# -- with the key to the log ---------------------------------------------------


@dataclass
class Liar:
    """A citizen who writes what never was into their own log."""

    giver: Donor

    def release(self, **changes: Any) -> None:  # noqa: ANN401 - any field
        """Write that a bundle was sealed."""
        fields = {
            "recipient": RECIPIENT.id, "sequence": 9, "records": 1, "decision_sha256": "1" * 64,
            "confirmed_sha256": "2" * 64, "bundle_sha256": "3" * 64, "log_commitment": "4" * 64,
        }  # fmt: skip
        details = DonationSealed.model_validate(fields | changes)
        self.giver.citizen.opened.log.record(details, SELF, project=PROJECT)

    def outside_consent(self) -> None:
        """Release after a withdrawal."""
        self.giver.citizen.book.withdraw(signed_version(1).request)
        self.release()

    def by_another_decision(self) -> None:
        """Release while a consent is in force, by another one."""
        self.release()

    def dated_back(self) -> None:
        """Release without a consent, and write afterwards that there was one before."""
        given = self._given()
        begun = self.giver.citizen.clock.forward(hours=1)
        self.outside_consent()
        self.giver.citizen.clock.forward(hours=1)
        details = given.model_copy(update={"decided": instant(begun)})
        self.giver.citizen.clock.forward(hours=1)
        self.giver.citizen.opened.log.record(details, SELF, project=PROJECT)

    def forged_answer(self) -> None:
        """Write an answer that the recipient never signed."""
        (entry,) = self.giver.outbox.entries()
        answered(self.giver, entry, "deleted", STRANGER)

    def other_answer(self) -> None:
        """Take in an answer that is about another bundle."""
        (entry,) = self.giver.outbox.entries()
        answered(self.giver, entry, "deleted", bundle_sha256="9" * 64)

    def retracted_answer(self) -> None:
        """Take in an answer that takes an earlier one back."""
        (entry,) = self.giver.outbox.entries()
        answered(self.giver, entry, "deleted")
        again = answered(self.giver, entry, "received")
        details = DonationAnswered(
            answer="received", bundle_sha256=entry.bundle_sha256, answer_sha256=again.digest
        )
        self.giver.citizen.opened.log.record(details, SELF, project=PROJECT)

    def rewritten_log(self) -> None:
        """Write the log anew after a recipient got a commitment to it."""
        opened = self.giver.citizen.opened
        head = Checkpoint(opened.log.origin(), 3, b"\1" * 32)  # of a log that is gone
        checkpoint = sign_checkpoint(head, opened.log._signing_key())
        blinding = bytes(32)
        (entry,) = self.giver.outbox.entries()
        query = "UPDATE outbox SET sequence = 9, bundle_sha256 = ?, blinding = ?, checkpoint = ?"
        self.giver.citizen.execute(query, b"\3" * 32, blinding, checkpoint)
        commitment = log_commitment(PROJECT, blinding, checkpoint)
        self.release(bundle_sha256="03" * 32, log_commitment=commitment)
        assert entry.sequence == 1

    def _given(self) -> ConsentGiven:
        (stored, *_) = self.giver.citizen.opened.log.events_of(ConsentGiven)
        event = self.giver.citizen.opened.log.event(Position(stored.position)).event
        assert event is not None
        assert isinstance(event.what, ConsentGiven)
        return event.what


LIES: Final[dict[str, tuple[str, Callable[[Liar], None]]]] = {
    "log written anew": ("HISTORY_REWRITTEN", Liar.rewritten_log),
    "release outside consent": ("RELEASE_OUTSIDE_CONSENT", Liar.outside_consent),
    "release by another decision": ("RELEASE_OUTSIDE_CONSENT", Liar.by_another_decision),
    "consent dated back": ("CONSENT_BACKDATED", Liar.dated_back),
    "answer forged": ("ANSWER_FORGED", Liar.forged_answer),
    "answer about another bundle": ("ANSWER_OTHER", Liar.other_answer),
    "answer taken back": ("ANSWER_CONTRADICTS", Liar.retracted_answer),
}


# -- with a hex editor ---------------------------------------------------------


def _zip(files: dict[str, bytes], method: int = zipfile.ZIP_STORED, *more: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name in (*files, *more):
            package.writestr(name, files.get(name, b""))
    return made.getvalue()


def doubled(content: bytes) -> bytes:
    """Put a second file under a name that is there, as an unpacker would not notice."""
    files = read_package(content)
    name = _named(files, "texts/")
    twin = "texts/" + "0" * 64 + ".txt"
    package = write_package({**files, twin: b"Something else."})
    return package.replace(twin.encode(), name.encode())


def path_trick(content: bytes) -> bytes:
    """Give a file a name that leads out of a folder."""
    files = read_package(content)
    name = _named(files, "texts/")
    trick = "../../" + name[6:]
    return write_package(files).replace(name.encode(), trick.encode())


def bomb(content: bytes) -> bytes:
    """Add a file that is small here and enormous unpacked."""
    files = read_package(content)
    return _zip({**files, "texts/bomb.txt": bytes(10_000_000)}, zipfile.ZIP_DEFLATED)


def other_zip(content: bytes) -> bytes:
    """Pack the same files in another way."""
    files = read_package(content)
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, each in files.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 9, 1, 0, 0, 0)), each)
    return made.getvalue()


def wrong_sum(content: bytes) -> bytes:
    """Change a byte of a file without its checksum."""
    return content.replace(b'"format":"datadonor.audit/1"', b'"format":"datadonor.audit/2"', 1)


TRICKS: Final[dict[str, tuple[str, Callable[[bytes], bytes]]]] = {
    "trailing bytes": ("PACKAGE_TRAILING", lambda content: content + b"more"),
    "bytes in front": ("PACKAGE_UNREADABLE", lambda content: b"MZ" + content),
    "doubled name": ("PACKAGE_DOUBLED", doubled),
    "path trick": ("PACKAGE_PATH_UNSAFE", path_trick),
    "bomb": ("PACKAGE_COMPRESSED", bomb),
    "packed otherwise": ("PACKAGE_NOT_CANONICAL", other_zip),
    "wrong checksum": ("PACKAGE_NOT_CANONICAL", wrong_sum),
    "cut": ("PACKAGE_UNREADABLE", lambda content: content[: len(content) // 2]),
    "no zip": ("PACKAGE_UNREADABLE", lambda _: b"hello"),
    "empty": ("PACKAGE_UNREADABLE", lambda _: b""),
    "end alone": ("PACKAGE_UNREADABLE", lambda _: struct.pack("<4s4H2LH", b"PK\5\6", *[0] * 7)),
}
