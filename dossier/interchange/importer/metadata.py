"""What a draft says of itself: the State, who submits it, its language; and what was guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from dossier.interchange.importer.language import tongue
from dossier.interchange.importer.settled import Settled
from dossier.model.diagnostics import Finding
from dossier.model.document import Paragraph
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.language_file import languages
from dossier.model.walk import below, plain
from dossier.readers.drafts.draft import Draft
from dossier.readers.un_exports.state_names import is_known

FALLBACK = "en-GB"
UNNAMED = "The organisation that submitted this text"

_NAMED = re.compile(
    r"\b(?:The |the )?([A-Z][\w’'-]+"
    r"(?: (?:of|for|the|and|on|in|de|des|du|la|del|los|las|el|y|e|et|da|do|dos|für|und|pentru"
    r"|[A-Z][\w’'-]+)){0,9}) \(([A-Z][A-Za-z0-9&-]{1,11})\)"
)
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+(?: (?:of|and|the|[A-ZÀ-Þ][\w’'-]+)){0,4}")
_SUBMITTED = re.compile(
    r"submi(?:tted|tting|ssion) (?:by|of|from)|author|organi[sz]ation", re.IGNORECASE
)
_BY = re.compile(
    r"\b(?:submitted by|submission (?:by|of|from)|présentée? par|presentado por|presentada por)"
    r"\s*:?\s+(?:the\s+)?((?-i:[A-ZÀ-Þ«“]).{2,150})",
    re.IGNORECASE,
)
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_UKRAINIAN = re.compile("[їєґ]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_SESSION = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th) session\b", re.IGNORECASE)


@frozen
class About:
    """What dossier.yaml says of a draft. `findings` tell what of it was guessed."""

    title: str
    state: str
    submitter: str
    acronym: str
    language: str
    day: date
    session: int
    cycle: int
    findings: tuple[Finding, ...]


def about(draft: Draft, said: Settled, name: str, today: date) -> About:
    """Return what `draft` says of itself, unless somebody `said` it; `name` is the dossier’s."""
    told: list[Finding] = []

    def guess(rule: Fault, message: str, hint: str, line: int = 0) -> None:
        told.append(Finding(draft.file, line, rule, message, hint, severity="warning"))

    found = said.state or _told_state(draft, name, guess)
    submitter, acronym = said.submitter, ""
    if not submitter:
        submitter, acronym = _told_submitter(draft, guess)
    if not (draft.title or said.title):
        message = "the text has no title; dossier.yaml has one made of the State’s name"
        guess(Fault.NO_TITLE, message, "correct `title:` of the document in dossier.yaml")
    day = said.day or draft.day or _guessed_day(draft, today, guess)
    language = said.language or _language(draft, guess)
    session = next((int(each[1]) for each in map(_SESSION.search, _front(draft)) if each), 0)
    return About(
        title=" ".join((said.title or draft.title).split()) or f"Submission on {found}",
        state=found,
        submitter=submitter or UNNAMED,
        acronym=said.acronym or acronym,
        language=language,
        day=day,
        session=said.session or session,
        cycle=said.cycle,
        findings=tuple(told),
    )


def _guessed_day(draft: Draft, today: date, guess: Callable[[Fault, str, str], None]) -> date:
    """Return the date that the properties of the file say, or today; no text says one."""
    hint = "correct `date:` in dossier.yaml"
    if draft.file_day and draft.file_day <= today:
        said = draft.file_day.isoformat()
        message = f"only the properties of the file say a date, {said}; it was taken for the text’s"
        guess(Fault.DATE_GUESSED, message, hint)
        return draft.file_day
    guess(Fault.NO_DATE, "no date was found; dossier.yaml has today’s", hint)
    return today


def _told_state(draft: Draft, name: str, guess: Callable[[Fault, str, str], None]) -> str:
    """Return the State that a draft is about, or one made of the dossier's name."""
    found = _state(draft, name)
    if found:
        message, hint = f'"{found}" was taken for the State', "`--state NAME` names another"
        guess(Fault.STATE_GUESSED, message, hint)
        return found
    made = re.sub(r"[\W\d_]+", " ", name).strip().title() or "STATE"
    message = f'no State was found; dossier.yaml says "{made}"'
    guess(Fault.NO_STATE, message, "give `--state NAME`")
    return made


def _told_submitter(draft: Draft, guess: Callable[[Fault, str, str, int], None]) -> tuple[str, str]:
    """Return name and acronym of who submits the draft, "" and "" where nobody is found."""
    submitter, acronym, line = _submitter(draft)
    if submitter:
        message = f'"{submitter}" was taken for who submits it'
        guess(Fault.SUBMITTER_GUESSED, message, "correct `submitters:` in dossier.yaml", line)
    else:
        message = "nobody was found who submits it"
        guess(Fault.NO_SUBMITTER, message, "write who it is under `submitters:` in dossier.yaml", 0)
    return submitter, acronym


