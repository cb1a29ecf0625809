"""The language of a document: its own, or that of its dossier."""

from __future__ import annotations

from dossier.readers.dossier_yaml import Manifest


def document_language(manifest: Manifest | None, document: str) -> str:
    """Return the tag of the language that a document is in; "en" where there is no manifest.

    A document that the manifest does not have is in the language of the dossier.
    """
    if manifest is None:
        return "en"
    keys = manifest.documents.get(document)
    own = keys.values.get("language") if keys else None
    return own.typed if own else manifest.language
