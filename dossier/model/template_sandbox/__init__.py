"""The sandbox of templates: a template is a stranger's file, and this draws it as one.

A template reads plain values, calls what is listed in `access`, holds other templates of its own
folders, and stays within the bounds of `meter`. Whatever goes wrong while it is drawn is a
`TemplateFault` at its file and line. Every Jinja2 template of the program goes through here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import BuiltinMethodType, MethodType, TracebackType
from typing import Any

from jinja2 import (
    BytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.runtime import LoopContext, Macro, Undefined, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, _PassArg
from markupsafe import Markup

from dossier.model.kept_code import kept_code
from dossier.model.template_fault import TemplateFault
from dossier.model.template_sandbox.access import may_call, may_read
from dossier.model.template_sandbox.code import CountingGenerator
from dossier.model.template_sandbox.filters import (
    bounded_filters,
    bounded_range,
    bounded_tests,
    check_slow,
    own,
)
from dossier.model.template_sandbox.meter import (
    Meter,
    OutOfBounds,
    check_printable,
)
from dossier.model.template_sandbox.operations import BoundedFormatter, operate
from dossier.model.template_sandbox.own_templates import generators, is_own

__all__ = ["Sandbox", "drawing", "file_templates", "text_templates"]

SOURCE = 400_000
"""The longest template, in letters."""

_CALL = 10
_MESSAGE = 200

_KEPT = 256
"""How many compiled templates are kept."""


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment whose templates are bounded; `meter` counts what is drawn now."""

    code_generator_class = CountingGenerator
    intercepted_binops = frozenset({"+", "-", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(undefined=StrictUndefined, optimized=False, **options)
        self.meter = Meter()
        self.compiles = ""
        self.filters: dict[str, Any] = bounded_filters(self)
        self.tests: dict[str, Any] = bounded_tests(self)
        self.globals = {
            "range": bounded_range,
            "dict": dict,
            "namespace": Namespace,
            "cycler": Cycler,
            "joiner": Joiner,
        }

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute."""
        return may_read(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call what it holds."""
        return may_call(obj)

    def call(self, context: Any, obj: Any, /, *given: Any, **named: Any) -> Any:
        """Call `obj` for a template."""
        self.meter.charge(_CALL)
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, str):
            check_slow(len(owner) + sum(len(each) for each in given if isinstance(each, str)))
            self.meter.charge(len(owner) // 16)
        if not isinstance(obj, Macro):
            for each in (*given, *named.values()):
                self.meter.weigh(each)
        if isinstance(obj, LoopContext) and given:
            given = (self.meter.counted(given[0]), *given[1:])
        return super().call(context, obj, *given, **named)

    def call_binop(self, _context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operator, bounded."""
        return operate(self.meter, operator, left, right)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return the bounded method in place of `str.format` and `str.format_map`."""
        if not isinstance(value, MethodType | BuiltinMethodType):
            return None
        name, pattern = value.__name__, value.__self__
        if name not in ("format", "format_map") or not isinstance(pattern, str):
            return None
        escape = pattern.escape if isinstance(pattern, Markup) else None
        fill = BoundedFormatter(self, escape).vformat
        kind = type(pattern)

        def call(*given: Any, **named: Any) -> str:
            values = given[0] if name == "format_map" else named
            return kind(fill(pattern, () if name == "format_map" else given, values))

        return call

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of a value, its key counted."""
        self.meter.weigh(argument)
        return super().getitem(obj, argument)

    def join_path(self, template: str, parent: str) -> str:
        """Return the name of a template that another one takes in, which is counted."""
        self.meter.charge(_CALL)
        return super().join_path(template, parent)

    def compile(self, source: Any, name: Any = None, filename: Any = None, *more: Any) -> Any:
        """Compile a template. Raises `TemplateSyntaxError` whatever stands in the way."""
        make = partial(super().compile, source, name, filename, *more)
        try:
            if more or not isinstance(source, str):
                return make()
            return kept_code(f"{self._compiles} {name} {filename}", source, make, is_own)
        except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
            message = "its statements or brackets are nested too deeply"
            raise TemplateSyntaxError(message, 1, name, filename) from error

    @property
    def _compiles(self) -> str:
        """All that decides, besides its text, what code a template becomes."""
        if not self.compiles:
            options = (self.autoescape, self.trim_blocks, self.lstrip_blocks)
            called = [self.filters, self.tests, {"finalize": self.finalize}]
            given = [(n, _PassArg.from_obj(each)) for one in called for n, each in one.items()]
            said = f"{options} {given} {generators()}"
            self.compiles = hashlib.sha256(said.encode()).hexdigest()
        return self.compiles

    def printed(self, value: Any) -> Any:
        """Return what is printed, counted. Raises `TypeError` for what has no words."""
        if isinstance(value, str):
            self.meter.write(len(value))
        elif not isinstance(value, int | float | Undefined | None):
            self.meter.charge(_CALL)
            self.meter.write(self.meter.weigh(value))
            check_printable(value)
        return value

    def joined(self, escaping: bool, values: tuple[Any, ...]) -> str:
        """Return `values` one after the other, as `~` does."""
        letters = self.meter.weigh(values)
        check_printable(values)
        self.meter.write(letters)
        return markup_join(values) if escaping else str_join(values)

    def weighed(self, value: Any) -> Any:
        """Return a value that is compared, counted."""
        self.meter.weigh(value)
        return value

    def sliced(self, value: Any) -> Any:
        """Return a value of which a part is taken, counted."""
        self.meter.write(self.meter.weigh(value))
        return value

    def add(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        """Let templates use filters of the program's own."""
        self.filters |= {name: own(each, self) for name, each in filters.items()}
        self.compiles = ""


class _Compiled(BytecodeCache):
    """Templates that were compiled, by file and text: what kinds share is compiled once.

    Only sandboxes of the same options may share one.
    """

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code of a template into its bucket, if it is known."""
        bucket.code = self.held.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if len(self.held) >= _KEPT:
            self.held.clear()
        self.held[bucket.key, bucket.checksum] = bucket.code


_COMPILED = {True: _Compiled(), False: _Compiled()}
"""What is compiled with and without `trim`."""


class _Folders(FileSystemLoader):
    """Templates of folders, and of nowhere else."""

    def get_source(self, environment: Any, template: str) -> Any:
        """Return a template's text. Raises `TemplateNotFound` for what lies elsewhere."""
        try:
            source, file, fresh = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            raise TemplateNotFound(template, f'"{template}" is not in UTF-8') from error
        real = Path(file).resolve()
        if not any(real.is_relative_to(Path(each).resolve()) for each in self.searchpath):
            raise TemplateNotFound(template, f'"{template}" leads out of the templates')
        if len(source) > SOURCE:
            raise TemplateSyntaxError(f"it has more than {SOURCE:,} letters", 1, template, file)
        return source, file, fresh


def file_templates(folders: tuple[Path, ...], *, trim: bool = False) -> Sandbox:
    """Return the sandbox of HTML templates in `folders`, which are searched in order.

    With `trim` a tag takes the line break after it and the space before it away.
    """
    loader = _Folders([str(each) for each in folders])
    return Sandbox(
        loader=loader,
        autoescape=True,
        trim_blocks=trim,
        lstrip_blocks=trim,
        bytecode_cache=_COMPILED[trim],
    )


def text_templates(finalize: Callable[..., Any] | None = None) -> Sandbox:
    """Return the sandbox of templates that are texts in a file."""
    return Sandbox(autoescape=False, finalize=finalize)


@contextmanager
def drawing(sandbox: Sandbox, nodes: int = 0, letters: int = 0) -> Iterator[None]:
    """Draw templates of `sandbox` with a fresh count. Raises `TemplateFault` for what is wrong.

    `nodes` and `letters` say how large the document is. An error that arose outside of all
    templates is the program's, and passes as it is.
    """
    before, sandbox.meter = sandbox.meter, Meter(nodes, letters)
    try:
        yield
    except Exception as error:
        fault = _fault(error)
        if fault is None:
            raise
        raise fault from error
    finally:
        sandbox.meter = before


def _fault(error: Exception) -> TemplateFault | None:
    """Return where in a template an error arose, or None where it arose in none."""
    message = " ".join((str(error) or type(error).__name__).split())[:_MESSAGE]
    if isinstance(error, TemplateSyntaxError):
        message = " ".join((error.message or message).split())[:_MESSAGE]
        return TemplateFault(error.filename or "", error.lineno, message)
    frames = [*_template_lines(error.__traceback__)]
    if not frames and not isinstance(error, TemplateError | OutOfBounds):
        return None
    file, line = frames[-1] if frames else ("", 0)
    return TemplateFault(file, line, message)


def _template_lines(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    """Yield the file and line of each template in a traceback, the innermost last."""
    while trace is not None:
        held = trace.tb_frame.f_globals
        template = held.get("__jinja_template__")
        if template is not None:
            yield _named(template.filename), template.get_corresponding_lineno(trace.tb_lineno)
        elif "__jinja_exception__" in held:
            yield _named(trace.tb_frame.f_code.co_filename), trace.tb_lineno
        trace = trace.tb_next


def _named(file: str | None) -> str:
    return "" if file in (None, "<template>", "<unknown>") else str(file)
