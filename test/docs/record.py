"""Records a session at a terminal, from `npm start` to the exported journal, as asciicast v2 and as text.

    npm run build && /usr/bin/python3 test/docs/record.py en docs/session.cast docs/session.md
    npm run build && /usr/bin/python3 test/docs/record.py ko docs/session.ko.cast docs/session.ko.md

https://docs.asciinema.org/manual/asciicast/v2/ - needs bash, the AWS CLI and pyte (Debian's python3-pyte), the terminal on which
it reads what it answers; uses a state folder and a port of its own.
"""

import atexit
import fcntl
import json
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time

import pyte

LANGUAGE, CAST, TEXT = sys.argv[1:4]
CASE = "nacl-syn-ack-dropped"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COLUMNS, ROWS, KEPT_ROWS = 110, 48, 2000
PROMPT = "$ "
ENTER, TAB, DOWN, CTRL_C = "\r", "\t", "\x1b[B", "\x03"

WORDS = {
    "en": {
        "title": "A session, from `npm start` to the journal",
        "recorded": "Recorded",
        "which": "Which case?",
        "case": "It answers, but nobody hears",
        "grade": "Grade",
        "look": "Look",
        "shell": "Open a shell",
        "diagnose": "Diagnose",
        "direction": ("Which packet is lost?", "the answer (SYN-ACK)"),
        "component": ("What loses it, or sends it wrong?", "a network ACL"),
        "one": ("Which one?", "baseline"),
        "reason": ("Why?", "its rules do not allow it"),
        "debrief": "Debrief",
        "turn": "Your turn",
        "drill": "Interview drill",
        "answer": ("Your answer", "The target never saw the SYN, or its SYN-ACK died on the way back: tcpdump on the target tells which."),
        "rate": ("How was yours?", "right"),
        "reply": "Reply to the customer",
        "write": "Write the reply",
        "text": "Thank you for the traces. The network ACL baseline let no answers out: it has no memory, and the SYN-ACK goes to the"
        " caller's ephemeral port. We allowed TCP 1024-65535 to your two callers; delete entries 110 and 120 to roll back."
        " Verify with curl -k --connect-timeout 5."
        " https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
        "points": "Which of the nine points",
        "end": "Done",
        "quit": "Quit",
        "keep": "deployed for later?",
        "no": "No",
    },
    "ko": {
        "title": "`npm start`부터 기록까지, 한 번의 실습",
        "recorded": "녹화",
        "which": "어떤 케이스를 푸시겠습니까?",
        "case": "응답은 하는데 아무도 듣지 못한다",
        "grade": "채점",
        "look": "살펴보기",
        "shell": "셸 열기",
        "diagnose": "진단",
        "direction": ("어느 패킷이 사라지나요?", "응답(SYN-ACK)"),
        "component": ("무엇이 패킷을 버리거나", "네트워크 ACL"),
        "one": ("그중 어느 것인가요?", "baseline"),
        "reason": ("이유는 무엇인가요?", "규칙이 허용하지 않습니다"),
        "debrief": "디브리핑",
        "turn": "직접 해 보기",
        "drill": "면접 문답",
        "answer": ("답변", "대상이 SYN을 받지 못했거나, SYN-ACK가 돌아오는 길에 버려진 것입니다. 대상에서 tcpdump를 떠 보면 압니다."),
        "rate": ("본인의 답변은", "맞음"),
        "reply": "고객 회신 쓰기",
        "write": "회신을 쓰십시오",
        "text": "캡처를 보내 주셔서 감사합니다. 네트워크 ACL baseline이 응답을 내보내지 않고 있었습니다. ACL은 상태를 저장하지 않으며"
        " SYN-ACK는 임시 포트로 나가기 때문입니다. 두 대역으로 TCP 1024-65535를 허용했고, 항목 110과 120을 지우면 되돌릴 수"
        " 있습니다. curl -k --connect-timeout 5로 확인해 주세요."
        " https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
        "points": "아홉 가지 가운데",
        "end": "마치기",
        "quit": "나가기",
        "keep": "배포된 채로",
        "no": "아니요",
    },
}[LANGUAGE]

