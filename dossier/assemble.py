"""Assemble the documents of a dossier from its files: read everything, report everything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from dossier.catalog import Language, language
from dossier.collect import collect, tied
from dossier.compose import Frame, Head, compose, untaken
from dossier.edition import Edition
from dossier.finding import Finding, did_you_mean, errors
from dossier.lint.place import locate
from dossier.model import Block, Document, Figure, Properties, Settings
from dossier.project import Files, Places, picture, shown
from dossier.read.block import read_block
from dossier.read.house import House, read_house
from dossier.read.manifest import Manifest, Plan, read_manifest, read_plan, template_of
from dossier.read.outline import Outline, expand, read_outline
from dossier.registry import Registry
from dossier.resolve import Setting, resolve
from dossier.walk import blocks as blocks_of
from dossier.walk import everything


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document ready to be written: its edition, its template's folder, its pictures."""

    id: str
    edition: Edition
    template: Path
    pictures: Mapping[str, bytes]
    status: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier that was read: what it can make, and everything that is wrong with it.

    `blocks` are as authors wrote them, before the registries' words were put in; `settings` say
    how that was done in each document, `about` what the manifest says of each.
    """

    name: str
    documents: tuple[Assembled, ...]
    findings: tuple[Finding, ...]
    blocks: tuple[Block, ...] = ()
    registry: Registry = field(default_factory=Registry)
    language: str = "en"
    settings: Mapping[str, Setting] = field(default_factory=dict)
    about: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def assemble(places: Places, files: Files) -> Dossier:
    """Return the documents of a dossier, or none where something in it is an error."""
    if not files.content:
        message = "the dossier is empty"
        hint = f"`python build.py new` makes one that builds; delete the folder {files.folder.name}"
        finding = Finding(shown(files.folder), 0, "empty-dossier", message, hint)
        return Dossier(files.name, (), (finding,))
    blocks, findings = _blocks(files)
    manifest, found = _manifest(files)
    registry, loose = collect(files)
    findings += [*found, *loose, *tied(registry, (each.id for each in blocks))]
    drawn = _all_drawn(places, files, manifest, (blocks, registry))
    findings += [each for one in drawn for each in one.findings]
    frames = [each.frame for each in drawn if each.frame]
    if manifest and len(frames) == len(manifest.documents):
        findings += untaken(frames, blocks)
    texts = {files.shown(path): files.text(path)[0] for path in files.blocks()}
    findings = [_placed(each, texts) for each in findings]
    return Dossier(
        files.name,
        tuple(each.document for each in drawn if each.document and not errors(findings)),
        tuple(dict.fromkeys(findings)),
        blocks,
        registry,
        manifest.language if manifest else "en",
        {each.name: each.setting for each in drawn if each.setting},
        {each.name: each.about for each in drawn},
    )


_PLACED = ("unknown-acronym", "unknown-form-of-name", "committee-for-covenant", "name-leaks")


def _placed(finding: Finding, texts: Mapping[str, str]) -> Finding:
    """Return a finding on words of a paragraph at the line where these words stand."""
    quoted = re.search(r'written [“"]([^”"]+)', finding.message)
    quoted = quoted or re.search(r'"([^"]+)"', finding.message)
    if finding.rule not in _PLACED or not quoted:
        return finding
    line = locate(texts.get(finding.file, ""), finding.line, quoted[1])
    return replace(finding, line=line)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """How far one document came; what is None could not be made."""

    name: str
    findings: list[Finding]
    frame: Frame | None = None
    document: Assembled | None = None
    setting: Setting | None = None
    about: Mapping[str, object] = field(default_factory=dict)


def _all_drawn(
    places: Places,
    files: Files,
    manifest: Manifest | None,
    held: tuple[tuple[Block, ...], Registry],
) -> list[_Drawn]:
    if manifest is None:
        return []
    return [_drawn(places, files, manifest, name, held) for name in manifest.documents]


def _blocks(files: Files) -> tuple[tuple[Block, ...], list[Finding]]:
    blocks: list[Block] = []
    findings: list[Finding] = []
    for path in files.blocks():
        text, found = files.text(path)
        findings += found
        if not found:
            block, found = read_block(text, files.shown(path))
            findings += found
            blocks += [block] if block else []
    for path in files.unread():
        message = "the file is not read: blocks are files `blocks/….md`"
        hint = "move or rename it if it is a block"
        findings.append(Finding(files.shown(path), 0, "unread-file", message, hint, "warning"))
    if not files.blocks():
        message = "the dossier has no blocks"
        hint = "add Markdown files to its folder `blocks`"
        findings.append(Finding(shown(files.folder), 0, "empty-dossier", message, hint))
    return tuple(blocks), findings


def _manifest(files: Files) -> tuple[Manifest | None, tuple[Finding, ...]]:
    if "dossier.yaml" not in files.content:
        message = "the dossier has no `dossier.yaml`"
        hint = "add one; `python build.py new` makes a commented example"
        return None, (Finding(shown(files.folder), 0, "missing-manifest", message, hint),)
    text, wrong = files.text("dossier.yaml")
    return (None, wrong) if wrong else read_manifest(text, files.shown("dossier.yaml"))


def _outline(kind: Path) -> tuple[Outline | None, tuple[Finding, ...]]:
    file = kind / "outline.yaml"
    try:
        return read_outline(file.read_text("utf-8"), shown(file))
    except UnicodeDecodeError:
        hint = "save it again with the encoding UTF-8"
        return None, (Finding(shown(file), 0, "not-utf-8", "the file is not UTF-8", hint),)


def _drawn(
    places: Places,
    files: Files,
    manifest: Manifest,
    name: str,
    held: tuple[tuple[Block, ...], Registry],
) -> _Drawn:
    wanted = template_of(manifest.documents[name])
    kind = places.template(wanted)
    if kind is None:
        return _Drawn(name, [_unknown_template(places, manifest, name, wanted)])
    outline, wrong = _outline(kind)
    if outline is None:
        return _Drawn(name, list(wrong))
    plan, found = read_plan(manifest, name, outline.fields)
    findings = [*wrong, *found]
    if plan is None or errors(found):
        return _Drawn(name, findings)
    words = language(plan.language)
    values = _values(manifest, plan, outline)
    frame, found = expand(outline, values, _filters(words))
    house, faults = read_house(places.folders(kind), words, shown)
    findings += [*found, *faults]
    if frame is None or house is None:
        return _Drawn(name, findings)
    setting = _setting(manifest, plan, held[1], house)
    resolved = _Resolved(setting, plan.bibliography)
    head = _head(manifest, plan, outline, frame.subject)
    document, numbers, found = compose(head, frame, held[0], resolved)
    edition = Edition(document, numbers, words)
    pictures, missing = _pictures(files, edition)
    made = Assembled(name, edition, kind, pictures, plan.status)
    about = {**values, **_about(plan, outline)}
    return _Drawn(name, [*findings, *found, *missing], frame, made, setting, about)


def _about(plan: Plan, outline: Outline) -> dict[str, object]:
    """Return what `check` must know besides what the outline's texts may use."""
    rules = (plan.rules,) if plan.rules else outline.rules
    where = {"file": plan.file, "line": plan.line, "lines": plan.lines}
    return {"rules": rules, "allow": plan.allow, "template": plan.template, **where}


