"""Read `outline.yaml`: the arrangement of one kind of document.

The outline's texts are Jinja2 strings. `read_outline` reads the file, `expand` fills the texts
for one document; both writers print what comes out, so arrangement lives once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.compose import Frame, Slot
from dossier.finding import Finding, did_you_mean, errors
from dossier.model import (
    Block,
    Break,
    CoverLine,
    Inline,
    Link,
    Nodes,
    Note,
    Paragraph,
    Reference,
    Text,
)
from dossier.read.block import read_text
from dossier.read.lines import VALUE
from dossier.read.yaml import Key, Keys, Shape, Value, read_yaml, take
from dossier.walk import below, rebuilt

_SECTION: Shape = {
    "id": Key("text"),
    "title": Key("text"),
    "takes": Key("texts", "needed"),
    "lead": Key("text"),
    "repeat": Key("text"),
    "optional": Key("switch"),
}

_OUTLINE: Shape = {
    "name": Key("text", "needed"),
    "fields": Key("keys"),
    "cover": Key("list"),
    "procedure": Key("text"),
    "head": Key("text"),
    "subject": Key("text"),
    "section_number": Key("text"),
    "rules": Key("texts"),
    "sections": Key("list", "needed"),
}

_COVER: Shape = {"label": Key("text", "needed"), "text": Key("text", "needed")}

_KINDS = ("text", "address", "number", "date", "texts", "switch", "keys", "list")

_FIELD: Shape = {
    "is": Key("text", "needed", choices=_KINDS),
    "needed": Key("switch"),
    "keys": Key("keys"),
}


@dataclass(frozen=True, slots=True)
class Template:
    """A text to be filled, and the line it stands on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section of the outline; `repeat` names the document's key that lists such sections."""

    id: str
    title: Template
    takes: tuple[str, ...]
    lead: Template | None
    repeat: str
    needed: str
    line: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The arrangement of one kind of document, not yet filled."""

    file: str
    name: str
    fields: Shape
    cover: tuple[tuple[str, Template], ...]
    procedure: Template
    head: Template
    subject: Template
    section_number: str
    sections: tuple[SectionPlan, ...]
    rules: tuple[str, ...] = ()


def read_outline(text: str, file: str) -> tuple[Outline | None, tuple[Finding, ...]]:
    """Return the outline that `file` holds, or None where it cannot be used."""
    keys, broken = read_yaml(text, file)
    if broken and not keys.values:
        return None, broken
    taken, wrong = take(keys, _OUTLINE, file, "the outline")
    findings = [*broken, *wrong]
    fields, faults = _fields(taken.get("fields", Keys()), file)
    findings += faults
    cover, faults = _cover(taken.get("cover", []), file)
    findings += faults
    sections, faults = _sections(taken.get("sections", []), file)
    findings += [*faults, *_repeats(sections, fields, file)]
    pattern = taken.get("section_number", "({n})")
    if pattern.count("{n}") != 1 or set("{}") & set(pattern.replace("{n}", "")):
        message = f'"section_number" is "{pattern}", which does not say where the number stands'
        line = keys.lines["section_number"]
        findings.append(Finding(file, line, "wrong-value", message, 'write "({n})" or "{n}."'))
    if findings:
        return None, tuple(findings)
    outline = Outline(
        file=file,
        name=taken["name"],
        fields=fields,
        cover=cover,
        procedure=_template(keys, "procedure"),
        head=_template(keys, "head"),
        subject=_template(keys, "subject"),
        section_number=pattern,
        sections=sections,
        rules=taken.get("rules", ()),
    )
    return outline, ()


def _template(keys: Keys, name: str) -> Template:
    value = keys.values.get(name, Value("", keys.line))
    return Template(str(value.content), value.line)


def _fields(keys: Keys, file: str) -> tuple[dict[str, Key], list[Finding]]:
    fields: dict[str, Key] = {}
    findings: list[Finding] = []
    for name, value in keys.values.items():
        inner = value.content if isinstance(value.content, Keys) else Keys(line=value.line)
        taken, wrong = take(inner, _FIELD, file, f'the field "{name}"')
        findings += wrong
        if "is" not in taken:
            continue
        shape = None
        if taken["is"] in ("keys", "list") and "keys" not in taken:
            message = f'the field "{name}" does not say what it holds'
            hint = "add `keys:` with the keys it may have"
            findings.append(Finding(file, value.line, "missing-keys", message, hint))
        if "keys" in taken:
            shape, faults = _fields(taken["keys"], file)
            findings += faults
        need = "needed" if taken.get("needed") else "optional"
        fields[name] = Key(taken["is"], need, shape=shape)  # type: ignore[arg-type]
    return fields, findings


def _cover(
    values: list[Value], file: str
) -> tuple[tuple[tuple[str, Template], ...], list[Finding]]:
    lines: list[tuple[str, Template]] = []
    findings: list[Finding] = []
    for value in values:
        keys = value.content if isinstance(value.content, Keys) else Keys(line=value.line)
        taken, wrong = take(keys, _COVER, file, "a line of the title block")
        findings += wrong
        if not wrong:
            lines.append((taken["label"], _template(keys, "text")))
    return tuple(lines), findings


def _sections(values: list[Value], file: str) -> tuple[tuple[SectionPlan, ...], list[Finding]]:
    plans: list[SectionPlan] = []
    findings: list[Finding] = []
    for value in values:
        keys = value.content if isinstance(value.content, Keys) else Keys(line=value.line)
        taken, wrong = take(keys, _SECTION, file, "a section")
        findings += wrong
        if not wrong and "repeat" not in taken and not {"id", "title"} <= set(taken):
            hint = "give it both, or `repeat:` with the name of a list"
            message = "a section has no id or no title"
            findings.append(Finding(file, value.line, "missing-title", message, hint))
        elif not wrong:
            plans.append(_section(keys, taken, value.line))
    return tuple(plans), findings


def _repeats(sections: tuple[SectionPlan, ...], fields: Shape, file: str) -> Iterator[Finding]:
    for plan in sections:
        if plan.repeat and plan.repeat not in fields:
            message = f'"repeat" names "{plan.repeat}", which is none of the fields'
            hint = did_you_mean(plan.repeat, fields, "add it to `fields:` as a list")
            yield Finding(file, plan.line, "unknown-id", message, hint)


def _section(keys: Keys, taken: Mapping[str, Any], line: int) -> SectionPlan:
    return SectionPlan(
        id=taken.get("id", ""),
        title=_template(keys, "title"),
        takes=taken["takes"],
        lead=_template(keys, "lead") if "lead" in taken else None,
        repeat=taken.get("repeat", ""),
        needed="optional" if taken.get("optional") else "needed",
        line=line,
    )


def expand(
    outline: Outline, values: Mapping[str, Any], filters: Mapping[str, Any]
) -> tuple[Frame | None, tuple[Finding, ...]]:
    """Return `outline` with its texts filled from `values`, or findings where one cannot be.

    Titles, running head and subject are plain text; the title block and the leads are Markdown.
    """
    filler = _Filler(outline.file, values, filters)
    frame = Frame(
        file=outline.file,
        cover=tuple(_cover_lines(outline, filler)),
        procedure=filler.plain(outline.procedure),
        running_head=filler.plain(outline.head),
        subject=filler.plain(outline.subject),
        slots=tuple(slot for plan in outline.sections for slot in _slots(plan, values, filler)),
    )
    return (None if errors(filler.findings) else frame), tuple(filler.findings)


def _cover_lines(outline: Outline, filler: _Filler) -> Iterator[CoverLine]:
    for label, template in outline.cover:
        found: list[Inline] = []
        for node in filler.nodes(template, "cover"):
            if not isinstance(node, Paragraph):
                filler.fault(template.line, "the title block holds only paragraphs")
                continue
            if any(isinstance(part, Note | Reference) for part in below(node)):
                filler.fault(template.line, "the title block calls no notes and refers to nothing")
            found += [Break(), *node.content]
        if found:
            yield CoverLine(label, tuple(found[1:]))


def _slots(plan: SectionPlan, values: Mapping[str, Any], filler: _Filler) -> Iterator[Slot]:
    places = [(plan.id, filler.plain(plan.title))]
    if plan.repeat:
        listed = values.get(plan.repeat) or ()
        places = [(each["id"], each["title"]) for each in listed if {"id", "title"} <= set(each)]
    for id_, title in places:
        lead = _lead(id_, plan.lead, filler) if plan.lead else None
        yield Slot(id_, title, plan.takes, lead, plan.needed, plan.repeat, plan.line)


def _lead(section: str, template: Template, filler: _Filler) -> Block | None:
    id_ = f"{section}-lead"
    nodes = filler.nodes(template, id_)
    return Block(id_, "lead", nodes, file=filler.file, line=template.line) if nodes else None


_TOKEN = re.compile(f"{VALUE}(\\d+)\ue001")


class _Filler:
    """Fills Jinja2 strings and remembers those that could not be filled."""

    def __init__(self, file: str, values: Mapping[str, Any], filters: Mapping[str, Any]) -> None:
        from jinja2 import Environment, StrictUndefined

        self.file = file
        self.values = values
        self.findings: list[Finding] = []
        self.of_plain = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701
        self.of_markdown = self.of_plain.overlay(finalize=self.keep)
        self.kept: list[str] = []
        for environment in (self.of_plain, self.of_markdown):
            environment.filters.update(filters)

    def plain(self, template: Template) -> str:
        return self.fill(template, self.of_plain).strip()

    def nodes(self, template: Template, block: str) -> Nodes:
        """Return the filled text as nodes; what a dossier says in it is never read as Markdown."""
        text = self.fill(template, self.of_markdown)
        nodes, faults = read_text(text, block, self.file, template.line)
        self.findings += faults
        return tuple(rebuilt(node, self.said) for node in nodes)

    def keep(self, value: object) -> object:
        """Stand in for a value of the dossier while the template's Markdown is read."""
        if not isinstance(value, str):
            return value
        self.kept.append(value)
        return f"{VALUE}{len(self.kept) - 1}\ue001" if value else ""

    def said(self, inline: Inline) -> Inline:
        match inline:
            case Text():
                return Text(_TOKEN.sub(lambda found: self.kept[int(found[1])], inline.text))
            case Link():
                address = _TOKEN.sub(lambda found: self.kept[int(found[1])], inline.address)
                return Link(address, inline.content)
        return inline

    def fill(self, template: Template, environment: Any) -> str:
        from jinja2 import TemplateError, TemplateSyntaxError

        if "{" not in template.text:
            return template.text
        try:
            return str(environment.from_string(template.text).render(self.values))
        except TemplateSyntaxError as error:
            line = template.line + (error.lineno or 1) - 1
            self.fault(line, error.message or "it cannot be read")
        except (TemplateError, TypeError, ValueError, KeyError, AttributeError) as error:
            self.fault(template.line, str(error))
        return ""

    def fault(self, line: int, problem: str) -> None:
        message = f"the template's text cannot be filled: {problem}"
        hint = "a text may use the dossier's keys, the document's keys and those of `fields`"
        self.findings.append(Finding(self.file, line, "template-error", message, hint))
