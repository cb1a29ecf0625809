"""Write a follow-up as open data: CSV, its data dictionary, JSON.

A cell that a spreadsheet would take for a formula has an apostrophe before it in CSV.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from dossier.model.figures import Positions
from dossier.model.follow_up import FollowUp, FollowUpRow
from dossier.writers.follow_up.columns import COLUMNS, DICTIONARY, UNSTATED, cells, dictionary

_FORMULA = re.compile(r"[=+\-@\t\r]")


def csv_table(follow_up: FollowUp) -> bytes:
    """Return the table, a row for each recommendation."""
    rows = (cells(follow_up, each) for each in follow_up.rows)
    return _csv([each.name for each in COLUMNS], rows)


def csv_dictionary(follow_up: FollowUp) -> bytes:
    """Return the data dictionary: what the table is, and what columns and codes mean."""
    return _csv(DICTIONARY, dictionary(follow_up))


def json_file(follow_up: FollowUp) -> bytes:
    """Return all of it as JSON."""
    return (json.dumps(as_json(follow_up), indent=1, ensure_ascii=False) + "\n").encode()


def as_json(follow_up: FollowUp) -> dict[str, Any]:
    """Return a follow-up as JSON holds it."""
    return {
        "dossier": follow_up.dossier,
        "state": follow_up.state,
        "as_of": follow_up.day.isoformat(),
        "since": follow_up.since.isoformat() if follow_up.since else None,
        "audience": follow_up.audience,
        "publisher": follow_up.publisher,
        "licence": follow_up.licence or UNSTATED,
        "recommendations": [_row(each) for each in follow_up.rows],
        "by_theme": counts(follow_up.by_theme()),
        "by_action": counts(follow_up.by_action(str)),
        "gone": list(follow_up.gone),
        "recurrences": [asdict(each) for each in follow_up.recurrences],
        "chains": [[row.id for row in each] for each in follow_up.chains()],
    }


def counts(positions: Positions) -> Mapping[str, Mapping[str, int]]:
    """Return how many have which status, by group; a status that none has is left out."""
    return {name: {status: n for status, n in said if n} for name, said in positions.rows}


def _row(row: FollowUpRow) -> dict[str, Any]:
    return {
        "symbol": row.symbol,
        "paragraph": row.paragraph,
        "cycle": row.cycle,
        "recommending_states": list(row.states),
        "recommendation": row.text,
        "position": row.position,
        "state_words": row.state_words,
        "themes": list(row.themes),
        "sdgs": list(row.sdgs),
        "action": row.action,
        "status": row.status,
        "assessment": row.assessment,
        "evidence": [{"kind": e.kind, "id": e.id, "words": e.words} for e in row.evidence],
        "answered_by": list(row.answered_by),
        "recurs": list(row.recurs),
        "previous_status": row.before,
        "change": row.change,
    }


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(head)
    for row in rows:
        writer.writerow([f"'{each}" if _FORMULA.match(each) else each for each in row])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()
