"""The front door: `python build.py` builds every document of every dossier into `output/`."""

import sys
from pathlib import Path

from dossier.cli.main import main

if __name__ == "__main__":
    sys.exit(main(root=Path(__file__).parent))
