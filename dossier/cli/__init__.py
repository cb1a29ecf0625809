"""The commands of the command line, one module each, imported when they are called."""

from dossier.model.kept_patterns import keep_patterns

keep_patterns()  # before all other modules, whose patterns are compiled as they are imported
