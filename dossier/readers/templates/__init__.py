"""Read templates: outlines, citation styles, themes."""
