"""Free text: ordinary and hostile, and what must not be kept."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import example, given

from bot.engine.read import clean_text, refuse_secret
from bot.engine.text import Invalid
from tests.engine.reading import NASTY

FAMILY = "👩\u200d👩\u200d👧"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"

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
        ("a\udc00", "a\ufffd"),
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
    "typed", ["", "   ", "\x00", "\u200b\u200d", "\u3164", "\u2800", "\n\n", "\u202e", "\u0301", "\x00\ud800"]
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
