"""Free text as it may be kept: readable, storable by every database, and without anybody's keys."""

from __future__ import annotations

import re
import unicodedata

from bot.engine.reading import plain_digits
from bot.engine.text import Invalid, Text, t

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(  # controls, directions, invisible fillers, interlinear marks, noncharacters
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e001f]"
)
# Tag letters only spell the flags of regions, behind the black flag; elsewhere they hide words.
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f)|[\U000e0020-\U000e007f]+")
# Joiners build emoji families and Indic and Persian letters; they join only between two seen characters.
_JOINERS = re.compile(
    r"(?<=[^\s\u200c\u200d])([\u200c\u200d])[\u200c\u200d]*(?=[^\s\u200c\u200d])|[\u200c\u200d]+"
)
_MARKS_IN_A_ROW = 4
_BLANKS = "\u115f\u1160\u3164\uffa0\u2800\ufffd"  # letters that show nothing, and what stands for lost ones


def clean_text(raw: str, *, most: int) -> str:
    """Typed text in the one form that is stored and compared.

    Composed (NFC), line ends as LF, without control, direction and other unseen characters,
    lone surrogates as the replacement character, towers of accents cut to four, trimmed.
    Lengths count characters (code points) of the cleaned text; cleaning twice changes nothing.
    """
    if len(raw) > 20 * most + 1_000:  # no honest text shrinks that much: do not spend the turn's time on it
        raise Invalid(t("invalid-too-long", most=most, length=len(raw)))
    text = raw
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    if not text.isascii():
        text = _TAGS.sub(lambda found: found[1] or "", text)
        text = _without_towers(unicodedata.normalize("NFC", text)).strip()
        text = _JOINERS.sub(lambda found: found[1] or "", text)
        text = unicodedata.normalize("NFC", text)
    text = text.strip()
    if not any(unicodedata.category(char)[0] not in "ZCM" and char not in _BLANKS for char in text):
        raise Invalid(t("invalid-empty"))
    if len(text) > most:
        raise Invalid(t("invalid-too-long", most=most, length=len(text)))
    return text


def few_words(raw: str, *, most: int, why: Text) -> str:
    """The clean text of an answer of few words. More of them say none of its answers, however short they
    are made: then it is said what is asked (`why`)."""
    try:
        return clean_text(raw, most=most)
    except Invalid as invalid:
        if invalid.why.key != "invalid-too-long":
            raise
        raise Invalid(why) from None


_MENTIONS = re.compile(r"<@[^<>|]+\|([^<>|]+)(?:\|[^<>]*)?>")


def in_words(raw: str) -> str:
    """Own words with people by name: a mention is the platform's, and whoever reads them may be elsewhere."""
    return _MENTIONS.sub(lambda found: found[1].strip() or found[0], raw) if "<@" in raw else raw


def lines_of(words: str) -> tuple[str, ...]:
    """The things of a list that somebody wrote, one on each line, without its bullets."""
    return tuple(thing for line in words.splitlines() if (thing := line.strip(" -*.\t")))


def read_lines(raw: str, *, most: int, length: int) -> str:
    """Own words that name from one to `most` things, one on each line. A longer list is never cut."""
    words = clean_text(in_words(raw), most=length)
    there = lines_of(words)
    if not there:
        raise Invalid(t("invalid-empty"))
    if len(there) > most:
        raise Invalid(t("invalid-too-many-lines", count=len(there), most=most))
    return words


def _without_towers(text: str) -> str:
    kept = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)


