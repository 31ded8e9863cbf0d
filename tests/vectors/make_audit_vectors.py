"""Write the vectors of notes, checkpoints, verifier keys and proofs anew.

    python tests/vectors/make_audit_vectors.py

Knows nothing of datadonor's own code: what is signed here is signed with
cryptography and hashlib, straight from the texts of C2SP and RFC 6962, so that
the vectors can contradict the program. The keys are made from public words and
protect nothing. Running it again writes the same bytes.
"""

import base64
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

HERE = Path(__file__).parent
DASH = "\N{EM DASH}"
NOTE = "NOTE_INVALID"
PROOF = "PROOF_INVALID"

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETER_LINE = (
    f"{DASH} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKv"
    "qfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    f"{DASH} EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01"
    "oOTGwnWLox33WWd1RvMc+QQ=\n"
)
C2SP = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    f"This is an example message.\n\n{DASH} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXp"
    "pzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)


def b64(blob: bytes) -> str:
    return base64.b64encode(blob).decode()


def leaf(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Key:
    """An Ed25519 key made from its name, of one signature type."""

    def __init__(self, name: str, kind: int = 1, seed: str | None = None) -> None:
        self.name = name
        self.kind = kind
        self.private = Ed25519PrivateKey.from_private_bytes(
            sha256(f"datadonor test vector: {seed or name}".encode()).digest()
        )
        self.material = bytes([kind]) + self.private.public_key().public_bytes_raw()
        self.id = sha256(name.encode() + b"\n" + self.material).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64(self.material)}"

    def line(self, text: str, time: int = 1_700_000_000) -> str:
        message = text.encode()
        stated = b""
        if self.kind == 4:
            message = f"cosignature/v1\ntime {time}\n".encode() + message
            stated = time.to_bytes(8, "big")
        return f"{DASH} {self.name} {b64(self.id + stated + self.private.sign(message))}\n"

    def note(self, text: str) -> str:
        return f"{text}\n{self.line(text)}"


LOG = Key("log.example/one")
OTHER = Key("log.example/two")
WITNESS = Key("witness.example/w1", kind=4)

RECORDS = [f"record {number}".encode() for number in range(7)]
LEAVES = [leaf(record) for record in RECORDS]
LEFT = node(node(LEAVES[0], LEAVES[1]), node(LEAVES[2], LEAVES[3]))
RIGHT = node(node(LEAVES[4], LEAVES[5]), LEAVES[6])
ROOT = node(LEFT, RIGHT)
PATH_OF_5 = [LEAVES[4], LEAVES[6], LEFT]
# RFC 6962 §2.1.2, the tree of 3 within the tree of 7.
OLD_ROOT = node(node(LEAVES[0], LEAVES[1]), LEAVES[2])
PATH_FROM_3 = [LEAVES[2], LEAVES[3], node(LEAVES[0], LEAVES[1]), RIGHT]

TEXT = "The first line.\n\nAfter an empty line.\n"
PROOF_HEAD = "c2sp.org/tlog-proof@v1\n"
BODY = f"{LOG.name}\n7\n{b64(ROOT)}\n"


def write(where: str, about: str, **fields: Any) -> None:  # noqa: ANN401  JSON of any shape
    path = HERE / f"{where}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    document = json.dumps({"about": about, **fields}, indent=2, ensure_ascii=True)
    path.write_text(document + "\n", "utf-8", newline="\n")


def bad_note(
    where: str, about: str, note: str | bytes, reason: str, keys: list[str] | None = None
) -> None:
    content = {"note": note} if isinstance(note, str) else {"note_base64": b64(note)}
    folder, name = where.split("/")
    write(
        f"{folder}/note/{name}",
        about,
        verifier_keys=[LOG.vkey] if keys is None else keys,
        **content,
        code=NOTE,
        reason=reason,
    )


def bad_checkpoint(where: str, about: str, body: str, reason: str, key: Key = LOG) -> None:
    folder, name = where.split("/")
    write(
        f"{folder}/checkpoint/{name}",
        about,
        verifier_key=key.vkey,
        note=key.note(body),
        code=NOTE,
        reason=reason,
    )


