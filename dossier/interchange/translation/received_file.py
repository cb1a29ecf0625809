"""What is wrong with a file that came back, whatever its units say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.interchange.translation.coded_text import text_of
from dossier.interchange.translation.exchange import Exchange, ExchangedUnit
from dossier.interchange.translation.wanted_translations import TranslatedDossier
from dossier.model.diagnostics import Finding, Severity
from dossier.model.faults import Fault
from dossier.model.translation import units


def of_another(held: TranslatedDossier, exchange: Exchange, file: str) -> tuple[Finding, ...]:
    """Return what is wrong where a file names another dossier: its ids may be those of this one.

    A dossier may have got another name since; then most of what was sent still stands in it.
    """
    name = held.files.name
    if exchange.dossier in ("", name):
        return ()
    known = {each.text for block in held.blocks for each in units(block.original)}
    known |= {each.before for block in held.blocks for each in block.units}
    sent = [text_of(unit.source) for block in exchange.blocks for unit in block.units]
    most = 2 * sum(each in known for each in sent) > len(sent)
    message = f'the file was made from the dossier "{exchange.dossier}", not from "{name}"'
    hint = "look whether it is the right file" if most else f"take it to `{exchange.dossier}`"
    severity: Severity = "warning" if most else "error"
    return (Finding(file, 0, Fault.UNKNOWN_DOSSIER, message, hint, severity=severity),)


def unplaced(exchange: Exchange, file: str) -> Iterator[Finding]:
    """Yield a finding for words that came back and belong to no unit: they go nowhere."""
    for text in exchange.unplaced:
        message = f'words of the file belong to no paragraph, and are not taken: "{text}"'
        hint = "write them where they belong, or into the row of their paragraph"
        yield Finding(file, 0, Fault.UNSURE, message, hint, severity="warning")


def typed_over(
    came: ExchangedUnit, block: str, known: Iterable[str], file: str
) -> Iterator[Finding]:
    """Tell of words in the column of the original that are not its, and no translation.

    `known` are the texts of the original, as they are now and as they were translated.
    """
    said = " ".join(text_of(came.source).split())
    if said and all(said != " ".join(each.split()) for each in known):
        message = (
            f'the original of {came.key} of "{block}" reads otherwise in the file, and has no '
            f'translation: "{said[:80]}"'
        )
        hint = "where somebody typed a translation over it, move that one column to the right"
        yield Finding(file, came.line, Fault.UNSURE, message, hint, severity="warning")
