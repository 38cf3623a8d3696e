"""Records a session at a terminal, from the first case to the exported journal, as asciicast v2 and as text.

    npm run build && python3 test/docs/record.py en docs/session.cast docs/session.md
    npm run build && python3 test/docs/record.py ko docs/session.ko.cast docs/session.ko.md

https://docs.asciinema.org/manual/asciicast/v2/ - needs bash and the AWS CLI; uses a state folder and a port of its own.
"""

import fcntl
import json
import os
import pty
import re
import select
import shutil
import struct
import sys
import tempfile
import termios
import time

LANGUAGE, CAST, TEXT = sys.argv[1:4]
CASE = "nacl-syn-ack-dropped"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COLUMNS, ROWS = 110, 40
PROMPT = "$ "
NEWLINE = "\n"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b[()][A-Z0-9]")

ACL = (
    "aws ec2 describe-network-acls --filters Name=tag:Name,Values=baseline "
    "--query 'NetworkAcls[0].NetworkAclId' --output text"
)
REPLY = {
    "en": "Thank you for the traces. The network ACL baseline let no answers out: it has no memory, and the SYN-ACK goes to the"
    " caller's ephemeral port. We allowed TCP 1024-65535 to your two callers; delete entries 110 and 120 to roll back."
    " Verify with curl -k --connect-timeout 5. https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
    "ko": "캡처를 보내 주셔서 감사합니다. 네트워크 ACL baseline이 응답을 내보내지 않고 있었습니다. ACL은 상태를 저장하지 않으며 SYN-ACK는"
    " 임시 포트로 나가기 때문입니다. 두 대역으로 TCP 1024-65535를 허용했고, 항목 110과 120을 지우면 되돌릴 수 있습니다."
    " curl -k --connect-timeout 5로 확인해 주세요. https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
}
ENTRY = "aws ec2 create-network-acl-entry --network-acl-id $ACL --egress --protocol tcp --port-range From=1024,To=65535 --rule-action allow"
COMMANDS = [
    f"breakfix deploy {CASE} --variant A --seed session",
    f"breakfix ticket {CASE}",
    f"breakfix grade {CASE}",
    f"breakfix hint {CASE} --account",
    'eval "$(breakfix env)"',
    f"ACL=$({ACL})",
    "aws ec2 describe-network-acls --network-acl-ids $ACL --query 'NetworkAcls[0].Entries[?Egress].[RuleNumber,RuleAction,PortRange.From]'"
    " --output text",
    f"breakfix diagnose {CASE} --direction answer --component network-acl:baseline --reason not-allowed",
    f"{ENTRY} --rule-number 110 --cidr-block 203.0.113.0/24 > /dev/null",
    "NET=$(aws ec2 describe-subnets --filters Name=tag:Name,Values=public-b --query 'Subnets[0].CidrBlock' --output text)",
    f"{ENTRY} --rule-number 120 --cidr-block $NET > /dev/null",
    f"breakfix grade {CASE}",
    f"breakfix debrief {CASE} --part evidence",
    f"breakfix debrief {CASE} --question 2 --answer 'ACCEPT in, REJECT out on one interface: only the ACL' --rate right",
    "breakfix debrief " + CASE + " --reply - <<< \"$REPLY\"",
    "breakfix journal --out journal.md && wc -l journal.md",
    "breakfix progress",
    f"breakfix destroy {CASE} --yes",
    "breakfix down",
]

home = tempfile.mkdtemp(prefix="breakfix-session-")
binaries = os.path.join(home, "bin")
os.mkdir(binaries)
os.symlink(os.path.join(ROOT, "dist", "bin", "breakfix.js"), os.path.join(binaries, "breakfix"))
environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "BREAKFIX_", "LC_", "CI"))}
environment |= {
    "BREAKFIX_HOME": os.path.join(home, "state"),
    "BREAKFIX_PORT": "4699",
    "HOME": home,
    "LANG": "ko_KR.UTF-8" if LANGUAGE == "ko" else "en_US.UTF-8",
    "PATH": binaries + os.pathsep + os.environ["PATH"],
    "PS1": PROMPT,
    "REPLY": REPLY[LANGUAGE],
    "TERM": "xterm-256color",
    "AWS_PAGER": "",
    "BASH_SILENCE_DEPRECATION_WARNING": "1",
}

pid, terminal = pty.fork()
if pid == 0:
    os.chdir(home)
    os.execvpe("bash", ["bash", "--noprofile", "--norc", "-i"], environment)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

begin = time.monotonic()
events = []
PAUSE = 2.0


def until_prompt(patience):
    """Takes in what is shown until the shell asks again."""
    shown = ""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            piece = os.read(terminal, 65536).decode("utf-8", "replace")
            events.append([time.monotonic() - begin, "o", piece])
            shown += piece
        elif ESCAPES.sub("", shown).endswith(PROMPT):
            return shown
    sys.exit(f"no prompt after: {ESCAPES.sub('', shown)[-2000:]}")


def plain(output):
    """What is left to read of an output: of a line that was written over again and again, its last state."""
    lines = ESCAPES.sub("", output).split("\n")
    return "\n".join(line.rstrip("\r").split("\r")[-1].rstrip() for line in lines)


until_prompt(10)
text = []
for command in COMMANDS:
    os.write(terminal, (command + "\n").encode())
    # The echo of a long command is broken to the width of the terminal.
    _, _, output = until_prompt(90).partition("\r\n")
    text += [PROMPT + command, *plain(output).removesuffix(PROMPT.rstrip()).strip("\n").splitlines()]
os.write(terminal, b"exit\n")
os.waitpid(pid, 0)
shutil.rmtree(home)

# Nobody wants to watch a machine wait: no pause is longer than two seconds.
shown, last, now = [], 0.0, 0.0
for at, kind, piece in events:
    now += min(at - last, PAUSE)
    last = at
    shown.append([round(now, 3), kind, piece.replace(home, "~")])
with open(os.path.join(ROOT, CAST), "w", encoding="utf-8") as file:
    header = {"version": 2, "width": COLUMNS, "height": ROWS, "title": f"breakfix: {CASE}", "env": {"TERM": "xterm-256color"}}
    for line in [header, *shown]:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")

titles = {"en": ("A session, from the ticket to the journal", "Recorded"), "ko": ("티켓에서 기록까지, 한 번의 실습", "녹화")}
title, recorded = titles[LANGUAGE]
with open(os.path.join(ROOT, TEXT), "w", encoding="utf-8") as file:
    name = os.path.basename(CAST)
    file.write(f"# {title}\n\n{recorded}: [{name}]({name}) (`asciinema play docs/{name}`).\n\n```console\n{NEWLINE.join(text)}\n```\n")
