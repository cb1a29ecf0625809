"""How a language joins names to a list in running text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from dossier.model.frozen import frozen


@frozen
class ListWords:
    """What stands between the names of a list, before its last name, and between parts of a list.

    `cited` stands between the parts of a citation, `parted` between citations. `last_before` are
    what stands there instead where the last name begins so, by pattern: Spanish writes "e" before
    "Irán".
    """

    between: str
    last: str
    parted: str = "; "
    cited: str = ", "
    last_before: Mapping[str, str] = field(default_factory=dict, hash=False)

    def join(self, names: list[str]) -> str:
        """Return names as a list.

        >>> ListWords(", ", " y ", last_before={" e ": "[Ii]"}).join(["Chile", "Perú", "Irán"])
        'Chile, Perú e Irán'
        """
        if len(names) < 2:
            return "".join(names)
        return self.between.join(names[:-1]) + self.before(names[-1]) + names[-1]

    def before(self, name: str) -> str:
        """Return what stands before the last name of a list."""
        fitting = (said for said, begins in self.last_before.items() if re.match(begins, name))
        return next(fitting, self.last)
