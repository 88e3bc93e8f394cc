"""The whole blocks that newsrooms set between paragraphs → regular expressions, by kind, in several languages."""

from atlascast.week import MONTH

_PLATFORM = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|e-?mail|pinterest|instagram|youtube|tiktok|threads"
    r"|bluesky"
    r"|mastodon|flipboard|pocket|tumblr|vk|viber|messenger|rss|print|copy link|google(?: news| plus|\+)?)"
)
_THINGS = (
    r"(?:stor(?:y|ies)|articles?|posts?|news|content|reading|reads|coverage|links?|topics?|videos?|headlines?"
    r"|analysis)"
)
_FINITE = r"(?!.*\b(?:is|are|was|were|has|have|had|will|shows?|puts?|suggests?|finds?)\b)"
_NAMED = (
    r"(?:(?-i:[^\Wa-z_])[\w'’]*|and|in|for|of|the|from|at|by|with|our|staff|desk|newsroom|agencies|additional|editing"
    r"|edited|reporting|reported|writing|written|compiled|translated|translation|research|photograph\w*|photos?|video"
    r"|graphics|production|de|da|di|du|la|le|van|von|der|den|al|el|bin|y)"
)
"""One word of a credit: a name or what stands between names; a verb is none."""
_MATTER = (
    r"(?:material|contents?|text|article|story|report|copy|photo(?:graph)?s?|images?|pictures?|videos?|work|page|site"
    r"|website|publication)"
)
ASKING = ("share", "plug", "membership", "comments", "staff", "rights", "contact")
"""The kinds that speak in whole sentences: one of those may tell what somebody said."""
RULES = {
    "reading time": (
        r"\(?\d+\W{0,3}min(?:ute)?s?\.?(?: of)? read(?:ing(?: time)?)?\)?",
        r"(?:estimated )?reading time\b.{0,30}",
    ),
    "link": (
        r"(?:read|see|watch|listen|learn|more|hear)(?: (?:more|also|next|now|it|here|our|the full story"
        r"|related))*\s*[:»›→|].*",
        rf"(?:read|learn|find out|see|view|load|show|get) (?:more|(?:the )?full {_THINGS})(?: (?:about|on|from"
        rf"|here)\b.{{0,60}})?",
        r"(?:also|now|next|must) (?:read|see|watch|listen)\s*[:»›|–—-].*",
        r"(?:this )?(?:article|story|post) (?:continues|resumes)",
        r"continue reading\b.{0,200}",
        r"(?:click|tap) here (?:to|for)\b.{0,160}",
        r"(?:read|view) (?:the )?original (?:article|story|post)\b.{0,80}",
        r"https?://\S+",
        r"loading (?:comments?|content|(?:\w+ )?data|video|player|more|advertisement)",
    ),
    "other languages": (
        r"(?:lesen sie (?:auch|mehr|dazu)|(?:lire|voir) (?:aussi|également)|à lire (?:aussi|également)|l[ée]a también"
        r"|(?:lee|ver|mira) también|te puede interesar|leggi anche|lees ook|leia (?:também|mais)|veja também"
        r"|чита(?:йте|ть) (?:также|ещё|еще|такоже|також|далее|далі)|дивіться також|смотрите также|läs (?:också|även)"
        r"|les også|læs også|lue myös|czytaj (?:też|także|również)|zobacz (?:też|także)|přečtěte si (?:také|i)"
        r"|čtěte také"
        r"|διαβάστε (?:επίσης|ακόμη|ακόμα)|прочетете още|pročitajte (?:još|i)|прочитајте (?:још|и)|preberite tudi"
        r"|(?:यह|ये|इसे) भी पढ़ें|আরও পড়ুন|یہ بھی پڑھیں|بیشتر بخوانید|xem thêm|อ่านเพิ่มเติม"
        r"|citește și|ayrıca oku(?:yun)?|baca juga|olvassa el)\s*[:»›|–—-].*",
        r"(?:اقرأ|إقرأ|شاهد|قرأ) (?:أيضا|ايضا|أيضًا|أيضاً|المزيد)\s*[::»›|–—-].*",
        r"(?:קראו|צפו) (?:גם|עוד)\s*[:»›|–—-].*",
        r"(?:延伸阅读|相关阅读|相关新闻|延伸閱讀|相關新聞|関連記事|あわせて読みたい|관련 ?기사)\s*[::»›|].*",
        r"(?:suscr[íi]bete|suscr[íi]base|inscreva-se|assine|abonnez-vous|inscrivez-vous|iscriviti|abonnieren sie"
        r"|підпи(?:шіться|суйтесь|суйтеся)|подпи(?:шитесь|сывайтесь)|zapisz się)\b.{0,120}\b(?:bolet[íi]n\w*"
        r"|newsletters?|canal"
        r"|infolettre|canale|kanal|канал\w*|рассылк\w+|telegram|whatsapp|notizie)\b.{0,120}",
        r"(?:s[íi]g(?:ue|a)(?:-?nos)|s[íi]ganos|suivez-nous|retrouvez-nous|seguici|segui-nos|volg ons"
        r"|folg(?:en sie|e|t) uns|obserwuj nas|följ oss|følg oss|urmărește-ne|bizi takip|následujte nás"
        r"|читайте нас|تابعونا|تابعنا)\b.{0,160}",
        r".{0,160}\bctrl ?\+ ?enter\b.{0,60}",
        r"anzeige|werbung|publicit[éà]|publicidade?|pubblicità|advertentie|реклама|reklama|mehr zum thema",
    ),
    "related": (
        rf"(?:related|recommended|trending|sponsored|similar|latest|further|more)(?: {_THINGS}| to read"
        rf"| on this)*\s*(?::.*)?",
        rf"{_FINITE}(?:related|recommended|trending|sponsored|similar|latest|more|top) {_THINGS} (?:from|for|in"
        rf"|on)\b.{{1,40}}",
        r"list of \d+ items?|end of list|list \d+ of \d+.{0,120}",
        r"(?:most (?:read|popular|viewed|shared)|editor['’]?s['’]? picks?|don['’]t miss|must[- ]reads?|read next"
        r"|up next)",
        r"you (?:may|might|['’]ll)(?: also)? (?:like|enjoy|be interested in)\b.{0,40}",
        r"(?:explore further|what to read next|recommended for you|trending now)",
    ),
    "share": (
        rf"(?:(?:share|tweet|pin|post|send|follow us|like us)(?: (?:this|it))?\W*)?(?:(?:on|via|by"
        rf"|to)? ?{_PLATFORM}\W*(?:and )?)+",
        r"(?:share|tweet|print|save|email|like|follow|bookmark)(?: (?:this|it|us|article|story|post|page|loading"
        r"|like|now))*",
        rf"(?:(?:share|tweet|follow|like|join|find|visit) (?:us|this|our|it)|(?:follow|join"
        rf"|find) (?-i:[A-Z])\w+)\b.{{0,60}}\b(?:on|at"
        rf"|via) {_PLATFORM}\b.{{0,80}}",
    ),
    "advertisement": (
        r"(?:advertisements?|advertising|sponsor(?:ed)?(?: (?:content|post|message|by .{1,40}))?|ads?"
        r"|promoted(?: content)?"
        r"|paid content|partner content)(?:\W+spot_img)?",
        r"(?:spot_img\W*)+",
        r"(?:article|story) continues (?:below|after)\b.{0,40}",
        r"(?:advertisements?|ads?)\W+(?:(?:scroll|swipe|click|tap|article|story|content|keep|skip)\b.{0,40}|feedback)",
    ),
    "plug": (
        r"(?:read|get|join|try) our (?:\w+ ){0,3}newsletters?\b.{0,160}",
        r"(?:get|receive|want|have)\b.{0,120}\b(?:straight to|into|in|delivered to) your inbox\b.{0,60}",
        r"our standards\s*:.{0,80}",
        r"(?:got|have) an? (?:news |story )?(?:tip|lead|question)\?.{0,200}",
        r"thanks? (?:you )?(?:so much )?for (?:reading|subscribing|listening)\b.{0,200}",
        r".{0,60}\b(?:feel free to share it|this post is public)\b.{0,80}",
        r"listen to our\b.{0,60}\b(?:show|podcasts?|programme|program|episodes?)\b.{0,120}",
        r"(?:sign up|subscribe|register|opt in)\b.{0,160}\b(?:newsletters?|inbox|e-?mails?|channels?|alerts?"
        r"|updates|digest"
        r"|notifications?|podcasts?|briefings?|feed|free|us|now|here|today)\b.{0,120}",
        r"(?:join|follow)\b.{0,80}\b(?:newsletters?|telegram|whatsapp|discord|our (?:\w+ ){0,2}channels?"
        r"|mailing list)\b"
        r".{0,80}",
        r"(?:jetzt |hier )?(?:(?:unseren|den|zum|für den) )?(?:\w+-)?newsletters? (?:abonnieren|bestellen"
        r"|anmelden)\b.{0,80}",
        r"(?:download|get|install)(?: the| our)\b[^.!?]{0,80}\bapps?\b.{0,100}",
        r"(?:sign up|subscribe|log ?in|sign ?in|register|donate|support us|become a member)(?: (?:now|today|here))?",
        r"(?:enjoy|like|love|find)(?:ed|ing)? (?:what you|reading (?:this|our|the)|this article|our (?:work|content))\b"
        r".{0,200}",
    ),
    "membership": (
        r"if you (?:\w+ ){0,2}(?:enjoy|like|love|value|appreciate|find|found)(?:d|ed)? (?:(?:reading )?th(?:is|ese)"
        r" (?:articles?|stor(?:y|ies)|posts?|pieces?|reports?|newsletters?|analysis)|(?:reading )?our \w+|what you"
        r"|reading)\b.{0,200}",
        r"(?:please )?(?:consider )?(?:help )?(?:us )?support(?:ing)? (?:(?:our|us|independent|quality|local|free"
        r"|public"
        r"|fearless|investigative)\b,? ?){1,3}(?:journalism|work|newsroom|reporting|reporters|media)\b.{0,160}",
        r"our (?:\w+ ){0,2}(?:journalism|work|reporting|newsroom|reporters) (?:needs?|depends? on|relies on|is (?:made"
        r" possible|funded|supported) by)\b.{0,60}\b(?:you|your|readers|members|donations|subscribers)\b.{0,120}",
        r"(?:please )?become an? (?:\w+ ){0,2}(?:member|subscriber|supporter|patron)\b.{0,120}",
        r"(?:get|enjoy|unlock) (?:unlimited|full|all|instant)(?: digital)? access\b.{0,160}",
        r".{0,160}\bcancel any ?time",
        r"(?:add|set|make|choose) .{1,40}\bpreferred source\b.{0,40}",
        r"listen to (?:this|the) (?:article|story|post|audio)(?:\W+\d.{0,20})?",
    ),
    "comments": (
        r"(?:what do you think|do you agree|tell us what you think|have your say|let us know"
        r"|join the (?:conversation|discussion|debate))(?:\W.{0,60}\b(?:comments?|below|thoughts)\b.{0,60})?",
        r"(?:leave|post|add) (?:a|your) (?:reply|comment)\b.{0,40}",
        r"(?:\d+ )?comments?(?: \(?\d+\)?| are closed| off)?",
        r"be the first to comment",
    ),
    "staff": (
        r".{3,240}\bcontributed (?:to (?:this|the) (?:\w+ )?(?:report|reporting|story|article|piece|dispatch|post"
        r"|coverage"
        r"|analysis)|(?:additional )?reporting)\b.{0,60}",
        rf"{_NAMED}(?:[\W_]+{_NAMED}){{1,12}} reported (?:this \w+ )?from[\W_]+{_NAMED}(?:[\W_]+{_NAMED})*",
        rf"(?:additional )?(?:reporting|writing|editing|compiled|translated) by[\s:]+{_NAMED}(?:[\W_]+{_NAMED})*",
        r"(?:you can )?(?:also )?follow .{0,80}\b(?:on|at)\b (?:twitter|x|facebook|instagram|https?://|@)\S*.{0,80}",
        r"(?:--? ?)?(?:by|with) (?:[A-Z][\w.'’-]+ ?){2,4}(?:\W+follow @?\w+)?",
        r"@\w{3,20}",
        r".{0,100}\b(?:(?:can|may) be (?:reached|contacted)|(?:reach|e-?mail|contact) (?:him|her|them|us"
        r"|the \w+|[A-Z]\w+(?: [A-Z]\w+)?)) (?:at|on|by|via)\b.{0,160}@.{0,80}",
    ),
    "rights": (
        r"(?:©|\(c\)|copyright (?:©|\(c\)|@|\d{4}|by)).{0,200}",
        r"this \w+ is (?:subject to|protected by) copyright\b.*",
        r"(?:.{0,80}\W)?all rights reserved(?:\s*[.,;|©(–—-].{0,160}|(?: worldwide| by .{1,60}))?",
        r"all (?:photo(?:graph)?s|images|pictures|content|text)\b.{0,20}(?:©|\(c\)|copyright).{0,200}",
        rf"(?:(?:no part of )?(?:this|our|all|these|the|any) (?:\w+ ){{0,3}}{_MATTER} (?:of this {_MATTER} )?)?"
        r"(?:(?:may|must|is|are) )?not (?:to )?be (?:published|reproduced|republished|copied|broadcast|redistributed)"
        r"(?:,? (?:or |in (?:whole|part|any)\b|without\b|elsewhere\b|broadcast\b|rewritten\b"
        r"|redistributed\b).{0,160})?",
        r"this (?:article|story|post|piece)(?: is| was| has been)? (?:originally |first |re-?)(?:published|appeared)"
        r"\b.{0,200}",
    ),
    "contact": (
        r"(?:send|e-?mail|text|tell|write to|contact) us (?:(?:a|your|any) )?(?:\w+ )?(?:tips?|stor(?:y|ies)|e-?mail"
        r"|message|feedback|thoughts|views|photos|pictures|comments?|letter)\b.{0,160}",
        r"(?:for (?:more|further|additional) information,? (?:please )?(?:contact|visit|call|e-?mail)\b.{0,200}"
        r"|(?:media|press) (?:contacts?|enquiries|inquiries)\b.{0,200})",
        r"[^.!?]{0,160}\S+@\S+\.\w+\W{0,4}(?:tel|phone|telephone|mobile|cell|t|m)?\b[.: ]*[+\d ()/-]{0,30}",
    ),
    "dates": (
        r"(?:(?:first|last|originally) )?(?:(?:published|posted|updated|modified|created|released)(?: on| at)?\W{1,3})?"
        rf"(?:\w+day,? )?(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}),? \d{{4}}"
        r"(?:\W{1,3}(?:at )?\d{1,2}[:.]\d\d.{0,12})?",
    ),
    "badge": (r"live|breaking(?: news)?|exclusive|developing(?: story)?",),
    "filing": (
        r"(?:tags?|filed under|topics?|categor(?:y|ies)|posted in|keywords)\s*:.{0,300}",
        r"(?:source|via|sources)\s*:\s*[^.!?]{1,80}",
    ),
}
