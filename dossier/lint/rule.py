"""A rule: one module in `rules/`, whose docstring is its manual page and its test.

The docstring has parts, each begun by a line of its own: what the rule finds; `Why:`; `Source:`;
`Bad:` with an example; `Says:` with the message it gives; `Good:` with the example set right.

Its head says how much a hit weighs (`SEVERITY`), and for which languages it holds (`LANGUAGES`):
`ALL`, or the codes of those whose words it knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import cache
from importlib import import_module
from types import ModuleType

from dossier.lint.draft import Draft, Unit
from dossier.model.diagnostics import Severity
from dossier.model.faults import RuleName
from dossier.model.frozen import frozen
from dossier.model.language import code_of, language

ALL: tuple[str, ...] = ()
"""The languages of a rule that looks for no words of one language."""


@frozen
class Hit:
    """A fault that a rule found: the unit (None: the document), message, hint.

    `excerpt` are the words at fault, as they stand in the unit: by them the line is found.
    `severity` is the rule's own where it is None. `file` and `line` place a hit that is in no unit.
    `data` are facts for other programs, such as a limit and what was counted.
    """

    unit: Unit | None
    message: str
    hint: str
    excerpt: str = ""
    severity: Severity | None = None
    file: str = ""
    line: int = 0
    data: Mapping[str, str | int] = field(default_factory=dict, hash=False)


@frozen
class Rule:
    """A rule by its name, with how much a hit weighs and what its manual page says.

    `languages` are those whose words it knows, or `ALL`.
    """

    name: RuleName
    severity: Severity
    check: Callable[[Draft], Iterator[Hit]]
    what: str
    why: str
    source: str
    bad: str
    says: str
    good: str
    languages: tuple[str, ...]

    def holds_in(self, tag: str) -> bool:
        """Whether the rule knows the words of the language of a tag such as "en-GB"."""
        return self.languages == ALL or code_of(tag) in self.languages

    @property
    def languages_said(self) -> str:
        """The languages that it holds for, as its manual page says it: "All", "English, French"."""
        return ", ".join(language(each).name for each in self.languages) or "All"


_PARTS = ("Why", "Source", "Bad", "Says", "Good")


@cache
def rule(name: str) -> Rule:
    """Return the rule of the module `rules/<name with underscores>`."""
    module = import_module(f"dossier.lint.rules.{name.replace('-', '_')}")
    return rule_of(name, module)


def rule_of(name: str, module: ModuleType) -> Rule:
    """Return the rule that `module` is."""
    parts = manual(module.__doc__ or "")
    return Rule(
        name=RuleName(name),
        severity=module.SEVERITY,
        check=module.check,
        what=parts["What"],
        why=parts["Why"],
        source=parts["Source"],
        bad=parts["Bad"],
        says=parts["Says"],
        good=parts["Good"],
        languages=module.LANGUAGES,
    )


def manual(text: str) -> dict[str, str]:
    """Return the parts of a rule's docstring; examples lose their indentation."""
    found = {"What": ""} | dict.fromkeys(_PARTS, "")
    pieces = re.split(rf"^({'|'.join(_PARTS)}):[ \t]*", text, flags=re.MULTILINE)
    found["What"] = pieces[0].strip()
    for name, body in zip(pieces[1::2], pieces[2::2], strict=True):
        found[name] = _straight(body) if name in ("Bad", "Good") else " ".join(body.split())
    return found


def _straight(body: str) -> str:
    """Return an indented example without its indentation."""
    lines = body.strip("\n").rstrip().split("\n")
    margin = min((len(each) - len(each.lstrip()) for each in lines if each.strip()), default=0)
    return "\n".join(each[margin:] for each in lines)
