"""Make files of an export with pandoc, as somebody does who would rather write Markdown.

python pandoc.py EXPORT.docx FOLDER        (a Python with pypandoc-binary)
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypandoc

ANN, BEN = 'author="Ann Hentzau" date="2026-09-01T10:00:00Z"', 'author="Ben Rassendyll" date="2026-09-02T11:30:00Z"'  # fmt: skip


def put(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


def changed(text: str, old: str, new: str, who: str) -> str:
    """Put `new` for the last words `old` with change tracking; of "a|b" only b is replaced."""
    around, _, gone = old.rpartition("|")
    came = f"[{new}]{{.insertion {who}}}" if new else ""
    return put(text, around + gone, f"{around}[{gone}]{{.deletion {who}}}{came}")


def written_again(text: str) -> str:
    """What a colleague changes in the Markdown without change tracking."""
    text = put(text, "founded in 1931", "founded in 1932")
    text = put(text, "when a ship is in danger", "when a ship is in distress")
    text = put(text, "Limit the hours of work", "Limit the hours of all work")
    text = put(text, "Interview with two witnesses", "Interview with three witnesses")
    return put(text, "The list is still in use.", "The list is still in use.\n\nNobody knows how long it is.")  # fmt: skip


def with_changes(text: str) -> str:
    """What two colleagues change with change tracking, and what they remark."""
    text = changed(text, "founded in |1931", "1932", ANN)
    text = changed(text, "when the minister |says", "decides", BEN)
    text = changed(text, "Protect", "Defend", ANN)
    text = changed(text, "Interview with |two", "three", BEN)
    text = changed(text, "gave it to all |agencies", "agencies of the port", ANN)
    start = f'[Who has seen it?]{{.comment-start id="0" {ANN}}}'
    return put(text, "The list is still", f'{start}The list[]{{.comment-end id="0"}} is still')


def main(export: str, folder: str) -> None:
    made = Path(folder)
    plain = ["--track-changes=all", "--wrap=none"]
    form = "markdown-simple_tables-multiline_tables-grid_tables"
    text = pypandoc.convert_file(export, form, extra_args=plain)
    pypandoc.convert_text(
        written_again(text), "docx", "markdown", outputfile=str(made / "pandoc-written-again.docx")
    )
    pypandoc.convert_text(
        with_changes(text), "docx", "markdown", outputfile=str(made / "pandoc-tracked.docx"),
        extra_args=[f"--reference-doc={export}"],
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
