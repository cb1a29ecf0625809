"""What a Word file says of itself: title, author, subject, key words, language, day."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE

from dossier.model.edition import Edition


def set_properties(word: Any, edition: Edition) -> None:
    """Say title, author, subject, key words, language and day; nothing of who made the file."""
    _know_properties(word)
    made = datetime.combine(edition.document.properties.date, time())
    properties = word.core_properties
    properties.title = edition.document.title[:255]
    properties.author = edition.document.properties.author[:255]
    properties.last_modified_by = properties.author
    properties.subject = edition.document.properties.subject[:255]
    properties.keywords = ", ".join(edition.document.properties.keywords)[:255]
    properties.language = edition.document.language
    properties.comments = ""
    properties.created = properties.modified = made
    properties.revision = 1


def _know_properties(word: Any) -> None:
    """Let python-docx find the properties of a file by LibreOffice, or it adds others to them.

    LibreOffice writes `officedocument` in their relation, in small letters.
    """
    for each in word.part.package.rels.values():
        if each.reltype.endswith("/metadata/core-properties"):
            each._reltype = RELATIONSHIP_TYPE.CORE_PROPERTIES
