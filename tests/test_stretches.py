"""Only the words near those that matter are taken apart, and they are those that the text has."""

from hypothesis import given
from hypothesis import strategies as st

from dossier.redaction.names import stretches
from dossier.redaction.names.letters import WORD
from dossier.redaction.names.stretches import words_near

TOKENS = st.sampled_from(
    ["Aigul", "aigul", "U", "u", "Nu", "U'x", "U_x", "1U", "Жанна", "Жан", "国强", "国强Aigul", "وAigul",
     "well", "known", "-", '"text":"', "{", "12", "Lê", "o'U", "x" * 300, "Exem-", "plar"]
)  # fmt: skip
CENTRES = st.frozensets(
    st.sampled_from(["Aigul", "U", "u", "U'x", "Жанна", "Жан", "国强", "Lê", "plar"]), min_size=1
)
GAPS = st.sampled_from([" ", " ", " ", "\n", "", ",", "\u00a0"])


@given(
    st.lists(st.tuples(TOKENS, GAPS, st.integers(1, 30)), min_size=1, max_size=40),
    CENTRES,
    st.integers(0, 8),
)
def test_the_words_near_centres_are_those_of_the_whole_text(parts, centres, far):
    text = "".join((token + gap) if once > 3 else "word " * 40 + token + gap
                   for token, gap, once in parts)  # fmt: skip
    whole = [(each.start(), each[0]) for each in WORD.finditer(text)]
    near = [(each.start(), each[0]) for each in words_near(text, centres, far)]
    assert near == sorted({*near})
    assert {*near} <= {*whole}
    for at, (_, word) in enumerate(whole):
        if word in centres:
            begin = max(at - far, 0)
            wanted = whole[begin : at + far + 1]
            assert wanted == near[near.index(wanted[0]) :][: len(wanted)]


def test_of_a_long_text_few_words_are_taken_apart():
    text = "word " * 10_000 + "Aigul " + "word " * 10_000
    assert len([*words_near(text, {"Aigul"}, 8)]) < 200
    assert len(text) > stretches._LONG