ENTRY = "aws ec2 create-network-acl-entry --network-acl-id $ACL --egress --protocol tcp --port-range From=1024,To=65535 --rule-action allow"
FIND = "aws ec2 describe-network-acls --filters Name=tag:Name,Values=baseline --query 'NetworkAcls[0].NetworkAclId' --output text"
READ = (
    "aws ec2 describe-network-acls --network-acl-ids $ACL"
    " --query 'NetworkAcls[0].Entries[?Egress].[RuleNumber,RuleAction,PortRange.From]' --output text"
)
NET = "aws ec2 describe-subnets --filters Name=tag:Name,Values=public-b --query 'Subnets[0].CidrBlock' --output text"

home = tempfile.mkdtemp(prefix="breakfix-session-")
for name in (".bashrc", ".bash_profile"):
    with open(os.path.join(home, name), "w", encoding="utf-8") as file:
        file.write(f"PS1='{PROMPT}'\n")
environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "BREAKFIX_", "LC_", "CI", "npm_"))}
environment |= {
    "BREAKFIX_HOME": os.path.join(home, "state"),
    "BREAKFIX_PORT": "4699",
    "HOME": home,
    "LANG": "ko_KR.UTF-8" if LANGUAGE == "ko" else "en_US.UTF-8",
    "SHELL": shutil.which("bash"),
    "TERM": "xterm-256color",
    "AWS_PAGER": "",
    "NO_UPDATE_NOTIFIER": "1",
    "npm_config_update_notifier": "false",
}
for name in ("EDITOR", "VISUAL"):
    environment.pop(name, None)


