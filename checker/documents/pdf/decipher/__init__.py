"""Fonts that do not say which characters their glyphs are, deciphered by what the forms print."""
