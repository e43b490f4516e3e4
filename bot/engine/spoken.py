"""Words people say for numbers, yes and no, and times, by language: the only place to add another language.

Every entry is written the way `folded` leaves it: lower case, without accents and punctuation.
A reader uses the person's language first and English always.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


class Table(dict[str, str]):
    """Words by language. Hashed as the one object it is, so that what is made of it is made once."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # a dictionary says it has none


YES = Table(
    {
        "en": "yes|y|yep|yeah|yea|ya|yup|yess|yes please|sure|sure thing|of course|ok|okay|k|fine|right|"
        "correct|true|agreed|"
        "i agree|agree|i accept|accepted|approved|confirmed|"
        "absolutely|definitely|certainly|i do|i did|we did|it is|done|all done|finished|please do|"
        "go ahead|sounds good|good|looks good|looks right|looks fine|all good|all right|alright|great|"
        "perfect|works for me|that works|fine by me|fine with me|good for me|"
        "why not|aye|on|thumbs up|count me in|im in|deal|yes sir|yes maam|kk|cool|nice|ye|yeh|"
        "exactly|totally|affirmative|hell yes|go for it|lets go|lets do it|lets do this|"
        "lets start|lets begin|lets get started|i accept|accepted|with pleasure|"
        "thats right|thats fine|thats ok|thats okay|its fine|its ok|sounds good to me|looks good to me|"
        "fine for me|ok with me|"
        "im fine with that|im fine with it|im ok with that|im ok with it|i can do that|will do",
        "de": "ja|jo|jep|jawohl|klar|genau|gerne|na klar|stimmt|sicher",
        "es": "si|claro|claro que si|vale|por supuesto|de acuerdo|correcto",
        "fr": "oui|ouais|bien sur|d accord|daccord",
        "fil": "oo|oo naman|opo|sige|sige po|tama",
        "it": "si|certo|va bene",
        "nl": "ja|zeker|prima",
        "pt": "sim|claro|com certeza|certo|pode ser",
        "sw": "ndio|ndiyo|sawa|sawa sawa|sawasawa",
    }
)
NO = Table(
    {
        "en": "no|n|nope|nah|nay|no thanks|no thank you|not really|not yet|not at all|never|wrong|incorrect|"
        "false|i dont|"
        "i do not|i didnt|i did not|dont|do not|none|not now|id rather not|rather not|negative|off|"
        "of course not|certainly not|absolutely not|definitely not|no way|no chance|not today|not for me|"
        "thumbs down|im out|no deal|id prefer not to|i would rather not|hell no|i disagree|disagree|"
        "disagreed|i dont agree|i do not agree|i cant agree|i dont think so|not correct|not right|not true|"
        "i cant|cant|i wont|wont|i refuse",
        "de": "nein|ne|nee|nicht|noch nicht|eher nicht|nein danke",
        "es": "no|claro que no|para nada|todavia no|no gracias",
        "fr": "non|pas encore|pas vraiment|non merci",
        "fil": "hindi|hindi po|hindi pa|wala",
        "it": "no|non ancora|no grazie",
        "nl": "nee|nog niet|niet echt",
        "pt": "nao|ainda nao|nao obrigado|nao obrigada",
        "sw": "hapana|bado",
    }
)
YES_SIGNS = "👍👌✅✔☑🆗💯🙌"
NO_SIGNS = "👎❌✖🚫⛔🙅❎"

SMALL_NUMBERS = Table(
    {  # in order from nought; variants of one number with a slash
        "en": "zero/nought/nil,one/a/an,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,"
        "thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen",
        "de": "null,eins/ein/eine/einem/einer,zwei,drei,vier,funf,sechs,sieben,acht,neun,zehn,elf,zwolf",
        "es": "cero,uno/un/una,dos,tres,cuatro,cinco,seis,siete,ocho,nueve,diez,once,doce",
        "fr": "zero,un/une,deux,trois,quatre,cinq,six,sept,huit,neuf,dix,onze,douze",
        "fil": "wala,isa,dalawa,tatlo,apat,lima,anim,pito,walo,siyam,sampu",
        "it": "zero,uno/un/una,due,tre,quattro,cinque,sei,sette,otto,nove,dieci,undici,dodici",
        "nl": "nul,een,twee,drie,vier,vijf,zes,zeven,acht,negen,tien,elf,twaalf",
        "pt": "zero,um/uma,dois/duas,tres,quatro,cinco,seis,sete,oito,nove,dez,onze,doze",
    }
)
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {"million": 1_000_000, "thousand": 1_000, "hundred": 100, "dozen": 12}  # largest first
MINUS = frozenset({"minus", "negative"})
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}  # fmt: skip

