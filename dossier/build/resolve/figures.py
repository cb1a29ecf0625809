"""Illustrate: make the drawing that a block asks for out of the registries' entries.

The figure's alternative text is made from the same values, so that picture, text and data cannot
differ. What the document's audience may not read of is not drawn.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Literal

from dossier.build.alternative_text import describe
from dossier.build.resolve.photographs import Read, photograph
from dossier.build.resolve.recommendation_counts import answered, implemented
from dossier.build.resolve.setting import Setting
from dossier.build.resolve.timeline_index import events_by_years
from dossier.model.diagnostics import did_you_mean
from dossier.model.document import DRAWN, Ask, Figure, Nodes
from dossier.model.faults import Fault
from dossier.model.figures import (
    CODE_WIDTH,
    CODE_WIDTHS,
    LEVELS,
    Code,
    Counts,
    Drawing,
    Level,
    Moment,
    Rating,
    Timeline,
)
from dossier.model.registry import Earlier, Incident, Place
from dossier.readers.registries.instruments import categories, category_names
from dossier.readers.registries.ratings import ratings
from dossier.writers.figures import MOST_LABELLED

WIDEST = 153
"""How wide a picture is that fills the text of a page, in millimetres."""

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "timeline": ("from", "to", "category", "ids"),
    "violations": ("from", "to", "category", "ids"),
    "positions": ("cycle", "theme", "by"),
    "implementation": ("cycle", "theme", "by"),
    "rating": ("value", "before", "year"),
    "qr": ("address", "width"),
    "photograph": ("incident",),
}
"""The pictures there are, and what can be said of each."""


def illustrate(ask: Ask, at: Place, setting: Setting, read: Read, block: str = "") -> Figure | None:
    """Return the figure that `ask` wants, and put its drawing into `setting`.

    `read` makes plain words of a registry's. Nothing to draw, or an unknown picture, is a fault.
    """
    if ask.id not in OPTIONS:
        hint = did_you_mean(ask.id, OPTIONS, f"pictures are {', '.join(OPTIONS)}")
        setting.fault(at, Fault.UNKNOWN_PICTURE, f'there is no picture "{ask.id}"', hint)
        return None
    options = _options(ask, at, setting)
    if ask.id == "photograph":
        return photograph(options.get("incident", ""), at, setting, read, ask.line)
    artist = _Artist(setting, options, at, read, block)
    drawing = artist.drawing(ask.id)
    if drawing is None:
        return None
    mark = hashlib.sha256(repr(drawing).encode()).hexdigest()[:10]
    path = f"{DRAWN}{ask.id}-{mark}.svg"
    setting.drawings[path] = drawing
    width = drawing.width if isinstance(drawing, Code) else WIDEST
    said = describe(drawing, setting.language)
    return Figure(path, said, ask.line, (), width, index=artist.index)


def _options(ask: Ask, at: Place, setting: Setting) -> dict[str, str]:
    known = OPTIONS[ask.id]
    found: dict[str, str] = {}
    for word in ask.words.split():
        key, equal, value = word.partition("=")
        if equal and key in known:
            found[key] = value
            continue
        message = f'the picture "{ask.id}" knows no "{word}"'
        hint = did_you_mean(key, known, f"write {', '.join(f'{each}=…' for each in known)}")
        setting.fault(at, Fault.UNKNOWN_FORM, message, hint)
    return found


class _Artist:
    """Makes drawings for one document by the options of one ask."""

    def __init__(
        self, setting: Setting, options: Mapping[str, str], at: Place, read: Read, block: str
    ) -> None:
        self.block = block
        self.setting = setting
        self.options = options
        self.at = at
        self.read = read
        self.index: Nodes = ()

    def drawing(self, name: str) -> Drawing | None:
        match name:
            case "timeline":
                return self.timeline()
            case "violations":
                return self.counts()
            case "positions":
                return self.positions()
            case "implementation":
                return self.implementation()
            case "rating":
                return self.rating()
        return self.code()

    def empty(self, what: str) -> None:
        message = f"the picture has nothing to show: {what}"
        hint = "widen its options, or leave it out"
        self.setting.fault(self.at, Fault.EMPTY_PICTURE, message, hint, self.setting.unfinished)

    # Incidents

    def incidents(self) -> tuple[Incident, ...]:
        """Return the incidents that are wanted and may be shown, the oldest first."""
        wanted = self.listed("ids", self.setting.registry.incidents)
        sorts = self.listed("category", categories())
        first, last = self.day("from", date.min), self.day("to", date.max)
        held = [self.setting.registry.incidents[each] for each in wanted] if wanted else [
            *self.setting.registry.incidents.values()
        ]  # fmt: skip
        found = [
            each
            for each in held
            if first <= each.date.first() <= min(last, self.setting.day)
            and (not sorts or each.category in sorts)
            and self.setting.may_read(each.audience)
        ]
        for each in found:
            self.setting.used.setdefault(("incident", each.id), self.block)
        if not found:
            self.empty("no incident is of this time and category")
        return tuple(sorted(found, key=lambda each: each.date.first()))

    def listed(self, key: str, known: Mapping[str, object]) -> list[str]:
        named = [each for each in self.options.get(key, "").split(",") if each]
        for each in named:
            if each not in known:
                hint = did_you_mean(each, known, f"known here: {', '.join([*known][:12])}")
                self.setting.fault(self.at, Fault.UNKNOWN_ID, f'there is no "{each}"', hint)
        return [each for each in named if each in known]

    def day(self, key: str, otherwise: date) -> date:
        """Return the first or, for "to", the last day that an option means: 2011, 2011-05."""
        from dossier.readers.registries.dates import read_day

        said = self.options.get(key)
        day = read_day(said) if said else None
        if said and day is None:
            message = f'"{key}={said}" is no date'
            self.setting.fault(
                self.at, Fault.WRONG_DATE, message, "write a year, or year-month-day"
            )
        if day is None:
            return otherwise
        return day.last() if key == "to" else day.first()

    def category(self, incident: Incident) -> str:
        names = category_names(self.setting.language.code)
        return names.get(incident.category, incident.category)

    def timeline(self) -> Drawing | None:
        incidents = self.incidents()
        moments = tuple(
            Moment(
                first=each.date.first(),
                last=each.date.last(),
                label=self.setting.language.day(each.date),
                title=self.read(self.setting.said(each.title or each.what), each.at),
                group=self.category(each),
                lasted=each.date.until is not None,
            )
            for each in incidents
        )
        groups = tuple(dict.fromkeys(each.group for each in moments))
        if len(moments) > MOST_LABELLED:
            self.index = events_by_years([*zip((e.id for e in incidents), moments, strict=True)])
        return Timeline(moments, groups) if moments else None

    def counts(self) -> Drawing | None:
        incidents = self.incidents()
        if not incidents:
            return None
        years = [each.date.first().year for each in incidents]
        columns = range(min(years), max(years) + 1)
        named = Counter((self.category(each), each.date.first().year) for each in incidents)
        order = category_names(self.setting.language.code).values()
        rows = [name for name in order if any((name, year) in named for year in columns)]
        return Counts(
            tuple((name, tuple(named[name, year] for year in columns)) for name in rows),
            tuple(str(year) for year in columns),
        )

    # Earlier recommendations

    def positions(self) -> Drawing | None:
        held = self.earlier()
        return answered(held, self.setting, self.options.get("by", "")) if held else None

    def implementation(self) -> Drawing | None:
        held, by = self.earlier(), self.options.get("by", "theme")
        if by not in ("theme", "action"):
            message = f'the picture "implementation" knows no "by={by}"'
            hint = did_you_mean(by, ("theme", "action"), "write by=theme or by=action")
            self.setting.fault(self.at, Fault.UNKNOWN_FORM, message, hint)
            return None
        if by == "theme" and held and not any(each.themes for each in held):
            self.empty("no earlier recommendation has a theme")
            return None
        return implemented(held, self.setting, by) if held else None

    def earlier(self) -> list[Earlier]:
        """Return the recommendations of the cycle and theme that are asked for."""
        theme = self.options.get("theme", "").replace("_", " ")
        cycle = self.options.get("cycle", "")
        held = [
            each
            for each in self.setting.registry.earlier.values()
            if (not cycle or str(each.cycle) == cycle)
            and (not theme or theme.casefold() in (one.casefold() for one in each.themes))
        ]
        if not held:
            self.empty("no earlier recommendation is of this cycle and theme")
        return held

    # Others

    def rating(self) -> Drawing | None:
        scale = ratings()
        value, before = self.options.get("value", ""), self.options.get("before", "")
        for said in (value, before):
            if said not in LEVELS and (said or said is value):
                message = f'"{said}" is no level of the index'
                hint = f"write value= with one of {', '.join(LEVELS)}"
                self.setting.fault(self.at, Fault.UNKNOWN_FORM, message, hint)
                return None
        level = next(each for each in LEVELS if each == value)
        last: Level | Literal[""] = next((each for each in LEVELS if each == before), "")
        words = {
            each: self.setting.said(meaning) or meaning["en"] for each, meaning in scale.items()
        }
        return Rating(
            value=level,
            meaning=words[level],
            scale=tuple((each, words[each]) for each in LEVELS),
            before=last,
            change=self.change(value, before),
            title=self.edition(),
        )

    def edition(self) -> str:
        """Return which index it is by its year, or "" where none is said."""
        year = self.options.get("year", "")
        if year and not (year.isdecimal() and len(year) == 4):
            message, hint = f'"{year}" is no year', "write that of the index: year=2022"
            self.setting.fault(self.at, Fault.UNKNOWN_FORM, message, hint)
        return self.setting.term("rating title").format(year=year) if year else ""

    def change(self, value: str, before: str) -> str:
        if not before:
            return ""
        step = [*LEVELS].index(value) - [*LEVELS].index(before)  # type: ignore[arg-type]
        name = "same rating" if not step else "worse rating" if step > 0 else "better rating"
        return self.setting.term(name)

    def code(self) -> Drawing | None:
        address = self.options.get("address", "")
        if not address.startswith(("https://", "http://")):
            message = f'the QR code leads to "{address}", which is no web address'
            self.setting.fault(self.at, Fault.WRONG_ADDRESS, message, "write address=https://…")
            return None
        width = self.options.get("width", str(CODE_WIDTH))
        if not width.isdecimal() or int(width) not in CODE_WIDTHS:
            message = f'the QR code is to be "{width}" wide'
            least, most = CODE_WIDTHS[0], CODE_WIDTHS[-1]
            hint = f"write width= with a number of millimetres from {least} to {most}"
            self.setting.fault(self.at, Fault.WRONG_VALUE, message, hint)
            return None
        return Code(address, int(width))
