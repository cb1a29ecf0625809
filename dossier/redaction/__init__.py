"""Who may read what: finding it in texts and finished files, and taking it out of pictures."""
