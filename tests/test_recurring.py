"""Recommendations that recur from cycle to cycle: found, scored, and confirmed by their author."""

from __future__ import annotations

import pytest

from dossier.build.follow_up.recurring import recurring
from dossier.build.recurrence_links import wrong_links
from dossier.model.registry import Earlier, Registry
from dossier.readers.registries.recommendations import read_recommendations

OTHERS = (
    "Build more schools in rural areas", "Protect children from trafficking across borders",
    "Improve access to clean water for all", "Strengthen the independence of judges",
)  # fmt: skip


def registry(*held: tuple[int, str, str], themes: tuple[str, ...] = ()) -> Registry:
    """Return recommendations by cycle, paragraph and text, and others on other subjects."""
    rest = [(cycle, f"9.{cycle}{n}", text) for cycle in (1, 2, 3) for n, text in enumerate(OTHERS)]
    entries = [
        Earlier(number, f"A/HRC/{cycle}/1", text, ("Chad",), "noted", cycle, themes=themes)
        for cycle, number, text in (*held, *rest)
    ]
    return Registry(earlier={(each.symbol, each.paragraph): each for each in entries})


def pairs(held: Registry) -> set[tuple[str, str]]:
    """Return what recurs, by paragraphs, without the others."""
    named = ((each.later.split()[1], each.earlier.split()[1]) for each in recurring(held))
    return {each for each in named if not each[0].startswith("9.")}


def test_a_recommendation_recurs_in_other_words_and_from_cycle_to_cycle():
    held = registry(
        (1, "1.1", "Repeal the restrictions on trade unions"),
        (2, "2.1", "Repeal all provisions that restrict the freedom of trade unions"),
        (3, "3.1", "Repeal the provisions restricting trade union freedom"),
    )
    assert {("2.1", "1.1"), ("3.1", "2.1")} <= pairs(held)
    assert all(0 < each.score <= 1 and not each.confirmed for each in recurring(held))


@pytest.mark.parametrize(
    ("one", "two", "near"),
    [
        ("Ratify ILO Convention No. 87", "Ratify ILO Convention 98", False),
        ("Ratify ILO Convention No. 87", "Ratify the ILO Convention 87", True),
        ("Ratify ILO Convention 87 by 2010", "Ratify ILO Convention 87 by 2015", True),
        ("Garantir la liberté syndicale", "Garantir les libertés syndicales", True),
        ("Ратифицировать Конвенцию о принудительном труде", "Ратифицировать конвенции о принудительном труде", True),
        ("Free all trade union leaders", "Increase the budget for hospitals", False),
    ],
)  # fmt: skip
def test_near_words_recur_and_other_numbers_do_not(one: str, two: str, near: bool):
    assert pairs(registry((1, "1.1", one), (2, "2.1", two))) == (
        {("2.1", "1.1")} if near else set()
    )


def test_nothing_recurs_within_a_cycle():
    assert (
        pairs(registry((2, "2.1", "End forced labour"), (2, "2.2", "End forced labour"))) == set()
    )


LISTED = """recommendations:
  - {paragraph: "1.1", symbol: A/1, cycle: 1, text: End forced labour}
  - {paragraph: "2.1", symbol: A/2, cycle: 2, text: Stop the cotton harvest, recurs: RECURS}
  - {paragraph: "2.2", symbol: A/2, cycle: 2, text: End forced labour}
"""


def read(recurs: str) -> Registry:
    entries, findings = read_recommendations(LISTED.replace("RECURS", recurs), "file")
    assert not findings
    return Registry(earlier={(each.symbol, each.paragraph): each for each in entries})


def test_what_an_author_confirms_recurs_whatever_its_words():
    found = {(each.later, each.earlier): each.confirmed for each in recurring(read("A/1 1.1"))}
    assert found == {("A/2 2.1", "A/1 1.1"): True, ("A/2 2.2", "A/1 1.1"): False}


def test_none_says_that_nothing_is_repeated():
    held = read("none")
    assert not wrong_links(held) and {each.later for each in recurring(held)} == {"A/2 2.2"}


@pytest.mark.parametrize(
    ("recurs", "rule"), [("A/1 1.2", "unknown-id"), ('"2.2"', "recurs-not-earlier"), ('["1.1", x]', "unknown-id")]
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_told(recurs: str, rule: str):
    (found,) = wrong_links(read(recurs))
    assert (found.rule, found.line) == (rule, 3)
