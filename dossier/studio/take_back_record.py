"""What the page on which files are taken back is told: changes, comments and threads as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from dossier.interchange.changes.change_parts import spoken, tokens_of
from dossier.interchange.changes.chosen_changes import Answer, comment_id, rewritable
from dossier.interchange.changes.marked_text import Anchor
from dossier.interchange.changes.printed_words import printed_words
from dossier.interchange.changes.single_changes import SingleChange
from dossier.interchange.pull.run import PullResult
from dossier.interchange.review.run import BlockReview, DossierReview
from dossier.model.comments import ReviewNote, Thread, pending, threads
from dossier.model.diagnostics import errors
from dossier.model.document import Ask, Note
from dossier.model.flat_paragraphs import FlatParagraph, flatten
from dossier.model.walk import below
from dossier.studio.kept_batch import Batch, ReadAs
from dossier.studio.kept_threads import open_threads, told
from dossier.studio.received import Reading, of_another

_AROUND = 90
"""Letters shown on each side of a change."""

_REGISTRIES = {
    "fact": "facts",
    "incident": "incidents",
    "person": "people",
    "org": "organisations",
    "source": "sources",
    "treaty": "treaties",
    "upr": "recommendations",
}
"""The registries by the words with which blocks ask for them."""


def record(
    dossier: str,
    batch: Batch | None,
    reading: Reading | None,
    review: DossierReview | None,
    *,
    links: bool,
) -> dict[str, Any]:
    """Return what the page is told. With `links` there is a form for entries of registries."""
    return {
        "batch": batch.id if batch else "",
        "mark": reading.mark if reading else "",
        "files": [*_files(dossier, batch, reading)] if batch and reading else [],
        "changes": [*_changes(dossier, batch, reading, links)] if batch and reading else [],
        "comments": [*_comments(batch, reading)] if batch and reading else [],
        "threads": [*_threads(review)],
        "problems": [],
    }


def anchors(reading: Reading | None, review: DossierReview | None) -> dict[str, Anchor]:
    """Return what is marked in the page for comments, threads, and changes without a part in it."""
    found: dict[str, Anchor] = {}
    for each in reading.changes if reading else ():
        if not each.parts:
            found[each.id] = Anchor(each.block, each.flat, each.old, _entry(each)[1])
    for file, block, note in reading.comments() if reading else ():
        if not note.answers:
            found[comment_id(file, note.id)] = Anchor(block, note.paragraph, note.quoted)
    for block_review, thread in _open(review):
        head = thread[0]
        name = block_review.name(head)
        words = head.quoted or head.old
        found[name] = Anchor(block_review.id, head.paragraph, words)
    return found


def _files(dossier: str, batch: Batch, reading: Reading) -> Iterator[dict[str, Any]]:
    for name, result in zip(batch.files, reading.results, strict=True):
        file = next(iter(result.files), None)
        said = batch.read_as.get(name, ReadAs())
        yield {
            "name": name,
            "document": file.base.embedded.id if file else "",
            "other": of_another(result, dossier),
            "author": file.returned.author if file else "",
            "date": file.returned.date if file else "",
            "earlier": bool(file and file.earlier),
            "findings": [each.as_json() for each in result.findings],
            "refused": bool(errors(result.findings)),
            "read_as": asdict(said),
            "untracked": sum(name in e.files and not e.tracked for e in reading.changes),
            "changes": sum(name in each.files for each in reading.changes),
        }


def _changes(dossier: str, batch: Batch, reading: Reading, links: bool) -> Iterator[dict[str, Any]]:
    choices, others = reading.choices(batch), reading.rivals
    for each in reading.changes:
        choice = choices.of(each, others)
        registry, entry = _entry(each)
        block = _block(reading.results, each.block)
        known = each.id in batch.choices.changes or each.id in reading.before
        yield {
            "id": each.id,
            "sort": each.sort,
            "files": each.files,
            "block": each.block,
            "title": block,
            "by": [{"name": name, "date": date} for name, date in each.by],
            "tracked": each.tracked,
            "old": each.old,
            "new": each.new,
            "look": _look(each),
            **_around(each, reading.results),
            "in_note": bool(each.note),
            "why": each.why,
            "hint": _plain(each.hint),
            "takable": each.takable,
            "unsure": each.unsure,
            "answered": each.id in choices.sure or each.id in batch.choices.changes,
            "rivals": others.get(each.id, ()),
            "way": choice.way if known else "",
            "words": choice.words,
            "chosen": each.id in batch.choices.changes,
            "before": each.id in reading.before,
            "rewritable": rewritable(each),
            "registry": registry,
            "entry": entry,
            "link": f"/{dossier}/evidence/{registry}#{entry}" if links and registry else "",
        }


def _look(change: SingleChange) -> str:
    """Return what became of the look of words."""
    if change.sort != "look" or not change.parts:
        return ""
    (part,) = change.parts[:1]
    old, new = (
        next((e.run_format for e in row if e.is_word), None) for row in (part.old, part.new)
    )
    if old is None or new is None:
        return ""
    told = [
        f"{'' if getattr(new, name) else 'no longer '}{name}"
        for name in ("bold", "italic")
        if getattr(old, name) != getattr(new, name)
    ]
    if old.address != new.address:
        told.append(f"a link to {new.address}" if new.address else "no longer a link")
    return ", ".join(told)


def _around(change: SingleChange, results: Sequence[PullResult]) -> dict[str, str]:
    """Return the words before and after a change in its paragraph."""
    if len(change.parts) != 1 or change.parts[0].whole:
        return {"lead": "", "tail": ""}
    (part,) = change.parts
    held = next((r.block_files[part.block] for r in results if part.block in r.block_files), None)
    flats: Sequence[FlatParagraph] = flatten(held.block.content) if held else ()
    if part.note:
        notes = (
            inner for flat in flats for each in flat.content for inner in below(each)
            if isinstance(inner, Note) and inner.id == part.note
        )  # fmt: skip
        flats = next((flatten(each.content) for each in notes), ())
    if part.first >= len(flats):
        return {"lead": "", "tail": ""}
    row = tokens_of(flats[part.first], part.view, part.note)
    printed: dict[Ask, str] = {}
    blocks = [held.block] if held else []
    for file in (each for result in results for each in result.files):
        printed |= printed_words(file.base, blocks)
    lead, tail = (
        spoken([each for each in side if not each.calls_note], printed)
        for side in (row[: part.start], row[part.end :])
    )
    return {"lead": _end(lead), "tail": _beginning(tail)}


def _end(text: str) -> str:
    return text if len(text) <= _AROUND else f"… {text[-_AROUND:].partition(' ')[2]}"


def _beginning(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]} …"


def _entry(change: SingleChange) -> tuple[str, str]:
    """Return the registry and the entry whose words somebody typed over."""
    asked = re.search(r"\{([A-Za-z]+):([^\s}]+)", change.why)
    if asked and asked[1].lower() in _REGISTRIES:
        return _REGISTRIES[asked[1].lower()], asked[2]
    cited = re.search(r"\[@([^\];,\s]+)", change.why)
    return ("sources", cited[1]) if cited else ("", "")


def _plain(hint: str) -> str:
    """Return a hint, or "" for one that speaks to somebody at a terminal."""
    return "" if "`" in hint or "--" in hint else hint


def _block(results: Sequence[PullResult], id_: str) -> str:
    held = next((each.block_files[id_] for each in results if id_ in each.block_files), None)
    block = held.read[0] if held else None
    return (block.title or id_) if block else ""


def _comments(batch: Batch, reading: Reading) -> Iterator[dict[str, Any]]:
    """Yield the threads of comments in the files."""
    by_file: dict[str, list[tuple[str, ReviewNote]]] = {}
    for file, block, note in reading.comments():
        by_file.setdefault(file, []).append((block, note))
    for file, many in by_file.items():
        blocks = {note.id: block for block, note in many}
        for thread in threads([note for _, note in many]):
            head = thread[0]
            name = comment_id(file, head.id)
            answer = batch.choices.answers.get(name, Answer())
            yield {
                **told(thread),
                "id": name,
                "file": file,
                "block": blocks[head.id],
                "title": _block(reading.results, blocks[head.id]),
                "answer": answer.text,
                "settle": answer.settled,
            }


def _open(review: DossierReview | None) -> Iterator[tuple[BlockReview, Thread]]:
    for block in review.blocks if review else ():
        yield from ((block, thread) for thread in pending(block.held.notes))


def _threads(review: DossierReview | None) -> Iterator[dict[str, Any]]:
    """Yield the threads that are kept beside the text, and open."""
    for each in review.blocks if review else ():
        yield from open_threads(each.id, each.title, each.held, review.files if review else None)
