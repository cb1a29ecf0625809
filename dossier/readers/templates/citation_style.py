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
from dossier.model.language_file import language_words, own_languages
from dossier.model.number_words import bare
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
from dossier.readers.templates.source_parts import listed, source_parts
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
        said = (self._one(source, label, value) for label, value in places)
        return self.language.list_words.cited.join(said)

    def pages(self, source: Source) -> str:
        """Return the pages of a part: "pp. 10–15", "p. 7"; the number of an article as it is."""
        value = bare(source.fields.get("page", ""), "page")
        said, several = place_value(value)
        named = several or re.fullmatch(r"\d+|[ivxlcdm]+", value)
        return self._one(source, "page", value) if named else said

    def _one(self, source: Source, label: str, value: str) -> str:
        name = label or self.bare.get(source.kind, self.bare.get("", "page"))
        one, *more = self.places.get(name, (name,))
        said, several = place_value(value)
        form = more[0] if more and several else one
        said = self.language.places(said)
        return form.format(n=said) if "{n}" in form else f"{form}\u00a0{said}"

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
    values = {**source_parts(source, style.language), "place": plain_piece(place)}
    values["pages"] = plain_piece(style.pages(source))
    values["undated"] = plain_piece(style.words["undated"])
    return style.form(source, form, values)


def read_citation_style(
    folders: tuple[Path, ...], language: Language, shown: Callable[[Path], str] = str
) -> tuple[CitationStyle | None, tuple[Finding, ...]]:
    """Return the citation style for `language` from the first of `folders` that has one.

    `shown` gives a path as messages show it.
    """
    words: Mapping[str, Any] = language_words(language.code).get("citations", {})
    known = words or language.code in own_languages()
    names = [f"citations.{language.code}.yaml", *(["citations.en.yaml"] if known else [])]
    path = next((at / name for name in names for at in folders if (at / name).is_file()), None)
    if path is None:
        message = f'the templates lack "{names[0]}"'
        hint = "copy `_shared/citations.en.yaml` and translate its words"
        return None, (Finding(shown(folders[-1]), 0, Fault.TEMPLATE_ERROR, message, hint),)
    style, findings = _read(path.read_text("utf-8"), shown(path), language)
    if style is not None and path.name != names[0]:
        return _in_words(style, words), findings
    return style, findings


def _in_words(style: CitationStyle, words: Mapping[str, Any]) -> CitationStyle:
    """Return a style with the words of another language, whose file has no forms of its own.

    `forms` are the texts that the forms have in quotation marks, and other words that they print.
    """
    said = {name: each for name, each in words.items() if isinstance(each, str)}
    places = {name: tuple(each) for name, each in words.get("places", {}).items()}
    instead = words.get("forms", {})
    forms = {name: _worded(text, instead) for name, text in style.forms.items()}
    for kind, own in words.get("kinds", {}).items():
        forms |= {(kind, form): text for form, text in own.items()}
    held = {each.name: getattr(style, each.name) for each in fields(style)}
    return _style(
        {
            **{name: held[name] for name in ("file", "bare", "lines", "language")},
            "words": {**style.words, **said},
            "places": {**style.places, **places},
            "forms": forms,
        }
    )


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


def _worded(text: str, instead: Mapping[str, str]) -> str:
    for english, own in instead.items():
        text = text.replace(english, own)
    return text


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
    made.globals |= {
        "list": lambda *given: listed(*given, by=language.list_words.cited),
        "spaced": lambda *given: listed(*given, by=" "),
    }
    made.add(
        {
            "quoted": lambda piece: quoted(as_piece(piece), language),
            "italic": lambda piece: italic(as_piece(piece)),
            "bracketed": lambda piece: as_piece(piece).around(*map(str.strip, language.brackets)),
            "numbered": lambda piece: said(piece, language.terms["number"].replace("{n}", "{}")),
            "case": lambda piece, title=None: case_name(as_piece(piece), title, language),
            "said": said,
            "address": address,
        }
    )
    return made


def _drawn(text: str, shelf: list[Inlines]) -> Iterator[Inline]:
    for position, part in enumerate(_TOKEN.split(text)):
        if position % 2:
            yield from shelf[int(part)]
        elif part:
            yield Text(part)
