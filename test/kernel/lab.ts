import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Account } from '../../lib/account/types.ts';
import { compile } from './compile.ts';
import type { Machine, Plan } from './plan.ts';

/** One TCP connection; `id`, 1 to 63, travels as its DSCP. */
export interface Probe {
  readonly id: number;
  readonly machine: string;
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly port: number;
}

/** What the client was told, and at which machines the SYN was heard behind all filters. */
export interface Observation {
  readonly told: string;
  readonly heardAt: readonly string[];
}

export interface Lab {
  /** Makes the machines into this account's network; what is as it was stays. Good for 63 probes. */
  apply(account: Account): Promise<void>;
  listen(ports: readonly number[]): Promise<void>;
  /** Opens all connections at once; those without an answer are given up after this many seconds. */
  connect(probes: readonly Probe[], timeout: number): Promise<Observation[]>;
  close(): Promise<void>;
}

const PROBE = fileURLToPath(new URL('probe.py', import.meta.url));

/** What a lab is made of, tried in a namespace of this name. */
const trials = (name: string): readonly (readonly [what: string, tool: string, ...args: string[]])[] => [
  ['iproute2', 'ip', '-V'],
  ['nftables', 'nft', '-v'],
  ["Python with nftables' library", 'python3', '-c', 'import ctypes; ctypes.CDLL("libnftables.so.1")'],
  ['a network namespace', 'ip', 'netns', 'add', name],
  ['a bridge', 'ip', '-n', name, 'link', 'add', 'b0', 'type', 'bridge'],
  ['a virtual cable', 'ip', '-n', name, 'link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1'],
  ['a network setting', 'ip', 'netns', 'exec', name, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward'],
  ['connection tracking', 'ip', 'netns', 'exec', name, 'nft', TRACKING],
];
const TRACKING = `table ip t {
  chain a { type filter hook prerouting priority -300; ct zone set 1; };
  chain b { type nat hook postrouting priority 100; snat to 192.0.2.1; };
}`;

/** Why no lab can be opened on this machine; undefined where one can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux') return `this is ${process.platform}, not Linux`;
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const name = `bfk-try-${process.pid}`;
  try {
    for (const [what, tool, ...args] of trials(name)) {
      const { status, stderr } = spawnSync(tool, args, { encoding: 'utf8' });
      if (status !== 0) return `${what} cannot be had here${stderr ? `: ${stderr.trim().split('\n').at(-1)}` : ''}`;
    }
    return undefined;
  } finally {
    spawnSync('ip', ['netns', 'del', name]);
  }
}

function run(command: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, [...args], (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${args.join(' ')}\n${stderr}\n${input}`));
      else resolve(stdout);
    });
    // A command that ends before it has read everything says why by its exit code.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/** The process that holds the sockets, and that deletes the namespaces when this one ends, however it ends. */
function prober() {
  const child: ChildProcess = spawn('python3', ['-u', PROBE], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const read = async (): Promise<object> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the probe has ended');
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(answer.error);
    return answer;
  };
  return {
    read,
    ask: (command: object) => {
      child.stdin?.write(`${JSON.stringify(command)}\n`);
      return read();
    },
    end: () => {
      child.stdin?.end();
      return ended;
    },
  };
}

/** Settings that AWS's side of the wire has: no reverse path filter, no redirects, nothing said about dropped packets. */
const SETTINGS = {
  'net/ipv6/conf/all/disable_ipv6': '1',
  'net/ipv6/conf/default/disable_ipv6': '1',
  ...Object.fromEntries(
    ['all', 'default'].flatMap((each) =>
      ['rp_filter', 'send_redirects', 'accept_redirects'].map((name) => [`net/ipv4/conf/${each}/${name}`, '0']),
    ),
  ),
  'net/ipv4/ip_forward': '1',
  'net/ipv4/ip_unprivileged_port_start': '0',
  'net/bridge/bridge-nf-call-iptables': '0',
};

/** As many as keep the machine busy: a lab waits for answers that do not come most of the time. */
export const LABS = 3;

export const openLabs = (): Promise<Lab[]> => Promise.all(Array.from({ length: LABS }, openLab));

async function openLab(): Promise<Lab> {
  const probe = prober();
  const { prefix } = (await probe.read()) as { prefix: string };
  const inside = (machine: string) => prefix + machine;
  let zone = 0;
  let built = '';
  const routed = new Map<string, string>();
  let listening: readonly string[] = [];

  const batch = (machine: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : run('ip', ['-n', inside(machine), '-batch', '-'], `${lines.join('\n')}\n`);

  async function build({ machines, wires }: Plan) {
    await probe.ask({ do: 'build', names: machines.map(({ name }) => name), settings: SETTINGS });
    const links = wires.map(
      ([a, b]) =>
        `link add ${a.device} netns ${inside(a.machine)} type veth peer name ${b.device} netns ${inside(b.machine)}`,
    );
    await run('ip', ['-batch', '-'], `${links.join('\n')}\n`);
    await Promise.all(machines.map(({ name, birth }) => batch(name, birth)));
  }

  async function route({ name, ip }: Machine) {
    const routes = ip.join('\n');
    if (routed.get(name) !== routes) await batch(name, ip);
    routed.set(name, routes);
  }

  async function filter(machines: readonly Machine[]) {
    const table = (chains: readonly string[]) =>
      `table ip t\ndelete table ip t\ntable ip t {\n${chains.join('\n')}\n}\n`;
    const chains = Object.fromEntries(machines.map(({ name, nft }) => [name, table(nft)]));
    await probe.ask({ do: 'filter', chains });
  }

  return {
    async apply(account) {
      zone = (zone % 65_535) + 1;
      const plan = compile(account, zone);
      const wiring = JSON.stringify([plan.wires, plan.machines.map(({ name, birth }) => [name, birth])]);
      if (wiring !== built) {
        built = '';
        routed.clear();
        await build(plan);
        built = wiring;
      }
      await Promise.all([filter(plan.machines), ...plan.machines.map(route)]);
      listening = plan.places.filter(({ deaf }) => !deaf).map(({ machine }) => machine);
    },
    async listen(ports) {
      await probe.ask({ do: 'listen', names: listening, ports });
    },
    async connect(probes, timeout) {
      const answer = await probe.ask({ do: 'connect', connections: probes, timeout, hearers: listening });
      const { told, heard } = answer as { told: Record<string, string>; heard: Record<string, number[]> };
      return probes.map(({ id }) => ({
        told: told[id] ?? 'nothing',
        heardAt: listening.filter((name) => heard[name]?.includes(id)),
      }));
    },
    close: () => probe.end(),
  };
}
