"""The public catalogue: which projects stand in it and how, its pages, and its DCAT-AP."""

import random
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from consent import rdf
from consent.catalogue import (
    CatalogueAddressInvalid,
    CatalogueRecipientMissing,
    PublishedProject,
    build_catalogue,
)
from consent.catalogue_dcat import PREFIXES
from consent.catalogue_page import POLICY
from consent.markup import Markup, element, paragraphs
from consent.request import ProjectRequest
from datadonor.errors import ExitCode
from datadonor.registry.targets import Names, Revocation, Revocations
from datadonor.texts import Language
from tests import catalogue_samples as samples
from tests import dcat_rules, web_rules
from tests.dcat_rules import DCAT, DCT, FOAF, SPDX, read_graph
from tests.synthetic_requests import SAMPLES, sample_request
from ui.tokens import TOKENS, Tokens, contrast

BASE: Final = "https://catalogue.example/data/"
HEART: Final = samples.PROJECTS[1]
NONE_REVOKED: Final = Revocations()


def build(
    projects: tuple[PublishedProject, ...] = samples.PROJECTS,
    **changes: Any,  # noqa: ANN401
) -> dict[str, bytes]:
    arguments: dict[str, Any] = {
        "recipients": samples.RECIPIENTS,
        "revocations": samples.REVOCATIONS,
        "publisher_name": samples.PUBLISHER,
        "base_url": BASE,
        "made": samples.MADE,
        **changes,
    }
    recipients, revocations = arguments.pop("recipients"), arguments.pop("revocations")
    return build_catalogue(projects, recipients, revocations, **arguments)


