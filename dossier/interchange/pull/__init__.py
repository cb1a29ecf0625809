"""Pull the edits of a Word file back into the blocks that it was exported from."""
