"""Review: what readers of drafts wrote beside the blocks, listed, settled and taken."""
