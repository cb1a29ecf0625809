"""Tell what of a draft was guessed: its headings, bullets and notes, where no style says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from dossier.interchange.importer.sections import FORM, Sectioned, in_form
from dossier.interchange.importer.settled import Settled
from dossier.interchange.markdown_source.typed_phrases import phrase_like
from dossier.model.diagnostics import Finding
from dossier.model.document import Block, Heading, Inlines, Node, Note, Paragraph
from dossier.model.faults import Fault
from dossier.model.walk import Part, below
from dossier.readers.blocks.loose_syntax import STRAY_PHRASE
from dossier.readers.drafts.draft import Draft

SHOWN = 12
"""Numbers that a finding names."""

_TYPED = re.compile(r"note-\d+")


def guessed(draft: Draft, said: Settled) -> Iterator[Finding]:
    """Yield a warning for each thing in `draft` that may be something else, if nobody `said` so."""

    def warn(line: int, rule: Fault, message: str, hint: str) -> Finding:
        return Finding(draft.file, line, rule, message, hint, severity="warning")

    hint = "give it a style in Word, or a sign # in Markdown, and import it again if it is none"
    open_ = [each for each in draft.heads if each[0] not in said.headings]
    for form in dict.fromkeys(each[2] for each in open_):
        heads = [(line, text) for line, text, found in open_ if found == form]
        yield warn(heads[0][0], Fault.HEADING_GUESSED, _took(form, heads), hint)
    if draft.title and draft.title_guessed and not (said.title or said.title_line):
        message = f'took the line "{draft.title[:70]}" for the title'
        yield warn(1, Fault.TITLE_GUESSED, message, "correct `title:` in dossier.yaml")
    if draft.front_guessed:
        front = draft.procedure[:150]
        message = f'lines of the title page stand above the title now: "{front}"'
        hint = "correct `procedure:` in dossier.yaml, or move them into a block"
        yield warn(1, Fault.FRONT_GUESSED, message, hint)
    typed = typed_calls(draft)
    if typed and not said.calls:
        message = f"{len(typed)} numbers in the text were taken for calls of notes"
        yield warn(typed[0].line, Fault.NOTES_GUESSED, message, "look whether each of them is one")
    for first, number in _opening(draft):
        message = f"the note {number} stood in a title; it is called at the beginning of the text"
        yield warn(first, Fault.NOTE_IN_TITLE, message, "a title has no notes here")
    yield from _counting(draft)


def typed_calls(draft: Draft) -> list[Note]:
    """Return the notes that numbers in the text call."""
    notes = (each for each in _all(draft) if isinstance(each, Note))
    return [each for each in notes if _TYPED.fullmatch(each.id)]


def alone(sections: Sequence[Sectioned], file: str) -> Iterator[Finding]:
    """Yield a warning for each title with nothing below it."""
    for each in sections:
        if not each.blocks:
            message = f'nothing stands below the title "{each.title[:70]}"; it prints alone'
            hint = "add a block that names the section, or delete it from dossier.yaml"
            yield Finding(file, each.line, Fault.EMPTY_SECTION, message, hint, severity="warning")


def left_out_of(content: bytes, file: str) -> tuple[Finding, ...]:
    """Return what a Word file holds besides its text, which stays out."""
    if not content.startswith(b"PK"):
        return ()
    from dossier.readers.drafts.docx.unread_content import left_out

    return left_out(content, file)


def without_sections(ids: Sequence[str], file: str) -> Iterator[Finding]:
    """Yield a warning for each section of the form that the draft lacks."""
    for id_ in ids:
        message = (
            f'the draft has no section "{id_}", which the form asks for; its title prints alone'
        )
        hint = "write a block for it, and take it out of `unwritten:` in dossier.yaml"
        yield Finding(file, 0, Fault.EMPTY_SECTION, message, hint, severity="warning")


def twice_in_form(sections: Sequence[Sectioned], file: str) -> Iterator[Finding]:
    """Find sections that somebody said to hold what the form has one section for, as another."""
    known: dict[str, str] = {}
    for each in sections:
        if each.kind in FORM and each.title:
            if each.kind in known:
                message = f'both "{known[each.kind]}" and "{each.title}" are to hold {each.kind}'
                hint = "say of one of them that it holds evidence; the form has one such section"
                yield Finding(file, each.line, Fault.SECTION_TWICE, message, hint)
            known.setdefault(each.kind, each.title)


def moved_in_form(sections: Sequence[Sectioned], file: str) -> Iterator[Finding]:
    """Yield a warning for sections that the form has in another order than the draft."""
    there = [each for each in sections if each.title]
    now = in_form(sections)
    if tuple(there) != now:
        order = "; ".join(each.title[:50] for each in now)
        message = f"the sections stand in the order of the form now: {order}"
        hint = "look at what refers to the text above or below, such as “Ibid.” in notes"
        yield Finding(file, there[0].line, Fault.SECTION_MOVED, message, hint, severity="warning")
    front = next((each for each in sections if not each.title and each.blocks), None)
    if front and there:
        message = f'what stood before the first title stands below "{there[0].title[:70]}" now'
        hint = "move it in Write, if it belongs elsewhere"
        yield Finding(file, 1, Fault.SECTION_MOVED, message, hint, severity="warning")


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
    """Return the notes that are called before the first word of a paragraph."""
    content = node.content if isinstance(node, Paragraph) else ()
    return tuple(takewhile(lambda each: isinstance(each, Note), content))


def _counting(draft: Draft) -> Iterator[Finding]:
    """Find what has numbers of several levels, and the first paragraph that counts otherwise."""
    hint = "references in the text mean the old numbers; write cross-references in their place"
    if draft.levels:
        message = f"numbers of several levels: {', '.join(_leveled(draft))}"
        line = draft.levels[0][0]
        yield Finding(draft.file, line, Fault.NUMBERS_DIFFER, message, hint, severity="warning")
    if draft.labels:
        message = f"numbers that print otherwise now: {', '.join(_labelled(draft))}"
        line = draft.labels[0][0]
        yield Finding(draft.file, line, Fault.NUMBERS_DIFFER, message, hint, severity="warning")
    if draft.paragraphs != "numbered":
        return
    leveled = {line for line, _ in draft.levels}
    for count, node in enumerate(_paragraphs(draft), start=1):
        typed = re.fullmatch(r"paragraph-(\d+)(?:\.\d+)?", node.id)
        number = int(typed[1]) if typed else 0
        if number != count and node.line not in leveled:
            old = f"the number {number}" if number else "no number"
            message = f"this paragraph has {old} in the draft, and the program counts {count}"
            hint = "references to paragraphs in the text mean the old numbers from here on"
            yield Finding(
                draft.file, node.line, Fault.NUMBERS_DIFFER, message, hint, severity="warning"
            )
            return


def _labelled(draft: Draft) -> Iterator[str]:
    """Yield for each number that prints otherwise what it is now."""
    for _, old, now in draft.labels[:SHOWN]:
        yield f'"{old}" is "{now}"' if now else f'"{old}" is a heading without a number'
    if len(draft.labels) > SHOWN:
        yield f"and {len(draft.labels) - SHOWN} more"


def _paragraphs(draft: Draft) -> Iterator[Paragraph]:
    """Yield the paragraphs that the program numbers, if it numbers any."""
    for part in draft.parts:
        yield from (each for each in part.content if isinstance(each, Paragraph))


def _leveled(draft: Draft) -> Iterator[str]:
    """Yield for each number of several levels what it is now."""
    counted = draft.paragraphs == "numbered"
    numbers = {node.line: at for at, node in enumerate(_paragraphs(draft), start=1)}
    heads = {each.line for each in _all(draft) if isinstance(each, Heading)}
    heads |= {part.line for part in draft.parts}
    for line, mark in draft.levels[:SHOWN]:
        if line in heads:
            yield f'"{mark}" is a heading without a number'
        elif line in numbers:
            now = f"paragraph {numbers[line]} now" if counted else "a paragraph without a number"
            yield f'"{mark}" is {now}'
        else:
            yield f'"{mark}" is an item of a list'
    if len(draft.levels) > SHOWN:
        yield f"and {len(draft.levels) - SHOWN} more"


def phrases_typed(block: Block, file: str) -> Iterator[Finding]:
    """Tell of words of a block that look like a phrase for some readers; they are words."""
    for _, words, line in phrase_like(block.content):
        message = f'"{words}" prints as it was typed: it is no phrase for some readers only'
        hint = "if only some shall read it, make it one in its block: take the backslashes out"
        yield Finding(file, line, Fault.STRAY_PHRASE, message, hint, severity="warning")


def phrase_in_title(draft: Draft) -> Iterator[Finding]:
    """Find a title that no dossier can have: one that looks like a phrase for some readers."""
    if STRAY_PHRASE.search(draft.title):
        message = f'the title looks like a phrase for some readers only: "{draft.title[:60]}"'
        hint = "write the title of the draft without these brackets, then import it again"
        yield Finding(draft.file, draft.title_line, Fault.STRAY_PHRASE, message, hint)
