"""Invented data: a bank branch, a futures broker, and the small tables dealt to learners."""
