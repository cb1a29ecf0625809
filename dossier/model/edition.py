"""An edition: a document with its numbers and its language, all that a writer needs to print."""

from __future__ import annotations

from dossier.model.document import Block, Document, Node, Paragraph, Reference, Section
from dossier.model.frozen import frozen
from dossier.model.language import Language
from dossier.model.numbering import Numbers

WIDE = ("：", "，", "。", "；", "）", "、")
"""Signs that are as wide as a letter, with a space inside."""


@frozen
class Edition:
    """A document ready to print; its methods give the labels, the same in every format."""

    document: Document
    numbers: Numbers
    language: Language

    def section_label(self, section: Section) -> str:
        """Return a section's number as it prints, such as "(6)", or "" where it has none."""
        if section.id not in self.numbers.section:
            return ""
        pattern = self.document.settings.section_number
        return pattern.format(n=self.numbers.section[section.id])

    def section_title(self, reference: Reference) -> str:
        """Return the title of the section that a cross-reference leads to, where titles print."""
        goal = self.numbers.goal(reference)
        if reference.kind != "section" or self.document.settings.section_number or goal is None:
            return ""
        return next(each.title for each in self.document.sections if each.id == goal)

    def heading_level(self, block: Block, level: int) -> int:
        """Return the level of a heading in the whole document, whose title has level 1.

        Headings in a section without a title come right below the document's.
        """
        titled = self.numbers.home.get(block.id, "") in self.numbers.section
        return min(level + (2 if titled else 1), 6)

    def paragraph_label(self, node: Node) -> str:
        """Return a paragraph's number as its language prints it, or "" where it has none."""
        if not isinstance(node, Paragraph) or node.id not in self.numbers.paragraph:
            return ""
        return self.language.paragraph_number.format(n=self.numbers.paragraph[node.id])

    def recommendation_label(self, block: Block, node: Node) -> str:
        """Return the label that prints before `node`, or "" unless it opens a recommendation."""
        opening = next((each for each in block.content if isinstance(each, Paragraph)), None)
        if block.kind != "recommendation" or node is not opening:
            return ""
        return self.language.terms["recommendation"].format(n=self.numbers.recommendation[block.id])

    def label_space(self, label: str) -> str:
        """Return what parts a label from the words behind it; a wide sign holds its own space."""
        return "" if label.endswith(WIDE) else " "

    def reference_label(self, reference: Reference) -> str:
        """Return the number that a cross-reference prints, such as "(6)" or "12".

        Where sections have no numbers it is the section's title, in quotation marks.
        """
        value = self.numbers.of(reference)
        title = self.section_title(reference)
        if title:
            before, after = self.language.quotes
            return f"{before}{title}{after}"
        if reference.kind == "page":
            return self.language.terms["page_reference"].format(n=value) if value else ""
        if reference.kind == "section":
            return self.document.settings.section_number.format(n=value)
        return value

    def reference_space(self, reference: Reference) -> str:
        """Return what stands between a cross-reference's words and its number.

        A number stays in the line of its words; a title may go on in the next.
        """
        if not reference.lead or reference.kind == "page":
            return ""
        space = self.language.reference_space
        return " " if space and self.section_title(reference) else space
