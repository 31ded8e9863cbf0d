# fmt: off
"""Verify an auditor's package without Datadonor: ``python verify_audit.py FILE.ddaudit``.

Written from docs/formats/audit-package.md. Needs Python 3.11 and ``cryptography``. Prints what does
not fit, a CODE and where, but no remarks; exits 0, 1 (wrong), 3 (no package) or 5 (tampered).
"""
import base64, datetime, io, json, re, sys, zipfile, zoneinfo
from hashlib import sha256
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WRONG = ("CONSENT_BACKDATED", "DOCUMENT_NOT_KEPT", "OPENING_NOT_KEPT", "RELEASE_OUTSIDE_CONSENT")
RANKS, files, found = ("rejected", "received", "withdrawn", "deleted"), {}, []
BAD = (ValueError, KeyError, TypeError, AttributeError, IndexError)

def say(code, where):
    found.append((code, f"event {where}" if isinstance(where, int) else where))

def stop(code):
    print(code, "the file")
    sys.exit(3 if code == "PACKAGE_UNREADABLE" else 5)

def digest(content): return sha256(content).hexdigest()

def signs(key, signature, content):
    try:
        return Ed25519PublicKey.from_public_bytes(key).verify(signature, content) is None
    except (InvalidSignature, ValueError):
        return False

def day(moment):
    told = datetime.datetime.fromisoformat(moment)
    return str(told.astimezone(zoneinfo.ZoneInfo("Europe/Copenhagen")).date())

def unzip(content):
    again = io.BytesIO()
    if content[:4] != b"PK\3\4": stop("PACKAGE_UNREADABLE")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            infos = package.infolist()
            if any(i.compress_type or i.file_size != i.compress_size for i in infos):
                stop("PACKAGE_COMPRESSED")
            if not all(re.fullmatch(r"([\w-][\w.-]*(/(?=.)|$)){1,5}", i.filename, re.A) for i in infos):
                stop("PACKAGE_PATH_UNSAFE")
            if len({info.filename for info in infos}) < len(infos):
                stop("PACKAGE_DOUBLED")
            files.update({info.filename: package.read(info) for info in infos})
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        stop("PACKAGE_NOT_CANONICAL" if "CRC" in str(error) else "PACKAGE_UNREADABLE")
    with zipfile.ZipFile(again, "w", allowZip64=False) as package:
        for name in sorted(files, key=lambda name: (name != "manifest.json", name)):
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o600 << 16
            package.writestr(info, files[name])
    if again.getvalue() != content:  # a package can be written in one way only
        is_longer = content.startswith(again.getvalue())
        stop("PACKAGE_TRAILING" if is_longer else "PACKAGE_NOT_CANONICAL")

def check_files(told):
    for name in told.keys() | {name for name in files if not name.startswith("log/")}:
        own, by_digest = digest(files.get(name, b"")), r"(answer|decision|request|text)s/"
        is_named = own in name or not re.match(by_digest, name)
        if name not in files or told.get(name) != own or not is_named:
            code = "FILE_ALTERED" if is_named or name[:8] != "answers/" else "ANSWER_FORGED"
            code = code if name in told else "FILE_EXTRA"
            say(code if name in files else "FILE_MISSING", name)
            files.pop(name, None)

def head_of(note, vkey, where):
    """Return size and root of a checkpoint, if the log's own key signed it."""
    (name, key_id, key), (text, _, lines) = vkey.split("+", 2), note.rpartition("\n\n")
    key, words = base64.b64decode(key), text.split("\n")
    blobs = [base64.b64decode(line.split(" ")[2]) for line in lines.splitlines()]
    ours = [blob[4:] for blob in blobs if blob[:4].hex() == key_id]
    good = [signs(key[1:], own, f"{text}\n".encode()) for own in ours]
    good.append(len(ours) > 0 and digest(name.encode() + b"\n" + key)[:8] == key_id)
    if words[0] != name or not all(good):
        return say("CHECKPOINT_OTHER_LOG" if words[0] != name else "CHECKPOINT_UNSIGNED", where)
    return int(words[1]), base64.b64decode(words[2])

def root_of(level):
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [sha256(b"\1" + p[0] + p[1]).digest() if p[1:] else p[0] for p in pairs]
    return level[0] if level else sha256(b"").digest()

