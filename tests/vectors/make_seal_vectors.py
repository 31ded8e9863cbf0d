"""Write the vectors of sealed files anew: age and Crypt4GH.

    python tests/vectors/make_seal_vectors.py

Knows nothing of datadonor's own code, of pyrage or of the crypt4gh package: what is sealed
here is sealed with cryptography and hashlib, straight from the texts of C2SP (age) and
GA4GH (Crypt4GH 1.0), so that the vectors can contradict the program. Keys and nonces are
made from public words and protect nothing. Running it again writes the same bytes.
"""

import base64
import hmac
import json
import shutil
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

HERE = Path(__file__).parent / "seal"
PIECE = 65_536
LONG = 65_541
AGE_CHUNK = PIECE + 16
SEGMENT = 12 + PIECE + 16

BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def words(*said: str, size: int = 32) -> bytes:
    """Return bytes made from public words."""
    return sha256(" ".join(("datadonor seal vector", *said)).encode()).digest()[:size]


def content(size: int) -> bytes:
    """Return the content of every vector: byte i is 7 i mod 251."""
    return bytes(7 * place % 251 for place in range(size))


class Pair:
    """A key pair made from its name."""

    def __init__(self, name: str) -> None:
        self.secret = words("key", name)
        self.private = X25519PrivateKey.from_private_bytes(self.secret)
        self.public = self.private.public_key().public_bytes_raw()

    def shared(self, public: bytes) -> bytes:
        return self.private.exchange(X25519PublicKey.from_public_bytes(public))


ONE, TWO, EVE = Pair("reader one"), Pair("reader two"), Pair("somebody else")
WRITER = Pair("writer")


