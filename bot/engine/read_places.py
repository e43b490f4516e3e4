"""Where things are: links to pages, and the time zone of a place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from bot.engine import places
from bot.engine.read_text import clean_text, few_words, refuse_secret
from bot.engine.reading import folded
from bot.engine.text import Invalid, t

_MOST_LINK = 2_000
_MOST_TYPED = 80
_NEAR = 0.82
"""From here on it is a city with a wrong letter, and no other name."""
_HOST = re.compile(r"(?=.{1,253}$)(?:(?!-)[\w-]{1,63}(?<!-)\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})")
_ENDS_A_LINK = str.maketrans({"{": "%7B", "}": "%7D", "|": "%7C", "^": "%5E"})  # in the markup of chats
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}")


def read_link(raw: str) -> str:
    """A web address somebody may click: http or https, a real host, nothing secret in it.

    Takes what Slack, Discord and Markdown wrap around links, and adds https:// where it was left out.
    """
    text = clean_text(raw, most=_MOST_LINK)
    if found := re.fullmatch(r"<([^<>|\s]+)(?:\|[^<>]*)?>|\[[^\[\]]*\]\(<?([^()<>\s]+)>?\)", text):
        text = (found[1] or found[2]).replace("&amp;", "&")
    refuse_secret(text)
    if text.startswith("//"):
        text = "https:" + text
    elif not re.match(r"https?://", text, re.IGNORECASE):
        if re.match(r"[a-z][a-z0-9+.-]*:(?!\d{1,5}(?:[/?#]|$))|\w+://", text, re.IGNORECASE):
            raise Invalid(t("invalid-link"))
        text = "https://" + text
    if re.search(r"[\s\\<>\"`]", text):
        raise Invalid(t("invalid-link"))
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Invalid(t("invalid-link")) from None
    if parts.password is not None:
        raise Invalid(t("invalid-secret"))
    if "@" in parts.netloc or port == 0 or not (_HOST.fullmatch(host) or _IPV4.fullmatch(host)):
        raise Invalid(t("invalid-link"))
    place = host if port is None else f"{host}:{port}"
    link = urlunsplit((parts.scheme.lower(), place, parts.path, parts.query, parts.fragment))
    return link.translate(_ENDS_A_LINK)


def is_zone(name: str) -> bool:
    """Whether this is the IANA name of a zone that exists here."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found; not a name at all; a folder or too long a name
        return False
    return True


_SAID_BEFORE = re.compile(
    r"^(?:(?:i'm|i am|im|i|we're|we are|we)\s+)?(?:(?:now|just|have)\s+)*"
    r"(?:moved to|living in|live in|staying in|based in|in|to)\s+(?:now\s+)?|\s+now[.!]?$",
    re.IGNORECASE,
)
"""What stands around the name of a city: "I moved to Porto"."""


def read_zone(raw: str) -> str:
    """The IANA zone by its name, a city or a country with one zone; never by letters such as "EST"."""
    text = _SAID_BEFORE.sub("", few_words(raw, most=_MOST_TYPED, why=t("invalid-zone-unknown")))
    word = folded(text)
    exact = _by_name().get(text.casefold().replace(" ", "_"))
    if exact is not None:
        return exact
    if re.sub(r"\W", "", text.casefold()) in places.LETTER_CODES:
        raise _not_a_zone(places.LETTER_CODES[re.sub(r"\W", "", text.casefold())])
    if word in places.UTC:
        return "UTC"
    zones: Sequence[str] = ()
    for city, region in _city_and_region(text):
        if city in _cities():
            zones = _cities()[city]
            narrowed = [zone for zone in zones if not region or zone in _region(region)]
            if len(narrowed) == 1:
                return narrowed[0]
            break
    else:
        zones = _countries().get(word.removeprefix("the "), ())
        if len(zones) == 1:
            return zones[0]
    raise _not_a_zone(zones or (() if word in places.AREAS else zones_like(raw, limit=3)))


