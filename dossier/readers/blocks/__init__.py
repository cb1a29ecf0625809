"""Read content blocks: a YAML head, then Markdown, as authors write it."""
