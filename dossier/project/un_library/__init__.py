"""The library of what the UN said: a file of the user's, filled from exports and searched.

`store` opens it, `add` fills it, `search` and `status` ask it. It is an SQLite database; its full
text keeps every word and digit as it is, and `words` says what counts as the same word.
"""
