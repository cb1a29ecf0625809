"""One module for each rule; `dossier.lint.RULES` lists them."""
