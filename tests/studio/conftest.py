"""What the tests of the studio share: a client that has passed the gate, and a browser.

`client` talks to the application in this process. `studio` serves it on this machine, and `page`
is a page of a real browser in it. All use the project of the test, `small` by default.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright
from starlette.testclient import TestClient

from dossier.studio.access import Access, access_of, listen
from dossier.studio.app import make_app
from dossier.studio.server import Server
from dossier.studio.session import Session
from tests.conftest import Project

_PATIENCE = 60_000
"""Milliseconds that a page may take to do something; a busy machine needs more than a quiet one."""

_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")

ACCESS = Access(8123, key="the-key", pass_="the-pass")


@dataclass(frozen=True)
class Client:
    """A client of a studio in this process; it sends what the studio's own pages send."""

    http: TestClient
    session: Session
    project: Project

    def get(self, path: str, **more: object):
        return self.http.get(path, **more)

    def post(self, path: str, value: object = None, **more: object):
        sent = {"json": value} if "files" not in more else {"data": value}
        return self.http.post(path, **sent, **more)


@pytest.fixture
def clients() -> Iterator[Callable[[Project], Client]]:
    """Return what makes a client of the studio of a project: for tests with another than `small`."""
    with ExitStack() as opened:
        yield lambda project: client_of(project, opened)


def client_of(project: Project, opened: ExitStack) -> Client:
    """Return a client of the studio of a project, which ends with `opened`."""
    session = opened.enter_context(Session(project.places()))
    app = make_app(session, ACCESS)
    headers = {"Origin": ACCESS.origin}
    http = opened.enter_context(TestClient(app, ACCESS.origin, headers=headers))
    assert http.get("/?key=the-key").status_code == 200
    return Client(http, session, project)


@pytest.fixture
def client(clients: Callable[[Project], Client], small: Project) -> Client:
    """A client of the studio of the dossier `case`, which `new` made."""
    return clients(small)


@dataclass
class Studio:
    """A studio that serves a project at `address`; `requests` are those that pages made."""

    server: Server
    project: Project
    requests: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.server.access.origin

    @property
    def session(self) -> Session:
        return self.server.session


@pytest.fixture(scope="session")
def ending() -> Iterator[Callable[[ExitStack], None]]:
    """Return what closes studios while the next test begins: a server waits 0.2 s as it ends."""
    with ThreadPoolExecutor(1) as beside:
        begun: list[Future[None]] = []
        yield lambda opened: begun.append(beside.submit(opened.close))
        for each in begun:
            each.result()


@pytest.fixture
def studios(ending: Callable[[ExitStack], None]) -> Iterator[Callable[[Project], Studio]]:
    """Return what serves a project: for tests with another than `small`."""
    opened = ExitStack()

    def served(project: Project) -> Studio:
        session = opened.enter_context(Session(project.places()))
        listening = opened.enter_context(listen())
        server = Server(session, access_of(listening), listening)
        session.watch()
        thread = threading.Thread(target=server.serve_here)
        thread.start()

        def ended() -> None:
            session.end()
            server.should_exit = True
            thread.join()

        opened.callback(ended)
        return Studio(server, project)

    yield served
    ending(opened)


@pytest.fixture
def studio(studios: Callable[[Project], Studio], small: Project) -> Studio:
    """A studio that serves the dossier `case`."""
    return studios(small)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A browser without a window: Debian's Chromium, which `install.sh --dev` installs.

    The shell without a window is the same engine; a window of it costs a tenth of the whole
    Chromium's. Playwright keeps an event loop running in this thread, so it ends with the tests of
    the studio.
    """
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not found:
        pytest.skip("there is no Chromium; `sh install.sh --dev` installs it on Debian")
    with sync_playwright() as driver:
        expect.set_options(timeout=_PATIENCE)
        made = driver.chromium.launch(executable_path=found)
        yield made
        made.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return what opens a studio in a window of its own; it fails where a page asks elsewhere."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(studio: Studio, path: str = "/", **settings: object) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **settings}
        )
        context.set_default_timeout(_PATIENCE)
        contexts.append(context)

        def asked(request: Request) -> None:
            studio.requests.append(request.url)
            if not request.url.startswith((studio.address, "blob:", "data:")):
                wrong.append(request.url)

        context.on("request", asked)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if policy_broken(said.text) else 0)
        asked_for = "&" if "?" in path else "?"
        page.goto(f"{studio.address}{path}{asked_for}key={studio.server.access.key}")
        return page

    yield open_page
    for each in contexts:
        each.close()
    assert wrong == []


def policy_broken(said: str) -> bool:
    """Whether a message of the browser says that a page did what its policy forbids."""
    return "Content Security Policy" in said or "Trusted" in said


@pytest.fixture
def page(opened: Callable[..., Page], studio: Studio) -> Page:
    """The home page of `studio` in a window of 1280 pixels."""
    return opened(studio)
