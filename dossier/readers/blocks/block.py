"""Read a content block: a YAML head between lines of three hyphens, then Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.document import Block, Nodes
from dossier.model.faults import Fault
from dossier.model.remembered import remembered, remembered_last
from dossier.model.translation import language_of_file
from dossier.readers.allowed_findings import read_allowances
from dossier.readers.blocks.line_marks import LAST_LINE
from dossier.readers.blocks.markdown import read_tree
from dossier.readers.blocks.nodes import ID, read_nodes
from dossier.readers.blocks.source_lines import DEEPEST, TooDeep, without_comments
from dossier.readers.conditions import CONDITIONS, conditions_of, unclear
from dossier.readers.yaml import CONTROL, Keys, read_yaml
from dossier.readers.yaml_keys import Key, take

HEAD = {
    "id": Key("text", "needed"),
    "kind": Key("text", "needed"),
    "title": Key("text"),
    "section": Key("text"),
    "rests_on": Key("texts"),
    "follows_up": Key("texts"),
    "allow": Key("keys"),
    "summary": Key("text"),
    "themes": Key("texts"),
    "tags": Key("texts"),
    "language": Key("text"),
    **CONDITIONS,
}

TRANSLATED_HEAD = {each: HEAD[each] for each in ("id", "title", "summary", "allow")}
"""What the head of a translation says; all else is said by that of its original."""

LONGEST_WORD = 500
"""Letters of the longest word that is read."""

LONGEST_PARAGRAPH = 10_000
"""Words of the longest paragraph that is read."""

_BEGINS = re.compile(r"[ \t]*(?:[-*+>|#]|\d+[.)][ \t]|\[\^[^\]]*\]:)")
_LONG = re.compile(rf"[^\W\d_]{{{LONGEST_WORD + 1},}}")
_PICTURE = re.compile(r"!\[((?:\\[\s\S]|[^\[\]\\]|\[(?:\\[\s\S]|[^\[\]\\])*\])*)\]\(")
_CUT_LINK = re.compile(
    r"\]\([^()\n]*\]\{\s*(?:audience|only|not|lang)\b[^{}\n]*\}|<(?:https?:|mailto:)[^<>\n]*\]\{[^<>\n]*>"
)
_BUSY = re.compile(r"\{[A-Za-z]+:|\[[^\]]*@|\[\^")
_OPEN = re.compile(r"(?<!\\)<!--")
_HEAD = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@remembered_last(lambda _text, file: file)
def read_block(text: str, file: str) -> tuple[Block | None, tuple[Finding, ...]]:
    """Return the block that `file` holds, or None where its head cannot be used.

    A translation has no kind: it is that of its original.
    """
    translated = bool(language_of_file(file))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    findings = _characters(text, file)
    text = CONTROL.sub("", text)
    found = _HEAD.match(text)
    if not found:
        message = "the block has no head, so its id and kind are not known"
        hint = "begin the file with a line `---`, then `id:` and `kind:`, then `---`"
        if translated:
            hint = "begin the file with a line `---`, then `id:` of its original, then `---`"
        return None, (*findings, Finding(file, 1, Fault.MISSING_HEAD, message, hint))
    keys, broken = read_yaml(found.group(1), file, first_line=2)
    head, wrong = ({}, []) if broken and not keys.values else _taken(keys, file)
    findings += (*broken, *wrong, *unclear(keys, "the block", file))
    id_ = head.get("id", "")
    if id_ and not ID.fullmatch(id_):
        hint = "use small letters, digits and hyphens, such as `strike-2011`"
        line = keys.lines["id"]
        findings += (Finding(file, line, Fault.WRONG_ID, f'"{id_}" cannot be an id', hint),)
    body_line = text[: found.end()].count("\n") + 1
    content, faults = read_text(text[found.end() :], id_ or "block", file, body_line)
    findings += faults
    if not content and not faults:
        hint = "write its text below the head, or delete the file"
        findings += (Finding(file, body_line, Fault.EMPTY_BLOCK, "the block has no text", hint),)
    if "id" not in head or ("kind" not in head and not translated):
        return None, findings
    head["allow"], wrong = read_allowances(head.get("allow"), file)
    line = keys.lines["id"]
    conditions = conditions_of(head)
    summary, faults = read_text(head.pop("summary", ""), id_, file, keys.lines.get("summary", 1))
    made = Block(
        content=content,
        file=file,
        line=line,
        lines=keys.lines,
        summary=summary,
        conditions=conditions,
        **{"kind": "", **{key: each for key, each in head.items() if key not in CONDITIONS}},
    )
    return made, (*findings, *wrong, *faults)


def _taken(keys: Keys, file: str) -> tuple[dict[str, Any], list[Finding]]:
    """Return what a head says, and what is wrong with it."""
    if language_of_file(file):
        return take(keys, TRANSLATED_HEAD, file, "the head of a translation")
    return take(keys, HEAD, file, "the head")


@remembered
def read_text(
    text: str, block: str, file: str, first_line: int = 1
) -> tuple[Nodes, tuple[Finding, ...]]:
    """Return the nodes of Markdown `text`, whose first line is `first_line` of `file`."""
    if not text.strip():
        return (), ()
    text = without_comments(text)
    findings: list[Finding] = []
    if _OPEN.search(text):
        line = first_line + text[: text.index("<!--")].count("\n")
        message = "a remark begins here with `<!--` and never ends"
        findings.append(Finding(file, line, Fault.OPEN_REMARK, message, "end it with `-->`"))
    findings += [*_busy_pictures(text, file, first_line), *_cut_links(text, file, first_line)]
    if text.count("\n") + first_line > LAST_LINE:
        message = f"the file has more than {LAST_LINE} lines"
        hint = "split it into several blocks"
        return (), (Finding(file, LAST_LINE, Fault.TOO_LONG, message, hint),)
    long = [*_long_words(text, file, first_line), *_long_paragraphs(text, file, first_line)]
    if long:
        return (), (*findings, *long)
    try:
        nodes, faults = read_nodes(read_tree(text, first_line), block, file)
    except TooDeep as error:
        message, hint = f"lists are nested deeper than {DEEPEST} levels", "use fewer levels"
        return (), (*findings, Finding(file, error.line, Fault.TOO_DEEP, message, hint))
    except RecursionError:
        message, hint = "lists or quotations are nested too deeply", "use fewer levels"
        return (), (*findings, Finding(file, first_line, Fault.TOO_DEEP, message, hint))
    return nodes, (*findings, *faults)


def _long_words(text: str, file: str, first_line: int) -> Iterator[Finding]:
    """Find words that no language has, such as a picture's bytes that were pasted as text."""
    for found in _LONG.finditer(text):
        line = first_line + text.count("\n", 0, found.start())
        message = f'the word "{found[0][:20]}…" has more than {LONGEST_WORD} letters'
        hint = "part it by spaces, or delete it if it came with text pasted from another program"
        yield Finding(file, line, Fault.TOO_LONG, message, hint)


