"""Read the rules that authors set themselves: `rules.yaml` of a dossier or of the library.

Two keys: `words`, which are right whatever a dictionary says, and `rules`, each with a name, a
pattern or words to look for, a message and a hint. A pattern is tried when it is read, so that one
that is broken, or that fits everywhere, is reported at its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from dossier.model.diagnostics import Finding, Severity
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.readers.yaml import Keys, Value, read_yaml
from dossier.readers.yaml_keys import Key, Shape, take

Scope: TypeAlias = Literal["text", "notes", "all"]

LONGEST = 500
"""How many characters a pattern may have."""

_FILE: Shape = {"words": Key("texts"), "rules": Key("list")}
_RULE: Shape = {
    "name": Key("text", "needed"),
    "pattern": Key("text"),
    "words": Key("texts"),
    "message": Key("text", "needed"),
    "hint": Key("text"),
    "where": Key("text", choices=("text", "notes", "all")),
    "severity": Key("text", choices=("warning", "error")),
    "case": Key("text", choices=("any", "same")),
}
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@frozen
class OwnRule:
    """A rule of an author's own. `pattern` is a regular expression; `file` and `line` its place."""

    name: str
    pattern: str
    message: str
    hint: str = ""
    where: Scope = "text"
    severity: Severity = "warning"
    file: str = ""
    line: int = 0


@frozen
class OwnRules:
    """What one or more `rules.yaml` hold: rules, and words that are right."""

    rules: tuple[OwnRule, ...] = ()
    words: tuple[str, ...] = ()

    def __add__(self, other: OwnRules) -> OwnRules:
        """Return both; of two rules with one name those of `other` stand."""
        names = {each.name for each in other.rules}
        kept = tuple(each for each in self.rules if each.name not in names)
        return OwnRules((*kept, *other.rules), (*self.words, *other.words))


def read_rules(text: str, file: str) -> tuple[OwnRules, tuple[Finding, ...]]:
    """Return the rules and words of a `rules.yaml`; a rule that cannot be used is a finding."""
    keys, broken = read_yaml(text, file)
    taken, wrong = take(keys, _FILE, file, "rules.yaml")
    findings = [*broken, *wrong]
    rules: dict[str, OwnRule] = {}
    for value in taken.get("rules", ()):
        rule, faults = _rule(value, file)
        findings += faults
        if rule and rule.name in rules:
            message = f'two rules have the name "{rule.name}"'
            findings.append(
                _fault(rule.line, file, Fault.DOUBLED_RULE, message, "rename one of them")
            )
        elif rule:
            rules[rule.name] = rule
    return OwnRules(tuple(rules.values()), tuple(taken.get("words", ()))), tuple(findings)


def _rule(value: Value, file: str) -> tuple[OwnRule | None, list[Finding]]:
    if not isinstance(value.content, Keys):
        message, hint = "this is no rule", 'write `- {name: …, pattern: "…", message: …}`'
        return None, [_fault(value.line, file, Fault.WRONG_VALUE, message, hint)]
    taken, findings = take(value.content, _RULE, file, "the rule")
    line = value.content.lines.get("pattern", value.line)
    findings += _faults(taken, value.line, line, file)
    if findings:
        return None, findings
    return OwnRule(
        name=taken["name"],
        pattern=_pattern(taken),
        message=taken["message"],
        hint=taken.get("hint", ""),
        where=taken.get("where", "text"),
        severity=taken.get("severity", "warning"),
        file=file,
        line=line,
    ), []


def _pattern(taken: Mapping[str, Any]) -> str:
    """Return one pattern; words stand alone and fit both kinds of letters unless `case: same`."""
    if "pattern" in taken:
        return f"(?i:{taken['pattern']})" if taken.get("case") == "any" else str(taken["pattern"])
    words = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in taken["words"])
    flag = "" if taken.get("case") == "same" else "i"
    return rf"(?<!\w)(?{flag}:{words})(?!\w)"


def _faults(taken: Mapping[str, Any], first: int, line: int, file: str) -> Iterator[Finding]:
    name = taken.get("name", "")
    if name and not _NAME.fullmatch(name):
        hint = "use small letters, figures and hyphens, such as `our-terms`"
        yield _fault(first, file, Fault.WRONG_VALUE, f'a rule cannot have the name "{name}"', hint)
    if ("pattern" in taken) == bool(taken.get("words")):
        message = f'the rule "{name}" needs either `pattern` or `words`'
        yield _fault(first, file, Fault.MISSING_PATTERN, message, "add one of them, and not both")
        return
    pattern = taken.get("pattern", "")
    if len(pattern) > LONGEST:
        message = f'the pattern of "{name}" has {len(pattern)} characters, more than {LONGEST}'
        yield _fault(line, file, Fault.BROKEN_PATTERN, message, "make two rules of it")
        return
    yield from _broken(name, pattern, line, file)


def _broken(name: str, pattern: str, line: int, file: str) -> Iterator[Finding]:
    """Find a pattern that is none, or that fits where nothing stands."""
    import regex

    hint = "a full stop, a bracket or a question mark that is meant needs a \\ before it"
    try:
        fits = bool(pattern) and regex.compile(pattern).search("", timeout=1)
    except (regex.error, TimeoutError, RecursionError, OverflowError) as error:
        message = f'the pattern of "{name}" cannot be read: {str(error).splitlines()[0]}'
        yield _fault(line, file, Fault.BROKEN_PATTERN, message, hint)
        return
    if fits:
        message = f'the pattern of "{name}" fits everywhere, even where nothing stands'
        yield _fault(
            line, file, Fault.BROKEN_PATTERN, message, "let it ask for at least one letter"
        )


def _fault(line: int, file: str, rule: Fault, message: str, hint: str) -> Finding:
    return Finding(file, line, rule, message, hint)
