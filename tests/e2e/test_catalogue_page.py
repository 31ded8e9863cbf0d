"""The catalogue's pages in a real browser: as files, and from a server on this computer.

Sources: WCAG 2.2 (1.4.3, 1.4.10, 1.4.12, 2.1.1, 2.4.7, 2.5.8, 4.1.2) and our own rule
that a page asks for nothing but its own files.
"""

import functools
import http.server
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from consent.catalogue import build_catalogue
from tests import catalogue_samples as samples
from tests.e2e.chromium import Chromium, chromium
from ui.tokens import contrast

PAGES: Final = (
    "index.html",
    *(
        f"{language}/{name}.html"
        for language in ("da", "en")
        for name in ("index", "foraar", "hjerterytme", "skridt", "soevn-og-skiftehold")
    ),
)
HEART: Final = "da/hjerterytme.html"
NARROW: Final = 320  # CSS pixels: WCAG 2.2, 1.4.10; the same as 400 % of 1280
TEXT_LEAST: Final = 4.5  # WCAG 2.2, 1.4.3
TARGET_LEAST: Final = 24  # CSS pixels: WCAG 2.2, 2.5.8

WIDER_THAN_THE_WINDOW: Final = """
[...document.querySelectorAll('body *')]
  .filter(each => !each.closest('.skip'))
  .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
  .map(each => each.outerHTML.slice(0, 80))
"""

# Every element with text of its own, its colour, and the first background behind it.
COLOURS: Final = """
[...document.querySelectorAll('body *')]
  .filter(each => [...each.childNodes].some(
    part => part.nodeType === Node.TEXT_NODE && part.data.trim()))
  .map(each => {
    let behind = each;
    while (behind.parentElement
        && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)')
      behind = behind.parentElement;
    return [each.textContent.slice(0, 40), getComputedStyle(each).color,
            getComputedStyle(behind).backgroundColor];
  })
"""

# A link within a line of text is exempt; one that stands alone is a target.
SMALL_TARGETS: Final = """
[...document.querySelectorAll('nav a, a.button, a.alone, .card h3 a, .site a')]
  .filter(each => { const box = each.getBoundingClientRect();
                    return box.width < LEAST || box.height < LEAST; })
  .map(each => each.textContent)
""".replace("LEAST", str(TARGET_LEAST))

SPREAD: Final = """
for (const each of document.querySelectorAll('body, body *')) {
  each.style.lineHeight = '1.5'; each.style.letterSpacing = '0.12em';
  each.style.wordSpacing = '0.16em';
  if (each.tagName === 'P') each.style.marginBottom = '2em';
}
"""


@pytest.fixture(scope="module")
def content() -> Mapping[str, bytes]:
    return build_catalogue(
        samples.PROJECTS,
        samples.RECIPIENTS,
        samples.REVOCATIONS,
        publisher_name=samples.PUBLISHER,
        base_url=None,
        made=samples.MADE,
    )


@pytest.fixture(scope="module")
def site(content: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for path, each in content.items():
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(each)
    return folder


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with chromium(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture
def server(site: Path) -> Iterator[str]:
    """Serve the site as any web server would, and say under which address."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}/"
        serving.shutdown()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - as inherited
        """Write no line a request."""


def faint(browser: Chromium) -> list[str]:
    """Return the texts whose contrast is too low, as the browser paints them."""
    return [
        f"{text}: {front} on {back}"
        for text, front, back in browser.ask(COLOURS)
        if contrast(_hex(front), _hex(back)) < TEXT_LEAST
    ]


def _hex(colour: str) -> str:
    """Turn the browser's ``rgb(1, 2, 3)`` into ``#010203``."""
    assert colour.startswith("rgb("), colour
    return "#" + "".join(f"{int(part):02X}" for part in colour[4:-1].split(","))


def altered(site: Path, before: str, after: str) -> str:
    """Put a copy of a page with one change beside it and return its address."""
    page = (site / HEART).read_text("utf-8")
    assert before in page
    copy = (site / HEART).with_name("altered.html")
    copy.write_text(page.replace(before, after, 1), "utf-8")
    return copy.as_uri()


# -- every page ----------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_from_a_folder_without_complaint(
    browser: Chromium, site: Path, path: str
) -> None:
    browser.look(1280, 900)
    browser.open((site / path).as_uri())
    assert browser.complaints() == []
    assert {address.startswith(site.as_uri() + "/") for address in browser.requested()} == {True}
    assert browser.ask("getComputedStyle(document.body).backgroundColor") == "rgb(241, 241, 241)"


def test_a_page_loads_from_a_server_without_complaint(browser: Chromium, server: str) -> None:
    browser.look(1280, 900)
    browser.open(server + HEART)
    assert browser.complaints() == []
    assert {address.startswith(server) for address in browser.requested()} == {True}


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off_at_320_pixels_or_400_percent(
    browser: Chromium, site: Path, path: str
) -> None:
    browser.look(NARROW, 640)
    browser.open((site / path).as_uri())
    assert browser.ask(WIDER_THAN_THE_WINDOW) == []
    browser.ask(SPREAD)
    assert browser.ask(WIDER_THAN_THE_WINDOW) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_every_text_has_its_contrast_and_every_target_its_size(
    browser: Chromium, site: Path, path: str, dark: bool
) -> None:
    browser.look(1280, 900, dark=dark)
    browser.open((site / path).as_uri())
    assert len(browser.ask(COLOURS)) > 5
    assert faint(browser) == []
    assert browser.ask(SMALL_TARGETS) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_screen_reader_finds_names_and_landmarks(
    browser: Chromium, site: Path, path: str
) -> None:
    browser.look(1280, 900)
    browser.open((site / path).as_uri())
    tree = browser.call("Accessibility.getFullAXTree")["nodes"]
    seen = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree
        if not node.get("ignored")
    ]
    roles = [role for role, _ in seen]
    assert roles.count("main") == roles.count("contentinfo") == 1
    if path != "index.html":
        assert roles.count("banner") == 1
        assert "navigation" in roles
    unnamed = {role for role, name in seen if role in {"link", "heading", "region"} and not name}
    assert unnamed == set()


