"""The limit of words that holds for a draft: its own, or that of its rule set."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule_set_values import Asked, asked


def word_limit(draft: Draft) -> Asked | None:
    """Return the limit; statements to the Council have one for each status of who submits."""
    own = draft.about.get("word_limit")
    if isinstance(own, int) and own > 0:
        return Asked(own)
    limit = asked(draft, "words")
    by_status = (limit.more or {}).get("by_status", {}) if limit else {}
    if limit and by_status:
        said = " ".join(_statuses(draft)).casefold()
        fitting = [words for status, words in by_status.items() if status in said]
        return Asked(min(fitting, default=limit.value), limit.grade, limit.remark, limit.more)
    return limit


def _statuses(draft: Draft) -> Iterator[str]:
    for each in draft.about.get("submitters") or ():
        status = each.get("status") if isinstance(each, dict) else getattr(each, "status", "")
        yield str(status or "")
