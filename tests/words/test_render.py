"""A text becomes words for its reader, and what people wrote stays what they wrote."""

import logging
import threading
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.engine.cards import Link, Run, When
from bot.engine.text import Instant, Person, Text, t
from bot.words import Reader, plain, render
from bot.words.catalogue import Catalogue, languages
from bot.words.render import MissingWords, _Strictness

RITA = Reader("en", "Europe/Lisbon")
JOY = Reader("en", "Asia/Manila")
JULIA = Reader("de-AT", "Europe/Vienna")
FRIDAY_AT_7 = Instant(1_795_762_800_000)
"""Fri 27 Nov 2026, 7:00 UTC."""

HOSTILE = [
    "**loud**",
    "[x](http://example.test)",
    "[x](https://example.test/)",
    "<@everyone> <!channel> @here",
    "{ $other } {$x} { -term } { yes }",
    '{ NUMBER($x) } { "quoted" }',
    "key = value\n    .attribute = other",
    "\ue000\ue001\uf8ff",
    "\u202eright to left\u202c",
    "مرحبا **يا** جوي",
    "\u2068isolated\u2069",
    "* [one] -> * { } \\{ \\u0041",
    "line\n\n  other line\t",
    "",
    "x" * 3000,
]


@pytest.mark.parametrize("said", HOSTILE)
def test_what_people_wrote_is_never_markup(catalogue, said):
    catalogue(en="key = Joy says **{ $said }** [here](https://example.test/page): { $said }")
    assert render(t("key", said=said), RITA) == (
        *((Run("Joy says "), Run(said, strong=True), Run(" ")) if said else (Run("Joy says  "),)),
        Link("https://example.test/page", "here"),
        Run(f": {said}"),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.text(), other=st.text())
def test_any_two_texts_arrive_unchanged(catalogue, said, other):
    catalogue(en="key = { $said }|{ $other }|{ $said }")
    assert plain(t("key", said=said, other=other), RITA) == f"{said}|{other}|{said}"


@pytest.mark.parametrize("said", HOSTILE)
def test_names_nested_texts_and_lists_are_as_safe(catalogue, said):
    catalogue(en="key = { $who }: { $what }, { $items }\ninner = { $said }")
    text = t("key", who=Person("U1", said), what=t("inner", said=said), items=(said, t("inner", said=said)))
    assert plain(text, RITA) == f"{said}: {said}, {said} and {said}"


def test_a_person_is_named_and_never_pinged(catalogue):
    catalogue(en="key = Ask { $who }.")
    assert render(t("key", who=Person("U024BE7LH", "Joy")), RITA) == (Run("Ask Joy."),)


def test_bold_links_and_line_breaks_are_read_from_the_catalogue(catalogue):
    catalogue(
        en='key =\n    {""}**One** two\n    three [four](https://example.test/a?b=1) [five] (six) 2 * 3'
    )
    assert render(t("key"), RITA) == (
        Run("One", strong=True),
        Run(" two\nthree "),
        Link("https://example.test/a?b=1", "four"),
        Run(" [five] (six) 2 * 3"),
    )


def test_an_address_can_be_an_argument_only_if_it_is_one(catalogue):
    catalogue(en="key = [{ $what }]({ $url })")
    assert render(t("key", what="Drafts", url="https://example.test/d"), RITA) == (
        Link("https://example.test/d", "Drafts"),
    )
    for url in ("javascript:alert(1)", "https://a b", "see https://example.test", "https://a|b>"):
        assert render(t("key", what="Drafts", url=url), RITA) == (Run(f"Drafts ({url})"),)