def _front(draft: Draft) -> Iterator[str]:
    """Yield the lines of the first page: titles, the title block, the first paragraphs."""
    yield draft.procedure
    yield draft.title
    yield from (f"{each.label} {plain(each.content)}" for each in draft.cover)
    yield from (text for text, _ in _texts(draft, 12))


def _texts(draft: Draft, most: int = 10_000) -> Iterator[tuple[str, int]]:
    """Yield the paragraphs of the draft with their lines."""
    count = 0
    for part in draft.parts:
        yield part.title, part.line
        for node in part.content:
            for each in below(node):
                if isinstance(each, Paragraph):
                    count += 1
                    if count > most:
                        return
                    yield plain(each.content), each.line


def _state(draft: Draft, name: str) -> str:
    """Return the State of the title block, the title or the dossier's name, or the most named."""
    for line in draft.cover:
        if "state" in line.label.casefold() and is_known(plain(line.content).strip()):
            return plain(line.content).strip()
    named = [
        *_states(draft.title),
        *_states(draft.procedure),
        *_states(re.sub(r"[\W_\d]+", " ", name).title()),
    ]
    if named:
        return named[0]
    count = Counter(each for text, _ in _texts(draft) for each in _states(text))
    return count.most_common(1)[0][0] if count else ""


def _states(text: str) -> Iterator[str]:
    for found in _CAPITALS.finditer(text):
        said = found[0].split()
        for length in range(len(said), 0, -1):
            fit = [
                " ".join(said[at : at + length])
                for at in range(len(said) - length + 1)
                if is_known(" ".join(said[at : at + length]))
            ]
            if fit:
                yield _cased(fit[0]).removeprefix("The ").removesuffix("’s")
                break


def _cased(name: str) -> str:
    """Return the name of a State in small letters where a title has it in capitals."""
    if not name.isupper() or len(name) < 4:
        return name
    return re.sub(r"\b(Of|And|The)\b", lambda found: found[0].lower(), name.title())


def _submitter(draft: Draft) -> tuple[str, str, int]:
    """Return name and acronym of who submits the draft, and the line that says so."""
    for line in draft.cover:
        if _SUBMITTED.search(line.label):
            said = plain(line.content).strip()
            return *_first_named(said), 1
    if draft.author:
        return *_first_named(draft.author), 1
    said_by = next((each for each in map(_BY.search, _front(draft)) if each), None)
    if said_by:
        return *_first_named(said_by[1]), 1
    own = next((each for each in draft.parts if _SUBMITTED.search(each.title)), None)
    for part in draft.parts:
        if own is not None and part is not own:
            continue
        for node in part.content[:3]:
            found = _NAMED.search(plain(node.content)) if isinstance(node, Paragraph) else None
            if found and isinstance(node, Paragraph) and not is_known(found[1]):
                return found[1], found[2], node.line
        if own is None:
            break
    return "", "", 0


def _first_named(said: str) -> tuple[str, str]:
    """Return the first name, and its acronym, of words that say who submits something.

    >>> _first_named("Centrul pentru Drepturi Rurale (CDR) and Open Courts Network")
    ('Centrul pentru Drepturi Rurale', 'CDR')
    """
    acronym = re.match(r"[^(,;]+ \(([A-Z][A-Za-z0-9&-]{1,11})\)", said)
    return re.split(r"\s*[(,;–]", said.strip())[0], acronym[1] if acronym else ""


def _language(draft: Draft, guess: Callable[[Fault, str, str], None]) -> str:
    """Return the language for dossier.yaml; one that the program has no words for is told."""
    text = " ".join(text for text, _ in _texts(draft))
    tag = draft.language
    if len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text)):
        tag = "kk" if _KAZAKH.search(text) else "uk" if _UKRAINIAN.search(text) else "ru"
        if code_of(draft.language) in ("ru", "kk", "uk", "be", "bg", "ky", "tg", "mn"):
            tag = draft.language
    elif (told := tongue(text)) and told != code_of(tag):
        tag = told
    if code_of(tag) in languages():
        guess(Fault.LANGUAGE_GUESSED, f'the language "{tag}" was taken for that of the text',
              "correct `language:` in dossier.yaml")  # fmt: skip
        return tag
    message = f'the text seems to be in "{tag}", which the program has no words of its own for'
    hint = f"dossier.yaml says {FALLBACK}: labels and dates that the program prints are English"
    guess(Fault.LANGUAGE_GUESSED, message, hint)
    return FALLBACK
