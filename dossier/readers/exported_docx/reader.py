"""What reads one story after another of an edited Word file: the text, then note by note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.ooxml.parts import PackagePart
from dossier.readers.exported_docx.outside_content import Outside
from dossier.readers.exported_docx.paragraph_kind import Shapes
from dossier.readers.exported_docx.paragraphs import ReturnedParagraph
from dossier.readers.exported_docx.run_format import RunFormats
from dossier.readers.exported_docx.runs import Words
from dossier.readers.exported_docx.story import Around, Story


@frozen
class Reader:
    """Has what all stories of a file share; `bookmarks` are own names of those renamed."""

    run_formats: RunFormats
    shapes: Shapes
    bookmarks: Mapping[str, str]
    outside: Outside

    def story(self, part: PackagePart, element: etree._Element) -> Story:
        """Return what stands in an element of a part."""

        def warn(rule: Fault) -> None:
            self.outside.warn(rule, len(story.lines) + 1)

        words = Words(part, self.run_formats, self.bookmarks, warn, element)
        story = Story(words, self.shapes)
        story.read(element, Around())
        story.finish()
        return story

    def note(self, part: PackagePart, element: etree._Element) -> Story:
        """Return what stands in a note, without the space after its number."""
        story = self.story(part, element)
        story.lines[:1] = [_bare(each) for each in story.lines[:1]]
        return story


def _bare(line: ReturnedParagraph) -> ReturnedParagraph:
    first, *rest = line.atoms or (None,)
    if first is None or not isinstance(first.content, str):
        return line
    text = first.content.lstrip()
    return replace(line, atoms=(*((replace(first, content=text),) if text else ()), *rest))
