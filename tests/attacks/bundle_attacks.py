"""The tampering matrix: what can be done to a bundle, and what must be said to each.

Two kinds of attacker. One has the bundle but not the donor's key: whatever is moved,
cut or changed no longer fits the manifest. The other has a key of their own and signs
whatever they like: what is signed must still be a bundle.
"""

import base64
import io
import json
import re
import tarfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.envelope import PublicKey, seal_envelope
from export.bundle.bag import bag_files, tag_manifest
from export.bundle.contents import Contents, listed, survey
from export.bundle.layout import PART_BYTES
from export.bundle.manifest import PAYLOAD_TYPE, statement
from export.bundle.parts import File
from export.bundle.tar import TarStream, header, padded_length
from tests import bundles

OTHER_KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(32))
MANIFEST: Final = "manifest.dsse.json"
LAST: Final = "data/tables/steps-0001.csv"


class Attack(NamedTuple):
    """Bytes that are no bundle, and the code that says why."""

    name: str
    content: bytes
    code: str


Members = list[tuple[str, bytes]]


@cache
def honest() -> bytes:
    """Return the bundle that is attacked."""
    return bundles.bundle(bundles.payload(8))


def members(stream: bytes) -> Members:
    """Return names and bytes of all members."""
    with tarfile.open(fileobj=io.BytesIO(stream), mode="r:") as tar:
        read = [(member.name, tar.extractfile(member)) for member in tar]
    return [(name, file.read()) for name, file in read if file is not None]


def packed(given: Members) -> bytes:
    """Return a tar stream of members, as ours is written."""
    tar = TarStream()
    pieces = [piece for name, content in given for piece in tar.member(name, content)]
    return b"".join([*pieces, *tar.end()])


def attacks() -> Iterator[Attack]:
    """Yield the whole matrix."""
    yield from _moved()
    yield from _changed()
    yield from _cut()
    yield from _envelopes()
    yield from _headers()
    yield from _streams()
    yield from _signed()


# -- without a key: members -----------------------------------------------------------------


def _moved() -> Iterator[Attack]:
    given = members(honest())
    names = [name for name, _ in given]
    for position, (name, content) in enumerate(given):
        rest = given[:position] + given[position + 1 :]
        lost = "BUNDLE_UNSIGNED" if name == MANIFEST else "BUNDLE_MISSING"
        yield Attack(f"{name} left out", packed(rest), lost)
        double = [*given[: position + 1], (name, content), *given[position + 1 :]]
        yield Attack(f"{name} twice in a row", packed(double), "BUNDLE_DOUBLED")
        yield Attack(f"{name} again at the end", packed([*given, given[position]]),
                     "BUNDLE_DOUBLED")  # fmt: skip
        if position:
            swapped = [*given]
            swapped[position - 1 : position + 1] = reversed(given[position - 1 : position + 1])
            yield Attack(f"{name} moved up", packed(swapped), "BUNDLE_REORDERED")
    yield Attack("turned round", packed(given[::-1]), "BUNDLE_REORDERED")
    extra = ("data/fhir/Patient-0001.ndjson", b"{}\n")
    for position in range(len(given) + 1):
        code = "BUNDLE_UNSIGNED" if not position else "BUNDLE_EXTRA"
        code = "BUNDLE_REORDERED" if not position else code
        more = [*given[:position], extra, *given[position:]]
        yield Attack(f"one more before {[*names, 'the end'][position]}", packed(more), code)
    for name in ("fetch.txt", "data/fhir/x.exe", "README", "data/tables/CON.csv"):
        yield Attack(f"{name} at the end", packed([*given, (name, b"")]), "BUNDLE_PATH_UNSAFE")
    yield Attack("nothing in it", packed([]), "BUNDLE_UNSIGNED")


