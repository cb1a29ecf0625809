"""Begin a dossier on a State with what the library of the UN has of it: all files, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dossier.interchange.from_un.blocks import blocks_of
from dossier.interchange.from_un.cited import documents, sources_yaml, treaties_yaml
from dossier.interchange.from_un.gathered import Gathered, gather
from dossier.interchange.from_un.phrases import Phrases
from dossier.interchange.from_un.themes import chosen_themes
from dossier.interchange.recommendations.run import FILE
from dossier.interchange.registry_edit.recommendations import amend
from dossier.interchange.registry_edit.yaml_text import flow_of, plain, value_of
from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.skeleton import skeleton_word
from dossier.project.layout import Places, shown
from dossier.project.new_dossier import Beginning, skeleton, write_dossier
from dossier.project.review_session import with_words
from dossier.readers.un_exports.state_names import usual

_MANIFEST = "dossier.yaml"
_KEPT = ("blocks/10-organisation.md",)
"""Blocks of the skeleton that stay: nobody but the author knows who submits."""


_KEY_WORDS, _ISSUE = ("your first key word", "your second key word"), "The issue that matters most"
"""What the skeleton's manifest says where themes are known now."""

KINDS = ("recommendation", "concern")
"""What other bodies than the UPR said that a dossier takes."""


@frozen
class FromUn:
    """What a dossier is to begin with. `state` is "" where the dossier's name says it.

    `themes` are those of labour rights where none are named; `kinds` chooses among what other
    bodies than the UPR said. `beginning` are its language, its title and who submits, where said.
    """

    library: Path
    state: str = ""
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = KINDS
    beginning: Beginning = Beginning()


@frozen
class BegunFromUn:
    """The dossier that was made, and what the library had for it."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    gathered: Gathered
    sources: int


def begin_from_un(places: Places, name: str, today: date, wanted: FromUn) -> BegunFromUn:
    """Make the dossier `name`, or say why it cannot be.

    Raises `Refused` where the library has nothing on the State or on the themes, and `OSError`
    where a file cannot be written.
    """
    state = usual(wanted.state or name)
    gathered = gather(wanted.library, state, chosen_themes(wanted.themes), wanted.kinds, today)
    if not gathered.themes:
        listed = ", ".join(each.title for each in gathered.silent)
        message = f"the library has nothing on {state} about {listed}"
        hint = "add the full export with `un add`, or name other themes with `--themes`"
        raise Refused(Finding(shown(wanted.library), 0, Fault.NOTHING_TO_TAKE, message, hint))
    cited = documents(gathered)
    begun = skeleton(name, today, replace(wanted.beginning, state=state))
    kept = {path: content for path, content in begun.items() if _stays(path)}
    words = Phrases(wanted.beginning.language)
    manifest = _manifest(begun[_MANIFEST].decode("utf-8"), gathered, words)
    texts = {
        _MANIFEST: manifest,
        FILE: amend("", gathered.earlier, {}),
        "sources.yaml": sources_yaml(cited.values()),
        "treaties.yaml": treaties_yaml(gathered, cited),
        **dict(blocks_of(gathered, cited, wanted.beginning.language)),
    }
    inside = kept | {path: text.encode("utf-8") for path, text in texts.items()}
    made = write_dossier(places, name, inside)
    return BegunFromUn(made.files, made.findings, gathered, len(cited))


def _stays(path: str) -> bool:
    return path in _KEPT or not path.startswith("blocks/")


def _manifest(text: str, gathered: Gathered, words: Phrases) -> str:
    """Return the skeleton's manifest with key words and a section for each theme."""
    keywords = [words.title(each.theme).lower() for each in gathered.themes]
    first, second = (skeleton_word(each, words.code) for each in _KEY_WORDS)
    text = with_words(
        text,
        f"    keywords: [{first}, {second}]\n",
        f"    keywords:{value_of(plain(keywords), 4)}\n",
    )
    sections = "".join(
        f"      - {flow_of({'id': each.theme.id, 'title': words.title(each.theme)})}\n"
        for each in gathered.themes
    )
    issue = skeleton_word(_ISSUE, words.code)
    return with_words(text, f"      - id: main-issue\n        title: {issue}\n", sections)
