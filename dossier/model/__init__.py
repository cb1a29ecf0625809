"""The model: frozen values that say what a document is, and pure functions over them."""
