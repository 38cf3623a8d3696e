import { listensOn } from '../guest.ts';

/** A shell script that runs the given pieces at the first boot, each of them a piece of shell itself. */
export function userData(...pieces: readonly string[]): string {
  return `#!/bin/bash\nset -eux\n${pieces.join('\n')}\n`;
}

/** What a small web server answers: a body per path, and one for every other path; without that, 404. */
export interface Site {
  /** What its answers carry in the header `X-Served-By`. */
  readonly name: string;
  readonly port: number;
  readonly pages: Readonly<Record<string, string>>;
  readonly otherwise?: string;
  /** Speaks TLS, with a certificate that it signed itself. */
  readonly tls?: boolean;
}

/** Serves a site with the Python that Amazon Linux 2023 brings along, so that a host without internet needs nothing else. */
export function webServer(site: Site): string {
  const server = `import http.server, json, ssl

SITE = json.loads(${JSON.stringify(JSON.stringify(site))})

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        page = SITE["pages"].get(self.path.partition("?")[0], SITE.get("otherwise"))
        body = ("Not found" if page is None else page).encode() + b"\\n"
        self.send_response(404 if page is None else 200)
        self.send_header("X-Served-By", SITE["name"])
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

server = http.server.ThreadingHTTPServer(("", SITE["port"]), Handler)
if SITE.get("tls"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("/opt/lab/cert.pem", "/opt/lab/key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
server.serve_forever()`;
  const certificate =
    'openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj ' +
    `/CN=${site.name} -keyout /opt/lab/key.pem -out /opt/lab/cert.pem`;
  const run = `${listensOn(site.port)}\n${program('web-server', '/usr/bin/python3', 'web-server.py', server)}`;
  return site.tls ? `mkdir -p /opt/lab\n${certificate}\n${run}` : run;
}

/** Calls a URL once a minute and writes how that went to the console, where `aws ec2 get-console-output` shows it. */
export function probe(url: string): string {
  const script = `while true; do
  status=$(curl -sk -o /dev/null -w '%{http_code}' --connect-timeout 5 --max-time 10 ${url}) && code=0 || code=$?
  echo "$(date -u +%FT%TZ) probe ${url} curl exit $code http $status" > /dev/console
  sleep 60
done`;
  return program('probe', '/bin/bash', 'probe.sh', script);
}

/** Lets the host's kernel pass on packets that are addressed to others. */
export const forwarding = `echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-forwarding.conf
sysctl -p /etc/sysctl.d/90-forwarding.conf`;

/** Installs a program as a systemd service that is started at every boot and again whenever it ends. */
function program(name: string, interpreter: string, file: string, source: string): string {
  return `mkdir -p /opt/lab
cat > /opt/lab/${file} <<'SOURCE'
${source}
SOURCE
cat > /etc/systemd/system/${name}.service <<'UNIT'
[Service]
ExecStart=${interpreter} /opt/lab/${file}
Restart=always
RestartSec=2
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now ${name}`;
}
