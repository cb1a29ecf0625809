"""How a document is numbered and set: what its author, its kind and the look say of it."""

from __future__ import annotations

from typing import Literal

from dossier.model.document import Settings
from dossier.model.theme import Theme
from dossier.readers.dossier_yaml import Plan
from dossier.readers.templates.outline import Outline


def notes_of(
    plan: Plan, outline: Outline, theme: Theme
) -> Literal["footnotes", "endnotes", "none"]:
    """Return where notes stand: as the author says, else the kind without notes, else the look."""
    if "notes" in plan.written:
        return plan.notes  # type: ignore[return-value]
    kind = outline.form.notes
    return kind if kind == "none" else theme.notes() or kind


def settings_of(plan: Plan, outline: Outline, theme: Theme) -> Settings:
    """Return the settings of a document."""
    form, written = outline.form, "paragraph_numbers" in plan.written
    return Settings(
        section_number=outline.section_number,
        paragraphs=plan.paragraphs if written else form.paragraphs,  # type: ignore[arg-type]
        notes=notes_of(plan, outline, theme),
        paper=form.paper,
        styles=form.styles,
        pdf=plan.pdf,
        page_number=theme.page_number(),
        columns=theme.columns(),
    )
