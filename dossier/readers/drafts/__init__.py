"""Read a draft that was written without any dossier: `draft` begins, the others are its readers.

Nothing is imported here: what reads edited Word files needs a few of the modules, not all.
"""
