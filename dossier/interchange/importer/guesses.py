"""Tell what of a draft was guessed: its headings, bullets and notes, where no style says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.model.diagnostics import Finding
from dossier.model.document import Heading, Inlines, Node, Note, Paragraph
from dossier.model.faults import Fault
from dossier.model.walk import Part, below
from dossier.readers.drafts.draft import Draft

_TYPED = re.compile(r"note-\d+")


def guessed(draft: Draft) -> Iterator[Finding]:
    """Yield a warning for each thing in `draft` that may be something else."""

    def warn(line: int, rule: Fault, message: str, hint: str) -> Finding:
        return Finding(draft.file, line, rule, message, hint, severity="warning")

    hint = "give it a style in Word, or a sign # in Markdown, and import it again if it is none"
    for form in dict.fromkeys(each[2] for each in draft.heads):
        heads = [(line, text) for line, text, found in draft.heads if found == form]
        yield warn(heads[0][0], Fault.HEADING_GUESSED, _took(form, heads), hint)
    if draft.title and draft.title_guessed:
        message = f'took the line "{draft.title[:70]}" for the title'
        yield warn(1, Fault.TITLE_GUESSED, message, "correct `title:` in dossier.yaml")
    if draft.front_guessed:
        said = draft.procedure[:150]
        message = f'lines of the title page stand above the title now: "{said}"'
        hint = "correct `procedure:` in dossier.yaml, or move them into a block"
        yield warn(1, Fault.FRONT_GUESSED, message, hint)
    notes = [each for each in _all(draft) if isinstance(each, Note)]
    typed = [each for each in notes if _TYPED.fullmatch(each.id)]
    if typed:
        message = f"{len(typed)} numbers in the text were taken for calls of notes"
        yield warn(typed[0].line, Fault.NOTES_GUESSED, message, "look whether each of them is one")
    for first, number in _opening(draft):
        message = f"the note {number} stood in a title; it is called at the beginning of the text"
        yield warn(first, Fault.NOTE_IN_TITLE, message, "a title has no notes here")
    yield from _counting(draft)


def _took(form: str, heads: Sequence[tuple[int, str]]) -> str:
    """Return in words which lines of one form were taken for headings, with their lines."""
    if len(heads) == 1:
        return f'took the {form} line "{heads[0][1][:70]}" for a heading'
    said = "; ".join(f'{line} "{text[:50]}"' for line, text in heads)
    return f"took these {form} lines for headings: {said}"


def _all(draft: Draft) -> Iterator[Part]:
    for part in draft.parts:
        for node in part.content:
            yield from below(node)


def _opening(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield the notes that are called before the first word of a section."""
    count = 0
    for part in draft.parts:
        texts = (each for each in part.content if not isinstance(each, Heading))
        first = next(texts, None)
        for node in part.content:
            for each in below(node):
                count += isinstance(each, Note)
                if isinstance(each, Note) and node is first and each in _begins(node):
                    yield each.line, count


def _begins(node: Node) -> Inlines:
    """Return the first inline of a paragraph."""
    return node.content[:1] if isinstance(node, Paragraph) else ()


def _counting(draft: Draft) -> Iterator[Finding]:
    """Find the first paragraph whose number in the draft is not the one the program counts."""
    if draft.paragraphs != "numbered":
        return
    count = 0
    for part in draft.parts:
        for node in part.content:
            if not isinstance(node, Paragraph):
                continue
            count += 1
            typed = re.fullmatch(r"paragraph-(\d+)(?:\.\d+)?", node.id)
            number = int(typed[1]) if typed else 0
            if number != count:
                old = f"the number {number}" if number else "no number"
                message = f"this paragraph has {old} in the draft, and the program counts {count}"
                hint = "references to paragraphs in the text mean the old numbers from here on"
                yield Finding(
                    draft.file, node.line, Fault.NUMBERS_DIFFER, message, hint, severity="warning"
                )
                return
