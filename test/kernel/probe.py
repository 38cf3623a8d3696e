"""Makes network namespaces, filters and sockets in them, one JSON command a line; when its input ends, it deletes the namespaces.

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
machines = []
listeners = []


def enter(name):
    with open(f"{NETNS}/{prefix}{name}") as namespace:
        if libc.setns(namespace.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"setns {name}")


def ip(lines):
    subprocess.run(["ip", "-batch", "-"], input="\n".join(lines), text=True, check=True)


def build(names, settings):
    """New namespaces in place of the old ones, with these values below /proc/sys."""
    listen([], [])
    ip(f"netns del {prefix}{name}" for name in machines)
    machines[:] = names
    ip(f"netns add {prefix}{name}" for name in names)
    for name in names:
        enter(name)
        for key, value in settings.items():
            if os.path.exists(f"/proc/sys/{key}"):
                with open(f"/proc/sys/{key}", "w") as setting:
                    setting.write(value)
    return {}


nftables = ctypes.CDLL("libnftables.so.1")
nftables.nft_ctx_new.restype = ctypes.c_void_p
nftables.nft_ctx_get_output_buffer.restype = ctypes.c_char_p
nftables.nft_ctx_get_error_buffer.restype = ctypes.c_char_p
JSON_WITH_NUMBERS = 1 << 4 | 1 << 9


def nft(name, commands, output=0):
    """What nftables prints; in this process, for a process each would take most of the time."""
    enter(name)
    context = ctypes.c_void_p(nftables.nft_ctx_new(0))
    try:
        nftables.nft_ctx_output_set_flags(context, output)
        nftables.nft_ctx_buffer_output(context)
        nftables.nft_ctx_buffer_error(context)
        if nftables.nft_run_cmd_from_buffer(context, commands.encode()) != 0:
            raise RuntimeError(f"{name}: {nftables.nft_ctx_get_error_buffer(context).decode()}\n{commands}")
        return nftables.nft_ctx_get_output_buffer(context).decode()
    finally:
        nftables.nft_ctx_free(context)


def filter(chains):
    for name, text in chains.items():
        nft(name, text)
    return {}


def heard(name):
    listed = json.loads(nft(name, "list set ip t seen", JSON_WITH_NUMBERS))["nftables"]
    return [element for each in listed for element in each.get("set", {}).get("elem", [])]


def tcp():
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setblocking(False)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    # Closing sends a reset, so that no connection lives on.
    made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return made


def listen(names, ports):
    """Closing a listener ends the half-open connections of the network before."""
    while listeners:
        listeners.pop().close()
    for name in names:
        enter(name)
        for port in ports:
            made = tcp()
            made.bind(("0.0.0.0", port))
            made.listen(128)
            listeners.append(made)
    return {}


def connect(connections, timeout, hearers):
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
    return {"told": told, "heard": {name: heard(name) for name in hearers}}


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
        action = {"build": build, "filter": filter, "listen": listen, "connect": connect}[command.pop("do")]
        try:
            answer = action(**command)
        except Exception as error:
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)
finally:
    delete(prefix)
