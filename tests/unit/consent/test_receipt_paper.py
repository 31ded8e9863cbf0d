"""The receipt on paper says what the consent is, in both languages, to whoever reads it."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from consent.ledger import ConsentState
from consent.reading_level import reading_level
from consent.receipt.paper import receipt_document, receipt_html, receipt_pdf
from consent.receipt.paper_document import PaperDocument, Part, ScanCode, all_texts, with_texts
from consent.receipt.paper_proof import code_payload
from consent.receipt.record import ConsentRecord, Copy, Holder, Informed
from consent.request import Resolution
from datadonor.texts import Language, catalogue
from tests.receipt_papers import MADE, Page, Sheets, missing_facts, tight
from tests.receipts import HELPER, SECRETS, STATES, record

DONOR, RECIPIENT = Copy.DONOR, Copy.RECIPIENT
DANISH, ENGLISH = Language.DANISH, Language.ENGLISH

OPENINGS: Final = {
    "full": ("Du har sagt ja. Dit ja gælder til", "Der er sagt ja. Samtykket gælder til"),
    "narrowed": ("Du har sagt ja. Dit ja gælder til", "Der er sagt ja. Samtykket gælder til"),
    "changed": ("Du har sagt ja. Dit ja gælder til", "Der er sagt ja. Samtykket gælder til"),
    "renewed": ("Du har sagt ja igen.", "Der er sagt ja igen."),
    "item_withdrawn": ("Du har sagt ja. Dit ja gælder", "Der er sagt ja."),
    "withdrawn": ("Dit samtykke er slut. Du trak det tilbage den 11.", "Samtykket er slut."),
    "expired": ("Dit samtykke er slut. Det løb ud: 5.", "Samtykket er slut. Det løb ud: 5."),
    "stopped": ("Dit samtykke er slut. Det blev stoppet", "Samtykket er slut. Det blev stoppet"),
    "invalidated": ("Dit samtykke er slut. Den 21. september", "Samtykket er slut. Den 21."),
    "by_guardian": ("Der er sagt ja på dine vegne.", "Der er sagt ja. Samtykket gælder"),
    "by_proxy": ("Der er sagt ja på dine vegne.", "Der er sagt ja. Samtykket gælder"),
    "helped": ("Du har sagt ja. Dit ja gælder til", "Der er sagt ja."),
}


def html(told: ConsentRecord, language: Language = DANISH) -> Page:
    return Page(receipt_html(told, language, MADE))


def opening(page: Page) -> str:
    (notice,) = [each for each in page.all("section") if each.attributes.get("class") == "notice"]
    return notice.text


# -- every fact, in both forms ---------------------------------------------------------


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("copy", Copy)
@pytest.mark.parametrize("state", STATES)
def test_a_receipt_tells_every_fact_of_the_consent(
    state: str, copy: Copy, language: Language
) -> None:
    """Read back from both files, in either language, whatever language was agreed in."""
    told = record(copy, state)
    assert missing_facts(html(told, language).text, told, language) == []
    printed = Sheets(receipt_pdf(told, language, MADE)).text
    assert missing_facts(printed, told, language) == []


@pytest.mark.parametrize("request_name", ["glucose", "steps"])
def test_other_requests_are_told_as_fully(request_name: str) -> None:
    told = record(DONOR, "narrowed", request=request_name, language=ENGLISH)
    for language in Language:
        assert missing_facts(html(told, language).text, told, language) == []


CHANGES: Final[dict[str, dict[str, Any]]] = {
    "subject": {"subject": "another-name"},
    "last_day": {"last_day": record().last_day - timedelta(days=9)},
    "given_at": {"given_at": "2026-08-31T10:00:00.000Z"},
    "text_sha256": {"text_sha256": "0" * 64},
    "frequency": {"frequency": "weekly"},
    "option": {"options": tuple((which, True) for which, _ in record().options)},
    "resolution": {
        "items": tuple(each._replace(resolution=Resolution.WEEK) for each in record().items)
    },
    "left_out": {"items": tuple(each._replace(left_out=12) for each in record().items)},
    "demographic": {"demographics": ("municipality",)},
    "annex": {"text": record().text + "Endnu en linje.\n"},
}


@pytest.mark.parametrize("fact", CHANGES)
def test_a_fact_that_is_not_told_is_missed(fact: str) -> None:
    """Negative control: a receipt of one consent is no receipt of one that differs in a fact."""
    other = replace(record(), **CHANGES[fact])
    found = missing_facts(html(record()).text, other, DANISH)
    assert found
    assert {each.split(":")[0] for each in found} == {fact}


# -- what stands first ---------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_it_says_first_how_the_consent_stands(state: str) -> None:
    for copy, wanted in zip(Copy, OPENINGS[state], strict=True):
        page = html(record(copy, state))
        headings = [each.text for each in page.all("h1", "h2")]
        assert headings[1] == "Sådan står det"
        assert opening(page).startswith(f"Sådan står det {wanted}")


@pytest.mark.parametrize("state", ["withdrawn", "expired", "stopped", "invalidated"])
@pytest.mark.parametrize("copy", Copy)
def test_a_receipt_of_an_end_says_so_in_its_title_and_what_becomes_of_data(
    state: str, copy: Copy
) -> None:
    page = html(record(copy, state))
    assert "er slut" in page.all("title")[0].text
    assert "sendes der ikke flere data" in opening(page)
    assert "Data, der allerede er sendt" in opening(page)
    assert "Det, " in "".join(each.text for each in page.all("h2"))
    assert "Hvis du fortryder" not in {each.text for each in page.all("h2")}


def test_an_end_is_told_with_who_ended_it_and_why() -> None:
    stopped = opening(html(record(DONOR, "stopped")))
    assert "projektet selv, der stoppede det" in stopped
    assert "projektet er slut" in stopped
    assert "En myndighed" in opening(html(record(DONOR, "invalidated")))
    reason = replace(record(DONOR, "stopped"), end_reason="moon_phase", state_by="registry")
    told = opening(html(reason))
    assert "»moon_phase«" in told
    assert "registret over godkendte projekter" in told


def test_a_withdrawal_on_someones_behalf_is_not_said_to_be_their_own() -> None:
    told = replace(record(DONOR, "withdrawn"), state_by="guardian")
    assert "trukket tilbage på dine vegne" in opening(html(told))
    assert "Du trak" not in opening(html(told))


def test_the_day_of_printing_stands_in_the_donors_copy_only() -> None:
    assert "21. november 2026" in opening(html(record(DONOR)))
    assert "21. november 2026" not in html(record(RECIPIENT)).text


def test_a_no_after_an_earlier_consent_is_not_told_as_a_yes() -> None:
    told = replace(record(), state=ConsentState.REFUSED)
    page = html(told)
    assert "gælder ikke" in opening(page)
    assert "Det havde du sagt ja til" in {each.text for each in page.all("h2")}


# -- yes, no, and what was not chosen ----------------------------------------------------


def test_yes_no_and_not_chosen_are_told_apart() -> None:
    page = html(record(DONOR, "narrowed"))
    rows = [each.text for each in page.all("tr")[1:]]
    assert [row.rsplit("? ")[-1] for row in rows] == ["Ja", "Nej", "Ikke valgt (nej)"]
    assert "Hjerte" in page.section("Det har du ikke sagt ja til")
    assert "Hjerte" not in page.section("Det har du sagt ja til")


def test_an_item_that_was_taken_back_is_told_as_taken_back() -> None:
    page = html(record(DONOR, "item_withdrawn"))
    assert "(taget tilbage efter et ja)" in page.section("Det har du ikke sagt ja til")
    assert "Noget blev taget tilbage den 11. september 2026." in opening(page)


def test_of_records_left_out_only_the_number_is_told() -> None:
    for copy in Copy:
        words = html(record(copy, "narrowed")).text
        assert "2 enkelte registreringer" in words
    one = [each._replace(left_out=1) for each in record().items]
    assert "1 enkelt registrering bliver hos dig." in html(replace(record(), items=tuple(one))).text


@pytest.mark.parametrize("state", STATES)
def test_the_recipients_copy_tells_nothing_that_is_the_donors_alone(state: str) -> None:
    told = record(RECIPIENT, state)
    for words in (html(told).text, Sheets(receipt_pdf(told, DANISH, MADE)).text):
        assert [secret for secret in SECRETS if tight(secret) in tight(words)] == []
        assert "kl." not in words.replace("kl. ", "kl.").split("Hele teksten")[0]
        assert not re.search(r"\d\d[.:]\d\d dansk tid", words)


def test_the_donors_copy_names_who_helped_and_by_what_right_another_decided() -> None:
    """Negative control of the above, too: the words that are looked for can be found."""
    helped = html(record(DONOR, "helped")).section("Hvem der bestemte")
    assert all(each in helped for each in ("Birthe Hjælpsom", "Bibliotekar", "HJ-4711"))
    assert "forældremyndighed" in html(record(DONOR, "by_guardian")).text
    assert "Ved fremtidsfuldmagt" in html(record(RECIPIENT, "by_proxy")).text
    unknown = html(replace(record(DONOR, "by_proxy"), basis="a_new_right"))
    assert "»a_new_right«" in unknown.section("Hvem der bestemte")


def test_nobody_reads_that_they_did_what_another_did_for_them() -> None:
    headings = {each.text for each in html(record(DONOR, "by_guardian")).all("h2")}
    assert not any("du sagt ja" in each or "du sagde" in each for each in headings)


# -- a change of mind ----------------------------------------------------------------------


@pytest.mark.parametrize("effect", ["erase", "anonymise", "future_only"])
def test_each_effect_of_a_withdrawal_is_told_truly(effect: str) -> None:
    told = record()
    withdrawal = told.request.withdrawal.model_copy(update={"effect": effect})
    told = replace(told, request=told.request.model_copy(update={"withdrawal": withdrawal}))
    words = html(told).section("Hvis du fortryder")
    sentences = {
        "erase": "Modtageren skal slette dem.",
        "anonymise": "Modtageren skal fjerne alt, der kan føre tilbage til en person.",
        "future_only": "De bliver i projektet, og projektet må stadig bruge dem.",
    }
    for which, sentence in sentences.items():
        assert (sentence in words) == (which == effect)
    assert "kan ikke tages ud igen" in words
    assert "komitéloven § 3, stk. 4" in words
    assert ("slettet ved at trække" in words) == (effect == "future_only")


def test_only_who_can_withdraw_is_told_how() -> None:
    step = "vælg at trække samtykket tilbage"
    assert step in html(record(DONOR)).text
    assert step in html(record(DONOR, "expired")).text
    assert step not in html(record(DONOR, "withdrawn")).text
    assert step not in html(record(DONOR, "invalidated")).text
    assert step not in html(record(RECIPIENT)).text


@pytest.mark.parametrize("law", ["gdpr-consent", "databeskyttelsesloven-10", "never-heard-of"])
def test_the_law_on_withdrawal_is_the_projects_own(law: str) -> None:
    told = record()
    told = replace(told, request=told.request.model_copy(update={"legal_basis": law}))
    words = html(told).section("Hvis du fortryder")
    assert "komitéloven § 3, stk. 4" not in words
    assert ("artikel 7, stk. 3" in words) == (law == "gdpr-consent")


# -- the text agreed to, and how to check ------------------------------------------------------


@pytest.mark.parametrize("agreed", Language)
@pytest.mark.parametrize("language", Language)
def test_the_text_stays_in_the_language_that_was_agreed_in(
    agreed: Language, language: Language
) -> None:
    told = record(language=agreed)
    page = html(told, language)
    says = {
        (DANISH, DANISH): "Den er på dansk.",
        (DANISH, ENGLISH): "It is in Danish.",
        (ENGLISH, DANISH): "Den er på engelsk.",
        (ENGLISH, ENGLISH): "It is in English.",
    }
    assert says[agreed, language] in page.text
    elsewhere = [each for each in page.all("section") if "lang" in each.attributes]
    if agreed is language:
        assert elsewhere == []
        return
    (annex,) = elsewhere
    assert annex.attributes["lang"] == agreed
    headings = [line[3:] for line in told.text.splitlines() if line.startswith("## ")]
    assert headings
    within = [each.text for each in page.all("h4") if annex in each.around]
    assert within == headings


def test_words_of_a_project_cannot_pass_for_a_heading_of_the_text() -> None:
    told = replace(record(), text="# Titel\n\n## Ægte\n\n\\## Falsk\n\n\\- Falsk\n\n- Ægte\n")
    page = html(told)
    assert "Ægte" in {each.text for each in page.all("h4")}
    assert "## Falsk" in {each.text for each in page.all("p")}
    assert {"Ægte"} <= {each.text for each in page.all("li")}


@pytest.mark.parametrize("kept", ["", "\n", "Uden titel.\n", "### Under\n# To\n## Tre\n- fire"])
def test_a_text_of_an_unknown_form_is_printed_all_the_same(kept: str) -> None:
    told = replace(record(), text=kept)
    assert missing_facts(html(told).text, told, DANISH) == []
    assert missing_facts(Sheets(receipt_pdf(told, DANISH, MADE)).text, told, DANISH) == []


def test_the_code_holds_the_receipts_number_and_the_texts_digest_and_nothing_else() -> None:
    told = record(DONOR, "narrowed")
    wanted = f"datadonor:receipt:1:{told.receipt_id}:{told.text_sha256}"
    assert code_payload(told) == wanted
    assert code_payload(record(RECIPIENT, "narrowed")) != wanted


# -- the words ---------------------------------------------------------------------------------


def own_words(language: Language) -> dict[str, str]:
    return {key: said[language] for key, said in catalogue().items() if key.startswith("receipt.")}


def test_no_word_promises_that_nobody_could_ever_be_found() -> None:
    for language in Language:
        assert [key for key, said in own_words(language).items() if "anonym" in said.lower()] == []


def test_our_own_sentences_are_easy_to_read() -> None:
    """LIX below 45, as for a request's own texts."""
    for language in Language:
        said = " ".join(
            words for words in own_words(language).values() if words.endswith((".", ":"))
        )
        assert reading_level(said).lix < 45


