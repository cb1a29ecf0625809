"""The project on disk: its folders and files, and what was built."""
