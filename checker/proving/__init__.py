"""Rules put to the proof: their examples, a change of each operand, and each against the others."""