def _long_paragraphs(text: str, file: str, first_line: int) -> Iterator[Finding]:
    """Find paragraphs that no page can be made of in time; lists and tables have many lines."""
    words, begin = 0, first_line
    for line, said in enumerate((*text.split("\n"), ""), start=first_line):
        new = not said.strip() or _BEGINS.match(said)
        if new and words > LONGEST_PARAGRAPH:
            message = f"the paragraph has {words:,} words, and one may have {LONGEST_PARAGRAPH:,}"
            hint = "part it into paragraphs by empty lines"
            yield Finding(file, begin, Fault.TOO_LONG, message, hint)
        words = 0 if new else words
        begin = begin if words else line
        words += len(said.split())


def _cut_links(text: str, file: str, first_line: int) -> list[Finding]:
    """Find addresses of links with a phrase in them: a phrase holds a link whole or not at all."""
    findings = []
    for found in _CUT_LINK.finditer(text):
        line = first_line + text.count("\n", 0, found.start())
        message = f'a phrase stands in the address of a link: "{found[0][:60]}"'
        hint = "put the whole link into the phrase: `[[words](https://…)]{audience: partners}`"
        findings.append(Finding(file, line, Fault.WRONG_ADDRESS, message, hint))
    return findings


def _busy_pictures(text: str, file: str, first_line: int) -> list[Finding]:
    """Find alternative texts that cite, call notes or ask registries: they print words only."""
    findings = []
    for found in _PICTURE.finditer(text):
        if _BUSY.search(found[1]):
            line = first_line + text.count("\n", 0, found.start())
            message = (
                f'the alternative text "{" ".join(found[1].split())[:60]}" asks for more than words'
            )
            hint = "write the words themselves; cite below the picture"
            findings.append(Finding(file, line, Fault.PICTURE_TEXT, message, hint))
    return findings


def _characters(text: str, file: str) -> tuple[Finding, ...]:
    findings = []
    for number, line in enumerate(text.split("\n"), start=1):
        for character in sorted(set(CONTROL.findall(line))):
            message = f"the line holds a control character, U+{ord(character):04X}"
            hint = "delete it; it may have come with text pasted from another program"
            findings.append(Finding(file, number, Fault.CONTROL_CHARACTER, message, hint))
    return tuple(findings)
