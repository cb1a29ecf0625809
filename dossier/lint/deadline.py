"""When a draft must be sent, counted from today."""

from __future__ import annotations

from datetime import date

from dossier.lint.draft import Draft
from dossier.model.frozen import frozen
from dossier.model.grade import remark
from dossier.model.sessions import session


@frozen
class Due:
    """A draft's deadline: the days left (below zero: passed), and words to say it in."""

    left: int
    said: str
    of: str = ""
    remark: str = ""


def due(draft: Draft) -> Due | None:
    """Return when a draft is due, or None: it is final, the date is not known, or no day is."""
    own, number = draft.about.get("deadline"), draft.about.get("session")
    if draft.today is None or draft.about.get("status", "draft") == "final":
        return None
    language = draft.edition.language
    if isinstance(own, date):
        return Due((own - draft.today).days, language.long_date(own))
    known = session(number) if isinstance(number, int) else None
    if known is None or known.deadline is None:
        return None
    left = (known.deadline - draft.today).days
    of = f"of the {language.ordinal(known.number)} session "
    return Due(left, language.long_date(known.deadline), of, remark(known.grades["deadline"]))


def days(number: int) -> str:
    """Return a number of days in words.

    >>> days(1), days(14)
    ('1 day', '14 days')
    """
    return "1 day" if number == 1 else f"{number} days"
