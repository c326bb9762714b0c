"""Methods: from a table to a table or to a small frozen result.

A method prints nothing, draws nothing, reads no file and no clock, leaves its input alone, and gives the
same answer whatever the order of the rows. What it cannot answer it refuses with an error that names the row.
"""
