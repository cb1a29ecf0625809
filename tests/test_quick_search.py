"""The quick look at a text passes over nothing: what it leaves out, the whole search finds not."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.model.registry import Person, Place, Protected
from dossier.redaction.names import GuardedNames
from dossier.redaction.names.guarded_names import guarded_names
from dossier.redaction.names.name_words import NameWords
from dossier.redaction.scan import Guard, Piece
from dossier.redaction.scan.phrases import Phrase, Phrases

# All names here are invented.
PEOPLE = tuple(
    Person(f"p{number}", name, spellings, named="public" if number > 11 else "nobody")
    for number, (name, spellings) in enumerate(
        (
            ("Jane Exemplar", ("Джейн Экземпл",)), ("A. U. Samplebekova", ()), ("Li Na", ("李娜",)),
            ("Nina Petrovna Samplova", ("Нина Петровна Самплова",)), ("May Law", ()), ("Ümit Çelikö", ()),
            ("أحمد الأمثلة", ("Ahmad al-Amthila",)), ("田中太郎", ("Tanaka Taro", "田中 太郎")), ("Bo", ()),
            ("Sean O'Sample", ()), ("Ναταλία Παράδειγμα", ()), ("Maria José de la Muestra Prueba", ()),
            ("John Exemplar", ()), ("Nina Open", ()),
        )
    )
)  # fmt: skip
PHRASES = (
    "Aul 7", "the village of Sampletown", "Старый мост", "13 May 2014", "code 4711",
    "the witness saw the men in the yard of the office on that day before the strike began again",
    "例の村", "ملا الأمثلة", "a-b c", "Groß Beispiel",
)  # fmt: skip
PROTECTED = tuple(Protected(f"w{n}", (each,), "partners") for n, each in enumerate(PHRASES[:5]))


class AllNames(GuardedNames):
    """Names that are looked for with no quick look: each word may be the centre of a name."""

    def __init__(self, people, audience):
        super().__init__(people, audience)
        self.words = AllWords(self.table)

    def may_be_spread(self, letters):
        return True


class AllWords(NameWords):
    def centres(self, words):
        return words


class AllPhrases(Phrases):
    """Phrases that are looked for with no quick look."""

    def may_stand_in(self, letters):
        return True


GUARD = Guard(PEOPLE, PROTECTED, tuple((each, "x", Place()) for each in PHRASES[5:]), "public")
ALL = Guard(*(getattr(GUARD, each) for each in ("people", "protected", "phrases", "audience")))
ALL.__dict__["net"] = AllNames(PEOPLE, "public")
ALL.__dict__["said"] = AllPhrases(
    (
        *(
            Phrase(e, f'the protected phrase "{e}"', PROTECTED[n].at, e)
            for n, e in enumerate(PHRASES[:5])
        ),
        *(Phrase(each, "x", Place()) for each in PHRASES[5:]),
    )
)

SAID = [each for one in PEOPLE for each in (one.name, *one.spellings)] + [*PHRASES]
LOOKS = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
WAYS = (
    str, str, str, str.upper, str.lower, str.title, quote, lambda text: quote(text, safe="").lower(),
    lambda text: text[::-1], lambda text: " ".join(text), lambda text: "\n".join(text),
    lambda text: "|".join(text), lambda text: text.replace(" ", ""), lambda text: text.replace(" ", "\n"),
    lambda text: text.replace(" ", "_"), lambda text: text.translate(LOOKS), lambda text: text.replace(" ", "2 "),
    lambda text: "2".join(text), lambda text: "\u200b".join(text), lambda text: "\u0301".join(text),
    lambda text: text[:4] + "12" + text[4:], lambda text: text[:3] + "[3]" + text[3:],
    lambda text: text[:4] + " " + text[4:], lambda text: text[:5] + "-\n" + text[5:],
    lambda text: text.replace("o", "0").replace("l", "1"), lambda text: text + "а", lambda text: text + "s",
    lambda text: text + "ова", lambda text: "@" + text.replace(" ", ""), lambda text: text[:1] + ". " + text[2:],
    lambda text: text.split()[0], lambda text: text.split()[-1], lambda text: " ".join(text.split()[::-1]),
    lambda text: "".join(text.split()[::-1]), lambda text: text[:-1], lambda text: text[1:],
    lambda text: "xn--" + text.encode("punycode").decode("ascii", "replace"),
    lambda text: " ".join(text.translate(LOOKS)), lambda text: text.replace("l", "I"), lambda text: text[:2] + "²" + text[2:], lambda text: text.swapcase(),
)  # fmt: skip
FILLING = [
    "a",
    "the",
    "in",
    "I",
    "A",
    "J.",
    "u",
    "U.",
    "2",
    "a1",
    "A4",
    "of",
    "union",
    "said",
    "Mr",
    "and",
    "§",
    "2014",
    "–",
    "例",
    "я",
    "’",
    "%",
    "%2",
    "xn--",
    "ال",
    "ß",
]
BETWEEN = ["", " ", "\n", ", ", "'", "’", "_", "-", "/", ".", "2", "%20", "@", "\u00ad", " \u200f"]


@st.composite
def texts(draw):
    """Return a text that may write names and phrases, or their parts, in any way."""
    written = st.builds(lambda way, said: way(said), st.sampled_from(WAYS), st.sampled_from(SAID))
    twice = st.builds(lambda way, said: way(said), st.sampled_from(WAYS), written.filter(str.split))
    other = st.one_of(st.sampled_from(FILLING), st.text(max_size=4))
    some = draw(st.lists(st.one_of(other, other, written, twice), min_size=1, max_size=6))
    return "".join(each + draw(st.sampled_from(BETWEEN)) for each in some)


MODES = st.sampled_from(["words", "id", "address"])


@given(texts(), MODES)
def test_names_are_found_as_if_each_word_were_looked_at(text, mode):
    assert guarded_names(PEOPLE, "public").find(text, mode) == ALL.net.find(text, mode)


@given(texts(), MODES)
def test_phrases_are_found_as_if_each_were_looked_for(text, mode):
    assert GUARD.said.find(text, mode) == ALL.said.find(text, mode)


@st.composite
def cut_up(draw):
    """Return pieces that may hold a name or phrase, whole or cut apart."""
    text = draw(texts())
    places = draw(st.lists(st.integers(0, len(text)), max_size=4).map(sorted))
    parts = [text[begin:end] for begin, end in zip([0, *places], [*places, len(text)], strict=True)]
    return [Piece(each, f"page {n}", draw(MODES)) for n, each in enumerate(parts)]


@given(st.lists(cut_up(), min_size=1, max_size=3))
@example([[Piece("J", "page 1"), Piece("a n e", "page 2"), Piece("Exemplar", "page 3")]])
@example([[Piece("لا", "page 1"), Piece("ملا ا", "page 2"), Piece("لأمثلة", "page 3")]])
def test_pieces_are_searched_as_if_each_word_were_looked_at(made):
    pieces = [piece for each in made for piece in each]
    assert GUARD.find(pieces) == ALL.find(pieces)


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_names_and_phrases_written_in_each_way_are_found_as_before(way):
    """Each by itself, so that no law above rests on what Hypothesis happens to try."""
    for said in SAID:
        text = f"He was {WAYS[way](said)} there"
        assert GUARD.find([Piece(text, "")]) == ALL.find([Piece(text, "")])


def test_what_is_compared_is_found_in_most_ways():
    found = {way for way, write in enumerate(WAYS) if ALL.find([Piece(write("Jane Exemplar"), "")])}
    assert len(found) > len(WAYS) * 3 / 4
