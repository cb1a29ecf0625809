"""Take a block out of its dossier: its file, the remarks on it, its translations; in one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.build.comments import review_file
from dossier.interchange.blocks.head import head_of
from dossier.interchange.blocks.text import Conflict, files_holding, read_text_of
from dossier.interchange.registry_edit.recommendations import CannotChange
from dossier.model.translation import language_of_file, record_file
from dossier.project.history import EditedMeanwhile, Step, write_content
from dossier.project.layout import Files, Places


def remove_block(places: Places, dossier: str, path: str, digest: str) -> Step:
    """Delete the file of a block whose content has `digest`; a translation is deleted alone.

    Raises `Conflict` where the file holds something else by now, `Refused` where there is none,
    and `OSError` where a file cannot be deleted.
    """
    files = files_holding(places, dossier)  # read first: what changes later is told
    now = read_text_of(places, dossier, path)
    if now.digest != digest:
        raise Conflict(now)
    texts = [path]
    if not language_of_file(path) and (id_ := now.values.get("id")):
        texts += [each for each in files.translations() if _id(files, each) == id_]
    held = [each for text in texts for each in _beside(text) if each in files.content]
    contents: dict[Path, bytes | None] = {files.folder / each: None for each in held}
    words = f"studio: “{now.values.get('title') or Path(path).stem}” taken out"
    try:
        return write_content(places.content, contents, words, read=files.as_read(contents))
    except EditedMeanwhile:
        raise Conflict(read_text_of(places, dossier, path)) from None


def _id(files: Files, path: str) -> object:
    try:
        return head_of(files.text(path)[0]).get("id")
    except CannotChange:
        return None


def _beside(path: str) -> Iterator[str]:
    """Yield the files of a block: its text, the remarks on it, and the record of a translation."""
    yield path
    yield review_file(path)
    if language_of_file(path):
        yield record_file(path)
