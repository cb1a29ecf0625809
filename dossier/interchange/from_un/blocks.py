"""The blocks of a new dossier: what the UN said of each theme, and what an author must add.

What comes from the library says that it is to be checked, what is missing that it is to be
written. `check` finds both in every document that prints them. A submission has room for few words:
of a theme one paragraph is quoted, recommendations are counted, and two of them named. The rest
stands in blocks that it does not take (`whole_blocks`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from dossier.interchange.from_un.block_text import (
    Cited,
    block,
    by_cycle,
    by_document,
    cite,
    cycle,
    named,
    remark,
    remarks,
    reports,
)
from dossier.interchange.from_un.gathered import Gathered, OnTheme
from dossier.interchange.from_un.phrases import Phrases
from dossier.interchange.from_un.whole_blocks import whole_blocks, wrote
from dossier.interchange.from_un.words import asked, can_be_asked, typed
from dossier.model.registry import Earlier
from dossier.model.state_names import state_name
from dossier.model.un_record import UnRecord

_NAMED = 2
"""How many recommendations of the last cycle are named."""

_CITED = 1
"""How many more documents a concern cites; a note has some fifteen words."""


def blocks_of(gathered: Gathered, cited: Cited, tag: str) -> Iterator[tuple[str, str]]:
    """Yield the blocks by their paths in the dossier, in the language of a tag."""
    words = Phrases(tag)
    yield "blocks/20-background.md", _background(gathered, words)
    told: set[UnRecord] = set()
    left = dict(cited)
    for at, each in enumerate(gathered.themes, 1):
        made = {
            "30-concern": _concern(each, cited, frozenset(told), words),
            "40-obligation": _obligation(each, words),
            "50-previous-review": _previous_review(each, gathered, (cited, left), words),
            "60-evidence": _evidence(each, words),
            "80-recommendation": _recommendation(each, gathered, words),
        }
        for name, text in made.items():
            yield f"blocks/{name}-{at:02}-{each.theme.id}.md", text
        told.update(each.said)
        for entry in each.earlier[len(each.last) :]:
            left.pop(entry.symbol, None)  # of cycles before, each report is cited once
    yield "blocks/70-analysis.md", _analysis(gathered, words)
    yield from whole_blocks(gathered, cited, words)


def _background(gathered: Gathered, words: Phrases) -> str:
    state = typed(state_name(gathered.state, words.code))
    head = {"id": "background", "kind": "background", "title": words.say("background")}
    return block(head, remark(words), words.say("situation", state=state))


def _concern(on: OnTheme, cited: Cited, told: Collection[UnRecord], words: Phrases) -> str:
    """Return what is wrong, and the last that another body said of it, quoted once in all."""
    id_, title = on.theme.id, words.title(on.theme)
    first = words.say("concern", title=typed(title), id=id_)
    new = [each for each in on.said if each not in told]
    documents = list(by_document(new or on.said))
    said, cites = "", ""
    if new:
        name, records = documents.pop(0)
        said = f"{wrote(records[0], cited[name], words)}\n\n{remarks(records[:1])}"
    cites = "".join(cite(cited[name], records[:1]) for name, records in documents[:_CITED])
    more = words.say("older" if new else "also", cites=cites) if cites else ""
    head = {
        "id": f"concern-{id_}", "kind": "concern", "title": title, "rests_on": [f"evidence-{id_}"],
    }  # fmt: skip
    return block(head, remark(words), first, said, more)


def _obligation(on: OnTheme, words: Phrases) -> str:
    id_ = on.theme.id
    first, *others = on.theme.instruments or ("",)
    named = [f"{{Treaty:{first}}}", *(f"{{treaty:{each}}}" for each in others)]
    text = words.say("treaty")
    if first:
        text = words.say("instruments", instruments=words.language.join(named))
    head = {"id": f"obligation-{id_}", "kind": "obligation", "title": words.title(on.theme)}
    return block(head, text)


def _previous_review(
    on: OnTheme, gathered: Gathered, cited: tuple[Cited, Cited], words: Phrases
) -> str:
    """Return how many recommendations there were in each cycle, with the answers to them.

    `cited` are the documents that the last cycle can cite, and those that cycles before can.
    """
    title = words.title(on.theme)
    head = {"id": f"previous-review-{on.theme.id}", "kind": "previous review", "title": title}
    if not on.earlier:
        return block(head, words.say("none_found"))
    first = "; ".join(named(each, gathered.earlier, words) for each in on.last[:_NAMED])
    rest = " …" if len(on.last) > _NAMED else ""
    on_it = words.say("counted", cycle=cycle(on.last[0], words), count=_counted(on.last, words))
    lead = words.say("by_number", cycle=on_it, named=first + rest, cites=reports(on.last, cited[0]))
    return block(
        head,
        remark(words),
        words.say("entitled", title=typed(title)) + lead,
        " ".join(_cycles_before(on, cited[1], words)),
        words.say("became"),
    )


def _cycles_before(on: OnTheme, cited: Cited, words: Phrases) -> Iterator[str]:
    """Yield how many recommendations there were in each cycle before the last that has any."""
    for many in by_cycle(on.earlier[len(on.last) :]):
        yield words.say(
            "by_number",
            cycle=cycle(many[0], words),
            named=_counted(many, words),
            cites=reports(many, cited),
        )


def _counted(entries: Sequence[Earlier], words: Phrases) -> str:
    """Return how many recommendations there are, and how many have each answer."""
    counts = Counter(each.position for each in entries)
    terms = {**words.language.terms, "": words.say("unknown").lower()}
    answers = (
        words.say("answered", answer=terms.get(name, name), count=counts[name])
        for name in ("supported", "noted", "pending", "")
        if counts[name]
    )
    return f"{len(entries)} ({', '.join(answers)})"


def _evidence(on: OnTheme, words: Phrases) -> str:
    id_ = on.theme.id
    questions = [*words.questions(on.theme), words.say("changed")]
    if any(each.position == "supported" for each in on.last):
        questions.append(words.say("supported"))
    listed = "\n".join(f"- {each} {words.say('write')}" for each in questions)
    head = {
        "id": f"evidence-{id_}", "kind": "evidence", "section": id_, "title": words.title(on.theme),
    }  # fmt: skip
    return block(head, words.say("answer"), listed)


def _analysis(gathered: Gathered, words: Phrases) -> str:
    sections = [words.say("section", id=each.theme.id) for each in gathered.themes]
    text = words.say("analysis", sections=words.language.join(sections))
    return block({"id": "analysis", "kind": "analysis", "title": words.say("breach")}, text)


def _recommendation(on: OnTheme, gathered: Gathered, words: Phrases) -> str:
    id_, title = on.theme.id, words.title(on.theme)
    follows = [_followed(each, gathered.earlier) for each in on.last if can_be_asked(each)]
    head = {
        "id": f"recommendation-{id_}", "kind": "recommendation", "title": title,
        "rests_on": [f"concern-{id_}", f"obligation-{id_}"], "follows_up": follows,
    }  # fmt: skip
    return block(head, words.say("recommendation", about=typed(title.lower()), title=typed(title)))


def _followed(entry: Earlier, every: Sequence[Earlier]) -> str:
    return asked(entry, "", every).removeprefix("{upr:").removesuffix("}")
