"""What pure functions made of texts is remembered, and given back only for the same texts."""

from dossier.lint.text_pattern import TextPattern
from dossier.model.document import Inline, Inlines, Note, Paragraph, Strong, Text
from dossier.model.remembered import MOST, remembered, remembered_last
from dossier.model.walk import changed, rebuilt
from dossier.readers.blocks.block import read_block

BLOCK = "---\nid: strike\nkind: evidence\n---\nThe strike began.\n"


def test_a_text_is_read_once_and_another_one_anew() -> None:
    asked: list[tuple[str, ...]] = []

    @remembered
    def twice(*texts: str) -> str:
        asked.append(texts)
        return "".join(texts) * 2

    assert [twice("a", "b"), twice("a", "b"), twice("ab", "")] == ["abab"] * 3
    assert asked == [("a", "b"), ("ab", "")]


def test_no_more_is_held_than_is_allowed_and_the_oldest_goes_first() -> None:
    asked: list[str] = []

    @remembered
    def upper(text: str) -> str:
        asked.append(text)
        return text.upper()

    for number in range(MOST + 5):
        assert upper(f"t{number}") == f"T{number}"
    assert upper.cache_info().currsize == MOST
    asked.clear()
    assert [upper("t5"), upper("t4")] == ["T5", "T4"]
    assert asked == ["t4"]


def test_the_same_block_in_another_file_is_another_block() -> None:
    one, two = (read_block(BLOCK, file)[0] for file in ("a.md", "b.md"))
    assert one is not None
    assert two is not None
    assert (one.file, two.file) == ("a.md", "b.md")
    assert read_block(BLOCK, "a.md")[0] is one


def test_a_pattern_finds_the_same_again_and_is_made_ready_when_it_is_needed() -> None:
    broken, words = TextPattern("("), TextPattern(r"\bstrike\b")
    assert broken.pattern == "("
    found = words.all("a strike, a strike")
    assert [each.start() for each in found] == [2, 12]
    assert words.all("a strike, a strike") is found
    assert words.all("none") == ()


def test_what_a_change_leaves_alone_stays_the_same_value() -> None:
    kept = Strong((Text("one"),))
    paragraph = Paragraph((kept, Note("b/1", (Paragraph((Text("two"),), "n", 3),), 2)), "p", 1)

    def shout(inline: Inline) -> Inline:
        return Text("TWO") if inline == Text("two") else inline

    def alone(content: Inlines) -> Inlines:
        return tuple(content)

    assert rebuilt(paragraph, lambda inline: inline) is paragraph
    assert changed(paragraph, alone) is paragraph
    made = rebuilt(paragraph, shout)
    assert made.content[0] is kept
    assert made.content[1] == Note("b/1", (Paragraph((Text("TWO"),), "n"),))


def test_an_equal_value_in_another_line_is_put_in_place_of_the_first() -> None:
    paragraph = Paragraph((Note("b/1", (), 2),), "p", 1)
    made = rebuilt(paragraph, lambda inline: Note("b/1", (), 7))
    assert made == paragraph
    assert [each.line for each in made.content if isinstance(each, Note)] == [7]


class _Block:
    file, id = "a.md", "a"


def test_of_a_block_only_what_came_of_its_last_version_is_remembered():
    asked: list[object] = []

    @remembered_last(lambda block, *more: (block.file, block.id, *more))
    def count(block: _Block, view: str) -> int:
        asked.append(block)
        return len(asked)

    one, two = _Block(), _Block()
    assert [count(one, "un"), count(one, "un"), count(one, "public")] == [1, 1, 2]
    assert [count(two, "un"), count(one, "un")] == [3, 4]
    assert count(two, "public") == 5


def test_a_text_of_a_file_is_read_again_only_where_it_is_another():
    asked: list[str] = []

    @remembered_last(lambda text, file: file)
    def read(text: str, file: str) -> int:
        asked.append(text)
        return len(asked)

    assert [read("x" * 3, "a"), read("xx" + "x", "a"), read("y", "a"), read("xxx", "a")] == [
        1, 1, 2, 3,
    ]  # fmt: skip
    for at in range(MOST):
        read("z", f"{at}")
    assert read("xxx", "a") == len(asked)
