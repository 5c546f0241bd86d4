"""Sample reports: made from figures, so that nothing of a published file is copied."""
