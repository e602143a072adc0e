"""Each kind of mistake in a card: the checker names its line (marked ¶) and says it in words."""

import pytest

from overbrug.cards.check import problems
from tests.cards.samples import marked, spoiled

SPOILS = {
    "text for a number": (
        "minutes: 12",
        "minutes: twaalf¶",
        "must be a whole number, not `twaalf`",
    ),
    "a broken number": ("minutes: 12", "minutes: 12.5¶", "must be a whole number, not `12.5`"),
    "yes for a number": ("count: 2", "count: true¶", "must be a whole number, not `true`"),
    "a list for a text": ("id: proefkaart", "id: [proefkaart]¶", "`id` must be text, not a list"),
    "a number for a text": ("en: Always.", "en: 4¶", "`en` must be text, not `4`"),
    "a text for a list": ("languages: [nl, en]", "languages: nl¶", "must be a list, not `nl`"),
    "a text for keys": ("group: {min: 3, max: 9}", "group: zes¶", "a group of keys, not `zes`"),
    "a bare text": ("{nl: Nooit., en: Never.}", "Nooit¶", "a group of keys, not `Nooit`"),
    "a word for yes": ("unnamed: true", "unnamed: ja¶", "must be true or false, not `ja`"),
    "nothing at all": ("goal: {nl: Samen kijken., en: Look together.}", "goal:¶", "not nothing"),
    "minutes do not add up": (
        "minutes: 12",
        "minutes: 15¶",
        "the blocks add up to 12 minutes, but the card says 15",
    ),
    "a block of no minutes": ("minutes: 5\n", "minutes: 0¶\n", "`minutes` is 0; it must be from 1"),
    "a day-long card": ("minutes: 12", "minutes: 1440¶", "from 5 to 480"),
    "a missing language": (
        "{nl: Nooit., en: Never.}",
        "{nl: Nooit.}¶",
        "`when_not` is not there in `en`",
    ),
    "a language too many": ("en: Always.}", "en: Always., de: Immer.}¶", "`when` is there in `de`"),
    "no Dutch": ("[nl, en]", "[en]¶", "add nl"),
    "a wrong language": ("[nl, en]", "[nl, en, English]¶", "`English` is not a language tag"),
    "a language twice": ("[nl, en]", "[nl, en, en]¶", "`en` is in the list twice"),
    "an unknown block kind": (
        "kind: write",
        "kind: wriet¶",
        "`kind` cannot be `wriet`; did you mean `write`?",
    ),
    "a far block kind": ("kind: write", "kind: zwemmen¶", "choose from: read, round, write"),
    "an unknown prompt kind": ("kind: scale", "kind: scael¶", "did you mean `scale`?"),
    "an unknown visibility": ("visibility: table", "visibility: tabel¶", "did you mean `table`?"),
    "an unknown key": (
        "licence: CC",
        "license¶: CC",
        "`license` is not known here; did you mean `licence`?",
    ),
    "a strange key": ("licence: CC", "zzz¶: 1\nlicence: CC", "the key `zzz` is not known here"),
    "a missing key": (
        "      - id: look\n        kind: write\n",
        "      - id: look¶\n",
        "the key `kind` is missing",
    ),
    "a missing count": (
        "- id: best\n            kind: dots\n            label: {nl: Het beste, en: The best}\n"
        "            on: look/seen\n            count: 2",
        "- id: best¶\n            kind: dots\n            label: {nl: Het beste, en: The best}\n"
        "            on: look/seen",
        "the key `count` is missing",
    ),
    "a key of another kind": (
        "label: {nl: Samen, en: Together}",
        "label: {nl: Samen, en: Together}\n            count: 3¶",
        "`count` does not belong to a prompt of kind `table_text`; it goes with: dots",
    ),
    "an unknown field of the opgave": (
        "label: {nl: Samen, en: Together}",
        "label: {nl: Samen, en: Together}\n            fills: esence¶",
        "`fills` cannot be `esence`; did you mean `essence`?",
    ),
    "a far field of the opgave": (
        "label: {nl: Samen, en: Together}",
        "label: {nl: Samen, en: Together}\n            fills: budget¶",
        "choose from: question, current_situation, desired_situation",
    ),
    "a choice for the opgave": (
        "label: {nl: Hoe, en: How}",
        "label: {nl: Hoe, en: How}\n            fills: essence¶",
        "kind `choice`; it goes with: person_text, table_text, notes",
    ),
    "a private answer for the opgave": (
        "label: {nl: Voor mezelf, en: For myself}",
        "label: {nl: Voor mezelf, en: For myself}\n            fills: essence¶",
        "`fills` does not belong to a prompt of kind `private`",
    ),
    "something else to show": (
        "minutes: 7\n",
        "minutes: 7\n        shows: promise¶\n",
        "`shows` cannot be `promise`; did you mean `promises`?",
    ),
    "a list of fields": (
        "label: {nl: Samen, en: Together}",
        "label: {nl: Samen, en: Together}\n            fills: [essence]¶",
        "`fills` must be text, not a list",
    ),
    "the same role": (
        "id: prober",
        "id: timekeeper¶",
        "the role id `timekeeper` is used twice; first on line 15",
    ),
    "the same part": ("- id: b\n", "- id: a¶\n", "the part id `a` is used twice; first on line 22"),
    "the same block": (
        "id: choose\n",
        "id: look¶\n",
        "the block id `look` is used twice; first on line 25",
    ),
    "the same prompt": ("id: trust", "id: best¶", "the prompt id `best` is used twice"),
    "the same option": ("id: fast", "id: slow¶", "the option id `slow` is used twice"),
    "a bad id": ("id: proefkaart", "id: Proef Kaart¶", "use a small letter first"),
    "an endless id": ("id: proefkaart", f"id: {'a' * 33}¶", "32 at most"),
    "a bad version": ("version: 1.0.0", "version: 1.0¶", "`version` must be text"),
    "a worded version": ("version: 1.0.0", "version: nieuw¶", "three numbers, such as 1.0.0"),
    "a bad licence": ("licence: CC-BY-4.0", "licence: vrij te gebruiken¶", "such as CC-BY-4.0"),
    "a later format": ("format: 1", "format: 2¶", "this is card format 2; only format 1 is known"),
    "a tag": ("nl: Nooit.", "nl: <b>Nooit</b>¶", "holds markup (`<b>`)"),
    "a script": ("nl: Nooit.", "nl: '<script src=x>'¶", "holds markup (`<script src=x>`)"),
    "an open tag": ("nl: Nooit.", "nl: <img src=x onerror=y¶", "holds markup"),
    "a link that runs": ("nl: Nooit.", "nl: 'Klik javascript:alert(1)'¶", "a link that runs code"),
    "a data link": ("nl: Nooit.", "nl: 'Zie data:text/html;base64'¶", "a link that runs code"),
    "a bidi override": (
        "nl: Nooit.",
        "nl: No\u202eoit.¶",
        "invisible or control character (U+202E)",
    ),
    "an escaped override": ("nl: Nooit.", 'nl: "No\\u202eoit."¶', "(U+202E)"),
    "a bidi comment": ("format: 1", "format: 1\n# \u2066 veilig¶", "(U+2066)"),
    "a control character": ("nl: Nooit.", "nl: No\x07oit.¶", "(U+0007)"),
    "an escaped nul": ("nl: Nooit.", 'nl: "No\\0oit."¶', "(U+0000)"),
    "half a character": ("nl: Nooit.", 'nl: "\\ud800"¶', "(U+D800)"),
    "a hidden blank": ("nl: Nooit.", "nl: No\u200boit.¶", "(U+200B)"),
    "an empty text": ("nl: Nooit.", "nl: ' '¶", "`nl` is empty"),
    "an endless text": ("nl: Nooit.", f"nl: {'ei' * 400}¶", "800 characters; 600 at most"),
    "a title of two lines": ("{nl: kijken, en", '{nl: "kij\\nken"¶, en', "must fit on one line"),
    "a group of two": ("{min: 3", "{min: 2¶", "`min` is 2; it must be from 3 to 9"),
    "a group of ten": ("max: 9}", "max: 10}¶", "`max` is 10; it must be from 3 to 9"),
    "a group upside down": ("{min: 3, max: 9}", "{min: 8, max: 4}¶", "at least 8 and at most 4"),
    "a scale of one": ("max: 5", "max: 1¶", "`max` must be higher"),
    "a scale upside down": ("max: 5", "max: -5¶", "`min` is 1 and `max` is -5"),
    "a scale too wide": (
        "min: 1\n            max: 5",
        "min: -9\n            max: 9¶",
        "19 steps; 11 at most",
    ),
    "dots in the air": (
        "on: look/seen",
        "on: look/scene¶",
        "not on this card; did you mean `look/seen`?",
    ),
    "dots far away": (
        "on: look/seen",
        "on: zzz/qqq¶",
        "points to `zzz/qqq`, which is not on this card",
    ),
    "dots without a slash": ("on: look/seen", "on: seen¶", "write it as block/prompt"),
    "dots on what comes later": ("on: look/seen", "on: choose/together¶", "which comes later"),
    "dots on themselves": ("on: look/seen", "on: choose/best¶", "which comes later"),
    "dots on a private answer": (
        "on: look/seen",
        "on: look/own¶",
        "dots only go on: person_text, notes",
    ),
    "dots on unnamed lines": ("on: look/seen", "on: look/hidden¶", "which may be unnamed"),
    "a private prompt that is shown": (
        "kind: private",
        "kind: private\n            visibility: table¶",
        "always `only_me`",
    ),
    "an open prompt that is not": (
        "kind: scale",
        "kind: scale\n            visibility: only_me¶",
        "needs a prompt of kind `private`",
    ),
    "one option": (
        "options:\n              - id: slow\n                label: {nl: Langzaam, en: Slowly}\n",
        "options¶:\n",
        "`options` has 1 items; it must have from 2 to 12",
    ),
    "an alias": (
        "title: {nl: Proefkaart, en: Test card}",
        "title: *x¶",
        "`*x` repeats another part",
    ),
    "an anchor": (
        "title: {nl: Proefkaart",
        "title: &x {nl: Proefkaart¶",
        "`&x` repeats another part",
    ),
    "a merge": ("group: {min", "group: {<<: {min: 3}¶, min", "the key `<<` is not known here"),
    "a YAML tag": ("id: proefkaart", "id: !!python/object/apply:os.system [ls]¶", "is a YAML tag"),
    "a tab": ("    name: {nl: doorvrager", "\tname: {nl: doorvrager¶", "a tab is used to indent"),
    "a loose colon": ("id: proefkaart", "id: proef: kaart¶", "a colon inside a text"),
    "a colon between brackets": (
        "nl: Wat zie je?,",
        "nl: 'Wat': zie je?¶,",
        "or a comma is missing",
    ),
    "a loose comma": ("nl: Wat zie je?,", "nl: Wat, zie je?¶,", "has a comma inside a text"),
    "an open bracket": ("authors: [Overbrug]", "authors: [Overbrug¶", "is never closed"),
    "an open quote": ("id: proefkaart", "id: 'proefkaart¶", "is never closed"),
    "a crooked line": ("    task: {nl: Vraag", "   task: {nl: Vraag¶", "not indented alike"),
    "a key twice": (
        "minutes: 12",
        "minutes: 12\nminutes¶: 13",
        "stands here twice; it was on line 12 too",
    ),
    "a list as key": ("minutes: 12", "? [a, b]¶\n: 1\nminutes: 12", "a key must be one plain word"),
    "two cards": ("parts:\n", "---¶\nparts:\n", "a second card begins here"),
    "a directive": ("format: 1", "%YAML 1.1\n---¶\nformat: 1", "begins with %"),
}


@pytest.mark.parametrize("name", SPOILS)
def test_a_mistake_is_named_with_its_line(name):
    old, new, words = SPOILS[name]
    text, line = marked(spoiled(old, new))
    found = [(problem.line, problem.message) for problem in problems(text)]
    assert len(found) == 1, found
    assert found[0][0] == line
    assert words in found[0][1]


@pytest.mark.parametrize("name", SPOILS)
def test_a_mistake_is_said_in_dutch_too(name):
    old, new, _ = SPOILS[name]
    text, _ = marked(spoiled(old, new))
    (problem,) = problems(text)
    assert problem.said("nl") != problem.said("en")
    assert "{" not in problem.said("nl").replace("`{", "")
