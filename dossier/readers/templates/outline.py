"""Read `outline.yaml`: the arrangement of one kind of document.

The outline's texts are Jinja2 strings, kept as they are here; `filled_outline.py` fills them for
one document. All writers print what comes out, so arrangement lives once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, Literal

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import FORMATS, USUAL
from dossier.model.remembered import remembered
from dossier.readers.templates.template_text import Template
from dossier.readers.yaml import Keys, Value, read_yaml
from dossier.readers.yaml_keys import Key, Shape, take

_SECTION: Shape = {
    "id": Key("text"),
    "title": Key("text"),
    "takes": Key("texts"),
    "lead": Key("text"),
    "text": Key("text"),
    "after": Key("text"),
    "repeat": Key("text"),
    "optional": Key("switch"),
    "title_alone": Key("text"),
    "above": Key("switch"),
    "style": Key("text"),
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
    "paragraph_numbers": Key("switch"),
    "notes": Key("text", choices=("footnotes", "endnotes", "none")),
    "paper": Key("text", choices=("portrait", "landscape")),
    "formats": Key("texts"),
    "merge": Key("text"),
    "speech": Key("keys", shape={"rate": Key("text", "needed"), "minutes": Key("text", "needed")}),
    "styles": Key("keys"),
}

_COVER: Shape = {"label": Key("text", "needed"), "text": Key("text", "needed")}

_KINDS = ("text", "address", "number", "date", "texts", "switch", "keys", "list")

_FIELD: Shape = {
    "is": Key("text", "needed", choices=_KINDS),
    "needed": Key("switch"),
    "keys": Key("keys"),
}


@frozen
class SectionPlan:
    """A section of the outline; `repeat` names the document's key that lists such sections.

    `lead`, `text` and `after` are what the template itself says: before the blocks where there
    are any, before them in any case, and after them. The title stands alone, without any block,
    where `alone` says something.
    """

    id: str
    title: Template
    takes: tuple[str, ...]
    lead: Template | None
    repeat: str
    needed: str
    line: int
    text: Template | None = None
    after: Template | None = None
    style: str = ""
    place: Literal["above", "below"] = "below"
    alone: Template | None = None


@frozen
class Speech:
    """The fields of a document that say how fast it is spoken, and how long that may take."""

    rate: str
    minutes: str


@frozen
class Form:
    """What holds for all documents of a kind, where a document does not say otherwise.

    `merge` names the list of which each entry makes a document of its own.
    """

    paragraphs: Literal["numbered", "plain"] = "numbered"
    notes: Literal["footnotes", "endnotes", "none"] = "footnotes"
    paper: Literal["portrait", "landscape"] = "portrait"
    formats: tuple[str, ...] = USUAL
    merge: str = ""
    speech: Speech | None = None
    styles: Mapping[str, str] = field(default_factory=dict)


@frozen
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
    form: Form = Form()


@remembered
def read_outline(text: str, file: str) -> tuple[Outline | None, tuple[Finding, ...]]:
    """Return the outline that `file` holds, or None where it cannot be used."""
    keys, broken = read_yaml(text, file)
    if broken and not keys.values:
        return None, broken
    taken, wrong = take(keys, _OUTLINE, file, "the outline")
    fields, in_fields = _fields(taken.get("fields", Keys()), file)
    cover, in_cover = _cover(taken.get("cover", []), file)
    sections, in_sections = _sections(taken.get("sections", []), file)
    in_sections += _repeats(sections, fields, file)
    pattern, in_number = _section_number(keys, file)
    form, in_form = _form(keys, taken, fields, file)
    findings = (*broken, *wrong, *in_fields, *in_cover, *in_sections, *in_number, *in_form)
    if findings:
        return None, findings
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
        form=form,
    )
    return outline, ()


def _section_number(keys: Keys, file: str) -> tuple[str, list[Finding]]:
    """Return how the number of a section prints; "" prints none."""
    given = keys.values.get("section_number", Value("({n})", 0)).content
    pattern = given if isinstance(given, str) else "({n})"
    if not pattern:
        return pattern, []
    if pattern.count("{n}") == 1 and not set("{}") & set(pattern.replace("{n}", "")):
        return pattern, []
    message = f'"section_number" is "{pattern}", which does not say where the number stands'
    line, hint = keys.lines["section_number"], 'write "({n})" or "{n}."'
    return pattern, [Finding(file, line, Fault.WRONG_VALUE, message, hint)]


def _form(
    keys: Keys, taken: Mapping[str, Any], fields: Shape, file: str
) -> tuple[Form, list[Finding]]:
    """Return what the outline says of all its documents, and names in it that mean nothing."""
    findings: list[Finding] = []
    speech = taken.get("speech")
    formats = taken.get("formats", USUAL)
    named: list[tuple[str, str, Mapping[str, object]]] = []
    named += [("merge", taken["merge"], fields)] if "merge" in taken else []
    named += [("speech", each, fields) for each in (speech or {}).values()]
    named += [("formats", each, dict.fromkeys(FORMATS)) for each in formats]
    for key, name, known in named:
        if name not in known:
            message = f'"{key}" names "{name}", which does not exist'
            hint = did_you_mean(name, known, f"known are {', '.join(known)}")
            findings.append(Finding(file, keys.lines.get(key, 1), Fault.UNKNOWN_ID, message, hint))
    styles = taken.get("styles", Keys())
    form = Form(
        paragraphs="numbered" if taken.get("paragraph_numbers", True) else "plain",
        notes=taken.get("notes", "footnotes"),
        paper=taken.get("paper", "portrait"),
        formats=tuple(each for each in FORMATS if each in formats),
        merge=taken.get("merge", ""),
        speech=Speech(**speech) if speech and len(speech) == 2 else None,
        styles={name: value.typed for name, value in styles.values.items()},
    )
    return form, findings


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
            findings.append(Finding(file, value.line, Fault.MISSING_KEYS, message, hint))
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
        if not wrong and "repeat" not in taken and not _is_named(keys, taken):
            hint = 'give it both (a title may be ""), or `repeat:` with the name of a list'
            message = "a section has no id or no title"
            findings.append(Finding(file, value.line, Fault.MISSING_TITLE, message, hint))
        elif not wrong and not {"takes", "text", "after"} & set(taken):
            hint = "add `takes:` with kinds of blocks, or `text:` of its own"
            message = f'the section "{taken.get("id", "")}" takes nothing and says nothing'
            findings.append(Finding(file, value.line, Fault.MISSING_TAKES, message, hint))
        elif not wrong:
            plans.append(_section(keys, taken, value.line))
    return tuple(plans), findings


def _is_named(keys: Keys, taken: Mapping[str, Any]) -> bool:
    """Whether a section has an id and says its title, were it that it has none to print."""
    return "id" in taken and keys.values.get("title", Value(None, 0)).content is not None


def _repeats(sections: tuple[SectionPlan, ...], fields: Shape, file: str) -> Iterator[Finding]:
    for plan in sections:
        if plan.repeat and plan.repeat not in fields:
            message = f'"repeat" names "{plan.repeat}", which is none of the fields'
            hint = did_you_mean(plan.repeat, fields, "add it to `fields:` as a list")
            yield Finding(file, plan.line, Fault.UNKNOWN_ID, message, hint)


def _section(keys: Keys, taken: Mapping[str, Any], line: int) -> SectionPlan:
    return SectionPlan(
        id=taken.get("id", ""),
        title=_template(keys, "title"),
        takes=taken.get("takes", ()),
        lead=_template(keys, "lead") if "lead" in taken else None,
        text=_template(keys, "text") if "text" in taken else None,
        after=_template(keys, "after") if "after" in taken else None,
        style=taken.get("style", ""),
        place="above" if taken.get("above") else "below",
        repeat=taken.get("repeat", ""),
        needed="optional" if taken.get("optional") else "needed",
        line=line,
        alone=_template(keys, "title_alone") if "title_alone" in taken else None,
    )
