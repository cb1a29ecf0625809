"""Links and pictures of Markdown, whose brackets are paired once for a text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown.inlinepatterns import (
    ImageInlineProcessor,
    LinkInlineProcessor,
)

NEAR = 300
"""Signs in which the words of most links end."""

LONGEST_LINK = 2000
"""Signs that the address and the title of a link may have, with their brackets."""


class Links(LinkInlineProcessor):
    """Links, whose brackets are paired once for a text and not once for each bracket.

    The library looks from each bracket to the end of the text, and so it does for an address.
    """

    paired: tuple[str, Mapping[int, int]] = ("", {})

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        end = 0
        if self.paired[0] is not data:
            end = index - 1 + pairs(data[index - 1 : index + NEAR]).get(0, -index)
        if end < index:
            if self.paired[0] is not data:
                self.paired = (data, pairs(data))
            end = self.paired[1].get(index - 1, -1)
        return ("", index, False) if end < index else (data[index:end], end + 1, True)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        near = data[index : index + LONGEST_LINK]
        address, title, end, handled = super().getLink(near, 0)
        return address, title, index + end, handled


class Pictures(Links, ImageInlineProcessor):
    """Pictures, which the library reads as links with a sign before them."""


def pairs(text: str) -> dict[int, int]:
    """Return the place of the bracket that closes each bracket that is closed; one pass.

    >>> pairs("[a [b]")
    {3: 5}
    """
    opened: list[int] = []
    found: dict[int, int] = {}
    for bracket in re.finditer(r"[\[\]]", text):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif opened:
            found[opened.pop()] = bracket.start()
    return found
