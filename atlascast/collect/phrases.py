"""The whole blocks that newsrooms set between paragraphs → regular expressions, by kind, in several languages."""

_PLATFORM = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|e-?mail|pinterest|instagram|youtube|tiktok|threads"
    r"|bluesky"
    r"|mastodon|flipboard|pocket|tumblr|vk|viber|messenger|rss|print|copy link|google(?: news| plus|\+)?)"
)
_THINGS = (
    r"(?:stor(?:y|ies)|articles?|posts?|news|content|reading|reads|coverage|links?|topics?|videos?|headlines?"
    r"|analysis)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
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
        r"|citește și|ayrıca oku(?:yun)?|baca juga|olvassa el)\s*[:»›|–—-].*",
        r"(?:اقرأ|إقرأ|شاهد|قرأ) (?:أيضا|ايضا|أيضًا|أيضاً|المزيد)\s*[::»›|–—-].*",
        r"(?:קראו|צפו) (?:גם|עוד)\s*[:»›|–—-].*",
        r"(?:延伸阅读|相关阅读|相关新闻|延伸閱讀|相關新聞|関連記事|あわせて読みたい|관련 ?기사)\s*[::»›|].*",
        r"(?:suscr[íi]bete|suscr[íi]base|inscreva-se|assine|abonnez-vous|inscrivez-vous|iscriviti|abonnieren sie"
        r"|підпи(?:шіться|суйтесь|суйтеся)|подпи(?:шитесь|сывайтесь)|zapisz się)\b.{0,120}\b(?:bolet[íi]n\w*"
        r"|newsletters?|canal"
        r"|infolettre|canale|kanal|канал\w*|рассылк\w+|telegram|whatsapp|notizie)\b.{0,120}",
        r"anzeige|werbung|publicit[éà]|publicidade?|pubblicità|advertentie|реклама|reklama|mehr zum thema",
    ),
    "related": (
        rf"(?:related|recommended|trending|sponsored|similar|latest|further|more)(?: {_THINGS}| to read"
        rf"| on this)*\s*(?::.*)?",
        rf"(?:related|recommended|trending|sponsored|similar|latest|more|top) {_THINGS} (?:from|for|in"
        rf"|on)\b.{{1,40}}",
        r"(?:most (?:read|popular|viewed|shared)|editor['’]?s['’]? picks?|don['’]t miss|must[- ]reads?|read next"
        r"|up next)",
        r"you (?:may|might|['’]ll)(?: also)? (?:like|enjoy|be interested in)\b.{0,40}",
        r"(?:explore further|what to read next|recommended for you|trending now)",
    ),
    "share": (
        rf"(?:(?:share|tweet|pin|post|send|follow us|like us)\W*)?(?:(?:on|via|by|to)? ?{_PLATFORM}\W*(?:and )?)+",
        r"(?:share|tweet|print|save|email|like|follow|bookmark)(?: (?:this|it|us|article|story|post|page|loading"
        r"|like|now))*",
        rf"(?:share|tweet|follow|like|join|find|visit) (?:us|this|our|it|[A-Z]\w+)\b.{{0,60}}\b(?:on|at"
        rf"|via) {_PLATFORM}\b.{{0,80}}",
    ),
    "advertisement": (
        r"(?:advertisements?|advertising|sponsor(?:ed)?(?: (?:content|post|message|by .{1,40}))?|ads?"
        r"|promoted(?: content)?"
        r"|paid content|partner content)(?:\W+spot_img)?",
        r"(?:spot_img\W*)+",
        r"(?:article|story) continues (?:below|after)\b.{0,40}",
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
        r"(?:join|follow)\b.{0,80}\b(?:newsletters?|telegram|whatsapp|discord|channel|mailing list)\b.{0,80}",
        r"(?:download|get|install)(?: the| our)\b[^.!?]{0,80}\bapps?\b.{0,100}",
        r"(?:sign up|subscribe|log ?in|sign ?in|register|donate|support us|become a member)(?: (?:now|today|here))?",
        r"(?:enjoy|like|love|find)(?:ed|ing)? (?:what you|reading|this article|our (?:work|content))\b.{0,200}",
    ),
    "comments": (
        r"(?:leave|post|add) (?:a|your) (?:reply|comment)\b.{0,40}",
        r"(?:\d+ )?comments?(?: \(?\d+\)?| are closed| off)?",
        r"be the first to comment",
    ),
    "staff": (
        r".{3,240}\bcontributed (?:to|reporting(?: to)?|additional reporting)\b.{0,60}",
        r"(?:additional )?(?:reporting|writing|editing|compiled|translated) by\b.{1,300}",
        r"follow .{0,80}\b(?:on|at)\b (?:twitter|x|facebook|instagram|https?://|@)\S*.{0,80}",
        r"(?:--? ?)?(?:by|with) (?:[A-Z][\w.'’-]+ ?){2,4}(?:\W+follow @?\w+)?",
        r"@\w{3,20}",
        r".{0,100}\b(?:(?:can|may) be (?:reached|contacted)|(?:reach|e-?mail|contact) (?:him|her|them|us"
        r"|the \w+|[A-Z]\w+(?: [A-Z]\w+)?)) (?:at|on|by|via)\b.{0,160}@.{0,80}",
    ),
    "rights": (
        r"(?:©|\(c\)|copyright (?:©|\(c\)|@|\d{4}|by)).{0,200}",
        r"this \w+ is (?:subject to|protected by) copyright\b.*",
        r".{0,80}\ball rights reserved\b.{0,160}",
        r"all (?:photo(?:graph)?s|images|pictures|content|text)\b.{0,20}(?:©|\(c\)|copyright).{0,200}",
        r".{0,120}not to be (?:published|reproduced|republished)\b.{0,120}",
        r".{0,120}may not be (?:published|reproduced|republished)\b.{0,160}",
        r"this (?:article|story|post|piece)(?: was| has been)? (?:originally|first) (?:published|appeared)\b.{0,160}",
    ),
    "contact": (
        r"(?:for (?:more|further|additional) information,? (?:please )?(?:contact|visit|call|e-?mail)\b.{0,200}"
        r"|(?:media|press) (?:contacts?|enquiries|inquiries)\b.{0,200})",
        r"[^.!?]{0,160}\S+@\S+\.\w+\W{0,4}(?:tel|phone|telephone|mobile|cell|t|m)?\b[.: ]*[+\d ()/-]{0,30}",
    ),
    "dates": (
        r"(?:(?:first|last|originally) )?(?:(?:published|posted|updated|modified|created|released)(?: on| at)?\W{1,3})?"
        rf"(?:\w+day,? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}),? \d{{4}}"
        r"(?:\W{1,3}(?:at )?\d{1,2}[:.]\d\d.{0,12})?",
    ),
    "filing": (
        r"(?:tags?|filed under|topics?|categor(?:y|ies)|posted in|keywords)\s*:.{0,300}",
        r"(?:source|via|sources)\s*:\s*[^.!?]{1,80}",
    ),
}
