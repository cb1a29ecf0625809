"""Put the registries' words where blocks ask for them, in the order of reading.

What a fact, an incident or a treaty's date rests on comes out as a citation beside it; `notes`
makes notes of these. Names of persons that the document's audience may not read never leave here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dossier.build.resolve.earlier_recommendations import earlier
from dossier.build.resolve.figures import illustrate
from dossier.build.resolve.inline_splices import capital, joined, made, uncited
from dossier.build.resolve.obligations import Obligations
from dossier.build.resolve.setting import Setting
from dossier.model.diagnostics import did_you_mean
from dossier.model.document import (
    Ask,
    Block,
    Citation,
    Cite,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    Link,
    Mark,
    Node,
    Nodes,
    Note,
    Paragraph,
    Reference,
    Strong,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.registry import Day, Fact, Incident, Name, Person, Place, Source
from dossier.model.walk import changed, plain
from dossier.readers.blocks.citation_syntax import read_cites
from dossier.readers.registries.instruments import categories

DEEPEST = 8
"""How far entries may ask for one another; each step may double what prints."""


INCIDENT = ("title", "account", "category", "date", "place", "what", "outcome", "uncited", "cite")
"""What can be asked of an incident."""

SOURCE = ("cite", "title", "date", "publisher", "excerpt", "link")
"""What can be asked of a source."""


class Expander:
    """Walks through a document once; remembers who was introduced, in the text and in the notes."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.block = Block("", "", ())
        self.introduced: set[tuple[str, str, str]] = set()
        self.scope = "text"
        self.count = 0
        self.line = 0
        self.open: list[tuple[str, str]] = []
        self.obligations = Obligations(setting)
        self.answers: Mapping[str, Callable[[Ask], Inlines]] = {
            "fact": self.fact,
            "incident": self.incident,
            "person": self.person,
            "org": self.organisation,
            "treaty": self.treaty,
            "treaties": lambda ask: self.misplaced(ask, "a table of treaties"),
            "quote": lambda ask: self.obligations.quote(ask, self.at(ask)),
            "law": self.law,
            "upr": lambda ask: earlier(ask, self.at(ask), setting, self.words),
            "source": self.source,
            "picture": lambda ask: self.misplaced(ask, "a picture"),
            "block": lambda ask: self.misplaced(ask, "a block"),
        }

    def expand(self, block: Block) -> Block:
        """Return `block` with all that it asks for put in."""
        self.block = block
        return replace(block, content=self.nodes(block.content))

    def at(self, ask: Ask) -> Place:
        """Return where the author asked, or the registry's entry that did."""
        return Place(self.block.file, ask.line)

    def nodes(self, nodes: Nodes) -> Nodes:
        return tuple(self.node(each) for each in nodes)

    def node(self, node: Node) -> Node:
        match node:
            case Paragraph((Ask("treaties") as ask,)):
                table = self.obligations.table(ask, self.at(ask), node.id)
                return changed(table, self.table) if table else node
            case Paragraph((Ask("picture") as ask,)):
                figure = illustrate(ask, self.at(ask), self.setting, self.unquoted, self.block.id)
                return figure or Paragraph((), node.id, node.line)
            case Figure():
                return self.credited(node)
        self.obligations.begin_paragraph()
        return changed(node, self.leaf)

    def credited(self, figure: Figure) -> Figure:
        """Return a picture with the line below it that says who made it."""
        rights = self.setting.registry.pictures.get(figure.path)
        return replace(figure, caption=(Text(rights.credit),)) if rights else figure

    def leaf(self, content: Inlines) -> Inlines:
        """Return a paragraph's content; what it asks for is counted anew."""
        before, self.count = self.count, 0
        found = self.inlines(content)
        self.count = before
        return found

    def table(self, content: Inlines) -> Inlines:
        """Return a cell of a table that a registry makes: no word of it is an author's."""
        return made(self.leaf(content), "treaties:1")

    def inlines(self, content: Inlines) -> Inlines:
        return joined([each for inline in content for each in self.inline(inline)])

    def inline(self, inline: Inline) -> Inlines:
        match inline:
            case Ask() if not self.open:
                self.count += 1
                origin = f"{inline.kind}:{self.count}"
                return made(self.asked(inline), origin)
            case Ask():
                return self.asked(inline)
            case Note():
                return (self.note(inline),)
            case Citation():
                return (self.citation(inline),)
            case Emphasis() | Strong() | Link() | Mark():
                return (replace(inline, content=self.inlines(inline.content)),)
            case Reference():
                return (replace(inline, lead=self.inlines(inline.lead)),)
        return (inline,)

    def note(self, note: Note) -> Note:
        before, self.scope = self.scope, "note"
        content = self.nodes(note.content)
        self.scope = before
        return replace(note, content=content)

    def citation(self, citation: Citation) -> Citation:
        before, self.scope = self.scope, "note"
        origin = citation.origin
        if not self.open:
            self.count += 1
            origin = f"cite:{self.count}"
        count = self.count
        for each in citation.cites:
            self.setting.used.setdefault(("source", each.key), self.block.id)
        cites = tuple(
            replace(each, before=self.inlines(each.before), after=self.inlines(each.after))
            for each in citation.cites
        )
        self.scope, self.count = before, count
        return Citation(cites, citation.line, origin)

    def asked(self, ask: Ask) -> Inlines:
        """Return what `ask` prints; entries that ask for each other are a fault."""
        key = (ask.kind, ask.id)
        if key in self.open:
            round_ = " → ".join(f"{kind}:{id_}" for kind, id_ in [*self.open, key])
            hint = "let one of them say it in its own words"
            self.setting.fault(
                self.at(ask), Fault.CYCLE, f"entries ask for each other: {round_}", hint
            )
            return ()
        if len(self.open) >= DEEPEST:
            message = f"entries ask for each other more than {DEEPEST} deep"
            hint = "let one of them say it in its own words"
            self.setting.fault(self.at(ask), Fault.TOO_DEEP, message, hint)
            return ()
        self.setting.used.setdefault(key, self.block.id)
        if not self.open:
            self.line = ask.line
        self.open.append(key)
        content = self.answers[ask.kind](ask)
        self.open.pop()
        return capital(content) if ask.capital else content

    def words(self, text: str, at: Place) -> Inlines:
        """Return a registry's own words, expanded in their turn."""
        block, self.block = self.block, Block(self.block.id, self.block.kind, (), file=at.file)
        content = self.inlines(self.setting.read(text, at))
        self.block = block
        return content

    def unknown(self, ask: Ask, what: str, known: Mapping[str, object]) -> Inlines:
        shown = ", ".join(list(known)[:12]) or "none"
        hint = did_you_mean(ask.id, known, f"known here: {shown}")
        self.setting.fault(self.at(ask), Fault.UNKNOWN_ID, f'there is no {what} "{ask.id}"', hint)
        return ()

    def chosen(self, ask: Ask, known: tuple[str, ...]) -> set[str]:
        """Return the words after the id; one that chooses nothing is a fault."""
        words = set(ask.words.split())
        for word in sorted(words - set(known)):
            hint = did_you_mean(word, known, f"it may be {', '.join(known)}")
            message = f'"{{{ask.kind}:{ask.id} {ask.words}}}" asks for "{word}", which there is not'
            self.setting.fault(self.at(ask), Fault.UNKNOWN_FORM, message, hint)
        return words & set(known)

    # Facts and incidents

    def fact(self, ask: Ask) -> Inlines:
        fact = self.setting.registry.facts.get(ask.id)
        if fact is None:
            return self.unknown(ask, "fact", self.setting.registry.facts)
        forms = self.chosen(ask, ("value", "uncited", "cite"))
        self.dated(ask, fact.as_of, f'the fact "{fact.id}"')
        sources = () if "uncited" in forms else self.sources(fact)
        if "cite" in forms:
            return sources
        if "value" in forms:
            return (Text(self.setting.language.figure(fact.value)), *sources)
        words = self.wording(fact)
        return uncited(words) if "uncited" in forms else (*words, *sources)

    def wording(self, fact: Fact) -> Inlines:
        given = self.setting.said(fact.wording)
        if given:
            return self.words(given, fact.at)
        figure = f"{self.setting.language.figure(fact.value)} {fact.unit}".strip()
        name = "about figure" if fact.exactness == "about" else fact.exactness
        return (Text(self.setting.term(name).format(figure=figure)),)

    def sources(self, fact: Fact) -> Inlines:
        """Return the citation of a fact: its sources, then who gives another figure."""
        cites = [*read_cites(fact.sources, fact.at.line)]
        for rival in fact.rivals:
            said = self.setting.citation_style.words["rival"].format(value=rival.value)
            first, *more = read_cites(rival.sources, rival.at.line) or (None,)
            if first is not None:
                before = joined([Text(said), *((Text(" "), *first.before) if first.before else ())])
                cites += [replace(first, before=before), *more]
        return self.cited(tuple(cites))

    def cited(self, cites: tuple[Cite, ...]) -> Inlines:
        """Return a citation as an entry of a registry makes it; unknown keys were found there."""
        known = self.setting.registry.sources
        # What is wrong with such a citation stands where the block asks, not in the registry.
        kept = tuple(replace(each, line=0) for each in cites if each.key in known)
        for each in kept:
            self.setting.used.setdefault(("source", each.key), self.block.id)
        return (Citation(kept, self.line),) if kept else ()

    def incident(self, ask: Ask) -> Inlines:
        incident = self.setting.registry.incidents.get(ask.id)
        if incident is None:
            return self.unknown(ask, "incident", self.setting.registry.incidents)
        if not self.setting.may_read(incident.audience):
            return self.refused(ask, "incident", incident.audience, "incidents.yaml")
        forms = self.chosen(ask, INCIDENT)
        self.dated(ask, incident.date, f'the incident "{incident.id}"')
        self.obligations.happened(incident)
        if "date" in forms:
            return (Text(self.setting.language.day(incident.date)),)
        if "place" in forms:
            if not incident.place:
                message = f'the incident "{incident.id}" has no place'
                self.setting.fault(self.at(ask), Fault.MISSING_WORDS, message, "add `place:`")
            return (Text(incident.place),)
        if "category" in forms:
            names = categories()[incident.category]
            return (Text(names.get(self.setting.language.code) or names["en"]),)
        if "title" in forms:
            return uncited(self.told(incident, "title"))
        if "account" in forms and incident.account:
            return self.told(incident, "account")
        sources = self.cited(read_cites(incident.sources))
        if "cite" in forms:
            return sources
        words = self.told(incident, "outcome" if "outcome" in forms else "what")
        return uncited(words) if "uncited" in forms else (*words, *sources)

    def told(self, incident: Incident, what: str) -> Inlines:
        text = self.setting.said(getattr(incident, what))
        if text:
            return self.words(text, incident.at)
        message = (
            f'the incident "{incident.id}" does not say "{what}" in {self.setting.language.name}'
        )
        self.setting.fault(incident.at, Fault.MISSING_WORDS, message, f"add `{what}:`")
        return ()

    def dated(self, ask: Ask, day: Day | None, what: str) -> None:
        """Find what happened only after the document's date."""
        if day and day.first() > self.setting.day:
            when = self.setting.language.day(day)
            message = f"{what} is of {when}, after the document's date of {self.setting.day}"
            hint = "leave it out, or give the document a later date"
            self.setting.fault(self.at(ask), Fault.LATER_THAN_DOCUMENT, message, hint)

    # People and organisations

    def person(self, ask: Ask) -> Inlines:
        person = self.setting.registry.people.get(ask.id)
        if person is None:
            return self.unknown(ask, "person", self.setting.registry.people)
        forms = self.chosen(ask, ("role", "pseudonym"))
        if not forms and person.may_be_named(self.setting.audience):
            return (Text(person.name),)
        if "pseudonym" in forms or not person.role:
            return self.alias(person, self.at(ask))
        role = self.setting.said(person.role)
        if not self.first("person", person.id) and "role" not in forms:
            role = self.setting.said(person.again) or person.pseudonym or role
        if not role:
            message = f'the person "{person.id}" may not be named here and has no role'
            hint = f"add `role:` with words in {self.setting.language.name}"
            self.setting.fault(person.at, Fault.PERSON_WITHOUT_ROLE, message, hint)
        return self.words(role, person.at) if role else ()

    def alias(self, person: Person, at: Place) -> Inlines:
        """Return the pseudonym of a person, the same in every document."""
        if not person.pseudonym:
            message = f'the person "{person.id}" has no pseudonym'
            hint = "add `pseudonym:` in people.yaml, or ask for the role"
            self.setting.fault(at, Fault.MISSING_WORDS, message, hint)
        return (Text(person.pseudonym),) if person.pseudonym else ()

    def refused(self, ask: Ask, what: str, audience: str, file: str) -> Inlines:
        """Note that something is asked for which the document's audience may not read."""
        message = (
            f'the {what} "{ask.id}" is for "{audience}" at most, '
            f'and the document for "{self.setting.audience}"'
        )
        hint = f"bind the words with `[…]{{audience: {audience}}}`, or clear it in {file}"
        self.setting.fault(self.at(ask), f"{what}-not-cleared", message, hint)
        return ()

    def source(self, ask: Ask) -> Inlines:
        """Return what a source says of itself, or a quotation from it."""
        source = self.setting.registry.sources.get(ask.id)
        if source is None:
            return self.unknown(ask, "source", self.setting.registry.sources)
        if not self.setting.may_read(source.audience):
            return self.refused(ask, "source", source.audience, "sources.yaml")
        self.dated(ask, source.issued, f'the source "{source.id}"')
        forms = self.chosen(ask, SOURCE)
        if "cite" in forms or not forms:
            return (Citation((Cite(source.id, line=ask.line),), ask.line),)
        return self.quoted(ask, source, forms)

    def quoted(self, ask: Ask, source: Source, forms: set[str]) -> Inlines:
        fields, language = source.fields, self.setting.language
        publisher = fields.get("container-title") or fields.get("publisher", "")
        excerpt = self.setting.said(source.excerpt)
        said = {
            "title": source.title,
            "publisher": publisher or ", ".join(source.authors),
            "date": language.day(source.issued) if source.issued else "",
            "excerpt": f"{language.quotes[0]}{excerpt}{language.quotes[1]}" if excerpt else "",
            "link": source.title,
        }
        form = next(each for each in SOURCE if each in forms)
        if not said[form]:
            message = f'the source "{source.id}" has no "{form}"'
            self.setting.fault(self.at(ask), Fault.MISSING_WORDS, message, "add it to the source")
        if form == "link" and fields.get("URL"):
            return (Link(fields["URL"], (Text(source.title),)),)
        return (Text(said[form]),) if said[form] else ()

    def unquoted(self, words: str, at: Place) -> str:
        """Return a registry's words as plain text, as they stand in a picture."""
        introduced, self.introduced = self.introduced, set()
        said = " ".join(plain(uncited(self.words(words, at))).split())
        self.introduced = introduced
        return said

    def first(self, kind: str, id_: str) -> bool:
        """Whether something is met for the first time in the text, or in the notes."""
        new = (self.scope, kind, id_) not in self.introduced
        self.introduced.add((self.scope, kind, id_))
        return new

    def organisation(self, ask: Ask) -> Inlines:
        organisation = self.setting.registry.organisations.get(ask.id)
        if organisation is None:
            return self.unknown(ask, "organisation", self.setting.registry.organisations)
        words, _, other = f"{ask.words} ".partition("as ")
        forms = self.chosen(replace(ask, words=words), ("bare", "full", "short"))
        name = self.named(organisation.names)
        if other.strip():
            names = {each.short or each.full: each for each in organisation.others}
            names |= {each.full: each for each in organisation.others if each.full}
            if other.strip() not in names:
                return self.unknown(replace(ask, id=other.strip()), f'name of "{ask.id}"', names)
            name = names[other.strip()]
        return (Text(self.introduce(name, forms, organisation.id)),)

    def named(self, names: Mapping[str, Name]) -> Name:
        return names.get(self.setting.language.code) or names.get("") or next(iter(names.values()))

    def introduce(self, name: Name, forms: set[str], id_: str) -> str:
        """Return a name: in full with its acronym the first time, the acronym after that."""
        full, short = _with(name.article, name.full), _with(name.short_article, name.short)
        if "bare" in forms:
            full, short = name.full, name.short
        if not (name.full and name.short):
            return full or short
        if "full" in forms:
            return full
        if "short" in forms:
            return short
        if not self.first("name", f"{id_} {name.full}"):
            return short
        return full if name.full.endswith(")") else f"{full} ({name.short})"

    # Law

    def treaty(self, ask: Ask) -> Inlines:
        found = self.obligations.find(ask, self.at(ask), self.block.kind)
        if found is None:
            return ()
        instrument, forms, articles = found
        if "reservation" in forms:
            return self.reservation(instrument.id, self.at(ask))
        if forms & {"ratified", "signed", "in-force"}:
            return self.obligations.date(instrument, forms, self.at(ask), self.cited)
        if articles and "bare" in forms:
            forms = forms | {"short"}
        name = self.introduce(self.named(instrument.names), forms, instrument.id)
        return (Text(self.obligations.article(name, articles, forms)),)

    def reservation(self, id_: str, at: Place) -> Inlines:
        """Return the State's reservation to an instrument, with its sources."""
        status = self.setting.registry.treaties.get(id_)
        words = self.setting.said(status.reservation) if status else ""
        if status is None or not words:
            message = f"treaties.yaml has no reservation to {id_}"
            self.setting.fault(at, Fault.MISSING_WORDS, message, "add `reservation:` there")
            return ()
        said = self.words(words, status.at)
        return (*said, *self.cited(read_cites(status.sources)))

    def law(self, ask: Ask) -> Inlines:
        """Return a provision of a law that is among the sources: "article 402 of the Code"."""
        source = self.setting.registry.sources.get(ask.id)
        sources = self.setting.registry.sources
        laws = {key: each for key, each in sources.items() if each.kind in ("law", "treaty")}
        if source is None or source.id not in laws:
            return self.unknown(ask, "law", laws)
        if not self.setting.may_read(source.audience):
            return self.refused(ask, "source", source.audience, "sources.yaml")
        forms, articles = self.obligations.places(ask, ("bare", "cite"), self.at(ask))
        if "cite" in forms:
            places = (("article", articles),) if articles else ()
            cite = Cite(source.id, places, line=ask.line)
            return (Citation((cite,), ask.line),)
        name = source.fields.get("title-short") or source.title
        if "bare" not in forms:
            article = source.fields.get("article", self.setting.term("the"))
            name = _with("" if article == "none" else article, name)
        return (Text(self.obligations.article(name, articles, forms)),)

    def misplaced(self, ask: Ask, what: str) -> Inlines:
        message = f"{what} is asked for inside a paragraph"
        hint = f"put `{{{ask.kind}:…}}` in a paragraph of its own, outside lists and notes"
        rule = "misplaced-table" if ask.kind == "treaties" else f"misplaced-{ask.kind}"
        self.setting.fault(self.at(ask), rule, message, hint)
        return ()


def _with(article: str, name: str) -> str:
    """Return a name after its article; one that ends with an apostrophe joins it."""
    if not article or not name:
        return name
    return f"{article}{name}" if article.endswith(("’", "'")) else f"{article} {name}"
