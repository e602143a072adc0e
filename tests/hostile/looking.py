"""One harmless and one hostile look at everything, for all tests of this folder that only read."""

from datetime import timedelta
from types import SimpleNamespace

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.forms import BaseForm
from django.utils import timezone

from overbrug.core.sweeping import sweep_all
from overbrug.core.templatetags import components
from overbrug.core.visibility import Visibility
from tests.hostile import fuzz, recording
from tests.hostile.campaign import chance, size
from tests.hostile.figures import note, note_answers
from tests.hostile.payloads import FORMULAS, NEW_LINES, PAYLOADS, mixed
from tests.hostile.world import HostileWorld, own_models, written

ONE = "<img src=x onerror=pwned(1)>"
LONG = "x" * 5000
# Each day others; the full form takes all of them, and all forms.
SHARE = size(0.2, 1.0)
FUZZES = size(1, 3 * len(fuzz.WAYS))


def look(folder):
    """Everything that both worlds answered; nothing of either is left behind."""
    settings.ROOM_LOG_PATH, kept = folder / "rooms.sqlite3", settings.ROOM_LOG_PATH
    try:
        components._drawn.clear()  # what another test had drawn is drawn again
        with transaction.atomic(), transaction.atomic("unnamed"):
            with recording.Templates() as drawn, Checked() as checked:
                world = HostileWorld(Visibility.PUBLIC, settings.ROOM_LOG_PATH)
                found = _harmless(world) | _hostile(world)
            transaction.set_rollback(True)
            transaction.set_rollback(True, "unnamed")
    finally:
        settings.ROOM_LOG_PATH = kept
    return SimpleNamespace(**found, long=LONG, templates=drawn.names, forms=checked.kinds)


def _harmless(world):
    world.poison("Een zin.\nNog een.")
    pages = list(recording.crawl(world))
    pressed = list(_press(world, pages, "plain", recording.fill("Een zin.\nNog een.")))
    too_long = list(_press(world, pages, "long", recording.fill(LONG)))
    fuzzed = []
    for n in range(FUZZES):
        rng = chance("fuzz", n)
        fuzzed += _press(
            world, pages, n, lambda client, form, rng=rng: rng.choice(fuzz.WAYS)(client, form, rng)
        )
    note("forms: sent broken", len(fuzzed))
    note_answers("forms", fuzzed)
    empty = [m.__name__ for m in own_models() if list(written(m)) and not _count(m)]
    harmless = [*pages, *pressed, *too_long, *fuzzed]
    return {"harmless": harmless, "too_long": too_long, "fuzzed": fuzzed, "empty": empty}


def _hostile(world):
    rng = chance("payloads")
    every = rng.sample(PAYLOADS, size(40, len(PAYLOADS)))
    every += mixed(rng, size(5, 500))
    note("scripts: payloads", len(every))
    letters = list(_letters(world, " ".join(every)))
    world.poison(ONE, addresses=True)
    pages = list(recording.crawl(world))
    for stale in (False, True):
        pages += _press(world, pages, f"hostile {stale}", recording.fill(ONE, stale=stale))
    files = [a for a in pages if a.status == 200 and not a.is_page]
    for texts in (FORMULAS, NEW_LINES):
        world.poison("\n".join(rng.sample(texts, len(texts))))
        files += [a for a in recording.files(world) if a.status == 200]
    note("scripts: letters", len(letters))
    note("scripts: files", len(files))
    note_answers("scripts", pages)
    return {"hostile": pages, "letters": letters, "files": files}


def _press(world, pages, about, send):
    return recording.press_all(world, pages, send, share=SHARE, rng=chance("press", about))


def _letters(world, text):
    """Everything that is written to anybody about this world, from each app that writes."""
    mail.outbox = []
    world.poison(ONE)
    world.correspond()
    sweep_all(timezone.now() + timedelta(days=3))
    note("scripts: texts with every payload", world.poison(text))
    sweep_all(timezone.now() + timedelta(days=31))
    yield from recording.letters()


def _count(model):
    alias = "unnamed" if model.__name__ == "UnnamedLine" else "default"
    return model._base_manager.using(alias).count()


class Checked:
    """Which kinds of form were checked while this was open."""

    def __enter__(self):
        self.kinds, self._clean = set(), BaseForm.full_clean
        kinds, clean = self.kinds, self._clean

        def full_clean(form):
            kinds.update(type(form).__mro__ if form.is_bound else ())
            return clean(form)

        BaseForm.full_clean = full_clean
        return self

    def __exit__(self, *_):
        BaseForm.full_clean = self._clean