def _changed() -> Iterator[Attack]:
    given = members(honest())
    for position, (name, content) in enumerate(given[1:], 1):
        wrong = "BUNDLE_ALTERED" if name.startswith("data/") else "BUNDLE_BAG_MISMATCH"
        flipped = bytes([content[0] ^ 1]) + content[1:]
        for what, other, code in (
            ("first bit turned", flipped, wrong),
            ("last byte gone", content[:-1], "BUNDLE_LENGTH_WRONG"),
            ("one byte more", content + b"\n", "BUNDLE_LENGTH_WRONG"),
            ("emptied", b"", "BUNDLE_LENGTH_WRONG"),
        ):
            changed = [*given[:position], (name, other), *given[position + 1 :]]
            yield Attack(f"{name}: {what}", packed(changed), code)
    first, second = given[5], given[-1]
    swapped = [*given[:5], (first[0], second[1]), *given[6:-1], (second[0], first[1])]
    yield Attack("two files' bytes changed over", packed(swapped), "BUNDLE_LENGTH_WRONG")


def _cut() -> Iterator[Attack]:
    whole = honest()
    end = whole.index(LAST.encode() + b"\0")
    for length in (0, 1, 511, 512, 513, 600, 5000, end, end + 512, len(whole) - 512,
                   len(whole) - 1):  # fmt: skip
        yield Attack(f"cut after {length}", whole[:length], "BUNDLE_CUT")
    for name, _ in members(whole)[1:]:
        yield Attack(f"cut before {name}", whole[: _offset(whole, name)], "BUNDLE_CUT")


# -- without a key: the envelope ------------------------------------------------------------


def _with_manifest(content: bytes) -> bytes:
    """Return the bundle with other bytes in the manifest's place, its list of tags made to fit."""
    given = dict(members(honest()))
    given[MANIFEST] = content
    bag = [File(name, given[name]) for name in list(given)[:4]]
    given["tagmanifest-sha256.txt"] = tag_manifest(bag).content
    return packed(list(given.items()))


def _envelopes() -> Iterator[Attack]:
    envelope = json.loads(members(honest())[0][1])
    document = json.loads(base64.b64decode(envelope["payload"]))

    def rewritten(change: Callable[[dict[str, Any]], object]) -> bytes:
        changed = json.loads(json.dumps(document))
        change(changed)
        payload = base64.b64encode(rfc8785.dumps(changed)).decode()
        return _with_manifest(rfc8785.dumps({**envelope, "payload": payload}))

    def other(**changes: object) -> bytes:
        return _with_manifest(rfc8785.dumps(envelope | changes))

    (signature,) = envelope["signatures"]
    third = PublicKey.of(OTHER_KEY).key_id
    payload = base64.b64decode(envelope["payload"])
    yield Attack("no signature", other(signatures=[]), "BUNDLE_UNSIGNED")
    yield Attack("signature of zeros", other(signatures=[
        signature | {"sig": base64.b64encode(bytes(64)).decode()}]),
        "BUNDLE_SIGNATURE_WRONG")  # fmt: skip
    yield Attack("another key's name on the signature",
                 other(signatures=[signature | {"keyid": third}]), "BUNDLE_OTHER_KEY")  # fmt: skip
    yield Attack("signed by another key",
                 _with_manifest(seal_envelope(document, PAYLOAD_TYPE, [OTHER_KEY])),
                 "BUNDLE_OTHER_KEY")  # fmt: skip
    yield Attack("signed by both keys",
                 _with_manifest(seal_envelope(document, PAYLOAD_TYPE,
                                              [bundles.signer(), OTHER_KEY])),
                 "BUNDLE_OTHER_KEY")  # fmt: skip
    yield Attack("signature twice", other(signatures=[signature, signature]),
                 "BUNDLE_MANIFEST_UNREADABLE")  # fmt: skip
    yield Attack("another type", other(payloadType="application/json"),
                 "BUNDLE_MANIFEST_UNREADABLE")  # fmt: skip
    yield Attack("a recipient changed after signing", rewritten(
        lambda each: each["predicate"].update(recipient="another")),
        "BUNDLE_SIGNATURE_WRONG")  # fmt: skip
    yield Attack("a digest changed after signing", rewritten(
        lambda each: each["subject"][-1]["digest"].update(sha256="0" * 64)),
        "BUNDLE_SIGNATURE_WRONG")  # fmt: skip
    yield Attack("a file dropped after signing", rewritten(
        lambda each: each["predicate"]["lengths"].pop(each["subject"].pop()["name"])),
        "BUNDLE_SIGNATURE_WRONG")  # fmt: skip
    pretty = json.dumps(envelope, indent=1).encode()
    yield Attack("spaces in the envelope", _with_manifest(pretty), "BUNDLE_NOT_CANONICAL")
    loose = base64.b64encode(json.dumps(json.loads(payload), indent=1).encode()).decode()
    yield Attack("spaces in what is signed", other(payload=loose), "BUNDLE_MANIFEST_UNREADABLE")
    twice = b'{"payload":"",' + rfc8785.dumps(envelope)[1:]
    yield Attack("a name twice in the envelope", _with_manifest(twice), "BUNDLE_NOT_CANONICAL")
    for name, content in (
        ("empty", b""), ("no JSON", b"\x00\xff"), ("a list", b"[]"), ("a number", b"1"),
        ("deep", b"[" * 5_000), ("NaN", b'{"payload":NaN}'),
        ("half a sign", b'"\\ud800"'), ("huge number", b"1" * 5000),
    ):  # fmt: skip
        yield Attack(f"manifest: {name}", _with_manifest(content), "BUNDLE_MANIFEST_UNREADABLE")


