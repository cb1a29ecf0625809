"""The charts of a follow-up: which statuses the recommendations of each theme and action have."""

from __future__ import annotations

from collections.abc import Callable

from dossier.build.ready_document import ReadyDocument
from dossier.build.resolve import Setting
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.follow_up import FollowUp, counted, most_frequent, named
from dossier.project.layout import shown


def charts(
    found: FollowUp, document: ReadyDocument, setting: Setting
) -> tuple[tuple[bytes, bytes], tuple[Finding, ...]]:
    """Return the charts by theme and by action as SVG, b"" for one that cannot be drawn."""
    from dossier.writers.figures import draw_vector
    from dossier.writers.figures.placed_glyphs import MissingLetters

    drawn: list[bytes] = []
    undrawn: list[Finding] = []
    themes = counted(most_frequent(found.themed(), setting.term("other themes")))
    for counts in (themes, found.by_action(action_name(setting))):
        try:
            said = named(counts, setting.term)
            drawn.append(draw_vector(said, document.theme.drawn(), setting.language))
        except MissingLetters as error:
            drawn.append(b"")
            undrawn.append(_missing(document, error.letters))
        except ValueError:  # there is nothing to draw, such as no theme at all
            drawn.append(b"")
    return (drawn[0], drawn[1]), tuple(undrawn)


def action_name(setting: Setting) -> Callable[[int], str]:
    """Return how a category of action is called in the document's language."""
    return lambda category: setting.capital_term(f"action {category}")


def _missing(document: ReadyDocument, letters: str) -> Finding:
    message = f"the chart was not drawn, since no font has the letters {letters}"
    hint = "write `fonts: {sans: …}` in look.yaml with a font of this computer that has them"
    file = shown(document.template)
    return Finding(file, 0, Fault.MISSING_LETTERS, message, hint, severity="warning")
