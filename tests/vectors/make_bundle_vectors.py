"""Write the vectors of bundles anew: one that is right, and all that was done to it.

    python -m tests.vectors.make_bundle_vectors

The right one and the attacks come from ``tests.attacks.bundle_attacks``. Keys are made from
public bytes and protect nothing. Running it again writes the same bytes.
"""

import base64
import json
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from datadonor.errors import ExitCode
from export.bundle.tar import BLOCK
from export.receiving.refusals import BundleRefused
from tests import bundles
from tests.attacks.bundle_attacks import Attack, attacks, honest

HERE = Path(__file__).parent / "bundle"


def case(attack: Attack, whole: bytes) -> dict[str, Any]:
    """Return one attack as pieces of the right bundle and what stands between them."""
    old, new = _blocks(whole), _blocks(attack.content)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    pieces: list[list[int] | str] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append([first * BLOCK, min(last * BLOCK, len(whole))])
        elif start < end:
            pieces.append(base64.b64encode(b"".join(new[start:end])).decode())
    return {"about": attack.name, "code": attack.code, "pieces": pieces}


def _blocks(stream: bytes) -> list[bytes]:
    return [stream[place : place + BLOCK] for place in range(0, len(stream), BLOCK)]


def main() -> None:
    """Write all files."""
    whole = honest()
    request = bundles.signed_request()
    form = {each.code for each in BundleRefused.__subclasses__()
            if each.exit_code is ExitCode.BAD_FILE}  # fmt: skip
    cases: dict[str, list[dict[str, Any]]] = {"invalid": [], "tampered": []}
    for attack in attacks():
        cases["invalid" if attack.code in form else "tampered"].append(case(attack, whole))
    HERE.mkdir(exist_ok=True)
    (HERE / "valid.tar").write_bytes(whole)
    (HERE / "project.ddrequest").write_bytes(request.content)
    for kind, given in cases.items():
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in given)
        (HERE / f"{kind}.json").write_text(f"[\n{lines}\n]\n", "utf-8")


if __name__ == "__main__":
    main()
