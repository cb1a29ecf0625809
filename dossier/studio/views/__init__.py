"""The views of the studio, one module each.

A view has `ROUTES`: its page and the JSON that the page asks for. To add one, write its module,
its page in `pages/`, its script in `assets/`, and name it in `studio.app`.
"""
