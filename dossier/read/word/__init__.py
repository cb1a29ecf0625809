"""Read a Word file that was exported and edited, without settling anything in it."""
