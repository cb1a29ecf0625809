"""What a draft leaves open: what was taken for it, and what somebody may say instead.

Each point has the name of a field of `Settled`. The page shows them as a form; what is said there
is read with the draft once more, so that nothing is decided in two places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dossier.interchange.importer.guesses import typed_calls
from dossier.interchange.importer.manifest import PLACEHOLDER, SUBMISSION
from dossier.interchange.importer.metadata import About
from dossier.interchange.importer.notes import OldNote
from dossier.interchange.importer.sections import KINDS, Sectioned
from dossier.interchange.importer.settled import Settled
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.language_file import languages
from dossier.readers.drafts.draft import Draft

FORMS = ("", SUBMISSION)
"""The kinds of document that a draft can become: with its own sections, or in the UPR's form."""

CITES = ("cite", "as typed")
_YES_NO = ("yes", "no")
_DOUBTS = {
    "title": (Fault.TITLE_GUESSED, Fault.NO_TITLE),
    "state": (Fault.STATE_GUESSED, Fault.NO_STATE),
    "submitter": (Fault.SUBMITTER_GUESSED, Fault.NO_SUBMITTER),
    "language": (Fault.LANGUAGE_GUESSED,),
    "day": (Fault.NO_DATE, Fault.DATE_GUESSED),
}
"""What says of a field of the manifest that it was guessed."""

_CALLED = {
    "template": "what it becomes",
    "title": "the title",
    "title_line": "the line that was taken for the title",
    "state": "the State under review",
    "submitter": "who submits",
    "acronym": "the acronym",
    "language": "the language",
    "day": "the date",
    "session": "the session",
    "cycle": "the cycle",
    "headings": "headings",
    "kinds": "what sections hold",
    "calls": "numbers that call notes",
    "cites": "notes that cite a source",
}
"""What the author calls each point."""


@frozen
class OpenPoint:
    """One thing that can be said of a draft: what it is, where, what was taken, what else can be.

    `at` is the line, of a note its number. `words` are those of the draft that it is about. An
    `unsure` one was guessed, and nobody has said yet that it is right.
    """

    name: str
    taken: str
    at: int = 0
    words: str = ""
    choices: tuple[str, ...] = ()
    unsure: bool = False


def open_points(
    draft: Draft,
    told: About,
    sections: Sequence[Sectioned],
    notes: Mapping[str, OldNote],
    done: Sequence[tuple[int, str]],
    template: str,
    said: Settled,
) -> tuple[OpenPoint, ...]:
    """Return all that can be said of `draft` before it is written, in the order of a form.

    `done` is what became of each note, `said` what somebody said already.
    """
    return (
        _template(template, said),
        *_manifest(told, template, said),
        *_title_line(draft, said),
        *_headings(draft, said),
        *_sections(sections, said),
        *_calls(draft, said),
        *_notes(notes, done, said),
    )


def unsettled(points: Sequence[OpenPoint], file: str) -> tuple[Finding, ...]:
    """Return a finding where guesses stand that nobody has said to be right; `file` is the draft's.

    What is written for somebody who can be asked is written without any.
    """
    names = dict.fromkeys(_CALLED[each.name] for each in points if each.unsure)
    if not names:
        return ()
    message = f"guesses of the program are not settled: {', '.join(names)}"
    hint = "say of each that it is right, or change it; then make the dossier"
    return (Finding(file, 0, Fault.UNSETTLED_GUESS, message, hint),)


def _template(template: str, said: Settled) -> OpenPoint:
    taken = template if template in FORMS else ""
    return OpenPoint("template", taken, choices=FORMS, unsure=said.template is None)


def _manifest(told: About, template: str, said: Settled) -> Iterator[OpenPoint]:
    doubts = {each.rule for each in told.findings}
    known = dict.fromkeys((told.language, *(each for each in _tags() if each != told.language)))
    values = {
        "title": told.title,
        "state": told.state,
        "submitter": told.submitter,
        "acronym": told.acronym,
        "language": told.language,
        "day": told.day.isoformat(),
    }
    for name, value in values.items():
        unsure = any(each in doubts for each in _DOUBTS.get(name, ()))
        choices = tuple(known) if name == "language" else ()
        yield OpenPoint(name, value, choices=choices, unsure=unsure)
    if template == SUBMISSION:
        session, cycle = PLACEHOLDER
        yield OpenPoint("session", str(told.session or session), unsure=not said.session)
        yield OpenPoint("cycle", str(told.cycle or cycle), unsure=not said.cycle)


def _tags() -> tuple[str, ...]:
    """Return the languages that a dossier can be in; English is British or American."""
    others = [each for each in languages() if code_of(each) != "en"]
    return ("en-GB", "en-US", *others)


def _title_line(draft: Draft, said: Settled) -> Iterator[OpenPoint]:
    """Yield the line that was taken for the title, or that somebody said is none."""
    for line, is_so in said.title_line.items():
        yield OpenPoint("title_line", _YES_NO[not is_so], line, "", _YES_NO)
    if draft.title_guessed and draft.title_line and draft.title_line not in said.title_line:
        yield OpenPoint("title_line", "yes", draft.title_line, draft.title, _YES_NO, unsure=True)


def _headings(draft: Draft, said: Settled) -> Iterator[OpenPoint]:
    now = {line: text for line, text, _ in draft.heads}
    for line in sorted({*now, *said.headings}):
        is_so = said.headings.get(line, True)
        yield OpenPoint(
            "headings",
            _YES_NO[not is_so],
            line,
            now.get(line, ""),
            _YES_NO,
            unsure=line not in said.headings,
        )


def _sections(sections: Sequence[Sectioned], said: Settled) -> Iterator[OpenPoint]:
    for each in sections:
        if each.title:
            unsure = each.line not in said.kinds
            yield OpenPoint("kinds", each.kind, each.line, each.title, KINDS, unsure)


def _calls(draft: Draft, said: Settled) -> Iterator[OpenPoint]:
    typed = typed_calls(draft)
    if typed or said.calls:
        words = ", ".join(each.id.removeprefix("note-") for each in typed)
        taken = said.calls or "find"
        yield OpenPoint(
            "calls", taken, choices=("find", "none"), words=words, unsure=not said.calls
        )


def _notes(
    notes: Mapping[str, OldNote], done: Sequence[tuple[int, str]], said: Settled
) -> Iterator[OpenPoint]:
    """Yield the notes that cite a source, or did until somebody said that they shall not."""
    words = {each.number: each.words for each in notes.values()}
    for number, became in done:
        cites = became.startswith("cites ")
        if cites or number in said.cites:
            taken = CITES[0] if cites else CITES[1]
            yield OpenPoint("cites", taken, number, words.get(number, ""), CITES)
