"""Runs a program at a terminal of its own.

Reads a plan as JSON from stdin: argv, env, columns, and steps of what to wait for (`until`) and what to type then (`send`).
Prints as JSON what the program showed, how it ended, and the text that was waited for in vain, if any.
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]")
PATIENCE = 30

plan = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    time.sleep(0.2)
    os.execvpe(plan["argv"][0], plan["argv"], plan["env"])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, plan["columns"], 0, 0))

raw = b""


def shown():
    return ESCAPES.sub("", raw.decode("utf-8", "replace"))


def read(seconds):
    """Takes in what there is; whether the program may still say more."""
    global raw
    if not select.select([terminal], [], [], seconds)[0]:
        return True
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        return False
    raw += piece
    return piece != b""


def wait_for(text, since):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        at = shown().find(text, since)
        if at >= 0:
            return at + len(text)
        if not read(0.1):
            break
    at = shown().find(text, since)
    return at + len(text) if at >= 0 else -1


missed = None
since = 0
for step in plan["steps"]:
    since = wait_for(step["until"], since)
    if since < 0:
        missed = step["until"]
        os.kill(pid, signal.SIGKILL)
        break
    # A prompt listens only after it has been drawn; work that is under way may be over by then.
    if not step.get("atOnce"):
        time.sleep(0.15)
    for piece in step["send"]:
        os.write(terminal, piece.encode())
        time.sleep(0.05)

end = time.monotonic() + PATIENCE
while read(0.1):
    if time.monotonic() > end:
        os.kill(pid, signal.SIGKILL)
        missed = missed or "its end"
        break
_, status = os.waitpid(pid, 0)
print(json.dumps({"code": os.waitstatus_to_exitcode(status), "shown": shown(), "missed": missed}))