INFORMED: Final = Informed(
    informer=HELPER, key="ed25519:" + "A" * 43 + "=", at="2026-09-01T12:10:00.000Z",
    statement_sha256="5" * 64,
)  # fmt: skip
"""Somebody who signed that they informed. Made up."""


def test_every_sentence_of_the_catalogue_is_used() -> None:
    """What nobody reads nobody keeps right. Codes stand for themselves."""
    seen: set[str] = set()
    original = catalogue()

    class Watching(dict[str, Any]):
        def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - what a dict gives
            seen.add(key)
            return original[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("datadonor.texts.catalogue", lambda: Watching(original))
        for copy in Copy:
            for state in STATES:
                told = record(copy, state)
                receipt_document(told, DANISH, MADE)
        receipt_document(replace(record(Copy.DONOR), informed=(INFORMED,)), DANISH, MADE)
        receipt_document(replace(record(Copy.DONOR), is_on_paper=True), DANISH, MADE)
        holders = (Holder("Solvej Opdigtet", "mother", "0" * 64), Holder())
        receipt_document(replace(record(Copy.DONOR), holders=holders), DANISH, MADE)
    unused = {
        key
        for key in own_words(DANISH).keys() - seen
        if key.split(".")[1] not in {"reason", "right", "role", "replaced", "page", "of"}
    }
    assert unused <= UNSEEN, unused - UNSEEN


UNSEEN: Final = {
    *("receipt.days.one", "receipt.state.refused.you", "receipt.state.refused.they"),
    *("receipt.state.withdrawn.behalf", "receipt.state.renewed.behalf", "receipt.yes.none"),
    *("receipt.standing.by_registry", "receipt.ask.authority", "receipt.basis.ethics_none"),
    *("receipt.yes.left_out_one.you", "receipt.yes.left_out_one.they", "receipt.time.weekly"),
    *("receipt.time.once", "receipt.time.kept_for", "receipt.time.then_erase"),
    *("receipt.effect.erase", "receipt.effect.anonymise", "receipt.effect_final.anonymise"),
    *("receipt.annex.in_en", "receipt.no.nothing", "receipt.check.recorded"),
    *("receipt.effect_law.eu-trials-28", "receipt.effect_law.gdpr-consent"),
    *("receipt.effect_law.other", "receipt.standing.by_controller"),
}
"""Sentences for consents that the samples do not make."""


# -- the document ------------------------------------------------------------------------------


def test_a_code_to_scan_is_never_rewritten() -> None:
    code = ScanCode("payload", "spoken", "caption")
    document = PaperDocument(DANISH, "title", "kind", "foot", (Part("heading", (code,)),))
    changed = with_texts(document, str.upper)
    assert changed.parts[0].blocks[0] == ScanCode("payload", "SPOKEN", "CAPTION")
    assert changed.language is DANISH
    assert list(all_texts(document)) == ["title", "kind", "foot", "heading", "spoken", "caption"]