# -- without a key: headers and the stream --------------------------------------------------


def _offset(stream: bytes, name: str) -> int:
    """Return where a member's header begins."""
    return next(
        found.start()
        for found in re.finditer(re.escape(name.encode() + b"\0"), stream)
        if not found.start() % 512 and stream[found.start() + 257 :][:5] == b"ustar"
    )


def _header(name: str, size: int, changes: Mapping[int, bytes]) -> bytes:
    """Return a header with bytes changed and its sum made to fit."""
    block = bytearray(header(name, size))
    for offset, content in changes.items():
        block[offset : offset + len(content)] = content
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def _headers() -> Iterator[Attack]:
    whole = honest()
    size = len(dict(members(whole))[LAST])

    def with_header(changes: Mapping[int, bytes], name: str = LAST) -> bytes:
        offset = _offset(whole, LAST)
        return whole[:offset] + _header(name, size, changes) + whole[offset + 512 :]

    for name in ("/etc/passwd", "../../.ssh/authorized_keys", "data/../../x", "data//x.csv",
                 "./data/x.csv", "data/tables/..", "C:/x.csv", "data\\x.csv", "data/",
                 "data/tables/steps-0001.csv:stream", "//server/share"):  # fmt: skip
        yield Attack(f"named {name}", with_header({}, name), "BUNDLE_PATH_UNSAFE")
    yield Attack("a prefix before the name", with_header({345: b"/etc"}), "BUNDLE_PATH_UNSAFE")
    yield Attack("a name behind the name", with_header({60: b"secret"}), "BUNDLE_PATH_UNSAFE")
    yield Attack("no name", with_header({0: bytes(100)}), "BUNDLE_PATH_UNSAFE")
    kinds = {"hard link": b"1", "link": b"2", "character device": b"3", "block device": b"4",
             "folder": b"5", "pipe": b"6"}  # fmt: skip
    for kind, flag in kinds.items():
        changes = {156: flag, 157: b"/etc/passwd"}
        yield Attack(f"a {kind}", with_header(changes), "BUNDLE_NOT_A_FILE")
    for kind, flag in {"pax": b"x", "global pax": b"g", "GNU name": b"L", "GNU link": b"K",
                       "sparse": b"S", "old file": b"\0", "contiguous": b"7"}.items():  # fmt: skip
        yield Attack(f"a header of kind {kind}", with_header({156: flag}), "BUNDLE_NOT_CANONICAL")
    for what, changes in {
        "a time": {136: b"15000000000\0"}, "an owner": {108: b"0001750\0"},
        "an owner's name": {265: b"someone"}, "another mode": {100: b"0000755\0"},
        "a link's name": {157: b"/etc/passwd"}, "GNU's magic": {257: b"ustar  \0"},
        "a device's number": {329: b"0000001\0"}, "bytes at its end": {505: b"secret"},
"a size with spaces": {124: b"        744 "},
        "a size below zero": {124: b"-0000000001"}, "a size with a sign": {124: b"+0000000744"},
        "no size": {124: bytes(12)}, "a size with underscores": {124: b"00000_00744"},
        "a name that is no text": {0: b"\xff"},
    }.items():  # fmt: skip
        yield Attack(f"a header with {what}", with_header(changes), "BUNDLE_NOT_CANONICAL")
    yield Attack("a size past eight gigabytes", with_header({124: b"\x80" + bytes(10) + b"\xff"}),
                 "BUNDLE_TOO_LARGE")  # fmt: skip
    yield Attack("a size of eight gigabytes", with_header({124: b"7" * 11}), "BUNDLE_LENGTH_WRONG")
    offset = _offset(whole, LAST)
    summed = whole[: offset + 150] + b"9" + whole[offset + 151 :]
    yield Attack("a wrong sum", summed, "BUNDLE_NOT_CANONICAL")
    huge = header(MANIFEST, 8**11 - 1) + bytes(4096)
    yield Attack("a huge manifest", huge, "BUNDLE_TOO_LARGE")


