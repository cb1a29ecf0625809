"""Remember what a pure function made of texts, so that it need not be made again.

In one process this serves all documents and, where the process lives on, the next build. Nobody
changes what such a function returned.
"""

from __future__ import annotations

from functools import lru_cache

MOST = 16_384
"""Results of one function that are held, those that were asked for last."""

remembered = lru_cache(maxsize=MOST)
"""Makes a pure function of texts remember what it returned."""
