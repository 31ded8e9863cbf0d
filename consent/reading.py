"""How consents stand in an open vault, and the signed documents that say what was decided.

Reading alone: nothing here writes, so it works in a vault that may only be read. Must not
know: the registry, requests.
"""

from consent.choices import Choices
from consent.decision import DecisionUnreadable, SignedDecision
from consent.documents import load_decision
from consent.donor_key import donor_key
from consent.envelope import PublicKey
from consent.ledger import Entry, Ledger, ProjectConsent, entries, load_ledger
from consent.periods import local_day
from datadonor.audit.custody import OpenVault


class ConsentReading:
    """What the decisions of one open vault come to. Used on the vault's writing thread."""

    def __init__(self, opened: OpenVault) -> None:
        """Look into an open vault. Its log's clock is the one that counts."""
        self._opened = opened

    def consents(self) -> list[ProjectConsent]:
        """Return how every project stands now, by id."""
        return load_ledger(self._opened.log).consents(local_day(self._opened.log.now()))

    def consent(self, project: str) -> ProjectConsent | None:
        """Return how one project stands now; nothing if the log tells nothing of it."""
        ledger = Ledger()
        ledger.add(entries(self._opened.log, project))
        return ledger.consent(project, local_day(self._opened.log.now()))

    def history(self, project: str) -> list[Entry]:
        """Return all events about one project's consent, oldest first."""
        return list(entries(self._opened.log, project))

    def decision(self, consent: ProjectConsent) -> SignedDecision | None:
        """Return the document of the last consent of a project.

        Raises:
            ConsentDocumentGone: It is not there as it was signed.
            DecisionUnreadable: It is not the donor's own, to this project, or not what
                the log says of it.
        """
        if consent.given is None or consent.given.event.decision_sha256 is None:
            return None
        event = consent.given.event
        signed = load_decision(self._opened.vault.connection, consent.given.event.decision_sha256)
        said = signed.decision
        key = donor_key(self._opened.vault.secret(), consent.project)
        is_theirs = said.donor_key == PublicKey.of(key).format() and (
            (said.act, said.project, said.request_version, said.request_sha256)
            == (event.act, consent.project, event.request_version, event.request_sha256)
        )
        if not is_theirs or said.choices.digest != event.choices_sha256:
            raise DecisionUnreadable
        return signed

    def choices(self, consent: ProjectConsent) -> Choices | None:
        """Return what is granted now: the last choices without the items withdrawn since.

        Raises:
            ConsentDocumentGone, DecisionUnreadable: As ``decision`` says.
        """
        signed = self.decision(consent)
        if signed is None or not consent.state.is_in_force:
            return None
        choices = signed.decision.choices
        for item in sorted(consent.withdrawn_items):
            choices = choices.without_item(item)
        return choices
