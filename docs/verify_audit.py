# fmt: off
"""Verify an auditor's package: ``python verify_audit.py FILE.ddaudit`` prints each CODE and where,
and exits 0, 1 (wrong), 3 (no package) or 5 (tampered). Made from docs/formats/audit-package.md."""
import base64, datetime as dt, hashlib, io, itertools, json, re, sys, zipfile
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
WRONG = ".*_NOT_KEPT|ANSWER_UNCHECKED|CONSENT_BACKDATED|MANIFEST_WRONG|RELEASE_.*"  # not tampered
BYTES, FILES, ROLES, schema = 512 << 20, 60_000, "root timestamp snapshot targets".split(), 6
found, files, events, sha256, time = set(), {}, {}, hashlib.sha256, dt.datetime.fromisoformat
canon = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
COUNT, HEX, ID = "(0|[1-9][0-9]{0,15})", "[0-9a-f]{64}", '"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"'
MANIFEST = (rf'{{"files":{{("[A-Za-z0-9._/-]{{1,200}}":"{HEX}",?)*}},"format":"datadonor.audit/1",'
            rf'"log":{{"erased":{COUNT},"hidden":{COUNT},"shown":{COUNT},"size":{COUNT}}},'
            rf'"made":"[^"]{{24}}",("project":{ID},)?"withheld":\[("{HEX}",?)*\]}}')
CONSENT = "consent.(given|put_off|refused|withdrawn|stopped|invalidated|receipt.*)|request.added"
NOTE = "((\\S+)\n(0|[1-9]\\d{0,18})\n(\\S{44})\n)\n((?:\u2014 [^\\s+]+ [\\w+/]{7,}=*\n){1,16})"
ENDINGS = dict(answer="ddanswer", decision="json", request="ddrequest", text="txt")
NAMED = (rf"(?:registry/kept|(?:answer|attestation|decision|request|text)s)/({HEX})(?:\.\w+)?|"
    r"(?:openings|receipts|timestamps|registry/releases|registry/targets/recipients)/(.+)\.\w+|"
    r"(registry/(?:(?:first|[1-9]\d*)\.root|timestamp|snapshot|targets(?:/revocations)?)\.json)")
def digest(content): return sha256(content).hexdigest()
def say(code, where): found.add((code, f"event {where}" if isinstance(where, int) else where))
def stop(code): sys.exit(print(f"PACKAGE_{code} the file") or (3 if code == "UNREADABLE" else 5))
def require(*truths): return all(truths) or 1 / 0
def attempt(code, where, check, *about):  # what cannot be judged is judged against
    try: return check(where, *about)
    except Exception: return code and say(code, where)  # privacy boundary: it could quote the file
def unbase(it): return require(base64.b64encode(raw := base64.b64decode(it)).decode() == it) and raw
def verify(key, sig, said): return Ed25519PublicKey.from_public_bytes(key).verify(sig, said) is None
def alias(key): return base64.b32encode(sha256(unbase(key[8:])).digest())[:20].decode().lower()
def day(moment):  # in Denmark: an hour before UTC, two from the last Sunday of March to October's
    turns = [dt.datetime(moment.year, month, 31, 1, tzinfo=dt.timezone.utc) for month in (3, 10)]
    begin, end = (each - dt.timedelta(days=each.isoweekday() % 7) for each in turns)
    return str((moment + dt.timedelta(hours=2 if begin <= moment < end else 1)).date())
def root_of(level):
    while pairs := [*itertools.zip_longest(level[::2], level[1::2])][: len(level) - 1]:
        level = [sha256(b"\1" + left + right).digest() if right else left for left, right in pairs]
    return level[0] if level else sha256(b"").digest()
def name_of(kind, named): return f"{kind}s/{named.get(f'{kind}_sha256')}.{ENDINGS[kind]}"
def read(kind, named, keys=()): return attempt(None, name_of(kind, named), envelope, kind, keys)
def envelope(name, kind, keys):  # what it says, if the donor, or one of the keys, rightly signed it
    outer, kind = json.loads(files[name]), f"application/vnd.datadonor.{kind}+json"
    said, sigs = json.loads(payload := unbase(outer["payload"])), outer["signatures"]
    covered = b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(payload), payload)
    if "request" in kind and not keys: return require(outer["payloadType"] == kind) and said
    raws = {digest(raw): raw for raw in [unbase(key[8:]) for key in keys or [said["donor_key"]]]}
    good = [verify(raws[s["keyid"]], unbase(s["sig"]), covered) for s in sigs if s["keyid"] in raws]
    return require(good, outer["payloadType"] == kind) and said
