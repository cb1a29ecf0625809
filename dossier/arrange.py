"""Arrange the documents that one entry of `dossier.yaml` asks for, from plan to edition.

Most entries make one document, a mail merge makes one for each addressee. A document is composed
once, and again only for formats that some of its words are bound to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from dossier.catalog import Language, language
from dossier.compose import Frame, Head, compose, dangling
from dossier.drawing import Drawing
from dossier.edition import Edition
from dossier.finding import Finding, did_you_mean, errors
from dossier.illustration import illustrations, logos
from dossier.look import Look
from dossier.measure import size, spoken_minutes
from dossier.model import Cell, Document, Figure, Heading, Paragraph, Properties, Settings
from dossier.project import Files, Places, shown
from dossier.read.house import House, read_house
from dossier.read.instruments import categories
from dossier.read.look import read_look
from dossier.read.manifest import Manifest, Plan, read_plan, template_of, wrong_ids
from dossier.read.outline import Outline, expand, read_outline
from dossier.read.rows import read_rows
from dossier.read.tree import STRAY_PHRASE
from dossier.read.yaml import Key, Keys, Shape, Value, take
from dossier.records import records
from dossier.registry import Audience, Registry
from dossier.resolve import Setting, resolve
from dossier.select import Shelf, select
from dossier.vary import View, formats_named, vary
from dossier.walk import Part, everything, plain
from dossier.walk import blocks as blocks_of


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document ready to be written: its edition, its template's folder, its pictures.

    `variants` are the editions of formats that differ, `pictures` the contents of pictures by
    their paths, `drawings` what is to be drawn, `uses` the form in which each block is taken.
    """

    id: str
    edition: Edition
    template: Path
    pictures: Mapping[str, bytes]
    status: str
    formats: tuple[str, ...] = ()
    variants: Mapping[str, Edition] = field(default_factory=dict)
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    rasters: Mapping[str, bytes] = field(default_factory=dict)
    look: Look = field(default_factory=Look)
    audience: Audience = "public"
    uses: Mapping[str, str] = field(default_factory=dict)

    def in_format(self, format_: str) -> Assembled:
        """Return the document as it stands in one format."""
        if format_ not in self.variants:
            return self
        return replace(self, edition=self.variants[format_])


@dataclass(frozen=True, slots=True)
class Drawn:
    """How far one document came; what is None could not be made.

    `merge` is the entry of the manifest that makes one for each addressee, if it is of such a one;
    a merge that could not be made has its own name, and so has an entry whose kind is not known.
    """

    name: str
    findings: tuple[Finding, ...]
    frame: Frame | None = None
    document: Assembled | None = None
    setting: Setting | None = None
    about: Mapping[str, object] = field(default_factory=dict)
    merge: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What all documents of a dossier are made from."""

    places: Places
    files: Files
    manifest: Manifest
    shelf: Shelf
    registry: Registry


@dataclass(frozen=True, slots=True)
class _Kind:
    """A template, read: its folder, its outline, and the house's forms and look."""

    folder: Path
    outline: Outline
    house: House
    look: Look


def arrange(held: Held, name: str) -> Iterator[Drawn]:
    """Yield the documents that the entry `name` of the manifest makes."""
    keys = held.manifest.documents[name]
    wanted = template_of(keys)
    folder = held.places.template(wanted)
    if folder is None:
        yield Drawn(name, (_unknown_template(held, name, wanted),), merge=name)
        return
    outline, wrong = _outline(folder)
    if outline is None:
        yield Drawn(name, wrong, merge=name)
        return
    merge = name if outline.form.merge else ""
    keys, faults = _with_tables(keys, outline.fields, held.files)
    manifest = replace(held.manifest, documents={**held.manifest.documents, name: keys})
    plan, found = (None, ()) if errors(faults) else read_plan(manifest, name, outline.fields)
    findings = (*wrong, *faults, *found)
    if plan is None or errors(findings):
        yield Drawn(name, findings, merge=merge)
        return
    for entry, values in _entries(plan, outline):
        if values is None:
            yield Drawn(name, (*findings, _no_entries(plan, outline)), merge=merge)
            continue
        drawn = _one(held, replace(plan, id=entry, values=values), outline, folder)
        yield replace(drawn, findings=(*findings, *drawn.findings), merge=merge)


def _entries(plan: Plan, outline: Outline) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    """Yield id and values of each document: one, or as many as there are entries to merge."""
    if not outline.form.merge:
        yield plan.id, plan.values
        return
    listed = plan.values.get(outline.form.merge) or ()
    for entry in listed:
        yield f"{plan.id}-{entry.get('id', '')}".strip("-"), {**plan.values, "each": entry}
    if not listed:
        yield plan.id, None