def test_a_nested_text_keeps_its_own_markup_and_takes_the_weight_around_it(catalogue):
    catalogue(en="outer = a { $inner } **b { $inner }**\ninner = x **y** [z](https://example.test)")
    x, y, link = Run("x "), Run("y", strong=True), Link("https://example.test", "z")
    assert render(t("inner"), RITA) == (x, y, Run(" "), link)
    assert render(t("outer", inner=t("inner")), RITA) == (
        Run("a x "), y, Run(" "), link, Run(" "), Run("b x y ", strong=True), link,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "nothing"), (1, "1 reply"), (1.0, "1 reply"), (2, "2 replies"), (1234.5, "1,234.5 replies")],
)
def test_numbers_choose_plurals_and_are_written_by_locale(catalogue, count, words):
    catalogue(en="key = { $n ->\n    [0] nothing\n    [one] { $n } reply\n   *[other] { $n } replies\n }")
    assert plain(t("key", n=count), RITA) == words


def test_numbers_take_the_signs_of_the_reader(catalogue):
    catalogue(en="key = { $n } of { $n ->\n   *[other] { $n }\n }")
    assert plain(t("key", n=1092.25), Reader("de", "Europe/Berlin")) == "1.092,25 of 1.092,25"


def test_a_word_chooses_a_variant_and_is_still_only_words(catalogue):
    catalogue(en="key = { $way ->\n    [sent] Sent\n   *[other] Unknown way { $way }\n }")
    assert plain(t("key", way="sent"), RITA) == "Sent"
    assert render(t("key", way="**x**"), RITA) == (Run("Unknown way **x**"),)


def test_the_kind_of_work_chooses_the_words(catalogue):
    catalogue(en="key = { $kind ->\n    [employee] Training\n   *[contractor] Paid orientation, offered\n }")
    assert plain(t("key"), RITA) == "Paid orientation, offered"
    assert plain(t("key"), Reader("en", "UTC", "employee")) == "Training"
    assert plain(t("key", kind="employee"), RITA) == "Training"


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (RITA, "Fri 27 Nov, 07:00"),
        (JOY, "Fri 27 Nov, 15:00"),
        (Reader("en-US", "America/Los_Angeles"), "Thu 26 Nov, 23:00"),
        (JULIA, "Fr., 27. Nov., 08:00"),
        (Reader("pt-BR", "America/Sao_Paulo"), "sex., 27 de nov., 04:00"),
    ],
)
def test_a_moment_is_told_in_the_zone_of_the_reader(reader, words):
    assert render(t("answer-plain", value=FRIDAY_AT_7), reader) == (When(FRIDAY_AT_7.ms, words),)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "Fri 8 Jan"),
        ("en-US", "Fri 8 Jan"),
        ("de", "Fr., 8. Jan."),
        ("fil", "Biy, Ene 8"),
        ("xx", "Fri 8 Jan"),
    ],
)
def test_a_day_has_no_zone(locale, words):
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        assert plain(t("answer-date", value=date(2027, 1, 8)), Reader(locale, zone)) == words


@pytest.mark.parametrize(
    ("locale", "day", "words"),
    [
        ("en", date(2027, 1, 8), "Fri 8 Jan"),
        ("en", date(2028, 1, 7), "Fri 7 Jan 2028"),
        ("en", date(2026, 1, 9), "Fri 9 Jan 2026"),
        ("de", date(2028, 1, 7), "Fr., 7. Jan. 2028"),
    ],
)
def test_a_day_far_from_today_is_said_with_its_year(locale, day, words):
    reader = Reader(locale, "UTC", today=date(2026, 11, 23))
    assert plain(t("answer-date", value=day), reader) == words


def test_lists_have_the_and_of_the_words_around_them(catalogue):
    catalogue(en="key = { $items }.\nx = **{ $name }**", de="key = { $items }!")
    items = t("key", items=("Inbox", t("x", name="Tone"), date(2027, 1, 8)))
    assert render(items, RITA) == (Run("Inbox, "), Run("Tone", strong=True), Run(" and Fri 8 Jan."))
    assert plain(items, Reader("de", "UTC")) == "Inbox; Tone; Fr., 8. Jan.!", (
        "a day has a comma of its own there"
    )
    assert (
        plain(t("key", items=("Statements, or a view", "Receipts")), RITA)
        == "Statements, or a view; Receipts."
    )
    assert plain(t("key", items=("Inbox (3, now 2)", "Tone")), RITA) == "Inbox (3, now 2) and Tone."
    assert plain(t("key", items=("Inbox", "Tone")), RITA) == "Inbox and Tone."
    assert plain(t("key", items=("Inbox",)), RITA) == "Inbox."
    assert plain(t("key", items=()), RITA) == "."