def valid_notes() -> None:
    def good(name: str, about: str, note: str, keys: list[str], signed_by: list[str]) -> None:
        text = note[: note.rindex("\n\n") + 1]
        write(
            f"valid/note/{name}",
            about,
            verifier_keys=keys,
            note=note,
            text=text,
            signed_by=signed_by,
        )

    go_note = f"{GO_TEXT}\n{PETER_LINE}"
    good("go-one-key", "Published: golang.org/x/mod/sumdb/note.", go_note, [PETER], [PETER])
    both = f"{go_note}{ENOCH_LINE}"
    good("go-two-keys", "Published there: two keys.", both, [PETER, ENOCH], [PETER, ENOCH])
    good("go-unknown-key", "Published there: a line of an unknown key.", both, [ENOCH], [ENOCH])
    good("c2sp-example", "Published: c2sp.org/signed-note, Example.", C2SP_NOTE, [C2SP], [C2SP])
    good(
        "empty-line-in-text", "The last empty line ends it.", LOG.note(TEXT), [LOG.vkey], [LOG.vkey]
    )
    bare = LOG.note("\n")
    good("text-of-one-line-feed", "A text may be one empty line.", bare, [LOG.vkey], [LOG.vkey])
    quoted = LOG.note(OTHER.note(TEXT))
    good(
        "note-in-a-note", "The inner signature is text.", quoted, [LOG.vkey, OTHER.vkey], [LOG.vkey]
    )
    unicode = LOG.note("Blåbærgrød \N{ZERO WIDTH SPACE}\x7f\x85\n")
    good("unicode-text", "Only controls below U+0020 are barred.", unicode, [LOG.vkey], [LOG.vkey])
    crowd = "".join(Key(f"other.example/{number}").line(TEXT) for number in range(15))
    full = f"{TEXT}\n{crowd}{LOG.line(TEXT)}"
    good("sixteen-signatures", "Every verifier takes sixteen.", full, [LOG.vkey], [LOG.vkey])
    line = LOG.line(TEXT)
    twice = f"{TEXT}\n{line}{line}"
    good("same-line-twice", "A repeated line counts once.", twice, [LOG.vkey], [LOG.vkey])
    key_twice = [LOG.vkey, LOG.vkey]
    good("same-key-twice", "A key may be given twice.", LOG.note(TEXT), key_twice, [LOG.vkey])
    namesake = Key(LOG.name, seed="a namesake")
    shared = f"{TEXT}\n{namesake.line(TEXT)}{LOG.line(TEXT)}"
    good("same-name-other-id", "A known name alone is unknown.", shared, [LOG.vkey], [LOG.vkey])
    borrowed = f"{DASH} {OTHER.name} {b64(LOG.id + bytes(64))}\n"
    alias = f"{TEXT}\n{borrowed}{LOG.line(TEXT)}"
    good("same-id-other-name", "A known id alone is unknown.", alias, [LOG.vkey], [LOG.vkey])
    short = f"{TEXT}\n{DASH} x {b64(bytes(5))}\n{LOG.line(TEXT)}"
    good("unknown-short-signature", "Unknown kinds may be short.", short, [LOG.vkey], [LOG.vkey])
    cosigned = LOG.note(BODY) + WITNESS.line(BODY)
    keys = [LOG.vkey, WITNESS.vkey]
    good("cosignature", "c2sp.org/tlog-cosignature, Ed25519.", cosigned, keys, keys)
    again = cosigned + WITNESS.line(BODY, time=1_700_000_001)
    good("cosigned-twice", "Two times, one cosigner.", again, keys, keys)


def notes_of_wrong_lines() -> None:
    good = LOG.note(TEXT)
    line = LOG.line(TEXT)

    def bad(name: str, about: str, note: str | bytes, reason: str) -> None:
        bad_note(f"invalid/{name}", about, note, reason)

    bad("empty", "No bytes at all.", "", "no_signatures")
    bad("text-only", "No signature.", TEXT.replace("\n\n", "\n"), "no_signatures")
    bad("ends-after-empty-line", "No signature line.", "Text.\n\n", "no_signatures")
    bad("last-line-feed-missing", "Each line ends in LF.", good[:-1], "no_signatures")
    bad("empty-line-last", "Ends in an empty line.", good + "\n", "no_signatures")
    bad("no-empty-line", "Text and line adjoin.", f"Text.\n{line}", "no_signatures")
    bad("no-text", "No text before the empty line.", f"\n{line}", "no_signatures")
    bad("line-after-signatures", "Only signatures follow.", good + "Text.\n", "signature_line")
    bad("no-em-dash", "A line begins with U+2014.", good.replace(f"{DASH} ", ""), "signature_line")
    hyphen = good.replace(DASH, "-")
    bad("hyphen", "U+002D is no U+2014.", hyphen, "signature_line")
    en_dash = good.replace(DASH, "\N{EN DASH}")
    bad("en-dash", "U+2013 is no U+2014.", en_dash, "signature_line")
    wide = good.replace(f"{DASH} ", f"{DASH}\N{NO-BREAK SPACE}")
    bad("no-break-space-after-dash", "Only U+0020 parts a line.", wide, "signature_line")
    bom = good.replace(DASH, f"\N{ZERO WIDTH NO-BREAK SPACE}{DASH}")
    bad("byte-order-mark-before-dash", "A line begins with U+2014.", bom, "signature_line")
    bad("two-spaces", "One space each.", good.replace(f"{DASH} ", f"{DASH}  "), "signature_line")
    bad("trailing-space", "Nothing follows.", good[:-1] + " \n", "signature_line")
    bad("fourth-word", "Nothing follows.", good[:-1] + " word\n", "signature_line")
    bad("empty-name", "A name is not empty.", good.replace(f" {LOG.name} ", "  "), "name")
    plus = good.replace(LOG.name, "a+b")
    bad("plus-in-name", "No plus in a name.", plus, "name")
    spaced = good.replace(LOG.name, "log\N{EM SPACE}example")
    bad("unicode-space-in-name", "No Unicode space in a name.", spaced, "name")
    nel = good.replace(LOG.name, "log\x85example")
    bad("next-line-in-name", "U+0085 is a Unicode space.", nel, "name")


