#!/usr/bin/env bash
# lxml 6.1.3: moving ONE element to another tree takes time with the square of the elements below it,
# if their namespace is declared above it, as in each Word file (xmlns:w on the root, w:body below).
#
# It makes no difference whether the new root declares the same namespace, by the same prefix or not
# at all. A deep copy of the element that is moved in its stead takes time in step with the length,
# and so does the element itself when it carries the declaration, or when its children are moved one
# by one. Four times the length costs 16 times the time. The script compares times of its own
# process with each other, the best of three each; the margins are wide.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check lxml==6.1.3
cd "$work"
"$work/venv/bin/python" - <<'PY'
import copy
import sys
from importlib.metadata import version
from time import process_time

from lxml import etree

SHORT, LONG = 8000, 32000
DECLARED = ' xmlns:w="urn:w"'


def tree(length, on_root="", on_body=""):
    body = f"<body{on_body}>{'<w:p/>' * length}</body>"
    return etree.fromstring(f"<root{on_root}>{body}</root>")


def above(length):
    return tree(length, on_root=DECLARED)


def on_it(length):
    return tree(length, on_body=DECLARED)


def new_root():
    return etree.Element("root", nsmap={"w": "urn:w"})


def move(old):
    root = new_root()
    root.append(old[0])
    return root


def move_copy(old):
    root = new_root()
    root.append(copy.deepcopy(old[0]))
    return root


def move_each(old):
    root = new_root()
    body = etree.SubElement(root, "body")
    for each in list(old[0]):
        body.append(each)
    return root


def seconds(work, make, length):
    """Return the least time of three; old and new tree are freed outside of it."""
    times = []
    for _ in range(3):
        old = make(length)
        start = process_time()
        new = work(old)
        times.append(process_time() - start)
        assert len(new[0]) == length
    return min(times)


print("lxml", version("lxml"))
print("expected: moving is the fastest, and takes 4 times the time for 4 times the length")
moved, moved_long = (seconds(move, above, each) for each in (SHORT, LONG))
print(f"namespace declared above: {moved_long / moved:.1f} times the time for 4 times the length")
seen = moved_long / moved > 8
for name, work, make in (
    ("a deep copy moved in its stead", move_copy, above),
    ("the children moved one by one", move_each, above),
    ("namespace declared on what is moved", move, on_it),
):
    other = seconds(work, make, LONG)
    print(f"{name}: {moved_long / other:.0f} times faster than moving")
    seen = seen and moved_long / other > 5
sys.exit(None if seen else "no longer seen")
PY
