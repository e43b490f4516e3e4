"""Links, and the places whose time people live by."""

from __future__ import annotations

import pytest

from bot.engine.read import read_link, read_zone, zones_like
from bot.engine.text import Invalid


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
    assert first_guess.rpartition("/")[2].replace("_", " ") in guess, "as people say it"
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
