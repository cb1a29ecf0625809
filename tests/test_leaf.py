"""Laying nodes out as leaves, and growing them again."""

from __future__ import annotations

from hypothesis import given, settings

from dossier.model.flat_paragraphs import flatten, unflatten
from dossier.model.walk import blocks
from tests.strategies import documents


@settings(max_examples=200, deadline=None)
@given(documents())
def test_nodes_grow_again_from_their_leaves(document):
    for block in blocks(document):
        assert unflatten(flatten(block.content)) == block.content
