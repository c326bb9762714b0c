"""Pages: one bilingual source a page, and everything that is made from it."""
