"""Search a follow-up for what its audience may not read: its words first, then its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.follow_up import FollowUp
from dossier.model.registry import Place
from dossier.redaction.scan import Guard, Leak, Piece, Unsearchable, pieces


def leaking(found: FollowUp, files: Mapping[str, bytes], guard: Guard) -> Iterator[Finding]:
    """Find what may not be read. What stands in a file is told where no words were found before.

    A surname that may be somebody else's is a warning, as everywhere.
    """
    if not guard:
        return
    texts = dict.fromkeys(_texts(found))
    places = {where: at for _, where, at in texts}
    said = guard.find(Piece(text, where) for text, where, _ in texts)
    told = {each.what for each in said}
    for leak in said:
        yield _leak(leak, places.get(leak.where, found.rows[0].at), guard.audience)
    for name, content in files.items():
        try:
            leaks = guard.find(pieces(content, name))
        except Unsearchable as error:
            message = f"{name} cannot be searched for names: {error}"
            hint = "this is a fault of the program; no file was written"
            yield Finding(name, 0, Fault.UNSEARCHABLE, message, hint)
            continue
        fresh = (each for each in leaks if each.what not in told)
        yield from (_leak(each, Place(name, 0), guard.audience) for each in fresh)


def _texts(found: FollowUp) -> Iterator[tuple[str, str, Place]]:
    """Yield each text that comes from an author, what it is, and where it stands."""
    for row in found.rows:
        named = f"recommendation {row.paragraph}"
        for text in (row.text, row.state_words, *row.themes, *row.states):
            yield text, named, row.at
        yield row.assessment, f"the assessment of {named}", row.at
        for each in row.evidence:
            yield each.words, f'the {each.kind} "{each.id}"', each.at


def _leak(leak: Leak, at: Place, audience: str) -> Finding:
    said = f"{leak.at.file}:{leak.at.line}"
    message = f'"{leak.excerpt}" stands in {leak.where}, and may not be read by "{audience}": '
    rule = Fault.NAME_AS_WORD if leak.as_word else Fault.NAME_LEAKS
    hint = f"take it out, or follow up for those who may read it (`--audience`); see {said}"
    return Finding(
        at.file, at.line, rule, message + leak.what, hint, severity=leak.severity,
        excerpt=leak.excerpt,
    )  # fmt: skip
