"""Stories in a browser run once more before they count as failed.

A story waits for a browser, a server and a process that builds; on a machine that does other work a
wait can be too short. A fault of ours fails twice. pytest says at its end which stories ran again
(`R`): look at these, since what a second run hides may be a race of ours.
"""

from __future__ import annotations

from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))
