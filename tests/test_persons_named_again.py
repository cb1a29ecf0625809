"""A person who may not be named: the role introduces, `again` or the pseudonym goes on."""

from __future__ import annotations

import pytest

from dossier.model.walk import blocks, plain
from tests.test_pdf import stressed

ROLE, AGAIN, PSEUDONYM = (
    "  role: {en: a worker}\n", "  again: {en: the worker}\n", "  pseudonym: Witness J.\n"
)  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "asked", "printed"),
    [
        (ROLE, "{person:x}; {person:x}", "a worker; a worker"),
        (ROLE + PSEUDONYM, "{person:x}; {person:x}; {person:x}",
         "a worker; Witness J.; Witness J."),
        (ROLE + AGAIN, "{person:x}; {person:x}", "a worker; the worker"),
        (ROLE + AGAIN + PSEUDONYM, "{person:x}; {person:x}", "a worker; the worker"),
        (ROLE + AGAIN + PSEUDONYM, "{person:x}; {person:x role}", "a worker; a worker"),
        (ROLE + AGAIN + PSEUDONYM, "{person:x role}; {person:x}", "a worker; the worker"),
        (ROLE + PSEUDONYM, "{person:x}, {person:x pseudonym}; {person:x}",
         "a worker, Witness J.; Witness J."),
        (PSEUDONYM, "{person:x}; {person:x}", "Witness J.; Witness J."),
    ],
)  # fmt: skip
def test_the_role_prints_at_first_and_what_is_shorter_after_it(project, entry, asked, printed):
    project.write("stress/people.yaml", f"x:\n  name: Jane Roe\n{entry}")
    made = stressed(project, f"Told: {asked}.")
    (said,) = [plain(node.content) for block in blocks(made.edition.document)
               if block.id == "b5" for node in block.content]  # fmt: skip
    assert said.rstrip(".") == f"Told: {printed}".rstrip(".")
