"""Compile templates so that they count: each run of statements pays when it is entered.

The weight of a run is the number of its expressions, so that a loop costs what it does, however
long its body is. What Jinja2 would write as plain Python (comparisons, `~`, slices, printing) goes
through the environment, which bounds it. Nothing is worked out while a template is compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import TemplateAssertionError, nodes
from jinja2.compiler import CodeGenerator, Frame, operators

_DEAR: Mapping[type, int] = {
    nodes.Getattr: 10,
    nodes.Getitem: 10,
    nodes.Filter: 40,
    nodes.Test: 20,
    nodes.Call: 40,
}
"""What takes longer than other expressions, and how much."""

_BODIES = ("body", "else_", "elif_")


class CountingGenerator(CodeGenerator):
    """Jinja2's generator of code, with a count in front of each run of statements."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        for name in node.find_all(nodes.Name):
            if name.name.startswith("_") and name.ctx == "load":
                message = (
                    f'"{name.name}" begins with an underscore; such names are not for templates'
                )
                raise TemplateAssertionError(message, name.lineno, self.name, self.filename)
        for loop in node.find_all(nodes.For):
            if loop.test is not None:
                steps = nodes.Const(_weight(loop.test)[0])
                loop.iter = nodes.Filter(
                    loop.iter, "_counted", [steps], [], None, None, lineno=loop.lineno
                ).set_environment(self.environment)
        super().visit_Template(node, frame)

    def blockvisit(self, statements: Iterable[nodes.Node], frame: Frame) -> None:
        """Write the statements, and before them what they cost."""
        statements = list(statements)
        weights = [_weight(each) for each in statements]
        steps, letters = 1 + sum(each[0] for each in weights), sum(each[1] for each in weights)
        self.writeline(f"environment.meter.charge({steps}, {letters})")
        super().blockvisit(statements, frame)

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.Const | nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        super()._output_child_pre(node, frame, finalize._replace(src=None))
        self.write(f"environment.printed({finalize.src or ''}")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")
        super()._output_child_post(node, frame, finalize)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        escaping = "context.eval_ctx.autoescape" if frame.eval_ctx.volatile else None
        self.write(f"environment.joined({escaping or frame.eval_ctx.autoescape}, (")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        self.write("(")
        self._weighed(node.expr, frame)
        for operand in node.ops:
            self.write(f" {operators[operand.op]} ")
            self._weighed(operand.expr, frame)
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        self.write("{")
        for pair in node.items:
            self._weighed(pair.key, frame)
            self.write(": ")
            self.visit(pair.value, frame)
            self.write(", ")
        self.write("}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.sliced(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")

    def _weighed(self, node: nodes.Expr, frame: Frame) -> None:
        if isinstance(node, nodes.Const):
            self.visit(node, frame)
            return
        self.write("environment.weighed(")
        self.visit(node, frame)
        self.write(")")


def _weight(node: nodes.Node) -> tuple[int, int]:
    """Return the steps and the letters of a statement, without the statements inside it."""
    steps = _DEAR.get(type(node), 1)
    letters = len(node.data) if isinstance(node, nodes.TemplateData) else 0
    for each in node.iter_child_nodes(exclude=_BODIES):
        more, further = _weight(each)
        steps, letters = steps + more, letters + further
    return steps, letters
