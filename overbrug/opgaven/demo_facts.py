"""The words and figures of the example opgaven. Every figure has its published source."""

from decimal import Decimal
from typing import Any

from overbrug.opgaven.models import Condition, Decision, Risk, TeamRole, WorkingForm

TEAM = "Oefenteam Overwater (verzonnen)"
TEAM_GOAL = "Oefenen met deze opgave, zonder dat er iets kan misgaan."
HOUSING_BODY = "Woonstichting Overwater (verzonnen)"
GRID = "Netbeheer Overwater (verzonnen)"
MUNICIPALITY = "Gemeente Overwater (verzonnen)"
RESIDENTS = "Bewonersgroep Dijkzicht (verzonnen)"
NOS = "nos.nl, juli 2024 (2528531): ABF Research voor het ministerie"
WK = "welingelichtekringen.nl, juli 2024"
VN = "volkshuisvestingnederland.nl, berekening woningbouwopgave"
CBS = "CBS, via 1848.nl (509970)"
DEAL = "Staatscourant 2021, 86"


def _figure(
    side: str, value: str, unit: str, what: str, source: str, **more: Any
) -> dict[str, Any]:
    facts = {"side": side, "value": Decimal(value), "unit": unit, "what": what, "source": source}
    return facts | more


HOUSING: dict[str, Any] = {
    "slug": "genoeg-passende-woningen",
    "texts": {
        "title": "Genoeg passende woningen",
        "question": (
            "Hoe vindt iedereen die een huis zoekt binnen redelijke tijd een huis dat past?"
        ),
        "current_situation": (
            "Er zijn te weinig woningen. Het tekort is in een jaar groter geworden."
        ),
        "desired_situation": (
            "Het tekort is hooguit 2 % van alle woningen. "
            "Wie een huis zoekt, hoeft niet jaren te wachten."
        ),
        "origin": (
            "In 2014 kwamen er 45.000 nieuwe woningen bij. Dat was het laagste punt.\n"
            "Daarna werden het er meer. Toch groeide het tekort van 2023 op 2024 opnieuw."
        ),
        "why_not_by_itself": (
            "Ieder heeft een stukje in handen: grond, geld, vergunning, stroom of vakmensen. "
            "Wie als eerste beweegt, loopt het meeste risico. Daarom wacht men op elkaar."
        ),
        "scope_in": (
            "Bouwen, ombouwen en splitsen\n"
            "Doorstromen naar een huis dat past\n"
            "Stroom, water en wegen die daarvoor nodig zijn"
        ),
        "scope_out": "Regels voor de hypotheek\nOnderhoud van bestaande huizen",
        "open_questions": "Wie praat er namens mensen die nu nog geen huis zoeken?",
        "needs_complete": True,
        "scales": ["municipality", "region", "country"],
    },
    "figures": [
        _figure("current", "401000", "woningen", "tekort aan woningen", NOS, year=2024,
                note="4,9 % van alle woningen. De bron noemt 10.300 erbij in een jaar."),
        _figure("current", "390000", "woningen", "tekort aan woningen", NOS, year=2023),
        _figure("desired", "2", "%", "tekort dat het kabinet aanvaardt, van alle woningen", NOS),
        _figure("desired", "232000", "woningen", "in één keer nodig om daar te komen", NOS,
                year=2024),
        _figure("context", "88200", "woningen", "erbij gekomen, op alle manieren", WK, year=2023),
        _figure("context", "8.27", "miljoen", "huishoudens", VN, year=2023),
        _figure("context", "8.125", "miljoen", "woningen", VN, year=2023),
        _figure("context", "45000", "woningen", "nieuw gebouwd, het laagste punt",
                "nrc.nl, 28 januari 2020", year=2014),
        _figure("context", "66000", "woningen", "nieuw gebouwd, bijna",
                "nos.nl, januari 2019 (2268756)", year=2018),
        _figure("context", "71500", "woningen", "nieuw gebouwd", CBS, year=2019),
        _figure("context", "69322", "woningen", "nieuw gebouwd", CBS, year=2020,
                note="Voorlopig cijfer."),
        _figure("context", "10000", "woningen", "door ombouwen, iets meer dan",
                "stadszaken.nl (4027)", year=2020),
        _figure("context", "75000", "woningen", "per jaar, doel van het kabinet", "nu.nl (6112797)",
                note="Voor de jaren 2018 tot en met 2021."),
    ],
    "indicators": [
        {"name": "tekort aan woningen", "unit": "woningen", "direction": "less",
         "baseline": Decimal(390000), "baseline_at": "2023", "target": Decimal(169000),
         "is_leading": True,
         "outside": "Hoe duur geld lenen is\nHoeveel mensen alleen wonen\n"
                    "Hoeveel mensen in Nederland komen wonen",
         "source": NOS + ". Het doel is afgeleid: 401.000 - 232.000",
         "measurements": [
             {"measured_at": "2023", "value": Decimal(390000)},
             {"measured_at": "2024", "value": Decimal(401000)},
         ]},
        {"name": "nieuwe woningen per jaar", "unit": "woningen", "direction": "more",
         "baseline": Decimal(45000), "baseline_at": "2014", "target": Decimal(75000),
         "source": "Doel: nu.nl (6112797), voor de jaren 2018 tot en met 2021",
         "measurements": [
             {"measured_at": "2014", "value": Decimal(45000), "source": "nrc.nl, 28 januari 2020"},
             {"measured_at": "2018", "value": Decimal(66000), "note": "bijna",
              "source": "nos.nl, januari 2019 (2268756)"},
             {"measured_at": "2019", "value": Decimal(71500), "source": CBS},
             {"measured_at": "2020", "value": Decimal(69322), "note": "voorlopig",
              "source": CBS},
         ]},
        {"name": "woningzoekers die langer dan twee jaar wachten in Overwater (verzonnen)",
         "unit": "%", "direction": "less", "baseline": Decimal(58), "baseline_at": "2019",
         "target": Decimal(25), "target_at": "2032", "lowest": Decimal(0),
         "highest": Decimal(100), "owner": MUNICIPALITY,
         "outside": "Hoe duur geld lenen is\nHoeveel mensen in Overwater komen wonen",
         "source": "Verzonnen, om te laten zien hoe vooruitkijken werkt",
         "measurements": [
             {"measured_at": "2019", "value": Decimal(58)},
             {"measured_at": "2020", "value": Decimal(61)},
             {"measured_at": "2021", "value": Decimal(59)},
             {"measured_at": "2022", "value": Decimal(57)},
             {"measured_at": "2023", "value": Decimal(55)},
             {"measured_at": "2024", "value": Decimal(52)},
             {"measured_at": "2025", "value": Decimal(50)},
             {"measured_at": "2025", "value": Decimal(71), "group": "18 tot 30 jaar"},
             {"measured_at": "2025", "value": Decimal(28), "group": "65 jaar en ouder"},
         ],
         "shares": [(HOUSING_BODY, Decimal(12)), (MUNICIPALITY, Decimal(8))]},
        {"kind": "story", "name": "Hoe is het om te wachten op een huis?",
         "observations": [
             {"observed_at": "2026-03", "has_consent": True,
              "heard_from": "vrouw van 29 (verzonnen)",
              "text": "Ik woon weer bij mijn ouders. Mijn broertje slaapt nu in de gang."},
         ]},
        {"kind": "signal", "name": "Houdt gebrek aan stroom het bouwen tegen?",
         "owner": GRID,
         "observations": [
             {"observed_at": "2026-09", "heading": "worse",
              "heard_from": "netbeheerder (verzonnen)",
              "text": "Twee bouwplannen kregen dit jaar geen aansluiting."},
         ]},
    ],
    "plan": [
        (WorkingForm, {"kind": "coalition", "chosen_at": "2026-02", "phase": "verkennen",
                       "reason": "Vijf partijen kunnen niet zonder elkaar; de rest kijkt mee."}),
        (TeamRole, {"what": "iemand die de grond kent", "party": MUNICIPALITY,
                    "hours": Decimal(16)}),
        (TeamRole, {"what": "iemand die met de buurt praat", "party": RESIDENTS,
                    "hours": Decimal(8)}),
        (TeamRole, {"what": "iemand die kan rekenen aan stroom", "hours": Decimal(12)}),
        (Condition, {"what": "Aan het elektriciteitsnet is geen plek tot 2028", "kind": "other",
                     "party": GRID, "is_hard": True}),
        (Condition, {"what": "Een derde van de nieuwe huizen is sociale huur", "kind": "policy",
                     "party": MUNICIPALITY, "is_hard": False}),
        (Decision, {"what": "De raad stemt over de begroting", "party": MUNICIPALITY,
                    "planned_at": "2027-11"}),
        (Decision, {"what": "De raad stemde over de woonvisie", "party": MUNICIPALITY,
                    "planned_at": "2026-06", "outcome": "yes"}),
        (Risk, {"what": "De rente stijgt en plannen worden te duur", "party": HOUSING_BODY,
                "measure": "Elk plan rekent met twee rentes."}),
        (Risk, {"what": "De buurt hoort te laat van een plan"}),
    ],
    "proposal": {
        "by": MUNICIPALITY,
        "desired_situation": (
            "Het tekort is hooguit 2 % van alle woningen. "
            "Wie een huis zoekt, vindt er een binnen twee jaar."
        ),
        "reason": "“Niet jaren” is voor iedereen iets anders. Twee jaar kun je nagaan.",
        "answers": [
            (MUNICIPALITY, True, ""),
            (GRID, True, ""),
            (HOUSING_BODY, False, "Eerst weten of er genoeg geld is. Anders beloven we te veel."),
        ],
    },
    "needs": [
        {"what": "Bouwgrond", "kind": "space", "unit": "plekken", "low": Decimal(3),
         "likely": Decimal(4), "high": Decimal(6), "needed_by": "2027", "is_critical": True},
        {"what": "Geld", "kind": "money", "unit": "miljoen euro", "low": Decimal(2),
         "likely": Decimal(3), "high": Decimal(5),
         "still_missing": "Wie deelt het verlies op sociale huur?"},
        {"what": "Vakmensen", "kind": "people", "unit": "uur per week", "low": Decimal(60),
         "likely": Decimal(80), "high": Decimal(120),
         "still_missing": "Wie leent mensen uit die vergunningen behandelen?"},
        {"what": "Ombouwen", "kind": "space"},
        {"what": "Stroom", "kind": "other", "is_critical": True,
         "still_missing": "Wie legt aansluitingen aan vóór de bouw begint?"},
        {"what": "Stemmen", "kind": "support",
         "still_missing": "Wie brengt woningzoekers van 18 tot 30 jaar aan tafel?"},
    ],
    "organisations": [],
    "voices": [
        {"name": HOUSING_BODY, "kind": "other",
         "own_goal": "Genoeg geld houden om elk jaar te blijven bouwen.",
         "stake": "Zekerheid over de kosten van grond."},
        {"name": GRID, "kind": "company",
         "own_goal": "Vroeg weten waar er gebouwd wordt.",
         "stake": "Niet twee keer dezelfde straat openbreken."},
        {"name": RESIDENTS, "kind": "residents",
         "own_goal": "Nieuwe huizen, en een buurt die prettig blijft."},
        {"name": MUNICIPALITY, "kind": "municipality",
         "own_goal": "Plannen die binnen twee jaar beginnen."},
        {"name": "Waterschap De Verzonnen Dijk (verzonnen)", "kind": "water_board",
         "own_goal": "Droge voeten, ook in nieuwe wijken."},
        {"name": "Vakschool Overwater (verzonnen)", "kind": "knowledge",
         "own_goal": "Leerlingen die in de regio blijven werken."},
        {"name": "Woningzoekers van 18 tot 30 jaar", "presence": "missing",
         "reason": "Zij merken het meeste van de kloof en zaten nog aan geen tafel."},
    ],
}  # fmt: skip