def unzip(raw):
    try:
        package = require(raw[:4] == b"PK\3\4") and zipfile.ZipFile(io.BytesIO(raw))
        infos, names, part = package.infolist(), package.namelist(), r"[\w-][\w.-]*"
        if len(raw) > BYTES or len(names) > FILES: stop("TOO_LARGE")
        if any(i.compress_type or i.file_size != i.compress_size for i in infos): stop("COMPRESSED")
        is_safe = [re.fullmatch(f"{part}(/{part}){{0,4}}", n, re.A) and len(n) < 201 for n in names]
        if not all(is_safe): stop("PATH_UNSAFE")
        if len({*names}) < len(names): stop("DOUBLED")
        files.update({name: package.read(name) for name in names})
    except Exception as error:  # zipfile's own words could quote the file: a code alone is told
        stop("NOT_CANONICAL" if re.search("CRC|encrypted", str(error)) else "UNREADABLE")
    with zipfile.ZipFile(out := io.BytesIO(), "w", allowZip64=False) as package:
        for name in sorted(files, key=lambda name: (name != "manifest.json", name)):
            info = zipfile.ZipInfo(name); info.create_system, info.external_attr = 3, 0o600 << 16
            package.writestr(info, files[name])
    if (made := out.getvalue()) != raw: stop(("NOT_CANONICAL", "TRAILING")[raw.startswith(made)])
def check_files(told):
    words = {str(each) for e in events.values() for each in (e.get("project"), *e["what"].values())}
    lists = {*re.findall(HEX, str([files[name] for name in files if "registry/releases/" in name]))}
    for name in {*told, *files} - {"log/checkpoint", "log/events.jsonl", "log/key", "log/leaves"}:
        own, by = digest(files.get(name, b"")), re.fullmatch(NAMED, name, re.A) or [None] * 4
        is_own, known = by[1] in (None, own), lists if name[:14] == "registry/kept/" else words
        is_forged = name[:10] == "decisions/" and not attempt(None, name, envelope, "decision", ())
        code = ("FILE_MISSING" if name not in files else "FILE_EXTRA" if name not in told else
                "ANSWER_FORGED" if name[:8] == "answers/" and not is_own else
                "FILE_ALTERED" if told[name] != own or not is_own else
                "FILE_EXTRA" if not (by[3] or {by[1], by[2]} & known - {*manifest["withheld"]}) else
                "DECISION_FORGED" if is_forged else None)
        if code: say(code, name); code == "DECISION_FORGED" or files.pop(name, None)
def open_head(where, note):  # size and root of a checkpoint, if the log's own key signed it
    is_own = note.partition(b"\n")[0] == files["log/key"].partition(b"+")[0]
    return attempt(f"CHECKPOINT_{'UNSIGNED' if is_own else 'OTHER_LOG'}", where, head_of, note)
def head_of(where, note):
    name, key_id, key = files["log/key"].decode().removesuffix("\n").split("+", 2)
    text, origin, size, root, lines = re.fullmatch(NOTE, note.decode(), re.A).groups()
    blobs = [unbase(line.split(" ")[2]) for line in lines.splitlines() if f" {name} " in line]
    ours, key = [blob[4:] for blob in blobs if blob[:4].hex() == key_id], unbase(key)
    require(digest(f"{name}\n".encode() + key)[:8] == key_id, key[0] == 1, origin == name, ours)
    return [verify(key[1:], own, text.encode()) for own in ours] and (int(size), unbase(root))
def read_event(at, line):
    kind, what = (event := json.loads(line))["kind"], event["what"]
    on = [time(t) for t in (event["when"]["recorded"], *map(what.get, ("decided", "stamped"))) if t]
    require(" ".join(sorted(event.keys() - {"project"})) == "format kind salt what when who why")
    require(event["format"] == "datadonor.event/1", canon(event) == line.decode(), what["v"] == 1)
    require(re.fullmatch(CONSENT, kind) or not re.match("consent|request", kind))
    require("project" in event or not re.match("consent|donation|request", kind))
    return require(*(1970 <= each.year < 9999 for each in on)) and event
