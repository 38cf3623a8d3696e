import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { NetworkInterface } from '@aws-sdk/client-ec2';
import { readDump } from '../lib/account/dump.ts';
import { outputShape } from '../lib/account/output-shapes.ts';
import { faultIn } from '../lib/account/shape.ts';

/** What it takes to read 100,000 network interfaces from a file, and how much of that goes into checking their fields. */
const INTERFACES = 100_000;

const id = (prefix: string, i: number) => `${prefix}-${i.toString(16).padStart(17, '0')}`;

function networkInterface(i: number): NetworkInterface {
  const PrivateIpAddress = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
  const PrivateDnsName = `ip-${PrivateIpAddress.replaceAll('.', '-')}.ec2.internal`;
  return {
    Attachment: {
      AttachTime: new Date(0),
      AttachmentId: id('eni-attach', i),
      DeleteOnTermination: true,
      DeviceIndex: 0,
      NetworkCardIndex: 0,
      InstanceId: id('i', i),
      InstanceOwnerId: '111122223333',
      Status: 'attached',
    },
    AvailabilityZone: 'us-east-1a',
    Description: 'Primary network interface',
    Groups: [{ GroupName: `group-${i % 3000}`, GroupId: id('sg', i % 3000) }],
    InterfaceType: 'interface',
    Ipv6Addresses: [],
    MacAddress: '02:00:00:00:00:00',
    NetworkInterfaceId: id('eni', i),
    OwnerId: '111122223333',
    PrivateDnsName,
    PrivateIpAddress,
    PrivateIpAddresses: [{ Primary: true, PrivateDnsName, PrivateIpAddress }],
    RequesterManaged: false,
    SourceDestCheck: true,
    Status: 'in-use',
    SubnetId: id('subnet', i % 2000),
    TagSet: [{ Key: 'Name', Value: `host-${i}` }],
    VpcId: id('vpc', i % 200),
    Operator: { Managed: false },
  };
}

function* textOf(): Generator<string> {
  yield '{\n    "NetworkInterfaces": [';
  for (let i = 0; i < INTERFACES; i++) {
    const text = JSON.stringify(networkInterface(i), undefined, 4).replaceAll('\n', '\n        ');
    yield `${i === 0 ? '' : ','}\n        ${text}`;
  }
  yield '\n    ]\n}\n';
}

const folder = mkdtempSync(join(tmpdir(), 'breakfix-bench-'));
const file = join(folder, 'describe-network-interfaces.json');
try {
  await pipeline(Readable.from(textOf()), createWriteStream(file));
  const start = performance.now();
  const [account] = await readDump(folder);
  const read = performance.now() - start;
  const shape = outputShape('ec2 describe-network-interfaces');
  const checking = performance.now();
  faultIn({ NetworkInterfaces: account?.NetworkInterfaces }, shape);
  const figures = {
    'MB of text': statSync(file).size / 1e6,
    'ms to read it': read,
    'ms of that to check it': performance.now() - checking,
    'MB resident at most': process.resourceUsage().maxRSS / 1024,
  };
  for (const [what, figure] of Object.entries(figures)) console.log(`${figure.toFixed(0).padStart(9)} ${what}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