def read_log(count, vkey, leaves):
    lines, events, last, latest = files["log/events.jsonl"].split(b"\n")[:-1], {}, -1, ""
    head = head_of(files["log/checkpoint"].decode(), vkey, "log/checkpoint")
    if head not in (None, (len(leaves), root_of(leaves))): say("TREE_OTHER", "log/leaves")
    places = {leaf: at for at, leaf in enumerate(leaves)}
    for number, line in enumerate(lines, 1):
        at = places.get(sha256(b"\0" + line).digest())
        if at is None:
            say("EVENT_ALTERED", f"log/events.jsonl:{number}")
            continue
        event = json.loads(line)
        if at <= last: say("EVENT_DOUBLED" if at == last else "EVENTS_REORDERED", at)
        elif event["when"]["recorded"] < latest: say("TIME_WENT_BACK", at)
        events[at], last, latest = event, max(at, last), max(latest, event["when"]["recorded"])
    gone = {e["what"]["position"] for e in events.values() if e["kind"] == "log.erased"} - {*events}
    sums = (len(lines) + count["hidden"] + count["erased"], count["size"], len(gone))
    if len(lines) != count["shown"]:
        say("EVENT_REMOVED" if len(lines) < count["shown"] else "EVENT_ADDED", "log/events.jsonl")
    elif sums != (len(leaves), len(leaves), count["erased"]):
        say("EVENT_UNCOUNTED", "log/events.jsonl")
    return dict(sorted(events.items()))

def envelope(name, kind, keys=()):
    """Return what a DSSE envelope says, and whether one of some keys, or the donor's, signed it."""
    if name not in files: return None, False
    outer, kind = json.loads(files[name]), f"application/vnd.datadonor.{kind}+json"
    payload = base64.b64decode(outer["payload"])
    covered = b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(payload), payload)
    said = json.loads(payload)
    raws = [base64.b64decode(key[8:]) for key in keys or [said.get("donor_key", "")]]
    sigs = {each["keyid"]: base64.b64decode(each["sig"]) for each in outer["signatures"]}
    good = [signs(raw, sigs[digest(raw)], covered) for raw in raws if digest(raw) in sigs]
    return said, outer["payloadType"] == kind and len(good) > 0 and all(good)

