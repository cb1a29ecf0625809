"""Bring what the UN and UPR Info publish about earlier reviews into a dossier's registry."""
