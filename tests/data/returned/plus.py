"""Edit an export with docx-plus: tracked changes and a thread of comments, made run by run.

python plus.py EXPORT.docx FOLDER        (a Python with docx-plus)
"""

from __future__ import annotations

import copy
import sys
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from docx_plus.comments import add_comment, reply_to_comment, resolve_comment
from docx_plus.revisions import RevisionIdRegistry, mark_deletion, mark_insertion

ANN, BEN = "Ann Hentzau", "Ben Rassendyll"
WHEN = {
    ANN: datetime(2026, 9, 1, 10, 0, tzinfo=UTC),
    BEN: datetime(2026, 9, 2, 11, 30, tzinfo=UTC),
}


def paragraph(document, words: str) -> Paragraph:
    """Return the paragraph that says `words`, in a content control or a table too."""
    found = [Paragraph(each, document) for each in document.element.body.iter("{*}p")]
    (one,) = [each for each in found if words in each.text]
    return one


def apart(run: Run, words: str) -> Run:
    """Cut a run, so that `words` are a run of their own."""
    before, after = run.text.split(words, 1)
    pieces = [copy.deepcopy(run._r) for _ in range(2)]
    run._r.addnext(pieces[1])
    run._r.addnext(pieces[0])
    run.text = before
    middle, last = (Run(each, run._parent) for each in pieces)
    middle.text, last.text = words, after
    return middle


def words_of(document, context: str, words: str) -> Run:
    (run,) = [each for each in paragraph(document, context).runs if words in each.text]
    return apart(run, words)


def replace(document, registry, context: str, old: str, new: str, who: str) -> None:
    run = words_of(document, context, old)
    twin = copy.deepcopy(run._r)
    run._r.addnext(twin)
    added = Run(twin, run._parent)
    added.text = new
    mark_deletion(run, author=who, date=WHEN[who], id_registry=registry)
    mark_insertion(added, author=who, date=WHEN[who], id_registry=registry)


def main(export: str, folder: str) -> None:
    document = Document(export)
    registry = RevisionIdRegistry(document)
    target = words_of(document, "The list is still in use", "those who had taken part")
    first = add_comment(target, "Who has seen this list?", author=ANN)
    reply_to_comment(document, first.comment_id, "Two of our members have.", author=BEN)
    settled = add_comment(words_of(document, "hired by the", "900"), "Is this right?", author=BEN)
    resolve_comment(document, settled.comment_id)
    replace(document, registry, "founded in 1931", "1931", "1932", ANN)
    replace(document, registry, "when a ship is", "danger", "distress", BEN)
    replace(document, registry, "the office signs", "signs", "stamps", ANN)
    replace(document, registry, "Lilliput", "Lilliput", "Laputa", BEN)
    replace(document, registry, "Offer the dismissed", "same", "better", ANN)
    document.save(str(Path(folder) / "docx-plus-tracked.docx"))


if __name__ == "__main__":
    main(*sys.argv[1:])
