"""Arrange the documents that one entry of `dossier.yaml` asks for, from plan to edition.

Most entries make one document, a mail merge makes one for each addressee. A document is composed
once, and again only for formats that some of its words are bound to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import Literal

from dossier.build.comments import margin, remarks, unsettled
from dossier.build.document_settings import notes_of, settings_of
from dossier.build.extracts import choices_in, extracted, with_numbers_of_whole
from dossier.build.follow_up.last_time import last_or_fault
from dossier.build.outline_variables import complete, filters, records
from dossier.build.pictures import illustrations, logos
from dossier.build.ready_document import DocumentResult, DossierInputs, ReadyDocument
from dossier.build.recalled_words import recalled_words
from dossier.build.requested_documents import Kind, requested_documents
from dossier.build.resolve import Setting
from dossier.build.resolve.name_checks import named_remarks
from dossier.build.running_head import with_short_head
from dossier.build.sections import Head, compose_document, dangling
from dossier.build.selection import select
from dossier.build.speaking_time import length, over_time
from dossier.build.stray_phrases import stray_phrases
from dossier.build.submitters_in_text import submitters_in_text
from dossier.build.translated_blocks import lacking
from dossier.model.conditional_text import View, vary
from dossier.model.diagnostics import Finding
from dossier.model.document import Document, Properties
from dossier.model.edition import Edition
from dossier.model.figures import Drawing
from dossier.model.frozen import frozen
from dossier.model.language import language
from dossier.model.outline import FilledOutline
from dossier.model.state_names import state_name
from dossier.readers.dossier_yaml import Plan
from dossier.readers.registries.instruments import category_names
from dossier.readers.templates.filled_outline import expand


def make_documents(held: DossierInputs, name: str) -> Iterator[DocumentResult]:
    """Yield the documents that the entry `name` of the manifest makes."""
    for requested in requested_documents(held.places, held.files, held.manifest, name):
        drawn = DocumentResult(requested.name, ())
        if requested.plan and requested.kind:
            audience = held.audience or requested.plan.audience
            plan = replace(requested.plan, audience=audience)
            drawn = _Maker(held, plan, requested.kind).drawn()
        findings = (*requested.findings, *drawn.findings)
        yield replace(drawn, findings=findings, merge=requested.merge)


@frozen
class _Version:
    """A document as it stands in one format."""

    filled: FilledOutline
    edition: Edition
    setting: Setting
    uses: Mapping[str, str]
    findings: tuple[Finding, ...]


class _Maker:
    """Makes one document, in as many versions as its formats need."""

    def __init__(self, held: DossierInputs, plan: Plan, kind: Kind) -> None:
        self.held, self.plan, self.kind = held, plan, kind
        self.outline = kind.outline
        self.words = language(plan.language)
        self.logos, self.logo_files, found = logos(
            held.files, plan.submitters, kind.theme, plan.file
        )
        self.last, unread = last_or_fault(held.files, plan.date)
        self.faults = (*found, *unread)

    def drawn(self) -> DocumentResult:
        """Return the document, or how far it came."""
        filled, found = expand(self.outline, self.values(), filters(self.words))
        findings = [*self.faults, *found]
        if filled is None:
            return DocumentResult(self.plan.id, tuple(dict.fromkeys(findings)))
        filled, found = extracted(filled, self.plan.extract, self.words.terms)
        findings += found
        filled = with_short_head(
            filled=filled,
            outline=self.outline,
            values=self.values(),
            submitters=self.plan.submitters,
            language=self.words,
            filters=filters(self.words),
        )
        bound = {each: each if each in self.held.formats else ""
                 for each in self.outline.form.formats}  # fmt: skip
        made = {each: self.version(filled, each) for each in dict.fromkeys(bound.values())}
        findings += [one for each in made.values() for one in each.findings]
        first = next(iter(made.values()))
        variants = {format_: made[each].edition for format_, each in bound.items()
                    if made[each] is not first}  # fmt: skip
        drawings = {path: each for one in made.values()
                    for path, each in one.setting.drawings.items()}  # fmt: skip
        return self.whole(first, variants, findings, drawings)

    def whole(
        self,
        first: _Version,
        variants: Mapping[str, Edition],
        findings: list[Finding],
        drawings: Mapping[str, Drawing],
    ) -> DocumentResult:
        editions = (first.edition, *variants.values())
        seen, wrong = illustrations(self.held.files, editions, first.setting, drawings)
        notes = margin(self.held.besides, editions, self.plan.id)
        said = {} if self.plan.status == "final" else remarks(notes, self.plan.audience)
        document = replace(self.ready(first, variants, seen, drawings), remarks=said)
        left: Iterable[Finding] = named_remarks(said, first.setting)
        if self.plan.status == "final":
            left = [
                *unsettled(notes, self.held.files.name, self.plan.id),
                *recalled_words(first.edition, self.plan.file, self.plan.line),
            ]
        late = over_time(first.edition, self.outline, self.plan)
        return DocumentResult(
            name=self.plan.id,
            findings=tuple(dict.fromkeys((*findings, *wrong, *late, *left))),
            filled=first.filled,
            document=document,
            setting=first.setting,
            about={**self.values(), **self.about()},
            whole=tuple(self.whole_document.uses) if self.whole_document else (),
        )

    def ready(
        self,
        first: _Version,
        variants: Mapping[str, Edition],
        pictures: Mapping[str, bytes],
        drawings: Mapping[str, Drawing],
    ) -> ReadyDocument:
        return ReadyDocument(
            id=self.plan.id,
            edition=first.edition,
            template=self.kind.folder,
            pictures={**pictures, **self.logo_files},
            status=self.plan.status,
            formats=self.outline.form.formats,
            variants=variants,
            drawings=drawings,
            theme=self.kind.theme,
            audience=self.plan.audience,
            uses=first.uses,
            dossier=self.held.files.name,
        )

    def version(self, filled: FilledOutline, format_: str) -> _Version:
        """Return the document as it stands in a format; "" is any that no words are bound to."""
        plan = self.plan
        view = View(plan.template, plan.audience, format_)
        blocks = self.held.library_in(plan.language)
        choices = choices_in(filled, plan.choices, plan.extract)
        taken = select(filled, blocks, choices, view, plan.file)
        setting = self.setting(view)

        def resolved(document: Document) -> tuple[Document, tuple[Finding, ...]]:
            return self.held.resolve(document, setting, plan.bibliography)

        filled = self.marked(_varied(filled, view))
        document, numbers, wrong = compose_document(
            self.head(filled), filled, taken.sections, resolved, taken.withheld
        )
        edition, late = self.measured(self.outward(Edition(document, numbers, self.words)))
        late = (*late, *stray_phrases(edition, chain(*taken.sections), plan.file, plan.line))
        findings = (*taken.findings, *wrong, *late, *lacking(self.held, plan, taken.uses, edition))
        return _Version(filled, edition, setting, taken.uses, findings)

    @cached_property
    def whole_document(self) -> ReadyDocument | None:
        """The document that this one is an extract of."""
        made = make_documents(self.held, self.plan.extract.of) if self.plan.extract else ()
        return next((each.document for each in made if each.document), None)

    def outward(self, edition: Edition) -> Edition:
        """Return the edition; an extract refers to what it leaves out by the whole's numbers."""
        if not self.plan.extract or not self.whole_document:
            return edition
        return with_numbers_of_whole(edition, self.whole_document.edition)

    def marked(self, filled: FilledOutline) -> FilledOutline:
        """Return the frame of a draft so that its first page says so, if its kind does not."""
        outline = self.outline
        texts = (outline.procedure.text, *(template.text for _, template in outline.cover))
        if self.plan.status != "draft" or any("status" in each for each in texts):
            return filled
        said = [self.words.terms["draft"], *([filled.procedure] if filled.procedure else [])]
        return replace(filled, procedure=" · ".join(said))

    def measured(self, edition: Edition) -> tuple[Edition, tuple[Finding, ...]]:
        """Return the edition with its own length where the title block prints it."""
        asked = any("length" in template.text for _, template in self.outline.cover)
        if not asked or any(dangling(edition.document, edition.numbers)):
            return edition, ()
        filled, found = expand(self.outline, self.values(edition), filters(self.words))
        if filled is None:
            return edition, found
        filled, _ = extracted(filled, self.plan.extract, self.words.terms)
        return replace(edition, document=replace(edition.document, cover=filled.cover)), found

    def setting(self, view: View) -> Setting:
        plan, manifest = self.plan, self.held.manifest
        return Setting(
            registry=self.held.registry,
            citation_style=self.kind.citation_style,
            language=self.words,
            audience=plan.audience,
            final=plan.status == "final",
            day=plan.date,
            manifest=manifest.file,
            known={each.acronym for each in plan.submitters},
            document=(plan.id, plan.line),
            notes=self.notes(),
            view=view,
        )

    def notes(self) -> Literal["footnotes", "endnotes", "none"]:
        return notes_of(self.plan, self.outline, self.kind.theme)

    def head(self, filled: FilledOutline) -> Head:
        plan, names = self.plan, "; ".join(each.name for each in self.plan.submitters)
        return Head(
            title=plan.title,
            language=plan.language,
            section_word=self.words.terms["section"],
            settings=settings_of(plan, self.outline, self.kind.theme),
            properties=Properties(names, filled.subject, plan.keywords, plan.date),
            file=plan.file,
            line=plan.line,
            logos=self.logos,
            status=plan.status,
        )

    def values(self, edition: Edition | None = None) -> dict[str, object]:
        """Return what the outline's texts may use; the length is that of `edition`."""
        return {"length": length(edition, self.outline, self.plan), **self.said}

    @cached_property
    def said(self) -> Mapping[str, object]:
        """What the dossier says to the outline; a field that nobody filled in is empty."""
        plan, manifest, registry = self.plan, self.held.manifest, self.held.registry
        fields = self.outline.fields
        asked = {key: complete(plan.values[key], shape.shape) for key, shape in fields.items()}
        merged = fields[self.outline.form.merge].shape if self.outline.form.merge else None
        names = category_names(self.words.code)
        own = ("title", "date", "status", "language", "keywords", "audience")
        return {
            "state": state_name(manifest.state, self.words.code),
            "submitters": plan.submitters,
            "who_submits": submitters_in_text(plan.submitters, registry, self.words),
            "dossier": manifest.title,
            **{each: getattr(plan, each) for each in own},
            "kind": plan.template,
            "categories": names,
            "each": complete(plan.values.get("each", {}), merged),
            "last_time": self.last.day if self.last else None,
            **records(
                registry=registry,
                view=View(plan.template, plan.audience, ""),
                day=plan.date,
                names=names,
                code=self.words.code,
                last=self.last,
            ),
            **asked,
        }

    def about(self) -> dict[str, object]:
        """Return what `check` must know besides what the outline's texts may use."""
        plan = self.plan
        rules = (plan.rules,) if plan.rules else self.outline.rules
        said = ("file", "line", "lines", "allow", "template", "assumed")
        return {"rules": rules, **{each: getattr(plan, each) for each in said}}


def _varied(filled: FilledOutline, view: View) -> FilledOutline:
    """Return a frame whose own texts are varied by where the document stands."""
    slots = tuple(
        replace(
            slot,
            lead=vary(slot.lead, view) if slot.lead else None,
            text=vary(slot.text, view) if slot.text else None,
            after=vary(slot.after, view) if slot.after else None,
        )
        for slot in filled.slots
    )
    return replace(filled, slots=slots)