def read_log(count):
    *lines, rest = files["log/events.jsonl"].split(b"\n")
    last, latest, places, shown = -1, b"", {leaf: at for at, leaf in enumerate(leaves)}, {}
    head, top = open_head("log/checkpoint", files["log/checkpoint"]), (len(leaves), root_of(leaves))
    if head not in (None, top) or not leaves or len(hashes) % 32: say("TREE_OTHER", "log/leaves")
    for number, line in enumerate(lines, 1):
        at, moment = places.get(sha256(b"\0" + line).digest()), line.rpartition(b'ed":"')[2][:24]
        if at is None: say("EVENT_ALTERED", f"log/events.jsonl:{number}"); continue
        if at <= last: say("EVENT_DOUBLED" if at == last else "EVENTS_REORDERED", at)
        elif moment < latest: say("TIME_WENT_BACK", at)
        shown[at] = attempt("EVENT_UNREADABLE", at, read_event, line)
        last, latest = max(last, at), max(latest, moment if at >= last else b"")
    events.update({at: shown[at] for at in sorted(shown) if shown[at]})
    erased = [(at, e["what"]) for at, e in events.items() if e["kind"] == "log.erased"]
    gone = {what["position"] for at, what in erased if 0 <= what["position"] < at
            and leaves[what["position"]].hex() == what["leaf_sha256"]} - shown.keys()
    sums = (len(lines) + count["hidden"] + count["erased"], count["size"], len(gone))
    if lack := count["shown"] - len(lines): say(("EVENT_ADDED", "EVENT_REMOVED")[lack > 0], "log")
    elif sums != (len(leaves), len(leaves), count["erased"]): say("EVENT_UNCOUNTED", "the log")
    return require(not rest) and latest.decode()
def require_signed(outer, kind, by):
    role, covered = by["roles"][kind], canon(outer["signed"]).encode()
    keys = {each: bytes.fromhex(by["keys"][each]["keyval"]["public"]) for each in role["keyids"]}
    ours = {s["keyid"]: bytes.fromhex(s["sig"]) for s in outer["signatures"] if s["keyid"] in keys}
    good = [each for each in ours if attempt(None, keys[each], verify, ours[each], covered)]
    return require(len(good) >= role["threshold"], (it := outer["signed"])["_type"] == kind) and it
def read_state(where, listed, chosen):  # versions, last moment, recipients, revocations, requests
    named = {name: files[each] for name, each in listed().items()}
    if digest(named["first.root.json"]) != chosen: return say("REGISTRY_OTHER_ROOT", where)
    roles = {name: json.loads(each) for name, each in named.items() if "/" not in name}
    root = require_signed(roles["first.root.json"], "root", roles["first.root.json"]["signed"])
    while after := roles.get(f"{root['version'] + 1}.root.json"):
        require_signed(after, "root", root); root = require_signed(after, "root", after["signed"])
    signed = [root, *(require_signed(roles[f"{role}.json"], role, root) for role in ROLES[1:])]
    entries = {name: each["hashes"]["sha256"] for name, each in signed[3]["targets"].items()}
    records = {name[8:]: each for name, each in named.items() if "/" in name}
    require("revocations.json" not in entries.keys() - records.keys())
    require(*(entries[name] == digest(each) for name, each in records.items()))
    said = [json.loads(each) for each in records.values()]
    revoked = {gone["id"] for each in said for gone in each.get("revocations", ())}
    until, people = min(each["expires"] for each in signed), {each.get("id"): each for each in said}
    return [each["version"] for each in signed], until, people, revoked, entries
