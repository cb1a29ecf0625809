"""Capital letters of the scripts that drafts are written in, for patterns of names and acronyms."""

from __future__ import annotations

CAPITALS = "A-ZÀ-ÖØ-ÞŁŃŚŠŽČĆĐĞİŞŐŰА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ"
"""Ranges for a class of a regular expression."""