_TEENS = (
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
ORDINALS_OF_DAYS = {
    **ORDINALS,
    **dict(zip(_TEENS, range(10, 20), strict=True)),
    "twentieth": 20,
    **{f"twenty {name}": 20 + number for name, number in ORDINALS.items() if number < 10},
    "thirtieth": 30,
    "thirty first": 31,
}
"""The days of a month as they are said: "the twenty first of December"."""
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SLIPS_OF_DAYS = {
    "wensday": "wednesday", "wendsday": "wednesday", "wednsday": "wednesday", "thrusday": "thursday",
    "thurday": "thursday", "teusday": "tuesday", "tusday": "tuesday", "saterday": "saturday",
    "firday": "friday", "fryday": "friday",
}  # fmt: skip
"""Slips that are too far from what was meant to be found by likeness, and mean nothing else."""

ABOUT = Table(
    {
        "en": "about|around|roughly|approximately|approx|circa|ca|some|nearly|almost|maybe|perhaps|say|just|"
        "probably|exactly|i think|"
        "it was|it is|its",
        "de": "etwa|ungefahr|rund|zirka|circa|ca|fast",
        "es": "unos|unas|aproximadamente|alrededor de|casi|cerca de",
        "fr": "environ|a peu pres|presque",
        "fil": "mga|halos",
        "it": "circa|quasi",
        "nl": "ongeveer|rond|bijna|circa",
        "pt": "cerca de|aproximadamente|uns|umas|quase",
    }
)
_A_WEEK = frozenset({
    "a week", "per week", "each week", "every week", "this week", "weekly", "/week", "/wk", "/w",
    "pro woche", "die woche", "por semana", "a la semana", "par semaine", "per settimana", "kada linggo",
})  # fmt: skip
UNITS: Mapping[str, frozenset[str]] = {
    "": frozenset(),
    "hours": _A_WEEK | {
        "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "hora", "horas", "heure", "heures",
        "oras", "uur", "ore",
    },
    "pieces": _A_WEEK | {
        "piece", "pieces", "pc", "pcs", "stuck", "pieza", "piezas", "peca", "pecas", "stuks", "pezzi",
    },
    "in a row": frozenset({"in a row", "in row", "in a row now", "now", "times", "x", "so far"}),
    "%": frozenset({
        "%", "percent", "per cent", "pct", "prozent", "por ciento", "por cento", "pour cent", "procent",
        "percento",
    }),
}  # fmt: skip
"""What may be written beside a number, by what is counted."""

FILLERS = frozenset({
    "i", "im", "id", "ill", "we", "it", "its", "this", "that", "is", "was", "am", "are", "do",
    "does", "did", "be", "will", "would", "should", "can", "could", "the", "say", "lets", "make",
    "think", "please", "fine", "ok", "enough", "then",
})  # fmt: skip
"""Small words around an answer that do not change it: "let's say 80", "I do it alone"."""
BESIDE_A_NUMBER = FILLERS | {
    "only", "just", "po", "lang", "naman", "worked", "work", "in", "total", "altogether", "all", "had", "for",
    "have", "get", "need", "want", "take",
}  # fmt: skip
"""Small words around a number that do not change it: "I worked 20 hours", "18 only"."""
BESIDE_A_COUNT = ("on time", "in time", "this week", "so far", "in total", "in all", "po", "thanks")
"""What may be said behind "41 of 46" and leaves it as it is: "late" would turn it."""
BESIDE_A_DAY = frozenset({
    "ok", "okay", "then", "please", "pls", "po", "thanks", "thank", "you", "lets", "say", "make", "it", "its",
    "is", "fine", "good", "great", "works", "work", "best", "better", "yes", "sure", "i", "ill", "we", "can",
    "do", "will", "need", "be", "ready", "done", "for", "me", "us", "sorry", "hi", "just", "id", "that",
    "my", "last", "day",
})  # fmt: skip
"""Small words around a day that do not change it: "I can do Friday", "let's make it Friday, please"."""
NEGATIONS = frozenset({
    "no", "not", "never", "none", "nor", "neither", "without", "hardly", "barely", "dont", "doesnt",
    "didnt", "cant", "cannot", "couldnt", "isnt", "arent", "wasnt", "werent", "wont", "wouldnt",
    "shouldnt", "havent", "hasnt", "aint",
})  # fmt: skip
"""Words that say the opposite of what they stand with."""
TURNS = NEGATIONS | {
    "or", "but", "except", "almost", "nearly", "half", "unless", "if", "instead", "less", "only", "maybe",
    "perhaps", "possibly", "probably", "partly", "partially", "though", "although", "however", "otherwise",
    "ish",
}  # fmt: skip
"""Words that may turn a sentence against what it begins with."""
RESERVES = TURNS | {
    "once", "when", "whenever", "as soon as", "as long as", "after", "before", "until", "till", "from", "by",
    "later", "soon", "first", "in principle", "in theory", "in part", "on condition", "conditional",
    "conditionally", "subject to", "provided", "providing", "assuming", "depends", "depending", "think",
    "guess", "suppose", "hopefully", "mostly", "somewhat", "sort of", "kind of", "at least", "at most",
    "rather", "more", "extra", "double", "change", "changes", "changed", "different", "differently",
    "aber", "wenn", "falls", "nur", "erst", "sobald", "vielleicht", "ausser", "nicht",
    "pero", "solo", "quizas", "excepto", "salvo", "cuando", "si", "mais", "sauf", "seulement", "peut etre",
    "kung", "kaso", "ma", "forse", "quando", "maar", "alleen", "misschien", "als", "mas", "talvez",
}  # fmt: skip
"""What is said after a yes that is none yet: a condition, a doubt, another wish."""
RETHINKS = frozenset({"well", "hm", "hmm", "wait", "no wait", "actually", "on second thought", "hold on"})
"""What is said alone between commas when what stood before is being thought over."""
ECHOES = frozenset({
    "i", "we", "it", "he", "she", "they", "that", "this", "is", "are", "am", "was", "were", "do", "does",
    "did", "will", "have", "has", "then", "and",
})  # fmt: skip
"""Small words behind a yes or a no that only say it again: "yes I do", "ok then"."""
COURTESY = (
    "no problem at all", "no problem", "no problems", "no worries", "not a problem", "no doubt", "no rush",
    "no hurry", "no questions", "no more questions", "no further questions", "no issues", "no issue",
    "no objections", "no objection", "no complaints", "why not", "cant wait", "can not wait", "cannot wait",
    "dont worry", "by all means", "more than happy to", "more than happy", "thank you",
    "thank you very much", "thank you so much", "thanks a lot", "many thanks", "thanks", "thx", "ty",
    "cheers", "sorry", "please", "happy to", "gladly", "with pleasure", "looking forward to it",
    "looking forward", "hi", "hello", "hey", "danke", "vielen dank", "bitte", "gracias", "por favor",
    "merci", "salamat po", "salamat", "grazie", "dank je", "obrigado", "obrigada",
    "po", "lang po", "lang", "naman", "haha", "hahaha", "hehe", "lol",
)  # fmt: skip
"""What is said beside an answer out of kindness and changes nothing about it, whatever its words are."""
GREETINGS = frozenset({
    "hi", "hello", "hey", "hi there", "hello there", "good morning", "good afternoon", "good evening",
    "hallo", "moin", "guten morgen", "guten tag", "hola", "buenos dias", "buenas", "bonjour", "salut",
    "kumusta", "kamusta", "magandang umaga", "ciao", "buongiorno", "hoi", "goedemorgen", "ola", "oi",
    "bom dia", "boa tarde",
})  # fmt: skip
"""What is said before there is anything to say."""
UNKNOWN = frozenset({
    "no idea", "idk", "dont know", "i dont know", "i do not know", "do not know", "not known",
    "unknown", "not sure", "no clue", "who knows", "keine ahnung", "weiss nicht", "no se",
    "ni idea", "nao sei", "ne sais pas", "je ne sais pas", "ewan", "hindi ko alam",
})  # fmt: skip
"""What is said in the place of a figure that nobody has."""
ASKS_HOW = Table(
    {
        "en": "how do i|how can i|how should i|how would i|how am i supposed|how do you do|"
        "how does this work|how does it work|how does that work|how to do|what should i|what shall i|"
        "what can i write|what do i write|what do i put|what do i say|what do i type|"
        "what do i have to|what do i need to|what do i do|what do you mean|"
        "what does this mean|what does that mean|what is meant|"
        "what am i supposed|can you help|could you help|would you help|can somebody help|can someone help|"
        "please help me|i need help|dont know what to|do not know what to|no idea what to|"
        "not sure what to|dont know how to|do not know how to|no idea how to|dont understand the question|"
        "dont understand this question|give me an example|show me an example|why do you ask",
        "de": "wie kann ich|wie soll ich|wie mache ich|was soll ich|was muss ich|kannst du mir helfen|"
        "konnen sie mir helfen|ich brauche hilfe|weiss nicht was ich|was ist gemeint",
        "es": "como puedo|como debo|como hago|que debo|que escribo|que pongo|puedes ayudarme|"
        "me puedes ayudar|necesito ayuda|no se que escribir|no se que poner",
        "fr": "comment puis je|comment dois je|comment faire|que dois je|quoi ecrire|peux tu m aider|"
        "pouvez vous m aider|peux tu maider|pouvez vous maider|besoin d aide|besoin daide",
        "fil": "paano ko|paano po|paano ba|ano ang isusulat|pwede mo ba akong tulungan|"
        "kailangan ko ng tulong",
        "it": "come posso|come devo|cosa devo|che devo|cosa scrivo|puoi aiutarmi|"
        "mi puoi aiutare|ho bisogno di aiuto",
        "nl": "hoe kan ik|hoe moet ik|wat moet ik|kun je me helpen|kunt u me helpen|ik heb hulp nodig",
        "pt": "como posso|como devo|como faco|o que devo|o que escrevo|pode ajudar|pode me ajudar|"
        "preciso de ajuda|nao sei o que",
    }
)
"""How it is asked what to write here, or how something is done."""
WISHES = Table(
    {
        "en": "can we|could we|shall we|may we|should we|can you|could you|would you|will you|would it|"
        "maybe|perhaps|how about|what about|why not",
        "de": "konnen wir|konnten wir|sollen wir|kannst du|konntest du|vielleicht|wie ware",
        "es": "podemos|podriamos|puedes|podrias|quizas|tal vez|que tal",
        "fr": "pouvons nous|pourrions nous|peux tu|pourrais tu|peut etre|on peut",
        "fil": "pwede ba tayo|pwede ba nating|pwede mo ba|siguro",
        "it": "possiamo|potremmo|puoi|potresti|forse|che ne dici",
        "nl": "kunnen we|zullen we|kun je|zou je|misschien",
        "pt": "podemos|poderiamos|pode|poderia|talvez|que tal",
    }
)
"""How a question begins that asks whoever reads it for something."""

DOUBTS = Table(
    {
        "en": "maybe|perhaps|probably|possibly|hopefully|i think|i guess|i hope|i suppose|i am not sure|"
        "im not sure|not sure|or so|if possible|if i can|should be|should work|could be|might be|would be|"
        "could work|might work|tentatively|ideally|more or less|can i|could i|may i|can we|could we|"
        "shall we|shall i|should i|should we|can you|could you|would you|would it be|is it|what about|"
        "how about|is that|does it have to be",
        "de": "vielleicht|wahrscheinlich|hoffentlich|moglicherweise|ich glaube|ich denke|wie ware",
        "es": "quizas|tal vez|probablemente|creo|creo que|a lo mejor|que tal",
        "fr": "peut etre|probablement|je pense|je crois|si possible",
        "fil": "siguro|baka|sana|pwede ba|kung pwede|parang",
        "it": "forse|probabilmente|credo|penso",
        "nl": "misschien|waarschijnlijk|hopelijk|ik denk",
        "pt": "talvez|provavelmente|acho|acho que|se calhar|espero",
        "sw": "labda|pengine|nadhani",
    }
)
"""How an answer is said that is none yet: it is thought, hoped or asked for."""

SAYS_WHO = frozenset({
    "i", "im", "ill", "ive", "me", "my", "myself", "we", "us", "our", "ours",
    "you", "youre", "youll", "your", "yours", "yourself",
    "ich", "mich", "mir", "mein", "meine", "du", "dich", "dir", "dein", "deine", "wir", "uns", "euch",
    "yo", "nosotros", "usted", "ustedes", "je", "moi", "nous", "vous", "eu", "voce", "meu", "minha",
    "ako", "ikaw", "kami", "tayo", "aking", "iyong", "io", "ik", "jij", "jou", "mijn", "mimi", "wewe",
})  # fmt: skip
"""Words that mean somebody else as soon as somebody else reads them."""

EVERYTHING = frozenset({
    "all", "all of them", "all of these", "everything", "every one", "both", "alle", "alles", "beide",
    "todos", "todas", "todo",
    "tout", "tous", "toutes", "lahat", "tutti", "tudo",
})  # fmt: skip
NOTHING = frozenset({
    "none", "none of them", "none of these", "nothing", "neither", "no", "keine", "keins", "nichts",
    "ninguno", "ninguna", "nada",
    "aucun", "aucune", "rien", "wala", "nessuno", "niente", "geen", "nenhum", "nenhuma",
})  # fmt: skip
ALL_BUT = (
    "all but",
    "all except",
    "everything but",
    "everything except",
    "alle ausser",
    "todos menos",
    "tout sauf",
    "tous sauf",
)
ONLY = ("only", "just", "nur", "solo", "seulement", "somente", "alleen")
AND = ("and", "und", "y", "e", "et", "en", "at")
OUT_OF = ("out of", "of", "from", "von", "de", "sur", "van", "di", "sa", "in")

LEADS = (  # small words in front of a date that do not change it
    "by|on|until|till|before|due|from|at|around|about|latest|the|bis|am|zum|vor|para|el|hasta|antes|de|del|"
    "le|avant|"
    "jusqu|au|ate|em|no|na|o|a|sa|il|la|entro|op|voor|dia|ika|hanggang"
)
NEXT = Table(
    {
        "en": "next",
        "de": "nachste|nachsten|nachster|nachstes|kommende woche",
        "es": "proximo|proxima|que viene",
        "fr": "prochain|prochaine",
        "fil": "susunod na",
        "it": "prossimo|prossima",
        "nl": "volgende",
        "pt": "proximo|proxima|que vem",
    }
)
THIS = Table(
    {
        "en": "this|this coming|coming|the coming|upcoming",
        "de": "diesen|dieser|kommenden|kommender|diese",
        "es": "este|esta",
        "fr": "ce|cette",
        "fil": "ngayong",
        "it": "questo|questa",
        "nl": "deze|komende|aanstaande",
        "pt": "este|esta|nesta|neste",
    }
)
LAST = Table(
    {
        "en": "last|past",
        "de": "letzte|letzten|letzter|vergangenen",
        "es": "pasado|pasada|ultimo",
        "fr": "dernier|derniere",
        "fil": "noong",
        "it": "scorso|scorsa",
        "nl": "vorige|afgelopen",
        "pt": "passado|passada|ultimo|ultima",
    }
)
TODAY = Table(
    {
    "en": "today|tonight|eod|end of day|end of the day|this evening|now",
    "de": "heute", "es": "hoy", "fr": "aujourdhui", "fil": "ngayon", "it": "oggi", "nl": "vandaag",
    "pt": "hoje", "sw": "leo",
}
)  # fmt: skip
TOMORROW = Table(
    {
    "en": "tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow",
    "de": "morgen", "es": "manana", "fr": "demain", "fil": "bukas", "it": "domani", "nl": "morgen",
    "pt": "amanha", "sw": "kesho",
}
)  # fmt: skip
AFTER_TOMORROW = Table(
    {
    "en": "day after tomorrow|the day after tomorrow|overmorrow",
    "de": "ubermorgen", "es": "pasado manana", "fr": "apres demain", "fil": "sa makalawa",
    "it": "dopodomani", "nl": "overmorgen",
    "pt": "depois de amanha", "sw": "kesho kutwa",
}
)  # fmt: skip

HOUR = "hours?|hrs?|h|stunden?|std|horas?|heures?|oras|uur|ore|ora"
MINUTE = "minutes?|mins?|min|m|minuten?|minutos?|minuti|minuto|minuut"
MIDDAY = frozenset(
    {
        "noon",
        "midday",
        "12 noon",
        "12nn",
        "12 nn",
        "mittag",
        "mediodia",
        "midi",
        "tanghali",
        "mezzogiorno",
        "meio dia",
    }
)
MIDNIGHT = frozenset(
    {
        "midnight",
        "12 midnight",
        "mitternacht",
        "medianoche",
        "minuit",
        "hatinggabi",
        "mezzanotte",
        "meia noite",
    }
)


@cache
def words(table: Table, language: str) -> tuple[str, ...]:
    """The words of one table in a language and in English, longest first."""
    found = {word for tongue in (language, "en") for word in table.get(tongue, "").split("|") if word}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