def notes_of_wrong_bytes() -> None:
    good = LOG.note(TEXT)
    line = LOG.line(TEXT)
    blob = line.split(" ")[2].strip()

    def bad(name: str, about: str, note: str | bytes, reason: str) -> None:
        bad_note(f"invalid/{name}", about, note, reason)

    bad("carriage-returns", "CRLF.", good.replace("\n", "\r\n"), "control_character")
    bad("signed-carriage-return", "CR in signed text.", LOG.note("Text.\r\n"), "control_character")
    bad("signed-tab", "TAB in signed text.", LOG.note("A\tB\n"), "control_character")
    bad("signed-null", "NUL in signed text.", LOG.note("A\x00B\n"), "control_character")
    bad("unit-separator-in-name", "U+001F.", good.replace("one", "\x1f"), "control_character")
    latin = good.encode().replace(b"first", "først".encode("latin-1"))
    bad("latin-1", "UTF-8 only.", latin, "encoding")
    surrogate = good.encode().replace(b"first", b"\xed\xa0\x80")
    bad("encoded-surrogate", "A surrogate is no UTF-8.", surrogate, "encoding")
    overlong = good.encode().replace(b"first", b"\xc0\xaf")
    bad("overlong", "An overlong form is no UTF-8.", overlong, "encoding")
    bad("utf-16", "UTF-8 only.", good.encode("utf-16-le"), "control_character")
    bad("base64-without-padding", "Padding stays.", good.replace("=\n", "\n"), "base64")
    bad("base64-more-padding", "No more padding.", good.replace("=\n", "==\n"), "base64")
    stray = blob[:-2] + chr(ord(blob[-2]) + 1) + "="
    bad("base64-trailing-bits", "Unused bits are zero.", good.replace(blob, stray), "base64")
    # A key id of its own, so that the blob is sure to hold signs of the other alphabet.
    url = f"Text.\n\n{DASH} {LOG.name} {'-_' * 34}\n"
    bad("base64-url-alphabet", "RFC 4648 section 4, not 5.", url, "base64")
    bad("base64-empty", "A signature is not empty.", f"Text.\n\n{DASH} x \n", "signature_line")
    short = f"Text.\n\n{DASH} x {b64(LOG.id)}\n"
    bad("signature-of-key-id-only", "Bytes follow the key id.", short, "signature_line")
    broken = f"{good}{DASH} unknown.example/x ????\n"
    bad("unknown-line-broken", "Unknown lines have a form too.", broken, "base64")
    crowd = "".join(Key(f"other.example/{number}").line(TEXT) for number in range(16))
    full = f"{TEXT}\n{line}{crowd}"
    bad("seventeen-signatures", "Our bound is sixteen.", full, "too_many_signatures")
    write(
        "invalid/note/ten-thousand-signatures",
        "The last line is to be repeated.",
        verifier_keys=[LOG.vkey],
        note=f"{good}{DASH} x {b64(bytes(5))}\n",
        last_line_times=10_000,
        code=NOTE,
        reason="too_many_signatures",
    )
    write(
        "invalid/note/two-million-bytes",
        "The first line is to be repeated. Our bound is a million bytes.",
        verifier_keys=[LOG.vkey],
        note=good,
        first_line_times=125_000,
        code=NOTE,
        reason="size",
    )


