"""The sources of the editor: JavaScript of ours, what it takes from npm, and what bundles both."""
