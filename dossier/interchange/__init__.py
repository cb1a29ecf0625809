"""What leaves in other files and comes back: pull, redline, import, and writing authors' files."""