# -- controls: each of the checks above sees what it is for --------------------------


def test_a_script_is_not_run_and_is_complained_of(browser: Chromium, site: Path) -> None:
    address = altered(site, "</main>", "<script>document.title = 'planted'</script></main>")
    browser.open(address)
    assert browser.ask("document.title") != "planted"
    assert any("Content Security Policy" in each for each in browser.complaints())


def test_a_picture_from_elsewhere_is_not_asked_for(browser: Chromium, site: Path) -> None:
    address = altered(site, "</main>", '<img alt="" src="http://127.0.0.1:9/a.png"></main>')
    browser.open(address)
    assert any("Content Security Policy" in each for each in browser.complaints())


def test_what_is_too_wide_too_faint_or_too_small_is_found(browser: Chromium, site: Path) -> None:
    browser.look(NARROW, 640)
    browser.open((site / HEART).as_uri())
    browser.ask("document.querySelector('code').style.display = 'inline-block'")
    browser.ask("document.querySelector('code').style.width = '400px'")
    assert browser.ask(WIDER_THAN_THE_WINDOW)
    browser.ask("document.querySelector('footer p').style.color = '#888'")
    assert any("udgives" in each for each in faint(browser))
    browser.ask("document.querySelector('.button').style = 'display: inline; font-size: 8px'")
    browser.ask("document.querySelector('.button').style.padding = '0'")
    assert browser.ask(SMALL_TARGETS) == ["Hent forespørgslen"]


# -- acting --------------------------------------------------------------------------


def test_the_download_is_the_approved_bytes(
    browser: Chromium, server: str, tmp_path: Path, content: Mapping[str, bytes]
) -> None:
    browser.call(
        "Browser.setDownloadBehavior",
        behavior="allow",
        downloadPath=str(tmp_path),
        eventsEnabled=True,
    )
    browser.open(server + HEART)
    browser.ask("document.querySelector('a.button').click()")
    while browser.wait_for("Browser.downloadProgress")["state"] != "completed":
        pass
    got = tmp_path / "hjerterytme-2.ddrequest"
    assert got.read_bytes() == content["requests/hjerterytme-2.ddrequest"]


def test_the_keyboard_reaches_the_content_first_and_sees_where_it_is(
    browser: Chromium, site: Path
) -> None:
    browser.look(800, 600)
    browser.open((site / HEART).as_uri())
    browser.press("Tab", 9)
    assert browser.ask("document.activeElement.className") == "skip"
    assert browser.ask("document.activeElement.getBoundingClientRect().left") == 0
    for _ in range(3):
        style = "getComputedStyle(document.activeElement)"
        assert float(browser.ask(f"parseFloat({style}.outlineWidth)")) >= 3
        assert browser.ask(f"{style}.outlineStyle") == "solid"
        browser.press("Tab", 9)
    browser.open((site / HEART).as_uri())
    browser.press("Tab", 9)
    browser.press("Enter", 13, "\r")
    browser.press("Tab", 9)
    assert browser.ask("document.activeElement.closest('main') !== null")
    assert browser.ask("location.hash") == "#main"


def test_each_language_leads_to_the_other(browser: Chromium, site: Path) -> None:
    browser.open((site / "index.html").as_uri())
    for script, language in (
        ("document.querySelector('a.button[hreflang=da]').click()", "da"),
        ("document.querySelector('.cards a').click()", "da"),
        ("document.querySelector('header nav a').click()", "en"),
        ("document.querySelector('.back a').click()", "en"),
    ):
        browser.ask(script)
        browser.wait_for("Page.loadEventFired")
        assert browser.ask("document.documentElement.lang") == language
    assert browser.ask("location.href").endswith("/en/index.html")


# -- looks ---------------------------------------------------------------------------


def test_pictures_differ_by_language_width_and_scheme(browser: Chromium, site: Path) -> None:
    pictures = []
    for path, width, dark in (
        (HEART, 1280, False),
        ("en/hjerterytme.html", 1280, False),
        (HEART, NARROW, False),
        (HEART, 1280, True),
    ):
        browser.look(width, 900, dark=dark)
        browser.open((site / path).as_uri())
        pictures.append(browser.picture())
    assert all(each.startswith(b"\x89PNG") and len(each) > 20_000 for each in pictures)
    assert len(set(pictures)) == len(pictures)


def test_paper_has_the_content_without_the_ways_around(browser: Chromium, site: Path) -> None:
    browser.look(794, 1123, dark=True, media="print")
    browser.open((site / HEART).as_uri())
    assert browser.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.ask("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert browser.ask("document.querySelector('header nav').offsetHeight") == 0
    assert browser.ask("document.querySelector('main').offsetHeight") > 1000
    assert faint(browser) == []
