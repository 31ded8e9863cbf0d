"""Hostile files: what is done to an honest file of any format, and what is built anew.

``attacks_on`` spoils an honest file in every way that its kind allows: cut, changed,
with absurd numbers and times, and, where it is XML or JSON, with what parsers are
attacked with (entities, depth, attributes, sizes).
"""

import random
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from tests.honest_files import Honest

SEED: Final = 20260131
SECRET: Final = "synthetic-secret-77aa"
"""Stands in a file beside the attacked one; an external entity would bring it in."""

EVERY: Final = 64
FLIPS: Final = 25
PLACES: Final = 6
"""How many numbers and how many times of one file are made absurd, each in every way."""

_NUMBERS: Final = (
    b"NaN", b"nan", b"Infinity", b"-Infinity", b"inf", b"1e308", b"-1e308", b"1e999", b"-0",
    b"9" * 400, b"9223372036854775808", b"-9223372036854775809", b"0x10", b"1_000", b"",
    b"\xd9\xa3", b"null", b'"', b"5e-324",
)  # fmt: skip
_YEARS: Final = (b"9999", b"0000", b"0001", b"1899", b"2100", b"-999", b"99999999999")
_NUMBER: Final = re.compile(rb"(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-])")
_YEAR: Final = re.compile(rb"(?<!\d)20[0-9]{2}(?=[-/0-9])")
_INVALID: Final = (b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\0", b"\x0b")


class Attack(NamedTuple):
    """A folder of files, by name, and what is wrong with them."""

    name: str
    files: Mapping[str, bytes]


def attacks_on(honest: Honest) -> Iterator[Attack]:
    """Spoil each file of an honest folder in turn.

    A file alone is spoilt in every way; of many files each is spoilt in a few, and one
    of every ending in every way.
    """
    endings: set[str] = set()
    for name, content in honest.files.items():
        ending = name.rpartition(".")[2]
        is_alone = len(honest.files) == 1
        ways = list(mild_ways(content, is_alone=is_alone))
        if ending not in endings:
            ways += hostile_ways(content)
        endings.add(ending)
        for what, spoilt in ways:
            yield Attack(f"{name} {what}", {**honest.files, name: spoilt})


def mild_ways(content: bytes, *, is_alone: bool) -> Iterator[tuple[str, bytes]]:
    """Yield a file cut, changed, and with absurd numbers."""
    yield from cut(content, EVERY if is_alone else len(content) // 3 + 1)
    yield from changed(content, FLIPS if is_alone else 2)
    yield from absurd(content, PLACES if is_alone else 0)


def hostile_ways(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file with what readers of its kind are attacked with."""
    start = content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if start == b"<":
        yield from hostile_xml(content)
    elif start in (b"{", b"["):
        yield from hostile_json(content)
    elif b"\0" not in content[:100]:
        yield from hostile_rows(content)


def cut(content: bytes, every: int) -> Iterator[tuple[str, bytes]]:
    """Yield it cut off, as a half copied file is."""
    for length in range(1, len(content), every):
        yield f"cut at {length}", content[:length]


def changed(content: bytes, times: int) -> Iterator[tuple[str, bytes]]:
    """Yield it with bytes changed, taken out, doubled, and with text that is no UTF-8."""
    chance = random.Random(f"{SEED} {len(content)}")
    for number in range(times):
        place = chance.randrange(len(content))
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        yield f"flipped at {place}", bytes(flipped)
        end = min(place + chance.randrange(1, 200), len(content))
        yield f"without {place} to {end}", content[:place] + content[end:]
        yield f"twice {place} to {end}", content[:end] + content[place:]
        bad = _INVALID[number % len(_INVALID)]
        yield f"{bad!r} at {place}", content[:place] + bad + content[place:]


def absurd(content: bytes, places: int) -> Iterator[tuple[str, bytes]]:
    """Yield it with numbers that are none, and years in which nobody was measured."""
    for what, pattern, values in (("number", _NUMBER, _NUMBERS), ("year", _YEAR, _YEARS)):
        met = list(pattern.finditer(content))
        chosen = met[:: max(len(met) // places, 1)] if places else []
        for value in values:
            for found in chosen:
                spoilt = content[: found.start()] + value + content[found.end() :]
                yield f"{what} at {found.start()} is {value[:20]!r}", spoilt
            if met:
                yield f"every {what} is {value[:20]!r}", pattern.sub(value, content)


def hostile_xml(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield it with what XML parsers are attacked with."""
    body = re.sub(rb"^.*?(?=<[A-Za-z])", b"", content, count=1, flags=re.DOTALL)
    found = re.search(rb"<([\w:.-]+)", body)
    root = b"x" if found is None else found[1]
    text_at = re.search(rb'="([^"]*)"', body)
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(12)
    )
    doctypes = {
        "laughs": laughs,
        "quadratic": b'<!ENTITY l11 "' + b"a" * 100_000 + b'">',
        "external": b'<!ENTITY l11 SYSTEM "secret.txt">',
        "external file": b'<!ENTITY l11 SYSTEM "file:///etc/hostname">',
        "external server": b'<!ENTITY l11 SYSTEM "http://127.0.0.1:9/">',
        "parameter": b'<!ENTITY % p SYSTEM "secret.txt"> %p;',
        "default attribute": b'<!ATTLIST %s a CDATA "&l11;">' % root,
    }
    for name, inside in doctypes.items():
        doctype = b"<!DOCTYPE " + root + b" [" + inside + b"]>"
        yield f"entity: {name}, unused", doctype + body
        if text_at is not None:
            used = body[: text_at.start(1)] + b"&l11;" * 50 + body[text_at.end(1) :]
            yield f"entity: {name}, in an attribute", doctype + used
        yield (
            f"entity: {name}, in text",
            doctype + _within_root(body, b"<y>" + b"&l11;" * 50 + b"</y>"),
        )
    attributes = b" ".join(b'a%d="1"' % n for n in range(200_000))
    yield "many attributes", _within_root(body, b"<y " + attributes + b"/>")
    yield "one attribute many times", _within_root(body, b"<y " + b'a="1" ' * 100_000 + b"/>")
    yield "a long attribute", _within_root(body, b'<y a="' + b"1" * (12 << 20) + b'"/>')
    yield "a long name", _within_root(body, b"<" + b"y" * (1 << 20) + b"/>")
    yield "a long text", _within_root(body, b"<y>" + b"1" * (12 << 20) + b"</y>")
    yield "a long comment", _within_root(body, b"<!--" + b"1" * (12 << 20) + b"-->")
    yield (
        "many namespaces",
        _within_root(body, b"<y " + b" ".join(b'xmlns:n%d="n"' % n for n in range(50_000)) + b"/>"),
    )
    yield "deep", _within_root(body, b"<y>" * 200_000 + b"</y>" * 200_000)
    yield "deep and open", _within_root(body, b"<y>" * 200_000)
    yield "two roots", body + body
    yield "a stylesheet", b'<?xml-stylesheet href="secret.txt" type="text/xsl"?>' + body
    yield (
        "an inclusion",
        _within_root(
            body, b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="secret.txt"/>'
        ),
    )
    for encoding in ("utf-16", "utf-32"):
        yield encoding, body.decode("utf-8", "replace").encode(encoding)
    for said in (b"UTF-7", b"IBM037", b"nobody-knows", b"UTF-16"):
        yield f"says {said!r}", b'<?xml version="1.0" encoding="' + said + b'"?>' + body


def _within_root(body: bytes, inside: bytes) -> bytes:
    """Put something in as the root's first child."""
    end = re.search(rb"^<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", body)
    place = len(body) if end is None else end.end()
    return body[:place] + inside + body[place:]


def hostile_json(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield it with what JSON parsers are attacked with."""
    value = re.search(rb":\s*", content)
    place = len(content) // 2 if value is None else value.end()
    head, tail = content[:place], content[place:]
    depths = {
        "lists": b"[" * 200_000 + b"]" * 200_000,
        "objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        "open lists": b"[" * 200_000,
    }
    for name, deep in depths.items():
        yield f"deep {name}", head + deep + b',"b":' + tail
        yield f"deep {name} around it", deep[: len(deep) // 2] + content
    for name, bad in {
        "a long text": b'"' + b"1" * (12 << 20) + b'"',
        "a long number": b"1" * 100_000,
        "half a pair": rb'"\ud800"',
        "a nul": rb'"\u0000"',
        "many names": b"{" + b",".join(b'"%d":1' % n for n in range(200_000)) + b"}",
        "one name many times": b"{" + b",".join([b'"a":1'] * 200_000) + b"}",
        "a list": b"[1,2]",
        "true": b"true",
    }.items():
        yield name, head + bad + b',"b":' + tail
    yield "many values", b"[" + b",".join([content] * 20) + b"]"
    yield "after the end", content + content
    for encoding in ("utf-16", "utf-32", "utf-8-sig"):
        yield encoding, content.decode().encode(encoding)


def hostile_rows(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield it with what readers of tables are attacked with."""
    lines = content.splitlines(keepends=True)
    head, rest = b"".join(lines[:2]), b"".join(lines[2:])
    yield "a long line", head + b"1" * (12 << 20) + b"\n" + rest
    yield "many fields", head + b"1,;\t" * 100_000 + b"\n" + rest
    yield "an open quote", head + b'"' + rest * 200
    yield "many quotes", head + b'"' * 500_000 + b"\n" + rest
    yield "nothing but line ends", head + b"\n" * 200_000 + rest
    yield "a formula", head + rest.replace(b"5", b"=cmd|' /C calc'!A0")
    yield "the heading again", head * 200 + rest
    for encoding in ("utf-16", "utf-32", "latin-1"):
        yield encoding, content.decode("utf-8-sig").encode(encoding, "replace")