def test_a_language_falls_back_to_its_parent_and_to_english(catalogue):
    catalogue(en="a = A\nb = B\nc = C", pt="a = Ah\nb = Be", pt_BR="a = Ah!")
    reader = Reader("pt-BR", "America/Sao_Paulo")
    assert [plain(t(key), reader) for key in "abc"] == ["Ah!", "Be", "C"]


def test_a_broken_translation_falls_back_too(catalogue):
    catalogue(en="a = A", pt="a = { nothing-there }")
    assert plain(t("a"), Reader("pt", "UTC")) == "A"


@pytest.mark.parametrize(
    "locale", ["en", "en-US", "en_GB", "EN", "de", "tlh", "", "../secret", "pt-BR-x-much"]
)
def test_any_locale_has_words(locale):
    assert languages(locale)[-1] == "en"
    assert plain(t("yes"), Reader(locale, "UTC")) == "Yes"


def test_entries_and_terms_can_refer_to_others(catalogue):
    catalogue(
        en="-name = Fivefold\n-of = { $what ->\n   *[a] A\n    [b] B\n }\nb = **{ a }**\n"
        'a = { -name } for { $x } { -of(what: "b") }'
    )
    assert render(t("b", x="*"), RITA) == (Run("Fivefold for * B", strong=True),)


def test_a_decimal_can_be_given_its_digits(catalogue):
    catalogue(en="key = { NUMBER($n, minimumFractionDigits: 1) } of { $n }")
    assert plain(t("key", n=4), RITA) == "4.0 of 4"


@pytest.mark.parametrize(
    "text",
    [
        t("no-such-words"),
        Text("who-reads-both", {}),
        t("answer-unit", value=1),
        t("answer-duration", hours=1),
        t("-x"),
    ],
)
def test_missing_words_are_an_error_in_tests(text):
    with pytest.raises(MissingWords):
        render(text, RITA)


def test_people_get_the_nearest_words_and_the_log_never_gets_theirs(monkeypatch, caplog):
    monkeypatch.setattr(_Strictness, "on", False)
    with caplog.at_level(logging.ERROR, logger="bot.words.render"):
        assert plain(t("no-such-words", secret="salary"), RITA).startswith("I have no words for this yet.")
        assert plain(t("answer-unit", value="salary"), RITA) == "salary …"
        assert plain(t("answer-duration", hours=2), RITA) == "2 h … min"
    assert [record.__dict__["key"] for record in caplog.records][:2] == ["no-such-words", "answer-unit"]
    assert not any("salary" in str(record.__dict__) for record in caplog.records)


def test_threads_can_read_a_fresh_catalogue_together():
    source = "\n".join(
        f"key-{index} = {{ other-{index} }} **{{ $x }}**\nother-{index} = {index}" for index in range(200)
    )
    fresh = Catalogue("en", source)
    failed = []

    def read():
        try:
            for index in range(200):
                entry = fresh.entry(f"key-{index}")
                assert entry is not None
                assert entry.places == ("x",)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_items_with_an_and_of_their_own_are_kept_apart():
    plainly = t("answer-list", items=("wording", "dates", "refunds"))
    assert plain(plainly, RITA) == "wording, dates and refunds"
    mixed = t("answer-list", items=("the inbox and the shop", "rules"))
    assert plain(mixed, RITA) == "the inbox and the shop; rules"
    assert plain(t("answer-list", items=("the inbox and the shop",)), RITA) == "the inbox and the shop"