def pages(content: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield from ((path, page) for path, page in content.items() if path.endswith(".html"))


def words(content: Mapping[str, bytes], path: str) -> str:
    return web_rules.Page(content[path]).text


def turtle(content: Mapping[str, bytes]) -> Graph:
    return read_graph(content["catalogue.ttl"], "turtle", BASE + "catalogue.ttl")


def json_ld(content: Mapping[str, bytes]) -> Graph:
    return read_graph(content["catalogue.jsonld"], "json-ld", BASE + "catalogue.jsonld")


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return build()


# -- which files, and what stands in them --------------------------------------------


def test_every_file_is_there_and_no_other(site: dict[str, bytes]) -> None:
    projects = ("foraar", "hjerterytme", "skridt", "soevn-og-skiftehold")
    assert list(site) == sorted(
        [
            *("catalogue.jsonld", "catalogue.ttl", "icon.svg", "index.html", "style.css"),
            *(f"{lang}/{name}.html" for lang in ("da", "en") for name in ("index", *projects)),
            *("requests/hjerterytme-2.ddrequest", "requests/soevn-og-skiftehold-1.ddrequest"),
        ]
    )


def test_the_same_input_in_any_order_gives_the_same_bytes(site: dict[str, bytes]) -> None:
    shuffled = list(samples.PROJECTS)
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert build(tuple(shuffled), recipients=samples.RECIPIENTS[::-1]) == site


def test_another_input_gives_other_bytes(site: dict[str, bytes]) -> None:
    """Negative control: the comparison above can see a difference."""
    assert build(samples.PROJECTS[:2])["da/index.html"] != site["da/index.html"]


def test_the_request_is_the_approved_bytes_themselves(site: dict[str, bytes]) -> None:
    assert site["requests/hjerterytme-2.ddrequest"] == HEART.signed.content
    assert HEART.signed.digest in words(site, "da/hjerterytme.html")


def test_only_the_newest_version_stands_and_earlier_ones_are_named(
    site: dict[str, bytes],
) -> None:
    danish = words(site, "da/hjerterytme.html")
    assert "Udgave 2 Tidligere udgaver Udgave 1, fra 1. juni 2026" in danish
    assert samples.PROJECTS[0].signed.digest not in danish
    assert "Earlier versions" not in words(site, "en/soevn-og-skiftehold.html")


def test_a_page_says_what_a_citizen_asks(site: dict[str, bytes]) -> None:
    danish = words(site, "da/hjerterytme.html")
    for told in (
        "Du kan svare til og med 30. juni 2027.",
        "Ansvarlig for dine data Midtland Universitetshospital",
        "Forskning i sundhed og sygdom",
        "Hjerte",
        "Et tal for hver time.",
        "Fra 1. januar 2024 til 31. december 2026. Begge dage er med.",
        "samme hemmelige antal dage",
        "De spørger også om: aldersgruppe, køn.",
        "Du sender hver måned til og med 30. juni 2027.",
        "Data gemmes til og med 31. december 2031.",
        "skal modtageren slette",
        "Vi sletter dine data senest 30 dage efter",
        "Ny kontakt Vi må skrive til dig",
        "Sag 0-00-00-000-26, godkendt 12. maj 2026.",
        "Af Region Midtland, 15. september 2026.",
        "hjerterytme@midtland.example",
        "Datatilsynet",
        "datadonor request add hjerterytme-2.ddrequest",
    ):
        assert told in danish, told


def test_a_page_says_also_what_is_missing(site: dict[str, bytes]) -> None:
    english = words(site, "en/soevn-og-skiftehold.html")
    for told in (
        "The request names no approval by a research ethics committee.",
        "The request names no place to complain.",
        "Nothing beyond the data named here.",
        "The data are kept for 2 years 6 months.",
        "It cannot be called back.",
    ):
        assert told in english, told


def test_the_samples_of_the_package_make_sound_pages_and_graphs() -> None:
    requests = [sample_request(name) for name in SAMPLES]
    recipients = [samples.recipient(each.recipient, "Modtager", "Recipient") for each in requests]
    content = build(tuple(map(samples.published, requests)), recipients=recipients)
    assert len([path for path in content if path.endswith(".ddrequest")]) == len(SAMPLES)
    for path, page in pages(content):
        assert web_rules.page_faults(path, page, content) == []
    assert dcat_rules.faults(turtle(content)) == []
    assert isomorphic(turtle(content), json_ld(content))


def test_records_are_not_said_to_be_made_coarser() -> None:
    asked = sample_request("sleep")
    content = build(
        (samples.published(asked),), recipients=(samples.recipient(asked.recipient, "A", "A"),)
    )
    told = words(content, f"en/{asked.id}.html")
    questionnaires = told.partition("Your answers to questionnaires.")[2]
    assert "How fine Each single record, as it is." in questionnaires.partition("Which period")[0]
    assert f"You also get {len(asked.comprehension)} question" in told


def test_codes_that_are_not_known_stand_as_they_are() -> None:
    asked = samples.request(
        purposes=["my own purpose"],
        data_use=["DUO:9999999"],
        legal_basis="an old decree",
        items=[{**samples.request().items[0].model_dump(by_alias=True), "category": "unheard-of"}],
    )
    told = words(build((samples.published(asked),)), "en/hjerterytme.html")
    for code in ("my own purpose", "DUO:9999999", "an old decree", "unheard-of"):
        assert code in told


def test_types_and_a_legal_basis_by_address_are_told() -> None:
    item = samples.request().items[0].model_dump(by_alias=True)
    address = "https://w3id.org/dpv/legal/eu/gdpr#A9-2-j"
    asked = samples.request(
        items=[{**item, "types": ["resting", "walking"]}],
        investigator={"name": "Karen Eksempelsen"},
        legal_basis=address,
    )
    content = build((samples.published(asked),))
    assert "Only resting, walking" in words(content, "en/hjerterytme.html")
    assert URIRef(address) in set(turtle(content).objects())


# -- stopped and ended ---------------------------------------------------------------


def stopping(which: str) -> Revocations:
    return Revocations(
        revocations=(
            Revocation(
                id=which,
                since=datetime(2026, 10, 5, 12, tzinfo=UTC),
                reason=Names(da="Aftalen blev brudt.", en="The agreement was broken."),
            ),
        )
    )


@pytest.mark.parametrize(
    ("revoked", "sentence"),
    [
        ("hjerterytme", "Projektets godkendelse er trukket tilbage fra den 5. oktober 2026."),
        (
            "midtland-hospital",
            "Modtagerens godkendelse er trukket tilbage fra den 5. oktober 2026.",
        ),
    ],
)
def test_what_is_revoked_is_shown_as_stopped_without_download(revoked: str, sentence: str) -> None:
    content = build((HEART,), revocations=stopping(revoked))
    for path in ("da/index.html", "da/hjerterytme.html"):
        told = words(content, path)
        assert f"Stoppet. {sentence}" in told
        assert "Begrundelse: Aftalen blev brudt." in told
    assert "The agreement was broken." in words(content, "en/hjerterytme.html")
    assert not [path for path in content if path.endswith(".ddrequest")]
    assert not [page for _, page in pages(content) if b".ddrequest" in page]
    assert (None, RDF.type, DCAT.Distribution) not in turtle(content)
    assert dcat_rules.faults(turtle(content)) == []


def test_a_revocation_dated_ahead_stops_at_once() -> None:
    content = build(
        (HEART,), revocations=stopping("hjerterytme"), made=datetime(2026, 9, 20, tzinfo=UTC)
    )
    assert "requests/hjerterytme-2.ddrequest" not in content


def test_a_revocation_of_another_changes_nothing() -> None:
    assert build((HEART,), revocations=stopping("other")) == build(
        (HEART,), revocations=NONE_REVOKED
    )


@pytest.mark.parametrize(
    ("today", "is_open"), [(date(2027, 6, 30), True), (date(2027, 7, 1), False)]
)
def test_a_project_ends_after_its_last_day(today: date, is_open: bool) -> None:
    made = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    content = build((HEART,), made=made)
    assert ("requests/hjerterytme-2.ddrequest" in content) is is_open
    told = words(content, "da/hjerterytme.html")
    assert ("Afsluttet. Man kunne svare til og med 30. juni 2027." in told) is not is_open


def test_a_project_ends_with_its_recipient() -> None:
    gone = samples.recipient("midtland-hospital", "A", "A", valid_until=date(2026, 10, 31))
    content = build((HEART,), recipients=(gone,))
    assert "Modtagerens godkendelse løb ud efter 31. oktober 2026." in words(
        content, "da/hjerterytme.html"
    )
    assert "requests/hjerterytme-2.ddrequest" not in content


def test_an_empty_catalogue_says_so() -> None:
    content = build(())
    assert "Der er ingen projekter, du kan svare på lige nu." in words(content, "da/index.html")
    assert [web_rules.page_faults(path, page, content) for path, page in pages(content)] == [[]] * 3


# -- what is refused -----------------------------------------------------------------


def test_a_project_without_its_recipient_is_refused() -> None:
    with pytest.raises(CatalogueRecipientMissing) as caught:
        build(samples.PROJECTS, recipients=samples.RECIPIENTS[:1])
    assert caught.value.exit_code is ExitCode.BAD_FILE
    assert "soevn-og-skiftehold" in caught.value.user_message(Language.DANISH).message


@pytest.mark.parametrize(
    "address",
    [
        "",
        "catalogue.example",
        "ftp://catalogue.example/",
        "https://",
        "https://catalogue.example/?a=b",
        "https://catalogue.example/#a",
        'https://catalogue.example/"><script>',
        "https://catalogue.example/> <x",
        "https://catalogue.example/ a",
        "https://catalogue.example/a\n",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(CatalogueAddressInvalid) as caught:
        build(base_url=address)
    assert caught.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("address", ["https://catalogue.example/data", BASE])
def test_an_address_may_end_in_a_slash_or_not(address: str) -> None:
    assert build(base_url=address)["catalogue.ttl"] == build()["catalogue.ttl"]


# -- the pages' form -----------------------------------------------------------------


def test_every_page_keeps_the_rules(site: dict[str, bytes]) -> None:
    faults = {path: web_rules.page_faults(path, page, site) for path, page in pages(site)}
    assert len(faults) == 11
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("written", "otherwise", "fault"),
    [
        ('lang="da"', 'lang=""', "no language"),
        ("<h1>", "<h1>A</h1><h1>", "not one h1"),
        ("h2", "h3", "heading out of order"),
        ('id="who"', 'id="use"', "id twice: use"),
        ('id="who"', 'id="hvem"', "label missing: who"),
        ("</main>", "<script>1</script></main>", "element: script"),
        ("<body>", '<body onload="1">', "attribute: onload"),
        ("<body>", '<body style="color: red">', "attribute: style"),
        ("default-src", "script-src", "no strict policy"),
        ('class="skip" href="#main"', 'class="skip" href="#"', "no way past the header"),
        ('"../style.css"', '"https://cdn.example/style.css"', "elsewhere"),
        ('"../style.css"', '"style.css"', "leads nowhere: style.css"),
        ("</footer>", "", "not closed"),
        ('aria-label="Sprog"', 'aria-label=""', "navigation without"),
        (">English</a>", "></a>", "link without words"),
        ("<title>", "<title></title><p>", "no title"),
    ],
)
def test_a_planted_fault_in_a_page_is_found(
    site: dict[str, bytes], written: str, otherwise: str, fault: str
) -> None:
    path = "da/hjerterytme.html"
    page = site[path].decode()
    assert written in page
    planted = page.replace(written, otherwise, 1 if written != "h2" else -1).encode()
    assert any(fault in each for each in web_rules.page_faults(path, planted, site))


HOSTILE: Final = (
    "</p></section></main><script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "<img src=x onerror=alert(1)>",
    "<!-- ]]> <style>*{display:none}</style> &lt;b&gt; &#60;i&#62;",
    'javascript:alert(1) a@b.example"><b>',
    "{0} {name} {publisher!r} %s \\ \\u003cscript\\u003e",
    '""" """ \\" \' ^^<http://a.example> @da . <x> <y> <z> .',
)


def hostile_request(text: str) -> ProjectRequest:
    """Return a request that has one text wherever a text can stand."""
    both = {"da": text, "en": text}
    item = {**samples.request().items[0].model_dump(mode="json", by_alias=True), "why": both}
    return samples.request(
        title=both,
        summary=both,
        controller={"name": text, "address": text, "contact": text, "dpo": text},
        investigator={"name": text, "title": text, "organisation": text, "contact": text},
        ethics={"committee": text, "case_number": text, "approved_on": "2026-05-12"},
        legal_basis=text,
        complaints={"name": text, "contact": text},
        purposes=[text],
        data_use=[text],
        items=[{key: value for key, value in item.items() if value is not None}],
        options=[{"id": "recontact", "text": both}],
        storage_location=text,
        withdrawal={"effect": "erase", "text": both},
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_request_becomes_anything_but_text(text: str) -> None:
    names = Names(da=text, en=text)
    content = build(
        (samples.published(hostile_request(text)),),
        recipients=(samples.recipient("midtland-hospital", text, text),),
        revocations=NONE_REVOKED,
        publisher_name=names,
    )
    harmless = build((HEART,), revocations=NONE_REVOKED)
    for path, page in pages(content):
        assert web_rules.page_faults(path, page, content) == []
        read = web_rules.Page(page)
        assert " ".join(text.split()) in read.text
        attributes = {name for node in read.nodes for name in node.attributes}
        known = {n for node in web_rules.Page(harmless[path]).nodes for n in node.attributes}
        assert attributes <= known
    graph = turtle(content)
    assert isomorphic(graph, json_ld(content))
    assert dcat_rules.faults(graph) == []
    dataset = URIRef(f"{BASE}#project/hjerterytme")
    assert set(graph.objects(dataset, DCT.description)) == {
        Literal(text, lang="da"),
        Literal(text, lang="en"),
    }


def test_signs_that_turn_words_round_are_not_published() -> None:
    """The request's model refuses them; a recipient's name is not checked there."""
    sly = samples.recipient("midtland-hospital", "A \u202egro.live\u202c", "B\u2066\u200f\x07")
    content = build((HEART,), recipients=(sly,), revocations=NONE_REVOKED)
    for _, page in pages(content):
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x07]", page.decode())
    assert "A \ufffdgro.live\ufffd" in words(content, "da/hjerterytme.html")


def test_only_what_was_made_as_markup_is_markup() -> None:
    assert element("p", "<b>", Markup("<i></i>"), class_='"') == (
        '<p class="&quot;">&lt;b&gt;<i></i></p>'
    )
    assert element("p", Markup("<i>") + "<b>") == "<p>&lt;i&gt;&lt;b&gt;</p>"
    assert paragraphs("a\nb\n\n \n\nc<") == "<p>a<br>b</p>\n<p>c&lt;</p>"
    assert paragraphs("a\n- b<\n- c\nd") == (
        "<p>a</p>\n<ul><li>b&lt;</li>\n<li>c</li></ul>\n<p>d</p>"
    )


def test_projects_whose_names_meet_get_files_of_their_own() -> None:
    ids = ("index", "Sleep", "sleep", "con", "con.1", "a-1", "a")
    projects = tuple(
        samples.published(samples.request(id=each, version=1 if each == "a-1" else 2))
        for each in ids
    )
    content = build(projects, revocations=NONE_REVOKED)
    assert len({path.casefold() for path in content}) == len(content) == 5 + 2 * 8 + 7
    for project in projects:
        digest = project.signed.digest.encode()
        assert sum(digest in page for _, page in pages(content)) == 2
    assert "en/Sleep.html" in content
    stems = {path.partition("/")[2].partition(".")[0].casefold() for path in content}
    assert "con" not in stems
    assert [
        f for path, page in pages(content) for f in web_rules.page_faults(path, page, content)
    ] == []


# -- colours -------------------------------------------------------------------------

STYLE: Final = files("resources").joinpath("catalogue", "style.css").read_text("utf-8")


def colours(style: str, scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    found: dict[str, str] = {}
    for block in (light,) if scheme == "light" else (light, dark):
        found |= dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", block))
    return found


def too_faint(style: str, scheme: str) -> list[str]:
    """Return the pairs under WCAG 2.2, 1.4.3 (4.5) and 1.4.11 (3.0)."""
    boxes = ("ok-box", "warning-box", "error-box")
    pairs = [("text", back, 4.5) for back in ("page", "surface", *boxes)]
    pairs += [(front, back, 4.5) for front in ("secondary", "link") for back in ("page", "surface")]
    pairs += [("on-primary", back, 4.5) for back in ("primary", "primary-hover")]
    pairs += [(front, back, 3.0) for front in ("ring", "primary") for back in ("page", "surface")]
    pairs += [("border", back, 3.0) for back in ("page", *boxes)]
    found = colours(style, scheme)
    return [
        f"{front} on {back}"
        for front, back, least in pairs
        if contrast(found[front], found[back]) < least
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_keeps_its_contrast(scheme: str) -> None:
    assert too_faint(STYLE, scheme) == []


def test_a_faint_colour_is_found() -> None:
    faint = STYLE.replace("--secondary: #5C5C5C", "--secondary: #7A7A7A")
    assert too_faint(faint, "light") == ["secondary on page", "secondary on surface"]
    assert too_faint(STYLE.replace("--link: #8AB4F8", "--link: #3A5A8A"), "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_are_those_of_the_window(scheme: str) -> None:
    tokens: Tokens = TOKENS["light" if scheme == "light" else "dark"]
    for name, value in colours(STYLE, scheme).items():
        assert value == getattr(tokens, name.replace("-", "_")), name


def test_the_style_sheet_loads_nothing() -> None:
    assert "url(" not in STYLE
    assert "@import" not in STYLE


# -- DCAT-AP -------------------------------------------------------------------------


def test_both_forms_are_the_same_graph(site: dict[str, bytes]) -> None:
    assert len(turtle(site)) > 150
    assert isomorphic(turtle(site), json_ld(site))


def test_without_an_address_both_forms_are_relative_to_where_they_lie(
    site: dict[str, bytes],
) -> None:
    relative = build(base_url=None)
    assert BASE not in relative["catalogue.ttl"].decode()
    assert isomorphic(turtle(relative), turtle(site))
    assert isomorphic(json_ld(relative), turtle(site))


def test_the_graph_keeps_the_rules_of_dcat_ap(site: dict[str, bytes]) -> None:
    assert dcat_rules.faults(turtle(site)) == []
    assert dcat_rules.faults(json_ld(site)) == []


@pytest.mark.parametrize("rule", [rule for rule in dcat_rules.RULES if rule.least])
def test_a_graph_that_lacks_what_is_mandatory_is_caught(
    site: dict[str, bytes], rule: dcat_rules.Rule
) -> None:
    graph = turtle(site)
    node = next(graph.subjects(RDF.type, rule.of))
    graph.remove((node, rule.has, None))
    assert any("0 times" in fault for fault in dcat_rules.faults(graph))


@pytest.mark.parametrize("rule", [rule for rule in dcat_rules.RULES if rule.kind])
def test_a_value_of_another_kind_is_caught(site: dict[str, bytes], rule: dcat_rules.Rule) -> None:
    graph = turtle(site)
    subject, _, value = next(
        each
        for each in graph.triples((None, rule.has, None))
        if (each[0], RDF.type, rule.of) in graph
    )
    graph.remove((subject, rule.has, value))
    graph.add((subject, rule.has, Literal("other", lang="sv")))
    assert any("not " in fault for fault in dcat_rules.faults(graph))


def test_a_graph_without_a_catalogue_is_caught() -> None:
    assert dcat_rules.faults(Graph()) == ["no catalogue"]


def test_the_distribution_is_the_request_and_its_digest(site: dict[str, bytes]) -> None:
    graph = turtle(site)
    dataset = URIRef(f"{BASE}#project/hjerterytme")
    distribution = graph.value(dataset, DCAT.distribution)
    address = str(graph.value(distribution, DCAT.accessURL))
    assert site[address.removeprefix(BASE)] == HEART.signed.content
    checksum = graph.value(distribution, SPDX.checksum)
    assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    assert str(graph.value(checksum, SPDX.checksumValue)) == HEART.signed.digest


def test_every_address_of_ours_in_the_graph_is_a_file(site: dict[str, bytes]) -> None:
    graph = turtle(site)
    addresses = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    ours = {each.removeprefix(BASE) for each in addresses if each.startswith(BASE)}
    assert {each for each in ours if not each.startswith("#")} <= set(site)


def test_a_stopped_project_keeps_its_record_with_the_reason(site: dict[str, bytes]) -> None:
    graph = turtle(site)
    record = URIRef(f"{BASE}#project/skridt/record")
    assert str(graph.value(record, DCT.modified)) == "2026-08-20"
    assert Literal("The project stored data in another place than agreed.", lang="en") in set(
        graph.objects(record, DCT.description)
    )
    assert (URIRef(f"{BASE}#project/skridt"), DCAT.distribution, None) not in graph


def test_the_publisher_of_the_catalogue_is_who_keeps_the_list(site: dict[str, bytes]) -> None:
    graph = turtle(site)
    publisher = graph.value(URIRef(f"{BASE}#catalogue"), DCT.publisher)
    assert set(graph.objects(publisher, FOAF.name)) == {
        Literal("Region Midtland", lang="da"),
        Literal("The Midtland Region", lang="en"),
    }


@pytest.mark.parametrize(
    "purpose",
    [
        "https://a.example/> <http://b.example> <http://c.example> . <x",
        "https://a.example/ b",
        "http://[",
        "https:///path",
        "dcat:Dataset",
        "javascript:alert(1)",
        "https://a.example/#b#c",
        'https://a.example/"',
        "https://a.example/\\u003e",
    ],
)
def test_a_purpose_that_is_no_web_address_makes_no_statement(purpose: str) -> None:
    asked = samples.request(purposes=[purpose], legal_basis=purpose)
    content = build((samples.published(asked),))
    graph = turtle(content)
    assert isomorphic(graph, json_ld(content))
    assert dcat_rules.faults(graph) == []
    assert not [term for term in graph.predicates() if str(term).endswith("hasPurpose")]
    assert Literal(purpose, lang="da") in set(graph.objects(None, DCT.title))


# -- the document --------------------------------------------------------------------

DOCUMENT: Final = Path(__file__).resolve().parents[3] / "docs" / "formats" / "catalogue.md"


def unwritten(document: str, content: Mapping[str, bytes]) -> list[str]:
    """Return which properties and classes of the graph a document does not name."""
    graph = turtle(content)
    spaces = {space: prefix for prefix, space in PREFIXES.items()}
    used = {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type}
    short = [re.sub(r"^(.*[/#])", lambda at: spaces[at[1]] + ":", str(term)) for term in used]
    return sorted(term for term in short if f"`{term}`" not in document)


def test_the_document_names_every_term_and_the_policy(site: dict[str, bytes]) -> None:
    document = DOCUMENT.read_text("utf-8")
    assert unwritten(document, site) == []
    assert POLICY in document
    gone = document.replace("`spdx:checksum`", "").replace("`dcat:CatalogRecord`", "")
    assert unwritten(gone, site) == ["dcat:CatalogRecord", "spdx:checksum"]


# -- the writer ----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "a b", "a>", "<a", 'a"', "a\\b", "a\n", "a{b}", "a\u2028"])
def test_what_is_no_iri_cannot_be_written_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        rdf.Iri(text)


@settings(max_examples=100)
@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_comes_back_from_both_forms(text: str) -> None:
    graph = rdf.Graph({"dct": str(DCT)})
    node = rdf.Iri("https://a.example/#1")
    graph.add(node, "dct:title", rdf.Literal(text, "da"), rdf.Literal(text))
    expected = {Literal(text, lang="da"), Literal(text)}
    for written, form in ((graph.to_turtle(), "turtle"), (graph.to_json_ld(), "json-ld")):
        assert set(read_graph(written, form, BASE).objects()) == expected


def test_nothing_is_stated_twice() -> None:
    graph = rdf.Graph({"dct": str(DCT)})
    node = rdf.Iri("https://a.example/#1")
    for _ in range(2):
        graph.add(node, "dct:title", rdf.Literal("a"), rdf.Literal("a"))
    assert graph.to_turtle().count(b'"a"') == 1
