"""What those who submit are called in a sentence: with the article that their organisation has.

`dossier.yaml` says who submits, `organisations.yaml` which article a name has in each language.
They meet by the name, else by the acronym where one organisation alone has it.
"""

from __future__ import annotations

from collections.abc import Iterable

from dossier.build.resolve.name_in_print import with_article
from dossier.model.language import Language
from dossier.model.registry import Name, Organisation, Registry
from dossier.readers.dossier_yaml import Submitter


def submitters_in_text(submitters: Iterable[Submitter], registry: Registry, words: Language) -> str:
    """Return the short names of those who submit, as they begin a sentence: "The FFS and ICTUR"."""
    known = tuple(registry.organisations.values())
    made = [_in_text(each, known, words.code) for each in submitters]
    said = [with_article(article, short) for article, short in made]
    if made and made[0][0]:
        said[0] = said[0][:1].upper() + said[0][1:]
    return words.join(said)


def _in_text(each: Submitter, known: Iterable[Organisation], code: str) -> tuple[str, str]:
    """Return the article of a submitter's short name in a language, "" for none, and the name."""
    found = [org for org in known if each.name in _said(org, "full")]
    found = found or [org for org in known if each.acronym and each.acronym in _said(org, "short")]
    names = found[0].names if len(found) == 1 else {}
    name = names.get(code) or names.get("") or Name("")
    return (name.short_article if each.acronym else name.article), each.short


def _said(organisation: Organisation, form: str) -> set[str]:
    return {getattr(name, form) for name in organisation.names.values()}