def _no_entries(plan: Plan, outline: Outline) -> Finding:
    name = outline.form.merge
    message = f'the document "{plan.id}" has no "{name}", and makes one document for each'
    line = plan.lines.get(name, plan.line)
    hint = f"add `{name}:` with at least one entry"
    return Finding(plan.file, line, f"missing-{name}", message, hint)


def _with_tables(keys: Keys, fields: Shape, files: Files) -> tuple[Keys, list[Finding]]:
    """Return the keys of a document with lists that are kept in CSV files read from these."""
    values = dict(keys.values)
    findings: list[Finding] = []
    for name, key in fields.items():
        value = values.get(name)
        if key.kind != "list" or value is None or not isinstance(value.content, str):
            continue
        if value.content not in files.content:
            known = [each for each in files.content if each.endswith(".csv")]
            message = f'the table "{value.content}" is missing'
            hint = did_you_mean(value.content, known, f"put it into {shown(files.folder)}")
            line = value.line
            file = files.shown("dossier.yaml")
            findings.append(Finding(file, line, "missing-table", message, hint))
            continue
        text, wrong = files.text(value.content)
        table = files.shown(value.content)
        rows, faults = read_rows(text, table, _many(key))
        values[name] = rows
        findings += [*wrong, *faults, *_faulty_rows(rows, key, table)]
    return Keys(values, keys.lines, keys.line), findings


def _many(key: Key) -> frozenset[str]:
    """Return the columns of a table whose cells hold several texts, one a line."""
    return frozenset(name for name, each in (key.shape or {}).items() if each.kind == "texts")


def _faulty_rows(rows: Value, key: Key, file: str) -> list[Finding]:
    """Return what is wrong in the rows of a table, at the line of each."""
    shape = key.shape or {}
    found = [
        replace(each, line=row.line)
        for row in rows.content
        for each in take(row.content, shape, file, "the row")[1]
    ]
    return [*found, *wrong_ids(rows, file)]


def _outline(kind: Path) -> tuple[Outline | None, tuple[Finding, ...]]:
    file = kind / "outline.yaml"
    try:
        return read_outline(file.read_text("utf-8"), shown(file))
    except UnicodeDecodeError:
        hint = "save it again with the encoding UTF-8"
        return None, (Finding(shown(file), 0, "not-utf-8", "the file is not UTF-8", hint),)


def _unknown_template(held: Held, name: str, wanted: str) -> Finding:
    keys = held.manifest.documents[name]
    line = keys.lines.get("template", keys.line)
    kinds = held.places.kinds()
    message = f'there is no template "{wanted}"'
    if not wanted:
        message = f'the document "{name}" has no "template"'
    hint = did_you_mean(wanted, kinds, f"templates here: {', '.join(kinds) or 'none'}")
    return Finding(held.manifest.file, line, "unknown-template", message, hint)


def _one(held: Held, plan: Plan, outline: Outline, folder: Path) -> Drawn:
    words = language(plan.language)
    folders = held.places.folders(folder)
    house, faults = read_house(folders, words, shown)
    look, wrong = read_look(folders)
    findings = (*faults, *(replace(each, file=shown(path)) for path, each in wrong))
    if house is None or wrong:
        return Drawn(plan.id, findings)
    maker = _Maker(held, plan, _Kind(folder, outline, house, look), words)
    drawn = maker.drawn()
    return replace(drawn, findings=(*findings, *drawn.findings))


@dataclass(frozen=True, slots=True)
class _Version:
    """A document as it stands in one format."""

    frame: Frame
    edition: Edition
    setting: Setting
    uses: Mapping[str, str]
    findings: tuple[Finding, ...]


