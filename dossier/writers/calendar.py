"""Write a calendar (iCalendar, RFC 5545) of days and spans of days, for any calendar program.

The same entries give the same bytes: identifiers are given, and the stamp is a day, not the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dossier.model.frozen import frozen

if TYPE_CHECKING:
    from icalendar import Alarm, Event


@frozen
class Entry:
    """What is noted from one day to another, both included; `alarm` days before it reminds.

    `uid` stays the same when a date is moved, so that a calendar moves it too.
    """

    uid: str
    first: date
    last: date
    title: str
    words: str = ""
    alarm: int = 0
    sure: bool = True


def calendar(entries: Iterable[Entry], name: str, stamp: date) -> bytes:
    """Return the calendar `name` with these entries, which must be one at least."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//upr-dossier//deadlines//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for entry in entries:
        made.add_component(_event(entry, stamp))
    return bytes(made.to_ical())


def _event(entry: Entry, stamp: date) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + timedelta(days=1))
    event.add("summary", entry.title)
    if entry.words:
        event.add("description", entry.words)
    event.add("status", "CONFIRMED" if entry.sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    if entry.alarm:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", timedelta(days=-entry.alarm))
    return alarm
