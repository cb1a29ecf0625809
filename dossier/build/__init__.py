"""Build: from the files of a dossier to documents, and from documents to finished files."""
