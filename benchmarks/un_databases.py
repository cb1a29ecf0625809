"""Hold SQLite's and DuckDB's full text against each other, on the records of a made-up export.

Both get the same texts, folded by the library. It needs the packages duckdb and duckdb-ext-fts,
which the program itself does not: what came out stands in docs/decisions.md.

    python -m benchmarks.un_databases export.json
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dossier.project.un_library.words import folded

QUERIES = ("trade union", "convention 87", "convention 98", "strike", "huelga", "забастовку",
           "العمالية", "हड़ताल", "გაფიცვის", "会")  # fmt: skip
TOKENS = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"


def main() -> None:
    """Time each database in a process of its own, for the sake of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("export", type=Path)
    parser.add_argument("--only", choices=list(DATABASES))
    options = parser.parse_args()
    if options.only:
        DATABASES[options.only](texts(options.export))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  {memory:.0f} MiB at most")
        return
    for name in DATABASES:
        print(name, flush=True)
        words = [
            sys.executable,
            "-m",
            "benchmarks.un_databases",
            str(options.export),
            "--only",
            name,
        ]
        subprocess.run(words, check=False)


def texts(export: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of an export with one record a line."""
    with export.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            if line.startswith("{"):
                yield number, folded(json.loads(line.rstrip(",\n"))["Text"])


def sqlite_words(rows: Iterator[tuple[int, str]]) -> None:
    """Measure FTS5 with words as tokens, as the library has it."""
    _sqlite(rows, TOKENS, lambda query: f'"{query}"')


def sqlite_trigrams(rows: Iterator[tuple[int, str]]) -> None:
    """Measure FTS5 with three letters as tokens."""
    _sqlite(rows, "trigram", lambda query: f'"{query}"')


def _sqlite(rows: Iterator[tuple[int, str]], tokens: str, ask: Callable[[str], str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "measured.sqlite"
        connection = sqlite3.connect(path)
        connection.execute(
            f'CREATE VIRTUAL TABLE said USING fts5 (text, content="", tokenize="{tokens}")'
        )
        connection.execute("INSERT INTO said (said, rank) VALUES ('hashsize', 33554432)")
        begun = time.perf_counter()
        connection.executemany("INSERT INTO said (rowid, text) VALUES (?, ?)", rows)
        connection.commit()
        _tell(begun, path)
        asked = "SELECT count(*) FROM said WHERE said MATCH ?"
        for query in QUERIES:
            _time(query, lambda q=query: connection.execute(asked, (ask(q),)).fetchone()[0])


def duckdb_words(rows: Iterator[tuple[int, str]]) -> None:
    """Measure DuckDB's full text with every digit and letter kept; it has no phrases."""
    _duckdb(rows, r"ignore='[^\p{L}\p{N}\p{M}]+', stemmer='none', stopwords='none'")


def duckdb_default(rows: Iterator[tuple[int, str]]) -> None:
    """Measure DuckDB's full text as it is set by default."""
    _duckdb(rows, "overwrite=1")


def _duckdb(rows: Iterator[tuple[int, str]], settings: str) -> None:
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "measured.duckdb"
        connection = duckdb.connect(str(path))
        _load(connection)
        begun = time.perf_counter()
        connection.execute("CREATE TABLE said (id INTEGER, text VARCHAR)")
        plain = Path(folder) / "said.jsonl"
        with plain.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps({"id": at, "text": text}) + "\n" for at, text in rows)
        connection.execute(f"INSERT INTO said SELECT id, text FROM read_json('{plain}')")
        connection.execute(f"PRAGMA create_fts_index('said', 'id', 'text', {settings})")
        connection.execute("CHECKPOINT")
        _tell(begun, path)
        asked = (
            "SELECT count(*) FROM (SELECT fts_main_said.match_bm25(id, ?, conjunctive := 1) AS score "
            "FROM said) WHERE score IS NOT NULL"
        )
        for query in QUERIES:
            _time(query, lambda q=query: connection.execute(asked, (q,)).fetchone()[0])


def _load(connection: Any) -> None:
    """Load the extension that has the full text, from its package."""
    import duckdb_ext

    (found,) = Path(next(iter(duckdb_ext.__path__))).rglob("fts.duckdb_extension")
    connection.execute(f"LOAD '{found}'")


def _tell(begun: float, path: Path) -> None:
    took, size = time.perf_counter() - begun, path.stat().st_size / 1e6
    print(f"  {took:.1f} s to add, {size:.0f} MB", flush=True)


def _time(query: str, ask: Callable[[], Any]) -> None:
    """Print the least of three runs, and how many records were found."""
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        found = ask()
        took.append(time.perf_counter() - begun)
    print(f"  {min(took) * 1000:8.1f} ms {found:>8,}  {query}", flush=True)


DATABASES = {
    "SQLite, words": sqlite_words,
    "SQLite, trigrams": sqlite_trigrams,
    "DuckDB, letters and digits": duckdb_words,
    "DuckDB, default": duckdb_default,
}

if __name__ == "__main__":
    main()