def _city_and_region(text: str) -> list[tuple[str, str]]:
    """The ways to read a place as a city and its country: "Cebu City", "Lagos, Nigeria", "Lagos Nigeria"."""
    word = folded(text).removesuffix(" time")
    city, _, region = text.partition(",")
    if region:
        return [(folded(city), folded(region))]
    tokens = word.split()
    cuts = ((" ".join(tokens[:cut]), " ".join(tokens[cut:])) for cut in range(1, len(tokens)))
    in_region = [(city, region) for city, region in cuts if _region(region)]
    return [(word, ""), (word.removesuffix(" city"), ""), *in_region]


def _region(name: str) -> Sequence[str]:
    """The zones of a country or of a part of one."""
    return _countries().get(name.removeprefix("the "), ()) or _cities().get(name, ())


def zones_like(raw: str, limit: int = 25) -> tuple[str, ...]:
    """The zones that may be meant, best first, for suggestions while somebody types. Never refuses."""
    try:
        text = clean_text(raw, most=_MOST_TYPED)
    except Invalid as invalid:
        return places.USUAL[:limit] if invalid.why.key == "invalid-empty" else ()
    word = folded(text.replace("_", " "))
    code = re.sub(r"\W", "", text.casefold())
    ranked: dict[str, None] = dict.fromkeys(places.LETTER_CODES.get(code, ()))
    if word:
        names = [
            *_cities().items(),
            *_countries().items(),
            *((folded(zone), (zone,)) for zone in _by_name().values()),
        ]
        tests = (
            lambda name: name == word,
            lambda name: name.startswith(word),
            lambda name: f" {word}" in f" {name}",
            lambda name: len(word) > 2 and word in name,
        )
        for test in tests:
            for name, zones in names:
                if test(name):
                    ranked.update(dict.fromkeys(zones))
        if not ranked:
            near = difflib.get_close_matches(word, [name for name, _ in names], n=5, cutoff=_NEAR)
            table = dict(names)
            ranked.update(dict.fromkeys(zone for name in near for zone in table[name]))
    return tuple(ranked)[:limit]


def _not_a_zone(guesses: Sequence[str]) -> Invalid:
    cities = tuple(dict.fromkeys(zone.rpartition("/")[2].replace("_", " ") for zone in guesses))[:3]
    return Invalid(t("invalid-zone", guess=cities) if cities else t("invalid-zone-unknown"))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Zones by their own name; only Area/City ones, because "EST" or "Etc/GMT+5" mislead."""
    areas = (
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    known = sorted(zone for zone in available_timezones() if zone.startswith(areas))
    return {**{zone.casefold(): zone for zone in known}, "utc": "UTC", "etc/utc": "UTC"}


@lru_cache(maxsize=1)
def _cities() -> dict[str, tuple[str, ...]]:
    """Zones by city: the current zones first, then well-known other cities and former names."""
    current = {zone for zones in get_global("territory_zones").values() for zone in zones}
    cities: dict[str, tuple[str, ...]] = {}
    for zone in sorted(_by_name().values(), key=lambda zone: (zone not in current, zone.count("/"), zone)):
        name = folded(zone.split("/")[-1].replace("_", " "))
        if zone in current and name in cities and name not in places.ONE_MEANT:
            cities[name] = (*cities[name], zone)
        cities.setdefault(name, (zone,))
    for zone, names in places.CITIES.items():
        cities.update(dict.fromkeys(names.split("|"), (zone,)))
    return cities


@lru_cache(maxsize=1)
def _countries() -> dict[str, tuple[str, ...]]:
    """Zones by country; one zone where nearly everybody there lives in it."""
    names = Locale.parse("en").territories
    countries: dict[str, tuple[str, ...]] = {}
    known = set(_by_name().values())
    for code, zones in get_global("territory_zones").items():
        usual = places.MAIN_ZONES.get(code) or tuple(zone for zone in zones if zone in known)
        if usual and code in names and len(code) == 2:
            countries[folded(names[code])] = usual
            countries[folded(names[code].replace("&", "and"))] = usual
    for code, other in places.COUNTRY_NAMES.items():
        for name in other.split("|"):
            countries[name] = countries[folded(names[code])]
    return countries
