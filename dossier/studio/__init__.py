"""The studio: a local page in the browser, on which dossiers are written, checked and sent.

It reads requests, calls the functions of the rooms below, and shows what they return. It decides
nothing of its own.
"""
