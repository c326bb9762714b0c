"""Laws are tried on the same examples every time, with no time limit."""

from hypothesis import settings

settings.register_profile("lab", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("lab")

from question_page import folder, keys  # noqa: E402, F401
