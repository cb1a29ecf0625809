"""The text is in a language that the body it is sent to does not read.

The document’s own language is looked at, and the words of its text.

Why: A committee does not accept a report in another language, and OHCHR translates no submissions.
Source: UPR Info on the guidelines of the 3rd cycle (English, French or Spanish are preferred);
    OHCHR’s page on the Human Rights Committee (English, French or Spanish).
Bad:
    ---
    rules: human-rights-committee
    ---
    # Hintergrund

    Im Mai 2011 traten Ölarbeiter im Westen des Landes in den Streik, weil ihr Lohn nicht gezahlt
    wurde. Im Dezember schoss die Polizei auf Streikende, und mindestens sechzehn Menschen starben.
    Später wurden Gewerkschafter verurteilt, Zeugen bedroht und Verbände aufgelöst, ohne dass
    jemand erklärte, wer den Befehl gegeben hatte. Die Familien warten noch immer auf eine Antwort
    und fordern eine unabhängige Untersuchung aller Todesfälle in der Stadt.
Says: the text reads as none of English, French, Spanish
Good:
    ---
    rules: human-rights-committee
    ---
    # Background

    In May 2011 oil workers in the west of the country went on strike because their wages were not
    paid. In December the police fired at strikers, and at least sixteen people died. Later trade
    unionists were convicted, witnesses were threatened and unions dissolved, and nobody said who
    had given the order. The families still wait for an answer and ask for an independent inquiry
    into all of the deaths in the town.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.language_detection import name_of, reads_as_none
from dossier.lint.rule import ALL, Hit
from dossier.lint.rule_set_values import asked, line_of

SEVERITY = "error"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find a document that says it is, or whose words are, in no language that is read."""
    rule = asked(draft, "languages")
    if rule is None:
        return
    named = ", ".join(name_of(each) for each in rule.value)
    must = (rule.more or {}).get("strength") == "required"
    severity = rule.severity if must else "warning"
    code = draft.language.partition("-")[0].lower()
    if code not in rule.value:
        message = f"the document is in {name_of(code)}; read are {named}{rule.remark}"
    elif reads_as_none(" ".join(each.text for each in draft.prose), rule.value):
        message = f"the text reads as none of {named}{rule.remark}"
    else:
        return
    hint = "send it in one of these" if must else "send it in one of these, which are preferred"
    yield Hit(None, message, hint, severity=severity, line=line_of(draft, "language"))
