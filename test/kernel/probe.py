"""Opens sockets in network namespaces, one JSON command a line; when its input ends, it deletes the namespaces.

A socket belongs to the namespace that its thread was in when it was made, so one process serves them all.
"""

import ctypes
import json
import os
import re
import selectors
import signal
import socket
import struct
import subprocess
import sys
import time

NETNS = "/run/netns"
CLONE_NEWNET = 0x40000000
libc = ctypes.CDLL(None, use_errno=True)
prefix = f"bfk{os.getpid()}-"
listeners = []


def enter(name):
    with open(f"{NETNS}/{prefix}{name}") as namespace:
        if libc.setns(namespace.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"setns {name}")


def tcp():
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setblocking(False)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    # Closing sends a reset, so that no connection lives on.
    made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return made


def listen(machines, ports):
    """Closing a listener ends the half-open connections of the network before."""
    while listeners:
        listeners.pop().close()
    for machine in machines:
        enter(machine)
        for port in ports:
            made = tcp()
            made.bind(("0.0.0.0", port))
            made.listen(128)
            listeners.append(made)
    return {}


def connect(connections, timeout):
    told = {}
    waiting = selectors.DefaultSelector()
    for each in connections:
        enter(each["machine"])
        made = tcp()
        made.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, each["id"] << 2)
        try:
            made.bind((each["source"], each["sourcePort"]))
            made.connect((each["destination"], each["port"]))
        except BlockingIOError:
            waiting.register(made, selectors.EVENT_WRITE, each["id"])
        except OSError as error:
            told[each["id"]] = os.strerror(error.errno)
            made.close()
    end = time.monotonic() + timeout
    while waiting.get_map() and time.monotonic() < end:
        for key, _ in waiting.select(max(0, end - time.monotonic())):
            error = key.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            told[key.data] = os.strerror(error) if error else "connected"
            waiting.unregister(key.fileobj)
            key.fileobj.close()
    for key in list(waiting.get_map().values()):
        told[key.data] = "timed out"
        key.fileobj.close()
    return told


def delete(start):
    names = os.listdir(NETNS) if os.path.isdir(NETNS) else []
    for name in names:
        if name.startswith(start):
            subprocess.run(["ip", "netns", "del", name], check=False)


def delete_orphans():
    names = os.listdir(NETNS) if os.path.isdir(NETNS) else []
    owners = {int(found[1]) for found in (re.match(r"bfk(\d+)-", name) for name in names) if found}
    for owner in owners:
        if not os.path.exists(f"/proc/{owner}"):
            delete(f"bfk{owner}-")


# Ctrl-C reaches the whole process group; the end of the input says when to clean up.
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
delete_orphans()
print(json.dumps({"prefix": prefix}), flush=True)
try:
    for line in sys.stdin:
        command = json.loads(line)
        action = {"listen": listen, "connect": connect}[command.pop("do")]
        print(json.dumps(action(**command)), flush=True)
finally:
    delete(prefix)
