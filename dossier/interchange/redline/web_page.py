"""Draw a redline as one self-contained web page: a summary by block, then the whole text.

What came and went is told by colour and by its line as well, so that it can be read in black and
white; long stretches that stayed are folded, and open at a click.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup

from dossier.interchange.redline.summary import Change, total
from dossier.interchange.redline.web_page_content import Body, Grid, PageBlock, PageParagraph
from dossier.model.frozen import frozen
from dossier.model.language import own_templates
from dossier.model.template_sandbox import drawing, file_templates
from dossier.readers.templates.theme import read_theme

_HERE = Path(__file__).parent

_NODES = 1_000_000
"""The size of a page that is allowed for: the template is our own, and its text alone is large."""

LEAST = 4
"""Unchanged paragraphs (and notes) in a row that are folded; fewer stay, to be read along."""


@frozen
class Stretch:
    """Paragraphs and tables in a row; `folded` where they stayed and are many."""

    folded: bool
    body: Body


def draw(
    parts: Sequence[PageBlock],
    changes: Sequence[Change],
    title: str,
    about: Sequence[tuple[str, str]],
    digest: str,
) -> str:
    """Return the page, well-formed as XML; `about` are labels and what stands beside them.

    `digest` is the SHA-256 of the Word file, by which it is known later whether it was edited.
    """
    sandbox = file_templates((_HERE,), trim=True)
    theme = read_theme((own_templates() / "_shared",))[0]
    style = f"{theme.css()}\n{(_HERE / 'page.css').read_text('utf-8')}"
    with drawing(sandbox, _NODES):
        page = sandbox.get_template("page.html.j2").render(
            parts=[(f"part-{n}", each, _stretches(each.body)) for n, each in enumerate(parts)],
            changes=[(_place(parts, each), each) for each in changes],
            total=total(changes),
            title=title,
            digest=digest,
            least=LEAST,
            about=about,
            is_table=_is_table,
            style=Markup(style),  # noqa: S704 (our own style sheet)
        )
    return f"{page}\n"


def _place(parts: Sequence[PageBlock], change: Change) -> str:
    """Return the anchor of the first part that a change is in."""
    found = (n for n, each in enumerate(parts) if _is(each, change))
    return f"part-{next(found, 0)}"


def _is(part: PageBlock, change: Change) -> bool:
    status = {"added": "ins", "removed": "del"}.get(change.status, "")
    return (part.id, part.title, part.status) == (change.id, change.title, status)


def _stretches(body: Body) -> list[Stretch]:
    found = []
    for touched, group in groupby(body, lambda each: each.touched):
        lines = tuple(group)
        found.append(Stretch(not touched and len(lines) >= LEAST, lines))
    return found


def _is_table(each: PageParagraph | Grid | Any) -> bool:
    return isinstance(each, Grid)
