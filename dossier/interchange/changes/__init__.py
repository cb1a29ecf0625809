"""Single changes of Word files that came back: found, shown in their places, chosen."""