def _streams() -> Iterator[Attack]:
    whole = honest()
    used = _offset(whole, LAST) + 512 + len(dict(members(whole))[LAST])
    yield Attack("something after the end", whole + b"\0", "BUNDLE_NOT_CANONICAL")
    yield Attack("a second bundle after it", whole + whole, "BUNDLE_NOT_CANONICAL")
    yield Attack("something in the padding", whole[:-1] + b"\1", "BUNDLE_NOT_CANONICAL")
    yield Attack("something behind a file's end", whole[:used] + b"\1" + whole[used + 1 :],
                 "BUNDLE_NOT_CANONICAL")  # fmt: skip
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in members(whole):
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(content), 1_700_000_000
            tar.addfile(member, io.BytesIO(content))
    yield Attack("packed anew by another program", out.getvalue(), "BUNDLE_NOT_CANONICAL")
    for name, content in (("zip", b"PK\x03\x04"), ("gzip", b"\x1f\x8b"), ("text", b"hello"),
                          ("age", b"age-encryption.org/v1\n")):  # fmt: skip
        given = content + b"x" * 1024
        yield Attack(f"{name} instead", given, "BUNDLE_NOT_CANONICAL")
    yield Attack("zeros instead", bytes(padded_length(10_240)), "BUNDLE_UNSIGNED")


# -- with a key of one's own ----------------------------------------------------------------


def signed(
    payload: Mapping[str, bytes],
    change: Callable[[dict[str, Any]], object] = lambda document: None,
    **facts: object,
) -> bytes:
    """Return a bundle of any payload, signed, with the statement changed before that."""
    files = [listed(File(name, content)) for name, content in payload.items()]
    contents = Contents(tuple(files), survey(bundles.payload(0)).totals)
    bag = bag_files(files)
    said = bundles.facts(contents, bundles.signed_request(), **facts)
    key = bundles.signer()
    document = statement(said, [*map(listed, bag), *files], PublicKey.of(key))
    change(document)
    manifest = File(MANIFEST, seal_envelope(document, PAYLOAD_TYPE, [key]))
    all_files = [manifest, *bag, tag_manifest((manifest, *bag))]
    return packed([*all_files, *payload.items()])


def _payload() -> dict[str, bytes]:
    return {name: content for name, content in members(honest()) if name.startswith("data/")}


