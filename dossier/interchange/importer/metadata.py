"""What a draft says of itself: the State, who submits it, its language; and what was guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from dossier.interchange.importer.language import tongue
from dossier.interchange.importer.settled import Settled
from dossier.interchange.importer.states_elsewhere import states_elsewhere
from dossier.lint.letters import CAPITALS
from dossier.model.diagnostics import Finding
from dossier.model.document import Paragraph
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.language_file import language_words, languages
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
    r"submi(?:tted|tting|ssion) (?:by|of|from)|author|organi[sz]ation|auteur|autor|автор|представ",
    re.IGNORECASE,
)
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_UKRAINIAN = re.compile("[їєґ]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_SCRIPTS = {"ar": re.compile("[\u0620-\u064a]"), "zh": re.compile("[\u4e00-\u9fff]")}
"""Letters that tell the language of a text by its script, of languages that the program has."""


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
    told_in = (each for text in _front(draft) for each in _sessions().finditer(text))
    session = next((int(next(filter(None, each.groups()))) for each in told_in), 0)
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
    count = count or states_elsewhere([draft.title, draft.procedure])
    count = count or states_elsewhere(text for text, _ in _texts(draft))
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
    said_by = next((each for each in map(_by().search, _front(draft)) if each), None)
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


_UNCASED = "\u0620-\u064a\u3400-\u9fff"
"""Letters of scripts that have no capitals."""


@cache
def _by() -> re.Pattern[str]:
    """Return what finds who submits a text: "Submitted by", "Présenté par" and the like."""
    said = "|".join(each for front in _fronts() for each in front["submitted"])
    articles = r"(?:(?:the|la|le|les|el|los|las)\s+|l’)?"
    return re.compile(
        rf"\b(?:{said})\s*(?::?\s+|[:：]\s*){articles}((?-i:[{CAPITALS}«“{_UNCASED}]).{{2,150}})",
        re.IGNORECASE,
    )


@cache
def _sessions() -> re.Pattern[str]:
    """Return what finds the session of the UPR; each form has a group for its number."""
    said = "|".join(each for front in _fronts() for each in front["session"])
    return re.compile(rf"(?<!\w)(?:{said})", re.IGNORECASE)


def _fronts() -> Iterator[Mapping[str, Sequence[str]]]:
    held = (language_words(code).get("drafts", {}) for code in languages())
    yield from (each["front"] for each in held if "front" in each)


def _first_named(said: str) -> tuple[str, str]:
    """Return the first name, and its acronym, of words that say who submits something.

    >>> _first_named("Centrul pentru Drepturi Rurale (CDR) and Open Courts Network")
    ('Centrul pentru Drepturi Rurale', 'CDR')
    """
    acronym = re.match(
        rf"[^(,;]+ \((?:далее )?(?:[–—-] )?([{CAPITALS}][^\W_]*[\w&-]{{1,11}})\)", said
    )
    return re.split(r"\s*[(,;–]", said.strip())[0], acronym[1] if acronym else ""


def _language(draft: Draft, guess: Callable[[Fault, str, str], None]) -> str:
    """Return the language for dossier.yaml; one that the program has no words for is told."""
    text = " ".join(text for text, _ in _texts(draft))
    tag = draft.language
    if len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text)):
        tag = "kk" if _KAZAKH.search(text) else "uk" if _UKRAINIAN.search(text) else "ru"
        if code_of(draft.language) in ("ru", "kk", "uk", "be", "bg", "ky", "tg", "mn"):
            tag = draft.language
    elif script := _of_script(text):
        tag = draft.language if code_of(draft.language) == script else script
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


def _of_script(text: str) -> str:
    """Return the language that the script of most of a text tells, or ""."""
    latin = len(_LATIN.findall(text))
    counted = {code: len(script.findall(text)) for code, script in _SCRIPTS.items()}
    code = max(counted, key=lambda each: counted[each])
    return code if counted[code] > latin else ""
