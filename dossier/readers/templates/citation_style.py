"""Read how sources are cited: `citations.<language>.yaml`, a Jinja2 text for each kind and form.

What a source holds reaches the template as `Piece`s, runs of inlines, so that a title is never
read as markup, and a template decides on order, italics and quotation marks only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.document import Inline, Inlines, Text
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import Language
from dossier.model.registry import Source
from dossier.model.remembered import remembered
from dossier.model.template_fault import TemplateFault
from dossier.readers.blocks.citation_syntax import place_value
from dossier.readers.templates.citation_pieces import (
    Piece,
    address,
    as_piece,
    case_name,
    italic,
    plain_piece,
    quoted,
    said,
)
from dossier.readers.yaml import Keys, read_yaml
from dossier.readers.yaml_keys import Key, Shape, take

_TOKEN = re.compile("\ue000(\\d+)\ue001")

_HOUSE: Shape = {
    "ibid": Key("text", "needed"),
    "above": Key("text", "needed"),
    "unverified": Key("text", "needed"),
    "partly": Key("text", "needed"),
    "withheld": Key("text", "needed"),
    "undated": Key("text", "needed"),
    "rival": Key("text", "needed"),
    "bibliography": Key("text", "needed"),
    "places": Key("keys", "needed"),
    "bare": Key("keys", "needed"),
    "kinds": Key("keys", "needed"),
}
_FORMS: Shape = {
    "full": Key("text", "needed"),
    "short": Key("text", "needed"),
    "bibliography": Key("text"),
}
_FALLBACK = "web"


@frozen(eq=False)
class CitationStyle:
    """The citation style of one language: its words, and the forms of each kind of source.

    It stands for itself alone: what was drawn in it is remembered for it.
    """

    file: str
    words: Mapping[str, str]
    places: Mapping[str, tuple[str, ...]]
    bare: Mapping[str, str]
    forms: Mapping[tuple[str, str], str]
    lines: Mapping[tuple[str, str], int]
    compiled: dict[str, Callable[..., str]]
    environment: Any
    shelf: list[Inlines]
    language: Language

    def __reduce__(self) -> tuple[Callable[..., CitationStyle], tuple[object, ...]]:
        """Let it be pickled without what is compiled."""
        shared = {"compiled": None, "environment": None, "shelf": None}
        held = {each.name: getattr(self, each.name) for each in fields(self)}
        return _style, ({**held, **shared},)

    def place(self, source: Source, places: tuple[tuple[str, str], ...]) -> str:
        """Return the place in a source as it prints: "paras 33–38 and 72–89"."""
        return ", ".join(self._one(source, label, value) for label, value in places)

    def _one(self, source: Source, label: str, value: str) -> str:
        name = label or self.bare.get(source.kind, self.bare.get("", "page"))
        one, *more = self.places.get(name, (name,))
        said, several = place_value(value)
        return f"{more[0] if more and several else one}\u00a0{said}"

    def cite(self, source: Source, form: str, place: str = "") -> Inlines:
        """Return `source` in one form: "full", "short" or "bibliography".

        Raises `TemplateFault`.
        """
        return _cited(self, source, form, place)

    def form(self, source: Source, form: str, values: Mapping[str, Piece]) -> Inlines:
        """Return a form of a source filled with `values`, by the names that a form may use."""
        kind = source.kind if (source.kind, "full") in self.forms else _FALLBACK
        name = (kind, form) if self.forms.get((kind, form)) else (kind, "full")
        drawn = " ".join(self._draw(name, values).split(" ")).strip()
        made = tuple(_drawn(drawn, self.shelf))
        self.shelf.clear()
        return made

    def _draw(self, name: tuple[str, str], values: Mapping[str, Piece]) -> str:
        from dossier.model.template_sandbox import drawing

        self.shelf.clear()
        text = self.forms[name]
        try:
            with drawing(self.environment):
                if text not in self.compiled:
                    self.compiled[text] = self.environment.from_string(text).render
                return self.compiled[text](values)
        except TemplateFault as fault:
            line = self.lines.get(name, 0) + max(fault.line, 1) - 1
            raise TemplateFault(self.file, line, str(fault)) from fault


@remembered
def _cited(style: CitationStyle, source: Source, form: str, place: str) -> Inlines:
    values = {**_parts(source, style.language), "place": plain_piece(place)}
    values["undated"] = plain_piece(style.words["undated"])
    return style.form(source, form, values)


def read_citation_style(
    folders: tuple[Path, ...], language: Language, shown: Callable[[Path], str] = str
) -> tuple[CitationStyle | None, tuple[Finding, ...]]:
    """Return the citation style for `language` from the first of `folders` that has one.

    `shown` gives a path as messages show it.
    """
    name = f"citations.{language.code}.yaml"
    path = next((each / name for each in folders if (each / name).is_file()), None)
    if path is None:
        message = f'the templates lack "{name}"'
        hint = "copy `_shared/citations.en.yaml` and translate its words"
        return None, (Finding(shown(folders[-1]), 0, Fault.TEMPLATE_ERROR, message, hint),)
    return _read(path.read_text("utf-8"), shown(path), language)


@remembered
def _read(
    text: str, file: str, language: Language
) -> tuple[CitationStyle | None, tuple[Finding, ...]]:
    keys, broken = read_yaml(text, file)
    taken, wrong = take(keys, _HOUSE, file, "the citation style")
    if broken or wrong:
        return None, (*broken, *wrong)
    forms, lines, faults = _forms(taken["kinds"], file)
    if faults:
        return None, tuple(faults)
    places = {name: _texts(value.content) for name, value in taken["places"].values.items()}
    bare = {name: value.typed for name, value in taken["bare"].values.items()}
    words = {name: text for name, text in taken.items() if isinstance(text, str)}
    said = {"file": file, "words": words, "places": places, "bare": bare}
    return _style({**said, "forms": forms, "lines": lines, "language": language}), ()


def _style(said: Mapping[str, Any]) -> CitationStyle:
    """Return a citation style whose forms are compiled when they are needed."""
    shelf: list[Inlines] = []
    environment = _environment(shelf, said["language"])
    return CitationStyle(**{**said, "compiled": {}, "environment": environment, "shelf": shelf})


def _texts(content: object) -> tuple[str, ...]:
    return tuple(each.typed for each in content) if isinstance(content, list) else (str(content),)


def _forms(
    kinds: Keys, file: str
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], int], list[Finding]]:
    """Return the forms by kind and name, and their lines; each is compiled when it is needed."""
    forms: dict[tuple[str, str], str] = {}
    lines: dict[tuple[str, str], int] = {}
    findings: list[Finding] = []
    for kind, value in kinds.values.items():
        inner = value.content if isinstance(value.content, Keys) else Keys(line=value.line)
        taken, wrong = take(inner, _FORMS, file, f'the kind "{kind}"')
        findings += wrong
        forms |= {(kind, form): text for form, text in taken.items()}
        lines |= {(kind, form): each.line for form, each in inner.values.items()}
    if (_FALLBACK, "full") not in forms and not findings:
        message, hint = f'there is no kind "{_FALLBACK}"', "all other kinds of source use it"
        findings.append(Finding(file, kinds.line, Fault.TEMPLATE_ERROR, message, hint))
    return forms, lines, findings


def _environment(shelf: list[Inlines], language: Language) -> Any:
    from dossier.model.template_sandbox import text_templates

    def keep(value: object) -> object:
        """Stand in for a piece while the template's own text is drawn."""
        if value is None:
            return ""
        if not isinstance(value, Piece):
            return value
        if not value:
            return ""
        shelf.append(value.content)
        return f"\ue000{len(shelf) - 1}\ue001"

    made = text_templates(keep)
    made.globals |= {"list": _list, "spaced": lambda *given: _list(*given, by=" ")}
    quotes = language.quotes

    made.add(
        {
            "quoted": lambda piece: quoted(as_piece(piece), quotes),
            "italic": lambda piece: italic(as_piece(piece)),
            "bracketed": lambda piece: as_piece(piece).around("(", ")"),
            "numbered": lambda piece: as_piece(piece).around(
                language.terms["number"] + "\u00a0", ""
            ),
            "case": lambda piece, title=None: case_name(as_piece(piece), title, language),
            "said": said,
            "address": address,
        }
    )
    return made