def root(told): return told.get("registry.chosen", {}).get("root_sha256")
def versions(told): return [told.get("registry.refreshed", {}).get(f"{r}_version") for r in ROLES]
def check_approval(at, event, what, bundle, now):  # by the registry then; packing takes time
    state, name, who = newest, f"registry/releases/{bundle}.json", what["recipient"]
    if name in files:
        listed = lambda: {n: f"registry/kept/{d}" for n, d in json.loads(files[name]).items()}
        state = attempt("REGISTRY_FORGED", name, read_state, listed, root(before))
        if state and state[0] != versions(before): return say("REGISTRY_NOT_THEN", name)
    elif schema >= 6: say("REGISTRY_NOT_KEPT", at)  # the tables from which on each is kept
    if not state or state[0] != versions(before): return
    _, until, people, revoked, entries = states[bundle] = state; begun = now - dt.timedelta(hours=1)
    asked = {"request_sha256": agreed.get(what["decision_sha256"], (-1, None))[1]}
    said = read("request", asked, people[who]["receipt_keys"] or [""]) or {}
    entry = entries.get(f"projects/{said.get('id')}/{said.get('version')}.ddrequest", "")
    require(entry == asked["request_sha256"] or not read("request", asked), time(until) > begun)
    require(people[who]["valid_until"] >= day(begun), not {event["project"], who} & revoked)
def lasts(*of): return min(e[k] for e in of for k in ("valid_until", "until", "expires") if k in e)
def check_documents(at, event, what, bundle, now):
    asked, said = read("request", what), read("decision", what)
    is_withheld = what.get("decision_sha256") in manifest["withheld"]
    is_there = {"decision_sha256": is_withheld or name_of("decision", what) in files,
                "request_sha256": asked, "text_sha256": name_of("text", what) in files}
    if not all(is_there[key] for key in is_there.keys() & what.keys()): say("DOCUMENT_NOT_KEPT", at)
    if not said: return
    told = {"act": event["kind"][8:], "item": None, "project": event["project"], **what}
    told |= {"given_by": event["who"]["capacity"], "basis": event["who"].get("basis")}
    told["donor_key"] = donors.setdefault(event["project"], said["donor_key"])
    meant = {"item": None, "basis": None, **said["choices"], **said}
    meant["choices_sha256"] = digest(canon(said["choices"]).encode())
    if asked: meant["last_day"] = lasts(asked, said["choices"])
    require(*(meant[key] == value for key, value in told.items() if key in meant))
    require("decided" in what or abs(now - time(said["decided"])) <= dt.timedelta(minutes=10))
def check_opening(at, event, what, bundle, now):
    if (name := f"openings/{bundle}.json") not in files: return say("OPENING_NOT_KEPT", at)
    note, blinding = (said := json.loads(files[name]))["checkpoint"].encode(), said["blinding"]
    bound = f"datadonor/log-commit/v1\0{event['project']}\0".encode() + bytes.fromhex(blinding)
    require(digest(bound + note) == what["log_commitment"])
    end, top = open_head(name, note) or (at, root_of(leaves[:at]))
    since, _ = agreed.get(what["decision_sha256"], (-1, None))  # it binds the consent by which
    if not since < end <= at < end + 3 or top != root_of(leaves[:end]): say("HISTORY_REWRITTEN", at)
def check_answer(at, event, what, bundle, now):
    sealed, kept = dict([sealings[bundle]])[event["project"]], name_of("answer", what) in files
    people = [each[2].get(sealed["recipient"], {}) for each in (states.get(bundle), newest) if each]
    keys = [key for each in people for key in each.get("receipt_keys", ())]
    if not kept or not keys: return say(f"ANSWER_{'UNCHECKED' if kept else 'NOT_KEPT'}", at)
    if not (said := read("answer", what, keys)): return say("ANSWER_FORGED", at)
    rank = "rejected received withdrawn deleted".index(said["kind"])  # only upwards
    require(said["kind"] == what["answer"], said["bundle_sha256"] == bundle)
    given, whose = read("decision", sealed), [said.get("project"), said.get("pseudonym")]
    mine = [event["project"], alias(given["donor_key"]) if given else whose[1]]
    require(whose == mine or [said["kind"], *whose] == ["rejected", None, None])
    require(said["detail"].get("confirmed_sha256") in (None, sealed["confirmed_sha256"]))
    heard[bundle] = rank if rank > heard.get(bundle, -1) else say("ANSWER_CONTRADICTS", at) or rank
