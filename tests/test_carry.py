"""What an exported file carries of itself."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from dossier.ooxml.embedded_version import EmbeddedVersion, UnreadableVersion, bare, decode, encode
from tests.strategies import documents


def carried(document):
    return EmbeddedVersion("kazakhstan", "submission", "upr-submission", "un", "draft", document)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_what_is_carried_comes_back(document):
    found = decode(encode(carried(document)))
    assert found.document == bare(found.document)
    assert found.document.sections == tuple(bare(document).sections)
    assert found.document.settings == document.settings


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", '{"form": 1}', '{"form": 1, "document": {"os": []}}', '{"form":"a"}',
     "[" * 100_000, '{"form": 1, "document": {"Text": ["a"]}}'],
)  # fmt: skip
def test_what_nobody_exported_is_refused(text):
    with pytest.raises(UnreadableVersion):
        decode(text)


def test_an_export_of_a_later_program_says_so():
    with pytest.raises(UnreadableVersion) as refused:
        decode(json.dumps({"form": 99}))
    assert refused.value.newer
