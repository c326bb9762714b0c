"""Writing to a learner's disk: whole or not at all, and refusals told in one sentence."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamlab.errors import CannotWrite

DISK_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what the system refuses inside the block into a sentence about `path`.

    Raises
    ------
    CannotWrite
        The disk is full, read-only, or does not let us.
    """
    try:
        yield
    except OSError as error:
        if error.errno in DISK_FULL:
            raise CannotWrite("start.disk_full", path=path) from error
        raise CannotWrite("start.cannot_write", path=path, reason=error.strerror or error) from error


def write_whole(target: Path, *, data: bytes, partial: Path) -> None:
    """Write `data` to `target` by way of `partial`, a path on the same disk, so that no half file is left."""
    with told_plainly(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.parent.mkdir(parents=True, exist_ok=True)
        try:
            with partial.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(target)
        except OSError:
            partial.unlink(missing_ok=True)
            raise


def sweep(folder: Path) -> None:
    """Remove what an interrupted run left in `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
