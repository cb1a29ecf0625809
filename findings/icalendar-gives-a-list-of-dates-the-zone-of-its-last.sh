#!/usr/bin/env bash
# icalendar 7.3.2 writes a list of EXDATE or RDATE in the zone of the last date that has one.
#
# A property has one TZID for all its values (RFC 5545, 3.2.19). Given aware datetimes in several
# zones, icalendar keeps the hour of each and names one zone for all. So another moment is excluded
# or added than was asked, and a moment in UTC is written with Z below a TZID, which the RFC forbids
# and icalendar itself reads as local time. Nothing is raised, neither in writing nor in reading.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from datetime import datetime, timezone
from importlib.metadata import version
from zoneinfo import ZoneInfo

from icalendar import Event

GENEVA, ALMATY = ZoneInfo("Europe/Zurich"), ZoneInfo("Asia/Almaty")
LISTS = {
    "EXDATE": [datetime(2026, 10, 8, 9, tzinfo=GENEVA), datetime(2026, 10, 15, 13, tzinfo=ALMATY)],
    "RDATE": [datetime(2026, 10, 9, 7, tzinfo=timezone.utc), datetime(2026, 10, 16, 9, tzinfo=GENEVA)],
}
print("icalendar", version("icalendar"))
print("expected: the same moments after writing and reading, or an error")
seen = True
for name, given in LISTS.items():
    event = Event()
    event.add("dtstart", datetime(2026, 10, 1, 9, tzinfo=GENEVA))
    event.add(name, given)
    written = event.to_ical()
    (line,) = (each for each in written.decode().split("\r\n") if each.startswith(name))
    read = [each.dt for each in Event.from_ical(written)[name].dts]
    late = [(there - here).total_seconds() / 3600 for here, there in zip(given, read)]
    print(line, "-> hours off:", *late)
    seen = seen and late[0] != 0 and late[1] == 0
sys.exit(None if seen else "no longer seen")
PY
