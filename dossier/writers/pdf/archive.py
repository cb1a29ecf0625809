"""A PDF for an archive: PDF/A-2a and PDF/UA-1 at once.

WeasyPrint 70 writes the one or the other. PDF/A allows other properties than its own only where the
file describes them (ISO 19005-2, 6.6.2.3), so that the mark of PDF/UA comes with its description.
"""

from __future__ import annotations

from typing import Any

_END = b"</rdf:RDF>"

_ACCESSIBLE = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def make_accessible_archive(pdf: Any) -> None:
    """Make of `pdf`, which WeasyPrint has made as PDF/A, one that is PDF/UA-1 as well."""
    _add_accessible(pdf)
    for each in pdf.objects:
        if "Interpolate" in getattr(each, "extra", ()):
            each.extra["Interpolate"] = "false"  # what is shown is what is kept (6.2.8)


def _add_accessible(pdf: Any) -> None:
    (metadata,) = [each for each in pdf.objects if each.reference == pdf.catalog["Metadata"]]
    (content,) = metadata.stream
    metadata.compress = False  # whoever keeps the file must be able to read it (6.6.2.1)
    metadata.stream = [content.replace(_END, _ACCESSIBLE + _END)]
