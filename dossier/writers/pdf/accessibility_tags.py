"""Complete the tags of a PDF where WeasyPrint 70 leaves out what PDF/UA-1 asks for."""

from __future__ import annotations

from typing import Any


def complete_tags(_: object, pdf: Any) -> None:
    """Say of heading cells that they head columns, and give list items a body.

    PDF/UA-1 (ISO 14289-1:2014) asks in 7.5 that heading cells have a scope, and in 7.6 that a
    list item holds a label and a body. The first argument is WeasyPrint's document.
    """
    import pydyf

    elements: list[Any] = [each for each in pdf.objects if isinstance(each, dict) and "S" in each]
    known = {each.reference: each for each in elements}
    for element in elements:
        if element["S"] == "/TH":
            element["A"] = pydyf.Dictionary({"O": "/Table", "Scope": "/Column"})
        if element["S"] == "/LI":
            _give_body(element, known, pdf)


def _give_body(item: Any, known: dict[bytes, Any], pdf: Any) -> None:
    import pydyf

    loose = [kid for kid in item["K"] if kid in known and known[kid]["S"] not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "P": item.reference, "K": pydyf.Array(loose)}
    )
    if "Pg" in item:
        body["Pg"] = item["Pg"]
    pdf.add_object(body)
    for kid in loose:
        known[kid]["P"] = body.reference
    kept = [kid for kid in item["K"] if kid not in loose]
    item["K"] = pydyf.Array([*kept, body.reference])
