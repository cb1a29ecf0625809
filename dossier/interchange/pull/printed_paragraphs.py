"""Paragraphs that no block holds: what template and registries print. Their edits are proposals.

Each names the entry that is printed there, such as an event of a chronology or a row of a matrix,
and where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile
from textwrap import shorten

from dossier.interchange.pull.current_document import Request, entry
from dossier.interchange.pull.merge_policy import ParagraphMergePolicy
from dossier.interchange.pull.note_merge import NoteMerge, same_tokens
from dossier.interchange.pull.pull_state import PullState
from dossier.interchange.pull.results import Proposal
from dossier.interchange.pull.returned_text import LinkedParagraph, unglued
from dossier.interchange.pull.title_block import HINT, WHY
from dossier.interchange.pull.tokens import Token, shown
from dossier.model.flat_paragraphs import FlatParagraph

BEGINNING = 60
"""Letters that name a paragraph by its beginning."""


def printed_paragraphs(
    rows: Sequence[LinkedParagraph],
    sections: Mapping[int, str],
    state: PullState,
    owner: Mapping[str, str],
) -> Iterator[Proposal]:
    """Yield the edits of paragraphs that no block holds: changed, added, deleted.

    `sections` gives the section of each paragraph of the file, `owner` the block whose file holds
    an exported one.
    """
    outside = [each for each in rows if each.block not in state.blocks]
    changed = [each for each in outside if not _same(each, state)]
    noted = [
        (each, note, (old, new))
        for each in outside
        if each.links
        for note, old, new in _notes(each, state).changed(_exported(each, state), each.tokens)
    ]
    gone = [*_gone(rows, state, owner)]
    current = state.current() if changed or gone or noted else None
    entries = current.entries(state.base) if current else {}
    for row in changed:
        if row.links:
            yield _changed(row, state, entries.get(row.links[0]))
        else:
            yield _added(row, _before(row, rows, sections), state, sections[row.line.number])

    for row, note, said in noted:
        yield _changed_note(row, note, said, state, entries.get(row.links[0]))

    def key(flat: FlatParagraph) -> str:
        return entry(entries[flat.id]) if flat.id in entries else flat.id

    for _, group in groupby(gone, key):
        flats = [*group]
        yield _deleted(flats, state, entries.get(flats[0].id))


def _same(row: LinkedParagraph, state: PullState) -> bool:
    before = _exported(row, state) if row.links else []
    return same_tokens(before, unglued(row.tokens, before))


def _exported(row: LinkedParagraph, state: PullState) -> Sequence[Token]:
    """Return what a paragraph was when it was exported."""
    return state.base.tokens(state.base.flat[row.links[0]])


def _notes(row: LinkedParagraph, state: PullState) -> NoteMerge:
    """Return what reads the notes of a paragraph."""
    return ParagraphMergePolicy(state, row.block, row.links[0], row.line.number).notes


def _changed_note(
    row: LinkedParagraph,
    note: Token,
    said: tuple[str, str],
    state: PullState,
    request: Request | None,
) -> Proposal:
    block, why, hint = _reason(row.block, state, request)
    place = row.line.number, note.note_name
    return Proposal(block, row.links[0], *said, f"a note: {why}", hint, *place)


def _gone(
    rows: Sequence[LinkedParagraph], state: PullState, owner: Mapping[str, str]
) -> Iterator[FlatParagraph]:
    """Yield the paragraphs that did not come back and whose words no author typed."""
    everywhere = {id_ for row in rows for id_ in row.links}
    for id_, flat in state.base.flat.items():
        tokens = [each for each in state.base.tokens(flat) if each.text.strip()]
        if id_ in everywhere or id_ in state.matched or not tokens:
            continue
        if owner[id_] not in state.blocks or all(each.origin for each in tokens):
            yield flat


def _changed(row: LinkedParagraph, state: PullState, request: Request | None) -> Proposal:
    before, notes = _exported(row, state), _notes(row, state)
    block, why, hint = _reason(row.block, state, request)
    both = {each.key for each in before} & {each.key for each in row.tokens}
    gone = [notes.said(each) for each in before if each.calls_note and each.key not in both]
    came = [notes.now(each) for each in row.tokens if each.calls_note and each.key not in both]
    return Proposal(
        block=block,
        flat=row.links[0],
        old=shown(before) + "".join(f" [note: {each}]" for each in gone),
        new=shown(row.tokens) + "".join(f" [note: {each}]" for each in came),
        why=why,
        hint=hint,
        line=row.line.number,
    )


def _before(
    row: LinkedParagraph, rows: Sequence[LinkedParagraph], sections: Mapping[int, str]
) -> str:
    """Return how the words begin that stand before a paragraph in its section."""
    above = [*takewhile(lambda each: each is not row, rows)]
    here = [each for each in above if sections[each.line.number] == sections[row.line.number]]
    words = next((text for each in reversed(here) if (text := shown(each.tokens).strip())), "")
    return shorten(words, BEGINNING, placeholder=" …")


def _added(row: LinkedParagraph, before: str, state: PullState, section: str) -> Proposal:
    """Return a paragraph that was typed where no block stands, with its place."""
    titles = {each.id: each.title for each in state.base.embedded.document.sections}
    why, hint = f"it stands outside of all blocks; {WHY}", HINT
    if titles.get(section):
        why = f"it stands below “{titles[section]}”, where no block does"
        why += f", after “{before}”" if before and before != titles[section] else ""
        hint = "write a block for this section"
    return Proposal("", section, "", shown(row.tokens), why, hint, row.line.number)


def _deleted(flats: Sequence[FlatParagraph], state: PullState, request: Request | None) -> Proposal:
    said = (shown(state.base.tokens(flat)).strip() for flat in flats)
    block, why, hint = _reason(state.base.block_of[flats[0].id], state, request)
    return Proposal(block, flats[0].id, old=" ¶ ".join(said), new="", why=why, hint=hint)


def _reason(block: str, state: PullState, request: Request | None) -> tuple[str, str, str]:
    """Return the block that a proposal belongs to, why it is one, and what to do."""
    if block in state.base.embedded.summaries:
        return block, "the block stands here by its summary", "change `summary:` in its head"
    held = state.base.blocks.get(block)
    if request is None and held and held.title and block not in state.blocks:
        why = f'the block "{block}" is here no longer, or has another id'
        return "", why, "write the words where its text is now, or settle this"
    if request is None:
        why = "the template or the program writes this paragraph"
        return "", why, "change it in the template, or write a block"
    where = state.place(request)
    hint = f"change or delete the entry in {where}" if where else "change or delete the entry"
    return "", f"printed for `{entry(request)}`", hint
