"""Edit an export in LibreOffice, as people do it, and save what comes of it.

python3 office.py EXPORT.docx FOLDER        (a Python with LibreOffice's module `uno`)
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

PIPE = "homecoming"
WORD, TEXT = "MS Word 2007 XML", "writer8"


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


class Office:
    """LibreOffice with a profile of its own."""

    def __init__(self):
        self.profile = tempfile.mkdtemp()
        self.process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{self.profile}", "--headless", "--norestore",
             f"--accept=pipe,name={PIPE};urp;"]
        )  # fmt: skip
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        for _ in range(120):
            try:
                self.context = resolver.resolve(
                    f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext"
                )
                break
            except NoConnectException:
                time.sleep(0.5)
        self.desktop = self.make("com.sun.star.frame.Desktop")

    def make(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def person(self, given, family):
        """Say who works from now on."""
        provider = self.make("com.sun.star.configuration.ConfigurationProvider")
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess",
            (value("nodepath", "/org.openoffice.UserProfile/Data"),),
        )
        access.setPropertyValue("givenname", given)
        access.setPropertyValue("sn", family)
        access.commitChanges()

    def open(self, path):
        url = uno.systemPathToFileUrl(str(Path(path).resolve()))
        return Draft(self, self.desktop.loadComponentFromURL(url, "_blank", 0, ()))

    def new(self):
        return Draft(
            self, self.desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, ())
        )

    def close(self):
        self.desktop.terminate()
        self.process.wait(60)


class Draft:
    """A document that is open."""

    def __init__(self, office, document):
        self.office, self.document = office, document

    def find(self, words):
        """Return the first place where `words` stand, in text, tables or notes."""
        search = self.document.createSearchDescriptor()
        search.SearchString = words
        search.SearchCaseSensitive = True
        found = self.document.findFirst(search)
        assert found is not None, words
        return found

    def replace(self, context, old, new):
        """Put `new` for `old`, which stands within the words `context`."""
        cursor = self.cursor(context, old)
        cursor.setString(new)

    def cursor(self, context, part):
        """Return a selection of `part` within the words `context`."""
        found = self.find(context)
        cursor = found.getText().createTextCursorByRange(found.getStart())
        cursor.goRight(context.index(part), False)
        cursor.goRight(len(part), True)
        assert cursor.getString() == part, cursor.getString()
        return cursor

    def after(self, words):
        found = self.find(words)
        return found.getText().createTextCursorByRange(found.getEnd())

    def add_paragraph(self, after, words):
        """Put the cursor behind the paragraph that says `after`, press Enter, and type."""
        cursor = self.after(after)
        cursor.gotoEndOfParagraph(False)
        text = cursor.getText()
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        text.insertString(cursor, words, False)

    def delete_paragraph(self, words):
        """Select a paragraph up to the beginning of the next, and delete."""
        cursor = self.after(words)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoNextParagraph(True)
        cursor.setString("")

    def split(self, before):
        """Press Enter behind the words, and take the space away that stood there."""
        cursor = self.after(before)
        cursor.goRight(1, True)
        cursor.setString("")
        cursor.collapseToEnd()
        cursor.getText().insertControlCharacter(cursor, PARAGRAPH_BREAK, False)

    def merge(self, words):
        """Press Delete at the end of the paragraph that says `words`, and type a space."""
        cursor = self.after(words)
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, True)
        cursor.setString(" ")

    def note(self, after, words):
        note = self.document.createInstance("com.sun.star.text.Footnote")
        cursor = self.after(after)
        cursor.getText().insertTextContent(cursor, note, False)
        note.setString(words)

    def drop_note(self, words):
        notes = self.document.getFootnotes()
        every = [notes.getByIndex(n) for n in range(notes.getCount())]
        (note,) = [each for each in every if words in each.getString()]
        note.getAnchor().setString("")

    def bold(self, words):
        found = self.find(words)
        cursor = found.getText().createTextCursorByRange(found)
        cursor.CharWeight = 150.0

    def comment(self, words, author, text):
        found = self.find(words)
        made = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        made.Author, made.Content, made.DateTimeValue = author, text, now()
        cursor = found.getText().createTextCursorByRange(found)
        found.getText().insertTextContent(cursor, made, True)

    def track(self, on=True):
        self.document.RecordChanges = on

    def save(self, path, form=WORD):
        url = uno.systemPathToFileUrl(str(Path(path).resolve()))
        self.document.storeToURL(url, (value("FilterName", form),))

    def close(self):
        self.document.close(True)


def now():
    made = uno.createUnoStruct("com.sun.star.util.DateTime")
    here = time.gmtime()
    made.Year, made.Month, made.Day = here.tm_year, here.tm_mon, here.tm_mday
    made.Hours, made.Minutes, made.Seconds = here.tm_hour, here.tm_min, here.tm_sec
    return made


def saved(office, export, folder):
    draft = office.open(export)
    draft.save(folder / "libreoffice-saved.docx")
    draft.close()


def edit(draft):
    """What a colleague changes without change tracking."""
    draft.replace("founded in 1931", "1931", "1932")
    draft.replace("when the minister says so", "says", "decides")
    draft.replace("the clerk checks the hours", "the clerk checks", "two clerks check")
    draft.replace("Limit the hours of work", "work", "all work")
    draft.replace("Interview with two witnesses", "two", "three")
    draft.add_paragraph("The exceptions have become the rule", "In 2025 he said so on 200 days.")
    draft.delete_paragraph("The two that were noted have been forgotten since.")
    draft.split("The strike ended on 9 May.")
    draft.merge("statutes are public.")
    draft.note("have become the rule.", "Port office of Strelsau, register of shifts, 2024.")
    draft.drop_note("The delegation said that strikes are rare.")
    draft.replace("Who decides", "decides", "decides on a shift")
    draft.bold("twelve hours and are paid for ten")
    draft.add_paragraph("tell each of them", "Publish the register of shifts every month.")


def untracked(office, export, folder):
    office.person("Clara", "Strofzin")
    draft = office.open(export)
    edit(draft)
    draft.save(folder / "libreoffice-untracked.docx")
    draft.close()


def typed_over(office, export, folder):
    """What a colleague types over words that the program prints."""
    draft = office.open(export)
    draft.replace("At least 27 dock workers", "27", "30")
    draft.replace("The police took the chair of the branch", "the chair of the branch", "the head")
    draft.replace("12 March 2025, p.\u00a03", "\u00a03", "\u00a033")
    draft.replace("told in paragraph", "told", "shown")
    draft.replace("FFS calls on", "calls", "calls again")
    draft.replace("Our concerns", "concerns", "worries")
    draft.save(folder / "libreoffice-typed-over.docx")
    draft.close()


def tracked(office, export, folder):
    """Ann works first, sends the file to Ben, and Ben sends it back."""
    first = folder / "first.docx"
    office.person("Ann", "Hentzau")
    draft = office.open(export)
    draft.track()
    draft.replace("Zenda alone employs 900", "900", "950")
    draft.replace("Atlantis", "Atlantis", "Laputa")
    draft.replace("the foreman writes a request", "writes", "signs")
    draft.replace("Interview with two witnesses", "two", "three")
    draft.add_paragraph("Long hours make the ports", "The inspectors say the same.")
    draft.comment("those who had taken part", "Ann Hentzau", "Who has seen this list?")
    draft.save(first)
    draft.close()
    office.person("Ben", "Rassendyll")
    draft = office.open(first)
    draft.track()
    draft.replace("founded in 1931", "1931", "1930")
    draft.replace("when the minister says so", "says", "decides")
    draft.replace("Pay all wages", "wages", "wages owed")
    draft.replace("ends at midnight", "midnight", "noon")
    draft.delete_paragraph("The two that were noted have been forgotten since.")
    draft.split("The strike ended on 9 May.")
    draft.note("limit the hours of work.", "It asked again in 2025.")
    draft.bold("None of them")
    draft.replace("Destroy the list of strikers", "Destroy", "Publish and destroy")
    draft.comment("The list is still", "Ben Rassendyll", "Two of our members have seen it.")
    draft.save(folder / "libreoffice-tracked.docx")
    draft.close()
    first.unlink()


def again(office, export, folder):
    """What docx-plus made goes through LibreOffice."""
    made = folder / "docx-plus-tracked.docx"
    if made.exists():
        draft = office.open(made)
        draft.save(folder / "libreoffice-saved-tracked.docx")
        draft.close()


def through_odt(office, export, folder):
    """A colleague works in LibreOffice's own format, and sends a Word file all the same."""
    middle = folder / "middle.odt"
    office.person("Clara", "Strofzin")
    draft = office.open(export)
    draft.save(middle, TEXT)
    draft.close()
    draft = office.open(middle)
    draft.replace("founded in 1931", "1931", "1932")
    draft.replace("when a ship is in danger", "danger", "distress")
    draft.replace("Protect those who go on strike", "Protect", "Defend")
    draft.save(middle, TEXT)
    draft.close()
    draft = office.open(middle)
    draft.save(folder / "libreoffice-through-odt.docx")
    draft.close()
    middle.unlink()


def copied(office, export, folder):
    """All of the text is copied into a new document, and edited there."""
    source = office.open(export)
    helper = office.make("com.sun.star.frame.DispatchHelper")
    helper.executeDispatch(source.document.CurrentController.Frame, ".uno:SelectAll", "", 0, ())
    content = source.document.CurrentController.getTransferable()
    draft = office.new()
    draft.document.CurrentController.insertTransferable(content)
    draft.replace("founded in 1931", "1931", "1932")
    draft.replace("The list is still in use", "still in use", "in use to this day")
    draft.replace("Pay all wages", "wages", "wages owed")
    draft.save(folder / "libreoffice-copied.docx")
    draft.close()
    source.close()


def main(export, folder):
    office = Office()
    try:
        for make in (saved, untracked, typed_over, tracked, again, through_odt, copied):
            make(office, export, Path(folder))
    finally:
        office.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
