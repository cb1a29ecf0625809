"""What becomes of the blocks when somebody has chosen among the single changes of Word files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from itertools import combinations
from typing import Literal, TypeAlias

from dossier.interchange.changes.change_parts import Part
from dossier.interchange.changes.composed_text import composed
from dossier.interchange.changes.single_changes import SingleChange, rivals
from dossier.interchange.pull.comments import comments
from dossier.interchange.pull.file_changes import file_changes
from dossier.interchange.pull.results import Added
from dossier.interchange.pull.run import PullResult
from dossier.interchange.pull.token_inlines import inlines
from dossier.interchange.pull.tokens import RunFormat, shown, words
from dossier.interchange.review.take_proposal import CannotTake, with_proposal
from dossier.model.comments import ReviewNote
from dossier.model.diagnostics import Finding, errors
from dossier.model.document import Nodes
from dossier.model.faults import Fault
from dossier.model.flat_paragraphs import FlatParagraph, flatten, unflatten
from dossier.model.frozen import frozen

Way: TypeAlias = Literal["take", "leave", "dismiss"]
"""What becomes of a change: it goes into the text, is kept as a proposal, or as a settled one."""


@frozen
class Choice:
    """What somebody chose for a change; `words` are put in the place of what came, if not None."""

    way: Way
    words: str | None = None


@frozen
class Answer:
    """What is said to a comment of a file: a reply, or "", and whether it is settled."""

    text: str = ""
    settled: bool = False


@frozen
class Choices:
    """All that was chosen: by the ids of changes, and of comments as `comment_id` gives them.

    `sure` are the changes about which the program asked, and somebody said that it was right.
    `by` is who chooses, on the day `today`. `undecided` is what becomes of a change that nobody
    chose, where nothing is open.
    """

    changes: Mapping[str, Choice] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()
    by: str = ""
    today: date = field(default_factory=date.today)
    undecided: Way = "take"

    def of(self, change: SingleChange, others: Mapping[str, tuple[str, ...]]) -> Choice:
        """Return what was chosen for a change; what nobody chose is left where something is open.

        `others` are the changes of which only one can be taken.
        """
        said = self.changes.get(change.id)
        if change.unsure and change.id not in self.sure:
            return said if said and said.way == "dismiss" else Choice("leave")
        if said:
            return said
        open_ = change.sort in ("proposal", "conflict") or change.id in others
        return Choice("leave" if open_ else self.undecided)


def comment_id(file: str, id_: str) -> str:
    """Return what a comment of a file is called."""
    return f"{file}/{id_}"


def chosen(
    results: Sequence[PullResult], changes: Sequence[SingleChange], choices: Choices
) -> PullResult:
    """Return one pull of what was chosen among the changes of files that were pulled alone.

    Where a choice cannot be carried out there are no changes, and the findings say why.
    """
    others = rivals(changes)
    ways = {each.id: choices.of(each, others) for each in changes}
    taken = [each for each in changes if ways[each.id].way == "take"]
    findings = [*(each for result in results for each in result.findings), *_clashes(taken)]
    known = {id_: each for result in results for id_, each in result.block_files.items()}
    joined = PullResult(
        files=tuple(file for result in results for file in result.files),
        block_files=known,
        findings=tuple(dict.fromkeys(findings)),
        content=results[0].content if results else PullResult().content,
    )
    if errors(joined.findings):
        return joined
    wanted, faults = _wanted(results, changes, taken, ways)
    new = (_added(each, ways[each.id]) for each in taken)
    added = tuple(each for each in new if each)
    notes = (*_comments(results, choices), *_kept(changes, ways, choices))
    made, more = file_changes(known, wanted, added, notes)
    every = tuple(dict.fromkeys((*findings, *faults, *more)))
    return replace(
        joined,
        wanted=wanted,
        added=added,
        notes=notes,
        changes=() if errors(every) else made,
        findings=every,
    )


def _clashes(taken: Sequence[SingleChange]) -> Iterator[Finding]:
    """Find changes of which only one can be taken."""
    for one, two in combinations(taken, 2):
        if one.meets(two):
            said = [each.new or f"without {each.old}" for each in (one, two)]
            message = f'"{said[0][:60]}" and "{said[1][:60]}" change the same words'
            hint = "take one of the two, or rewrite it"
            yield Finding(one.files[0], one.line, Fault.RIVAL_CHANGES, message, hint)


def _wanted(
    results: Sequence[PullResult],
    changes: Sequence[SingleChange],
    taken: Sequence[SingleChange],
    ways: Mapping[str, Choice],
) -> tuple[dict[str, Nodes], list[Finding]]:
    """Return the new texts of blocks, and what cannot be put in."""
    blocks = {id_: each for result in results for id_, each in result.block_files.items()}
    parts = [part for each in taken for part in _parts(each, ways[each.id])]
    wanted: dict[str, Nodes] = {}
    for id_ in dict.fromkeys(part.block for part in parts):
        whole = _whole(id_, results, changes, ways)
        source = blocks[id_].block.content
        own = [each for each in parts if each.block == id_]
        wanted[id_] = composed(source, own) if whole is None else whole
        if wanted[id_] == source:
            del wanted[id_]
    findings: list[Finding] = []
    for each in taken:
        if not each.parts and not each.added:
            choice = ways[each.id]
            new = each.kept.new if choice.words is None else choice.words
            block = blocks[each.block].block
            now = replace(block, content=wanted.get(each.block, block.content))
            try:
                wanted[each.block] = with_proposal(now, replace(each.kept, new=new))
            except (CannotTake, KeyError) as error:
                findings.append(_not_taken(each, error))
    return wanted, findings


def _whole(
    block: str,
    results: Sequence[PullResult],
    changes: Sequence[SingleChange],
    ways: Mapping[str, Choice],
) -> Nodes | None:
    """Return what one file makes of a block, where all that it does there was chosen."""
    files = [result for result in results if block in result.wanted]
    own = [each for each in changes if any(part.block == block for part in each.parts)]
    every = all(ways[each.id] == Choice("take") for each in own)
    return files[0].wanted[block] if every and len(files) == 1 else None


def rewritable(change: SingleChange) -> bool:
    """Whether somebody may put other words in the place of those that came."""
    if change.added:
        return not change.parts and len(flatten(change.added.content)) == 1
    if not change.parts:
        return change.takable
    part = change.parts[0]
    if len(change.parts) > 1 or any(each.calls_note for each in part.new):
        return False
    return len(part.paragraphs) == 1 if part.whole else change.sort == "words"


def _parts(change: SingleChange, choice: Choice) -> Iterable[Part]:
    """Return what a change does, with other words where somebody rewrote them."""
    if choice.words is None or not change.parts or not rewritable(change):
        return change.parts
    (part,) = change.parts
    if part.whole:
        (came,) = part.paragraphs
        return (replace(part, paragraphs=(_said(came, choice.words),)),)
    lead, tail = _spaces(shown(part.new) if shown(part.new).strip() else shown(part.old))
    look = next((each.run_format for each in (*part.new, *part.old) if each.is_word), RunFormat())
    return (replace(part, new=tuple(words(f"{lead}{choice.words.strip()}{tail}", look))),)


def _spaces(text: str) -> tuple[str, str]:
    """Return the spaces before and after words."""
    bare = text.strip()
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if bare else ""


def _said(flat: FlatParagraph, text: str) -> FlatParagraph:
    return replace(flat, content=inlines(words(" ".join(text.split()))))


def _added(change: SingleChange, choice: Choice) -> Added | None:
    """Return a new recommendation, in other words where somebody rewrote it."""
    if change.added is None or choice.words is None or not rewritable(change):
        return change.added
    content = unflatten([_said(each, choice.words) for each in flatten(change.added.content)])
    return replace(change.added, content=content)


def _not_taken(change: SingleChange, error: Exception) -> Finding:
    message = f'"{change.new[:60]}" cannot be put into the text: {error}'
    hint = "leave it, and change the text or the registry by hand"
    return Finding(change.files[0], change.line, Fault.NOT_TAKEN, message, hint)


def _comments(results: Sequence[PullResult], choices: Choices) -> Iterator[tuple[str, ReviewNote]]:
    """Yield the comments of files with what was answered, each with its block."""
    for result in results:
        for file in result.files:
            for block, note in comments(file.returned, file.base, file.pulled):
                answer = choices.answers.get(comment_id(file.path.name, note.id), Answer())
                yield block, _settled(note, choices) if answer.settled else note
                if answer.text.strip():
                    yield block, _reply(note, answer.text, choices)


def _settled(note: ReviewNote, choices: Choices) -> ReviewNote:
    if note.settled:
        return note
    return replace(note, settled=choices.today.isoformat(), settled_by=choices.by)


def _reply(note: ReviewNote, text: str, choices: Choices) -> ReviewNote:
    return ReviewNote(
        id=f"{note.id}-reply",
        kind="comment",
        author=choices.by,
        date=choices.today.isoformat(),
        text=text.strip(),
        paragraph=note.paragraph,
        document=note.document,
        audience=note.audience,
        answers=note.answers or note.id,
    )


def _kept(
    changes: Sequence[SingleChange], ways: Mapping[str, Choice], choices: Choices
) -> Iterator[tuple[str, ReviewNote]]:
    """Yield what was not taken: open, or settled where it was dismissed."""
    for each in changes:
        way = ways[each.id].way
        if way == "leave":
            yield each.block, each.kept
        elif way == "dismiss" or (each.sort in ("proposal", "conflict")):
            yield each.block, _settled(each.kept, choices)
