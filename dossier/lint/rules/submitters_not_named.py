"""A joint submission does not name one of its submitters at the beginning of its text.

The title block does not do: the name must stand in the first section.

Why: OHCHR lists the submitters of a joint submission from its text; who is not named there is not
    in the list, and did not submit.
Source: OHCHR, Technical guidelines for the submission of stakeholders’ information, 1 July 2008.
Bad:
    ---
    rules: upr-joint
    cycle: 1
    submitters:
      - name: International Centre for Trade Union Rights
      - name: Public Foundation Kadyr Kasiet
    ---
    # Submitting organisations

    This submission is made by the International Centre for Trade Union Rights.

    # Background

    Public Foundation Kadyr Kasiet documented the trial.
Says: "Public Foundation Kadyr Kasiet" is not named in the first section
Good:
    ---
    rules: upr-joint
    cycle: 1
    submitters:
      - name: International Centre for Trade Union Rights
      - name: Public Foundation Kadyr Kasiet
    ---
    # Submitting organisations

    This submission is made by the International Centre for Trade Union Rights and the Public
    Foundation Kadyr Kasiet.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.rule_set_values import asked, line_of

SEVERITY = "error"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find submitters whose full name does not stand in the first section."""
    names = [_name(each) for each in draft.about.get("submitters") or ()]
    rule = asked(draft, "submitters_first")
    sections = draft.edition.document.sections
    if rule is None or len(names) < 2 or not sections:
        return
    first = sections[0].title
    said = " ".join(_plain(each.text) for each in draft.prose if each.section == first)
    for name in names:
        if _plain(name) not in said:
            message = f'"{name}" is not named in the first section{rule.remark}'
            hint = f'write its full name out in "{first}"' if first else "write its full name there"
            line = line_of(draft, "submitters")
            yield Hit(None, message, hint, severity=rule.severity, line=line)


def _name(submitter: object) -> str:
    if isinstance(submitter, dict):
        return str(submitter.get("name", ""))
    return str(getattr(submitter, "name", submitter))


def _plain(text: str) -> str:
    """Return words as they are compared: small letters, single spaces, straight apostrophes."""
    return " ".join(text.casefold().replace("’", "'").split())
