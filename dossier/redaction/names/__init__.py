"""Look in words for names that may not be read there, however they are written.

A word is compared without its marks, invisible characters and capitals, once as it is and once
with letters that look Latin taken for Latin ones. Two parts of one name that stand near each other
are the name; the surname alone may be somebody else's. Words are looked up one by one in tables
made from all names, so that the time grows with the text and not with the names.
"""

from dossier.redaction.names.guarded_names import GuardedNames, NameMatch, guarded_names
from dossier.redaction.names.letters import decoded
from dossier.redaction.names.nearby_words import Mode
from dossier.redaction.names.spelling_words import PARTICLES as _PARTICLES
from dossier.redaction.names.spelling_words import TITLES as _TITLES

__all__ = [
    "_PARTICLES",
    "_TITLES",
    "GuardedNames",
    "Mode",
    "NameMatch",
    "decoded",
    "guarded_names",
]
