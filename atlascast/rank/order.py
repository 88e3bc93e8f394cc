"""Chosen events → the running order of a programme: the lead, related stories side by side, a lighter close."""

import re
from collections.abc import Sequence
from itertools import pairwise

from atlascast.rank.same import RELATED, likeness
from atlascast.rank.score import Scored

_WORDS = {
    "en": """
        abduct* airstrike* ambush* army arrest* attack* avalanche* battle battlefield battles blast* blaze*
        bodies bomb bombed bombing* bombs brigade* burned burnt captur* casualt* clash* collaps* commander*
        conflict* coup coups crash* crises crisis cyclone* dead death* derail* detain* die died dies disaster*
        drown* dying earthquake* evacuat* execut* explosion* famine fatal* fighter* fighting fire firefighter*
        fires fled flood* forces frontline* funeral* genocide gunfire gunmen hostage* hunger hurricane* injured
        invaded invasion* junta kill killed killing* kills landslide* massacre* militar* militia* missile*
        missing mourn* murder* nuclear offensive perish* quake* rape* raped rebel* refugee* rescue* sanction*
        sank security seiz* shelled shelling shipwreck* shoot* shot siege sink sinking sinks slain soldier*
        stabb* strike strikes sunk survivor* terror* threat* tornado* tortur* troops tsunami* typhoon* unrest
        victim* violen* war wars weapon* wildfire* wounded wreck wreckage
        """,
    "de": """
        angegriff* angriff* anschl* armee bombe* brand brände erdbeben ermord* explosion* festgenommen
        flüchtling* gefallen geisel* gestorben getötet* gewalt* katastroph* krieg* krise* kämpf* leichen mord
        morde mörder* opfer rakete* soldat* starb starben terror* tod todes* tote toten unglück* untergang*
        verletzt* vermisst* waffe* überschwemm*
        """,
    "fr": """
        armée* attaque* attentat* blessé* bombard* catastrophe* combat* crise disparu* décéd* explosi* guerre*
        incendi* inondation* massacre* meurtr* milita* missile* mort morte mortes morts naufrag* otage* réfugié*
        soldat* séisme* terror* tué* victime* violen*
        """,
    "es": """
        asesin* ataque* atentado* bomba* bombarde* catástrofe* combate* crisis desaparecid* ejército* explosi*
        guerra* heridas herido* incendio* inundaci* militar* misil* muere mueren muert* murier* naufrag*
        refugiad* rehen* soldado* terremoto* terror* violen* víctima*
        """,
    "it": """
        alluvion* attacc* attentat* bomb* catastrof* crisi disast* dispers* esercito esplosion* ferit* guerr*
        incendi* militar* missil* mort* naufrag* omicid* ostagg* profugh* soldat* terremot* terror* uccis*
        violen* vittim*
        """,
    "pt": """
        assassin* ataque* atentado* bomb* catástrofe* combate* crise desaparecid* explos* exército* feridos
        guerra* incêndio* inundaç* militar* morrer* morreu mort* mísse* naufrág* refugiad* refém soldado*
        terremoto* terror* violên* vítima*
        """,
    "ru": """
        арми* атак* бомб* взрыв* воен* войн* жертв* землетряс* катастроф* кризис* обстрел* погиб* пожар* пропа*
        ракет* ранен* солдат* теракт* убит* умер* утону*
        """,
    "uk": """
        армі* атак* бомб* вбит* вибух* втону* війн* військ* жертв* загин* землетрус* зникл* катастроф* криз*
        обстріл* пожеж* помер* поранен* ракет* солдат* теракт*
        """,
}


def _any(words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words.split()).replace("*", r"\w*") + r")\b", re.I)


_GRAVE = {language: _any(words) for language, words in _WORDS.items()}
LIGHT, HEAVY = 0.006, 0.012
"""Grave words a word of text: at most in a story that is light, at least in one that is heavy."""


def order(told: Sequence[Scored], leads: Sequence[str]) -> list[Scored]:
    """The leads (by id, else the best score), then the best score again and again, each followed by what is
    related to it; the lightest story closes where one is light and does not lead."""
    rest = sorted(told, key=lambda row: (-row.score, row.event.lead.id))
    named = [row for identity in leads for row in rest if row.event.lead.id == identity] or rest[:1]
    rest = [row for row in rest if row not in named]
    close = [closing] if (closing := _closing(rest, named)) else []
    rest = [row for row in rest if row not in close]
    placed, block = list(named), named[-1:]
    while rest:
        ways = [(max(_related(row, other) for other in block), row) for row in rest]
        tie, following = max(ways, key=lambda way: (way[0], way[1].score, way[1].event.lead.id))
        if tie < RELATED:
            following, block = rest[0], []
        block.append(following)
        placed.append(following)
        rest.remove(following)
    return [*placed[: len(named) - 1], *_unpressed([*placed[max(0, len(named) - 1) :], *close])]


def _unpressed(rows: Sequence[Scored]) -> list[Scored]:
    """No light story stands between two heavy ones: it goes to the end, before one that closes."""
    weights = {row.event.lead.id: gravity(row) for row in rows}
    placed = list(rows[:1])
    late: list[Scored] = []
    for row, after in pairwise([*rows[1:], None]):
        if row is None:
            break
        weight, before = weights[row.event.lead.id], weights[placed[-1].event.lead.id]
        pressed = after is not None and before >= HEAVY and weights[after.event.lead.id] >= HEAVY
        (late if weight <= LIGHT and pressed else placed).append(row)
    at = len(placed) - 1 if len(placed) > 1 and weights[placed[-1].event.lead.id] <= LIGHT else len(placed)
    return [*placed[:at], *late, *placed[at:]]


def _closing(rest: Sequence[Scored], named: Sequence[Scored]) -> Scored | None:
    """The light story of the lower half that belongs beside no other, the lightest and least of these: what weighs
    most is not kept for the end, nor is what stands by another's side."""
    lower = [(row, gravity(row)) for row in rest[len(rest) // 2 :]] if len(rest) > 1 else []
    light = [(row, weight) for row, weight in lower if weight <= LIGHT]

    def tied(row: Scored) -> bool:
        return any(_related(row, other) >= RELATED for other in (*named, *rest) if other is not row)

    keys = [((tied(row), weight, row.score, row.event.lead.id), row) for row, weight in light]
    return min(keys, key=lambda pair: pair[0])[1] if keys else None


def gravity(row: Scored) -> float:
    """Grave words a word of text, of the story's language or, where that has none here, English; the title counts
    five times."""
    story = row.event.lead
    text = " ".join([story.text, *[story.title] * 5])
    grave = _GRAVE.get(story.language[:2].lower(), _GRAVE["en"])
    return len(grave.findall(text)) / max(1, len(text.split()))


def _related(a: Scored, b: Scored) -> float:
    """Likeness of what is told, and a little for each label that both bear."""
    one, two = a.event.lead, b.event.lead
    labels = {one.section, *one.tags} & {two.section, *two.tags} - {""}
    return likeness(a.event.profile, b.event.profile) + 0.03 * min(3, len(labels))
