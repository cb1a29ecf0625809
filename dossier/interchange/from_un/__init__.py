"""Begin a dossier on a State with what the library of the UN has of it.

`themes` says what is looked for, `gathered` looks for it, the other modules make the files of a
dossier from it, and `begin` writes them. Nothing of it counts as checked: sources are unverified,
ratifications too, and what must be compared or written says so in the text.
"""
