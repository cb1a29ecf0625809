"""The session of a studio: the project, kept ready, and the engine that works on it.

All that reads or changes content runs in the engine, one thing after the other: so no request sees
what another has written by half. Finished files are made by the builder, in another process. Pages
watch `revision`, which grows with each change.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import ParamSpec, TypeVar

from dossier.build.watch import saves_in
from dossier.project.layout import Places
from dossier.studio.builder import Builder
from dossier.studio.elsewhere import Watcher
from dossier.studio.engine import Engine, Urgency
from dossier.studio.examiner import Examiner
from dossier.studio.revision import Revision

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Session:
    """The project in `places` as the pages of a studio see it; use it in a `with` statement."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.revision = Revision()
        self.builder = Builder(places, self.revision.up)
        self.examiner = Examiner(places)
        self.elsewhere = Watcher(places.content)
        self.ending = threading.Event()
        self._engine = Engine()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()
        self.builder.close()
        self._engine.close()

    def end(self) -> None:
        """Let all that waits for something stop waiting."""
        self.ending.set()
        self.revision.close()
        self.examiner.close()

    async def run(self, work: Callable[_P, _T], *values: _P.args, **named: _P.kwargs) -> _T:
        """Return what `work` returns in the engine, after what was asked for before."""
        return await self._engine.run(Urgency.NOW, work, *values, **named)

    async def later(self, work: Callable[_P, _T], *values: _P.args, **named: _P.kwargs) -> _T:
        """Do as `run` does, after all that anybody waits for: for what fills a page in."""
        return await self._engine.run(Urgency.LATER, work, *values, **named)

    async def write(self, work: Callable[_P, _T], *values: _P.args, **named: _P.kwargs) -> _T:
        """Do `work` that changes the project, as `run` does, and let the pages know."""
        try:
            return await self.run(work, *values, **named)
        finally:
            await self.run(self.elsewhere.learn)
            self.revision.up()

    def watch(self) -> None:
        """Let the pages know whenever somebody saves a file, until the session ends."""
        threading.Thread(target=self._watch, name="studio-watch", daemon=True).start()

    def _watch(self) -> None:
        for saved in saves_in(self.places, self.ending):
            self.elsewhere.notice(saved)
            self.revision.up()
