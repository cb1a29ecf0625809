"""How the translations of a dossier stand, in plain words: what the page shows of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from dossier.interchange.translation.record import first_odd
from dossier.interchange.translation.run import state_of
from dossier.interchange.translation.wanted_translations import TranslatedBlock, TranslatedDossier
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.translation import ComparedUnit, Standing, Unit, group_of, units
from dossier.model.word_merge import Piece, told_difference
from dossier.studio.hints import OF_FILES

STATES = {
    "stale": "changed since",
    "unrecorded": "not compared yet",
    "missing": "not begun",
    "in part": "begun",
    "proposed": "proposed by memory",
    "done": "done",
}
"""What the page calls how far a translation is, the most pressing first."""

_WANTED: dict[Standing, str] = {
    "stale": "changed",
    "new": "new in the original",
    "gone": "gone from the original",
    "unrecorded": "not compared",
    "initial": "not translated",
    "proposed": "proposed",
}

FOLLOWS = "It follows the original as it is now"

_DO: dict[Standing, tuple[str, str]] = {
    "stale": ("Change the translation where the marked words matter to it.", FOLLOWS),
    "new": ("“Begin what is missing” puts it in as a copy; then type over it.", ""),
    "gone": ("Take it out of the translation, if the original has it nowhere else.", ""),
    "unrecorded": ("Compare it with the original.", FOLLOWS),
    "initial": (
        "These are still the words of the original: type over them.",
        "These words stay as they are",
    ),
    "proposed": (
        "The same words were translated so before: read it, and change it where it is wrong.",
        "It is right",
    ),
}
"""What to do about a unit that stands so, and what the button says that confirms it, if any."""

_HERE = {
    Fault.UNSURE: "it is kept as a proposal beside the text, once you apply the file",
    Fault.UNKNOWN_LANGUAGE: "choose the language of the file above, if it is of this dossier",
    Fault.UNKNOWN_BLOCK: "begin it first; a file is brought back to the dossier that it is from",
    Fault.UNWRITABLE: f"put it in by hand in Write, then choose “{FOLLOWS}” here",
}
"""What to do in the studio about findings whose hints speak of commands."""


@frozen
class ShownUnit:
    """A unit that wants something: what the original said and says, and what the translation says.

    `digest` is that of the words that are shown; `confirm` is "" where nothing can be confirmed.
    """

    key: str
    label: str
    standing: Standing
    words: str
    do: str
    confirm: str
    digest: str
    original: tuple[Piece, ...]
    translation: str
    line: int


@frozen
class ShownBlock:
    """A block as the page lists it; `digest` is "" where it cannot be confirmed as a whole.

    `at` is the address of its translation in Write, "" where there is none.
    """

    id: str
    title: str
    state: str
    words: str
    wanted: tuple[str, ...] = ()
    units: tuple[ShownUnit, ...] = ()
    digest: str = ""
    remark: str = ""
    at: str = ""


@frozen
class ShownTranslations:
    """All blocks, the most pressing first, and how many there are of each state.

    `missing` says whether any text or paragraph is to be begun, or could be proposed.
    """

    blocks: tuple[ShownBlock, ...]
    counts: tuple[tuple[str, int], ...]
    missing: bool


def shown_translations(held: TranslatedDossier) -> ShownTranslations:
    """Return how the translations of a dossier stand."""
    order = [*STATES]
    blocks = sorted(
        (shown_block(held, each) for each in held.blocks), key=lambda each: order.index(each.state)
    )
    counted = Counter(each.state for each in blocks)
    counts = tuple((words, counted[each]) for each, words in STATES.items() if counted[each])
    missing = any(each.translation is None or each.count("new", "initial") for each in held.blocks)
    return ShownTranslations(tuple(blocks), counts, missing)


def shown_block(held: TranslatedDossier, block: TranslatedBlock) -> ShownBlock:
    """Return a block with the units of it that want something."""
    state, wanted = state_of(block), Counter(each.standing for each in block.units)
    odd, taken = _odd(block), block.path in held.files.content
    remark = ""
    if block.translation is None and taken:
        remark = "Its file cannot be read: Check says why."
    elif odd and not block.count("new"):
        remark = f"The translation has not the same paragraphs as its original: see {label(odd)}."
    whole = block.translation is not None and not odd and not block.count("initial", "new")
    return ShownBlock(
        id=block.original.id,
        title=block.original.title or block.original.id,
        state=state,
        words=STATES[state],
        wanted=tuple(f"{wanted[each]} {said}" for each, said in _WANTED.items() if wanted[each]),
        units=tuple(_shown_units(block)),
        digest=block.digest() if whole and state != "done" else "",
        remark=remark,
        at=f"{held.files.name}/{block.path}" if taken else "",
    )


def _odd(block: TranslatedBlock) -> str:
    if block.translation is None:
        return ""
    return first_odd(units(block.original), units(block.translation.block))


def _shown_units(block: TranslatedBlock) -> Iterator[ShownUnit]:
    now = {each.key: each for each in units(block.original)}
    mine = {each.key: each for each in units(block.translation.block)} if block.translation else {}
    for each in block.units:
        if each.standing == "current":
            continue
        fellow = now.get(each.source or each.key)
        do, confirm = _DO[each.standing]
        yield ShownUnit(
            key=each.key,
            label=label(each.key or each.source, mine.get(each.key) or fellow),
            standing=each.standing,
            words=_WANTED[each.standing],
            do=do,
            confirm=confirm if fellow else "",
            digest=block.digest(each.key) if each.key else "",
            original=_original(each, fellow),
            translation=mine[each.key].text if each.key in mine else "",
            line=each.line,
        )


def _original(unit: ComparedUnit, fellow: Unit | None) -> tuple[Piece, ...]:
    """Return what the original said and says, with the words that changed marked."""
    match unit.standing:
        case "stale":
            return told_difference(unit.before, unit.now)
        case "new":
            return (Piece("came", unit.now),)
        case "gone":
            return (Piece("gone", unit.before),)
    return (Piece("same", fellow.text),) if fellow else ()


def told_here(finding: Finding) -> Finding:
    """Return a finding with what to do about it in the studio."""
    if not OF_FILES.search(finding.hint):
        return finding
    here = next((do for fault, do in _HERE.items() if finding.rule == fault), "")
    return replace(finding, hint=here)


def label(key: str, unit: Unit | None = None) -> str:
    """Return what a person calls a unit.

    >>> [label(each) for each in ("title", "summary.1", "text.3", "note:why.2")]
    ['the title', 'paragraph 1 of the summary', 'paragraph 3 of the text', 'the note “why”']
    """
    group, number = group_of(key), key.rpartition(".")[2]
    if group == "title":
        return "the title"
    if group.startswith("note:"):
        return f"the note “{group.removeprefix('note:')}”"
    sort = unit.flat.sort if unit and unit.flat else "paragraph"
    return f"{'picture' if sort == 'figure' else sort} {number} of the {group}"
