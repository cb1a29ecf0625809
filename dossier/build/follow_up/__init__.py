"""Follow up earlier recommendations: what became of each, by what we know it, what changed.

`evidence` gathers what shows it, `rows` makes the table, `last_time` reads an earlier follow-up,
`run` puts it together for one audience, searches what is written, and writes it.
"""
