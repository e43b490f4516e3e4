"""The public holidays of a country, and the country that a time zone suggests."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec, module_from_spec
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

PACKAGE = "holidays.countries"


def public_holidays(
    country: str, years: Iterable[int], subdivision: str | None = None, language: str = "en"
) -> Mapping[date, str]:
    """Return the public holidays of a country by date, with their names.

    Ask for every year that is looked at, the next one included. An unknown country has none, an
    unknown subdivision those of the whole country, and names come in the country's own language where
    they do not exist in `language`.
    """
    return _holidays(country.upper(), tuple(sorted(set(years))), subdivision, language)


@lru_cache(maxsize=256)
def _holidays(
    country: str, years: tuple[int, ...], subdivision: str | None, language: str
) -> Mapping[date, str]:
    calendar = _calendar(country)
    if calendar is None:
        return MappingProxyType({})
    found = _library().country_holidays(
        country,
        subdiv=subdivision if subdivision in calendar.subdivisions else None,
        years=years,
        language=_nearest(language, calendar.supported_languages) or calendar.default_language,
    )
    return MappingProxyType(dict(sorted(found.items())))


def _calendar(country: str) -> HolidayBase | None:
    try:
        return _library().country_holidays(country) if len(country) == 2 else None
    except NotImplementedError:
        return None


@cache
def _library() -> ModuleType:
    """The library, loaded when somebody first asks, with a package of countries that loads none by itself.

    Its own loads all two hundred and fifty with the first of them, which takes 8 MB.
    """
    if PACKAGE not in sys.modules and (spec := find_spec(PACKAGE)) is not None:
        sys.modules[PACKAGE] = module_from_spec(spec)
    return import_module("holidays")


def country_of_zone(zone: str) -> str | None:
    """Propose the country (two letters) somebody in this zone works in; None where a zone has none."""
    countries, aliases = _zone_tables()
    return countries.get(zone) or countries.get(aliases.get(zone, ""))


def _nearest(language: str, offered: tuple[str, ...]) -> str | None:
    """Pick the wished language, else the same one of another place: en_GB where en_US is wished.

    The library would look at the machine's own language where it has none; nobody asked for that.
    """
    wished = language.replace("-", "_")
    alike = (one for one in offered if one.split("_")[0] == wished.split("_")[0])
    return wished if wished in offered else next(alike, None)


@cache
def _zone_tables() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Country by zone, and today's name by each old one (browsers still say Asia/Calcutta)."""
    folder = files("tzdata").joinpath("zoneinfo")
    countries: dict[str, str] = {}
    # zone.tab has one line per country and place; zone1970.tab shares lines, its first country leads.
    for table in ("zone1970.tab", "zone.tab"):
        for line in folder.joinpath(table).read_text("utf-8").splitlines():
            if not line.startswith("#"):
                codes, _, name = line.split("\t")[:3]
                countries[name] = codes[:2]
    links = (line.split() for line in folder.joinpath("tzdata.zi").read_text("utf-8").splitlines())
    return countries, {link[2]: link[1] for link in links if link[:1] == ["L"]}