def fold(history, today, moment="9"):  # how it stands, the consent and its place, items taken back
    dated = [(min(e["what"].get("decided", "9"), e["when"]["recorded"]), n, e) for n, e in history]
    state, given, place, off = "requested", {}, -1, set()
    for _, n, event in sorted(each for each in dated if each[0] <= moment):
        kind, item = event["kind"].partition(".")[2], event["what"].get("item")
        if kind == "given": given, place, off = event["what"], n, set()
        if kind == "withdrawn" and item and state == "given": off = off | {item}
        elif kind not in ("added", "put_off", "receipt_written"): state = kind
    return "expired" if state == "given" and given["last_day"] < today else state, given, place, off
def check_release(at, event, what, bundle, now):  # by what was recorded when it left
    (project, sealed), today = sealings[bundle], day(now)
    require(what.items() <= sealed.items(), event["project"] == project)
    history = [(n, e) for n, e in events.items()
               if re.fullmatch(CONSENT, e["kind"]) and e["project"] == project]
    state, given, place, off = fold([each for each in history if each[0] < at], today)
    if state != "given":  # unless one that came later says that it was there
        state, given, place, _ = fold(history, today, event["when"]["recorded"])
        is_void = any(e["what"].get("was_never_valid") for n, e in history if n > place)
        require(state == "given", place > at, "decided" in given, not is_void)
        return say("CONSENT_BACKDATED", at)
    require(given.get("decision_sha256") == sealed["decision_sha256"], place > lost)
    asked, said = read("request", given), read("decision", given)
    require(not asked or (asked["recipient"], asked["id"]) == (sealed["recipient"], project))
    if not asked or not said: return  # said once, for the document that is not there
    yes = {each for each, choice in said["choices"]["items"].items() if choice["granted"]} - off
    require(yes, yes <= {e["id"] for e in asked["items"]}, today <= lasts(asked, said["choices"]))
CHECKS = (("consent.", "DECISION_FORGED", check_documents), ("donation.an", "ANSWER_OTHER",
    check_answer), ("donation.sea", "RELEASE_NOT_APPROVED", check_approval), ("donation.sea",
    "COMMITMENT_DOES_NOT_OPEN", check_opening), ("donation.se", "RELEASE_OUTSIDE_CONSENT",
    check_release))
try:
    unzip(open(sys.argv[1], "rb").read())
    manifest, hashes = json.loads(text := files.pop("manifest.json").decode()), files["log/leaves"]
    require(re.fullmatch(MANIFEST, text), canon(manifest) == text, time(manifest["made"]))
    leaves = [hashes[at : at + 32] for at in range(0, len(hashes) - 31, 32)]
    is_early = manifest["made"] < read_log(manifest["log"])
    is_other = {e.get("project") for e in events.values()} - {None, manifest.get("project")}
    if is_early or is_other and "project" in manifest: say("MANIFEST_WRONG", "the manifest")
    check_files(manifest["files"])
    named = {n[9:]: n for n in files if re.match("registry/(?!kept/|releases/)", n)}
    newest, last = None, {e["kind"]: e["what"] for e in events.values()}
    if "first.root.json" in named:
        newest = attempt("REGISTRY_FORGED", "registry/", read_state, lambda: named, root(last))
    elif root(last) and "donation.se" in str([*last]): say("REGISTRY_NOT_KEPT", "registry/")
    if newest and newest[0] != versions(last): say("REGISTRY_NOT_THEN", "registry/")
    before, sealings, agreed, states, heard, donors, lost = {}, {}, {}, {}, {}, {}, -1
    for at, event in events.items():
        kind, what, now = event["kind"], event["what"], time(event["when"]["recorded"])
        before[kind], bundle = what, what.get("bundle_sha256")
        if kind == "consent.given": agreed[what.get("decision_sha256")] = at, what["request_sha256"]
        if kind == "donation.sealed": sealings[bundle] = event["project"], what
        if kind == "donation.dropped": sealings.pop(bundle, None)
        if kind[:6] == "vault.": schema = what.get("now", what.get("schema_version", schema))
        if kind == "vault.restored" and what.get("missing") != 0: lost = at
        for family, code, check in CHECKS:
            if kind.startswith(family): attempt(code, at, check, event, what, bundle, now)
    for each in sorted(found, key=lambda each: bool(re.fullmatch(WRONG, each[0]))): print(*each)
except Exception: stop("UNREADABLE")  # a privacy boundary: a traceback could quote the package
sys.exit(max((1 if re.fullmatch(WRONG, code) else 5 for code, _ in found), default=0))
