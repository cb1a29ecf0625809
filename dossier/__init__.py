"""Assemble numbered UPR submissions and advocacy documents from content blocks."""

__version__ = "0.1.0"