class _Maker:
    """Makes one document, in as many versions as its formats need."""

    def __init__(self, held: Held, plan: Plan, kind: _Kind, words: Language) -> None:
        self.held = held
        self.plan = plan
        self.outline = kind.outline
        self.kind = kind
        self.words = words
        self.logos, self.logo_files, self.faults = logos(
            held.files, plan.submitters, kind.look, plan.file
        )

    def drawn(self) -> Drawn:
        """Return the document, or how far it came."""
        formats = self.outline.form.formats
        every = [
            *self.held.shelf.own,
            *(e for many in self.held.shelf.others.values() for e in many),
        ]
        named = formats_named(every)
        made: dict[str, _Version | tuple[Finding, ...]] = {}
        for each in formats:
            key = each if each in named else ""
            if key not in made:
                made[key] = self.version(each)
        first = made[formats[0] if formats[0] in named else ""]
        found = [made[each if each in named else ""] for each in formats]
        findings = [*self.faults, *(one for each in made.values() for one in _findings(each))]
        if not isinstance(first, _Version) or not all(isinstance(e, _Version) for e in found):
            return Drawn(self.plan.id, tuple(dict.fromkeys(findings)))
        variants = {
            format_: each.edition
            for format_, each in zip(formats, found, strict=True)
            if isinstance(each, _Version) and each is not first
        }
        drawings = {path: each for one in made.values() if isinstance(one, _Version)
                    for path, each in one.setting.drawings.items()}  # fmt: skip
        return self.whole(first, variants, findings, drawings)

    def whole(
        self,
        first: _Version,
        variants: Mapping[str, Edition],
        findings: list[Finding],
        drawings: Mapping[str, Drawing],
    ) -> Drawn:
        editions = (first.edition, *variants.values())
        seen, wrong = illustrations(self.held.files, editions, first.setting, drawings)
        document = Assembled(
            self.plan.id, first.edition, self.kind.folder, {**seen, **self.logo_files},
            self.plan.status, self.outline.form.formats, variants, drawings, {},
            self.kind.look, self.plan.audience, first.uses,
        )  # fmt: skip
        found = tuple(dict.fromkeys((*findings, *wrong, *self.over_time(first.edition))))
        about = {**self.values(), **self.about()}
        return Drawn(self.plan.id, found, first.frame, document, first.setting, about)

    def version(self, format_: str) -> _Version | tuple[Finding, ...]:
        """Return the document as it stands in a format, or what stands in the way."""
        plan = self.plan
        frame, found = expand(self.outline, self.values(), filters(self.words))
        if frame is None:
            return found
        view = View(plan.template, plan.audience, format_)
        taken = select(frame, self.held.shelf, plan.choices, view, plan.file)
        setting = self.setting(view)

        def resolved(document: Document) -> tuple[Document, tuple[Finding, ...]]:
            return resolve(document, setting, plan.bibliography)

        frame = self.marked(_varied(frame, view))
        document, numbers, wrong = compose(self.head(frame), frame, taken.sections, resolved)
        edition = Edition(document, numbers, self.words)
        edition, late = self.measured(edition)
        late = (*late, *stray_phrases(edition, plan.file, plan.line))
        findings = (*found, *taken.findings, *wrong, *late)
        return _Version(frame, edition, setting, taken.uses, findings)

    def marked(self, frame: Frame) -> Frame:
        """Return the frame of a draft so that its first page says so, if its kind does not."""
        outline = self.outline
        texts = (outline.procedure.text, *(template.text for _, template in outline.cover))
        if self.plan.status != "draft" or any("status" in each for each in texts):
            return frame
        said = [self.words.terms["draft"], *([frame.procedure] if frame.procedure else [])]
        return replace(frame, procedure=" · ".join(said))

    def measured(self, edition: Edition) -> tuple[Edition, tuple[Finding, ...]]:
        """Return the edition with its own length where the title block prints it."""
        asked = any("length" in template.text for _, template in self.outline.cover)
        if not asked or any(dangling(edition.document, edition.numbers)):
            return edition, ()
        frame, found = expand(self.outline, self.values(edition), filters(self.words))
        if frame is None:
            return edition, found
        return replace(edition, document=replace(edition.document, cover=frame.cover)), found

    def over_time(self, edition: Edition) -> Iterator[Finding]:
        """Find a statement that takes longer to say than it may."""
        speech = self.outline.form.speech
        rate, most = (self.plan.values.get(name) for name in
                      ((speech.rate, speech.minutes) if speech else ("", "")))  # fmt: skip
        loose = any(dangling(edition.document, edition.numbers))
        if not speech or not rate or not most or loose:
            return
        words = self.spoken(edition)
        minutes = spoken_minutes(words, rate)
        if minutes <= most:
            return
        over = words - int(most * rate)
        message = (
            f"the statement takes {self.words.duration(minutes)} at {rate} words a minute, "
            f"and may take {self.words.duration(most)}"
        )
        hint = f"take {over} words out"
        line = self.plan.lines.get(speech.minutes, self.plan.line)
        severity: Literal["error", "warning"] = (
            "error" if self.plan.status == "final" else "warning"
        )
        yield Finding(self.plan.file, line, "statement-over-time", message, hint, severity)

    def setting(self, view: View) -> Setting:
        plan, manifest = self.plan, self.held.manifest
        return Setting(
            self.held.registry, self.kind.house, self.words, plan.audience,
            plan.status == "final", plan.date, manifest.file,
            {each.acronym for each in plan.submitters}, (plan.id, plan.line), self.notes(),
            view=view,
        )  # fmt: skip

    def notes(self) -> Literal["footnotes", "endnotes", "none"]:
        written = "notes" in self.plan.written
        return self.plan.notes if written else self.outline.form.notes  # type: ignore[return-value]

    def head(self, frame: Frame) -> Head:
        plan, form = self.plan, self.outline.form
        names = "; ".join(each.name for each in plan.submitters)
        written = "paragraph_numbers" in plan.written
        settings = Settings(
            self.outline.section_number,
            plan.paragraphs if written else form.paragraphs,  # type: ignore[arg-type]
            self.notes(), form.paper, form.styles,
        )  # fmt: skip
        properties = Properties(names, frame.subject, plan.keywords, plan.date)
        return Head(
            plan.title, plan.language, self.words.terms["section"], settings, properties,
            plan.file, plan.line, self.logos,
        )  # fmt: skip

    def values(self, edition: Edition | None = None) -> dict[str, object]:
        """Return what the outline's texts may use; a key that was not given is there, and empty."""
        plan, manifest, registry = self.plan, self.held.manifest, self.held.registry
        fields = self.outline.fields
        asked = {key: _complete(plan.values[key], shape.shape) for key, shape in fields.items()}
        merged = fields[self.outline.form.merge].shape if self.outline.form.merge else None
        names = {id_: str(each.get(self.words.code) or each["en"])
                 for id_, each in categories().items()}  # fmt: skip
        view = View(plan.template, plan.audience, "")
        return {
            "state": manifest.state,
            "submitters": plan.submitters,
            "dossier": manifest.title,
            "title": plan.title,
            "date": plan.date,
            "status": plan.status,
            "language": plan.language,
            "keywords": plan.keywords,
            "audience": plan.audience,
            "kind": plan.template,
            "categories": names,
            "length": self.length(edition),
            "each": _complete(plan.values.get("each", {}), merged),
            **records(registry, view, plan.date, names),
            **asked,
        }

    def length(self, edition: Edition | None) -> Mapping[str, object]:
        words = self.spoken(edition) if edition else 0
        speech = self.outline.form.speech
        rate = self.plan.values.get(speech.rate) if speech else None
        minutes = spoken_minutes(words, rate) if rate else 0.0
        return {"words": words, "minutes": minutes, "time": self.words.duration(minutes)}

    def spoken(self, edition: Edition) -> int:
        """Return how many words of a document count: of a speech those of sections with blocks.

        What the template adds in sections of its own, such as who else supports it, is not said.
        """
        if self.outline.form.speech is None:
            return size(edition).words
        said = {plan.id for plan in self.outline.sections if plan.takes}
        sections = tuple(each for each in edition.document.sections if each.id in said)
        return size(replace(edition, document=replace(edition.document, sections=sections))).words

    def about(self) -> dict[str, object]:
        """Return what `check` must know besides what the outline's texts may use."""
        plan = self.plan
        rules = (plan.rules,) if plan.rules else self.outline.rules
        where = {"file": plan.file, "line": plan.line, "lines": plan.lines}
        return {"rules": rules, "allow": plan.allow, "template": plan.template, **where}


