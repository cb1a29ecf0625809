"""`python -m dossier` is the command `dossier`."""

import sys

from dossier.cli import main

sys.exit(main())
