"""Read an earlier follow-up: one that was kept in the dossier, or a file that somebody gives.

Both forms that the command writes are read, JSON and the open-data CSV. Nothing is guessed: a file
of another dossier, or with a status that is none, is refused.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.follow_up import STATUSES, LastTime
from dossier.project.layout import Files

FOLDER = "follow-up"
"""The folder in a dossier that holds the follow-ups that were kept, a file for each day."""

LARGEST = 20_000_000
"""Bytes of a follow-up at most; a table of all recommendations to one State has far fewer."""

_KEPT = re.compile(rf"{FOLDER}/(\d{{4}}-\d\d-\d\d)\.json")


def kept_path(day: date) -> str:
    """Return where the follow-up of a day is kept in its dossier."""
    return f"{FOLDER}/{day.isoformat()}.json"


def last_kept(files: Files, today: date) -> LastTime | None:
    """Return the last follow-up that was kept before `today`. Raises `Refused` if unreadable."""
    found = sorted(path for path in files.content if _KEPT.fullmatch(path))
    earlier = [each for each in found if each < kept_path(today)]
    if not earlier:
        return None
    return read_last(files.content[earlier[-1]], files.shown(earlier[-1]), files.name)


def last_or_fault(files: Files, day: date) -> tuple[LastTime | None, tuple[Finding, ...]]:
    """Return the last follow-up that was kept before the day of a document, or what is wrong."""
    try:
        return last_kept(files, day), ()
    except Refused as refused:
        return None, (refused.finding,)


def read_last(content: bytes, file: str, dossier: str) -> LastTime:
    """Return what an earlier follow-up says. Raises `Refused` where it is none of this dossier."""
    if len(content) > LARGEST:
        raise _refused(file, "the file is too big for a follow-up")
    try:
        text = content.decode("utf-8-sig")
        rows = _from_json(text) if text.lstrip().startswith("{") else _from_csv(text)
        found = {(each["symbol"], each["paragraph"]): each["status"] for each in rows}
        days = {date.fromisoformat(each["as_of"]) for each in rows}
        names = {each["dossier"] for each in rows}
        if not rows:
            raise ValueError(text)
    except (ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise _refused(file, "the file is no follow-up that this command wrote") from error
    wrong = sorted({each for each in found.values() if each not in STATUSES})
    if wrong:
        raise _refused(file, f'"{wrong[0]}" is no status of a recommendation')
    if names != {dossier}:
        raise _refused(file, f"it follows up {', '.join(sorted(names))}, not {dossier}")
    if len(days) != 1:
        raise _refused(file, "its rows are of several days")
    status = {f"{symbol} {number}".strip(): said for (symbol, number), said in found.items()}
    return LastTime(days.pop(), status)


def _from_json(text: str) -> list[dict[str, Any]]:
    raw = json.loads(text)
    about = {"dossier": raw["dossier"], "as_of": raw["as_of"]}
    return [{**each, **about} for each in raw["recommendations"]]


def _from_csv(text: str) -> list[dict[str, Any]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [{key: cell.removeprefix("'") for key, cell in each.items()} for each in rows]


def _refused(file: str, message: str) -> Refused:
    hint = "give the JSON or CSV that `follow-up` wrote for this dossier, as it was written"
    return Refused(Finding(file, 0, Fault.UNREADABLE_FOLLOW_UP, message, hint))
