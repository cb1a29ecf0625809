"""Translate a dossier: files to be filled in, what is stale, exchange with translators."""