def bech32(kind: str, raw: bytes) -> str:
    """Write 32 bytes as age writes keys (BIP 173)."""
    number = int.from_bytes(raw, "big") << 4
    data = [number >> 5 * place & 31 for place in reversed(range(52))]
    values = [*(ord(each) >> 5 for each in kind), 0, *(ord(each) & 31 for each in kind)]
    check = 1
    for value in [*values, *data, 0, 0, 0, 0, 0, 0]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> bit & 1 else 0
    data += [(check ^ 1) >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{kind}1" + "".join(BECH32[each] for each in data)


# -- age ----------------------------------------------------------------------------


def derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(secret)


def plain64(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


FILE_KEY = words("age file key", size=16)
PAYLOAD_NONCE = words("age payload nonce", size=16)


def stanza(reader: Pair) -> bytes:
    once = Pair(f"ephemeral for {reader.public.hex()}")
    salt = once.public + reader.public
    key = derived(once.shared(reader.public), salt, b"age-encryption.org/v1/X25519")
    body = ChaCha20Poly1305(key).encrypt(bytes(12), FILE_KEY, None)
    return b"-> X25519 " + plain64(once.public) + b"\n" + plain64(body) + b"\n"


def age_header(*stanzas: bytes) -> bytes:
    covered = b"age-encryption.org/v1\n" + b"".join(stanzas) + b"---"
    mac = hmac.digest(derived(FILE_KEY, b"", b"header"), covered, "sha256")
    return covered + b" " + plain64(mac) + b"\n"


def age_payload(chunks: list[tuple[bytes, bool]]) -> bytes:
    """Seal chunks, each said to be the last one or not."""
    cipher = ChaCha20Poly1305(derived(FILE_KEY, PAYLOAD_NONCE, b"payload"))
    sealed = [
        cipher.encrypt(number.to_bytes(11, "big") + bytes([is_last]), chunk, None)
        for number, (chunk, is_last) in enumerate(chunks)
    ]
    return PAYLOAD_NONCE + b"".join(sealed)


def in_chunks(plain: bytes) -> list[tuple[bytes, bool]]:
    starts = range(0, max(len(plain), 1), PIECE)
    return [(plain[start : start + PIECE], start == starts[-1]) for start in starts]


def age(plain: bytes, *stanzas: bytes) -> bytes:
    return age_header(*(stanzas or (stanza(ONE),))) + age_payload(in_chunks(plain))


# -- Crypt4GH -----------------------------------------------------------------------


def integer(number: int) -> bytes:
    return number.to_bytes(4, "little")


DATA_KEY = words("crypt4gh data key")
KEY_BODY = integer(0) + integer(0) + DATA_KEY
EDIT_LIST = integer(1) + integer(2) + (3).to_bytes(8, "little") + (4).to_bytes(8, "little")


def packet(reader: Pair, body: bytes = KEY_BODY) -> bytes:
    """Return a packet, its length included."""
    shared = WRITER.shared(reader.public)
    key = blake2b(shared + reader.public + WRITER.public).digest()[:32]
    nonce = words("packet nonce", reader.public.hex(), body.hex(), size=12)
    inner = integer(0) + WRITER.public + nonce + ChaCha20Poly1305(key).encrypt(nonce, body, None)
    return integer(4 + len(inner)) + inner


def zero_packet() -> bytes:
    """Return a packet whose writer's key makes every shared secret zero."""
    key = blake2b(bytes(32) + ONE.public + bytes(32)).digest()[:32]
    inner = (
        integer(0)
        + bytes(32)
        + bytes(12)
        + ChaCha20Poly1305(key).encrypt(bytes(12), KEY_BODY, None)
    )
    return integer(4 + len(inner)) + inner


def c4gh_header(*packets: bytes, version: int = 1, count: int | None = None) -> bytes:
    number = len(packets) if count is None else count
    return b"crypt4gh" + integer(version) + integer(number) + b"".join(packets)


def segments(plain: bytes) -> bytes:
    return b"".join(
        segment(plain[start : start + PIECE], start) for start in range(0, len(plain), PIECE)
    )


def segment(plain: bytes, number: int) -> bytes:
    nonce = words("segment nonce", str(number), size=12)
    return nonce + ChaCha20Poly1305(DATA_KEY).encrypt(nonce, plain, None)


def c4gh(plain: bytes, *packets: bytes) -> bytes:
    return c4gh_header(*(packets or (packet(ONE),))) + segments(plain)


# -- the files ----------------------------------------------------------------------

FORMATS = {"age": ".age", "crypt4gh": ".c4gh"}


def key_of(kind: str, pair: Pair) -> str:
    """Return a private key as the cases have it."""
    return bech32("age-secret-key-", pair.secret).upper() if kind == "age" else pair.secret.hex()


def write(folder: str, kind: str, name: str, case: dict[str, Any]) -> None:
    into = HERE / folder
    into.mkdir(parents=True, exist_ok=True)
    whole = {"about": case.pop("about"), "format": kind, "key": key_of(kind, case.pop("by", ONE))}
    text = json.dumps({**whole, **case}, indent=2) + "\n"
    (into / f"{kind}-{name}.json").write_text(text, "utf-8")


def given(sealed: bytes) -> dict[str, Any]:
    """Return a short file whole."""
    assert len(sealed) < 4096
    return {"sealed_base64": base64.b64encode(sealed).decode()}


def taken(kind: str, *ranges: tuple[int, int | None], then: bytes = b"") -> dict[str, Any]:
    """Return a long file as ranges of the long one that lies beside, and bytes after it."""
    return {"file": f"long{FORMATS[kind]}", "take": ranges, "then_hex": then.hex()}


def yields(plain: bytes) -> dict[str, Any]:
    return {"content_bytes": len(plain), "content_sha256": sha256(plain).hexdigest()}


def valid(kind: str, name: str, about: str, sealed: dict[str, Any], plain: bytes, by: Pair) -> None:
    write("valid", kind, name, {"about": about, "by": by, **sealed, **yields(plain)})


def refused(
    folder: str, kind: str, name: str, about: str, sealed: dict[str, Any], code: str
) -> None:
    write(folder, kind, name, {"about": about, **sealed, "code": code})


def write_age() -> None:
    long = age(content(LONG))
    (HERE / "long.age").write_bytes(long)
    head = len(age_header(stanza(ONE)))
    first = head + 16
    second = first + AGE_CHUNK
    hello = content(20)
    short = age(hello)
    two = stanza(ONE) + stanza(TWO)
    grease = b"-> 3-grease some words\n" + plain64(words("grease")) + b"\n"
    for name, about, sealed, plain, by in (
        ("empty", "No content: one empty chunk that is the last.", given(age(b"")), b"", ONE),
        ("short", "One chunk.", given(short), hello, ONE),
        ("two-readers-one", "For two; the first opens it.", given(age(hello, two)), hello, ONE),
        ("two-readers-two", "For two; the second opens it.", given(age(hello, two)), hello, TWO),
        (
            "unknown-stanza",
            "A stanza of a kind nobody knows is passed over.",
            given(age(hello, grease, stanza(ONE))),
            hello,
            ONE,
        ),
        ("long", "A full chunk and 5 bytes.", taken("age", (0, None)), content(LONG), ONE),
    ):
        valid("age", name, about, sealed, plain, by)

    passphrase = b"-> scrypt " + plain64(words("salt", size=16)) + b" 10\n" + plain64(bytes(32))
    for name, about, sealed, code in (
        ("nothing", "An empty file.", given(b""), "SEAL_UNKNOWN"),
        ("other-file", "Another kind of file.", given(b"PK\x03\x04" * 20), "SEAL_UNKNOWN"),
        (
            "carriage-returns",
            "Lines end in LF alone.",
            given(short[:head].replace(b"\n", b"\r\n") + short[head:]),
            "SEAL_UNKNOWN",
        ),
        (
            "armour",
            "Text armour is not taken. Our choice: we never write it.",
            given(
                b"-----BEGIN AGE ENCRYPTED FILE-----\n"
                + base64.encodebytes(short)
                + b"-----END AGE ENCRYPTED FILE-----\n"
            ),
            "SEAL_UNKNOWN",
        ),
        (
            "later-version",
            "Version 2 is not known.",
            given(short.replace(b"/v1\n", b"/v2\n", 1)),
            "SEAL_TOO_NEW",
        ),
        (
            "passphrase",
            "A stanza for a passphrase is not taken. Our choice.",
            given(age(hello, passphrase + b"\n", stanza(ONE))),
            "SEAL_NOT_ALLOWED",
        ),
        (
            "no-stanza",
            "A header is for at least one reader.",
            given(b"age-encryption.org/v1\n" + short[head - 48 :]),
            "SEAL_DAMAGED",
        ),
    ):
        refused("invalid", "age", name, about, sealed, code)

    flipped = bytes([short[-1] ^ 1])
    for name, about, sealed, code in (
        ("other-reader", "For somebody else.", given(age(hello, stanza(EVE))), "SEAL_WRONG_KEY"),
        (
            "header-mac",
            "A reader was added without the file key.",
            given(age_header(stanza(ONE)).replace(b"---", stanza(EVE) + b"---") + short[head:]),
            "SEAL_ALTERED",
        ),
        ("cut-in-header", "Cut in the header.", given(short[: head - 9]), "SEAL_CUT"),
        ("cut-after-header", "Cut behind the header.", given(short[:head]), "SEAL_CUT"),
        ("cut-after-nonce", "Cut before the content.", given(short[: head + 16]), "SEAL_CUT"),
        ("cut-in-tag", "The last byte is missing.", given(short[:-1]), "SEAL_ALTERED"),
        ("flipped", "One bit is other.", given(short[:-1] + flipped), "SEAL_ALTERED"),
        ("trailing", "A byte behind the end.", given(short + b"\0"), "SEAL_ALTERED"),
        (
            "end-not-said",
            "The last chunk does not say that it is.",
            given(short[:head] + age_payload([(hello, False)])),
            "SEAL_ALTERED",
        ),
        (
            "cut-at-chunk",
            "The last chunk is missing; every byte that is left is right.",
            taken("age", (0, second)),
            "SEAL_CUT",
        ),
        ("cut-in-chunk", "Cut within the first chunk.", taken("age", (0, 9_000)), "SEAL_ALTERED"),
        (
            "swapped",
            "The chunks change places.",
            taken("age", (0, first), (second, None), (first, second)),
            "SEAL_ALTERED",
        ),
        (
            "doubled",
            "The first chunk stands twice.",
            taken("age", (0, second), (first, None)),
            "SEAL_ALTERED",
        ),
        (
            "left-out",
            "The first chunk is missing.",
            taken("age", (0, first), (second, None)),
            "SEAL_ALTERED",
        ),
        (
            "trailing-long",
            "A byte behind the end.",
            taken("age", (0, None), then=b"\0"),
            "SEAL_ALTERED",
        ),
    ):
        refused("tampered", "age", name, about, sealed, code)


def write_crypt4gh() -> None:
    (HERE / "long.c4gh").write_bytes(c4gh(content(LONG)))
    head = 16 + 108
    second = head + SEGMENT
    hello = content(20)
    short = c4gh(hello)
    both = (packet(ONE), packet(TWO))
    newer = integer(12) + integer(7) + b"\x01\x02\x03\x04"
    for name, about, sealed, plain, by in (
        ("empty", "No content: a header alone.", given(c4gh(b"")), b"", ONE),
        ("short", "One segment.", given(short), hello, ONE),
        ("two-readers-one", "For two; the first opens it.", given(c4gh(hello, *both)), hello, ONE),
        ("two-readers-two", "For two; the second opens it.", given(c4gh(hello, *both)), hello, TWO),
        (
            "unknown-packet",
            "A packet sealed by a method nobody knows is passed over.",
            given(c4gh(hello, newer, packet(ONE))),
            hello,
            ONE,
        ),
        ("long", "A full segment and 5 bytes.", taken("crypt4gh", (0, None)), content(LONG), ONE),
    ):
        valid("crypt4gh", name, about, sealed, plain, by)

    rest = short[head:]
    for name, about, sealed, code in (
        ("nothing", "An empty file.", given(b""), "SEAL_UNKNOWN"),
        ("other-file", "Another kind of file.", given(b"PK\x03\x04" * 20), "SEAL_UNKNOWN"),
        ("later-version", "Version 2.", given(c4gh_header(packet(ONE), version=2)), "SEAL_TOO_NEW"),
        ("no-packet", "A count of 0.", given(c4gh_header(count=0) + rest), "SEAL_DAMAGED"),
        (
            "count-huge",
            "A count that no file has.",
            given(c4gh_header(packet(ONE), count=2**32 - 1) + rest),
            "SEAL_DAMAGED",
        ),
        (
            "length-3",
            "A packet shorter than its length.",
            given(c4gh_header(integer(3))),
            "SEAL_DAMAGED",
        ),
        (
            "length-huge",
            "A packet of 4 GiB.",
            given(c4gh_header(integer(2**32 - 1) + bytes(200))),
            "SEAL_DAMAGED",
        ),
        (
            "packet-without-seal",
            "A packet too short for the tag.",
            given(c4gh_header(integer(52) + integer(0) + WRITER.public + bytes(12)) + rest),
            "SEAL_DAMAGED",
        ),
        (
            "edit-list",
            "An edit list hides content from some readers. Our choice.",
            given(c4gh(hello, packet(ONE), packet(ONE, EDIT_LIST))),
            "SEAL_NOT_ALLOWED",
        ),
        (
            "edit-list-alone",
            "An edit list and no data key.",
            given(c4gh(hello, packet(ONE, EDIT_LIST))),
            "SEAL_NOT_ALLOWED",
        ),
        (
            "two-data-keys",
            "Two data keys for one reader: content of two writers. Our choice.",
            given(c4gh(hello, packet(ONE), packet(ONE, KEY_BODY[:8] + words("second data key")))),
            "SEAL_NOT_ALLOWED",
        ),
        (
            "data-method",
            "Content sealed by a method nobody knows.",
            given(c4gh(hello, packet(ONE, integer(0) + integer(1) + DATA_KEY))),
            "SEAL_DAMAGED",
        ),
        (
            "data-key-short",
            "A data key of 31 bytes.",
            given(c4gh(hello, packet(ONE, KEY_BODY[:-1]))),
            "SEAL_DAMAGED",
        ),
        (
            "packet-kind",
            "A packet of a kind nobody knows.",
            given(c4gh(hello, packet(ONE, integer(2) + KEY_BODY[4:]))),
            "SEAL_DAMAGED",
        ),
    ):
        refused("invalid", "crypt4gh", name, about, sealed, code)

    altered = short[:60] + bytes([short[60] ^ 1]) + short[61:]
    for name, about, sealed, code in (
        ("other-reader", "For somebody else.", given(c4gh(hello, packet(EVE))), "SEAL_WRONG_KEY"),
        (
            "packet-altered",
            "The packet was changed; that looks as if it were for somebody else.",
            given(altered),
            "SEAL_WRONG_KEY",
        ),
        (
            "zero-secret",
            "The writer's key makes the shared secret zero: anyone could open it.",
            given(c4gh(hello, zero_packet())),
            "SEAL_KEY_WEAK",
        ),
        (
            "zero-secret-for-another",
            "The same, in a packet for somebody else.",
            given(c4gh(hello, packet(ONE), zero_packet())),
            "SEAL_KEY_WEAK",
        ),
        ("cut-in-magic", "Cut in the first word.", given(short[:5]), "SEAL_CUT"),
        ("cut-in-header", "Cut in the packet.", given(short[:100]), "SEAL_CUT"),
        (
            "count-too-high",
            "Says two packets.",
            given(c4gh_header(packet(ONE), count=2)),
            "SEAL_CUT",
        ),
        ("cut-in-nonce", "Cut in the first nonce.", given(short[: head + 5]), "SEAL_CUT"),
        ("cut-in-tag", "The last byte is missing.", given(short[:-1]), "SEAL_ALTERED"),
        (
            "flipped",
            "One bit is other.",
            given(short[:-1] + bytes([short[-1] ^ 1])),
            "SEAL_ALTERED",
        ),
        ("trailing", "A byte behind the end.", given(short + b"\0"), "SEAL_ALTERED"),
        (
            "empty-segment",
            "A segment without content behind a full one. Our choice: we never write it.",
            taken("crypt4gh", (0, second), then=segment(b"", -1)),
            "SEAL_CUT",
        ),
        (
            "added-segment",
            "A segment behind one that is not full.",
            given(short + segment(b"more", -1)),
            "SEAL_ALTERED",
        ),
        ("cut-in-segment", "Cut in a segment.", taken("crypt4gh", (0, 9_000)), "SEAL_ALTERED"),
        (
            "short-first",
            "The short segment comes first.",
            taken("crypt4gh", (0, head), (second, None), (head, second)),
            "SEAL_ALTERED",
        ),
    ):
        refused("tampered", "crypt4gh", name, about, sealed, code)

    full, last = content(LONG)[:PIECE], content(LONG)[PIECE:]
    for name, about, sealed, plain in (
        ("cut-at-segment", "The last segment is missing.", taken("crypt4gh", (0, second)), full),
        ("cut-after-header", "All segments are missing.", taken("crypt4gh", (0, head)), b""),
        (
            "left-out",
            "The first segment is missing.",
            taken("crypt4gh", (0, head), (second, None)),
            last,
        ),
        (
            "doubled",
            "The first segment stands twice.",
            taken("crypt4gh", (0, second), (head, None)),
            full + full + last,
        ),
    ):
        write("unnoticed", "crypt4gh", name, {"about": about, **sealed, **yields(plain)})


if __name__ == "__main__":
    if HERE.exists():
        shutil.rmtree(HERE)
    HERE.mkdir()
    write_age()
    write_crypt4gh()
