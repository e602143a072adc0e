"""Make and change an opgave."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from overbrug.accounts.models import Organisation, User
from overbrug.accounts.rules import membership_in
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.history import write_as
from overbrug.core.models import record
from overbrug.core.revisions import check, revise
from overbrug.core.visibility import Visibility
from overbrug.lib.tokens import random_name
from overbrug.opgaven import rules
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.actions.waiting import hold_back
from overbrug.opgaven.models import Opgave, Party, Scale

FIELDS = (
    "title",
    "question",
    "current_situation",
    "desired_situation",
    "origin",
    "essence",
    "why_not_by_itself",
    "causes",
    "scope_in",
    "scope_out",
    "open_questions",
    "needs_complete",
    "scales",
    "visibility",
    "is_example",
)


@transaction.atomic
def create_opgave(
    *, by: User, home: Organisation, title: str, form_key: str | None = None, **facts: Any
) -> Opgave:
    """Propose an opgave for an organisation, which is its first party.

    `form_key` names the form it came from: sent twice, it gives the same opgave.
    """
    if not rules.may_propose_opgave(by, home):
        raise NotAllowed
    if form_key and (made := Opgave.objects.filter(form_key=form_key, created_by=by).first()):
        return made
    _known(facts)
    opgave = Opgave(title=title, home=home, created_by=by, form_key=form_key or None, **facts)
    may_publish = rules.may_publish_opgave(by, home)
    if "visibility" not in facts:  # showing it to more people is a step that somebody takes
        opgave.visibility = Visibility.ORGANISATION
    if opgave.visibility != Visibility.ORGANISATION and not may_publish:
        raise Refused(_("An editor of your organisation shows it to others."), field="visibility")
    hat = membership_in(by, home)
    opgave.slug = _free_slug(title)
    sort_opgave(opgave)
    write_as(opgave, by=by, hat=hat)
    opgave.save()
    party = Party(opgave=opgave, organisation=home)
    write_as(party, by=by, hat=hat)
    party.save()
    record("opgave_created", opgave, by=by, hat=hat, visibility=int(opgave.visibility))
    announce("opgave_created", opgave=opgave)
    return opgave


@transaction.atomic
def change_opgave(
    opgave: Opgave, *, by: User, revision: int, source: str = "", **changes: Any
) -> Opgave:
    """Change fields of an opgave as read at `revision`; raises EditConflict with both texts.

    What the parties agreed on (`agreed.FIELDS`) stays as it is: `proposed` of what comes back is
    then the proposal in which the new words wait.
    `source` says in the history where the words come from: names that `sources` can read.
    """
    row = Opgave.objects.select_for_update().get(pk=opgave.pk)
    hat = needed_hat(by, row)
    _known(changes)
    before, stood = row.visibility, {name: getattr(row, name) for name in changes}
    read = row.revision
    _keep_inside(row, changes)
    # Who writes must know who will read it.
    changed = revise(row, revision=revision, changes=changes, ask_about=("visibility",))
    if not changed:
        return row
    sort_opgave(row)
    changed = hold_back(row, stood, changed, by=by, hat=hat, source=source)
    if not changed:
        row.revision = read
        return row
    if row.visibility < before and not _is_slug_of(row.slug, row.title):
        row.slug = _free_slug(row.title)  # the old one holds a title that not all may read
    write_as(row, by=by, hat=hat, source=source)
    row.save()
    record("opgave_changed", row, by=by, hat=hat, fields=changed)
    if row.visibility != before:
        after = int(row.visibility)
        record("opgave_visibility_changed", row, by=by, hat=hat, before=before, after=after)
    announce("opgave_changed", opgave=row, fields=changed)
    return row


def _known(changes: dict[str, Any]) -> None:
    if unknown := set(changes) - set(FIELDS):
        raise TypeError(f"An opgave has no field {', '.join(sorted(unknown))} to set.")
    if "scales" in changes:
        changes["scales"] = [scale for scale in Scale.values if scale in changes["scales"]]


def _keep_inside(row: Opgave, changes: dict[str, Any]) -> None:
    """What is shown to one organisation cannot be shut for the others that take part."""
    asked = changes.get("visibility", row.visibility)
    others = row.parties.filter(presence__in=rules.TAKES_PART, organisation__isnull=False)
    others = others.exclude(organisation=row.home)
    if asked == Visibility.ORGANISATION != row.visibility and others.exists():
        raise Refused(
            _("Other organisations take part. They would lose this page."), field="visibility"
        )


def sort_opgave(opgave: Opgave) -> None:
    """Refuse what cannot be, with the field it is about."""
    if opgave.visibility not in rules.OFFERED:
        raise Refused(_("Choose one from the list."), field="visibility")
    check(opgave)


def _free_slug(title: str) -> str:
    """A readable address with a random end; titles without Latin letters get a random one.

    The end is always there: one that only came when an address is taken would tell of opgaven
    that the reader may not see.
    """
    past: Any = Opgave.history
    slug = ""
    while not slug or past.filter(slug=slug).exists() or Opgave.objects.filter(slug=slug).exists():
        slug = f"{_base_of(title) or random_name(8)}-{random_name(4)}"
    return slug


def _base_of(title: str) -> str:
    return slugify(title)[:60].strip("-")


def _is_slug_of(slug: str, title: str) -> bool:
    base = _base_of(title)
    return bool(base) and base in (slug, slug.rpartition("-")[0])
