"""Which cell is wrong: the fewest changed cells that satisfy every hard relation at once.

``system`` takes the relations from the rule book, ``search`` finds the smallest sets,
``blanks`` and ``shifts`` look for two slips that are no small set, ``patterns`` names and ranks,
``causes`` puts together what belongs together. Whole numbers throughout; nothing is ever altered.
"""

from checker.locate.causes import locate, locate_each

__all__ = ["locate", "locate_each"]
