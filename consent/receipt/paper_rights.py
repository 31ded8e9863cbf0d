"""What a receipt says of a change of mind, whom to ask, the law, and who decided.

Source: GDPR art. 7(3), 13 and 77; komitéloven § 3(4); the texts of the project itself.
"""

from collections.abc import Iterator

from consent.choices import Helper
from consent.ledger import ConsentState
from consent.receipt.paper_document import Block, Fact, Facts, Paragraph, Part
from consent.receipt.paper_words import Speaker, in_front
from consent.receipt.record import ConsentRecord, Copy, Holder
from consent.vocabulary import data_uses, in_words, legal_bases
from datadonor.audit.wording import role_words
from datadonor.texts import text

_KNOWN_LAWS = frozenset({"komiteloven-3", "eu-trials-28", "gdpr-consent"})
_STILL_WITHDRAWABLE = frozenset({ConsentState.EXPIRED, ConsentState.STOPPED})


def regret_part(record: ConsentRecord, speak: Speaker) -> Part:
    """Return how a consent is withdrawn, and what that does to what was sent."""
    blocks: list[Block] = []
    if not speak.is_over:
        blocks.append(Paragraph(speak.tell("regret.may")))
    elif record.state in _STILL_WITHDRAWABLE:
        blocks.append(Paragraph(speak.say("regret.still")))
    elif record.state is ConsentState.INVALIDATED:
        blocks.append(Paragraph(speak.say("regret.invalid")))
    blocks.append(Facts(tuple(_withdrawal(record, speak))))
    return Part(speak.tell(speak.now("regret.heading")), tuple(blocks))


def effect_sentence(record: ConsentRecord, speak: Speaker) -> str:
    """Return what a withdrawal does to data that were sent."""
    return speak.say(f"effect.{record.request.withdrawal.effect}")


def ask_part(record: ConsentRecord, speak: Speaker) -> Part:
    """Return whom to ask and where to complain."""
    asked, researcher = record.request.controller, record.request.investigator
    cvr = () if asked.cvr is None else (speak.say("ask.cvr", number=asked.cvr),)
    titled = researcher.name
    if researcher.title is not None:
        titled = f"{researcher.name}, {researcher.title}"
    more = (researcher.organisation, researcher.contact)
    complaints = record.request.complaints
    where: tuple[str, ...] = (speak.say("ask.authority"),)
    if complaints is not None:
        where = (complaints.name, complaints.contact)
    facts = (
        Fact(speak.say("ask.controller"), (asked.name, asked.address, asked.contact, *cvr)),
        Fact(speak.say("ask.dpo"), (asked.dpo,)),
        Fact(speak.say("ask.investigator"), (titled, *(each for each in more if each))),
        Fact(speak.say("ask.complain"), where),
    )
    return Part(speak.say("ask.heading"), (Facts(facts),))


def basis_part(record: ConsentRecord, speak: Speaker) -> Part:
    """Return the law and the approval that the project rests on."""
    request = record.request
    approved: tuple[str, ...] = (speak.say("basis.ethics_none"),)
    if request.ethics is not None:
        day = speak.day(request.ethics.approved_on)
        case = speak.say("basis.ethics_case", number=request.ethics.case_number, day=day)
        approved = (request.ethics.committee, case)
    facts = [
        Fact(speak.say("basis.law"), (speak.words(in_words(request.legal_basis, legal_bases())),)),
        Fact(speak.say("basis.ethics"), approved),
    ]
    if request.data_use:
        uses = tuple(speak.words(in_words(code, data_uses())) for code in request.data_use)
        facts.append(Fact(speak.say("basis.use"), uses))
    return Part(speak.say("basis.heading"), (Facts(tuple(facts)),))


def who_part(record: ConsentRecord, speak: Speaker) -> Part:
    """Return who decided, by what right, who helped, and who signed that they informed."""
    facts = [Fact(speak.say("who.decided"), (speak.tell(f"who.{record.given_by}"),))]
    if record.is_on_paper:
        facts.append(Fact(speak.say("who.how"), (speak.say("who.on_paper"),)))
    if record.basis is not None:
        facts.append(Fact(speak.say("who.right"), (speak.code("right", record.basis),)))
    facts += [_signature(holder, speak) for holder in record.holders]
    helper = record.helper
    if helper is not None:
        facts.append(Fact(speak.say("who.helper"), _person(helper, speak)))
    for each in record.informed:
        is_told = each.informer == helper
        signed = (
            *((each.informer.name,) if is_told else _person(each.informer, speak)),
            speak.say("who.informed_at", when=speak.moment(each.at)),
            speak.say("who.informed_key", signer_key=each.key),
        )
        facts.append(Fact(speak.say("who.informed"), signed))
    return Part(speak.say("who.heading"), (Facts(tuple(facts)),))


def _signature(holder: Holder, speak: Speaker) -> Fact:
    """Return the field of one who signed for the donor: where several have to, one for each."""
    lines: tuple[str, ...] = (speak.say("who.holder"),)
    if holder.name is not None and holder.relation is not None:
        relation = text(f"mandate.relation.{holder.relation}", speak.language)
        lines = (holder.name, relation, speak.say("who.holder_key"))
    return Fact(speak.say("who.signed_for"), lines)


def _person(helper: Helper, speak: Speaker) -> tuple[str, ...]:
    """Return who somebody is who helped, a line for each thing that is known."""
    lines = [helper.name, in_front(role_words(helper.role, speak.language))]
    if helper.organisation is not None:
        lines.append(helper.organisation)
    if helper.authorisation_id is not None:
        lines.append(speak.say("who.helper_number", number=helper.authorisation_id))
    return tuple(lines)


def _withdrawal(record: ConsentRecord, speak: Speaker) -> Iterator[Fact]:
    request, effect = record.request, record.request.withdrawal.effect
    can_withdraw = not speak.is_over or record.state in _STILL_WITHDRAWABLE
    if record.copy is Copy.DONOR and can_withdraw:
        yield Fact(speak.say("regret.how"), tuple(_steps(record, speak)))
    said = request.withdrawal.text.in_language(speak.language)
    yield Fact(speak.say("regret.project_says"), (said,))
    yield Fact(speak.say("regret.effect"), (effect_sentence(record, speak),))
    final = [speak.say("regret.final_results")]
    if effect != "erase":
        final.append(speak.say(f"effect_final.{effect}"))
    yield Fact(speak.say("regret.final"), tuple(final))
    law = request.legal_basis if request.legal_basis in _KNOWN_LAWS else "other"
    yield Fact(speak.say("regret.law"), (speak.say(f"effect_law.{law}"),))


def _steps(record: ConsentRecord, speak: Speaker) -> Iterator[str]:
    yield speak.say("regret.how_step")
    if not speak.is_over:
        yield speak.say("regret.how_change")
    yield speak.say("regret.how_else", contact=record.request.controller.contact)
