"""What the documents of a manifest's entry follow from, as a digest, before any is made.

A document follows from everything in the dossier but the words of blocks that it does not take. Of
those it can know the head, and what their text asks for: which entries of registries and blocks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from dossier.model.frozen import frozen
from dossier.project.input_digests import templates_digest
from dossier.project.journal import content_digest
from dossier.project.layout import Files, Places

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_ASKS = re.compile(
    r"\{[^{}]*\}|\[[^\[\]]*\](?:\([^()]*\))?|^[ >]*#.*|<!--|-->|`+|\\.", re.MULTILINE
)
"""What a text asks for, and can be asked by: words in braces and brackets, headings; and signs
that turn these into plain text."""


@frozen
class DossierDigest:
    """Digests of a dossier: of all but the words of blocks, and of each block's file, by its path.

    Paths are as messages show them.
    """

    frame: str
    blocks: Mapping[str, str]

    def of(self, entry: str, taken: Sequence[str]) -> str:
        """Return what the documents of `entry` follow from that take the blocks of these files."""
        said = (self.frame, entry, *(f"{each} {self.blocks[each]}" for each in taken))
        return hashlib.sha256("\0".join(said).encode("utf-8", "surrogateescape")).hexdigest()


def dossier_digest(places: Places, files: Files) -> DossierDigest:
    """Return the digests of a dossier whose files were read."""
    where = map(str, (places.content.resolve(), *places.templates, files.shown("")))
    parts = [*where, *templates_digest(places), *_contents(files)]
    frame = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
    blocks = {
        home.shown(path): content_digest(home.content[path])
        for home in (files, *files.others().values())
        for path in home.texts()
    }
    return DossierDigest(frame, blocks)


def registries_digest(files: Files) -> str:
    """Return a digest of all that the registries of a dossier follow from: all but its blocks."""
    homes = (files, *files.others().values(), *files.elsewhere.values())
    parts = [f"registries {files.name}"]
    for home in homes:
        held = (each for each in home.content.items() if not each[0].startswith("blocks/"))
        parts += [f"{home.shown(path)} {content_digest(content)}" for path, content in held]
        parts += [f"{name} {content_digest(content)}" for name, content in home.languages.items()]
    return content_digest("\0".join(parts).encode("utf-8", "surrogateescape"))


def _contents(files: Files) -> Iterator[str]:
    """Yield what every document may know of each file, with its path."""
    for home in (files, *files.others().values()):
        blocks = frozenset(home.texts())
        for path, content in home.content.items():
            known = _frame(content) if path in blocks else content
            yield f"{home.name}/{path} {content_digest(known)}"
    for name, content in files.languages.items():
        yield f"languages {name} {content_digest(content)}"
    for name, other in files.elsewhere.items():
        for path, content in other.content.items():
            yield f"elsewhere {name}/{path} {content_digest(content)}"


def _frame(block: bytes) -> bytes:
    """Return the head of a block, and what its text asks for."""
    text = block.decode("utf-8", "surrogateescape")
    head = _HEAD.match(text)
    rest = text[head.end() :] if head else text
    asks = "\0".join(_ASKS.findall(rest))
    return f"{head[0] if head else ''}\0{asks}".encode("utf-8", "surrogateescape")
