"""Take the pages of a PDF apart: text, numbers of list items, notes, and what is in the margins.

A page holds first the text, then the numbers of its list items (drawn outside their items, and so
after them), then the same of its notes, then the margins. Where each ends shows in the streams
themselves: from its place in each, a page must follow them letter by letter to its end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dossier.build.comparison import Misprint, Parting, Reached, Stream, follow, in_common
from dossier.build.lost_words import letters, words
from dossier.model.frozen import frozen

_BACK = 400
"""Letters by which one stream may seem to go on in what is the next one's."""

_AHEAD = 12
"""Letters by which the words of a note are known."""

_ON_ONE_LINE = 3
"""Numbers of items that may begin in one line, each within the one before."""

_TELLING = 4
"""Letters that a word must have to tell where it belongs."""


@frozen
class _State:
    """A place in each stream, and the wrong numbers so far."""

    at: tuple[int, ...]
    misprints: tuple[Misprint, ...] = ()


def match_pages(
    pages: Sequence[str], margins: Sequence[Sequence[str]], streams: Sequence[Stream],
    headings: Sequence[str],
) -> tuple[tuple[Misprint, ...], Parting | None]:  # fmt: skip
    """Return the wrong numbers of the pages' letters, and where they leave the streams.

    `margins` holds for each page what stands in its margins, `streams` what the text and the notes
    print in the order of a page, `headings` what tables may print again at the top of a page.
    """
    state = _State((0,) * len(streams))
    bare = [_without(page, texts) for page, texts in zip(pages, margins, strict=True)]
    for number, page in enumerate(bare):
        reached = None if page is None else _page(page, streams, state, headings)
        if reached is None:
            rest = [pages[number] if each is None else each for each in bare[number:]]
            return _broken(rest, streams, state, headings)
        state = reached
    for each, at in zip(streams, state.at, strict=True):
        if at < len(each.letters):
            return state.misprints, Parting(each, at, "")
    return state.misprints, None


def _without(page: str, margins: Sequence[str]) -> str | None:
    """Return a page without its margins, or None where they do not stand at an end of it."""
    for text in margins:
        if page.endswith(text):
            page = page.removesuffix(text)
        elif page.startswith(text):
            page = page.removeprefix(text)
        else:
            return None
    return page


def _page(
    page: str, streams: Sequence[Stream], state: _State, headings: Sequence[str]
) -> _State | None:
    """Return the state after a page, with wrong numbers only where it cannot be without."""
    for exact in (True, False):
        for heading in ("", *headings):
            if page.startswith(heading):
                found = _fit(
                    page=page,
                    begin=len(heading),
                    streams=streams,
                    state=state,
                    depth=0,
                    exact=exact,
                )
                if found is not None:
                    return found
    return None


def _fit(
    page: str, begin: int, streams: Sequence[Stream], state: _State, depth: int, exact: bool
) -> _State | None:
    """Return the state in which streams from `depth` on fill the page, if there is one.

    Streams of even depth are text, and the next are the numbers of its items.
    """
    if depth == len(streams):
        return state if begin == len(page) else None
    at = state.at[depth]
    reached = _reach(streams[depth], at, page, begin, exact)
    for back in range(min(reached.since, _BACK) + 1):
        places = (*state.at[:depth], reached.at - back, *state.at[depth + 1 :])
        next_ = _State(places, (*state.misprints, *reached.misprints))
        found = _fit(
            page=page,
            begin=reached.begin - back,
            streams=streams,
            state=next_,
            depth=depth + 1,
            exact=exact,
        )
        if found is not None:
            return found
    for each in _with_number_after(
        page=page, begin=begin, streams=streams, state=state, depth=depth, exact=exact
    ):
        found = _fit(page=each, begin=begin, streams=streams, state=state, depth=depth, exact=exact)
        if found is not None:
            return found
    return None


def _with_number_after(
    page: str, begin: int, streams: Sequence[Stream], state: _State, depth: int, exact: bool
) -> Iterator[str]:
    """Yield a page with the numbers of items after the text that they stand before.

    So PDFium reads the number of a page's only item where this begins in the last line.
    """
    if depth % 2 or depth + 1 == len(streams):
        return
    text, items = streams[depth], streams[depth + 1]
    first = _reach(text, state.at[depth], page, begin, exact)
    at = state.at[depth + 1]
    ends = [*items.starts, len(items.letters)]
    for end in [each for each in ends if each > at][:_ON_ONE_LINE]:
        number = items.letters[at:end]
        if not page.startswith(number, first.begin):
            continue
        rest = _reach(text, first.at, page, first.begin + len(number), exact)
        if rest.at > first.at:
            words = page[first.begin + len(number) : rest.begin]
            yield f"{page[: first.begin]}{words}{number}{page[rest.begin :]}"


def _reach(wanted: Stream, at: int, page: str, begin: int, exact: bool) -> Reached:
    if not exact:
        return follow(wanted, at, page, begin)
    common = in_common(wanted.letters, at, page, begin)
    return Reached(at + common, begin + common, (), common)


def _broken(
    rest: Sequence[str], streams: Sequence[Stream], state: _State, headings: Sequence[str]
) -> tuple[tuple[Misprint, ...], Parting]:
    """Return where the first page of `rest` leaves a stream: the text, or else the notes."""
    page, after = rest[0], "".join(rest[1:])
    starts = [0, *(len(each) for each in headings if each and page.startswith(each))]
    best = max((follow(streams[0], state.at[0], page, each) for each in starts), key=_length)
    misprints = (*state.misprints, *best.misprints)
    begin = best.begin
    for wanted, at in [*zip(streams, state.at, strict=True)][1:]:
        reached = follow(wanted, at, page, begin)
        coming = page[reached.begin : reached.begin + _AHEAD]
        if coming in wanted.letters and coming not in streams[0].letters:
            parting = Parting(wanted, reached.at, page[reached.begin :] + after)
            return (*misprints, *reached.misprints), parting
        begin = reached.begin
    return misprints, Parting(streams[0], best.at, page[best.begin :] + after)


def _length(reached: Reached) -> int:
    return reached.at


def leading_words(
    pages: Sequence[str], streams: Sequence[tuple[Stream, Sequence[bool]]]
) -> Parting | None:
    """Return where words that stand only once come in another order than in their stream.

    This is for pages with scripts whose letters a PDF holds as they are drawn: what stands beside
    such letters is silent (True), and the rest must be told by words that stand nowhere else.
    """
    read = words("\n".join(pages))
    once = {word for word, times in Counter(read).items() if times == 1}
    for wanted, silent in streams:
        places = dict(_telling(wanted, silent, once))
        found = [places[word] for word in read if word in places]
        for before, after in pairwise(found):
            if after < before:
                return Parting(wanted, after, wanted.letters[before:])
    return None


def _telling(wanted: Stream, silent: Sequence[bool], once: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the words of a stream that stand once, with their places."""
    written = [(letters(word), index) for index, piece in enumerate(wanted.pieces)
               for word in piece.text.split()]  # fmt: skip
    times = Counter(word for word, _ in written)
    at = 0
    for word, index in written:
        if len(word) >= _TELLING and times[word] == 1 and word in once and not silent[index]:
            yield word, at
        at += len(word)
