"""Remember what a pure function made of texts, so that it need not be made again.

In one process this serves all documents and, where the process lives on, the next build. What may
be kept for other processes is for `project.kept_results` to say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 4096
"""Results of one function that are held, the latest."""

Key = tuple[str, ...]


class Remembered(Generic[T]):
    """A pure function of texts that remembers what it returned, under a `name` of its own."""

    def __init__(self, function: Callable[..., T], name: str) -> None:
        self.function = function
        self.name = name
        self.__doc__ = function.__doc__
        self.held: dict[Key, T] = {}
        self.earlier: Callable[[str], T | None] | None = None

    def __call__(self, *texts: str) -> T:
        """Return what the function makes of `texts`, which may have been made before."""
        if texts in self.held:
            return self.held[texts]
        found = self.earlier(digest_of(texts)) if self.earlier else None
        if found is None:
            found = self.function(*texts)
        if len(self.held) >= MOST:
            del self.held[next(iter(self.held))]
        self.held[texts] = found
        return found

    def results(self) -> Iterator[tuple[Key, T]]:
        """Yield what is held, with the texts that it was made of."""
        yield from self.held.items()


REMEMBERED: dict[str, Remembered[object]] = {}
"""All functions that remember, by their names."""


def remembered(function: Callable[..., T]) -> Remembered[T]:
    """Make a pure function of texts, whose results nobody changes, remember them."""
    name = f"{function.__module__}.{function.__qualname__}"
    made = Remembered(function, name)
    REMEMBERED[name] = made  # type: ignore[assignment]
    return made


def digest_of(texts: Key) -> str:
    """Return the digest of `texts`.

    >>> digest_of(("a", "b")) == digest_of(("ab", ""))
    False
    """
    digest = hashlib.sha256()
    for each in texts:
        content = each.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.hexdigest()
