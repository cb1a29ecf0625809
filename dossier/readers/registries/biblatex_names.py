"""Read the names of persons in BibTeX: "von Last, Jr, First", or a name in braces."""

from __future__ import annotations

import re
from typing import Any

from dossier.readers.registries.latex import html_of_latex

_PART = re.compile(r"\s*(family|given|prefix|suffix)\s*=\s*(.*)\s*", re.IGNORECASE | re.DOTALL)


def people(listed: str) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """Return the names as CSL-JSON has them, and what is wrong with them: message and hint.

    >>> people("{Labour Watch} and van den Berg, Karl")[0]
    [{'literal': 'Labour Watch'}, {'literal': 'Karl van den Berg'}]
    """
    from pybtex.bibtex.utils import split_name_list
    from pybtex.database import InvalidNameString, Person

    found: list[dict[str, str]] = []
    faults: list[tuple[str, str]] = []
    for name in split_name_list(" ".join(listed.split())):
        parts = _parts(name)
        try:
            found.append({"literal": _printed(parts or Person(name))})
        except InvalidNameString:
            faults.append((f'has a name with too many commas, "{name}"', "part persons by `and`"))
            found.append({"literal": html_of_latex(name)})
    return found, faults


def _parts(name: str) -> dict[str, str]:
    """Return a name in BibLaTeX's long form, `given=Hans, family=Harman`, or nothing."""
    found = [_PART.fullmatch(each) for each in name.split(",")]
    parts = {each[1].lower(): each[2].strip('" ') for each in found if each}
    return parts if "family" in parts else {}


def _printed(person: Any) -> str:
    if isinstance(person, dict):
        names = [person.get(part, "") for part in ("given", "prefix", "family", "suffix")]
    else:
        names = [*person.first_names, *person.middle_names, *person.prelast_names,
                 *person.last_names, *person.lineage_names]  # fmt: skip
    return html_of_latex(" ".join(filter(None, names)))
