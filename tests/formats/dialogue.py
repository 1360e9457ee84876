"""Answers `whosaid gazetteer suggest --ask` in a terminal, as a person would.

dialogue.py WHOSAID ARTICLE LIST: says yes to the first proposal and breaks the next question off
with an interrupt; what was accepted must be in the list, with its comments.
"""

import os
import pathlib
import pty
import select
import signal
import sys
import time

PATIENCE = 60


def read_until(terminal, wanted):
    """What is shown up to the words wanted."""
    shown, deadline = "", time.monotonic() + PATIENCE
    while wanted not in shown:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            sys.exit(f"{wanted!r} was not shown:\n{shown}")
        try:
            data = os.read(terminal, 4096)
        except OSError:
            data = b""
        if not data:
            sys.exit(f"ended before {wanted!r}:\n{shown}")
        shown += data.decode("utf-8", "replace")
    return shown


def main(whosaid, article, gazetteer):
    before = pathlib.Path(gazetteer).read_text(encoding="utf-8")
    comments = [line for line in before.splitlines() if line.startswith("#")]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(whosaid, [whosaid, "gazetteer", "suggest", article, "-g", gazetteer, "--ask"])
    first = read_until(terminal, "q end: ")
    name = first.split("  ")[2].split(" (")[0]
    os.write(terminal, b"y\n")
    read_until(terminal, "q end: ")
    os.kill(child, signal.SIGINT)
    os.waitpid(child, 0)
    after = pathlib.Path(gazetteer).read_text(encoding="utf-8")
    assert name and f'name = "{name}"' in after, f"{name} was accepted and is lost:\n{after}"
    assert comments and all(comment in after for comment in comments), after
    print(f"accepted in a terminal and kept: {name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
