"""The blocks of a new dossier: what the UN said of each theme, and what an author must add.

What comes from the library says that it is to be checked, what is missing that it is to be
written. `check` finds both in every document that prints them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from dossier.interchange.from_un.cited import CitedDocument, author_of
from dossier.interchange.from_un.gathered import Gathered, OnTheme
from dossier.interchange.from_un.phrases import Phrases
from dossier.interchange.from_un.words import (
    asked,
    can_be_asked,
    is_in,
    printable,
    quoted,
    remarked,
    typed,
)
from dossier.interchange.registry_edit.yaml_text import pairs_of, plain
from dossier.model.language import language
from dossier.model.registry import Earlier
from dossier.model.state_names import state_name
from dossier.model.un_record import UnRecord

Cited = Mapping[str, CitedDocument]

_MOST = 2
"""How many paragraphs of one document are quoted; the others are named by their numbers."""

_DOCUMENTS = 3
"""How many documents are quoted on one theme, the newest; a submission has room for few words."""

_ROWS = 10
"""How many recommendations stand in a table; the others are named by their paragraphs."""

_NUMBER = re.compile(r"[\w.()]+")
"""A paragraph that a citation can name."""


def blocks_of(gathered: Gathered, cited: Cited, tag: str) -> Iterator[tuple[str, str]]:
    """Yield the blocks by their paths in the dossier, in the language of a tag."""
    words = Phrases(tag)
    yield "blocks/20-background.md", _background(gathered, cited, words)
    told: set[UnRecord] = set()
    for at, each in enumerate(gathered.themes, 1):
        made = {
            "30-concern": _concern(each, cited, frozenset(told), words),
            "40-obligation": _obligation(each, words),
            "50-previous-review": _previous_review(each, gathered, cited, words),
            "60-evidence": _evidence(each, words),
            "80-recommendation": _recommendation(each, gathered, words),
        }
        for name, text in made.items():
            yield f"blocks/{name}-{at:02}-{each.theme.id}.md", text
        told.update(each.said)
    yield "blocks/70-analysis.md", _analysis(gathered, words)


def _block(head: Mapping[str, object], *paragraphs: str) -> str:
    said = [each for each in paragraphs if each]
    return (
        f"---\n{pairs_of({name: plain(each) for name, each in head.items() if each}, 0)}\n---\n"
        + ("\n\n".join(said) + "\n")
    )


def _remark(words: Phrases) -> str:
    return f"<!-- {words.say('remark')} -->"


def _background(gathered: Gathered, cited: Cited, words: Phrases) -> str:
    """Return the block that has the chronology of what other bodies said."""
    lines = []
    for document, many in _by_document(gathered.said):
        when = many[0].year or words.say("undated")
        wrote = typed(words.body(many[0].mechanism, author_of(many[0])))
        cites = _cite(cited[document], many)
        lines.append("- " + words.say("said", when=when, body=wrote, cites=cites))
    chronology = words.say("chronology") + "\n\n" + "\n".join(lines)
    state = typed(state_name(gathered.state, words.code))
    head = {"id": "background", "kind": "background", "title": words.say("background")}
    return _block(
        head, _remark(words), words.say("situation", state=state), chronology if lines else ""
    )


def _concern(on: OnTheme, cited: Cited, told: Collection[UnRecord], words: Phrases) -> str:
    """Return what is wrong, and what other bodies said of it, each quoted once."""
    id_, title = on.theme.id, words.title(on.theme)
    first = words.say("concern", title=typed(title), id=id_)
    new = [each for each in on.said if each not in told]
    documents = tuple(_by_document(new))
    said = (_said(records, cited[document], words) for document, records in documents[:_DOCUMENTS])
    rest = [(records, cited[document]) for document, records in documents[_DOCUMENTS:]]
    known = _by_document(each for each in on.said if each in told)
    cites = "".join(_cite(cited[document], records) for document, records in known)
    also = words.say("also", cites=cites) if cites else ""
    head = {
        "id": f"concern-{id_}", "kind": "concern", "title": title, "rests_on": [f"evidence-{id_}"],
    }  # fmt: skip
    return _block(head, _remark(words), first, *said, _older(rest, words), also)


def _by_document(records: Iterable[UnRecord]) -> Iterator[tuple[str, list[UnRecord]]]:
    """Yield the records of one document that follow one another, with what it is known by."""
    for document, said in groupby(records, lambda each: each.document):
        yield document, list(said)


def _said(records: Sequence[UnRecord], document: CitedDocument, words: Phrases) -> str:
    """Return what one document says, in quotations, with all of it in remarks."""
    first, *others = records[:_MOST]
    when = words.say("in_year", year=first.year) if first.year else words.say("some_day")
    wrote = typed(words.body(first.mechanism, author_of(first)))
    quotation = _quotation(first, document, words)
    parts = [words.say("wrote", when=when, body=wrote, quotation=quotation)]
    parts += [
        words.say("wrote_also", quotation=_quotation(each, document, words)) for each in others
    ]
    more = records[_MOST:]
    if more:
        parts.append(words.say("elsewhere", cites=_cite(document, more)))
    return "\n".join((" ".join(parts), "", _remarks(records)))


def _older(documents: Sequence[tuple[Sequence[UnRecord], CitedDocument]], words: Phrases) -> str:
    """Return where older documents speak of a theme, with all that they say in remarks."""
    if not documents:
        return ""
    cites = "".join(_cite(document, records) for records, document in documents)
    remarks = _remarks(each for records, _ in documents for each in records)
    return f"{words.say('older', cites=cites)}\n\n{remarks}"


def _remarks(records: Iterable[UnRecord]) -> str:
    return "\n".join(
        f"<!-- {remarked(each.cited())}: {remarked(each.text)} -->" for each in records
    )


def _quotation(record: UnRecord, document: CitedDocument, words: Phrases) -> str:
    return f"{quoted(record.text, words)}{_cite(document, [record])} {words.say('check')}"


def _obligation(on: OnTheme, words: Phrases) -> str:
    id_ = on.theme.id
    first, *others = on.theme.instruments or ("",)
    named = [f"{{Treaty:{first}}}", *(f"{{treaty:{each}}}" for each in others)]
    text = words.say("treaty")
    if first:
        text = words.say("instruments", instruments=words.language.join(named))
    head = {"id": f"obligation-{id_}", "kind": "obligation", "title": words.title(on.theme)}
    return _block(head, text)


def _previous_review(on: OnTheme, gathered: Gathered, cited: Cited, words: Phrases) -> str:
    """Return the recommendations of the last cycle in a table, and those before by number."""
    title = words.title(on.theme)
    head = {"id": f"previous-review-{on.theme.id}", "kind": "previous review", "title": title}
    if not on.earlier:
        return _block(head, words.say("none_found"))
    last, before = on.last[:_ROWS], on.earlier[min(len(on.last), _ROWS) :]
    count = len(on.last)
    cites = "".join(_report(each, cited) for each in dict.fromkeys(each.symbol for each in last))
    lead = words.say(
        "one" if count == 1 else "many",
        title=typed(title),
        cycle=_cycle(last[0], words),
        count=count,
        cites=cites,
    )
    rows = "\n".join(_row(each, gathered.earlier, words) for each in last)
    heads = [words.say(each) for each in ("paragraph", "state", "request", "position")]
    table = f"| {' | '.join(heads)} |\n|---|---|---|---|\n{rows}"
    others = _others(before, gathered, cited, words)
    return _block(head, _remark(words), lead, table, *others, words.say("became"))


def _others(
    before: Sequence[Earlier], gathered: Gathered, cited: Cited, words: Phrases
) -> Iterator[str]:
    """Yield a paragraph for each cycle with the numbers of its recommendations."""
    for _, same in groupby(before, key=lambda each: each.cycle):
        many = tuple(same)
        named = "; ".join(_named(each, gathered.earlier, words) for each in many)
        symbols = dict.fromkeys(each.symbol for each in many)
        reports = "".join(_report(each, cited) for each in symbols)
        yield words.say("by_number", cycle=_cycle(many[0], words), named=named, cites=reports)


def _row(entry: Earlier, every: Sequence[Earlier], words: Phrases) -> str:
    unknown = f"{words.say('unknown')} {words.say('check')}"
    if not can_be_asked(entry):
        states = ", ".join(state_name(each, words.code) for each in entry.states)
        position = _position(entry, words) or words.say("unknown")
        cells = [entry.paragraph, states, entry.text, position]
        return f"| {' | '.join(typed(each, cell=True) for each in cells)} |"
    position = asked(entry, "position", every) if entry.position else unknown
    states = asked(entry, "states", every) if entry.states else unknown
    request = asked(entry, "bare", every) if printable(entry.text) else ""
    if not request or (words.code != "en" and not is_in(entry.text, words.code)):
        request = f"{request} {words.say('translate')}".strip()
    parts = [asked(entry, "para", every), states, request, position]
    return f"| {' | '.join(parts)} |"


def _named(entry: Earlier, every: Sequence[Earlier], words: Phrases) -> str:
    if not can_be_asked(entry):
        return typed(entry.paragraph)
    answer = f", {_position(entry, words)}" if entry.position else ""
    return f"{asked(entry, '', every)}{answer}"


def _position(entry: Earlier, words: Phrases) -> str:
    return words.language.terms.get(entry.position, entry.position)


def _evidence(on: OnTheme, words: Phrases) -> str:
    id_ = on.theme.id
    questions = [*words.questions(on.theme), words.say("changed")]
    if any(each.position == "supported" for each in on.last):
        questions.append(words.say("supported"))
    listed = "\n".join(f"- {each} {words.say('write')}" for each in questions)
    head = {
        "id": f"evidence-{id_}", "kind": "evidence", "section": id_, "title": words.title(on.theme),
    }  # fmt: skip
    return _block(head, words.say("answer"), listed)


def _analysis(gathered: Gathered, words: Phrases) -> str:
    sections = [words.say("section", id=each.theme.id) for each in gathered.themes]
    text = words.say("analysis", sections=words.language.join(sections))
    return _block({"id": "analysis", "kind": "analysis", "title": words.say("breach")}, text)


def _recommendation(on: OnTheme, gathered: Gathered, words: Phrases) -> str:
    id_, title = on.theme.id, words.title(on.theme)
    follows = [_followed(each, gathered.earlier) for each in on.last if can_be_asked(each)]
    head = {
        "id": f"recommendation-{id_}", "kind": "recommendation", "title": title,
        "rests_on": [f"concern-{id_}", f"obligation-{id_}"], "follows_up": follows,
    }  # fmt: skip
    return _block(head, words.say("recommendation", about=typed(title.lower()), title=typed(title)))


def _followed(entry: Earlier, every: Sequence[Earlier]) -> str:
    return asked(entry, "", every).removeprefix("{upr:").removesuffix("}")


def _cite(document: CitedDocument, records: Sequence[UnRecord]) -> str:
    numbers = [each.paragraph for each in records if _NUMBER.fullmatch(each.paragraph)]
    listed = language("en-GB").join(list(dict.fromkeys(numbers)))
    place = f", {'para.' if len(numbers) == 1 else 'paras'} {listed}" if numbers else ""
    return f"[@{document.id}{place}]"


def _report(symbol: str, cited: Cited) -> str:
    return f"[@{cited[symbol].id}]" if symbol in cited else ""


def _cycle(entry: Earlier, words: Phrases) -> str:
    if not entry.cycle:
        return words.say("some_cycle")
    ordinal = words.language.ordinal_word(entry.cycle)
    return words.say("in_cycle", ordinal=ordinal, number=entry.cycle)
