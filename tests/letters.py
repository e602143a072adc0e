"""Every letter that Overbrug sends, with the facts it tells; found by the templates themselves."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

from overbrug.accounts.models import Organisation
from overbrug.commitments.models import Commitment
from overbrug.opgaven.models import Opgave
from overbrug.outbox.writing import write

ROOT = Path(__file__).resolve().parents[1] / "overbrug"
LINK = "https://overbrug.example/" + "een-heel-lang-adres-zonder-spaties/" * 4
WHO, WHOM, ABOUT = "Vakschool Overwater", "Gemeente Overwater", "Genoeg passende woningen"


def letters():
    """The templates of mails, and what each needs: another one here is another letter to test."""
    promise = _promise()
    asked = {
        "asker": "Bob",
        "asker_organisation": WHOM,
        "opgave": promise.opgave,
        "commitment": promise,
        "link": _answer_link(),
        "address": LINK,
    }
    step = {
        "step": "Ik bel dinsdag met de corporatie.",
        "dialogue": SimpleNamespace(title="Wie levert grond?", about=ABOUT),
        "day": date(2026, 11, 21),
        "answer_url": LINK,
        "unsubscribe_url": LINK + "stop/",
        "lasts": 30,
    }
    invited = {"party": WHO, "opgave": ABOUT, "question": "Hoe?", "organisation": WHOM}
    return {
        "accounts/mail/password_reset_key": {"password_reset_url": LINK, "lasts": 3},
        "accounts/mail/changed": {"what": "A passkey was added to your account.", "name": "Bob"},
        "commitments/mail/ask": asked,
        "commitments/mail/still": asked,
        "commitments/mail/answered": asked | {"promise_url": LINK},
        "followups/mail/two_days": step,
        "followups/mail/month": step,
        "opgaven/mail/proposal": {
            "opgave": ABOUT,
            "organisation": WHOM,
            "until": "14 december 2026",
            "link": LINK,
        },
        "opgaven/mail/party_invitation": invited | {"link": LINK, "until": "14 december 2026"},
    }


def written(name, language):
    """This letter in this language."""
    return write(name, letters()[name], language=language)


def folders():
    """What lies in the folders for mail, and no other template builds on: .txt and .html apart."""
    files = list(ROOT.glob("*/templates/*/mail/*"))
    used = re.compile(r'(?:extends|include) "([^"]+)"')
    parts = {name for file in files for name in used.findall(file.read_text())}
    whole = [file for file in files if _name(file) not in parts]
    return tuple(
        {_name(file).removesuffix(end) for file in whole if file.suffix == end}
        for end in (".txt", ".html")
    )


def _name(file):
    return "/".join(file.parts[-3:])


def _promise():
    return Commitment(
        opgave=Opgave(title=ABOUT),
        organisation=Organisation(name=WHO),
        what="leert veertig mensen bouwen",
        due_on=date(2027, 3, 9),
        status="confirmed",
        is_mandated=True,
    )


def _answer_link():
    return SimpleNamespace(
        answer="confirmed",
        address=SimpleNamespace(role="bestuur"),
        asked_organisation=WHOM,
        expires_at=datetime(2026, 12, 14, tzinfo=UTC),
    )
