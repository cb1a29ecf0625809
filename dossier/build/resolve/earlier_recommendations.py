"""Print what the registry holds of an earlier review's recommendation."""

from __future__ import annotations

from collections.abc import Callable

from dossier.build.resolve.inline_splices import joined
from dossier.build.resolve.setting import Setting
from dossier.model.diagnostics import did_you_mean
from dossier.model.document import Ask, Citation, Cite, Inlines, Text
from dossier.model.faults import Fault
from dossier.model.registry import Earlier, Place
from dossier.model.state_names import state_name

_FORMS = (
    "para", "states", "position", "text", "bare", "words", "symbol", "cite", "level", "assessment",
    "themes", "sdgs",
)  # fmt: skip

_OURS = ("level", "assessment", "themes", "sdgs")

Read = Callable[[str, Place], Inlines]
"""Reads a registry's words, and puts in what they ask for."""


def earlier(ask: Ask, at: Place, setting: Setting, read: Read) -> Inlines:
    """Return paragraph and States of a recommendation, or the one part that is asked for."""
    wanted, words = _wanted(ask)
    found = _find(wanted, at, setting)
    if found is None:
        return ()
    form = words[0] if words else ""
    if len(words) > 1 or (form and form not in _FORMS):
        message = (
            f'"{{upr:{ask.id} {ask.words}}}" asks for "{" ".join(words)}", which does not exist'
        )
        hint = did_you_mean(form, _FORMS, f"it may be {', '.join(_FORMS)}")
        setting.fault(at, Fault.UNKNOWN_FORM, message, hint)
        return ()
    if form == "assessment" and found.assessment:
        ours = setting.said(found.assessment.words)
        level = Text(setting.capital_term(found.assessment.level))
        said = read(ours, found.at) if ours else ()
        return joined([level, Text(". "), *said] if said else [level])
    if form == "words" and setting.said(found.words_in):
        return read(setting.said(found.words_in), found.at)
    return _printed(found, form, ask, at, setting)


def _wanted(ask: Ask) -> tuple[tuple[str, str], list[str]]:
    """Return symbol (or "") and paragraph, and the words after them."""
    words = ask.words.split()
    if "/" in ask.id and words:
        return (ask.id, words[0]), words[1:]
    return ("", ask.id), words


def _find(wanted: tuple[str, str], at: Place, setting: Setting) -> Earlier | None:
    symbol, paragraph = wanted
    held = setting.registry.earlier
    found = [each for key, each in held.items() if key[1] == paragraph and symbol in ("", key[0])]
    if len(found) == 1:
        return found[0]
    if found:
        symbols = ", ".join(each.symbol for each in found)
        message = f'paragraph "{paragraph}" stands in several reports: {symbols}'
        hint = f"write {{upr:{found[0].symbol} {paragraph}}}"
        setting.fault(at, Fault.AMBIGUOUS_PARAGRAPH, message, hint)
        return None
    known = [key[1] for key in held]
    message = f'recommendations.yaml has no paragraph "{paragraph}"' + (
        f" of {symbol}" if symbol else ""
    )
    hint = did_you_mean(paragraph, known, "import it, or correct the number")
    setting.absent("recommendations", paragraph, at, Fault.UNKNOWN_ID, message, hint)
    return None


def _printed(found: Earlier, form: str, ask: Ask, at: Place, setting: Setting) -> Inlines:
    if form in _OURS:
        return _ours(found, form, at, setting)
    code = setting.language.code
    states = setting.language.join([state_name(each, code) for each in found.states])
    before, after = setting.language.quotes
    text = (setting.said(found.text_in) or found.text).rstrip(".;")
    match form:
        case "para":
            return (Text(found.paragraph),)
        case "states":
            return (Text(states),)
        case "symbol":
            return (Text(found.symbol),)
        case "position" if found.position:
            return (Text(setting.term(found.position)),)
        case "bare":
            return (Text(text),)
        case "text":
            return (Text(f"{before}{text}{after}"),)
        case "words" if found.words:
            return (Text(f"{before}{found.words.rstrip('.;')}{after}"),)
        case "cite":
            return _cited(found, states, ask, at, setting)
        case "":
            return (Text(f"{found.paragraph} ({states})" if states else found.paragraph),)
    return _missing(found, form, at, setting)


def _missing(found: Earlier, form: str, at: Place, setting: Setting) -> Inlines:
    message = f'recommendation {found.paragraph} has no "{form}" in recommendations.yaml'
    setting.fault(
        at, Fault.MISSING_WORDS, message, f"add `{form}:` there, from the State's own report"
    )
    return ()


def _ours(found: Earlier, form: str, at: Place, setting: Setting) -> Inlines:
    """Return our assessment's level, or the list of themes or of goals."""
    listed = {"themes": found.themes, "sdgs": found.sdgs}.get(form, ())
    if listed:
        return (Text("; ".join(listed)),)
    if form in ("themes", "sdgs"):
        return _missing(found, form, at, setting)
    if found.assessment:
        return (Text(setting.term(found.assessment.level)),)
    return (Text(setting.capital_term("not assessed")),)


def _cited(found: Earlier, states: str, ask: Ask, at: Place, setting: Setting) -> Inlines:
    sources = setting.registry.sources.values()
    report = [each.id for each in sources if each.fields.get("number") == found.symbol]
    if not report:
        message = f'no source has the symbol "{found.symbol}"'
        hint = f"add the report to sources.yaml, with `number: {found.symbol}`"
        if setting.registry.whole("sources"):
            setting.fault(at, Fault.UNKNOWN_SOURCE, message, hint)
        return ()
    after: Inlines = (Text(f"({states})"),) if states else ()
    cite = Cite(report[0], (("paragraph", found.paragraph),), after=after, line=ask.line)
    return (Citation((cite,), ask.line),)
