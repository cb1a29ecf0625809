"""Tell how a finished file differs from its document: lost words, disorder, wrong numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dossier.build.comparison import Disorder, Misprint, Parting, disorder
from dossier.build.lost_words import Loss
from dossier.build.printed_sequence import Piece
from dossier.build.ready_document import ReadyDocument
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.layout import shown


def differing(
    document: ReadyDocument,
    format_: str,
    misprints: Sequence[Misprint],
    parting: Parting | None,
    loss: Loss | None,
) -> Iterator[Finding]:
    """Yield what is wrong with a file: lost words, or the first out of order; and wrong numbers.

    Of several wrong numbers of one sort, such as notes, the first is told of.
    """
    name = f"{document.id}.{format_}"
    if loss:
        yield _lost(document, format_, loss)
    elif parting:
        yield _disordered(document, name, disorder(parting))
    for _, (first, *_more) in groupby(sorted(misprints, key=_sort), key=_sort):
        yield _misprinted(document, name, first)


def _lost(document: ReadyDocument, format_: str, loss: Loss) -> Finding:
    words = " ".join(loss.missing) or " ".join(loss.surplus)
    kind = "lacks words of the text" if loss.missing else "has words that are not in the text"
    block = f' of the block "{loss.block.id}"' if loss.block and loss.missing else ""
    message = f"the finished {document.id}.{format_} {kind}{block}: {words}"
    hint = (
        "look for a style that hides or repeats text, or letters that no font has; no file was kept"
    )
    file, line = (loss.block.file, loss.block.line) if loss.block else (shown(document.template), 0)
    return Finding(file, line, Fault.WORDS_LOST, message, hint)


def _sort(misprint: Misprint) -> str:
    return misprint.piece.sort


def _misprinted(document: ReadyDocument, name: str, misprint: Misprint) -> Finding:
    piece = misprint.piece
    printed, belongs = misprint.printed, piece.text
    message = f'the finished {name} prints the number "{printed}" where "{belongs}" belongs'
    hint = "look for what counts in the template or in its Word styles; no file was kept"
    file, line = _place(document, piece)
    return Finding(file, line, Fault.WRONG_NUMBER, message, hint)


def _disordered(document: ReadyDocument, name: str, out: Disorder) -> Finding:
    block = f'the block "{out.piece.block.id}"' if out.piece.block else "its words"
    where = f'"{out.early}" comes before "{out.late}"'
    message = f"the finished {name} prints {block} out of order: {where}"
    hint = "look for what turns, sorts or moves text in the template or its style; no file was kept"
    file, _ = _place(document, out.piece)
    line = out.piece.block.line if out.piece.block else 0
    return Finding(file, line, Fault.WORDS_OUT_OF_ORDER, message, hint)


def _place(document: ReadyDocument, piece: Piece) -> tuple[str, int]:
    if piece.block is None:
        return shown(document.template), 0
    return piece.block.file, piece.line or piece.block.line
