"""Outputs to hand over: printed lists, marked copies, pages, workbooks."""