_KEYS = re.compile(
    r"""
      -----BEGIN[ ][A-Z ]{0,40}PRIVATE[ ]KEY                              # PEM and OpenSSH
    | \bPuTTY-User-Key-File-\d | \bAGE-SECRET-KEY-1[0-9A-Z]{20}
    | \bsk-[A-Za-z0-9_-]{16} | \b[sr]k_(?:live|test)_[A-Za-z0-9]{10}      # OpenAI, Anthropic, Stripe
    | \bwhsec_[A-Za-z0-9]{16}
    | \bxox[a-z]-[A-Za-z0-9-]{8} | \bxapp-\d-[A-Za-z0-9-]{8}              # Slack
    | hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9]
    | \bdiscord(?:app)?\.com/api/webhooks/\d+/[\w-]{20}
    | \b[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}    # Discord bot
    | \b(?:AKIA|ASIA)[0-9A-Z]{16}\b                                       # AWS
    | \b(?:gh[pousr]_[A-Za-z0-9]{20}|github_pat_[A-Za-z0-9_]{20}|glpat-[\w-]{16})
    | \bAIza[0-9A-Za-z_-]{30} | \bya29\.[0-9A-Za-z_-]{16} | \bGOCSPX-[\w-]{16}   # Google
    | \bSG\.[\w-]{16,32}\.[\w-]{16} | \b(?:npm|hf|pplx)_[A-Za-z0-9]{24} | \bpypi-[\w-]{24}
    | \bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{16} | \b\d{8,10}:AA[\w-]{30}       # Shopify, Telegram
    | \bAccountKey=[A-Za-z0-9+/]{20}
    | \beyJ[\w-]{6,}\.eyJ[\w-]{6,}\.[\w-]*                                # JWT
    | \b[a-z][a-z0-9+.-]{1,20}://[^\s/@:]{1,100}:[^\s/@]{1,200}@          # name and password in an address
    """,
    re.VERBOSE,
)

_KEY_WORD = (
    r"passwords?|passwd|pass[ ]?phrase|passcode|pwd|pword|pw|pass|"
    r"contraseña|clave|senha|mot[ ]de[ ]passe|mdp|passwort|kennwort|wachtwoord|hasło|parola|"
    r"(?:api|access|secret|private|licen[cs]e|recovery|backup)[ _-]?(?:key|token|code)s?|"
    r"client[ _-]?secret|secret|(?:auth|bearer|access|refresh|bot)[ _-]?token|token|"
    r"otp|pin|pin[ _-]?(?:code|number)|cvv2?|cvc2?"
)
_VALUE = r"(?=(?P<value>\S{1,200})(?P<alone>(?=[ \t]*(?:\n|$)))?)"
_SET = re.compile(  # "password: x", "the password for the shop is now x"
    rf"(?<![\w-])(?P<key>{_KEY_WORD})(?:[ ](?:for|to|of|on)(?:[ ][\w'’.-]{{1,30}}){{1,4}}?)?"
    r"(?P<link>[ \t]*(?:[:=]|->|=>|→)\s*|[ ](?:is|was|are|will[ ]be|es|é|est|ist|lautet)[ ]*:?\s+)"
    rf"(?:(?:now|still|set[ ]to|changed[ ]to|currently)[ ]+)?{_VALUE}",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"(?<![\w-])(?P<key>{_KEY_WORD})[ ]+{_VALUE}", re.IGNORECASE)  # "password hunter22"
