"""Whether a real client list may be read here: on one's own machine yes, on a shared server if allowed."""

from __future__ import annotations

import os

from kamlab.errors import BadInput

SHARED = ("JUPYTERHUB_API_URL", "JUPYTERHUB_SERVICE_PREFIX", "JUPYTERHUB_USER")
"""What a hub sets in every learner's process."""
SETTING, ALLOWED = "KAMLAB_OWN_LIST", "allow"
"""What the operator of a shared server sets to open this part."""


def is_allowed() -> bool:
    """Whether own lists may be read in this process."""
    is_shared = any(os.environ.get(name) for name in SHARED)
    return not is_shared or os.environ.get(SETTING, "").strip().lower() == ALLOWED


def require_allowed() -> None:
    """Refuse to read an own list on a shared server whose operator has not allowed it.

    Raises
    ------
    BadInput
        Says who can allow it, and how to go on without.
    """
    if not is_allowed():
        raise BadInput("ownlist.shared_server", setting=f"{SETTING}={ALLOWED}")
