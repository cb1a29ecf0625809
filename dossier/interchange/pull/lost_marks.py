"""Whether a Word file still says which paragraph is which."""

from __future__ import annotations

from dossier.interchange.pull.exported_version import Base
from dossier.readers.exported_docx.paragraphs import Returned


def has_marks(returned: Returned, base: Base) -> bool:
    """Whether most paragraphs of a file have the bookmarks of the export, or most of these stand.

    In a file without them a paragraph that is not recognised cannot be told from one that is gone.
    """
    there = {name for line in returned.lines for name in line.bookmarks} & base.marks.keys()
    lines = sum(bool(line.atoms) for line in returned.lines)
    return 2 * len(there) >= min(lines, len(base.marks))
