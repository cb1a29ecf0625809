"""Say in plain words why YAML cannot be read, and in which line the cause stands.

A parser stops where it can go on no longer. That is often far below the cause: a quotation mark
that is not closed is noticed where the next one opens. So the lines are read once more, from the
first to where the parser stopped, for what people do when they write a text and not a program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from dossier.model.frozen import frozen
from dossier.readers.yaml_lines import ENTRY, Typed, indent_of, significant, texts

HINT = "check indentation, colons and quotation marks in and above this line"

NO_COLON = "could not find expected ':'"
"""What the parser says of a line that holds no key."""

_CURLY = "“”„‟«»‘’‚"
_MARKS = {"@": "@", "`": "a backtick", "%": "%", "*": "*", "&": "&", "!": "!", "|": "|", ">": ">"}
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?")
_NAMED = re.compile(r"[*&!][\w.-]+(?:[ \t]+\S.*)?")
_REMARK = re.compile(r"(?:^|[ \t]+)#.*$")
_NO_SPACE = re.compile(r"(?P<key>[^\W\d][\w-]*):(?P<rest>[^\s/].*)")
_WIDE = re.compile(r"[^\W\d][\w -]*[：﹕]")
_ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]")
_PAIRS = {"[": "]", "{": "}"}


@frozen
class Cause:
    """Why YAML cannot be read: the line, counted from 0, what was seen there, what to do."""

    line: int
    what: str
    hint: str


@frozen
class Stop:
    """Where a parser stopped and what it says; `context` is where that began, or -1."""

    line: int
    problem: str
    context: int = -1


def cause_of(lines: Sequence[str], stop: Stop) -> Cause:
    """Return the first line that explains why the parser stopped, or what the parser says."""
    for typed in texts(lines):
        if typed.line > stop.line:
            break
        for look in _LOOKS:
            found = look(typed)
            if found:
                return Cause(typed.line, *found)
    return _by_problem(lines, stop)


Said = tuple[str, str]


def _tab(typed: Typed) -> Said | None:
    if not typed.indent.startswith((" ", "\t")) or "\t" not in typed.indent:
        return None
    return "the line is indented with a tab", "indent with spaces, two for each level"


def _odd_space(typed: Typed) -> Said | None:
    after = re.match(rf"{ENTRY.pattern}:({_ODD_SPACE.pattern})", typed.text)
    if not _ODD_SPACE.search(typed.indent) and not after:
        return None
    what = "a special space stands where YAML needs a plain one"
    return what, "delete the space before the word, and type it again"


def _no_space(typed: Typed) -> Said | None:
    found = _NO_SPACE.match(typed.text) if ": " not in typed.text else None
    if _WIDE.match(typed.text):
        return f'the colon of "{_short(typed.text)}" is not the plain one', "type `:` and a space"
    if not found or _ODD_SPACE.match(found["rest"]):
        return None
    what = f'no space stands behind the colon of "{_short(typed.text)}"'
    return what, f"write `{found['key']}: {_short(found['rest'])}`"


def _begins(typed: Typed) -> Said | None:
    """Say what is wrong where the value begins with a sign that means something in YAML."""
    value = typed.value
    sign = value[:1]
    if sign not in _MARKS or _BLOCK.fullmatch(value) or _NAMED.fullmatch(value):
        return None
    what = f'the value "{_short(value)}" begins with {_named(sign)}, which has a meaning in YAML'
    return what, _quoted(typed)


def _named(sign: str) -> str:
    name = _MARKS[sign]
    return name if len(name) > 1 else f'"{name}"'


def _dash(typed: Typed) -> Said | None:
    if not typed.key or not re.match(r"[-?] ", typed.value):
        return None
    what = f'a list begins behind "{typed.key}:" in the same line'
    return what, "write each entry of the list on a line of its own, with a dash before it"


def _curly(typed: Typed) -> Said | None:
    value = typed.value
    if value[:1] not in _CURLY or not _colon_inside(value):
        return None
    what = f'"{_short(value)}" stands in curly quotation marks, which do not count in YAML'
    return what, "type straight ones around it, or `'…'`"


def _quotation(typed: Typed) -> Said | None:
    if typed.open:
        what = f'the quotation mark before "{_short(typed.value[1:])}" is not closed'
        return what, f"close it with another {typed.value[0]} at the end of the text"
    if typed.value[:1] in ('"', "'") and typed.after:
        what = f'the text goes on behind the closing quotation mark: "{_short(typed.after)}"'
        return what, _quoted(typed)
    return None


def _brackets(typed: Typed) -> Said | None:
    """Say what is wrong where a text begins with words in brackets."""
    close = _PAIRS.get(typed.value[:1])
    value = _REMARK.sub("", typed.value)
    if not close or value.count(value[0]) != value.count(close) or value.endswith((close, ",")):
        return None
    what = f'the text goes on behind the bracket: "{_short(value)}"'
    return what, _quoted(typed)


def _colon(typed: Typed) -> Said | None:
    if typed.value[:1] in (*"\"'[{|>", *_CURLY) or not _colon_inside(typed.value):
        return None
    return f'the text "{_short(typed.value)}" has a colon in it', _quoted(typed)


_LOOKS: tuple[Callable[[Typed], Said | None], ...] = (
    _tab, _odd_space, _quotation, _curly, _begins, _dash, _brackets, _colon, _no_space,
)  # fmt: skip


def _colon_inside(value: str) -> bool:
    bare = _REMARK.sub("", value).rstrip()
    return ": " in bare or bare.endswith(":")


def _quoted(typed: Typed) -> str:
    """Return the hint to put a value in quotation marks, as it would then stand."""
    value = _REMARK.sub("", typed.value).strip()
    if value[0] in "\"'" and value[0] == value[-1]:
        value = value[1:-1]
    if '"' in value:
        whole = "'" + value.replace("'", "''") + "'"
    else:
        whole = '"' + value.replace("\\", "\\\\") + '"'
    key = f"{typed.key}: " if typed.key else ""
    if len(whole) > 60:
        return "put the whole text in quotation marks"
    return f"put the whole text in quotation marks: `{key}{whole}`"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"


def _by_problem(lines: Sequence[str], stop: Stop) -> Cause:
    """Return what the parser says, in plain words."""
    at = min(stop.line, len(lines) - 1)
    here = _short(lines[at])
    match stop.problem:
        case problem if problem == NO_COLON:
            return _no_colon(lines, stop.context if stop.context >= 0 else at)
        case "did not find expected '-' indicator":
            return Cause(at, *_no_dash(here))
        case "mapping values are not allowed in this context":
            return _deeper(lines, at)
        case "did not find expected key" | "did not find expected <block end>":
            what = f'"{here}" is indented by {_spaces(lines[at])}, as no key above it is'
            return Cause(at, what, "indent all keys of an entry alike")
        case "did not find expected ',' or ']'" | "did not find expected ',' or '}'":
            return _open_bracket(lines, stop)
        case "did not find expected node content":
            return _nothing_in_brackets(lines, at, stop)
        case "found unknown escape character":
            what = f'a backslash has a meaning between the quotation marks `"`: "{here}"'
            return Cause(at, what, "use `'` as quotation marks")
        case "but found another document":
            return Cause(at, "another file begins here, with `---`", "delete the line")
        case "found undefined alias":
            what = f'"{here}" has a value that begins with "*", which has a meaning in YAML'
            return Cause(at, what, "put the value in quotation marks")
    return Cause(at, stop.problem, HINT)


def _no_colon(lines: Sequence[str], at: int) -> Cause:
    here = _short(lines[at])
    if any(line.lstrip().startswith("- ") and indent_of(line) == indent_of(lines[at])
           for line in _above(lines, at)):  # fmt: skip
        return Cause(at, *_no_dash(here))
    key, _, rest = here.lstrip("- ").partition(" ")
    hint = f"write `{key}: {rest or '…'}`, or indent the line if it goes on with the text above"
    return Cause(at, f'"{here}" has no colon', hint)


def _no_dash(here: str) -> Said:
    return f'"{here}" stands in a list, and no dash before it', f"write `- {here}`"


def _deeper(lines: Sequence[str], at: int) -> Cause:
    here = _short(lines[at])
    above = next(_above(lines, at), "")
    number = next((n for n in range(at - 1, -1, -1) if lines[n] == above), at)
    if above and ":" not in above:
        return _no_colon(lines, number)
    if above and indent_of(lines[at]) > indent_of(above):
        what = f'"{here}" is indented deeper than "{_short(above)}", which has its value already'
        return Cause(at, what, "indent the keys of an entry alike")
    return Cause(at, f'the colon in "{here}" begins no key here', HINT)


def _open_bracket(lines: Sequence[str], stop: Stop) -> Cause:
    at = stop.context if stop.context >= 0 else stop.line
    sign = "]" if "]" in stop.problem else "}"
    what = f'no "{sign}" closes the list of "{_short(lines[at])}", or a comma is missing in it'
    return Cause(at, what, f"part its values by commas, and close it with `{sign}`")


def _nothing_in_brackets(lines: Sequence[str], at: int, stop: Stop) -> Cause:
    """Return where a bracket opens, behind which the text ends."""
    for number in range(at, -1, -1):
        for opens, closes in ("[]", "{}"):
            if lines[number].count(opens) > lines[number].count(closes):
                what = f'no "{closes}" closes the list of "{_short(lines[number])}"'
                return Cause(number, what, f"close the list with `{closes}`")
    return Cause(at, stop.problem, HINT)


def _above(lines: Sequence[str], at: int) -> Iterator[str]:
    """Yield the lines above one, the nearest first, without empty lines and remarks."""
    return (line for line in reversed(lines[:at]) if significant(line))


def _spaces(line: str) -> str:
    number = indent_of(line)
    return f"{number} space{'s' if number != 1 else ''}" if number else "no space"
