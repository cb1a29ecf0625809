"""Look into finished files, and files from anywhere, for what an audience may not read.

`pieces` takes a file apart into the words that a person or a program can read in it, wherever they
hide, and `Guard` looks in them for names and phrases. What cannot be opened, or read to its last
part, is `Unsearchable`: it is never taken for clean.

To add a kind of file, add a module that yields its pieces, and its first bytes to `content`.
"""

from dossier.redaction.scan.file_types import pieces
from dossier.redaction.scan.guard import Guard, Leak
from dossier.redaction.scan.piece import Piece, Unsearchable

__all__ = ["Guard", "Leak", "Piece", "Unsearchable", "pieces"]
