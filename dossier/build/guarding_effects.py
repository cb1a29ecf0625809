"""What a change of the evidence makes of documents: which print a name then, and which hide it.

Every document is made twice for its own readers, as the files are and as they would be. Nothing is
written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dossier.build.document import make_documents
from dossier.build.dossier import manifest_of
from dossier.build.library import library_of
from dossier.build.ready_document import DocumentResult, DossierInputs, ReadyDocument
from dossier.build.registries import collect
from dossier.model.diagnostics import Finding, errors
from dossier.model.document import Figure, Text
from dossier.model.frozen import frozen
from dossier.model.registry import Audience, may_read
from dossier.model.walk import Part, below, blocks, folded
from dossier.project.changed_contents import with_contents
from dossier.project.layout import Files, Places


@frozen
class DocumentEffect:
    """What becomes of one document that `audience` reads.

    It `prints` or `hides` guarded words that it did not print or hide before, or prints others in
    their place (`differs`). `lost` cannot be made any more, `regained` can be made again. It holds
    words that are `forbidden` to its readers from then on, or `allowed`. `new` are findings that it
    did not have, `gone` those that it does not have any more.
    """

    dossier: str
    document: str
    title: str
    audience: Audience
    prints: bool = False
    hides: bool = False
    differs: bool = False
    lost: bool = False
    regained: bool = False
    forbidden: bool = False
    allowed: bool = False
    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether anything becomes otherwise."""
        said = (self.differs, self.lost, self.regained, self.forbidden, self.allowed)
        return any(said) or bool(self.new or self.gone)


def guarding_effects(
    places: Places,
    dossiers: Sequence[Files],
    contents: Mapping[Path, bytes | None],
    words: Sequence[str],
    widest: tuple[str, str],
) -> tuple[DocumentEffect, ...]:
    """Return what becomes of documents when files hold `contents`; `words` are those guarded.

    `widest` are the widest audiences that may read them, before and after.
    """
    found: list[DocumentEffect] = []
    held = [folded(each) for each in words if each.strip()]
    for files in dossiers:
        before = _made(places, files)
        after = _made(places, with_contents(files, contents))
        for id_ in dict.fromkeys((*before, *after)):
            both = (before.get(id_), after.get(id_))
            found.append(_effect((files.name, id_), both, held, widest))
    return tuple(each for each in found if each.is_one)


def _made(places: Places, files: Files) -> Mapping[str, DocumentResult]:
    """Return how far each document of a dossier comes, those with errors too."""
    manifest, _ = manifest_of(files)
    if manifest is None:
        return {}
    held = DossierInputs(places, files, manifest, library_of(files)[0], collect(files)[0])
    found = (each for entry in manifest.documents for each in make_documents(held, entry))
    return {each.name: each for each in found}


def _effect(
    named: tuple[str, str],
    both: tuple[DocumentResult | None, DocumentResult | None],
    words: Sequence[str],
    widest: tuple[str, str],
) -> DocumentEffect:
    """Return what becomes of a document, named with its dossier, made before and after."""
    dossier, id_ = named
    was, now = ((each.document if each else None) for each in both)
    known = now or was
    texts = [_text(each) if each else "" for each in (was, now)]
    held = [any(word in each for word in words) for each in texts]
    findings = [set(each.findings) if each else set() for each in both]
    good = [bool(each and each.document and not errors(each.findings)) for each in both]
    audience: Audience = known.audience if known else "public"
    may = [may_read(audience, each) for each in widest]
    return DocumentEffect(
        dossier=dossier,
        document=id_,
        title=known.edition.document.title if known else id_,
        audience=audience,
        prints=held == [False, True],
        hides=held == [True, False] and now is not None,
        differs=bool(was and now) and texts[0] != texts[1],
        lost=good == [True, False],
        regained=good == [False, True],
        forbidden=held[1] and may == [True, False],
        allowed=held == [True, True] and may == [False, True],
        new=_sorted(findings[1] - findings[0]),
        gone=_sorted(findings[0] - findings[1]),
    )


def _text(document: ReadyDocument) -> str:
    """Return the words of a document, in small letters."""
    nodes = (node for block in blocks(document.edition.document) for node in block.content)
    return "\n".join(folded("".join(map(_said, below(node)))) for node in nodes)


def _said(part: Part) -> str:
    match part:
        case Text():
            return part.text
        case Figure():
            return f" {part.path} "
    return ""


def _sorted(findings: set[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: (each.file, each.line, each.message)))