def _varied(frame: Frame, view: View) -> Frame:
    """Return a frame whose own texts are varied by where the document stands."""
    slots = tuple(
        replace(
            slot,
            lead=vary(slot.lead, view) if slot.lead else None,
            text=vary(slot.text, view) if slot.text else None,
            after=vary(slot.after, view) if slot.after else None,
        )
        for slot in frame.slots
    )
    return replace(frame, slots=slots)


def _findings(version: _Version | tuple[Finding, ...]) -> tuple[Finding, ...]:
    return version.findings if isinstance(version, _Version) else version


def stray_phrases(edition: Edition, file: str, line: int) -> Iterator[Finding]:
    """Find phrases in places that take words alone, such as a title: they print as they stand."""
    document = edition.document
    heads = (document.title, document.running_head, document.properties.subject)
    said: list[tuple[str, str, int]] = [
        (text, file, line) for text in (*heads, *document.properties.keywords)
    ]
    for block in blocks_of(document):
        for part in everything(block):
            words = _typed(part)
            said += [(words, block.file or file, getattr(part, "line", 0))] if words else []
    for text, where, at in said:
        if STRAY_PHRASE.search(text):
            message = f'a phrase for some readers only stands where words alone can: "{text[:60]}"'
            yield Finding(where, at, "stray-phrase", message, "write one text for all there")


def _typed(part: Part) -> str:
    match part:
        case Paragraph() | Heading() | Cell():
            return plain(part.content)
        case Figure():
            return f"{part.alternative} {plain(part.caption)}"
    return ""


def filters(words: Language) -> dict[str, Callable[..., str]]:
    """Return the filters that the texts of an outline may use, in one language."""
    return {
        "long_date": words.long_date,
        "ordinal": words.ordinal,
        "ordinal_word": words.ordinal_word,
        "names": words.join,
    }


def _complete(value: object, shape: Mapping[str, object] | None) -> object:
    if isinstance(value, Mapping) and shape is not None:
        return {**dict.fromkeys(shape), **value}
    if isinstance(value, list):
        return [_complete(each, shape) for each in value]
    return value
