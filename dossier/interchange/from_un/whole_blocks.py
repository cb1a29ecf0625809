"""All that was gathered on a theme, in blocks that no submission takes: its words are limited.

Authors take from them what they need, and other documents all of it, by `blocks:` in dossier.yaml.
So nothing that the library had is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.interchange.from_un.block_text import (
    Cited,
    block,
    by_cycle,
    by_document,
    cite,
    cycle,
    named,
    position,
    quotation,
    remark,
    remarks,
    reports,
)
from dossier.interchange.from_un.cited import CitedDocument, author_of
from dossier.interchange.from_un.gathered import Gathered, OnTheme
from dossier.interchange.from_un.phrases import Phrases
from dossier.interchange.from_un.words import asked, can_be_asked, is_in, printable, typed
from dossier.model.registry import Earlier
from dossier.model.state_names import state_name
from dossier.model.un_record import UnRecord

_NOT = {"not": ["upr-submission", "joint-submission"]}
"""Where these blocks do not stand; whoever takes this out of one has it in the submission."""

_MOST = 2
"""How many paragraphs of one document are quoted; the others are named by their numbers."""


def whole_blocks(gathered: Gathered, cited: Cited, words: Phrases) -> Iterator[tuple[str, str]]:
    """Yield the blocks by their paths: what bodies said, and recommendations, theme by theme."""
    chronology = _chronology(gathered, cited, words)
    if chronology:
        head = {
            "id": "un-chronology",
            "kind": "background",
            "title": words.say("background"),
            **_NOT,
        }
        yield "blocks/90-un-chronology.md", block(head, remark(words), chronology)
    for at, each in enumerate(gathered.themes, 1):
        id_, title = each.theme.id, words.title(each.theme)
        if each.said:
            said = [_said(many, cited[name], words) for name, many in by_document(each.said)]
            head = {"id": f"un-said-{id_}", "kind": "concern", "title": title, **_NOT}
            yield f"blocks/91-un-said-{at:02}-{id_}.md", block(head, remark(words), *said)
        if each.earlier:
            tables = _tables(each, gathered, cited, words)
            head = {"id": f"un-review-{id_}", "kind": "previous review", "title": title, **_NOT}
            yield f"blocks/92-un-review-{at:02}-{id_}.md", block(head, remark(words), *tables)


def _chronology(gathered: Gathered, cited: Cited, words: Phrases) -> str:
    """Return what other bodies said, as a list, the last first."""
    lines = []
    for document, many in by_document(gathered.said):
        when = many[0].year or words.say("undated")
        wrote = typed(words.body(many[0].mechanism, author_of(many[0])))
        cites = cite(cited[document], many)
        lines.append("- " + words.say("said", when=when, body=wrote, cites=cites))
    return words.say("chronology") + "\n\n" + "\n".join(lines) if lines else ""


def _said(records: Sequence[UnRecord], document: CitedDocument, words: Phrases) -> str:
    """Return what one document says, in quotations, with all of it in remarks."""
    first, *others = records[:_MOST]
    parts = [wrote(first, document, words)]
    parts += [
        words.say("wrote_also", quotation=quotation(each, document, words)) for each in others
    ]
    more = records[_MOST:]
    if more:
        parts.append(words.say("elsewhere", cites=cite(document, more)))
    return "\n".join((" ".join(parts), "", remarks(records)))


def wrote(record: UnRecord, document: CitedDocument, words: Phrases) -> str:
    """Return what a body wrote, and when, as a quotation."""
    when = words.say("in_year", year=record.year) if record.year else words.say("some_day")
    return words.say(
        "wrote",
        when=when,
        body=typed(words.body(record.mechanism, author_of(record))),
        quotation=quotation(record, document, words),
    )


def _tables(on: OnTheme, gathered: Gathered, cited: Cited, words: Phrases) -> Iterator[str]:
    """Yield the recommendations of the last cycle as a table, and those before by number."""
    heads = [words.say(each) for each in ("paragraph", "state", "request", "position")]
    rows = "\n".join(_row(each, gathered.earlier, words) for each in on.last)
    count = "one" if len(on.last) == 1 else "many"
    yield words.say(
        count,
        title=typed(words.title(on.theme)),
        cycle=cycle(on.last[0], words),
        count=len(on.last),
        cites=reports(on.last, cited),
    )
    yield f"| {' | '.join(heads)} |\n|---|---|---|---|\n{rows}"
    for many in by_cycle(on.earlier[len(on.last) :]):
        all_ = "; ".join(named(each, gathered.earlier, words) for each in many)
        cites = reports(many, cited)
        yield words.say("by_number", cycle=cycle(many[0], words), named=all_, cites=cites)


def _row(entry: Earlier, every: Sequence[Earlier], words: Phrases) -> str:
    unknown = f"{words.say('unknown')} {words.say('check')}"
    if not can_be_asked(entry):
        states = ", ".join(state_name(each, words.code) for each in entry.states)
        answer = position(entry, words) or words.say("unknown")
        cells = [entry.paragraph, states, entry.text, answer]
        return f"| {' | '.join(typed(each, cell=True) for each in cells)} |"
    answer = asked(entry, "position", every) if entry.position else unknown
    states = asked(entry, "states", every) if entry.states else unknown
    request = asked(entry, "bare", every) if printable(entry.text) else ""
    if not request or (words.code != "en" and not is_in(entry.text, words.code)):
        request = f"{request} {words.say('translate')}".strip()
    parts = [asked(entry, "para", every), states, request, answer]
    return f"| {' | '.join(parts)} |"
