"""What is guarded of a person's name, and what is not: for whoever must know before trusting it."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.model.frozen import frozen
from dossier.model.registry import Person
from dossier.redaction.names.endings import unguarded
from dossier.redaction.names.letters import BARE
from dossier.redaction.names.name_index import spellings_of
from dossier.redaction.names.nearby_words import SHORT
from dossier.redaction.names.spellings import key
from dossier.redaction.names.unspaced_parts import unspaced_parts


@frozen
class NameCoverage:
    """What a search finds of a name.

    `alone` are words that are found by themselves, `beside_a_title` short ones that need a title
    beside them, `together` those that need another part of the name. `not_found` says what the
    language of the name hides, or "".
    """

    alone: tuple[str, ...]
    beside_a_title: tuple[str, ...]
    together: tuple[str, ...]
    not_found: str


def coverage(person: Person) -> NameCoverage:
    """Return what is found of a person's name, each word as it is written in the registry.

    >>> coverage(Person("p", "Nguyen Van Thanh")).alone
    ('Nguyen', 'Thanh')
    >>> coverage(Person("p", "Jane Exemplar")).together
    ('Jane',)
    """
    known: set[str] = set()
    whole: set[str] = set()
    for spelling in spellings_of(person):
        words = [key("".join(each)) for each in spelling.words]
        known |= {words[at] for at in spelling.lasts}
        whole |= {words[0]} if len(words) == 1 else set()
    written = dict.fromkeys(
        word.strip(',;()“”"') for text in (person.name, *person.spellings) for word in text.split()
    )
    keys = {word: key(word.translate(BARE)) for word in written}
    alone = [word for word, each in keys.items() if each in known | whole]
    parts = unspaced_parts(person)
    return NameCoverage(
        alone=_once(
            (
                *(each for each in alone if len(keys[each]) > SHORT or keys[each] in whole),
                *parts.alone(),
            )
        ),
        beside_a_title=_once(
            (
                *(
                    each
                    for each in alone
                    if len(keys[each]) <= SHORT
                    and keys[each] not in whole
                    and each not in parts.alone()
                ),
                *parts.beside_a_title(),
            )
        ),
        together=tuple(
            word
            for word, each in keys.items()
            if each and each not in known | whole and word not in (*parts.family, *parts.given)
        ),
        not_found=unguarded(person.language),
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
