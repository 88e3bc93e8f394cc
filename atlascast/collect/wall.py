"""A text's end → whether the article stops there before it is over: cut off, or shut until the reader pays or logs in.

The words are those of any paywall, in the languages whose newsrooms have one most often; whole blocks only.
"""

import re

_CUT = ("...", "…", "[…]", "[...]", "(...)", "(…)", "continue reading", "read more", "read the rest")
_ASK = (
    r"(?:subscribe|subscription|log ?in|sign ?in|sign ?up|register|become an? (?:member|subscriber)|membership"
    r"|(?:create|need|have) (?:an? )?(?:free )?account|start (?:your )?(?:free )?trial)"
)
_READ = r"(?:continue|keep|finish|unlock|access|read|view|see)"
_THIS = r"(?:th(?:is|e) (?:full |whole |entire )?(?:article|story|post|content|page|report|piece|analysis))"
_OPEN = rf"{_READ} (?:reading\b|on\b|more\b|(?:the )?rest\b|{_THIS}\b|(?:the )?(?:full|whole|entire) \w+)"
_DIESE = r"(?:diesen?|dieser|den ganzen|der ganze) (?:artikel|beitrag|text)"
_WALL = re.compile(
    rf"(?:(?:to|please|want to) )?{_OPEN}.{{0,80}}\b{_ASK}\b.{{0,120}}"
    rf"|(?:please )?{_ASK}\b.{{0,60}}\b(?:to|and) (?:{_OPEN}|{_READ}$).{{0,80}}"
    rf"|already an? (?:\w+ )?(?:subscriber|member)\b.{{0,120}}"
    rf"|{_THIS} is (?:only |exclusively |available |reserved |exclusive )*(?:for|to) (?:our |paying |paid "
    rf"|registered )*"
    r"(?:subscribers|members|customers)(?: only)?"
    rf"|(?:the rest of )?{_THIS} (?:is|remains) (?:behind a paywall|locked)\b.{{0,60}}"
    r"|you (?:have|['’]ve(?: got)?) \d+ (?:free )?(?:articles?|stor(?:y|ies)) (?:left|remaining)\b.{0,120}"
    r"|you(?:['’]ve| have) (?:reached|used)\b.{0,60}\b(?:free articles?|article limit|monthly limit)\b.{0,120}"
    rf"|{_DIESE} (?:lesen sie|können sie|ist nur|gibt es nur).{{0,60}}\b(?:abo\w*|plus|registrier\w+)\b.{{0,80}}"
    r"|(?:um weiterzulesen|weiterlesen mit|jetzt weiterlesen)\b.{0,120}"
    r"|cet article est réservé\b.{0,80}|(?:pour (?:lire la suite|continuer (?:à|votre) lire|continuer votre lecture)"
    r"|(?:il vous )?reste \d+ ?% de cet article|la suite est réservée)\b.{0,160}"
    r"|(?:para (?:seguir|continuar) (?:leyendo|lendo)|continúe? leyendo con|este (?:artículo|artigo|contenido|conteúdo)"
    r" es? (?:exclusivo )?(?:solo |só )?para (?:suscriptores|assinantes|los suscriptores))\b.{0,160}"
    r"|(?:per continuare a leggere|questo articolo è riservato)\b.{0,160}",
    re.I,
)


_NOTICE = re.compile(
    r"(?:error |fehler |erreur )?(?:40[0134]|410|429|50[0234])(?: error)?(?:\W+(?:error|not found"
    r"|page not found|forbidden"
    r"|unauthorized|gone|access denied|service unavailable|bad gateway))?"
    r"|(?:oops\W+)?(?:sorry\W+)?(?:(?:the |this |that )?page (?:(?:you\b.{0,40} )?(?:was |is |could "
    r"|can)?(?:not|n['’]t)"
    r"(?: be)? found|not available|doesn['’]t exist|no longer exists)|we can['’]?(?:no)?t find (?:that|this|the) page"
    r"|nothing (?:was )?found)"
    r"|(?:we|your) (?:value|respect|care about)? ?(?:your )?privacy(?: (?:matters|choices|settings|is important.*))?"
    r"|before you continue.{0,40}|(?:manage |your )?(?:cookie|consent|privacy)s? (?:settings|preferences"
    r"|choices|consent"
    r"|notice|policy)|(?:we use|this (?:web)?site uses) cookies"
    r"|access (?:denied|to this page has been denied)|forbidden|just a moment|attention required.{0,30}"
    r"|(?:are you|verify (?:that )?you are|checking (?:that|if) you are) (?:a )?(?:human|robot|not a robot)"
    r"|checking your browser.{0,40}|(?:please )?(?:enable|turn on) (?:javascript|cookies).{0,40}"
    r"|(?:please )?(?:log ?in|sign ?in|sign ?up|register|subscribe)(?: to .{1,40})?"
    r"|(?:site |down )?(?:under|for|scheduled) (?:construction|maintenance)|coming soon|be right back"
    r"|(?:this content is |not |un)available in your (?:region|country|location)"
    r"|seite nicht gefunden|page (?:non|pas) trouvée|page introuvable|página no encontrada|página não encontrada"
    r"|pagina non trovata|pagina niet gevonden|nie znaleziono strony|страница не найдена|сторінку не знайдено",
    re.I,
)
_TALK = re.compile(
    r"\b(?:(?:use|uses|accept|reject|store|such as|via|all) cookies|our \d* ?partners|privacy (?:settings"
    r"|policy|choices)"
    r"|legitimate interest|personali[sz]ed (?:ads|advertising|content)|your (?:consent|choices?|browser|ip address)"
    r"|page you(?:['’]re| are| were)? (?:looking for|requested)|could not be found|moved or deleted"
    r"|(?:go )?back to (?:the"
    r" )?home|enable javascript|not a robot|you are human|unusual traffic|ray id)\b",
    re.I,
)
_NOTICE_WORDS = 200


def is_notice(titles: list[str], text: str, declared: bool) -> bool:
    """Whether a page is an error, a consent form or a login and no article: its heading says so, or its words do.

    `declared`: the page calls itself an article to machines, or dates itself; then only its heading tells otherwise.
    """
    if len(text.split()) > _NOTICE_WORDS:
        return False
    if any(_NOTICE.fullmatch(part.strip(" .!?…")) for title in titles for part in re.split(r"\s[|–—-]\s", title)):
        return True
    return not declared and len({match[0].lower() for match in _TALK.finditer(text)}) >= 2


def is_cut(text: str) -> bool:
    """Whether a text breaks off: "…", "[…]", "Continue reading"."""
    return text.lower().rstrip(" »→>").endswith(_CUT)


def is_wall(text: str) -> bool:
    """Whether a whole block asks the reader to pay or log in for what follows: "Subscribe to continue reading."."""
    return len(text) < 240 and bool(_WALL.fullmatch(text.strip(" -–—*•·[]()|:>»!.\t")))


def stops(ends: list[str]) -> bool:
    """Whether any of these last blocks shows that the article goes on elsewhere."""
    return any(is_cut(text) or is_wall(text) for text in ends)
