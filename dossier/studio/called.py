"""What authors call what the files call by ids: entries of registries, parts of the text.

It is for the authors alone, and names persons by their role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from dossier.build.entry_references import ASKED
from dossier.build.evidence import EntryNames, entry_names
from dossier.interchange.changes.change_parts import block_words
from dossier.interchange.registry_edit.change import one_of
from dossier.interchange.registry_edit.entries import CannotChange, entries_of
from dossier.interchange.registry_edit.registry_files import CITED, layout_of
from dossier.interchange.registry_edit.verification_entry import KEYS as VERIFICATION_KEYS
from dossier.interchange.registry_edit.verification_entry import NAME as VERIFICATION
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.comments import ReviewNote, said_apart
from dossier.model.document import Ask, Block, Citation, Inline, Text
from dossier.model.walk import rebuilt
from dossier.project.layout import Places, read_home
from dossier.readers.blocks.block import read_block
from dossier.readers.comments import read_review
from dossier.readers.registries.shapes import shapes
from dossier.readers.yaml_keys import Key
from dossier.studio.field_words import words_of

_TITLES = {
    "sources": ("title", "title-short", "role"),
    "facts": ("wording",),
    "incidents": ("title", "what"),
    "people": ("role", "again", "pseudonym"),
    "organisations": ("name",),
    "recommendations": ("paragraph",),
}
"""The fields of which the first that says something is what an entry is called."""

SIGNED = ("verified-on", "verified-by")
"""Keys that stand with `verified`: a “Yes” alone would say neither when nor by whom."""

_KEY = re.compile(r"@([\w:.+/-]*\w)")
_WORD = re.compile(r"[^\s,“”]+")
_DONE = re.compile(r"(?P<one>[\w ]+?) (?P<id>\S.*?) (?P<done>added|changed|deleted)(?P<more>.*)")


class Called:
    """The names of a dossier: of entries by registry and id, of blocks by id."""

    def __init__(self, names: EntryNames) -> None:
        self._entries = names.entries
        self._blocks = names.titles

    def entry(self, registry: str, id_: str) -> str:
        """Return what an entry is called, its id where nobody knows."""
        return self._entries.get((registry, id_), "") or id_

    def done(self, words: str) -> str:
        """Return what a step says it did, with titles in the place of ids.

        >>> Called(EntryNames()).done("source ffs changed, called ffs-2020")
        'source “ffs” changed, called ffs-2020'
        """
        one = _DONE.fullmatch(words)
        registry = _registry(one["one"]) if one else ""
        if one and registry:
            later = one["more"].removeprefix(", called ")  # what it is called since
            known = (self._entries.get((registry, each), "") for each in (one["id"], later))
            name = next(filter(None, known), one["id"])
            return f"{one['one']} “{name}” {one['done']}{one['more']}"
        return _WORD.sub(lambda found: self._part(found[0]), words)

    def _part(self, word: str) -> str:
        title = self._blocks.get(word, "")
        return f"“{title}”" if title else word

    def readable(self, path: str, text: str) -> str:
        """Return the words of a block as they are read, comments, or the entries of a registry."""
        name = path.rpartition("/")[2]
        if name.endswith("review.yaml"):
            return "\n".join(map(_note_words, read_review(text, path)[0]))
        if name.endswith(".md"):
            block, _ = read_block(text, path)
            if block is not None:
                return block_words(self._named(block))
        if name in ("verification.yaml", "verification.yml"):
            return "\n".join(self._verifications(text))
        registry = "sources" if "/sources/" in path else name.rpartition(".")[0]
        if registry in shapes() and name.endswith((".yaml", ".yml")):
            try:
                return "\n".join(self._registry(registry, text))
            except CannotChange:
                pass
        return "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()

    def _named(self, block: Block) -> Block:
        return replace(block, content=tuple(rebuilt(node, self._inline) for node in block.content))

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Ask():
                registry = ASKED.get(inline.kind.lower(), "")
                more = f", {inline.words}" if inline.words and registry == "treaties" else ""
                return Text(f"[{self.entry(registry, inline.id)}{more}]")
            case Citation():
                keys = (self.entry("sources", each.key) for each in inline.cites)
                return Text(f" [source: {', '.join(keys)}] ")
        return inline

    def _registry(self, registry: str, text: str) -> Iterator[str]:
        """Yield the entries of a file: what each is called, and a line for each field."""
        shape = shapes()[registry]
        for id_, values in entries_of(text, layout_of(registry)).items():
            yield _title(registry, id_, values)
            for name, value in values.items():
                if name in CITED or (name in SIGNED and "verified" in values):
                    continue
                said = self._value(registry, name, shape.get(name, Key("text")), value)
                signed = self._signed(values) if name == "verified" else ""
                yield f"{words_of(registry, name)['label']}: {said}{signed}"

    def _verifications(self, text: str) -> Iterator[str]:
        """Yield a line for each source: whether, when and by whom it was seen."""
        label, choices = (words_of("sources", "verified")[name] for name in ("label", "choices"))
        for id_, said in entries_of(text, layout_of(VERIFICATION)).items():
            held = said if isinstance(said, dict) else {"verified": said}
            values = {key: held[name] for key, name in VERIFICATION_KEYS.items() if name in held}
            seen = choices.get(str(values.get("verified", "")), "")
            yield f"{self.entry('sources', id_)}. {label}: {seen}{self._signed(values)}"

    def _signed(self, values: Mapping[str, Plain]) -> str:
        """Return when and by whom a source was seen, as it stands behind “Yes”."""
        on, by = (str(values.get(name, "")) for name in SIGNED)
        return "".join((f", {on}" if on else "", f", by {by}" if by else ""))

    def _value(self, registry: str, path: str, key: Key, value: Plain) -> str:
        """Return a value on one line, in the words of its form."""
        match value:
            case str():
                choices = words_of(registry, path).get("choices", {})
                picks = str(words_of(registry, path).get("picks", ""))
                said = str(choices.get(value, value))
                if "@" in said:
                    return _KEY.sub(self._cited, said)
                return self.entry(picks, said) if picks else said
            case list():
                return "; ".join(self._value(registry, path, key, each) for each in value)
            case dict():
                inner = key.shape or {}
                said_ = (
                    (self._label(registry, f"{path}.{name}", name, inner),
                     self._value(registry, f"{path}.{name}", inner.get(name, Key("text")), each))
                    for name, each in value.items()
                )  # fmt: skip
                return ", ".join(f"{label}: {said}" if label else said for label, said in said_)
        assert_never(value)

    def _cited(self, found: re.Match[str]) -> str:
        return self._entries.get(("sources", found[1]), "") or found[0]

    def _label(self, registry: str, path: str, name: str, inner: Mapping[str, Key]) -> str:
        return str(words_of(registry, path)["label"]) if name in inner else ""


def called_in(places: Places, dossier: str) -> Called:
    """Return the names of a dossier; there are none where its files cannot be read."""
    files, _ = read_home(places, dossier)
    return Called(entry_names(files) if files else EntryNames())


def _registry(one: str) -> str:
    """Return the registry of which an entry is called so in the history."""
    return next((each for each in shapes() if one_of(each) == one), "")


def _title(registry: str, id_: str, values: Mapping[str, Plain]) -> str:
    if registry == "facts" and "wording" not in values:
        return " ".join(str(values[name]) for name in ("value", "unit") if name in values) or id_
    for name in _TITLES.get(registry, ()):
        said = values.get(name, "")
        text = next(iter(said.values()), "") if isinstance(said, dict) else said
        if isinstance(text, str) and text:
            return text
    return id_


def _note_words(note: ReviewNote) -> str:
    who = f"{note.author or 'Somebody'}, {note.date[:10]}".rstrip(", ")
    by = f" by {note.settled_by}" if note.settled_by else ""
    settled = f" (settled {note.settled}{by})" if note.settled else ""
    reply = " answers" if note.answers else ""
    return f"{who}{reply}: {said_apart(note)}{settled}"
