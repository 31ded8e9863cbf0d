"""XML from outside: what is right is read, what could harm is refused before it costs."""

import time
import tracemalloc

import pytest

from datadonor.sources.errors import (
    FileCut,
    FileDamaged,
    FileHostile,
    FileRefused,
    FileTooLarge,
)
from datadonor.sources.xml_tree import MOST_ATTRIBUTES, MOST_DEPTH, openings, parse_xml


def attributes(number: int) -> bytes:
    return b" ".join(b'a%d="1"' % each for each in range(number))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"<a>x</a>", 1),
        (b'<?xml version="1.0"?>\n<!-- <!DOCTYPE b [ --><?p <b ?>\n<a>x</a>\n<!-- y -->', 3),
        (b'\n<!DOCTYPE a SYSTEM "http://example.org/a.dtd">\n<a>x</a>', 3),
        (b"<!DOCTYPE a PUBLIC '[' \">\">\n<a>x</a>", 2),
        (b"<a><!-- y -->x</a>", 1),
        (b"<a>\x00\x0bx\x1f</a>", 1),
        (b"\xef\xbb\xbf<a>x</a>", 1),
        ("<a>x</a>".encode("utf-16"), 1),
        ("<a>x</a>".encode("utf-16-be"), 1),
        (b"<a><![CDATA[x]]></a>", 1),
    ],
)
def test_what_is_right_is_read_on_its_own_line(data: bytes, line: int) -> None:
    root = parse_xml(data)
    assert (root.tag, "".join(str(each) for each in root.itertext())) == ("a", "x")
    assert f"line {root.sourceline}" == f"line {line}"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("latin-1", "ISO-8859-1"),
        ("cp1252", "windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-8", "utf-16"),  # a text in memory, written to a file
    ],
)
def test_a_text_is_read_in_its_encoding(encoding: str, said: str) -> None:
    text = f'<?xml version="1.0" encoding="{said}"?><a>æøå</a>'
    assert parse_xml(text.encode(encoding)).text == "æøå"


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1/x"> %b;]><a/>',
        b"<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;'>]><a x='&c;'/>",
        b'<?xml version="1.0"?><!-- - --><!DOCTYPE a SYSTEM "x" [ ]><a/>',
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"),
        b"\x0b<!DOC\x00TYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<a>" * (MOST_DEPTH + 1) + b"</a>" * (MOST_DEPTH + 1),
        b"<a>" * 1_000_000,
        b"<a " + attributes(MOST_ATTRIBUTES + 1) + b"/>",
        b"<a " + attributes(1_000_000) + b"/>",
        b'<a b="' + b"x" * (17 << 20) + b'"/>',
    ],
)
def test_what_is_built_to_do_harm_is_refused(data: bytes) -> None:
    with pytest.raises(FileHostile):
        parse_xml(data)


def test_an_entity_is_no_way_to_the_disk_or_the_network() -> None:
    """An undeclared entity is an error even where a DTD might have declared it."""
    with pytest.raises(FileDamaged):
        parse_xml(b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><a>&b;</a>')


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" * MOST_DEPTH + b"</a>" * MOST_DEPTH,
        b"<a " + attributes(MOST_ATTRIBUTES) + b"/>",
        b"<a>" + b"x" * (11 << 20) + b"</a>",  # lxml alone refuses a text of 10 MB
        b"<a b='<'/>".replace(b"<'", b"&lt;'"),
    ],
)
def test_what_is_just_within_the_bounds_is_read(data: bytes) -> None:
    assert parse_xml(data).tag == "a"


def test_a_caller_may_want_shorter_attributes() -> None:
    data = b'<a b="' + b"x" * 5_000 + b'"/>'
    assert parse_xml(data, most_attribute_bytes=5_000).get("b") == "x" * 5_000
    with pytest.raises(FileHostile):
        parse_xml(data, most_attribute_bytes=4_999)


@pytest.mark.parametrize(
    "data",
    [
        b"<a><b>",
        b"<a><b c='",
        b"<a><b c='d' ",
        b"<!-- <a/>",
        b"<?xml version='1.0'?>\n",
        "<a>æ".encode()[:-1],
        b"<a><![CDATA[x",
    ],
)
def test_a_document_that_ends_early_is_said_to_be_cut(data: bytes) -> None:
    with pytest.raises(FileCut):
        parse_xml(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n ",
        b"hello",
        b"<a></b>",
        b"<a/><a/>",
        b"<a>&b;</a>",
        b"<a b='1' b='2'/>",
        b"<a>\xff</a>",
        b"<a>\xed\xa0\x80</a>",  # half of a pair of surrogates
        "<?xml version='1.0' encoding='UTF-8'?><a>æ</a>".encode("latin-1"),
        b"<?xml version='1.0' encoding='UTF-7'?><a>+AOY-</a>",
        b"<?xml version='1.0' encoding='base64'?><a/>",
        b"<?xml version='1.0' encoding='no-such'?><a/>",
        b"<a>" + b"<" * 1_000_000,
    ],
)
def test_what_is_no_xml_is_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(FileDamaged):
        parse_xml(data)


def test_more_tags_than_memory_is_there_for_are_refused() -> None:
    with pytest.raises(FileTooLarge):
        parse_xml(b"<a>" + b"<b/>" * 2_000_000 + b"</a>")


@pytest.mark.parametrize(
    "data",
    [
        b'<a b="' + b"x" * 4_000_000,
        b"<a " + b"x" * 4_000_000,
        b"<a " + b' a="1"' * 700_000,
        b"<a " + b"\"'" * 2_000_000,
        b"<!-- -->" * 500_000,
        b"<?x " * 1_000_000,
        b"<!DOCTYPE " + b'"a' * 2_000_000,
        b"<!DOCTYPE a" * 400_000,
        (b"<b>" + b"x" * 5_000) * 800,
    ],
)
def test_time_and_memory_grow_with_the_file_and_no_faster(data: bytes) -> None:
    """Four megabytes take below a second; the bound leaves room for a busy machine."""
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(FileRefused):
        parse_xml(data)
    assert time.process_time() - began < 10
    assert tracemalloc.get_traced_memory()[1] < 100 << 20
    tracemalloc.stop()


def test_the_beginning_of_a_document_tells_its_first_elements() -> None:
    head = b"<?xml version='1.0'?><r xmlns='u' xmlns:p='v'><a p:x='1'> hej <b/></a><c>cut he"
    found = [(each.depth, each.name, dict(each.attributes), each.text) for each in openings(head)]
    assert found == [
        (1, "{u}r", {}, ""),
        (2, "{u}a", {"{v}x": "1"}, "hej"),
        (3, "{u}b", {}, ""),
        (2, "{u}c", {}, "cut he"),
    ]


@pytest.mark.parametrize(
    "head",
    [b"", b"hello", b"\xff\xfe\xff", b"<", b"\x00" * 100, b"<!--"],
)
def test_a_beginning_that_is_no_xml_tells_nothing(head: bytes) -> None:
    assert list(openings(head)) == []


def test_a_beginning_tells_even_of_what_will_be_refused() -> None:
    """So that a damaged file is refused as what it is, and not as unknown."""
    for head in (b"<a>\xff</a>", b"<?xml version='1.0' encoding='no-such'?><a>"):
        assert [each.name for each in openings(head)] == ["a"]


def test_a_beginning_expands_no_entities() -> None:
    head = b"<!DOCTYPE a [<!ENTITY b 'cc'>]><a><c/>&b;<d/></a>"
    assert [each.name for each in openings(head)] == ["a", "c"]