def require_signed(outer, by):
    role, sigs = by["roles"][outer["signed"]["_type"]], outer["signatures"]
    covered = json.dumps(outer["signed"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    keys = {key: bytes.fromhex(by["keys"][key]["keyval"]["public"]) for key in role["keyids"]}
    ours = {s["keyid"]: bytes.fromhex(s["sig"]) for s in sigs if s["keyid"] in keys}
    good = sum(signs(keys[key], ours[key], covered.encode()) for key in ours)
    if good < role["threshold"]: raise ValueError

def receipt_keys(chosen):
    first = files.get("registry/first.root.json")
    if first is None: return {}
    if digest(first) != chosen: return say("REGISTRY_OTHER_ROOT", "registry/") or {}
    try:
        names = [name for name in files if re.fullmatch(r"registry/[\w.]+", name)]
        metadata = {name: json.loads(files[name]) for name in names}
        root = metadata["registry/first.root.json"]
        require_signed(root, root["signed"])
        while (name := f"registry/{root['signed']['version'] + 1}.root.json") in metadata:
            later = metadata[name]
            require_signed(later, root["signed"])
            require_signed(root := later, later["signed"])
        require_signed(metadata["registry/targets.json"], root["signed"])
        named = metadata["registry/targets.json"]["signed"]["targets"]
        records = {n[17:]: c for n, c in files.items() if n.startswith("registry/targets/")}
        if any(named[n]["hashes"]["sha256"] != digest(c) for n, c in records.items()): raise ValueError
    except BAD:
        return say("REGISTRY_FORGED", "registry/") or {}
    people = [json.loads(each) for name, each in records.items() if name.startswith("recipients/")]
    return {each["id"]: each["receipt_keys"] for each in people}

def fold(history, today, moment="9"):
    """Return how a project stands, its consent, and the items taken back since."""
    dated = [(min(e["what"].get("decided", "9"), e["when"]["recorded"]), n, e) for n, e in history]
    state, given, items = "requested", None, set()
    for since, _, event in sorted(dated, key=lambda each: each[:2]):
        kind, item = event["kind"].partition(".")[2], event["what"].get("item")
        if kind == "given" and since <= moment:
            state, given, items = kind, event, set()
        elif kind == "withdrawn" and item and state == "given":
            items = items | {item}
        elif since <= moment and kind not in ("added", "put_off"):
            state = kind
    return "expired" if given and given["what"]["last_day"] < today else state, given, items

def check_release(at, event, sealed, events):
    """Ask whether a consent that was recorded by then covered what left."""
    project, today = event["project"], day(event["when"]["recorded"])
    history = [(n, e) for n, e in events.items() if e.get("project") == project
               and re.match(r"request\.|consent\.(?!receipt)", e["kind"])]
    state, given, items = fold([each for each in history if each[0] < at], today)
    late, _, _ = fold(history, today, event["when"]["recorded"])
    by = given["what"].get("decision_sha256") if state == "given" else None
    if not sealed or by != sealed["decision_sha256"]:
        is_late = sealed and state != "given" and late == "given"
        return say("CONSENT_BACKDATED" if is_late else "RELEASE_OUTSIDE_CONSENT", at)
    asked, _ = envelope(f"requests/{given['what']['request_sha256']}.ddrequest", "request")
    said, is_signed = envelope(f"decisions/{sealed['decision_sha256']}.json", "decision")
    is_right = not asked or (asked["recipient"], asked["id"]) == (sealed["recipient"], project)
    if asked and is_signed:
        choices, ids = said["choices"], {item["id"] for item in asked["items"]}
        yes = {each for each, choice in choices["items"].items() if choice["granted"]} - items
        until = min(asked["valid_until"], asked.get("until", "9"), choices.get("expires", "9"))
        is_right = is_right and len(yes) > 0 and yes <= ids and today <= until
    if not is_right: say("RELEASE_OUTSIDE_CONSENT", at)

def check_opening(at, event, vkey, leaves):
    what, name = event["what"], f"openings/{event['what']['bundle_sha256']}.json"
    if name not in files: return say("OPENING_NOT_KEPT", at)
    opening = json.loads(files[name])
    note, blinding = opening["checkpoint"], bytes.fromhex(opening["blinding"])
    domain = f"datadonor/log-commit/v1\0{event['project']}\0".encode()
    if digest(domain + blinding + note.encode()) != what["log_commitment"]:
        return say("COMMITMENT_DOES_NOT_OPEN", at)
    head = head_of(note, vkey, name)
    if head and (head[0] > at or root_of(leaves[: head[0]]) != head[1]):
        say("HISTORY_REWRITTEN", at)

def check_answer(at, what, bundles, keys, earlier):
    project, bundle = bundles.get(what["bundle_sha256"], (None, {}))
    name, trusted = f"answers/{what['answer_sha256']}.ddanswer", keys.get(bundle.get("recipient"))
    if not bundle or name not in files or not trusted:  # what cannot be checked is a remark
        return None if bundle else say("ANSWER_OTHER", at)
    said, is_signed = envelope(name, "answer", trusted)
    donor, _ = envelope(f"decisions/{bundle['decision_sha256']}.json", "decision")
    key = sha256(base64.b64decode(donor["donor_key"][8:]) if donor else b"").digest()
    name = base64.b32encode(key).decode().lower()[:20] if donor else said.get("pseudonym")
    whose = (said.get("project", project), said.get("pseudonym", name))
    meant = (project, name, what["bundle_sha256"], what["answer"])
    if not is_signed or (*whose, said["bundle_sha256"], said["kind"]) != meant:
        return say("ANSWER_OTHER" if is_signed else "ANSWER_FORGED", at)
    if earlier and RANKS.index(said["kind"]) <= RANKS.index(earlier[-1]): say("ANSWER_CONTRADICTS", at)
    earlier.append(said["kind"])

def check_documents(at, event, withheld):
    what = event["what"]
    names = [f"{each}s/{what[key]}" for each in ("decision", "text", "request")
             if (key := f"{each}_sha256") in what and what[key] not in withheld]
    if not {*names} <= {name.partition(".")[0] for name in files}: say("DOCUMENT_NOT_KEPT", at)
    said, is_signed = envelope(f"decisions/{what.get('decision_sha256')}.json", "decision")
    texts = said and (said["request_sha256"], said["choices"].get("text_sha256"), said["project"])
    told = (what.get("request_sha256"), what.get("text_sha256"), event["project"])
    if said and (not is_signed or (event["kind"] == "consent.given" and texts != told)):
        say("DECISION_FORGED", at)

def main(file):
    unzip(open(file, "rb").read())
    manifest = json.loads(files.pop("manifest.json"))
    vkey, hashes = files["log/key"].decode().strip(), files["log/leaves"]
    leaves = [hashes[at : at + 32] for at in range(0, len(hashes), 32)]
    if manifest["format"] != "datadonor.audit/1": raise ValueError
    check_files(manifest["files"])
    events = read_log(manifest["log"], vkey, leaves)
    chosen = [e["what"]["root_sha256"] for e in events.values() if e["kind"] == "registry.chosen"]
    keys, bundles, answers = receipt_keys((chosen or [None])[-1]), {}, {}
    for at, event in events.items():
        kind, what, bundle = event["kind"], event["what"], event["what"].get("bundle_sha256")
        if kind.startswith("consent."): check_documents(at, event, manifest["withheld"])
        elif kind == "donation.answered":
            check_answer(at, what, bundles, keys, answers.setdefault(bundle, []))
        elif kind == "donation.sealed":
            bundles[bundle] = (event["project"], what)
            check_opening(at, event, vkey, leaves)
        if kind in ("donation.sealed", "donation.sent"):
            check_release(at, event, bundles.get(bundle, (0, None))[1], events)
    for each in sorted(set(found), key=lambda each: each[0] in WRONG): print(*each)
    return max((1 if code in WRONG else 5 for code, _ in found), default=0)

try: sys.exit(main(sys.argv[1]))
except BAD: stop("PACKAGE_UNREADABLE")
