"""The session that a document is for does not review its State, as far as is known.

Nothing is found where the session did review the State, or where no session of its cycle is known
to. The message says how well the other session is known.

Why: A submission for another session is not read when the State is reviewed.
Source: `dossier/data/sessions.yaml`, each session with its own source; the order of review is kept
    from cycle to cycle (Human Rights Council, decision 17/119, para. 1).
Bad:
    ---
    state: Kazakhstan
    session: 47
    ---
    # Background

    The law of 2014 changed everything.
Says: the document is for the 47th session, and the review of Kazakhstan is in the 48th
Good:
    ---
    state: Kazakhstan
    session: 48
    ---
    # Background

    The law of 2014 changed everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.rule_set_values import line_of
from dossier.model.grade import remark
from dossier.model.language import language
from dossier.model.sessions import Session, every_session
from dossier.model.state_names import english_name
from dossier.readers.un_exports.sessions import cycle_of
from dossier.readers.un_exports.state_names import key

SEVERITY = "warning"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find a session that is not that of the State in its cycle, or is beyond all cycles known."""
    state, number = str(draft.about.get("state") or ""), draft.about.get("session")
    if not state or not isinstance(number, int):
        return
    wanted = key(english_name(state) or state)
    reviews = [each for each in every_session() if wanted in map(key, each.states)]
    other = _expected(reviews, number)
    if other is None:
        return
    ordinal = language("en-GB").ordinal
    moved = wanted in map(key, other.moved)
    known = remark(other.grades["moved" if moved else "states"])
    message = f"the document is for the {ordinal(number)} session, and the review of {state} is in "
    message += f"the {ordinal(other.number)}{known}"
    hint = f"set `session: {other.number}`, unless the review was moved"
    yield Hit(None, message, hint, line=line_of(draft, "session"))


def _expected(reviews: list[Session], number: int) -> Session | None:
    """Return the session to name instead of `number`, or None where nothing speaks against it.

    A number beyond all cycles known stands for none of them, and counts for the last.
    """
    if not reviews or any(each.number == number for each in reviews):
        return None
    cycle = min(cycle_of(number) or 0, every_session()[-1].cycle)
    return next((each for each in reversed(reviews) if each.cycle == cycle), None)
