"""Readers: from authors' and designers' files to values, with findings for what is wrong."""
