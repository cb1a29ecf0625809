"""The registries: what blocks refer to instead of writing it out.

Sources, facts, incidents, people, organisations, what the State ratified, earlier recommendations.
All are frozen values, read from YAML by `readers/registries/`; each knows its file and line. Words
that an author wrote per language are kept as typed: they may refer to other entries, and are read
as Markdown when they are printed.

The module is over 300 lines because entries of all registries refer to each other.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal, TypeAlias

from dossier.model.consent import Consent
from dossier.model.document import Inlines
from dossier.model.frozen import frozen

Audience: TypeAlias = Literal["internal", "partners", "un", "public"]
AUDIENCES: tuple[Audience, ...] = ("internal", "partners", "un", "public")
"""From the narrowest to the widest; who may be named to one may be named to all before it."""

Verified: TypeAlias = Literal["yes", "in part", "no"]

Words: TypeAlias = Mapping[str, str]
"""Words by the code of their language; "" stands for any language."""


def may_read(audience: str, widest: str) -> bool:
    """Whether `audience` may read what is meant for `widest` at most, or for "nobody".

    >>> may_read("partners", "un"), may_read("public", "un"), may_read("internal", "nobody")
    (True, False, False)
    """
    return widest in AUDIENCES and AUDIENCES.index(audience) <= AUDIENCES.index(widest)


@frozen
class Day:
    """A date as exactly as it is known: a year, a month or a day, perhaps a span, perhaps about.

    `month` and `day` are 0 where they are not known; `until` ends a span. `season` is 1 for
    spring to 4 for winter, and 0 for none. `open` says on which side a span has no end.
    """

    year: int
    month: int = 0
    day: int = 0
    about: bool = False
    until: Day | None = None
    season: int = 0
    open: Literal["", "before", "after"] = ""

    def first(self) -> date:
        """Return the first day that can be meant."""
        first = date(self.year, self.month or 1, self.day or 1)
        return date.min if self.open == "before" else first

    def last(self) -> date:
        """Return the last day that can be meant."""
        if self.until or self.open == "after":
            return self.until.last() if self.until else date.max
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@frozen
class Place:
    """Where an entry stands: its file and line."""

    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@frozen
class Source:
    """Something that can be cited. `fields` are CSL's own texts by their CSL names, dates apart.

    `kind` decides the form: un, treaty, law, cfa, case, report, book, journal, news, web,
    interview. `excerpt` is a short quotation, `audience` the widest that may read of the source,
    `marked` the fields that have italics or bold, as they print, `title_in` how texts in other
    languages call a law, or a source that has a description for a title, `genre_in` what they
    call its genre and `role_in` the role of whom was asked, by language, `people` those whom
    citations name beside the authors, by role.
    """

    id: str
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    issued: Day | None = None
    accessed: Day | None = None
    verified: Verified = "no"
    verified_on: date | None = None
    verified_by: str = ""
    at: Place = Place()
    excerpt: Words = field(default_factory=dict, hash=False)
    themes: tuple[str, ...] = ()
    audience: Audience = "public"
    marked: Mapping[str, Inlines] = field(default_factory=dict, hash=False)
    title_in: Words = field(default_factory=dict, hash=False)
    genre_in: Words = field(default_factory=dict, hash=False)
    role_in: Words = field(default_factory=dict, hash=False)
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@frozen
class Rival:
    """Another figure for a fact, the words for it, and the citations of who gives it."""

    value: str
    sources: str
    at: Place = Place()
    wording: Words = field(default_factory=dict)


@frozen
class Fact:
    """A figure. `sources` are citations as an author writes them, without the brackets."""

    id: str
    value: str
    unit: str = ""
    exactness: str = "exactly"
    wording: Words = field(default_factory=dict)
    as_of: Day | None = None
    sources: str = ""
    rivals: tuple[Rival, ...] = ()
    review_by: date | None = None
    at: Place = Place()


@frozen
class Incident:
    """A dated event.

    `what` is a clause, `title` a headline, `account` a paragraph that stands alone; `audience` is
    the widest that may read of it. `place` is a name, which languages may spell in their ways.
    """

    id: str
    date: Day
    what: Words
    category: str
    place: Words = field(default_factory=dict)
    rights: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    sources: str = ""
    outcome: Words = field(default_factory=dict)
    at: Place = Place()
    title: Words = field(default_factory=dict)
    account: Words = field(default_factory=dict)
    audience: Audience = "public"
    picture: str = ""


@frozen
class Person:
    """A person; `named` is the widest audience that may read the name.

    Beyond it the role is printed, or the `pseudonym`, which is the same in all documents.
    `consent` is to be named; None where nobody says it, or not all of it. `name_in` is the name by
    the languages that write it in another way. `family`, `given` and `called` say which words of
    the name are what; where they are empty, it is guessed by `language`, the code of the language
    that the name is of.
    """

    id: str
    name: str
    spellings: tuple[str, ...] = ()
    role: Words = field(default_factory=dict, hash=False)
    again: Words = field(default_factory=dict, hash=False)
    named: Literal["nobody", "internal", "partners", "un", "public"] = "nobody"
    at: Place = Place()
    pseudonym: str = ""
    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    language: str = ""
    consent: Consent | None = None
    name_in: Words = field(default_factory=dict, hash=False)

    def may_be_named(self, audience: Audience) -> bool:
        """Whether the name may stand in a document for `audience`."""
        return may_read(audience, self.named)


@frozen
class Name:
    """One name of an organisation or an instrument: full, short, and the article each takes."""

    full: str
    short: str = ""
    article: str = ""
    short_article: str = ""


@frozen
class Organisation:
    """An organisation: its name per language, and those of others that it has or had."""

    id: str
    names: Mapping[str, Name]
    other_names: tuple[Mapping[str, Name], ...] = ()
    at: Place = Place()

    @property
    def others(self) -> tuple[Name, ...]:
        """Its other names in all languages."""
        return tuple(name for each in self.other_names for name in each.values())


@frozen
class Status:
    """What a State did with an instrument. `bound` is ratification, accession or succession.

    `act` "party" says that it is bound, and not since when. `standing` is what the author says
    where there is no act: "not a party", "signed only", "not known".
    """

    instrument: str
    act: Literal["ratified", "acceded", "succeeded", "party", "none"]
    signed: Day | None = None
    bound: Day | None = None
    in_force: Day | None = None
    reservation: Words = field(default_factory=dict)
    sources: str = ""
    verified: Verified = "no"
    at: Place = Place()
    standing: str = ""


@frozen
class Assessment:
    """Our assessment of what became of a recommendation, and the blocks that show it."""

    level: str
    words: Words = field(default_factory=dict)
    blocks: tuple[str, ...] = ()


@frozen
class Earlier:
    """A recommendation of an earlier review. `origin` is where this entry was read.

    `words` are the State's, as they were published, `words_in` what texts in other languages say
    instead; `text_in` is the text as the report has it in other languages. `recurs` names those of
    cycles before that it repeats, as the author says; "none" says that it repeats none.
    """

    paragraph: str
    symbol: str
    text: str
    states: tuple[str, ...]
    position: Literal["supported", "noted", "pending", ""]
    cycle: int | None = None
    words: str = ""
    themes: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()
    origin: str = ""
    assessment: Assessment | None = None
    at: Place = Place()
    recurs: tuple[str, ...] = ()
    words_in: Words = field(default_factory=dict)
    text_in: Words = field(default_factory=dict)


@frozen
class Protected:
    """Words that must not be read beyond an audience, such as a village or a telephone number."""

    id: str
    words: tuple[str, ...]
    audience: Audience
    at: Place = Place()


@frozen
class PictureLook:
    """How a picture is shown: its width in millimetres, or 0; its place; what is cut off.

    `crop` is the shape that it gets, such as (3, 2), and `focus` the point of it that stays, in
    percent of its width and height.
    """

    width: int = 0
    place: Literal["", "beside"] = ""
    crop: tuple[int, int] | None = None
    focus: tuple[int, int] = (50, 50)


@frozen
class PictureRights:
    """Who made a picture, and who agreed that it is shown; `audience` is the widest to see it.

    `consent` is None where nobody says it, or not all of it. `caption` prints below the picture;
    `alternative` says what can be seen, where no text does.
    """

    path: str
    credit: str
    consent: Consent | None
    audience: Audience = "public"
    at: Place = Place()
    caption: Words = field(default_factory=dict)
    alternative: Words = field(default_factory=dict)
    look: PictureLook = PictureLook()


@frozen
class Registry:
    """All registries of one dossier, the library's included, each by id.

    `earlier` are by symbol and paragraph; `explained` gives the reason for what the matrix of
    traceability leaves open. `incomplete` names registries of which something could not be read,
    and nobody knows what; `unread` has the words of single entries that could not be read.
    Persons who are guarded and cannot be asked for are `interviewed`, those who gave an interview,
    and `elsewhere`, those of other dossiers.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    incidents: Mapping[str, Incident] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    treaties: Mapping[str, Status] = field(default_factory=dict)
    earlier: Mapping[tuple[str, str], Earlier] = field(default_factory=dict)
    explained: Mapping[str, str] = field(default_factory=dict)
    protected: Mapping[str, Protected] = field(default_factory=dict)
    pictures: Mapping[str, PictureRights] = field(default_factory=dict)
    incomplete: frozenset[str] = frozenset()
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)
    interviewed: tuple[Person, ...] = ()
    elsewhere: tuple[Person, ...] = ()

    @property
    def guarded(self) -> tuple[Person, ...]:
        """All persons whose names are looked for, unless they may be named.

        Their order is that of files, so that all dossiers of a project have the same.
        """
        every = (*self.people.values(), *self.interviewed, *self.elsewhere)
        return tuple(sorted(every, key=lambda each: (each.at.file, each.at.line, each.id)))

    def lacks(self, name: str, id_: str) -> bool:
        """Whether an entry that was not found in a registry stands in no part of it.

        It may stand in a part that could not be read; that part has its own finding.
        """
        return name not in self.incomplete and id_ not in self.unread.get(name, ())

    def whole(self, name: str) -> bool:
        """Whether all of a registry could be read."""
        return name not in self.incomplete and not self.unread.get(name)
