"""Typed words and what is read from them: ordinary and hostile input, and properties over any text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from babel.numbers import format_decimal
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.engine.read import (
    Reading,
    clean_text,
    read_choice,
    read_choices,
    read_date,
    read_duration,
    read_link,
    read_number,
    read_percent,
    read_ratio,
    read_scale,
    read_wall_time,
    read_yes_no,
    read_zone,
    refuse_secret,
    zones_like,
)
from bot.engine.text import Invalid

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FAMILY = "👩\u200d👩\u200d👧"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


def at(locale: str) -> Reading:
    return Reading(MONDAY, "Europe/London", locale)


# -- free text ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  hello  ", "hello"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\tstays", "tab\tstays"),
        ("nul\x00gone\x07\x1b[31m", "nulgone[31m"),
        ("e\u0301", "é"),
        ("abc\u202edcba\u202c", "abcdcba"),
        ("\u2066isolated\u2069 \u200fright", "isolated right"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\ud83d\ude00", "😀"),
        ("lone \ud83d end", "lone \ufffd end"),
        ("\udc00", "\ufffd"),
        (FAMILY, FAMILY),
        (WALES, WALES),
        ("hidden\U000e0068\U000e0069", "hidden"),
        ("a\u200d\u200d\u200db", "a\u200db"),
        ("trailing\u200d", "trailing"),
        ("Z" + "\u0351\u0300" * 40 + "algo", unicodedata.normalize("NFC", "Z\u0351\u0300\u0351\u0300algo")),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("שלום", "שלום"),
        ("❤\ufe0f 1\ufe0f\u20e3", "❤\ufe0f 1\ufe0f\u20e3"),
    ],
)
def test_text_is_kept_readable(typed: str, kept: str) -> None:
    assert clean_text(typed, most=200) == kept


@pytest.mark.parametrize(
    "typed", ["", "   ", "\x00", "\u200b\u200d", "\u3164", "\u2800", "\n\n", "\u202e", "\u0301"]
)
def test_nothing_to_see_is_empty(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-empty"):
        clean_text(typed, most=10)


@pytest.mark.parametrize(("typed", "length"), [("x" * 11, 11), ("x" * 50_000, 50_000), ("👍" * 11, 11)])
def test_too_long_says_how_long(typed: str, length: int) -> None:
    with pytest.raises(Invalid) as caught:
        clean_text(typed, most=10)
    assert (caught.value.why.key, dict(caught.value.why.args)) == (
        "invalid-too-long",
        {"most": 10, "length": length},
    )


NASTY = st.text(st.characters(), max_size=80) | st.text(
    st.sampled_from(
        "a1.,:/-% \n\r\x00\u0301\u0300\u200d\u200c\u202e\ud83d\ude00\U0001f3f4\U000e0067\U000e007f"
        "\u1100\u1161\u11a8é½٤"
    ),
    max_size=60,
)


@given(NASTY)
@example("0\u200c\u200c")
@example("\u1100\u0301\u0300\u0301\u0300\u0301\u1161")
@example("\U0001f3f4\U0001f3f4\U000e0067\U000e007f\U000e007f")
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    try:
        text = clean_text(raw, most=500)
    except Invalid:
        return
    assert clean_text(text, most=500) == text
    assert text == text.strip() == unicodedata.normalize("NFC", text)
    text.encode("utf-8")
    assert not [char for char in text if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t"]


# -- secrets ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "The shop asks for a code that goes to Rita's phone.",
        "password reset mail arrived late",
        "I forgot my password again and had to wait",
        "The password is wrong",
        "Password: ask Rita",
        "the password is in 1Password",
        "the password is shared through Bitwarden",
        "Please never send a password here.",
        "I need access to the shop: password and user name",
        "Passwords: see the vault",
        "The API key is missing",
        "API key: please send it to me",
        "the token expired at 9:30",
        "secret santa on 24 December",
        "My secret: practice.",
        "We got 12 error code 404 pages",
        "promo code: 2024",
        "The zip code is 94103",
        "the country code is 0063",
        "code review took 90 minutes",
        "I wrote 1200 lines of code",
        "the pin board has 2000 notes",
        "I pinned 3 posts",
        "I could not pass 2nd level checks",
        "Order 4111 was late; call +63 917 555 0123",
        "Invoice 2026-0012345678901",
        "commit 3f786850e387550fdab836ed7e6dc881de23b001",
        "https://docs.google.com/document/d/1aBcD3fGhIjKlMnOpQrStUvWxYz0123456789abcdEFG/edit",
        "https://example.com/orders/4111111111111111",
        "ask-rita-about-the-invoices-please-today",
        "risk-based-approach-for-everyone-here",
        "Every pass is checked by two people.",
        "Token of thanks for 2026",
        "1700000000.123456",
        "Pass: 41/46",
        "pass: 100%",
        "Password: optional",
        "La clave: comunicación",
        "The secret is a 2-week plan",
        "The secret is 80/20",
        "the code is 1200 lines long",
        "code is 1500% faster",
        "the password is case-sensitive",
        "Passwords are 12 characters or more",
        "The passwords are 2FA-protected",
    ],
)
def test_talk_about_secrets_is_ordinary(said: str) -> None:
    refuse_secret(said)


@pytest.mark.parametrize(
    "said",
    [
        "the password is hunter2!",
        "pw: Abc12345",
        "Password = correct-horse",
        "PASSWORD: sunshine",
        "password hunter22",
        "user rita pass Tr0ub4dor&3",
        "the password for the shop is Blue.Sky9",
        "The new password for Rita's mail: Qwerty99",
        "contraseña: gato1234",
        "senha é Abacate7",
        "Passwort: Katze123",
        "mot de passe : chaton75",
        "pin: 4821",
        "the PIN is 482193",
        "CVV 123 pin 4455a6",
        "api key: 9f8a7b6c5d4e3f2a",
        "API_KEY=9f8a7b6c5d4e3f2a",
        "client_secret: 8dyfuiRyq",
        "your code is 482913",
        "Code: 482 913",
        "482913 is your verification code",
        "G-482913 is your Google code",
        "code 482-913",
        "use sk-proj-abcdEFGH1234567890ijkl",
        "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
        "xoxb-" + "1234567890-abcdefghij",
        "xapp-" + "1-A0123456-abcdef",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_abcdefghijklmnopqrst1234",
        "github_pat_11ABCDEFG0abcdefghij",
        "AIzaSyA1234567890abcdefghijklmnopqrstuvw",
        "-----BEGIN PRIVATE KEY-----\nMIIE",
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N",
        "Authorization: Bearer abcdefghijklmnopqrstuvwxyz",
        "postgres://rita:geheim@db.example.com/shop",
        "https://hooks.slack.com/" + "services/T000/B000/XXXX",
        "4111 1111 1111 1111",
        "card 4111-1111-1111-1111 exp 12/27",
        "3782 822463 10005",
        "٤١١١ ١١١١ ١١١١ ١١١١",
    ],
)
def test_secret_is_not_kept(said: str) -> None:
    with pytest.raises(Invalid, match="invalid-secret"):
        refuse_secret(said)
    with pytest.raises(Invalid, match="invalid-secret"):
        refuse_secret(f"Hello Rita,\nas promised: {said}\nThanks!")


@pytest.mark.parametrize(
    "seed", ["password ", "password: ", "pin is is ", "a:b@", "4111 ", "code 12 ", "eyJ", "for the "]
)
def test_looking_for_secrets_stays_quick(seed: str) -> None:
    started = datetime.now(UTC)
    with suppress(Invalid):
        refuse_secret(seed * (8_000 // len(seed)))
    assert (datetime.now(UTC) - started).total_seconds() < 2


# -- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "locale", "meant"),
    [
        ("4", "en", 4),
        (" 4. ", "en", 4),
        ("four", "en", 4),
        ("Twenty-five", "en", 25),
        ("a dozen", "en", 12),
        ("two dozen", "en", 24),
        ("one hundred and five", "en", 105),
        ("two thousand three hundred", "en", 2300),
        ("two and a half", "en", 2.5),
        ("half", "en", 0.5),
        ("1½", "en", 1.5),
        ("½", "en", 0.5),
        ("minus four", "en", -4),
        ("-4", "en", -4),
        ("−4", "en", -4),
        ("+4", "en", 4),
        ("about 7", "en", 7),
        ("~7", "en", 7),
        ("roughly twenty", "en", 20),
        ("1.5", "en", 1.5),
        (".5", "en", 0.5),
        ("1,5", "en", 1.5),
        ("1,500", "en", 1500),
        ("1.500", "en", 1.5),
        ("1,234,567", "en", 1234567),
        ("1,234.5", "en", 1234.5),
        ("1,50,000", "en-IN", 150000),
        ("1,5", "de", 1.5),
        ("1.5", "de", 1.5),
        ("1.500", "de", 1500),
        ("1,500", "de", 1.5),
        ("1.234,5", "de", 1234.5),
        ("1.500", "pt-BR", 1500),
        ("1 500", "fr", 1500),
        ("1\u202f500,5", "fr", 1500.5),
        ("1’500", "de-CH", 1500),
        ("0.500", "de", 0.5),
        ("٧", "ar", 7),
        ("१२", "hi", 12),
        ("７", "ja", 7),
        ("sieben", "de", 7),
        ("etwa 7", "de", 7),
        ("três", "pt-BR", 3),
        ("seven", "de", 7),
        ("7", "xx", 7),
    ],
)
def test_number(typed: str, locale: str, meant: float) -> None:
    value = read_number(typed, at(locale), least=-10, most=10_000_000, whole=False, unit=None)
    assert value == meant
    assert isinstance(value, int) == (meant == int(meant))


@pytest.mark.parametrize(
    "typed",
    [
        "90 %", "90%", "7 h", "seven hours", "nan", "inf", "-inf", "Infinity", "1e5", "0x10", "5-7",
        "5 to 7", "4 or 5", "1.2.3.4", "1,2,3",
        "12,34,5", "1..5", "--4", "four five", "twenty thirteen", "hundred", "and", "x", "m²", "5²", "Ⅶ",
        "1/2", "4 4", "🙂", "ten million million",
        "not 7", "$5",
    ],
)  # fmt: skip
def test_not_a_number(typed: str) -> None:
    with pytest.raises(Invalid, match=r"^invalid-number$"):
        read_number(typed, at("en"), least=-1e9, most=1e9, whole=False, unit=None)


@pytest.mark.parametrize(
    ("typed", "unit", "meant"),
    [
        ("7 h", "h", 7),
        ("7h", "hours", 7),
        ("7 hours", "hours", 7),
        ("seven hours", "h", 7),
        ("about 7 hrs.", "hour", 7),
        ("7", "h", 7),
        ("90 %", "%", 90),
        ("90 percent", "%", 90),
        ("12 orders", "orders", 12),
        ("1 order", "orders", 1),
        ("€ 40", "€", 40),
        ("40 EUR", "€", 40),
        ("$1,200", "$", 1200),
    ],
)
def test_number_with_its_unit(typed: str, unit: str, meant: float) -> None:
    assert read_number(typed, at("en"), least=0, most=10_000, whole=True, unit=unit) == meant


def test_another_unit_is_refused() -> None:
    with pytest.raises(Invalid, match="invalid-number"):
        read_number("7 days", at("en"), least=0, most=10, whole=True, unit="h")


@pytest.mark.parametrize(
    ("typed", "whole", "key", "args"),
    [
        ("11", False, "invalid-number-range", {"least": 0, "most": 10}),
        ("-1", False, "invalid-number-range", {"least": 0, "most": 10}),
        ("9" * 60, False, "invalid-number-range", {"least": 0, "most": 10}),
        ("4.5", True, "invalid-number-whole", {}),
        ("9" * 50_000, True, "invalid-too-long", {"most": 60, "length": 50_000}),
    ],
)
def test_number_that_does_not_fit(typed: str, whole: bool, key: str, args: dict[str, object]) -> None:
    with pytest.raises(Invalid) as caught:
        read_number(typed, at("en"), least=0, most=10, whole=whole, unit=None)
    assert (caught.value.why.key, dict(caught.value.why.args)) == (key, args)


@given(
    st.integers(-(10**9), 10**9), st.sampled_from(["en", "de", "fr", "pt-BR", "en-IN", "de-CH", "sv", "hi"])
)
def test_number_survives_its_locale(number: int, locale: str) -> None:
    typed = format_decimal(number, locale=locale.replace("-", "_"))
    assert read_number(typed, at(locale), least=-1e10, most=1e10, whole=True, unit=None) == number


@given(st.decimals(-99_999, 99_999, places=2), st.sampled_from(["en", "de", "fr", "pt-BR"]))
def test_fraction_survives_its_locale(number: float, locale: str) -> None:
    typed = format_decimal(number, format="#,##0.00", locale=locale.replace("-", "_"))
    assert read_number(typed, at(locale), least=-1e6, most=1e6, whole=False, unit=None) == float(number)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("90", 90),
        ("90%", 90),
        ("90 percent", 90),
        ("ninety per cent", 90),
        ("0.9", 0.9),
        ("٩٠٪", 90),
        ("about 80 %", 80),
    ],
)
def test_percent(typed: str, meant: float) -> None:
    assert read_percent(typed, at("en")) == meant


@pytest.mark.parametrize("typed", ["101", "-1", "much", "90 h", "9/10"])
def test_not_a_percent(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-number"):
        read_percent(typed, at("en"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("41 of 46", (41, 46)),
        ("41/46", (41, 46)),
        ("41 / 46.", (41, 46)),
        ("41 out of 46", (41, 46)),
        ("41 out of the 46", (41, 46)),
        ("1,041 of 1,200", (1041, 1200)),
        ("four out of five", (4, 5)),
        ("all of 46", (46, 46)),
        ("none of 12", (0, 12)),
        ("41 von 46", (41, 46)),
        ("٤١ / ٤٦", (41, 46)),
        ("0 of 0", (0, 0)),
    ],
)
def test_how_many_of_how_many(typed: str, meant: tuple[int, int]) -> None:
    assert read_ratio(typed) == meant


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("46 of 41", "invalid-ratio-part"),
        ("41", "invalid-ratio"),
        ("1/2/3", "invalid-ratio"),
        ("4.5 of 5", "invalid-ratio"),
        ("-1 of 5", "invalid-ratio"),
        ("most of them", "invalid-ratio"),
        ("5 of 9999999999", "invalid-ratio"),
    ],
)
def test_not_how_many_of_how_many(typed: str, key: str) -> None:
    with pytest.raises(Invalid, match=f"^{key}$"):
        read_ratio(typed)


# -- picked answers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "yes",
        "Y",
        "yep",
        "Yeah!",
        "sure",
        "of course",
        "OK",
        "👍",
        "👍🏽",
        "✅",
        "yes, he did",
        "sí",
        "Ja.",
        "oui",
        "oo",
        "yes 👍",
    ],
)
def test_yes(typed: str) -> None:
    assert read_yes_no(typed) is True


@pytest.mark.parametrize(
    "typed",
    ["no", "N", "nope", "Not really", "not yet", "👎", "❌", "no, it was late", "não", "nein", "don’t"],
)
def test_no(typed: str) -> None:
    assert read_yes_no(typed) is False


@pytest.mark.parametrize(
    "typed",
    ["maybe", "yes and no", "👍👎", "yes 👎", "no problem", "sure about that?", "7", "🙂", "yesterday"],
)
def test_neither_yes_nor_no(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-yes-no"):
        read_yes_no(typed)


AREAS = (
    "Inbox",
    "Calendar and travel",
    "Café bookings",
    "Research",
    "Research & development",
    "5 star reviews",
)


@pytest.mark.parametrize(
    ("typed", "index"),
    [
        ("Inbox", 0),
        ("inbox!", 0),
        ("INBOX", 0),
        ("1", 0),
        ("1.", 0),
        ("#2", 1),
        ("2️⃣", 1),
        ("option 2", 1),
        ("two", 1),
        ("the second one", 1),
        ("last", 5),
        ("cafe bookings", 2),
        ("cafe", 2),
        ("travel", 1),
        ("calender and travel", 1),
        ("Research", 3),
        ("research and develpment", 4),
        ("5 star reviews", 5),
        ("5", 4),
        ("inbx", 0),
    ],
)
def test_choice(typed: str, index: int) -> None:
    assert read_choice(typed, AREAS) == index


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("0", "invalid-choice"),
        ("7", "invalid-choice"),
        ("Accounting", "invalid-choice"),
        ("i", "invalid-choice"),
        ("resea", "invalid-choice-unclear"),
        ("🙂", "invalid-choice"),
        ("1 and 2", "invalid-choice"),
    ],
)
def test_not_a_choice(typed: str, key: str) -> None:
    with pytest.raises(Invalid, match=f"^{key}$"):
        read_choice(typed, AREAS)


def test_unclear_choice_names_what_fits() -> None:
    with pytest.raises(Invalid) as caught:
        read_choice("rese", AREAS)
    assert dict(caught.value.why.args) == {"options": ("Research", "Research & development")}


@pytest.mark.parametrize(
    ("typed", "indexes"),
    [
        ("1, 3 and 5", (0, 2, 4)),
        ("1 3 5", (0, 2, 4)),
        ("5,1", (0, 4)),
        ("1-3", (0, 1, 2)),
        ("2 to 4, 6", (1, 2, 3, 5)),
        ("Inbox and Calendar", (0, 1)),
        ("Calendar and travel", (1,)),
        ("calendar and travel, inbox", (0, 1)),
        ("inbox\ncafe", (0, 2)),
        ("inbox, cafe, and research", (0, 2, 3)),
        ("all", (0, 1, 2, 3, 4, 5)),
        ("All of them!", (0, 1, 2, 3, 4, 5)),
        ("all but 2", (0, 2, 3, 4, 5)),
        ("everything except inbox and cafe", (1, 3, 4, 5)),
        ("none", ()),
        ("1, 1, inbox", (0,)),
    ],
)
def test_choices(typed: str, indexes: tuple[int, ...]) -> None:
    assert read_choices(typed, AREAS) == indexes


@pytest.mark.parametrize("typed", ["1, 9", "3-1", "inbox and accounting", "both", ",,,", "all but"])
def test_not_choices(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-choice"):
        read_choices(typed, AREAS)


LEVELS = (
    ("none", "not started"),
    ("beginner", "with help at every step"),
    ("basic", "with checks"),
    ("solid", "mostly alone"),
    ("alone", "advanced"),
    ("expert", "teaches others"),
)


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("4", 4),
        ("0", 0),
        ("four", 4),
        ("4 - alone", 4),
        ("4 (alone)", 4),
        ("4: alone", 4),
        ("four - alone", 4),
        ("4 alone", 4),
        ("4/5", 4),
        ("4 out of 5", 4),
        ("level 4", 4),
        ("a 4", 4),
        ("4️⃣", 4),
        ("٤", 4),
        ("advanced", 4),
        ("Expert!", 5),
        ("advnced", 4),
        ("teaches", 5),
        ("none", 0),
        ("4 - she did it twice alone", 4),
    ],
)
def test_point_on_a_scale(typed: str, point: int) -> None:
    assert read_scale(typed, LEVELS) == point


@pytest.mark.parametrize(
    "typed",
    [
        "6",
        "-1",
        "4.5",
        "4,5",
        "3-4",
        "3 or 4",
        "4 or 5",
        "4/6",
        "4 - beginner",
        "not alone",
        "44",
        "great",
        "between 3 and 4",
        "🙂",
    ],
)
def test_not_a_point(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-scale"):
        read_scale(typed, LEVELS)


# -- links and places ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://example.com/x", "https://example.com/x"),
        ("http://example.com", "http://example.com"),
        ("example.com/x", "https://example.com/x"),
        ("www.example.com", "https://www.example.com"),
        ("HTTPS://Example.COM/Path?q=1#top", "https://example.com/Path?q=1#top"),
        ("<https://example.com/a|the page>", "https://example.com/a"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2"),
        ("[the page](https://example.com/a)", "https://example.com/a"),
        ("//example.com/a", "https://example.com/a"),
        ("example.com:8080/x", "https://example.com:8080/x"),
        ("https://münchen.de/straße", "https://münchen.de/straße"),
        ("https://example.com/a|b", "https://example.com/a%7Cb"),
        ("https://192.0.2.1/x", "https://192.0.2.1/x"),
        (
            "https://drive.google.com/file/d/1AbC_dEf/view?usp=sharing",
            "https://drive.google.com/file/d/1AbC_dEf/view?usp=sharing",
        ),
    ],
)
def test_link(typed: str, link: str) -> None:
    assert read_link(typed) == link
    assert read_link(link) == link


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("javascript:alert(1)", "invalid-link"),
        ("JaVaScRiPt:alert(1)", "invalid-link"),
        ("java\x00script:alert(1)", "invalid-link"),
        ("data:text/html,x", "invalid-link"),
        ("ftp://example.com", "invalid-link"),
        ("file:///etc/passwd", "invalid-link"),
        ("mailto:rita@example.com", "invalid-link"),
        ("rita@example.com", "invalid-link"),
        ("https://rita@example.com", "invalid-link"),
        ("https://rita:geheim@example.com", "invalid-secret"),
        ("https://:geheim@example.com", "invalid-secret"),
        ("https://", "invalid-link"),
        ("https://localhost/x", "invalid-link"),
        ("https://exa mple.com", "invalid-link"),
        ('https://example.com/"onclick=', "invalid-link"),
        ("https://example.com\\@evil.com", "invalid-link"),
        ("https://example.com:99999/", "invalid-link"),
        ("https://[::1", "invalid-link"),
        ("https:example.com", "invalid-link"),
        ("the shared folder", "invalid-link"),
        ("folder", "invalid-link"),
        ("1.5", "invalid-link"),
        ("https://example.com/" + "x" * 2_000, "invalid-too-long"),
    ],
)
def test_not_a_link(typed: str, key: str) -> None:
    with pytest.raises(Invalid, match=f"^{key}$"):
        read_link(typed)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Manila", "Asia/Manila"),
        ("asia/manila", "Asia/Manila"),
        ("america/new york", "America/New_York"),
        ("Manila", "Asia/Manila"),
        ("lisbon", "Europe/Lisbon"),
        ("Lisboa", "Europe/Lisbon"),
        ("New York", "America/New_York"),
        ("NYC", "America/New_York"),
        ("San Francisco", "America/Los_Angeles"),
        ("Philippines", "Asia/Manila"),
        ("the Philippines", "Asia/Manila"),
        ("Cebu City", "Asia/Manila"),
        ("Manila, Philippines", "Asia/Manila"),
        ("Germany", "Europe/Berlin"),
        ("UK", "Europe/London"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Zürich", "Europe/Zurich"),
        ("India", "Asia/Kolkata"),
        ("Mumbai", "Asia/Kolkata"),
        ("Argentina", "America/Argentina/Buenos_Aires"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Indianapolis", "America/Indiana/Indianapolis"),
        ("Mexico City", "America/Mexico_City"),
        ("Ho Chi Minh City", "Asia/Ho_Chi_Minh"),
        ("Kyiv", "Europe/Kyiv"),
        ("Singapore", "Asia/Singapore"),
        ("Türkiye", "Europe/Istanbul"),
        ("Turkey", "Europe/Istanbul"),
        ("Bosnia and Herzegovina", "Europe/Sarajevo"),
        ("UTC", "UTC"),
        ("Lagos, Nigeria", "Africa/Lagos"),
        ("Lagos Nigeria", "Africa/Lagos"),
        ("London, England", "Europe/London"),
        ("Austin, USA", "America/Chicago"),
        ("Manila time", "Asia/Manila"),
    ],
)
def test_zone(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "first_guess"),
    [
        ("EST", "America/New_York"),
        ("PST", "America/Los_Angeles"),
        ("E.S.T.", "America/New_York"),
        ("US/Eastern", "America/New_York"),
        ("CET", "Europe/Berlin"),
        ("IST", "Asia/Kolkata"),
        ("USA", "America/New_York"),
        ("Manilla", "Asia/Manila"),
        ("Man", "Asia/Manila"),
        ("London, Ontario", "Europe/London"),
        ("Austin, TX", "America/Chicago"),
        ("Brazil", "America/Sao_Paulo"),
    ],
)
def test_unclear_zone_gets_a_guess(typed: str, first_guess: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_zone(typed)
    guess = caught.value.why.args["guess"]
    assert caught.value.why.key == "invalid-zone"
    assert isinstance(guess, tuple)
    assert first_guess in guess
    assert len(guess) <= 3


@pytest.mark.parametrize(
    "typed", ["Gondor", "Europe", "UTC+8", "Etc/GMT+5", "8", "🙂", "../../etc/passwd", "/etc/localtime"]
)
def test_unknown_zone(typed: str) -> None:
    with pytest.raises(Invalid, match="invalid-zone"):
        read_zone(typed)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("man", "Asia/Manila"),
        ("phil", "Asia/Manila"),
        ("new y", "America/New_York"),
        ("pst", "America/Los_Angeles"),
        ("Europe/Li", "Europe/Lisbon"),
    ],
)
def test_zones_suggested_while_typing(typed: str, first: str) -> None:
    assert first in zones_like(typed)[:3]


def test_zones_suggested_are_few_and_real() -> None:
    assert len(zones_like("a")) == 25
    assert len(zones_like("")) == 25
    assert zones_like("x" * 50_000) == ()
    for typed in ("", "a", "pst", "usa", "united"):
        assert all(read_zone(zone) == zone for zone in zones_like(typed, limit=100))


# -- whatever is typed --------------------------------------------------------------------------

READERS: list[Callable[[str], object]] = [
    lambda raw: clean_text(raw, most=3_000),
    refuse_secret,
    lambda raw: read_number(raw, at("en"), least=0, most=9, whole=False, unit="h"),
    lambda raw: read_number(raw, at("de"), least=-1e9, most=1e9, whole=True, unit=None),
    lambda raw: read_percent(raw, at("pt-BR")),
    read_ratio,
    read_yes_no,
    lambda raw: read_choice(raw, AREAS),
    lambda raw: read_choices(raw, AREAS),
    lambda raw: read_scale(raw, LEVELS),
    lambda raw: read_date(raw, at("en-GB"), earliest=None, latest=None),
    lambda raw: read_date(raw, at("de"), earliest=date(2020, 1, 1), latest=date(2026, 11, 23)),
    lambda raw: read_duration(raw, at("en")),
    read_link,
    read_zone,
    zones_like,
    read_wall_time,
]
PIECES = st.lists(
    st.sampled_from(
        [
            "1",
            "8",
            "31",
            "2026",
            "99",
            ".5",
            "1,5",
            "-3",
            "h",
            "min",
            ":",
            "/",
            ".",
            ",",
            "-",
            "of",
            "and",
            "half",
            "a",
            "an",
            "two",
            "next",
            "Friday",
            "week",
            "Jan",
            "month",
            "in",
            "end",
            "the",
            "of",
            "8th",
            "ago",
            "days",
            "all",
            "but",
            "yes",
            "no",
            "https://",
            "<x|y>",
            "@",
            "password:",
            "%",
            "4️⃣",
            "👍",
            "Inbox",
            "pm",
            "am",
            "noon",
            "quarter",
            "past",
            "to",
            "\x00",
            "�",
            "½",
            "٤",
            "é",
        ]
    ),
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize("reader", READERS)
@settings(deadline=None)  # the machine may be busy; speed has its own test
@given(raw=NASTY | PIECES)
@example(raw="")
@example(raw="x" * 50_000)
@example(raw="🙂" * 500)
@example(raw="\u202eabc")
@example(raw="e" + "\u0301" * 400)
@example(raw="\x00")
@example(raw="\ud800")
@example(raw="٤" * 50)
@example(raw="9" * 60)
@example(raw="²")
@example(raw="ⅷ")
def test_a_reader_refuses_in_words_and_never_falls_over(reader: Callable[[str], object], raw: str) -> None:
    refused = None
    try:
        reader(raw)
    except Invalid as invalid:
        refused = invalid.why
    assert refused is None or refused.key.startswith("invalid-")
