"""The ids of findings. A `Fault` is found while a document is made; a `RuleName` is a rule's.

To add a fault, add it here and its page to `data/findings.en.yaml`; a test fails until both agree.

It is over 300 lines because one enumeration has all ids, so that none is given twice.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NewType, TypeAlias

RuleName = NewType("RuleName", str)
"""The name of a rule in `lint/rules`, or of a rule that authors wrote in a `rules.yaml`."""


class Fault(StrEnum):
    """What a finding is about, as messages print it and as `--explain` knows it."""

    ALLOWANCE_WITHOUT_REASON = "allowance-without-reason"
    AMBIGUOUS_DOCUMENT = "ambiguous-document"
    AMBIGUOUS_PARAGRAPH = "ambiguous-paragraph"
    BARE_CITATION = "bare-citation"
    BARE_NUMBER = "bare-number"
    BEFORE_BOUND = "before-bound"
    BLOCK_NOT_CLEARED = "block-not-cleared"
    BLOCK_NOT_MEANT = "block-not-meant"
    BLOCK_NOT_TAKEN = "block-not-taken"
    BLOCK_TWICE = "block-twice"
    BROKEN_BIBTEX = "broken-bibtex"
    BROKEN_FILE = "broken-file"
    BROKEN_JSON = "broken-json"
    BROKEN_PATTERN = "broken-pattern"
    BROKEN_ROWS = "broken-rows"
    BROKEN_TABLE = "broken-table"
    BROKEN_YAML = "broken-yaml"
    CHANGED_SINCE = "changed-since"
    CHECK = "check"
    COMMITTEE_FOR_COVENANT = "committee-for-covenant"
    CONTROL_CHARACTER = "control-character"
    COPIED_FILE = "copied-file"
    CONVERTED = "converted"
    CYCLE = "cycle"
    DOUBLED_ID = "doubled-id"
    DOUBLED_KEY = "doubled-key"
    DOUBLED_NAME = "doubled-name"
    DOUBLED_NOTE = "doubled-note"
    DOUBLED_PARAGRAPH = "doubled-paragraph"
    DOUBLED_RULE = "doubled-rule"
    EDITED_OUTPUT = "edited-output"
    EMBEDDED_OBJECT = "embedded-object"
    EMPTY_BLOCK = "empty-block"
    EMPTY_DOSSIER = "empty-dossier"
    EMPTY_FILE = "empty-file"
    EMPTY_NOTE = "empty-note"
    EMPTY_PICTURE = "empty-picture"
    EMPTY_PROPOSAL = "empty-proposal"
    EMPTY_SECTION = "empty-section"
    FACT_DUE = "fact-due"
    FACT_WITHOUT_SOURCE = "fact-without-source"
    FRONT_GUESSED = "front-guessed"
    GUESSED_ENCODING = "guessed-encoding"
    HEADING_GUESSED = "heading-guessed"
    HIDDEN_PLACE = "hidden-place"
    HOSTILE_XML = "hostile-xml"
    HYPHENS_GUESSED = "hyphens-guessed"
    IDLE_ALLOWANCE = "idle-allowance"
    IDLE_EXPLANATION = "idle-explanation"
    ID_WITHOUT_PARAGRAPH = "id-without-paragraph"
    INCIDENT_NOT_CLEARED = "incident-not-cleared"
    INCIDENT_WITHOUT_SOURCE = "incident-without-source"
    INSERTED_FILE = "inserted-file"
    LANGUAGE_GUESSED = "language-guessed"
    LATER_THAN_DOCUMENT = "later-than-document"
    LEFT_OUT = "left-out"
    LINK_TITLE = "link-title"
    LISTS_JOINED = "lists-joined"
    LOCKED_FILE = "locked-file"
    LOOSE_ITEM = "loose-item"
    LOOSE_ROW = "loose-row"
    MACROS = "macros"
    MASS_DELETION = "mass-deletion"
    MISPLACED_BLOCK = "misplaced-block"
    MISPLACED_PICTURE = "misplaced-picture"
    MISPLACED_TABLE = "misplaced-table"
    MISSING_ADDRESS = "missing-address"
    MISSING_ADDRESSEES = "missing-addressees"
    MISSING_AUDIENCE = "missing-audience"
    MISSING_CATEGORY = "missing-category"
    MISSING_CONSENT = "missing-consent"
    MISSING_CONTACT = "missing-contact"
    MISSING_COVERS = "missing-covers"
    MISSING_CREDIT = "missing-credit"
    MISSING_CYCLE = "missing-cycle"
    MISSING_DATE = "missing-date"
    MISSING_DOCUMENTS = "missing-documents"
    MISSING_EVENT = "missing-event"
    MISSING_EVIDENCE = "missing-evidence"
    MISSING_EXPLAINED = "missing-explained"
    MISSING_FILE = "missing-file"
    MISSING_FONT = "missing-font"
    MISSING_HEAD = "missing-head"
    MISSING_ID = "missing-id"
    MISSING_IDS = "missing-ids"
    MISSING_KEY = "missing-key"
    MISSING_KEYS = "missing-keys"
    MISSING_KIND = "missing-kind"
    MISSING_LETTERS = "missing-letters"
    MISSING_LIBRARY = "missing-library"
    MISSING_MANIFEST = "missing-manifest"
    MISSING_MESSAGE = "missing-message"
    MISSING_MINUTES = "missing-minutes"
    MISSING_NAME = "missing-name"
    MISSING_NOTES = "missing-notes"
    MISSING_PARAGRAPH = "missing-paragraph"
    MISSING_PATTERN = "missing-pattern"
    MISSING_PICTURE = "missing-picture"
    MISSING_RATE = "missing-rate"
    MISSING_RATING = "missing-rating"
    MISSING_SECTIONS = "missing-sections"
    MISSING_SESSION = "missing-session"
    MISSING_SIGNATORIES = "missing-signatories"
    MISSING_SOURCES = "missing-sources"
    MISSING_STATE = "missing-state"
    MISSING_STATUS = "missing-status"
    MISSING_STYLE = "missing-style"
    MISSING_SUBMITTERS = "missing-submitters"
    MISSING_TABLE = "missing-table"
    MISSING_TAKES = "missing-takes"
    MISSING_TEMPLATE = "missing-template"
    MISSING_TEXT = "missing-text"
    MISSING_THEME = "missing-theme"
    MISSING_THEMES = "missing-themes"
    MISSING_TITLE = "missing-title"
    MISSING_VALUE = "missing-value"
    MISSING_VERIFIED = "missing-verified"
    MISSING_WHAT = "missing-what"
    MISSING_WHY = "missing-why"
    MISSING_WORDS = "missing-words"
    MISSING_YEAR = "missing-year"
    NAME_AS_WORD = "name-as-word"
    NAME_ENDINGS_UNKNOWN = "name-endings-unknown"
    NAME_LEAKS = "name-leaks"
    NOTES_GUESSED = "notes-guessed"
    NOTE_CITES_NOTHING = "note-cites-nothing"
    NOTE_IN_NOTE = "note-in-note"
    NOTE_IN_TITLE = "note-in-title"
    NOTE_NEVER_CALLED = "note-never-called"
    NOTE_TWICE = "note-twice"
    NOTHING_PROTECTED = "nothing-protected"
    NOT_A_TEXT = "not-a-text"
    NOT_AN_EXPORT = "not-an-export"
    NOT_CONVERTED = "not-converted"
    NOT_IN_GIT = "not-in-git"
    NOT_RATIFIED = "not-ratified"
    NOT_TAKEN = "not-taken"
    NOT_UTF_8 = "not-utf-8"
    NOT_WRITTEN = "not-written"
    NO_CONTENT = "no-content"
    NO_DATE = "no-date"
    NO_DOCUMENT = "no-document"
    NO_DOCUMENTS = "no-documents"
    NO_DOSSIERS = "no-dossiers"
    NO_EMBEDDED_VERSION = "no-embedded-version"
    NO_GIT = "no-git"
    NO_LIBREOFFICE = "no-libreoffice"
    NO_SOURCES = "no-sources"
    NO_STATE = "no-state"
    NO_STATES = "no-states"
    NO_SUBMITTER = "no-submitter"
    NO_SUCH_FILE = "no-such-file"
    NO_SUCH_STATE = "no-such-state"
    NO_SUMMARY = "no-summary"
    NO_TABLE = "no-table"
    NO_TEMPLATES = "no-templates"
    NO_TITLE = "no-title"
    NUMBERS_DIFFER = "numbers-differ"
    ODD_SIGNS = "odd-signs"
    OLD_CONTENT = "old-content"
    OPEN_EMPHASIS = "open-emphasis"
    OPEN_POSITION = "open-position"
    OPEN_REMARK = "open-remark"
    OPEN_REQUEST = "open-request"
    OPEN_REVIEW = "open-review"
    ORPHAN = "orphan"
    ORPHANED_OUTPUT = "orphaned-output"
    OTHER_DOCUMENT = "other-document"
    OVERFULL_PAGE = "overfull-page"
    OVERFULL_ROW = "overfull-row"
    PARAGRAPHS_UNNUMBERED = "paragraphs-unnumbered"
    PATH_OUTSIDE = "path-outside"
    PERSON_WITHOUT_ROLE = "person-without-role"
    PICTURE_FORMAT = "picture-format"
    PICTURE_IN_NOTE = "picture-in-note"
    PICTURE_IN_TEXT = "picture-in-text"
    PICTURE_LEFT_OUT = "picture-left-out"
    PICTURE_NOT_CLEARED = "picture-not-cleared"
    PICTURE_TEXT = "picture-text"
    PICTURE_WITHOUT_CREDIT = "picture-without-credit"
    PICTURE_WITHOUT_TEXT = "picture-without-text"
    PROGRAM_FAULT = "program-fault"
    QUOTE_AS_TEXT = "quote-as-text"
    RATIFIED = "ratified"
    RAW_HTML = "raw-html"
    RECOMMENDATION_WITHOUT_CONCERN = "recommendation-without-concern"
    RECOMMENDATION_WITHOUT_OBLIGATION = "recommendation-without-obligation"
    REMARK_IN_TEXT = "remark-in-text"
    REMOTE_FIELD = "remote-field"
    REMOTE_PICTURE = "remote-picture"
    REMOTE_TEMPLATE = "remote-template"
    RENUMBERED_ITEM = "renumbered-item"
    REVIEW_WITHOUT_BLOCK = "review-without-block"
    RIVAL_WITHOUT_SOURCE = "rival-without-source"
    RUNNING_HEAD = "running-head"
    SECTION_WITHOUT_BLOCKS = "section-without-blocks"
    SEVERAL_CYCLES = "several-cycles"
    SHORT_ROW = "short-row"
    SIMPLIFIED = "simplified"
    SOURCE_NOT_CLEARED = "source-not-cleared"
    SOURCE_NOT_VERIFIED = "source-not-verified"
    SOURCE_VERIFIED_IN_PART = "source-verified-in-part"
    STATEMENT_OVER_TIME = "statement-over-time"
    STATE_GUESSED = "state-guessed"
    STRAY_BRACES = "stray-braces"
    STRAY_ID = "stray-id"
    STRAY_PHRASE = "stray-phrase"
    STRUCK_WORDS = "struck-words"
    STYLE_DIFFERS = "style-differs"
    SUBMITTER_GUESSED = "submitter-guessed"
    TAKEN_NAME = "taken-name"
    TEMPLATE_ERROR = "template-error"
    TEXT_DIFFERS = "text-differs"
    TITLE_GUESSED = "title-guessed"
    TOO_BIG = "too-big"
    TOO_DEEP = "too-deep"
    TOO_LONG = "too-long"
    TRACKED_CHANGES = "tracked-changes"
    TREATY_NOT_VERIFIED = "treaty-not-verified"
    TREATY_STATUS_UNKNOWN = "treaty-status-unknown"
    TWO_ACTS = "two-acts"
    UNCHANGEABLE = "unchangeable"
    UNCLEAR_AUDIENCE = "unclear-audience"
    UNCLEAR_CONSENT = "unclear-consent"
    UNCOMMITTED = "uncommitted"
    UNDEFINED_NOTE = "undefined-note"
    UNDEFINED_REFERENCE = "undefined-reference"
    UNKNOWN_ACRONYM = "unknown-acronym"
    UNKNOWN_ARTICLE = "unknown-article"
    UNKNOWN_AUTHOR = "unknown-author"
    UNKNOWN_BLOCK = "unknown-block"
    UNKNOWN_CATEGORY = "unknown-category"
    UNKNOWN_COLUMNS = "unknown-columns"
    UNKNOWN_CONDITION = "unknown-condition"
    UNKNOWN_DOCUMENT = "unknown-document"
    UNKNOWN_DOSSIER = "unknown-dossier"
    UNKNOWN_FILE = "unknown-file"
    UNKNOWN_FORM = "unknown-form"
    UNKNOWN_FORMAT = "unknown-format"
    UNKNOWN_FORM_OF_NAME = "unknown-form-of-name"
    UNKNOWN_ID = "unknown-id"
    UNKNOWN_KEY = "unknown-key"
    UNKNOWN_LANGUAGE = "unknown-language"
    UNKNOWN_NOTE = "unknown-note"
    UNKNOWN_PART = "unknown-part"
    UNKNOWN_PICTURE = "unknown-picture"
    UNKNOWN_REGISTRY = "unknown-registry"
    UNKNOWN_RULE = "unknown-rule"
    UNKNOWN_RULES = "unknown-rules"
    UNKNOWN_SECTION = "unknown-section"
    UNKNOWN_SOURCE = "unknown-source"
    UNKNOWN_STATE = "unknown-state"
    UNKNOWN_STEP = "unknown-step"
    UNKNOWN_TEMPLATE = "unknown-template"
    UNKNOWN_VALUE = "unknown-value"
    UNKNOWN_VERSION = "unknown-version"
    UNLIKE_REPEAT = "unlike-repeat"
    UNNAMED_STATE = "unnamed-state"
    UNREACHABLE_CLUSTER = "unreachable-cluster"
    UNREACHABLE_SHARE = "unreachable-share"
    UNREADABLE = "unreadable"
    UNREADABLE_ROW = "unreadable-row"
    UNREAD_FILE = "unread-file"
    UNSEARCHABLE = "unsearchable"
    UNSURE = "unsure"
    UNWRITABLE = "unwritable"
    VERIFICATION_UNSIGNED = "verification-unsigned"
    VERSION_LOST = "version-lost"
    WITHOUT_CONSENT = "without-consent"
    WORDS_LOST = "words-lost"
    WORDS_OUT_OF_ORDER = "words-out-of-order"
    WORKERS_DIED = "workers-died"
    WORKER_DIFFERS = "worker-differs"
    WRONG_ADDRESS = "wrong-address"
    WRONG_CHOICE = "wrong-choice"
    WRONG_COLUMNS = "wrong-columns"
    WRONG_CONDITION = "wrong-condition"
    WRONG_DATE = "wrong-date"
    WRONG_ID = "wrong-id"
    WRONG_NUMBER = "wrong-number"
    WRONG_ORDER = "wrong-order"
    WRONG_QUOTATION = "wrong-quotation"
    WRONG_REFERENCE = "wrong-reference"
    WRONG_VALUE = "wrong-value"
    WRONG_WORDS = "wrong-words"
    ZIP_BOMB = "zip-bomb"


FindingId: TypeAlias = Fault | RuleName
"""What a finding is called, as messages print it and as allowances name it."""

NEEDED_KEYS = frozenset(
    (
        "address",
        "addressees",
        "audience",
        "category",
        "consent",
        "contact",
        "covers",
        "credit",
        "cycle",
        "date",
        "documents",
        "event",
        "evidence",
        "explained",
        "id",
        "ids",
        "kind",
        "message",
        "minutes",
        "name",
        "paragraph",
        "rate",
        "rating",
        "sections",
        "session",
        "signatories",
        "sources",
        "state",
        "submitters",
        "template",
        "text",
        "theme",
        "themes",
        "title",
        "value",
        "verified",
        "what",
        "why",
        "words",
        "year",
    )
)
"""The keys that have an id of their own where they are missing: of our files and templates."""


def missing(key: str) -> Fault:
    """Return the id for a `key` that is needed and missing; a template may ask for any key.

    >>> missing("title").value, missing("favourite_colour").value
    ('missing-title', 'missing-key')
    """
    return Fault(f"missing-{key}") if key in NEEDED_KEYS else Fault.MISSING_KEY
