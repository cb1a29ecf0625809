"""`python -m dossier` is the command `dossier`."""

import sys

from dossier.cli.main import main

sys.exit(main())
