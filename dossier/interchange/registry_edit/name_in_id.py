"""Find a guarded name in the id of a person: ids can be seen in files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import Person
from dossier.redaction.names.coverage import coverage
from dossier.redaction.names.spellings import key


def named_in_id(id_: str, values: Mapping[str, Plain], file: str) -> Iterator[Finding]:
    """Find words of a person's name in the id, unless everybody may read the name.

    >>> next(named_in_id("hidden-chair", {"name": "Rupert Hidden"}, "people.yaml")).message
    'the id "hidden-chair" says "hidden", which is part of the name'
    """
    if values.get("named", values.get("audience")) == "public":
        return
    spellings = values.get("spellings", [])
    listed = spellings if isinstance(spellings, list) else [spellings]
    person = Person("", str(values.get("name", "")), tuple(map(str, listed)))
    found = coverage(person)
    names = {key(each) for each in (*found.alone, *found.beside_a_title, *found.together)}
    for word in id_.split("-"):
        if key(word) in names:
            message = f'the id "{id_}" says "{word}", which is part of the name'
            hint = "call the person by the role: ids can be seen in files"
            yield Finding(file, 0, Fault.NAME_LEAKS, message, hint)
            return
