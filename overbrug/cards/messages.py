"""What the card checker says, in English and in Dutch: plain words, one line, what to do."""

from __future__ import annotations

#: Words that fill a place in a message and differ per language.
WORDS = {
    "a list": "een lijst",
    "a group of keys": "een groep sleutels",
    "nothing": "niets",
    "text": "tekst",
    "a number": "een getal",
    "yes or no": "ja of nee",
    "part": "deel",
    "block": "blok",
    "prompt": "vraag",
    "role": "rol",
    "option": "keuze",
    "card": "kaart",
}

#: code: (English, Dutch)
MESSAGES: dict[str, tuple[str, str]] = {
    # the file
    "no_file": ("there is no such file", "dit bestand bestaat niet"),
    "unreadable": ("this file cannot be read", "dit bestand is niet te lezen"),
    "too_big": (
        "the file is {size} kB; a card is at most {most} kB",
        "het bestand is {size} kB; een kaart is hooguit {most} kB",
    ),
    "not_utf8": (
        "this is not UTF-8 text; save the file as UTF-8",
        "dit is geen UTF-8-tekst; bewaar het bestand als UTF-8",
    ),
    "empty": ("the file is empty", "het bestand is leeg"),
    # the YAML
    "tab": (
        "a tab is used to indent; use spaces",
        "er staat een tab als inspringing; gebruik spaties",
    ),
    "yaml": ("this cannot be read as YAML: {why}", "dit is niet als YAML te lezen: {why}"),
    "yaml_colon": (
        "there is a colon inside a text; put the text between quotes",
        "er staat een dubbele punt in een tekst; zet de tekst tussen aanhalingstekens",
    ),
    "yaml_open": (
        "a quote or bracket that opens here is never closed, or a comma is missing",
        "een aanhalingsteken of haakje gaat hier open en niet dicht, of een komma ontbreekt",
    ),
    "yaml_indent": (
        "the lines around here are not indented alike",
        "de regels hier springen niet gelijk in",
    ),
    "alias": (
        "`{mark}` repeats another part of the file; write the text out",
        "`{mark}` herhaalt een ander stuk van het bestand; schrijf de tekst uit",
    ),
    "tag": (
        "`{tag}` is a YAML tag; a card has only text, numbers, lists and keys",
        "`{tag}` is een YAML-tag; een kaart heeft alleen tekst, getallen, lijsten en sleutels",
    ),
    "directive": ("remove the line that begins with %", "haal de regel weg die met % begint"),
    "documents": (
        "a second card begins here; one file holds one card",
        "hier begint een tweede kaart; één bestand is één kaart",
    ),
    "deep": (
        "this is nested deeper than any card needs",
        "dit zit dieper genest dan een kaart nodig heeft",
    ),
    "key_type": (
        "a key must be one plain word",
        "een sleutel moet één gewoon woord zijn",
    ),
    "same_key": (
        "the key `{key}` stands here twice; it was on line {first} too",
        "de sleutel `{key}` staat hier twee keer; ook op regel {first}",
    ),
    # keys and types
    "not_a_card": (
        "this is not a card: it should begin with keys such as `format:` and `id:`",
        "dit is geen kaart: het begint met sleutels zoals `format:` en `id:`",
    ),
    "unknown_key": (
        "the key `{key}` is not known here",
        "de sleutel `{key}` is hier niet bekend",
    ),
    "unknown_key_near": (
        "the key `{key}` is not known here; did you mean `{near}`?",
        "de sleutel `{key}` is hier niet bekend; bedoel je `{near}`?",
    ),
    "key_not_for_kind": (
        "the key `{key}` does not belong to a prompt of kind `{kind}`; it goes with: {known}",
        "de sleutel `{key}` hoort niet bij een vraag van soort `{kind}`; wel bij: {known}",
    ),
    "missing_key": ("the key `{key}` is missing", "de sleutel `{key}` ontbreekt"),
    "want_text": ("`{key}` must be text, not {found}", "`{key}` moet tekst zijn, niet {found}"),
    "want_number": (
        "`{key}` must be a whole number, not {found}",
        "`{key}` moet een geheel getal zijn, niet {found}",
    ),
    "want_yes_no": (
        "`{key}` must be true or false, not {found}",
        "`{key}` moet true of false zijn, niet {found}",
    ),
    "want_list": (
        "`{key}` must be a list, not {found}",
        "`{key}` moet een lijst zijn, niet {found}",
    ),
    "want_keys": (
        "`{key}` must be a group of keys, not {found}",
        "`{key}` moet een groep sleutels zijn, niet {found}",
    ),
    "number_range": (
        "`{key}` is {found}; it must be from {low} to {high}",
        "`{key}` is {found}; het moet van {low} tot en met {high} zijn",
    ),
    "list_range": (
        "`{key}` has {found} items; it must have from {low} to {high}",
        "`{key}` heeft {found} regels; het moeten er {low} tot en met {high} zijn",
    ),
    "unknown_word": (
        "`{key}` cannot be `{found}`; choose from: {known}",
        "`{key}` kan niet `{found}` zijn; kies uit: {known}",
    ),
    "unknown_word_near": (
        "`{key}` cannot be `{found}`; did you mean `{near}`?",
        "`{key}` kan niet `{found}` zijn; bedoel je `{near}`?",
    ),
    "format": (
        "this is card format {found}; only format 1 is known",
        "dit is kaartformaat {found}; alleen formaat 1 is bekend",
    ),
    "slug": (
        "`{key}` is `{found}`; use a small letter first, then small letters, digits and "
        "dashes, {most} at most",
        "`{key}` is `{found}`; begin met een kleine letter, dan kleine letters, cijfers en "
        "streepjes, hooguit {most}",
    ),
    "version": (
        "`version` is `{found}`; write three numbers, such as 1.0.0",
        "`version` is `{found}`; schrijf drie getallen, zoals 1.0.0",
    ),
    "licence": (
        "`licence` is `{found}`; write its short name, such as CC-BY-4.0",
        "`licence` is `{found}`; schrijf de korte naam, zoals CC-BY-4.0",
    ),
    # languages and texts
    "language_tag": (
        "`{found}` is not a language tag; write it like nl, en or pt-BR",
        "`{found}` is geen taalcode; schrijf die als nl, en of pt-BR",
    ),
    "language_twice": (
        "the language `{found}` is in the list twice",
        "de taal `{found}` staat twee keer in de lijst",
    ),
    "no_dutch": (
        "every card is there in Dutch: add nl",
        "elke kaart is er in het Nederlands: voeg nl toe",
    ),
    "missing_language": (
        "`{key}` is not there in `{language}`",
        "`{key}` is er niet in `{language}`",
    ),
    "extra_language": (
        "`{key}` is there in `{language}`, but `languages` does not name it",
        "`{key}` is er in `{language}`, maar die staat niet bij `languages`",
    ),
    "comma": (
        "`{key}` has a comma inside a text: put that text between quotes",
        "`{key}` heeft een komma in een tekst: zet die tekst tussen aanhalingstekens",
    ),
    "empty_text": ("`{key}` is empty", "`{key}` is leeg"),
    "long_text": (
        "`{key}` has {found} characters; {most} at most",
        "`{key}` heeft {found} tekens; hooguit {most}",
    ),
    "one_line": ("`{key}` must fit on one line", "`{key}` moet op één regel staan"),
    "markup": (
        "`{key}` holds markup (`{found}`); a card is plain text",
        "`{key}` bevat opmaak (`{found}`); een kaart is gewone tekst",
    ),
    "script_link": (
        "`{key}` holds a link that runs code (`{found}`)",
        "`{key}` bevat een link die code uitvoert (`{found}`)",
    ),
    "hidden": (
        "an invisible or control character ({found}) stands here; remove it",
        "hier staat een onzichtbaar of besturingsteken ({found}); haal het weg",
    ),
    # meaning
    "minutes": (
        "the blocks add up to {sum} minutes, but the card says {said}",
        "de blokken zijn samen {sum} minuten, maar de kaart zegt {said}",
    ),
    "same_id": (
        "the {what} id `{found}` is used twice; first on line {first}",
        "de id `{found}` komt bij {what} twee keer voor; eerst op regel {first}",
    ),
    "group_order": (
        "the group is at least {low} and at most {high}; turn them round",
        "de groep is minstens {low} en hooguit {high}; draai ze om",
    ),
    "scale_order": (
        "`min` is {low} and `max` is {high}; `max` must be higher",
        "`min` is {low} en `max` is {high}; `max` moet hoger zijn",
    ),
    "scale_wide": (
        "the scale has {found} steps; {most} at most",
        "de schaal heeft {found} stappen; hooguit {most}",
    ),
    "on_shape": (
        "`on` is `{found}`; write it as block/prompt",
        "`on` is `{found}`; schrijf het als blok/vraag",
    ),
    "on_nowhere": (
        "`on` points to `{found}`, which is not on this card",
        "`on` wijst naar `{found}`, dat staat niet op deze kaart",
    ),
    "on_nowhere_near": (
        "`on` points to `{found}`, which is not on this card; did you mean `{near}`?",
        "`on` wijst naar `{found}`, dat staat niet op deze kaart; bedoel je `{near}`?",
    ),
    "on_later": (
        "`on` points to `{found}`, which comes later; dots go on what is already there",
        "`on` wijst naar `{found}`, dat komt later; stippen gaan op wat er al staat",
    ),
    "on_kind": (
        "`on` points to `{found}` of kind `{kind}`; dots only go on: {known}",
        "`on` wijst naar `{found}` van soort `{kind}`; stippen gaan alleen op: {known}",
    ),
    "on_unnamed": (
        "`on` points to `{found}`, which may be unnamed; a line without a name takes no dots",
        "`on` wijst naar `{found}`, dat zonder naam mag; een regel zonder naam krijgt geen stip",
    ),
    "private_seen": (
        "a prompt of kind `private` is always `only_me`",
        "een vraag van soort `private` is altijd `only_me`",
    ),
    "only_me_kind": (
        "`only_me` needs a prompt of kind `private`",
        "bij `only_me` hoort een vraag van soort `private`",
    ),
}


def say(code: str, language: str, values: dict[str, object]) -> str:
    """The message in `language` (nl; anything else gives English)."""
    english, dutch = MESSAGES[code]
    if language != "nl":
        return english.format_map(values)
    return dutch.format_map({key: WORDS.get(str(v), v) for key, v in values.items()})
