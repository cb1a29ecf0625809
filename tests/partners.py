"""What partners do to a Word file, at words that a test names: tracked changes and comments."""

from __future__ import annotations

import io
from random import Random

import docx
from docx.text.run import Run
from lxml import etree

from dossier.ooxml.elements import make
from dossier.ooxml.names import q
from dossier.writers.docx.runs import text_run
from tests.edits import Editor, exploded, plain_run


class Partner:
    """A Word file in the hands of somebody who edits it, with change tracking or without."""

    def __init__(self, content: bytes, name: str = "Ana Petrova") -> None:
        self.editor = Editor(content, Random(1), name)
        self.remarks: list[tuple[str, str]] = []
        self.name = name

    def says(self, old: str, new: str) -> Partner:
        """Type `new` over the words `old`, or take them out."""
        runs = self.runs(old)
        if new:
            self.editor.put(runs[-1], [plain_run(runs[0], new)])
        for each in runs:
            self.editor.take(each)
        return self

    def adds(self, after: str, new: str) -> Partner:
        """Type words behind others."""
        runs = self.runs(after)
        self.editor.put(runs[-1], [plain_run(runs[-1], new)])
        return self

    def paragraph(self, after: str, text: str) -> Partner:
        """Type a paragraph behind the one that has these words."""
        near = self.runs(after)[0].iterancestors(q("p"))
        paragraph = next(near)
        new = make("p")
        properties = paragraph.find(q("pPr"))
        if properties is not None:
            kept = etree.fromstring(etree.tostring(properties))
            for each in kept.findall(q("rPr")):
                kept.remove(each)
            new.append(kept)
        run = text_run(text)
        if self.editor.author:
            around = self.editor.change("ins")
            around.append(run)
            run = around
        new.append(run)
        self.editor.mark(new, "ins")
        paragraph.addnext(new)
        return self

    def without(self, words: str) -> Partner:
        """Take out the whole paragraph that has these words."""
        paragraph = next(self.runs(words)[0].iterancestors(q("p")))
        for atom in self.editor.atoms(paragraph):
            for run in atom:
                self.editor.take(run)
        self.editor.mark(paragraph, "del")
        if not self.editor.author:
            paragraph.getparent().remove(paragraph)
        return self

    def bold(self, words: str) -> Partner:
        """Set words in bold."""
        for each in self.runs(words):
            properties = each.find(q("rPr"))
            if properties is None:
                properties = make("rPr")
                each.insert(0, properties)
            properties.append(make("b"))
        return self

    def by(self, name: str) -> Partner:
        """Let somebody else go on; "" edits without tracking."""
        self.editor.author = name
        return self

    def remarks_on(self, words: str, text: str) -> Partner:
        """Comment on words."""
        self.remarks.append((words, text))
        return self

    def runs(self, words: str) -> list[etree._Element]:
        """Return the runs that hold exactly these words, in the first paragraph that has them."""
        for paragraph in self.editor.body.iter(q("p")):
            if words not in "".join(each.text or "" for each in paragraph.iter(q("t"))):
                continue
            for run in [*paragraph.iter(q("r"))]:
                exploded(run)
            held = [each for each in paragraph.iter(q("r")) if each.find(q("t")) is not None]
            said = [each.findtext(q("t")) or "" for each in held]
            for first in range(len(held)):
                for last in range(first + 1, len(held) + 1):
                    if "".join(said[first:last]) == words:
                        return held[first:last]
        raise AssertionError(f"the file does not say {words!r}")

    def sends(self) -> bytes:
        """Return the file as it is sent back."""
        content = self.editor.saved()
        if not self.remarks:
            return content
        document = docx.Document(io.BytesIO(content))
        for words, text in self.remarks:
            paragraph = next(
                each
                for each in document.element.body.iter(q("p"))
                if words in "".join(one.text or "" for one in each.iter(q("t")))
            )
            runs = [
                Run(each, None)
                for each in paragraph.iter(q("r"))
                if words in (each.findtext(q("t")) or "")
            ]
            document.add_comment(runs or [Run(paragraph.find(q("r")), None)], text, self.name, "AP")
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()