def _signed() -> Iterator[Attack]:
    given = _payload()
    yield from _signed_payloads(given)
    for what, change, code in (
        ("a later format", lambda each: each.update(predicateType="urn:datadonor:bundle:2"),
         "BUNDLE_TOO_NEW"),
        ("another type", lambda each: each.update(predicateType="https://example.org/x"),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("another statement", lambda each: each.update(_type="https://in-toto.io/Statement/v2"),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("another format", lambda each: each["predicate"].update(format="datadonor.bundle/2"),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("an unknown field", lambda each: each["predicate"].update(more=1),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("a field less", lambda each: each["predicate"].pop("log_commitment"),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("nothing said where nothing need be", lambda each: each["predicate"].update(
            previous_sha256=None), "BUNDLE_NOT_CANONICAL"),
        ("no files", lambda each: each.update(subject=[]), "BUNDLE_MANIFEST_UNREADABLE"),
        ("a file twice", lambda each: each["subject"].append(each["subject"][-1]),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("a length less", lambda each: each["predicate"]["lengths"].pop(LAST),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("a length below zero", lambda each: each["predicate"]["lengths"].update({LAST: -1}),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("a length as text", lambda each: each["predicate"]["lengths"].update({LAST: "1"}),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("a number of zero", lambda each: each["predicate"].update(sequence=0),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("another's pseudonym", lambda each: each["predicate"].update(pseudonym="a" * 20),
         "BUNDLE_OTHER_KEY"),
        ("another's key", lambda each: each["predicate"].update(
            donor_key=PublicKey.of(OTHER_KEY).format()), "BUNDLE_OTHER_KEY"),
        ("a key under which anyone can sign", lambda each: each["predicate"].update(
            donor_key="ed25519:" + base64.b64encode(bytes(32)).decode()),
         "BUNDLE_MANIFEST_UNREADABLE"),
        ("the bag's files not first", lambda each: each["subject"].reverse(),
         "BUNDLE_PATH_UNSAFE"),
        ("another length of the payload in bag-info.txt", lambda each: each["predicate"][
            "lengths"].update({"bag-info.txt": 1}), "BUNDLE_BAG_MISMATCH"),
        ("another digest than the bag's", lambda each: each["subject"][-1]["digest"].update(
            sha256="0" * 64), "BUNDLE_BAG_MISMATCH"),
        ("a huge length", lambda each: each["predicate"]["lengths"].update(
            {LAST: PART_BYTES + 1}), "BUNDLE_TOO_LARGE"),
    ):  # fmt: skip
        yield Attack(f"signed: {what}", signed(given, change), code)
    yield Attack("signed: not what was confirmed", signed(given, confirmed_sha256="0" * 64),
                 "BUNDLE_NOT_AS_CONFIRMED")  # fmt: skip
    yield Attack("signed: for another", signed(given, recipient="another"),
                 "BUNDLE_OTHER_RECIPIENT")  # fmt: skip
    yield Attack("signed: for another project", signed(given, project="another"),
                 "BUNDLE_OTHER_PROJECT")  # fmt: skip
    yield Attack("signed: by a request nobody published", signed(given, request_sha256="0" * 64),
                 "BUNDLE_OTHER_REQUEST")  # fmt: skip
    yield Attack("signed: a first with one before it", signed(given, previous_sha256="0" * 64),
                 "BUNDLE_OTHER_SERIES")  # fmt: skip
    yield Attack("signed: a second with none before it", signed(given, sequence=2),
                 "BUNDLE_OTHER_SERIES")  # fmt: skip


def _signed_payloads(given: Mapping[str, bytes]) -> Iterator[Attack]:
    for name in ("data/../../x.json", "/etc/passwd", "data/consent/../x.json", "x.json",
                 "data/fhir/Patient.ndjson", "data/tables/x.exe", "data/fetch.txt",
                 "data/fhir/Observation-0002.ndjson\n"):  # fmt: skip
        payload = {**given, name: b"x"}
        yield Attack(f"signed: a file named {name!r}", signed(payload), "BUNDLE_PATH_UNSAFE")
    for name in ("data/ro-crate-metadata.json", "data/dictionary.json"):
        payload = {each: content for each, content in given.items() if each != name}
        yield Attack(f"signed: without {name}", signed(payload), "BUNDLE_MISSING")
    for name in ("data/fhir/Patient-0002.ndjson", "data/fhir/Patient-0000.ndjson",
                 "data/fhir/Observation-0003.ndjson"):  # fmt: skip
        payload = {**given, name: b"{}\n"}
        yield Attack(f"signed: {name} without those before", signed(payload), "BUNDLE_MISSING")
    payload = {**given, "data/fhir/OBSERVATION-0001.ndjson": b"{}\n"}
    yield Attack("signed: names that differ in large letters", signed(payload), "BUNDLE_DOUBLED")