def _list(*given: object, by: str = ", ") -> Piece:
    found: list[Inline] = []
    for piece in (as_piece(each) for each in given):
        if piece:
            found += [Text(by), *piece.content] if found else [*piece.content]
    return Piece(tuple(found))


def _parts(source: Source, language: Language) -> dict[str, Piece]:
    """Return what a template may use, by the names that docs/templates.md lists."""
    fields = source.fields

    def of(name: str) -> Piece:
        return (
            Piece(source.marked[name])
            if name in source.marked
            else plain_piece(fields.get(name, ""))
        )

    issued = language.day(source.issued) if source.issued else fields.get("issued-said", "")
    publication = [fields.get("publisher-place", ""), fields.get("publisher", ""), issued]
    return {
        "authors": plain_piece(_names(source.authors, language)),
        "editors": of("editor"),
        "title": of("title"),
        "short_title": of("title-short") or of("shortTitle"),
        "container": of("container-title"),
        "publisher": of("publisher"),
        "publication": _list(*publication),
        "venue": of("event-place") or of("publisher-place"),
        "number": of("number"),
        "volume": of("volume"),
        "issue": of("issue"),
        "page": plain_piece(place_value(fields.get("page", ""))[0]),
        "edition": of("edition"),
        "genre": of("genre"),
        "authority": of("authority")
        or (of("jurisdiction") if source.kind == "law" else plain_piece("")),
        "archive": of("archive"),
        "role": of("role"),
        "url": of("URL") or plain_piece(_doi(fields.get("DOI", ""))),
        "issued": plain_piece(issued),
        "accessed": plain_piece(
            language.day(source.accessed) if source.accessed else fields.get("accessed-said", "")
        ),
    }


def _doi(text: str) -> str:
    """Return the address of a DOI, which may be given as an address already."""
    bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text, flags=re.IGNORECASE)
    return f"https://doi.org/{bare}" if bare else ""


def _names(names: tuple[str, ...], language: Language) -> str:
    if len(names) > 3:
        return f"{names[0]} {language.terms['others']}"
    return language.join(list(names))


def _drawn(text: str, shelf: list[Inlines]) -> Iterator[Inline]:
    for position, part in enumerate(_TOKEN.split(text)):
        if position % 2:
            yield from shelf[int(part)]
        elif part:
            yield Text(part)
