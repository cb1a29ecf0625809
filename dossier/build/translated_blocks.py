"""Find what a document in another language lacks: blocks that nobody translated, and stale ones.

In a draft these are warnings, and what is not translated prints as it was written. A final document
is not made: its readers would get other words than those of the first language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dossier.build.first_language_words import first_language_words
from dossier.build.glossary import glossary, term_findings
from dossier.build.ready_document import DossierInputs
from dossier.model.block_library import BlockLibrary, language_of
from dossier.model.diagnostics import Finding, Severity
from dossier.model.document import Block
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import code_of, language
from dossier.model.translation import (
    ComparedUnit,
    Translation,
    compared,
    group_of,
    shown_change,
    units,
)
from dossier.model.translation_agreement import Difference, differences
from dossier.model.walk import plain
from dossier.readers.dossier_yaml import Plan
from dossier.readers.glossary import Term

_DIFFERENCES = {
    "code": (
        Fault.TRANSLATION_DIFFERS,
        "facts, names, citations, notes and references are the same in all languages",
    ),
    "quotation": (
        Fault.QUOTATIONS_DIFFER,
        "quote the same provision; if its words are not held in this language, quote a source",
    ),
    "number": (
        Fault.TRANSLATED_NUMBERS_DIFFER,
        "numbers and dates are compared as each language writes them: look at both",
    ),
}
_DOUBTS = (Fault.TRANSLATED_NUMBERS_DIFFER, Fault.QUOTATIONS_DIFFER, Fault.GLOSSARY_TERM)
"""What may be right, though it does not look so."""

_NAMED = 5
"""How many blocks or lines a message names."""


@frozen
class Wanted:
    """A document in a language: its file and line, whether it is final, the blocks it takes.

    `forms` are the ids of these with the form in which each is taken, as `select` has them; `first`
    is the language of blocks that do not say theirs, `terms` are those of the glossary.
    """

    code: str
    first: str
    file: str
    line: int
    final: bool
    forms: Mapping[str, str]
    terms: tuple[Term, ...] = ()

    @property
    def severity(self) -> Severity:
        """How grave it is that words are missing or stale."""
        return "error" if self.final else "warning"


def lacking(
    held: DossierInputs, plan: Plan, uses: Mapping[str, str], edition: Edition
) -> Iterator[Finding]:
    """Yield what is missing or stale of the blocks that a document takes, and of words beside."""
    yield from first_language_words(held, plan, edition)
    wanted = Wanted(
        code=code_of(plan.language),
        first=code_of(held.manifest.language),
        file=plan.file,
        line=plan.line,
        final=plan.status == "final",
        forms={id_.partition(".")[0]: form for id_, form in uses.items()},
        terms=glossary(held.files)[0],
    )
    yield from translation_findings(held.library, wanted)


def translation_findings(library: BlockLibrary, wanted: Wanted) -> Iterator[Finding]:
    """Yield what a document lacks; `library` is as it was read, with all translations."""
    missing: list[str] = []
    for place, block in _taken(library, wanted):
        found = library.translation(block, place, wanted.code)
        if found is None:
            missing.append(block.id)
        else:
            yield from _of_block(block, found, wanted)
    if missing:
        name = language(wanted.code).name
        said = f"{len(missing)} blocks have" if len(missing) > 1 else "a block has"
        message = f"{said} no {name} translation: {_list(missing)}"
        hint = (
            f"`python build.py translate DOSSIER --to {wanted.code}` makes what is to be filled in"
        )
        yield Finding(
            wanted.file, wanted.line, Fault.UNTRANSLATED, message, hint, wanted.severity,
            data={"blocks": " ".join(missing)},
        )  # fmt: skip


def _taken(library: BlockLibrary, wanted: Wanted) -> Iterator[tuple[str, Block]]:
    """Yield the blocks of a document that are written in another language, with their place."""
    seen: set[str] = set()
    for place, blocks in (("", library.own), *library.others.items()):
        for block in blocks:
            if block.id not in wanted.forms or block.id in seen:
                continue
            seen.add(block.id)
            if language_of(block, wanted.first) != wanted.code:
                yield place, block


def _of_block(original: Block, translation: Translation, wanted: Wanted) -> Iterator[Finding]:
    """Yield what is missing or stale in the translation of one block."""
    block = translation.block
    if translation.units is None:
        message = f'nobody has said what the translation of "{block.id}" was made from'
        hint = (
            "hold it against its original, then: python build.py translate DOSSIER "
            f"--to {wanted.code} --done {block.id}"
        )
        rule = Fault.TRANSLATION_WITHOUT_RECORD
        yield Finding(block.file, block.line, rule, message, hint, "warning")
        return
    found = compared(original, translation)
    printed = tuple(each for each in found if _prints(each, wanted.forms.get(block.id, "")))
    rest = tuple(each for each in found if each not in printed and not _is_label(each))
    for units_, severity in ((printed, wanted.severity), (rest, "warning")):
        told = (
            *map(_stale, units_),
            *_counted(units_, block),
            *_unlike(original, translation, units_, wanted),
        )
        for finding in (each for each in told if each):
            line = finding.line or block.line
            grave: Severity = "warning" if finding.rule in _DOUBTS else severity
            yield replace(finding, file=block.file, line=line, severity=grave)


def _prints(unit: ComparedUnit, form: str) -> bool:
    """Whether a document that takes a block in a form may print a unit: not a title it has not."""
    group = group_of(unit.source or unit.key)
    return group != "title" and (group == "summary") == ("summary" in form.split())


def _is_label(unit: ComparedUnit) -> bool:
    """Whether a unit is a title that is not translated yet: it only names the block."""
    return unit.standing == "initial" and group_of(unit.source or unit.key) == "title"


def _stale(unit: ComparedUnit) -> Finding | None:
    """Return the finding of a unit whose original says something else now, or None."""
    match unit.standing:
        case "stale":
            message = f"this was translated from other words: {shown_change(unit.before, unit.now)}"
        case "new":
            message = f'the original says more than its translation: "{_short(unit.now)}"'
        case "gone":
            message = f'the original does not say this any more: "{_short(unit.before)}"'
        case _:
            return None
    hint = "put it right, then say so with `translate … --done`"
    return Finding("", unit.line, Fault.STALE_TRANSLATION, message, hint)


def _counted(found: Iterable[ComparedUnit], block: Block) -> Iterator[Finding]:
    """Yield one finding for all units of a block that nobody has translated, or looked at."""
    units = tuple(found)
    for standing, rule, said, hint in (
        ("initial", Fault.UNTRANSLATED, "not translated yet", "write them in its language"),
        ("proposed", Fault.UNSEEN_PROPOSAL, "proposed by the memory, and nobody has looked at them",
         "read them, then say so with `translate … --done`"),
        ("unrecorded", Fault.STALE_TRANSLATION, "not in the original, or not recorded",
         "say with `translate … --done` that they follow the original, or delete them"),
    ):  # fmt: skip
        lines = [str(each.line) for each in units if each.standing == standing]
        if lines:
            message = f'{len(lines)} of {len(units)} paragraphs of "{block.id}" are {said}: '
            message += f"line{'s' * (len(lines) > 1)} {_list(lines)}"
            yield Finding("", int(lines[0]), rule, message, hint, data={"lines": " ".join(lines)})


def _unlike(
    original: Block, translation: Translation, found: Iterable[ComparedUnit], wanted: Wanted
) -> Iterator[Finding]:
    """Yield where a paragraph and its translation do not say the same facts, sources, numbers."""
    old = {each.key: each.content for each in units(original)}
    new = {each.key: each.content for each in units(translation.block)}
    first = language_of(original, wanted.first)
    for unit in found:
        if unit.standing not in ("current", "proposed"):
            continue
        texts = plain(old[unit.source]), plain(new[unit.key])
        for rule, message, hint in term_findings(wanted.terms, *texts, first, wanted.code):
            yield Finding("", unit.line, rule, message, hint)
        for each in differences(old[unit.source], new[unit.key], first, wanted.code):
            message = f"the translation differs from its original: {_said(each)}"
            rule, hint = _DIFFERENCES[each.kind]
            yield Finding("", unit.line, rule, message, hint)


def _said(difference: Difference) -> str:
    lacks = f"it lacks {', '.join(difference.lacks)}" if difference.lacks else ""
    besides = f"it has {', '.join(difference.besides)} besides" if difference.besides else ""
    return " and ".join(filter(None, (lacks, besides)))


def _list(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rstrip()}…"
