"""The front door: `python build.py` builds every document of every dossier into `output/`.

This file can be read by any Python, so that one that is too old can say so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (who has an older one learns it here)
    sys.stderr.write(
        "build.py: Python 3.11 or newer is needed, and this one is %s\n"  # noqa: UP031
        "    hint: start it as `.venv/bin/python build.py ...`; without a folder .venv run "
        "`sh install.sh` first\n" % sys.version.split()[0]
    )
    sys.exit(1)

try:
    from pathlib import Path

    from dossier.cli.main import main

    if __name__ == "__main__":
        sys.exit(main(root=Path(__file__).parent))
except KeyboardInterrupt:
    sys.stderr.write("stopped before anything was done\n")
    sys.exit(130)
