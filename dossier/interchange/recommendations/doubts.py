"""What about a whole export looks like a mistake of who imports it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.model.diagnostics import Finding, nearest
from dossier.model.faults import Fault
from dossier.model.registry import Earlier
from dossier.readers.un_exports.export import SEVERAL
from dossier.readers.un_exports.reader import Export


def doubts(
    export: Export, entries: Sequence[Earlier], file: str, *, state: str, symbol: str
) -> Iterator[Finding]:
    """Find what looks like a mistake; `entries` are those of the export that were asked for.

    `state` and `symbol` are the State and the report that were asked for, or "".
    """
    if export.elsewhere and not export.entries:
        names = sorted({name for each in export.elsewhere for name in each.split(SEVERAL)})
        near = nearest(state, names) or names[0]
        message = f'the file has no recommendations to "{state}"'
        hint = f"`--state {near!r}` asks for another State; the file has {_some(names)}"
        yield Finding(file, 0, Fault.NO_SUCH_STATE, message, hint)
    if any(not row.state for row in export.entries) and state:
        message = "the file does not say which State was reviewed"
        hint = f"make sure that it was {state}"
        yield Finding(file, 0, Fault.UNNAMED_STATE, message, hint, severity="warning")
    cycles = sorted({each.cycle for each in entries if each.cycle})
    numberless = [each for each in entries if not each.paragraph]
    if symbol and numberless and len(cycles) > 1:
        message = f"the file has recommendations of cycles {cycles[0]} to {cycles[-1]}"
        hint = f"add `--cycle N`: {symbol} is the report of one review"
        yield Finding(file, 0, Fault.SEVERAL_CYCLES, message, hint)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more
