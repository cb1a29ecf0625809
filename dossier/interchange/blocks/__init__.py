"""Blocks as files: their order, their heads, and new ones."""