class Terminal:
    """A shell at a terminal that remembers all its rows, and when what was shown."""

    def __init__(self):
        self.begin = time.monotonic()
        self.events = []
        self.screen = pyte.Screen(COLUMNS, KEPT_ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.execvpe("bash", ["bash"], environment)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def lines(self):
        return [line.rstrip() for line in self.screen.display[: self.screen.cursor.y + 30]]

    def read(self, seconds):
        if select.select([self.file], [], [], seconds)[0]:
            piece = os.read(self.file, 65536)
            self.events.append([time.monotonic() - self.begin, "o", piece])
            self.stream.feed(piece)
            return True
        return False

    def until(self, what, holds, patience=90):
        end = time.monotonic() + patience
        while self.read(0.3) or not holds():
            if time.monotonic() > end:
                shown = "\n".join(self.lines()[-60:]).strip()
                sys.exit(f"{what} was waited for in vain:\n{shown}")

    def type(self, text):
        for piece in [text] if text.startswith("\x1b") else text:
            os.write(self.file, piece.encode())
            self.read(0.02)

    def at_prompt(self):
        row = self.screen.display[self.screen.cursor.y][: self.screen.cursor.x]
        return row.endswith(PROMPT) and self.screen.cursor.x < COLUMNS / 2

    def command(self, line):
        self.type(line)
        self.type(ENTER)
        self.until(f"a prompt after {line}", self.at_prompt)

    def open(self):
        """The question that is to be answered."""
        asked = [line for line in self.lines() if line.startswith(("◆", "◇"))]
        return asked[-1] if asked and asked[-1].startswith("◆") else ""

    def chosen(self):
        """What Enter would answer; the options of a yes or no stand side by side."""
        marked = [line.split("●")[1].strip() for line in self.lines() if "●" in line]
        return marked[-1] if marked else ""

    def asked(self, message):
        """Waits for a question, the last that is open."""

        self.until(message, lambda: message in self.open())

    def choose(self, message, label):
        """Answers a question with the option that begins so."""
        self.asked(message)
        for _ in range(20):
            chosen = self.chosen()
            if chosen.startswith(label):
                self.type(ENTER)
                self.until(f"an end of {message}", lambda: self.chosen() != chosen or not self.open())
                return
            self.type(DOWN)
            self.until(f"another than {chosen}", lambda: self.chosen() != chosen)
        sys.exit(f"{message} does not offer {label}")




def clear():
    """Leaves nothing behind, however it ends."""
    subprocess.run([os.path.join(ROOT, "dist", "bin", "breakfix.js"), "down"], env=environment, capture_output=True, check=False)
    shutil.rmtree(home, ignore_errors=True)


atexit.register(clear)
terminal = Terminal()
terminal.until("a prompt", terminal.at_prompt)
terminal.type("npm start -- --variant A --seed session")
terminal.type(ENTER)
terminal.choose(WORDS["which"], WORDS["case"])
terminal.choose(CASE, WORDS["grade"])
terminal.choose(CASE, WORDS["look"])
terminal.choose(CASE, WORDS["shell"])
terminal.until("a prompt", terminal.at_prompt)
terminal.command(f"ACL=$({FIND})")
terminal.command(READ)
terminal.type("exit" + ENTER)
terminal.choose(CASE, WORDS["diagnose"])
for question in ("direction", "component", "one", "reason"):
    terminal.choose(*WORDS[question])
terminal.choose(CASE, WORDS["shell"])
terminal.until("a prompt", terminal.at_prompt)
terminal.command(f"ACL=$({FIND}); NET=$({NET})")
terminal.command(f"{ENTRY} --rule-number 110 --cidr-block 203.0.113.0/24 > /dev/null")
terminal.command(f"{ENTRY} --rule-number 120 --cidr-block $NET > /dev/null")
terminal.type("exit" + ENTER)
terminal.choose(CASE, WORDS["grade"])
terminal.choose(CASE, WORDS["debrief"])
terminal.choose(WORDS["turn"], WORDS["drill"])
message, answer = WORDS["answer"]
terminal.asked(message)
terminal.type(answer + ENTER + ENTER)
terminal.choose(*WORDS["rate"])
terminal.asked(message)
terminal.type(CTRL_C)
terminal.choose(WORDS["turn"], WORDS["reply"])
terminal.asked(WORDS["write"])
terminal.type(WORDS["text"] + TAB + ENTER)
terminal.asked(WORDS["points"])
terminal.type(ENTER)
terminal.choose(WORDS["turn"], WORDS["end"])
terminal.choose(CASE, WORDS["quit"])
terminal.choose(WORDS["keep"], WORDS["no"])
terminal.until("a prompt", terminal.at_prompt)
terminal.command("npx breakfix journal --out ~/journal.md && wc -l ~/journal.md")
terminal.command("npx breakfix progress")
shown = "\n".join(terminal.lines()).strip()
os.write(terminal.file, b"exit\n")
os.waitpid(terminal.pid, 0)

# Nobody wants to watch a machine wait: no pause is longer than two seconds.
PAUSE = 2.0
events, last, now = [], 0.0, 0.0
rest = b""
for at, kind, piece in terminal.events:
    now += min(at - last, PAUSE)
    last = at
    # A character may be cut in two by the reading.
    text = (rest + piece).decode("utf-8", "ignore")
    rest = (rest + piece)[len(text.encode()) :]
    events.append([round(now, 3), kind, text.replace(home, "~")])
with open(os.path.join(ROOT, CAST), "w", encoding="utf-8") as file:
    header = {"version": 2, "width": COLUMNS, "height": ROWS, "title": f"breakfix: {CASE}", "env": {"TERM": "xterm-256color"}}
    for line in [header, *events]:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
with open(os.path.join(ROOT, TEXT), "w", encoding="utf-8") as file:
    name = os.path.basename(CAST)
    file.write(f"# {WORDS['title']}\n\n{WORDS['recorded']}: [{name}]({name}) (`asciinema play docs/{name}`).\n\n")
    file.write(f"```console\n{shown.replace(home, '~')}\n```\n")
