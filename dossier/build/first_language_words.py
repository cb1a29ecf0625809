"""Find words outside of blocks that print in a document of another language as they were typed.

Blocks have translations; a status, a title of a section or a unit has none, and would stay in the
first language without a word. What is the same in both languages, such as a name, is no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from dossier.build.ready_document import DossierInputs
from dossier.build.sections import dangling
from dossier.lint.spelling import speller
from dossier.model.diagnostics import Finding
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import Language, code_of, language
from dossier.model.passages import passages
from dossier.model.registry import Earlier, Fact, Place, Registry
from dossier.readers.dossier_yaml import Manifest, Plan
from dossier.readers.yaml import Keys, Value

_NAMES = ("place", "name_in", "title_in", "genre_in", "excerpt")
"""Words by language that are names, or that print as they were published."""

_SHORTEST = 3
"""Letters in words of a language; what has fewer may be a sign or a unit of measure."""


@frozen
class _Typed:
    """Words as somebody typed them once: what they are, where, and what says them otherwise."""

    what: str
    words: str
    at: Place
    hint: str


def first_language_words(held: DossierInputs, plan: Plan, edition: Edition) -> Iterator[Finding]:
    """Yield what prints in a document and was typed for another language, one for each place."""
    tongue = language(code_of(plan.language))
    unknown = dangling(edition.document, edition.numbers)
    if tongue.code == code_of(held.manifest.language) or any(unknown):
        return
    printed = _spaced(" ".join(each.text for each in passages(edition)))
    keywords = _spaced(" ; ".join(edition.document.properties.keywords))
    typed = (
        *_submitters(held.manifest, plan),
        *_document(held.manifest, plan),
        *_entries(held.registry, tongue),
    )
    told: dict[tuple[str, Place], list[_Typed]] = {}
    for each in typed:
        stands = _has(printed, each.words) or _has(keywords, each.words)
        if stands and not _same(each.words, plan):
            told.setdefault((each.what, each.at), []).append(each)
    for (what, at), found in told.items():
        named = ", ".join(dict.fromkeys(f'"{each.words}"' for each in found))
        message = f"{what} prints as it was typed, and is not in {tongue.name}: {named}"
        rule = Fault.UNTRANSLATED_WORDS
        yield Finding(at.file, at.line, rule, message, found[0].hint, "warning")


def _submitters(manifest: Manifest, plan: Plan) -> Iterator[_Typed]:
    """Yield what is said of submitters, where the document has none of its own."""
    if "submitters" in plan.written:
        return
    at = Place(manifest.file, manifest.lines.get("submitters", 1))
    hint = f"give the document `{plan.id}` its own `submitters:`, in its language"
    for each in plan.submitters:
        if each.status or each.country:
            for words in filter(None, (each.status, each.city, each.country)):
                yield _Typed("what is said of the submitters", words, at, hint)


def _document(manifest: Manifest, plan: Plan) -> Iterator[_Typed]:
    """Yield key words and titles that are also those of a document in the first language."""
    first: set[str] = set()
    for keys in manifest.documents.values():
        tag = keys.values.get("language", Value(manifest.language, 0)).typed or manifest.language
        if code_of(tag) == code_of(manifest.language):
            first |= set(_texts(Value(keys, 0)))
    hint = "write it in the language of the document, in its entry in dossier.yaml"
    for name, value in {"keywords": plan.keywords, **plan.values}.items():
        at = Place(plan.file, plan.lines.get(name, plan.line))
        for words in _taken_texts(value):
            if words in first:
                yield _Typed(f'"{name}" of the document "{plan.id}"', words, at, hint)


def _texts(value: Value) -> Iterator[str]:
    """Yield the texts of key words and titles in what somebody typed of a document."""
    match value.content:
        case Keys():
            for name, each in value.content.values.items():
                if name in ("keywords", "title") or isinstance(each.content, Keys | list):
                    yield from _texts(each)
        case list():
            for each in value.content:
                yield from _texts(each)
        case _:
            yield " ".join(value.typed.split())


def _taken_texts(value: object) -> Iterator[str]:
    match value:
        case tuple() | list():
            for each in value:
                yield from (each,) if isinstance(each, str) else _taken_texts(each)
        case Mapping():
            title = value.get("title") if "id" in value else None
            yield from (title,) if isinstance(title, str) else ()


def _entries(registry: Registry, tongue: Language) -> Iterator[_Typed]:
    """Yield what entries say in one language alone, as it would print."""
    for what, entries in (
        ("the fact", registry.facts), ("the incident", registry.incidents),
        ("the person", registry.people), ("the source", registry.sources),
        ("the treaty", registry.treaties), ("the recommendation", registry.earlier),
    ):  # fmt: skip
        for key, entry in entries.items():
            name = key if isinstance(key, str) else key[-1]
            yield from _of_entry(f'{what} "{name}"', entry, tongue)


def _of_entry(what: str, entry: Any, tongue: Language) -> Iterator[_Typed]:
    code = tongue.code
    for field in fields(entry):
        value = getattr(entry, field.name)
        if isinstance(value, Mapping) and field.name not in _NAMES and set(value) == {""}:
            hint = f"say it by language, `{field.name}: {{…, {code}: …}}`"
            yield _Typed(what, value[""], entry.at, hint)
    match entry:
        case Fact() if entry.unit and not entry.wording:
            figure = tongue.figure(entry.value)
            words = tongue.terms["quantity"].format(figure=figure, unit=entry.unit)
            hint = f"say the whole figure by language, `wording: {{…, {code}: …}}`"
            yield _Typed(what, words, entry.at, hint)
        case Earlier() if not entry.text_in.get(code):
            hint = f"add `text-in: {{{code}: …}}`, as the report has it in that language"
            yield _Typed(what, entry.text.rstrip(".;"), entry.at, hint)
    role = getattr(entry, "fields", {}).get("role", "")
    if role and not entry.role_in.get(code):
        hint = f"say it by language, `role: {{…, {code}: …}}`"
        yield _Typed(what, role, entry.at, hint)


def _has(text: str, words: str) -> bool:
    """Whether a text has words, whole; signs and figures alone are no words."""
    if len(re.findall(r"[^\W\d_]", words)) < _SHORTEST:
        return False
    spaced = _spaced(words)
    return spaced in text and bool(re.search(rf"(?<!\w){re.escape(spaced)}(?!\w)", text))


def _same(words: str, plan: Plan) -> bool:
    """Whether words may be right in the language of a document: known there, or one name."""
    known = speller(plan.language)
    if known is None:
        return False
    parts = re.findall(r"[^\W\d_]+", words)
    if not all(set(known.letters) & set(each.casefold()) for each in parts):
        return False
    return (len(parts) == 1 and words[:1].isupper()) or all(map(known.knows, parts))


def _spaced(text: str) -> str:
    return " ".join(text.split()).casefold()
