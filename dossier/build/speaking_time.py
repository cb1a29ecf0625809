"""How long a document is: its words, and how long it takes to say them where it is a statement.

The title block may print the length; a statement may not take longer than the time it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dossier.build.sections import dangling
from dossier.model.diagnostics import Finding, Severity
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.language import language
from dossier.model.passages import size, spoken_minutes
from dossier.readers.dossier_yaml import Plan
from dossier.readers.templates.outline import Outline


def length(edition: Edition | None, outline: Outline, plan: Plan) -> Mapping[str, object]:
    """Return words, minutes and time as the texts of an outline know them, 0 without an edition."""
    words = _counted(edition, outline) if edition else 0
    speech = outline.form.speech
    rate = plan.values.get(speech.rate) if speech else None
    minutes = spoken_minutes(words, rate) if rate else 0.0
    return {"words": words, "minutes": minutes, "time": language(plan.language).duration(minutes)}


def over_time(edition: Edition, outline: Outline, plan: Plan) -> Iterator[Finding]:
    """Find a statement that takes longer to say than it may."""
    speech = outline.form.speech
    if speech is None:
        return
    rate, most = (plan.values.get(name) for name in (speech.rate, speech.minutes))
    if not rate or not most or any(dangling(edition.document, edition.numbers)):
        return
    words = _counted(edition, outline)
    minutes = spoken_minutes(words, rate)
    if minutes <= most:
        return
    over = words - int(most * rate)
    message = (
        f"the statement takes {edition.language.duration(minutes)} at {rate} words a minute, "
        f"and may take {edition.language.duration(most)}"
    )
    hint = f"take {over} words out"
    line = plan.lines.get(speech.minutes, plan.line)
    severity: Severity = "error" if plan.status == "final" else "warning"
    yield Finding(plan.file, line, Fault.STATEMENT_OVER_TIME, message, hint, severity=severity)


def _counted(edition: Edition, outline: Outline) -> int:
    """Return how many words of a document count: of a speech those of sections with blocks.

    What the template adds in sections of its own, such as who else supports it, is not said.
    """
    if outline.form.speech is None:
        return size(edition).words
    said = {plan.id for plan in outline.sections if plan.takes}
    sections = tuple(each for each in edition.document.sections if each.id in said)
    return size(replace(edition, document=replace(edition.document, sections=sections))).words
