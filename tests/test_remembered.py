"""What pure functions made of texts is remembered, and given back only for the same texts."""

from dossier.model.remembered import MOST, Remembered
from dossier.readers.blocks.block import read_block

BLOCK = "---\nid: strike\nkind: evidence\n---\nThe strike began.\n"


def test_a_text_is_read_once_and_another_one_anew() -> None:
    asked: list[tuple[str, ...]] = []

    def twice(*texts: str) -> str:
        asked.append(texts)
        return "".join(texts) * 2

    remember = Remembered(twice, "twice")
    assert [remember("a", "b"), remember("a", "b"), remember("ab", "")] == ["abab"] * 3
    assert asked == [("a", "b"), ("ab", "")]


def test_no_more_is_held_than_is_allowed_and_the_oldest_goes_first() -> None:
    remember = Remembered(lambda text: text.upper(), "upper")
    for number in range(MOST + 5):
        assert remember(f"t{number}") == f"T{number}"
    kept = [key for key, _ in remember.results()]
    assert (len(kept), kept[0]) == (MOST, ("t5",))


def test_the_same_block_in_another_file_is_another_block() -> None:
    one, two = (read_block(BLOCK, file)[0] for file in ("a.md", "b.md"))
    assert one is not None
    assert two is not None
    assert (one.file, two.file) == ("a.md", "b.md")
    assert read_block(BLOCK, "a.md")[0] is one
