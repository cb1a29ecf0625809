"""What instruments say, and whether the State was bound by them when it mattered."""

from __future__ import annotations

import re
from collections.abc import Callable

from dossier.build.resolve.setting import Setting
from dossier.build.resolve.words_not_held import not_held
from dossier.model.article_words import Of
from dossier.model.diagnostics import Severity, did_you_mean
from dossier.model.document import (
    Alignment,
    Ask,
    Cell,
    Citation,
    Cite,
    Inline,
    Inlines,
    Mark,
    Row,
    Table,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.instrument import Instrument
from dossier.model.registry import Incident, Place, Status
from dossier.readers.blocks.citation_syntax import place_value, read_cites
from dossier.readers.registries.called_instruments import instrument_called
from dossier.readers.registries.instruments import instrument, instruments, known_id, mistaken

_ARTICLES = re.compile(r"\b(?:articles?|arts?\.?)\s+(.+)$")
_AND = re.compile(r"\s(?:and|et|y)\s")
_QUOTED = re.compile(r"[\"“](.+)[\"”]\s*$")
_DATES = ("ratified", "signed", "in-force")
_FORMS = ("full", "short", "bare", "not-ratified", "reservation", "uncited", "cite", *_DATES)

Cited = Callable[[tuple[Cite, ...]], Inlines]


class Obligations:
    """Answers for instruments; remembers which stand in the paragraph that is being read."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.relied: dict[str, Place] = {}
        self.events: list[Incident] = []

    def begin_paragraph(self) -> None:
        self.relied = {}
        self.events = []

    def places(self, ask: Ask, known: tuple[str, ...], at: Place) -> tuple[set[str], str]:
        """Return the words after an id, and the articles among them."""
        words = ask.words
        known = (*known, *self.setting.language.cases)
        found = _ARTICLES.search(words)
        listed = found[1].split() if found else []
        last: list[str] = []
        while listed and listed[-1] in known:
            last.append(listed.pop())
        articles = " ".join(listed)
        forms = {*(words[: found.start()] if found else words).split(), *last}
        for word in sorted(forms - set(known)):
            hint = did_you_mean(word, known, f"it may be {', '.join(known)}, or `art.` and numbers")
            message = (
                f'"{{{ask.kind}:{ask.id} {ask.words}}}" asks for "{word}", which does not exist'
            )
            self.setting.fault(at, Fault.UNKNOWN_FORM, message, hint)
        return forms & set(known), articles

    def article(self, name: str, articles: str, forms: set[str], of: Of = "law") -> str:
        """Return "article 22(1) of the ICCPR", or bare "ICCPR, article 22(1)"."""
        if not articles:
            return name
        language = self.setting.language
        listed, several = place_value(articles)
        if "," in listed and not _AND.search(listed):
            head, _, last = listed.rpartition(",")
            listed = f"{head}{language.list_words.before(last.strip())}{last.strip()}"
        case = language.case_in(forms)
        said = language.article(listed, several, case, of)
        if "bare" in forms:
            return self.setting.term("apart").format(article=said, name=name)
        return language.part_of(said, name)

    def known(self, typed: str, at: Place) -> Instrument | None:
        id_ = known_id(typed)
        if id_ in instruments():
            return instrument(id_)
        meant = mistaken().get(id_)
        said = instrument_called(typed)
        hint = f'"{typed}" is {said} here: write that'
        if not said:
            hint = did_you_mean(id_, instruments(), f"known are {', '.join(instruments())}")
        message = f'there is no instrument "{typed}"'
        if meant:
            message = f'"{typed}" is not the acronym of the treaty but of its committee'
            hint = f"write {meant} for the treaty"
        rule = Fault.COMMITTEE_FOR_COVENANT if meant else Fault.UNKNOWN_ID
        self.setting.fault(at, rule, message, hint, excerpt=typed)
        return None

    def find(self, ask: Ask, at: Place, kind: str) -> tuple[Instrument, set[str], str] | None:
        """Return the instrument asked for, the words after its id and the articles."""
        found = self.known(ask.id, at)
        forms, articles = self.places(ask, _FORMS, at)
        if found is None:
            return None
        unnamed(self.setting, found, at)
        if found.binding:
            self.bound(found, forms, at, kind)
        if not forms & {*_DATES, "not-ratified"} and kind != "recommendation":
            self.relied[found.id] = at
            self.compare()
        return found, forms, articles

    def bound(self, found: Instrument, forms: set[str], at: Place, kind: str) -> None:
        """Find reliance on an instrument that the State is not, or not yet, bound by."""
        status = self.setting.registry.treaties.get(found.id)
        if status is None:
            never_bound(self.setting, found.id, at)
        elif "not-ratified" in forms:
            if status.bound:
                message = f"{found.id} was {status.act} ({self.setting.language.day(status.bound)})"
                self.setting.fault(at, Fault.RATIFIED, message, "delete the word `not-ratified`")
        elif status.act == "none" and kind != "recommendation" and "signed" not in forms:
            never_bound(self.setting, found.id, at)
        elif status.bound and status.bound.first() > self.setting.day:
            day = self.setting.language.day(status.bound)
            message = f"{found.id} was {status.act} on {day}, after the document's date"
            self.setting.fault(
                at, Fault.LATER_THAN_DOCUMENT, message, "leave it out", _weight(status)
            )

    def date(self, found: Instrument, forms: set[str], at: Place, cited: Cited) -> Inlines:
        """Return the date of ratification, signature or entry into force, with its sources."""
        status = self.setting.registry.treaties.get(found.id)
        if status is None:
            return ()
        days = {"ratified": status.bound, "signed": status.signed, "in-force": status.in_force}
        name = next(each for each in days if each in forms)
        day = days[name]
        if day is None:
            message = f"treaties.yaml has no date for `{name}` of {found.id}"
            self.setting.fault(at, Fault.MISSING_DATE, message, "add it there, with its source")
            return ()
        content: list[Inline] = []
        if "cite" not in forms:
            case = self.setting.language.case_in(forms)
            content = [Text(self.setting.language.day(day, case)), *self.doubt(status, at)]
        if "uncited" not in forms:
            content += cited(read_cites(status.sources))
        return tuple(content)

    def doubt(self, status: Status, at: Place) -> Inlines:
        """Mark a date that nobody verified in a draft; warn of it always."""
        if status.verified == "yes":
            return ()
        message = f"what treaties.yaml says of {status.instrument} is verified {status.verified}"
        if status.verified == "no":
            message = f"what treaties.yaml says of {status.instrument} is not verified"
        hint = "look it up and set `verified: yes`"
        self.setting.fault(at, Fault.TREATY_NOT_VERIFIED, message, hint, "warning")
        if self.setting.final or status.verified != "no":
            return ()
        return (Text(" "), Mark((Text(self.setting.citation_style.words["unverified"]),)))

    def happened(self, incident: Incident) -> None:
        self.events.append(incident)
        self.compare()

    def compare(self) -> None:
        """Find instruments in a paragraph about an event before the State was bound by them."""
        for id_, at in self.relied.items():
            for event in self.events:
                before_bound(self.setting, id_, event, at)

    def quote(self, ask: Ask, at: Place) -> Inlines:
        """Return words of an article between quotation marks; other words are a fault."""
        part = _QUOTED.search(ask.words)
        bare = ask.words[: part.start()] if part else ask.words
        found = self.find(Ask(ask.kind, ask.id, bare, line=ask.line), at, "")
        if found is None:
            return ()
        instrument_, _, articles = found
        held = {key: self.setting.said(each.words) for key, each in instrument_.articles.items()}
        held = {key: words for key, words in held.items() if words}
        if articles not in held:
            message, hint = not_held(instrument_, articles, held, self.setting.language)
            self.setting.fault(at, Fault.UNKNOWN_ARTICLE, message, hint)
            return ()
        words = " ".join((part[1] if part else held[articles]).split())
        wanted = re.escape(_same(words.rstrip(".,;")))
        if not wanted or not re.search(rf"(?<!\w){wanted}(?!\w)", _same(held[articles])):
            message = f'article {articles} of {instrument_.id} does not say "{words}"'
            hint = f"it says: {held[articles][:300]}"
            self.setting.fault(at, Fault.WRONG_QUOTATION, message, hint)
        before, after = self.setting.language.quotes
        words = words.replace("'", "’")
        return (Text(f"{before}{words.rstrip('.;')}{after}"),)

    def table(self, ask: Ask, at: Place, id_: str) -> Table | None:
        """Return a table of treaties: title, signature, ratification or accession, in force."""
        wanted = [ask.id, *ask.words.replace(",", " ").split()]
        if wanted == ["all"]:
            wanted = [key for key, each in self.setting.registry.treaties.items() if each.bound]
        found = [each for each in (self.known(typed, at) for typed in wanted) if each]
        for each in found:
            self.bound(each, set(), at, "")
            unnamed(self.setting, each, at)
        rows = [self.row(each) for each in found]
        heads = self.setting.language.treaty_columns
        head = tuple((Text(each),) for each in heads)
        made = [_row(cells, f"{id_}-{n}", at.line) for n, cells in enumerate([head, *rows])]
        alignment: tuple[Alignment, ...] = tuple("" for _ in heads)
        return Table(alignment, made[0], tuple(made[1:])) if rows else None

    def row(self, found: Instrument) -> tuple[Inlines, ...]:
        language = self.setting.language
        name = found.names.get(language.code) or next(iter(found.names.values()))
        bare = not name.short or name.full.endswith((")", "）"))
        title = name.full if bare else name.full + language.beside(name.short)
        status = self.setting.registry.treaties.get(found.id)
        if status is None:
            return ((Text(title),), (), (), ())
        days = (status.signed, status.bound, status.in_force)
        signed, bound, force = ((Text(language.day(day)),) if day else () for day in days)
        cites = tuple(
            each
            for each in read_cites(status.sources, status.at.line)
            if each.key in self.setting.registry.sources
        )
        note: Inlines = (Citation(cites, status.at.line),) if cites else ()
        act: Inlines = (*bound, *self.doubt(status, status.at), *note)
        return ((Text(title),), signed, act, force)


def _same(text: str) -> str:
    """Return words as they compare: quotation marks and apostrophes of any form are alike."""
    return " ".join(re.sub("[“”„«»]", '"', re.sub("[‘’]", "'", text)).split())


def _row(cells: tuple[Inlines, ...], id_: str, line: int) -> Row:
    return Row(tuple(Cell(each, f"{id_}-{n}", line) for n, each in enumerate(cells)))


def _weight(status: Status) -> Severity:
    """What nobody verified never blocks."""
    return "warning" if status.verified == "no" else "error"


def never_bound(setting: Setting, id_: str, at: Place) -> None:
    """Find reliance on an instrument the State has not ratified, as far as treaties.yaml says."""
    status = setting.registry.treaties.get(id_)
    state = "the State under review"
    if status is None:
        message = f"treaties.yaml does not say whether {state} is bound by {_called(id_)}"
        hint = f"add `{id_}:` with `ratified:` and a date, or `status: not a party`"
        rule = Fault.TREATY_STATUS_UNKNOWN
        setting.absent("treaties", id_, at, rule, message, hint, data={"treaty": id_})
    elif status.standing == "not known":
        message = f"treaties.yaml says of {id_} only that it is not known whether it binds {state}"
        hint = "look it up, then enter `ratified:` and a date, or `status: not a party`"
        setting.fault(at, Fault.TREATY_STATUS_UNKNOWN, message, hint, _weight(status))
    elif status.act == "none":
        message = f"{state} has not ratified {id_}"
        hint = "write `not-ratified` after the id if the text says so, or leave it out"
        setting.fault(at, Fault.NOT_RATIFIED, message, hint, _weight(status))


def _called(id_: str) -> str:
    """Return an instrument with its title, for those to whom its id says nothing."""
    named = instrument(id_).names.get("en") if id_ in instruments() else None
    return f"{id_} ({named.full})" if named else id_


def unnamed(setting: Setting, found: Instrument, at: Place) -> None:
    """Find an instrument whose name is not known in the document's language."""
    language = setting.language
    if language.code in found.names:
        return
    message = f"the {language.name} name of {found.id} is not known, so the English one prints"
    hint = f"add it under `instruments:` in dossier/data/languages/{language.code}.yaml"
    setting.fault(at, Fault.MISSING_WORDS, message, hint, "warning")


def before_bound(setting: Setting, id_: str, event: Incident, at: Place) -> None:
    """Find an event that happened before the State was bound by the instrument `id_`."""
    status = setting.registry.treaties.get(id_)
    bound = (status.in_force or status.bound) if status else None
    if status is None or bound is None or event.date.last() >= bound.first():
        return
    when, since = setting.language.day(event.date), setting.language.day(bound)
    message = f'the incident "{event.id}" ({when}) is before {id_} bound the State ({since})'
    hint = "rely on what bound the State then, or leave the right out"
    setting.fault(at, Fault.BEFORE_BOUND, message, hint, _weight(status))
