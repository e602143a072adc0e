"""Lines that left a table, as the network meets them."""

from django.urls import reverse

from overbrug.core.visibility import Visibility
from overbrug.harvest.models import HarvestLine, HarvestPage
from overbrug.lib.text import clean_text

NETWORK, PUBLIC = Visibility.NETWORK, Visibility.PUBLIC
PROMISE = {
    "who": "Housing corporation",
    "what": "Ten homes in the old school",
    "when": "in May",
    "means": "our own fund",
    "sign": "ten keys",
}


def approved(table, *, key="start/reason/table", visibility=NETWORK, **facts):
    """A line on a page that this table approved."""
    newest = table.harvest_pages.first()
    page = HarvestPage.objects.create(
        table=table, number=newest.number + 1 if newest else 1, state="approved"
    )
    facts = {"kind": "table_text", "step": "1. Start", "question": "What is it?", **facts}
    return HarvestLine.objects.create(
        page=page, position=0, key=key, visibility=visibility, **facts
    )


def approved_promise(table, **facts):
    """The same for a promise; `what="…"` and other parts may be given."""
    given = {name: clean_text(facts.pop(name)) for name in PROMISE if name in facts}
    parts = {**PROMISE, **given}  # cleaned, as candidates are
    facts.setdefault("key", f"step/promise/{parts['what'][:30]}")
    return approved(table, kind="commitment", text=parts["what"], parts=parts, **facts)


def page(name, line):
    """The address of a page about this line."""
    opgave = line.page.table.dialogue.opgave
    return reverse(f"harvest:{name}", args=[opgave.slug, *([line.pk] if name != "inbox" else [])])


def filled(party, **changes):
    """The form that releases a promise, as somebody fills it in."""
    words = {"party": party.pk, "what": "Ten homes", "visibility": int(NETWORK), "ask": "nobody"}
    return words | changes
