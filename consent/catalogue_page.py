"""The catalogue as pages that a citizen reads: plain, static, in Danish and English.

Each page stands by itself: no script, nothing from elsewhere, readable from a web
server, a folder or a stick. What a project says of itself comes from its request; the
words around it from ``resources/texts/catalogue.toml``. ``docs/formats/catalogue.md``
says which file is which.

Source of the form: WCAG 2.2 level AA.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from consent.catalogue_listing import Listing
from consent.catalogue_project import ProjectText
from consent.markup import Markup, element, together
from consent.vocabulary import day_in_words
from datadonor.registry.targets import Names
from datadonor.texts import Language, text

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The pages' Content-Security-Policy: their own style sheet and icon, nothing else."""

_DOCTYPE: Final = "<!doctype html>\n"
_NAME: Final = "Datadonor"


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of one catalogue shares."""

    listings: Sequence[Listing]
    publisher: Names
    made: datetime


def front_page(site: Site) -> bytes:
    """Return ``index.html``: the choice between the two languages, each in its own."""
    choices = [
        element(
            "section",
            element("h2", text("catalogue.site", language)),
            element("p", _lead(site, language)),
            element(
                "p",
                element(
                    "a",
                    text("catalogue.choose.what", language),
                    class_="button",
                    href=f"{language}/index.html",
                    hreflang=language,
                ),
            ),
            class_="card",
            lang=language,
        )
        for language in Language
    ]
    body = (
        element("main", element("h1", _NAME), element("div", *choices, class_="pair")),
        _footer(site, *Language),
    )
    title = " · ".join(text("catalogue.site", language) for language in Language)
    return _document(Language.DANISH, title, together(*body), up="", links=_machine_links(""))


def list_page(site: Site, language: Language) -> bytes:
    """Return ``da/index.html`` or ``en/index.html``: every project, open ones first."""

    def words(key: str) -> str:
        return text(f"catalogue.{key}", language)

    texts = [ProjectText(each, site.publisher, language) for each in site.listings]
    still = [each for each in texts if each.listing.is_open]
    closed = [each for each in texts if not each.listing.is_open]
    parts = [
        element("h1", words("site")),
        element("p", _lead(site, language), class_="lead"),
        element("h2", words("list.open")),
    ]
    if still:
        parts.append(element("ul", *(each.card() for each in still), class_="cards"))
    else:
        parts.append(element("p", words("list.none")))
    if closed:
        parts += [
            element("h2", words("list.closed")),
            element("p", words("list.closed_lead")),
            element("ul", *(each.card() for each in closed), class_="cards"),
        ]
    steps = ("step_read", "step_take", "step_decide")
    parts += [
        element("h2", words("list.how")),
        element("ol", *(element("li", words(f"list.{step}")) for step in steps)),
        element("h2", words("list.machines")),
        element(
            "p",
            words("list.machines_lead") + " ",
            element("a", "JSON-LD", href="../catalogue.jsonld"),
            ", ",
            element("a", "Turtle", href="../catalogue.ttl"),
        ),
    ]
    return _page(site, language, words("site"), together(*parts), name="index.html")


def project_page(site: Site, listing: Listing, language: Language) -> bytes:
    """Return ``da/<project>.html`` or ``en/<project>.html``."""
    project = ProjectText(listing, site.publisher, language)
    back = element(
        "nav",
        element("a", text("catalogue.all_projects", language), class_="alone", href="index.html"),
        aria_label=text("catalogue.back", language),
        class_="back",
    )
    content = together(back, project.article())
    return _page(site, language, project.title, content, name=f"{listing.stem}.html")


def _page(site: Site, language: Language, title: str, content: Markup, *, name: str) -> bytes:
    other = Language.ENGLISH if language is Language.DANISH else Language.DANISH
    is_list = name == "index.html"
    links = [
        element("link", rel="alternate", hreflang=each, href=f"../{each}/{name}")
        for each in Language
    ]
    if is_list:
        links.append(_machine_links("../"))
    to_other = element(
        "nav",
        element(
            "a",
            text("catalogue.other_language", language),
            class_="alone",
            href=f"../{other}/{name}",
            hreflang=other,
            lang=other,
        ),
        aria_label=text("catalogue.language", language),
    )
    home = element("a", _NAME, href="index.html", aria_current="page" if is_list else None)
    body = together(
        element("a", text("catalogue.skip", language), class_="skip", href="#main"),
        element("header", element("p", home, class_="site"), to_other),
        element("main", content, id="main", tabindex="-1"),
        _footer(site, language),
    )
    whole = title if is_list else f"{title} – {text('catalogue.site', language)}"
    return _document(language, whole, body, up="../", links=together(*links))


def _document(language: Language, title: str, body: Markup, *, up: str, links: Markup) -> bytes:
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("link", rel="stylesheet", href=f"{up}style.css"),
        element("link", rel="icon", href=f"{up}icon.svg", type="image/svg+xml"),
        links,
    )
    page = element("html", head, element("body", body), lang=language)
    return f"{_DOCTYPE}{page}\n".encode()


def _machine_links(up: str) -> Markup:
    kinds = (("application/ld+json", "catalogue.jsonld"), ("text/turtle", "catalogue.ttl"))
    return together(
        *(element("link", rel="alternate", type=kind, href=up + file) for kind, file in kinds)
    )


def _footer(site: Site, *languages: Language) -> Markup:
    day = day_in_words(site.made.astimezone(UTC).date())
    blocks = [
        element(
            "div",
            element(
                "p",
                text(
                    "catalogue.footer.publisher",
                    language,
                    publisher=_name(site, language),
                    day=day.in_language(language),
                ),
            ),
            element("p", text("catalogue.footer.program", language)),
            element("p", text("catalogue.footer.privacy", language)),
            lang=language,
        )
        for language in languages
    ]
    return element("footer", *blocks)


def _lead(site: Site, language: Language) -> str:
    return text("catalogue.list.lead", language, publisher=_name(site, language))


def _name(site: Site, language: Language) -> str:
    return site.publisher.da if language is Language.DANISH else site.publisher.en
