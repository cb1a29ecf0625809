"""The blocks of a new dossier: what the UN said of each theme, and what an author must add.

What comes from the library says that it is to be checked, what is missing that it is to be
written. `check` finds both in every document that prints them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from dossier.build.next_steps import CHECK, WRITE
from dossier.interchange.from_un.cited import CitedDocument, author_of
from dossier.interchange.from_un.gathered import Gathered, OnTheme
from dossier.interchange.from_un.words import (
    TRANSLATE,
    asked,
    can_be_asked,
    printable,
    quoted,
    remarked,
    typed,
)
from dossier.interchange.registry_edit.yaml_text import pairs_of, plain
from dossier.model.language import language
from dossier.model.registry import Earlier
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

_REMARK = (
    "<!-- From the library of the UN. Compare each quotation with its document, mend it, and take\n"
    f"out “{CHECK}”. What says “{WRITE}” is yours to write. -->"
)


def blocks_of(gathered: Gathered, cited: Cited) -> Iterator[tuple[str, str]]:
    """Yield the blocks by their paths in the dossier."""
    yield "blocks/20-background.md", _background(gathered, cited)
    told: set[UnRecord] = set()
    for at, each in enumerate(gathered.themes, 1):
        made = {
            "30-concern": _concern(each, cited, frozenset(told)),
            "40-obligation": _obligation(each),
            "50-previous-review": _previous_review(each, gathered, cited),
            "60-evidence": _evidence(each),
            "80-recommendation": _recommendation(each, gathered),
        }
        for name, text in made.items():
            yield f"blocks/{name}-{at:02}-{each.theme.id}.md", text
        told.update(each.said)
    yield "blocks/70-analysis.md", _analysis(gathered)


def _block(head: Mapping[str, object], *paragraphs: str) -> str:
    said = [each for each in paragraphs if each]
    return (
        f"---\n{pairs_of({name: plain(each) for name, each in head.items() if each}, 0)}\n---\n"
        + ("\n\n".join(said) + "\n")
    )


def _background(gathered: Gathered, cited: Cited) -> str:
    """Return the block that has the chronology of what other bodies said."""
    lines = []
    for document, many in _by_document(gathered.said):
        line = f"- {many[0].year or 'without a date'}: {typed(author_of(many[0]))}"
        lines.append(f"{line}{_cite(cited[document], many)}")
    chronology = f"These bodies wrote on these matters, the last first {CHECK}:\n\n" + "\n".join(
        lines
    )
    situation = (
        f"Describe the situation in {typed(gathered.state)} that a delegate must know {WRITE}. Say "
        f"whether the Government held national consultations for the review {WRITE}."
    )
    head = {"id": "background", "kind": "background", "title": "What a reader must know first"}
    return _block(head, _REMARK, situation, chronology if lines else "")


def _concern(on: OnTheme, cited: Cited, told: Collection[UnRecord]) -> str:
    """Return what is wrong, and what other bodies said of it, each quoted once."""
    id_, title = on.theme.id, typed(on.theme.title)
    first = (
        f"**{title}.** Say in one sentence what is wrong {WRITE}; see [section](#section:{id_})."
    )
    new = [each for each in on.said if each not in told]
    documents = tuple(_by_document(new))
    said = (_said(records, cited[document]) for document, records in documents[:_DOCUMENTS])
    older = _older([(records, cited[document]) for document, records in documents[_DOCUMENTS:]])
    known = _by_document(each for each in on.said if each in told)
    cites = "".join(_cite(cited[document], records) for document, records in known)
    also = f"What was quoted above concerns it too.{cites} {CHECK}" if cites else ""
    head = {
        "id": f"concern-{id_}", "kind": "concern", "title": on.theme.title,
        "rests_on": [f"evidence-{id_}"],
    }  # fmt: skip
    return _block(head, _REMARK, first, *said, older, also)


def _by_document(records: Iterable[UnRecord]) -> Iterator[tuple[str, list[UnRecord]]]:
    """Yield the records of one document that follow one another, with what it is known by."""
    for document, said in groupby(records, lambda each: each.document):
        yield document, list(said)


def _said(records: Sequence[UnRecord], document: CitedDocument) -> str:
    """Return what one document says, in quotations, with all of it in remarks."""
    first, *others = records[:_MOST]
    when = f"In {first.year}" if first.year else "On a day to be found"
    parts = [f"{when} the {typed(author_of(first))} wrote: {_quotation(first, document)}"]
    parts += [f"It also wrote: {_quotation(each, document)}" for each in others]
    more = records[_MOST:]
    if more:
        parts.append(f"More stands elsewhere in the document.{_cite(document, more)} {CHECK}")
    return "\n".join((" ".join(parts), "", _remarks(records)))


def _older(documents: Sequence[tuple[Sequence[UnRecord], CitedDocument]]) -> str:
    """Return where older documents speak of a theme, with all that they say in remarks."""
    if not documents:
        return ""
    cites = "".join(_cite(document, records) for records, document in documents)
    remarks = _remarks(each for records, _ in documents for each in records)
    return f"Older documents speak of it too.{cites} {CHECK}\n\n{remarks}"


def _remarks(records: Iterable[UnRecord]) -> str:
    return "\n".join(
        f"<!-- {remarked(each.cited())}: {remarked(each.text)} -->" for each in records
    )


def _quotation(record: UnRecord, document: CitedDocument) -> str:
    return f"{quoted(record.text)}{_cite(document, [record])} {CHECK}"


def _obligation(on: OnTheme) -> str:
    id_ = on.theme.id
    first, *others = on.theme.instruments or ("",)
    named = [f"{{Treaty:{first}}}", *(f"{{treaty:{each}}}" for each in others)]
    text = f"Name the treaty, the article, and since when it binds the State {WRITE}."
    if first:
        listed = language("en-GB").join(named)
        text = f"{listed}: say what they ask, and since when they bind the State {WRITE}."
    head = {"id": f"obligation-{id_}", "kind": "obligation", "title": on.theme.title}
    return _block(head, text)


def _previous_review(on: OnTheme, gathered: Gathered, cited: Cited) -> str:
    """Return the recommendations of the last cycle in a table, and those before by number."""
    head = {
        "id": f"previous-review-{on.theme.id}", "kind": "previous review", "title": on.theme.title,
    }  # fmt: skip
    if not on.earlier:
        return _block(head, f"No recommendation of an earlier review on this was found {CHECK}.")
    last, before = on.last[:_ROWS], on.earlier[min(len(on.last), _ROWS) :]
    count = len(on.last)
    many = "one recommendation" if count == 1 else f"{count} recommendations"
    cites = "".join(_report(each, cited) for each in dict.fromkeys(each.symbol for each in last))
    lead = f"**{typed(on.theme.title)}.** {_cycle(last[0])}, {many} named it.{cites} {CHECK}"
    rows = "\n".join(_row(each, gathered.earlier) for each in last)
    table = f"| Para. | State | Request | Position |\n|---|---|---|---|\n{rows}"
    became = f"Say what has become of them since {WRITE}."
    return _block(head, _REMARK, lead, table, *_others(before, gathered, cited), became)


def _others(before: Sequence[Earlier], gathered: Gathered, cited: Cited) -> Iterator[str]:
    """Yield a paragraph for each cycle with the numbers of its recommendations."""
    for _, same in groupby(before, key=lambda each: each.cycle):
        many = tuple(same)
        named = "; ".join(_named(each, gathered.earlier) for each in many)
        symbols = dict.fromkeys(each.symbol for each in many)
        reports = "".join(_report(each, cited) for each in symbols)
        yield f"{_cycle(many[0])}: {named}.{reports} {CHECK}"


def _row(entry: Earlier, every: Sequence[Earlier]) -> str:
    if not can_be_asked(entry):
        states = ", ".join(entry.states)
        cells = [entry.paragraph, states, entry.text, entry.position or "not known"]
        return f"| {' | '.join(typed(each, cell=True) for each in cells)} |"
    position = asked(entry, "position", every) if entry.position else f"Not known {CHECK}"
    states = asked(entry, "states", every) if entry.states else f"Not known {CHECK}"
    request = asked(entry, "bare", every) if printable(entry.text) else TRANSLATE
    parts = [asked(entry, "para", every), states, request, position]
    return f"| {' | '.join(parts)} |"


def _named(entry: Earlier, every: Sequence[Earlier]) -> str:
    if not can_be_asked(entry):
        return typed(entry.paragraph)
    answer = f", {entry.position}" if entry.position else ""
    return f"{asked(entry, '', every)}{answer}"


def _evidence(on: OnTheme) -> str:
    id_ = on.theme.id
    questions = [*on.theme.questions, "What has changed since the last review, and what has not?"]
    if any(each.position == "supported" for each in on.last):
        questions.append("What did the Government do about what it supported, by when?")
    listed = "\n".join(f"- {each} {WRITE}" for each in questions)
    head = {
        "id": f"evidence-{id_}", "kind": "evidence", "section": id_, "title": on.theme.title,
    }  # fmt: skip
    return _block(head, f"Answer these questions, each with a source {WRITE}:", listed)


def _analysis(gathered: Gathered) -> str:
    sections = (f"[section](#section:{each.theme.id})" for each in gathered.themes)
    text = (
        f"Say why the facts in {language('en-GB').join(list(sections))} breach the obligations in "
        f"[section](#section:obligations) {WRITE}."
    )
    return _block(
        {"id": "analysis", "kind": "analysis", "title": "How the facts breach the obligations"},
        text,
    )


def _recommendation(on: OnTheme, gathered: Gathered) -> str:
    id_ = on.theme.id
    follows = [_followed(each, gathered.earlier) for each in on.last if can_be_asked(each)]
    head = {
        "id": f"recommendation-{id_}", "kind": "recommendation", "title": on.theme.title,
        "rests_on": [f"concern-{id_}", f"obligation-{id_}"], "follows_up": follows,
    }  # fmt: skip
    about = typed(on.theme.title.lower())
    text = f"On {about}: say which authority should do what, and within which time {WRITE}."
    return _block(head, text)


def _followed(entry: Earlier, every: Sequence[Earlier]) -> str:
    return asked(entry, "", every).removeprefix("{upr:").removesuffix("}")


def _cite(document: CitedDocument, records: Sequence[UnRecord]) -> str:
    numbers = [each.paragraph for each in records if _NUMBER.fullmatch(each.paragraph)]
    listed = language("en-GB").join(list(dict.fromkeys(numbers)))
    place = f", {'para.' if len(numbers) == 1 else 'paras'} {listed}" if numbers else ""
    return f"[@{document.id}{place}]"


def _report(symbol: str, cited: Cited) -> str:
    return f"[@{cited[symbol].id}]" if symbol in cited else ""


def _cycle(entry: Earlier) -> str:
    return f"In the {_ordinal(entry.cycle)} cycle" if entry.cycle else "In an earlier cycle"


def _ordinal(cycle: int | None) -> str:
    return language("en-GB").ordinal_word(cycle) if cycle else ""
