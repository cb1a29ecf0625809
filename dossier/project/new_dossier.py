"""Begin a dossier: copy a commented skeleton that builds at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import SKELETON, code_of
from dossier.model.language_file import own_languages
from dossier.model.progress_callback import Progress, silent
from dossier.model.skeleton import ORGANISATION, skeleton_blocks, skeleton_word, skeleton_words
from dossier.model.state_names import english_name, state_name
from dossier.project.history import write_content
from dossier.project.layout import LIBRARY, Places, shown
from dossier.project.own_languages import FOLDER as OWN_LANGUAGES
from dossier.project.review_session import review_to_write_for, with_session
from dossier.readers.blocks.nodes import ID


@frozen
class NewDossier:
    """The files that were made; there are none where `findings` say why not."""

    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


@frozen
class Beginning:
    """What a new dossier says from the first: its title, the State, who submits; "" if open.

    `language` is one of `languages_to_begin`.
    """

    title: str = ""
    state: str = ""
    organisation: str = ""
    acronym: str = ""
    language: str = "en-GB"


LANGUAGES = ("en-GB", "en-US", "fr", "es", "ru", "ar", "zh")
"""Languages that a dossier can begin in, beside those of its project."""

_OPEN = Beginning()
_TITLES = ("STATE: what this dossier is about", "STATE: what this submission is about")


def new_dossier(
    places: Places,
    name: str,
    today: date,
    progress: Progress = silent,
    beginning: Beginning = _OPEN,
    more: Mapping[str, bytes] | None = None,
) -> NewDossier:
    """Make the dossier `name`, dated `today`, unless its name cannot be used or is taken.

    `more` are files by their paths in it, besides those that every dossier begins with, or in the
    place of one of them. Raises `OSError` where a file cannot be written.
    """
    inside = {**skeleton(name, today, beginning), **(more or {})}
    return write_dossier(places, name, inside, progress)


def languages_to_begin() -> tuple[str, ...]:
    """Return the languages that a dossier can begin in, those of the project last."""
    return (*LANGUAGES, *own_languages())


def write_dossier(
    places: Places, name: str, inside: Mapping[str, bytes], progress: Progress = silent
) -> NewDossier:
    """Write the dossier `name` with the files `inside`, unless its name is taken or unusable.

    Raises `OSError` where a file cannot be written.
    """
    folder = places.content / name
    finding = _obstacle(name, folder)
    if finding:
        return NewDossier(findings=(finding,))
    progress(name)
    contents = {folder / path: content for path, content in inside.items()}
    write_content(places.content, contents, f"new {name}")
    return NewDossier(tuple(sorted(contents)))


def _obstacle(name: str, folder: Path) -> Finding | None:
    if not ID.fullmatch(name):
        hint = "use small letters, digits and hyphens, such as `uzbekistan-2028`"
        message = f'"{name}" cannot be the name of a dossier'
        return Finding(shown(folder.parent), 0, Fault.WRONG_ID, message, hint)
    if name == LIBRARY:
        message, hint = '"library" is where dossiers share blocks', "choose another name"
        return Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    if name == OWN_LANGUAGES:
        message, hint = '"languages" is where a project adds languages', "choose another name"
        return Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    if folder.exists():
        hint = "choose another name; nothing was changed"
        message = f'there is a dossier "{name}" already'
        return Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    return None


def skeleton(name: str, today: date, beginning: Beginning) -> dict[str, bytes]:
    """Return the files of the skeleton, with the date, the State and the organisation in them."""
    code = code_of(beginning.language)
    typed = beginning.state or re.sub(r"[\W\d_]+", " ", name).strip().title() or "STATE"
    typed = english_name(typed) or typed
    words = _words(beginning, state_name(typed, code)) | {"TODAY": today.isoformat()}
    found: dict[str, bytes] = {}
    for path in _files(code):
        text = path.read_text("utf-8")
        if path.suffix == ".yaml":
            text = _translated(text, code).replace('state: "STATE"', 'state: "TYPED"')
            text = text.replace("language: en-GB ", f"language: {beginning.language} ")
        if path.name == "dossier.yaml":
            text = with_session(text, review_to_write_for(typed, today))
        text = _filled(text, words | {"TYPED": typed}, path.suffix)
        inside = path.name if path.suffix == ".yaml" else f"blocks/{path.name}"
        found[inside] = text.encode("utf-8")
    return found


def _files(code: str) -> Iterator[Path]:
    yield from (SKELETON / "dossier.yaml", SKELETON / "sources.yaml")
    yield from skeleton_blocks(code) or skeleton_blocks("en")


def _words(beginning: Beginning, state: str) -> dict[str, str]:
    """Return what stands in the place of which words, in any language of the skeleton."""
    own = {key: (key, *other.values()) for key, other in skeleton_words().items()}
    words = {"STATE": state}
    if beginning.title:
        words |= dict.fromkeys((*own[_TITLES[0]], *own[_TITLES[1]]), beginning.title)
    if beginning.organisation:
        words |= dict.fromkeys(own[ORGANISATION], beginning.organisation)
        words["NYO"] = beginning.acronym
    if beginning.organisation and not beginning.acronym:
        words |= {" (NYO)": "", "（NYO）": "", "    acronym: NYO\n": ""}
    return words


def _translated(text: str, code: str) -> str:
    """Return a YAML file of the skeleton with its values in a language."""
    for english in skeleton_words():
        text = text.replace(english, skeleton_word(english, code))
    return text


_PLAIN = re.compile(r"\d{4}-\d\d-\d\d|[^\W\d_]+(?:[ -][^\W\d_]+)*")
_MEANT = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))
"""Words that YAML 1.1 takes for something else where they stand alone."""


def _filled(text: str, words: Mapping[str, str], suffix: str) -> str:
    """Return a text with words in place of others; in YAML as values that cannot be mistaken."""
    known = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

    def filled(found: re.Match[str]) -> str:
        word = words[found[0]]
        if suffix != ".yaml":
            return word
        quoted = json.dumps(word, ensure_ascii=False)
        if not found["bare"]:
            return quoted[1:-1]
        return word if _PLAIN.fullmatch(word) and word.casefold() not in _MEANT else quoted

    return re.sub(rf"(?P<bare>(?<=: )(?:{known})$)|(?:{known})", filled, text, flags=re.MULTILINE)
