"""The review of a dossier: what readers of drafts wrote beside its blocks, and settling it.

`dossier_review` reads the notes; `change_review` settles and reopens some, and takes proposals
into the text. Where one of the names that are given is unknown, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from dossier.build.comments import ENDING, Beside, beside, reference
from dossier.interchange.registry_edit.comments import CannotChange, reopened, settled, with_notes
from dossier.interchange.review.take_proposal import CannotTake, taken
from dossier.model.comments import ReviewNote, threads
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.model.translation import language_of_file
from dossier.project.history import write_content
from dossier.project.layout import Files, Places, read_files, shown
from dossier.readers.blocks.block import read_block

ALL = "all"
"""What stands for every note, where notes are named."""


@frozen
class BlockReview:
    """The notes on one block: its id and title ("" for the dossier's own), and their file."""

    id: str
    title: str
    held: Beside
    path: Path

    def name(self, note: ReviewNote) -> str:
        """Return what a note is called, such as "dissolution/r1"."""
        return reference(self.held.home, self.id, note.id)

    @property
    def block(self) -> str:
        """The path of the block in its dossier."""
        return f"{self.held.path.removesuffix(ENDING)}.md"


@frozen
class DossierReview:
    """All notes of a dossier in the order of its blocks, the dossier's own first."""

    files: Files
    blocks: tuple[BlockReview, ...]

    def notes(self) -> dict[str, tuple[BlockReview, ReviewNote]]:
        """Return every note by its name, with the block that it is about."""
        return {block.name(note): (block, note)
                for block in self.blocks for note in block.held.notes}  # fmt: skip


@frozen
class ReviewChange:
    """What is to be done with notes, by their names; "all" means the head of every thread.

    `take` are proposals that are put into the text of their blocks, and settled; "all" means all
    that are open. `answer` are
    replies by the names of what they answer. `by` is who settles and answers.
    """

    settle: tuple[str, ...] = ()
    reopen: tuple[str, ...] = ()
    take: tuple[str, ...] = ()
    answer: Mapping[str, str] = field(default_factory=dict)
    by: str = ""
    today: date = field(default_factory=date.today)

    @property
    def names(self) -> tuple[str, ...]:
        """All notes that are named."""
        return (*self.settle, *self.reopen, *self.take, *self.answer)


def dossier_review(
    places: Places, dossier: str
) -> tuple[DossierReview | None, tuple[Finding, ...]]:
    """Return the notes of a dossier, or None where there is no such dossier."""
    files, findings = read_files(places, dossier)
    if files is None:
        return None, findings
    blocks, faults = _blocks(files)
    return DossierReview(files, blocks), (*findings, *faults)


def change_review(
    review: DossierReview, change: ReviewChange, progress: Progress = silent
) -> tuple[Finding, ...]:
    """Settle, reopen and take notes; return what could not be done.

    All files are written, or none; one that cannot be changed safely is left out, and told.
    Read the review anew to see what became of it. `progress` is called with the name of each
    file before it is changed.
    """
    known = review.notes()
    change = replace(change, take=tuple(_to_take(change, known)))
    wrong = [*_unknown((*change.settle, *change.reopen, *change.take), {**known, ALL: None})]
    wrong += _unknown(change.answer, known)
    if (change.settle or change.take or change.answer) and not change.by:
        message, hint = "nobody is said to settle the notes or to answer", "add `--by NAME`"
        wrong.append(Finding("--settle", 0, Fault.MISSING_NAME, message, hint))
    meant = [known[each] for each in change.take if each in known]
    texts, faults = _taken(review.files, meant)
    if wrong or faults:
        return (*wrong, *faults)
    contents = {path: text.encode("utf-8") for path, text in texts.items()}
    findings: list[Finding] = []
    for block in review.blocks:
        closed, opened = _closed(block, change), _opened(block, change)
        replies = [*_replies(block, change)]
        if closed or opened or replies:
            progress(shown(block.path))
            try:
                marks = (closed, opened, replies)
                contents[block.path] = _marked(block.path, marks, change)
            except CannotChange:
                findings.append(_unchangeable(block.path))
    _write(review, change, contents)
    return tuple(findings)


def _write(review: DossierReview, change: ReviewChange, contents: Mapping[Path, bytes]) -> None:
    """Write files, all or none, with the command in words, as the history tells it."""
    if not contents:
        return
    asked = {
        "--take": change.take,
        "--settle": change.settle,
        "--reopen": change.reopen,
        "--answer": tuple(change.answer),
    }
    said = [" ".join((option, *names)) for option, names in asked.items() if names]
    words = " ".join(["review", review.files.name, *said])
    read = review.files.as_read(contents)
    write_content(review.files.folder.parent, contents, words, read=read)


def _blocks(files: Files) -> tuple[tuple[BlockReview, ...], tuple[Finding, ...]]:
    besides, findings = beside(files)
    found: list[BlockReview] = []
    for each in besides:
        owner = files.others().get(each.home, files)
        path = next((path for path in owner.texts() if owner.shown(path) == each.block), "")
        block = read_block(owner.text(path)[0], each.block)[0] if path else None
        id_ = block.id if block else Path(path).stem
        code = language_of_file(path)
        id_ = f"{code}/{id_}" if code else id_
        title = block.title if block else ""
        found.append(BlockReview(id_, title, each, owner.folder / each.path))
    order = {name: at for at, name in enumerate(files.texts())}
    found.sort(key=lambda one: (one.held.home, one.held.block != "", order.get(one.block, 0)))
    return tuple(found), findings


def _to_take(
    change: ReviewChange, known: Mapping[str, tuple[BlockReview, ReviewNote]]
) -> Iterator[str]:
    """Yield the names of the proposals to take, "all" as those that are open."""
    proposed = (name for name, (_, note) in known.items() if _is_open(note))
    yield from dict.fromkeys((*(proposed if ALL in change.take else ()),
                              *(each for each in change.take if each != ALL)))  # fmt: skip


def _is_open(note: ReviewNote) -> bool:
    return note.kind == "proposal" and not note.settled


def _unknown(wanted: Iterable[str], known: Mapping[str, object]) -> Iterator[Finding]:
    for each in wanted:
        if each not in known:
            some = ", ".join([name for name in known if name != ALL][:5])
            hint = did_you_mean(each, known, f"notes here: {some or 'none'}")
            yield Finding("review", 0, Fault.UNKNOWN_NOTE, f'there is no note "{each}"', hint)


def _taken(
    files: Files, wanted: Sequence[tuple[BlockReview, ReviewNote]]
) -> tuple[dict[Path, str], tuple[Finding, ...]]:
    """Return the blocks' files with proposals in their text, and what cannot be taken."""
    found: dict[Path, str] = {}
    findings: list[Finding] = []
    for block, note in wanted:
        owner = files.others().get(block.held.home, files)
        path = owner.folder / block.block
        try:
            _check(block, note, path)
            text = found.get(path) or owner.content[block.block].decode("utf-8")
            found[path] = taken(text, block.held.block, note)
        except CannotTake as error:
            message = f'"{block.name(note)}" cannot be taken into the text: {error}'
            where = "the block" if block.held.block else "dossier.yaml or the template"
            hint = f"change {where} by hand, then `--settle` it"
            findings.append(Finding(note.file, note.line, Fault.NOT_TAKEN, message, hint))
    return found, tuple(findings)


def _check(block: BlockReview, note: ReviewNote, path: Path) -> None:
    """Raise `CannotTake` where a note is no open proposal to change a block."""
    if note.settled:
        raise CannotTake("it is settled already")
    if note.kind == "proposal" and not block.held.block:
        raise CannotTake("its words are no block’s")
    if note.kind != "proposal" or not path.is_file():
        raise CannotTake("it is no proposal to change a block")


def _closed(block: BlockReview, change: ReviewChange) -> list[str]:
    """Return the ids of a block's notes that are to be settled and are open."""
    wanted = (*change.settle, *change.take)
    return [note.id for note in _meant(block, wanted) if not note.settled]


def _opened(block: BlockReview, change: ReviewChange) -> list[str]:
    """Return the ids of a block's notes that are to be open and are settled."""
    return [note.id for note in _meant(block, change.reopen) if note.settled]


def _meant(block: BlockReview, wanted: Sequence[str]) -> Iterator[ReviewNote]:
    """Yield the notes that are named; "all" names the head of every thread."""
    heads = [each[0] for each in threads(block.held.notes)] if ALL in wanted else []
    yield from heads
    yield from (n for n in block.held.notes if block.name(n) in wanted and n not in heads)


def _replies(block: BlockReview, change: ReviewChange) -> Iterator[ReviewNote]:
    """Yield the replies to notes of a block."""
    for note in block.held.notes:
        text = change.answer.get(block.name(note), "").strip()
        if text:
            yield ReviewNote(
                id="reply",
                kind="comment",
                author=change.by,
                date=change.today.isoformat(),
                text=text,
                paragraph=note.paragraph,
                document=note.document,
                audience=note.audience,
                answers=note.answers or note.id,
            )


def _marked(
    path: Path,
    marks: tuple[Sequence[str], Sequence[str], Sequence[ReviewNote]],
    change: ReviewChange,
) -> bytes:
    """Return a file of notes with some settled, some open again, and replies.

    Raises `CannotChange`.
    """
    closed, opened, replies = marks
    content = path.read_bytes()
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    text = content.decode("utf-8-sig")
    for id_ in closed:
        text = settled(text, id_, change.today, change.by)
    for id_ in opened:
        text = reopened(text, id_)
    return mark + with_notes(text, replies).encode("utf-8")


def _unchangeable(path: Path) -> Finding:
    message = "the file is laid out in a way in which notes cannot be changed safely"
    hint = "write each note as lines `key: value`, without anchors (&, *); nothing was changed"
    return Finding(shown(path), 0, Fault.UNCHANGEABLE, message, hint)
