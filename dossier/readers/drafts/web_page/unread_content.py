"""What a web page holds that is no part of its text; hidden and deleted words are told of."""

from __future__ import annotations

import re
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.readers.drafts.docx.words_apart import SAID, UNSEEN
from dossier.readers.drafts.web_page.elements import words_of
from dossier.readers.drafts.web_page.unseen import is_unseen

_SILENT = frozenset(
    {"script", "style", "head", "nav", "template", "noscript", "iframe", "object", "embed", "svg",
     "canvas", "audio", "video", "select", "button", "input", "textarea", "link", "meta"}
)  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)

_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)


class UnreadContent:
    """Says what is left out of a page; `findings` tell of words that somebody may miss."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def skipped(self, element: Any) -> bool:
        """Whether an element's words are none of the text; hidden and deleted ones are told of."""
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return True
        if _is_drawn_equation(element):
            return True
        classes = (element.get("class") or "").split()
        if "printed" in classes or "skip" in classes:
            return True
        if element.tag == "div" and element.get("title") in ("header", "footer"):
            self.leave("a running head was left out", element, "the program makes its own")
            return True
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        gone = element.tag in ("del", "s", "strike") or _STRUCK.search(element.get("style") or "")
        if (hidden or gone) and words_of(element).strip():
            what = "hidden words" if hidden else "words that are struck out"
            self.leave(
                f"{what} were left out", element, "put them into the text, if they belong there"
            )
        if not (hidden or gone) and is_unseen(element):
            hint = "delete them in their block if they do not belong there"
            self.leave(UNSEEN, element, hint, Fault.UNSEEN_WORDS)
        return bool(hidden or gone)

    def equation(self, element: Any, text: str) -> None:
        """Tell that an equation stands on one line now."""
        rule, message, hint = SAID["equation"]
        line = int(element.sourceline or 0)
        said = f'{message} "{text}"'
        self.findings.append(Finding(self.file, line, rule, said, hint, severity="warning"))

    def leave(self, what: str, element: Any, hint: str, rule: Fault = Fault.LEFT_OUT) -> None:
        """Tell once that the words of an element were left out, or of their look, if it has any."""
        words = words_of(element).strip()
        line = int(element.sourceline or 0)
        finding = Finding(
            self.file, line, rule, f'{what}: "{words[:60]}"', hint, severity="warning"
        )
        if words and finding not in self.findings:
            self.findings.append(finding)


def _is_drawn_equation(element: Any) -> bool:
    """Whether an element draws an equation that stands beside it as MathML (KaTeX, MathJax)."""
    if element.get("aria-hidden") != "true":
        return False
    before, after = element.getprevious(), element.getnext()
    said = not (before is None or before.tail) and _is_equation(before)
    return said or (not (after is None or element.tail) and _is_equation(after))


def _is_equation(element: Any) -> bool:
    """Whether an element is MathML, or holds it and nothing else."""
    if element.tag == "math":
        return True
    words = (element.text or "") + "".join(each.tail or "" for each in element)
    return len(element) == 1 and not words.strip() and _is_equation(element[0])
