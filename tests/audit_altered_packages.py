"""Auditor's packages altered by whoever has the file alone.

The manifest is mended as well as it can be, so that only what cannot be mended gives it away.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

import rfc8785

from datadonor.audit.checkpoint import Checkpoint, sign_checkpoint
from datadonor.audit.note import VerifierKey
from datadonor.audit.package_file import MANIFEST, read_package, write_package
from datadonor.audit.package_log import CHECKPOINT, EVENTS, KEY, LEAVES
from tests.audit_packages import STRANGER


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


def named(files: dict[str, bytes], start: str) -> str:
    return next(name for name in files if name.startswith(start))


def _blinding(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name = named(files, "openings/")
    opening = json.loads(files[name])
    files[name] = rfc8785.dumps(opening | {"blinding": "0" * 64})


def _no_opening(files: dict[str, bytes], _: dict[str, Any]) -> None:
    del files[named(files, "openings/")]


def _other_answer(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name = named(files, "answers/")
    files[name] = files[name].replace(b'"sig":"', b'"sig":"A', 1)


def _no_text(files: dict[str, bytes], _: dict[str, Any]) -> None:
    del files[named(files, "texts/")]


def _other_text(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files[named(files, "texts/")] += b"More."


def _recipient_key(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name = named(files, "registry/targets/recipients/")
    record = json.loads(files[name])
    record["receipt_keys"] = ["ed25519:" + "A" * 43 + "="]
    files[name] = rfc8785.dumps(record)


def _state(files: dict[str, bytes]) -> tuple[str, dict[str, str]]:
    """Return the name and the list of the registry at a release."""
    name = named(files, "registry/releases/")
    return name, json.loads(files[name])


def _later_state(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name, _then = _state(files)
    newest = {
        each.removeprefix("registry/"): content
        for each, content in files.items()
        if each.startswith("registry/") and not each.startswith(("registry/k", "registry/re"))
    }
    files |= {f"registry/kept/{sha256(each).hexdigest()}": each for each in newest.values()}
    said = {each: sha256(content).hexdigest() for each, content in newest.items()}
    files[name] = rfc8785.dumps(said)


def _no_kept(files: dict[str, bytes], _: dict[str, Any]) -> None:
    _name, said = _state(files)
    del files[f"registry/kept/{said['targets.json']}"]


def _no_revocations(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name, said = _state(files)
    files[name] = rfc8785.dumps(
        {each: digest for each, digest in said.items() if each != "targets/revocations.json"}
    )


def _own_revocations(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name, said = _state(files)
    own = rfc8785.dumps({"format": "datadonor.revocations/1", "revocations": []}) + b"\n"
    files[f"registry/kept/{sha256(own).hexdigest()}"] = own
    said["targets/revocations.json"] = sha256(own).hexdigest()
    files[name] = rfc8785.dumps(said)


def _no_list(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name, _said = _state(files)
    files[name] = b"[1]"


def _empty_list(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name, _said = _state(files)
    files[name] = b"{}"


def _kept_altered(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files[named(files, "registry/kept/")] += b" "


def _other_first_root(files: dict[str, bytes], _: dict[str, Any]) -> None:
    name, said = _state(files)
    own = files[f"registry/kept/{said['first.root.json']}"] + b" "
    files[f"registry/kept/{sha256(own).hexdigest()}"] = own
    files[name] = rfc8785.dumps(said | {"first.root.json": sha256(own).hexdigest()})


def _registry_root(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files["registry/first.root.json"] += b" "


def _no_answer(files: dict[str, bytes], _: dict[str, Any]) -> None:
    del files[named(files, "answers/")]


def _no_request(files: dict[str, bytes], _: dict[str, Any]) -> None:
    del files[named(files, "requests/")]


def _without(files: dict[str, bytes], *starts: str) -> None:
    for name in [each for each in files if each.startswith(starts)]:
        del files[name]


def _no_registry(files: dict[str, bytes], _: dict[str, Any]) -> None:
    _without(files, "registry/")


def _no_newest(files: dict[str, bytes], _: dict[str, Any]) -> None:
    for name in [each for each in files if each.startswith("registry/")]:
        if not name.startswith(("registry/kept/", "registry/releases/")):
            del files[name]


def _no_state(files: dict[str, bytes], _: dict[str, Any]) -> None:
    _without(files, "registry/kept/", "registry/releases/")


def _no_state_nor_beginning(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    _no_state(files, manifest)
    _lines(files, lambda lines: lines[1:])
    manifest["log"]["shown"] -= 1
    manifest["log"]["hidden"] += 1


def _earlier_newest(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    _name, said = _state(files)
    _no_newest(files, manifest)
    files |= {f"registry/{each}": files[f"registry/kept/{digest}"] for each, digest in said.items()}


def _withheld_though_there(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    digest = named(files, "decisions/").removeprefix("decisions/").removesuffix(".json")
    manifest["withheld"] = sorted({*manifest["withheld"], digest})


def _beside_the_log(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files["log/journal.pdf"] = b"What nobody should see."


def _in_a_folder_of_its_own(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files["notes/journal.txt"] = b"What nobody should see."


def _unnamed_text(files: dict[str, bytes], _: dict[str, Any]) -> None:
    words = b"Words that nobody was shown."
    files[f"texts/{sha256(words).hexdigest()}.txt"] = words


def _made_before(_: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["made"] = "1999-01-01T00:00:00.000Z"


def _other_project(_: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["project"] = "quite-another"


def _half_a_leaf(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files[LEAVES] += b"x"


def _no_leaves(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files[LEAVES] = b""


def _no_key(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files[KEY] = b"All is whole.\n"


def _no_checkpoint(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files[CHECKPOINT] = b""


def _unsigned_checkpoint(files: dict[str, bytes], _: dict[str, Any]) -> None:
    files[CHECKPOINT] = files[CHECKPOINT].partition(b"\n\n")[0] + b"\n\n"


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
    "a later registry for a release": ("REGISTRY_NOT_THEN", _later_state),
    "registry of a release left out in part": ("REGISTRY_FORGED", _no_kept),
    "revocations of a release left out": ("REGISTRY_FORGED", _no_revocations),
    "revocations of a release exchanged": ("REGISTRY_FORGED", _own_revocations),
    "registry of a release that is no list": ("REGISTRY_FORGED", _no_list),
    "registry of a release that is empty": ("REGISTRY_FORGED", _empty_list),
    "registry of a release altered": ("FILE_ALTERED", _kept_altered),
    "another registry for a release": ("REGISTRY_OTHER_ROOT", _other_first_root),
    "file missing": ("FILE_MISSING", _missing),
    "answer left out": ("ANSWER_NOT_KEPT", _no_answer),
    "request left out": ("DOCUMENT_NOT_KEPT", _no_request),
    "registry left out": ("REGISTRY_NOT_KEPT", _no_registry),
    "newest registry left out": ("REGISTRY_NOT_KEPT", _no_newest),
    "registry of a release left out": ("REGISTRY_NOT_KEPT", _no_state),
    "registry of a release left out, and how old the vault is":
        ("REGISTRY_NOT_KEPT", _no_state_nor_beginning),
    "an earlier registry as the newest": ("REGISTRY_NOT_THEN", _earlier_newest),
    "keys to answers left out": ("ANSWER_UNCHECKED", _no_registry),
    "withheld though it is there": ("FILE_EXTRA", _withheld_though_there),
    "file beside the log": ("FILE_EXTRA", _beside_the_log),
    "file in a folder of its own": ("FILE_EXTRA", _in_a_folder_of_its_own),
    "text that no event names": ("FILE_EXTRA", _unnamed_text),
    "made before its last event": ("MANIFEST_WRONG", _made_before),
    "said to be about another project": ("MANIFEST_WRONG", _other_project),
    "half a leaf more": ("TREE_OTHER", _half_a_leaf),
    "no leaves": ("TREE_OTHER", _no_leaves),
    "a key that is none": ("CHECKPOINT_OTHER_LOG", _no_key),
    "a checkpoint that is none": ("CHECKPOINT_OTHER_LOG", _no_checkpoint),
    "a checkpoint without a signature": ("CHECKPOINT_UNSIGNED", _unsigned_checkpoint),
}  # fmt: skip
"""What was done → the code that names it, and how to do it to a good package."""
