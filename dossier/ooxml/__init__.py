"""Office Open XML: the files of Word and Excel, opened, read and changed in one place."""