def tampered_notes() -> None:
    good = LOG.note(TEXT)
    line = LOG.line(TEXT)
    signature = LOG.private.sign(TEXT.encode())

    def bad(name: str, about: str, note: str, reason: str, keys: list[str] | None = None) -> None:
        bad_note(f"tampered/{name}", about, note, reason, keys)

    bad("text-changed", "One letter.", good.replace("first", "First"), "signature")
    more = good.replace("\n\nAfter", "\n\n\nAfter")
    bad("empty-line-added-within", "One line feed more.", more, "signature")
    bad(
        "two-empty-lines",
        "The text grew by a line.",
        good.replace(f"\n\n{DASH}", f"\n\n\n{DASH}"),
        "signature",
    )
    bom = "\N{ZERO WIDTH NO-BREAK SPACE}" + good
    bad("byte-order-mark", "A BOM is a change of the text.", bom, "signature")
    composed = LOG.note("Blåbær\n").replace("å", "a\N{COMBINING RING ABOVE}")
    bad("other-normal-form", "Same to the eye, other bytes.", composed, "signature")
    unsigned = f"{TEXT}\n{DASH} {LOG.name} {b64(LOG.id + bytes(64))}\n"
    bad("zero-signature", "64 zero bytes.", unsigned, "signature")
    short = f"{TEXT}\n{DASH} {LOG.name} {b64(LOG.id + signature[:-1])}\n"
    bad("signature-of-63-bytes", "Ed25519 has 64.", short, "signature")
    long = f"{TEXT}\n{DASH} {LOG.name} {b64(LOG.id + signature + bytes(1))}\n"
    bad("signature-of-65-bytes", "Ed25519 has 64.", long, "signature")
    order = 2**252 + 27742317777372353535851937790883648493
    scalar = (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    malleable = f"{TEXT}\n{DASH} {LOG.name} {b64(LOG.id + signature[:32] + scalar)}\n"
    bad("scalar-plus-order", "RFC 8032 section 5.1.7: S is below L.", malleable, "signature")
    without_last = b64(LOG.id + LOG.private.sign(TEXT.rstrip("\n").encode()))
    bad(
        "signed-without-last-line-feed",
        "The last LF is signed.",
        f"{TEXT}\n{DASH} {LOG.name} {without_last}\n",
        "signature",
    )
    with_empty = b64(LOG.id + LOG.private.sign(f"{TEXT}\n".encode()))
    bad(
        "signed-with-empty-line",
        "The empty line is not signed.",
        f"{TEXT}\n{DASH} {LOG.name} {with_empty}\n",
        "signature",
    )
    bad("other-key", "Signed by a key nobody knows.", OTHER.note(TEXT), "no_known_key")
    bad("no-keys", "No key is known.", good, "no_known_key", [])
    wrong_id = f"{TEXT}\n{DASH} {LOG.name} {b64(OTHER.id + signature)}\n"
    bad("wrong-key-id", "Right name and signature, another id.", wrong_id, "no_known_key")
    renamed = good.replace(LOG.name, OTHER.name)
    bad("wrong-name", "Right id and signature, another name.", renamed, "no_known_key")
    keys = [LOG.vkey, OTHER.vkey]
    forged = f"{good}{DASH} {OTHER.name} {b64(OTHER.id + signature)}\n"
    bad("false-beside-good", "One false line of a known key.", forged, "signature", keys)
    bad(
        "good-after-false",
        "The same, the good line last.",
        f"{TEXT}\n{DASH} {OTHER.name} {b64(OTHER.id + signature)}\n{line}",
        "signature",
        keys,
    )
    repeated = f"{good}{DASH} {LOG.name} {b64(LOG.id + bytes(64))}\n"
    bad("false-repetition", "The second line of a key is false.", repeated, "signature")
    bad("swapped-texts", "A line from another text.", f"Text.\n\n{line}", "signature")


def tampered_cosignatures() -> None:
    def bad(name: str, about: str, note: str, keys: list[str], reason: str = "signature") -> None:
        bad_note(f"tampered/{name}", about, note, reason, keys)

    cosigned = f"{BODY}\n{WITNESS.line(BODY)}"
    keys = [WITNESS.vkey]
    late = bytearray(base64.b64decode(cosigned.rsplit(" ", maxsplit=1)[-1]))
    late[11] ^= 1
    moved = f"{BODY}\n{DASH} {WITNESS.name} {b64(bytes(late))}\n"
    bad("cosignature-time", "The time is signed too.", moved, keys)
    plain = b64(WITNESS.id + WITNESS.private.sign(BODY.encode()))
    bad(
        "cosignature-without-time",
        "A plain signature for type 0x04.",
        f"{BODY}\n{DASH} {WITNESS.name} {plain}\n",
        keys,
    )
    far = f"{BODY}\n{WITNESS.line(BODY, time=2**63)}"
    bad("cosignature-time-over-limit", "A time ends at 2^63 - 1.", far, keys)
    same = Key(WITNESS.name, kind=1)
    bad(
        "cosignature-as-plain",
        "The types have ids of their own.",
        cosigned,
        [same.vkey],
        "no_known_key",
    )


def verifier_keys() -> None:
    published = {
        "go-peter": PETER,
        "go-enoch": ENOCH,
        "c2sp-example": C2SP,
        "plus-in-base64": "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
        "go-sumdb": "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        "cosigner": "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    }
    for name, vkey in published.items():
        write(f"valid/vkey/{name}", "Published by others.", verifier_key=vkey)

    def with_id(name: str, material: bytes) -> str:
        identifier = sha256(name.encode() + b"\n" + material).digest()[:4]
        return f"{name}+{identifier.hex()}+{b64(material)}"

    def bad(where: str, about: str, vkey: str, reason: str = "verifier_key") -> None:
        folder, name = where.split("/")
        write(f"{folder}/vkey/{name}", about, verifier_key=vkey, code=NOTE, reason=reason)

    vkey, encoded, digits = LOG.vkey, b64(LOG.material), LOG.id.hex()
    bad("invalid/empty", "Three parts.", "")
    bad("invalid/two-parts", "Three parts.", f"{LOG.name}+{digits}")
    bad("invalid/empty-name", "A name is not empty.", with_id("", LOG.material), "name")
    bad("invalid/space-in-name", "No space.", with_id("a b", LOG.material), "name")
    bad("invalid/line-feed-in-name", "No line feed.", with_id("a\nb", LOG.material), "name")
    bad("invalid/leading-space", "No space.", " " + vkey, "name")
    bad("invalid/trailing-line-feed", "Nothing follows.", vkey + "\n", "base64")
    bad("invalid/private-key", "No public key.", "PRIVATE+KEY+" + vkey, "base64")
    bad("invalid/base64-url", "RFC 4648 section 4.", f"{LOG.name}+{digits}+{'-_' * 22}", "base64")
    bad("invalid/base64-unpadded", "Padding stays.", f"{LOG.name}+{digits}+AQ", "base64")
    bad("invalid/base64-empty", "A type at least.", f"{LOG.name}+{digits}+")
    bad("invalid/key-of-31-bytes", "Ed25519 has 32.", with_id(LOG.name, LOG.material[:-1]))
    bad("invalid/key-of-33-bytes", "Ed25519 has 32.", with_id(LOG.name, LOG.material + b"\0"))
    bad("invalid/unknown-type", "Types 1 and 4 only.", with_id(LOG.name, b"\6" + bytes(1312)))
    upper = PETER.replace("c74f20a3", "C74F20A3")
    bad("invalid/upper-case-id", "One spelling: lower case.", upper)
    bad(
        "invalid/signed-id",
        "Hex digits only.",
        f"{LOG.name}+{'+' + digits[1:]}+{encoded}",
    )
    bad("invalid/short-id", "Eight digits.", f"{LOG.name}+{digits[1:]}+{encoded}")
    bad("tampered/other-id", "The id is recomputed.", f"{LOG.name}+{OTHER.id.hex()}+{encoded}")
    bad("tampered/other-name", "The id covers the name.", vkey.replace("one", "two"))
    other = f"{LOG.name}+{digits}+{b64(OTHER.material)}"
    bad("tampered/other-key", "The id covers the key.", other)
    retyped = f"{LOG.name}+{digits}+{b64(bytes([4]) + LOG.material[1:])}"
    bad("tampered/other-type", "The id covers the type.", retyped)


def checkpoints() -> None:
    def good(name: str, about: str, size: int, root: bytes, extra_lines: str = "") -> None:
        body = f"{LOG.name}\n{size}\n{b64(root)}\n"
        write(
            f"valid/checkpoint/{name}",
            about,
            verifier_key=LOG.vkey,
            note=LOG.note(body) + extra_lines,
            origin=LOG.name,
            size=size,
            root=b64(root),
        )

    good("seven-records", "c2sp.org/tlog-checkpoint.", 7, ROOT)
    good("empty-log", "RFC 6962: the empty root.", 0, sha256().digest())
    good("largest-size", "Our bound: 2^63 - 1.", 2**63 - 1, ROOT)
    good("cosigned", "Unknown lines are ignored.", 7, ROOT, WITNESS.line(BODY))

    root = b64(ROOT)
    sizes = {
        "size-leading-zero": "07",
        "size-plus": "+5",
        "size-minus": "-1",
        "size-minus-zero": "-0",
        "size-two-zeros": "00",
        "size-empty": "",
        "size-2-to-63": str(2**63),
        "size-2-to-64": str(2**64),
        "size-of-5000-digits": "9" * 5000,
        "size-hexadecimal": "0x7",
        "size-underscore": "1_0",
        "size-exponent": "1e3",
        "size-leading-space": " 7",
        "size-trailing-space": "7 ",
        "size-arabic-digit": "\N{ARABIC-INDIC DIGIT SEVEN}",
        "size-superscript": "\N{SUPERSCRIPT TWO}",
    }
    for name, size in sizes.items():
        about = "ASCII decimal, no leading zero, at most 2^63 - 1."
        bad_checkpoint(f"invalid/{name}", about, f"{LOG.name}\n{size}\n{root}\n", "number")

    def bad(name: str, about: str, body: str, reason: str) -> None:
        bad_checkpoint(f"invalid/{name}", about, body, reason)

    start = f"{LOG.name}\n7\n"
    bad("root-of-31-bytes", "32 bytes.", f"{start}{b64(ROOT[:31])}\n", "checkpoint")
    bad("root-of-33-bytes", "32 bytes.", f"{start}{b64(ROOT + b'0')}\n", "checkpoint")
    bad("root-empty", "32 bytes.", f"{start}\n", "checkpoint")
    bad("root-hexadecimal", "Base64.", f"{start}{ROOT.hex()}\n", "checkpoint")
    bad("root-unpadded", "Padding stays.", f"{start}{root[:-1]}\n", "base64")
    stray = root[:-2] + chr(ord(root[-2]) + 1) + "="
    bad("root-trailing-bits", "Unused bits are zero.", f"{start}{stray}\n", "base64")
    bad("root-trailing-space", "Nothing follows.", f"{start}{root} \n", "base64")
    bad("origin-empty", "Not empty.", f"\n7\n{root}\n", "origin")
    bad("two-lines", "Three lines.", start, "checkpoint")
    bad("one-line", "Three lines.", f"{LOG.name}\n", "checkpoint")
    bad("extension-line", "Our policy: none.", f"{BODY}more\n", "checkpoint")
    bad("empty-last-line", "Three lines.", f"{BODY}\n", "checkpoint")
    bad("empty-first-line", "Three lines.", f"\n{BODY}", "checkpoint")

    tampered = "tampered/"
    bad_checkpoint(
        f"{tampered}empty-log-other-root",
        "RFC 6962: the empty root.",
        f"{LOG.name}\n0\n{root}\n",
        "checkpoint",
    )
    bad_checkpoint(
        f"{tampered}origin-of-other-log",
        "The key speaks for its own log.",
        BODY.replace("one", "two"),
        "origin",
    )
    bad_checkpoint(
        f"{tampered}origin-with-byte-order-mark",
        "Bytes count.",
        "\N{ZERO WIDTH NO-BREAK SPACE}" + BODY,
        "origin",
    )
    bad_checkpoint(
        f"{tampered}origin-with-space", "Bytes count.", BODY.replace("\n", " \n", 1), "origin"
    )
    bad_checkpoint(
        f"{tampered}cosigner-as-log",
        "A cosigner's key is no log key.",
        BODY.replace(LOG.name, WITNESS.name),
        "verifier_key",
        WITNESS,
    )
    write(
        f"{tampered}checkpoint/size-changed",
        "The size is signed.",
        verifier_key=LOG.vkey,
        note=LOG.note(BODY).replace("\n7\n", "\n8\n"),
        code=NOTE,
        reason="signature",
    )


def proof_file_case(where: str, about: str, proof_file: str, **fields: Any) -> None:  # noqa: ANN401
    folder, name = where.split("/")
    defaults: dict[str, Any] = {
        "proof_file": proof_file,
        "record": RECORDS[5].decode(),
        "log_key": LOG.vkey,
        "cosigner_keys": [],
    }
    write(f"{folder}/proof-file/{name}", about, **(defaults | fields))


def bad_proof_file(where: str, about: str, proof_file: str, reason: str, **fields: Any) -> None:  # noqa: ANN401
    proof_file_case(where, about, proof_file, **({"code": PROOF} | fields), reason=reason)


def proof_files() -> None:
    head = PROOF_HEAD
    path = "".join(f"{b64(step)}\n" for step in PATH_OF_5)
    signed = LOG.note(BODY)
    cosigned = signed + WITNESS.line(BODY)
    good = f"{head}index 5\n{path}\n{signed}"
    case, bad = proof_file_case, bad_proof_file

    case("valid/record-5-of-7", "c2sp.org/tlog-proof.", good, size=7)
    extra = good.replace("index", f"extra {b64(b'out of band')}\nindex")
    case("valid/with-extra", "Extra bytes, not signed.", extra, size=7)
    both = f"{head}index 5\n{path}\n{cosigned}"
    case("valid/cosigned", "A wanted cosigner.", both, size=7, cosigner_keys=[WITNESS.vkey])
    alone = f"{LOG.name}\n1\n{b64(LEAVES[5])}\n"
    case("valid/only-record", "No hashes.", f"{head}index 0\n\n{LOG.note(alone)}", size=1)

    bad("invalid/empty", "No bytes.", "", "form")
    bad("invalid/other-version", "v1.", good.replace("@v1", "@v2"), "form")
    bad("invalid/no-header", "A header.", good.removeprefix(head), "form")
    bad("invalid/no-index", "An index.", good.replace("index 5\n", ""), "form")
    bad("invalid/index-without-word", "The word index.", good.replace("index 5", "5"), "form")
    bad("invalid/index-leading-zero", "One spelling.", good.replace("index 5", "index 05"), "form")
    bad("invalid/index-plus", "One spelling.", good.replace("index 5", "index +5"), "form")
    bad("invalid/index-negative", "Zero-based.", good.replace("index 5", "index -2"), "form")
    bad("invalid/index-two-spaces", "One space.", good.replace("index 5", "index  5"), "form")
    bad("invalid/extra-empty", "Left out if empty.", good.replace("index", "extra \nindex"), "form")
    bad(
        "invalid/extra-twice",
        "Once.",
        good.replace("index", "extra AA==\nextra AA==\nindex"),
        "form",
    )
    after = good.replace("index 5\n", "index 5\nextra AA==\n")
    bad("invalid/extra-after-index", "Extra comes first.", after, "form")
    bad("invalid/hash-of-31-bytes", "32 bytes.", good.replace(path, b64(ROOT[:31]) + "\n"), "form")
    bad("invalid/hash-unpadded", "Padding stays.", good.replace("=\n", "\n", 1), "form")
    crlf = good.replace("index 5\n", "index 5\r\n")
    bad("invalid/carriage-return", "Lines end in LF.", crlf, "form")
    bad("invalid/no-empty-line", "An empty line.", f"{head}index 5\n{path}", "form")
    bad(
        "invalid/no-checkpoint",
        "A checkpoint.",
        f"{head}index 5\n{path}\n",
        "no_signatures",
        code=NOTE,
    )
    bad(
        "invalid/two-empty-lines",
        "One empty line.",
        f"{head}index 5\n{path}\n" + LOG.note(f"\n{BODY}"),
        "checkpoint",
        code=NOTE,
    )


def tampered_proof_files() -> None:
    path = "".join(f"{b64(step)}\n" for step in PATH_OF_5)
    good = f"{PROOF_HEAD}index 5\n{path}\n{LOG.note(BODY)}"
    both = good + WITNESS.line(BODY)
    bad = bad_proof_file

    bad("tampered/other-index", "Another place.", good.replace("index 5", "index 4"), "root")
    bad("tampered/index-outside", "Not in the tree.", good.replace("index 5", "index 7"), "index")
    bad("tampered/other-record", "Another record.", good, "root", record="record 6")
    fewer = good.replace(f"{b64(LEFT)}\n", "")
    bad("tampered/hash-missing", "Too short.", fewer, "too_short")
    more = good.replace(path, f"{path}{b64(LEFT)}\n")
    bad("tampered/hash-too-many", "Too long.", more, "too_long")
    swapped = good.replace(path, "".join(f"{b64(step)}\n" for step in reversed(PATH_OF_5)))
    bad("tampered/hashes-reversed", "In order.", swapped, "root")
    bad(
        "tampered/size-changed",
        "The size is signed.",
        good.replace("\n7\n", "\n6\n"),
        "signature",
        code=NOTE,
    )
    bad(
        "tampered/other-log",
        "Another log's key.",
        good,
        "no_known_key",
        code=NOTE,
        log_key=OTHER.vkey,
    )
    bad(
        "tampered/cosigner-missing",
        "A wanted cosigner.",
        good,
        "no_known_key",
        code=NOTE,
        cosigner_keys=[WITNESS.vkey],
    )
    second = Key("witness.example/w2", kind=4)
    bad(
        "tampered/one-cosigner-of-two",
        "All that are wanted.",
        both,
        "no_known_key",
        code=NOTE,
        cosigner_keys=[WITNESS.vkey, second.vkey],
    )
    bad(
        "tampered/log-as-cosigner",
        "A log is no cosigner of its own.",
        good,
        "verifier_key",
        code=NOTE,
        cosigner_keys=[LOG.vkey],
    )


def proofs() -> None:
    def inclusion(where: str, about: str, **changed: Any) -> None:  # noqa: ANN401
        folder, name = where.split("/")
        fields: dict[str, Any] = {
            "leaf_hash": LEAVES[5].hex(),
            "index": 5,
            "size": 7,
            "proof": [step.hex() for step in PATH_OF_5],
            "root": ROOT.hex(),
        }
        write(f"{folder}/inclusion/{name}", about, **(fields | changed))

    def consistency(where: str, about: str, **changed: Any) -> None:  # noqa: ANN401
        folder, name = where.split("/")
        fields: dict[str, Any] = {
            "size1": 3,
            "size2": 7,
            "proof": [step.hex() for step in PATH_FROM_3],
            "root1": OLD_ROOT.hex(),
            "root2": ROOT.hex(),
        }
        write(f"{folder}/consistency/{name}", about, **(fields | changed))

    def refused(reason: str, **changed: Any) -> dict[str, Any]:  # noqa: ANN401
        return {**changed, "code": PROOF, "reason": reason}

    path = [step.hex() for step in PATH_OF_5]
    joined = [path[0] + path[1][:2], path[1][2:], path[2]]
    inclusion("valid/record-5-of-7", "RFC 6962 section 2.1.1.")
    inclusion("valid/only-record", "No hashes.", index=0, size=1, proof=[], root=LEAVES[5].hex())
    rules: list[tuple[str, str, dict[str, Any]]] = [
        ("invalid/leaf-of-31-bytes", "hash_length", {"leaf_hash": LEAVES[5].hex()[2:]}),
        ("invalid/root-empty", "hash_length", {"root": ""}),
        ("invalid/hash-empty", "hash_length", {"proof": [*path, ""]}),
        ("invalid/hash-borders-moved", "hash_length", {"proof": joined}),
        ("invalid/index-negative", "index", {"index": -1}),
        ("invalid/index-is-size", "index", {"index": 7}),
        ("invalid/size-zero", "index", {"index": 0, "size": 0, "proof": []}),
        ("invalid/size-negative", "index", {"size": -7}),
        ("invalid/size-2-to-63", "index", {"size": 2**63}),
        ("invalid/too-long", "too_long", {"proof": [*path, path[2]]}),
        ("invalid/too-short", "too_short", {"proof": path[:2]}),
        ("invalid/no-hashes", "too_short", {"proof": []}),
        ("tampered/other-leaf", "root", {"leaf_hash": LEAVES[4].hex()}),
        ("tampered/other-index", "root", {"index": 4}),
        ("tampered/other-size", "too_short", {"size": 14}),
        ("tampered/other-root", "root", {"root": LEFT.hex()}),
        ("tampered/order", "root", {"proof": path[::-1]}),
    ]
    for where, reason, changed in rules:
        inclusion(where, "RFC 9162 section 2.1.3.2.", **refused(reason, **changed))

    path = [step.hex() for step in PATH_FROM_3]
    same = {"size1": 7, "proof": [], "root1": ROOT.hex()}
    consistency("valid/3-to-7", "RFC 6962 section 2.1.2.")
    consistency(
        "valid/4-to-7", "A complete subtree.", size1=4, proof=[RIGHT.hex()], root1=LEFT.hex()
    )
    consistency("valid/7-to-7", "The same tree.", **same)
    rules = [
        ("invalid/from-empty", "size", {"size1": 0, "proof": [], "root1": sha256().hexdigest()}),
        ("invalid/shrinking", "size", {"size1": 8}),
        ("invalid/negative", "size", {"size1": -1}),
        ("invalid/size-2-to-63", "size", {"size2": 2**63}),
        ("invalid/root-of-31-bytes", "hash_length", {"root1": OLD_ROOT.hex()[2:]}),
        ("invalid/hash-of-33-bytes", "hash_length", {"proof": [path[0] + "00", *path[1:]]}),
        ("invalid/no-hashes", "too_short", {"proof": []}),
        ("invalid/too-short", "too_short", {"proof": path[:3]}),
        ("invalid/too-long", "too_long", {"proof": [*path, path[3]]}),
        ("invalid/same-size-with-hashes", "same_size", {**same, "proof": path}),
        ("tampered/same-size-other-root", "same_size", {**same, "root1": OLD_ROOT.hex()}),
        ("tampered/old-root", "old_root", {"root1": LEFT.hex()}),
        ("tampered/new-root", "root", {"root2": LEFT.hex()}),
        ("tampered/roots-swapped", "old_root", {"root1": ROOT.hex(), "root2": OLD_ROOT.hex()}),
        ("tampered/order", "old_root", {"proof": path[::-1]}),
        (
            "tampered/complete-subtree",
            "root",
            {"size1": 4, "proof": [LEAVES[0].hex()], "root1": LEFT.hex()},
        ),
    ]
    for where, reason, changed in rules:
        consistency(where, "RFC 9162 section 2.1.4.2.", **refused(reason, **changed))


if __name__ == "__main__":
    valid_notes()
    notes_of_wrong_lines()
    notes_of_wrong_bytes()
    tampered_notes()
    tampered_cosignatures()
    verifier_keys()
    checkpoints()
    proof_files()
    tampered_proof_files()
    proofs()