_PASSWORDS = ("pass", "pw", "contras", "senha", "mot", "mdp", "kenn", "wacht", "has")
_LOOSE = frozenset({"pass", "secret", "token", "clave", "parola"})  # words that also mean something else
_BEARER = re.compile(r"\bbearer[ ]+[A-Za-z0-9._~+/-]{20,}", re.IGNORECASE)
_KEEPERS = re.compile(
    r"1password|lastpass|bitwarden|keepass|dashlane|proton|nordpass|2fa|mfa|oauth2?|sha\d+|md5", re.I
)
_ORDINARY = (
    "ask asked below above changed expired forgotten forgot gone here hidden in invalid kept later lost "
    "missing n/a needed new no none not nothing old on pending please please. reset same secret see "
    "sent shared soon still strong optional required mandatory tbc tbd the there to unknown "
    "unchanged via wait wanted weak wrong works yes your you his her their with"
)
_NOT_A_VALUE = frozenset(_ORDINARY.split())
_COUNTED = r"lines|rows|words|files|pages|char\w*|digits|[km]b|hours|minutes|days|years|times|percent|euros?"
_WORDED_CODE = re.compile(
    r"(?P<before>\b[\w-]{1,30}[ ])?\b(?:code|passcode|otp|pin|código|codigo|kod|codice)"
    r"(?P<link>[ ]*[:=]\s*|[ ](?:is|was|es|é|est|ist)[ ]*:?\s+|[ ]+)"
    rf"(?:[A-Z]-)?(?P<digits>\d{{3}}[ -]\d{{3}}|\d{{4,8}})(?!\w|[.,:/-]+\d|%|[ ](?:{_COUNTED})\b)",
    re.IGNORECASE,
)
_CODE_BEHIND = re.compile(
    r"(?<![\w.,-])(?:[A-Z]-)?(?:\d{3}[ -]\d{3}|\d{4,8})[ ](?:is|as|was)[ ](?:your|the|my|our|a)[ ]"
    r"(?:[\w-]+[ ]){0,4}(?:code|passcode|otp|pin|password)\b",
    re.IGNORECASE,
)
_CODES_OF_THINGS = (
    "account area bar barcode booking building color colour cost country coupon dial dialling dialing "
    "discount door dress error exit gift hex http item job ledger order post postal product promo "
    "promotion qr referral return room ship size sku sort source status store style tax tracking vat "
    "voucher zip"
)
_OTHER_CODES = frozenset(_CODES_OF_THINGS.split())
_ADDRESS = re.compile(r"\b[A-Za-z]{2,10}://\S+")
_CARD = re.compile(r"(?<![\w.+-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)")
_CARD_SHAPE = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|4[4-9]\d|5\d\d)\d{12}"
)


def refuse_secret(text: str) -> None:
    """Stop a password, key, card number or one-time code before it is stored or shown to anybody.

    Talking about passwords is ordinary; only what looks like the secret itself is refused.
    """
    text = plain_digits(text)
    if (
        _KEYS.search(text)
        or _BEARER.search(text)
        or _says_a_password(text)
        or _says_a_code(text)
        or _has_card(text)
    ):
        raise Invalid(t("invalid-secret"))


def _says_a_password(text: str) -> bool:
    for found in _SET.finditer(text):
        key = found["key"].casefold()
        alone = key.startswith(_PASSWORDS) and key != "pass" and found["alone"] is not None
        if _gives(key, found["link"].strip(), found["value"], alone=alone):
            return True
    return any(
        _gives(found["key"].casefold(), "", found["value"], alone=False) for found in _BESIDE.finditer(text)
    )


def _gives(key: str, link: str, typed: str, *, alone: bool) -> bool:
    """Whether the word behind "password" is the password: a made-up string, or all behind a colon."""
    value = typed.strip("\"'`*_“”‘’<>()[],;")
    bare = value.rstrip(".!?…")
    if len(bare) < 4 or bare.casefold() in _NOT_A_VALUE or _KEEPERS.search(bare) or "://" in value:
        return False
    digits = any(char.isdigit() for char in bare)
    letters = any(char.isalpha() for char in bare)
    if (
        not link or key in _LOOSE
    ):  # "password hunter22", but not "pass 9:30am" or "the secret is a 2-week plan"
        ordinary = re.fullmatch(r"\d+[a-z]{1,3}|[\d:.]+[ap]m|\d+-\w+", bare, re.IGNORECASE)
        return letters and digits and len(bare) >= 6 and not ordinary
    odd = (
        digits
        or any(char in "!@#$%^&*+=?~|\\" for char in bare[1:])
        or re.search(r"[a-z][A-Z]", bare) is not None
    )
    return odd or (alone and link in {":", "=", "->", "=>", "→"})


def _says_a_code(text: str) -> bool:
    if _CODE_BEHIND.search(text):
        return True
    for found in _WORDED_CODE.finditer(text):
        before = (found["before"] or "").strip().casefold()
        if before in _OTHER_CODES:
            continue
        digits = found["digits"].replace(" ", "").replace("-", "")
        if found["link"].strip() or len(digits) == 6:
            return True
    return False


def _has_card(text: str) -> bool:
    for found in _CARD.finditer(_ADDRESS.sub(" ", text)):
        digits = found[0].replace(" ", "").replace("-", "")
        if _CARD_SHAPE.fullmatch(digits) and _luhn(digits):
            return True
    return False


def _luhn(digits: str) -> bool:
    """The check digit that every payment card carries."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0