def _setting(manifest: Manifest, plan: Plan, registry: Registry, house: House) -> Setting:
    known = {each.acronym for each in manifest.submitters}
    final = plan.status == "final"
    return Setting(
        registry, house, house.language, plan.audience, final, plan.date, manifest.file, known,
        document=(plan.id, plan.line),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Resolved:
    """Puts the registries' words into a document that is being composed."""

    setting: Setting
    bibliography: Literal["bibliography", ""]

    def __call__(self, document: Document) -> tuple[Document, tuple[Finding, ...]]:
        return resolve(document, self.setting, self.bibliography)


def _filters(words: Language) -> dict[str, Callable[..., str]]:
    return {
        "long_date": words.long_date,
        "ordinal": words.ordinal,
        "ordinal_word": words.ordinal_word,
        "names": words.join,
    }


def _unknown_template(places: Places, manifest: Manifest, name: str, wanted: str) -> Finding:
    line = manifest.documents[name].lines.get("template", manifest.documents[name].line)
    kinds = places.kinds()
    message = f'there is no template "{wanted}"'
    if not wanted:
        message = f'the document "{name}" has no "template"'
    hint = did_you_mean(wanted, kinds, f"templates here: {', '.join(kinds) or 'none'}")
    return Finding(manifest.file, line, "unknown-template", message, hint)


def _values(manifest: Manifest, plan: Plan, outline: Outline) -> dict[str, object]:
    """Return what the outline's texts may use; a key that was not given is there, and empty."""
    asked = {key: _complete(plan.values[key], shape.shape) for key, shape in outline.fields.items()}
    return {
        "state": manifest.state,
        "submitters": manifest.submitters,
        "dossier": manifest.title,
        "title": plan.title,
        "date": plan.date,
        "status": plan.status,
        "language": plan.language,
        "keywords": plan.keywords,
        **asked,
    }


def _complete(value: object, shape: Mapping[str, object] | None) -> object:
    if isinstance(value, Mapping) and shape is not None:
        return {**dict.fromkeys(shape), **value}
    if isinstance(value, list):
        return [_complete(each, shape) for each in value]
    return value


def _head(manifest: Manifest, plan: Plan, outline: Outline, subject: str) -> Head:
    names = "; ".join(each.name for each in manifest.submitters)
    return Head(
        title=plan.title,
        language=plan.language,
        section_word=language(plan.language).terms["section"],
        settings=Settings(outline.section_number, plan.paragraphs, plan.notes),  # type: ignore[arg-type]
        properties=Properties(names, subject, plan.keywords, plan.date),
        file=plan.file,
        line=plan.line,
    )


def _pictures(files: Files, edition: Edition) -> tuple[dict[str, bytes], list[Finding]]:
    found: dict[str, bytes] = {}
    findings: list[Finding] = []
    for block, figure in _figures(edition):
        found[figure.path], wrong = picture(files, figure.path, block.file, figure.line)
        findings += wrong
    return found, findings


def _figures(edition: Edition) -> Iterator[tuple[Block, Figure]]:
    for block in blocks_of(edition.document):
        for part in everything(block):
            if isinstance(part, Figure):
                yield block, part