REGION: dict[str, Any] = {
    "slug": "regio-deal-zeeuws-vlaanderen",
    "texts": {
        "title": "Regio Deal Zeeuws-Vlaanderen",
        "question": "Hoe zien bewoners van Zeeuws-Vlaanderen wat Rijk en regio samen bereiken?",
        "current_situation": (
            "Rijk en regio werken samen in een Regio Deal. De Algemene Rekenkamer schreef op "
            "15 mei 2024 over Regio Deals. De samenwerking wordt gestimuleerd. "
            "De bijdrage aan het doel blijft onduidelijk."
        ),
        "desired_situation": "Iedereen kan volgen wat de samenwerking bijdraagt.",
        "origin": "De deal staat in de Staatscourant 2021, nummer 86.",
        "why_not_by_itself": "Veel partijen werken samen. Niemand ziet het geheel.",
        "scales": ["municipality", "region", "province", "country"],
    },
    "figures": [
        _figure("current", "5", "ministeries", "doen mee namens het Rijk", DEAL, year=2021),
        _figure("current", "3", "gemeenten", "doen mee, met de provincie Zeeland", DEAL, year=2021),
    ],
    "indicators": [],
    "needs": [],
    "organisations": [
        ("Ministerie van LNV", "ministry"),
        ("Ministerie van BZK", "ministry"),
        ("Ministerie van OCW", "ministry"),
        ("Ministerie van JenV", "ministry"),
        ("Ministerie van EZK", "ministry"),
        ("Gemeente Terneuzen", "municipality"),
        ("Gemeente Sluis", "municipality"),
        ("Gemeente Hulst", "municipality"),
        ("Provincie Zeeland", "province"),
        ("Economic Board Zeeland", "other"),
    ],
    "voices": [
        {"name": "Jongeren die voor hun studie vertrekken", "presence": "missing",
         "reason": "Verzonnen voorbeeld van een stem die je zou kunnen missen."},
    ],
}  # fmt: skip

OPGAVEN = [HOUSING, REGION]
