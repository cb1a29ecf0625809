"""Change registries and files of comments: single entries, and nothing beside them."""
