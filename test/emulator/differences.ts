import { QUOTAS as STACKS } from '../../emulator/cloudformation/quota.ts';
import { resourceTypes } from '../../emulator/cloudformation/resource-types.ts';
import { QUOTAS as EC2 } from '../../emulator/ec2/quota.ts';
import { GRANTABLE } from '../../emulator/elbv2/account-limit.ts';
import type { Quota } from '../../emulator/quota.ts';
import { SERVICES } from '../../emulator/services.ts';

/** What no list of operations tells. */
const NOTES = `
## On purpose

- No packet moves and no guest boots: what connects, and which targets are healthy, is computed from the account as it stands. An
  instance whose group and ACLs let a health check in is taken to answer it, unless its user data says by lines such as
  \`# listens: tcp/8080\` what it listens on: then every other port is refused.
- Everything is done at once: instances run, NAT gateways and load balancers are available and stacks are complete when the call that
  made them returns. Create calls still answer \`pending\` or \`provisioning\`, as AWS does.
- Requests are not authenticated and no IAM policy is evaluated. The Region comes from the signature's scope. There are the seventeen
  Regions that an account has without opting in; a signature, a request, a template or a command that names another is refused.
- A client token is remembered for as long as the account is kept.
- A second exclusion of a VPC or subnet from Block Public Access is refused as InvalidParameterValue: AWS documents no code for it.
- Only POST is answered, only on a loopback address, and never with a foreign Host or Origin.
- An operation that is not emulated answers 400 with a message that names it, so that no SDK retries it.
- A peering connection to a VPC of another account waits until it expires or is deleted: that account is not there to accept it.
- Deregistered targets disappear without draining.
- AWS's own prefix lists hold representative blocks, the same in every Region.
- Reachability Analyzer answers as soon as it is asked, and never deletes an analysis. It follows packets as the grader's walk does, but
  like AWS's asks whether *some* packet of the path gets through, from whatever source port. A path that is not there is explained by all
  that stops the packets that least stops, there and back; AWS names some of it. Which pointers an explanation carries is documented by
  AWS for few codes, and made up alike for the others.
- Public images are those that SSM's public parameters name; their ids are made up from Region and name, and no snapshot is named for
  their devices. They cannot be tagged, which on AWS each account may do for itself. A new account blocks public sharing of its images, as
  AWS's do.
- Nothing is written to a volume: a snapshot has the size of its volume, and a modification is complete at once. Every volume is in order.
- KMS keys are taken by their form: an alias names the same made-up key of its Region every time.
- Quotas are those that AWS documents for an account to begin with, except that of vCPUs: AWS documents 5 and raises it as an account is
  used; here are 64, as many as the labs take that the five VPCs have room for. Quotas are granted to the account, in every Region, by
  \`breakfix up --quota vpcs=20\`; the Service Quotas API is not there. Addresses and gateways that have failed or are gone, those that a
  service brings for itself, regional NAT gateways and deleted stacks do not count.
- Placement groups put instances nowhere; they are held to their zones, types and numbers. Hosts are refused by name.

## Not there

- IPAM, Outposts, Local Zones, Gateway Load Balancers and spot instances are refused by name, and
  so are the APIs of IAM, S3, Route 53 and CloudWatch Logs: their resources are records that stacks make, and mean nothing here.
- Volumes, snapshots and images: Outposts and Local Zones, archived snapshots, the Recycle Bin, fast snapshot restore, locks, copies of
  volumes, replacement of a root volume, images of manifests in S3, allowed images, protection against deregistration, and what other
  accounts share. Who may use a snapshot or an image is remembered, and nobody else is there to use it. A deregistered image is unknown
  at once. Instance store volumes of a mapping are ignored, and how many volumes an instance may have is not limited.
- The number of flow logs of a resource has no quota, and neither have propagated routes nor a transit gateway's routes altogether.
- VPN: nothing of the customer's device is there, and its tunnels count as up. A pre-shared key that is given is not kept; one that is made
  up is answered in its place. Concentrators, private and IPv6 tunnels and other bandwidths are refused by name; no BGP route is learnt.
- Transit gateways: attachments to anything but VPCs and other gateways, sharing, multicast, encryption, policy tables and exported
  routes. Deleted gateways and attachments stay visible for an hour.
- Reachability Analyzer: other accounts, Network Firewall, and paths that start at a transit gateway, a peering connection or an
  endpoint service (\`UNSUPPORTED_COMPONENT\`).
- CloudFormation: templates and stack policies by URL, macros other than the language extensions, nested stacks, custom resources,
  imports, signals, and an estimate of costs. Types are those that can be made here; nobody registers others.
- Flow logs are described, always as delivered with success; nothing is written to their destinations, which need not be there, and the
  fields of a log format are taken by their form. Those of core networks and tag fields are refused by name.
- What a launch template says is looked at when instances are launched from it. Instance requirements and images named by a parameter
  are refused then.
- Certificates are taken by the form of their ARN, IPAM pools of load balancers by the form of their id.
- Nothing is read from S3: a trust store's bundle counts as one CA certificate, a revocation file as one entry, and their locations
  carry no signature. Trust stores are not shared between accounts.
- Capacity of load balancers is provisioned at once; only Application Load Balancers have a limit of it.
`;

/** The page that says where the local AWS is not AWS. */
export async function differences(): Promise<string> {
  const sections = await Promise.all(
    SERVICES.map(async ({ id, load }) => {
      const { shape, handlers } = await load();
      const emulated = Object.keys(handlers).sort();
      const all = shape.operations.size;
      return `### ${id}: ${emulated.length} of ${all} operations\n\n${paragraph(emulated)}\n`;
    }),
  );
  const types = Object.keys(resourceTypes).sort();
  return [
    '# Where the local AWS is not AWS\n',
    'Written by `npm run docs` from what is registered, and by hand below that. A test fails when it is stale.\n',
    '## What is emulated\n',
    ...sections,
    `### CloudFormation: ${types.length} resource types\n\n${paragraph(types)}\n`,
    `### CloudFormation: properties that are refused by name\n\n${refused()}\n`,
    `### Quotas\n\n${quotaTable()}\n`,
    NOTES.trim(),
    '',
  ].join('\n');
}

/** Nothing would come of them here, so a template that sets one fails. */
function refused(): string {
  return Object.entries(resourceTypes)
    .filter(([, { notEmulated = [] }]) => notEmulated.length > 0)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([type, { notEmulated = [] }]) => `- \`${type}\`: ${notEmulated.map((name) => `\`${name}\``).join(', ')}`)
    .join('\n');
}

/** Every quota that can be granted, with what AWS calls it and where it says so. */
function quotaTable(): string {
  const named: Readonly<Record<string, Quota>> = { ...EC2, ...STACKS };
  const rows = Object.entries(named).map(([granted, { name, code = '', value, page }]) => {
    return `| \`${granted}\` | [${name}](${page}) | ${code} | ${value} |`;
  });
  const balancing = Object.entries(GRANTABLE).map(([name, value]) => `\`${name}\` ${value}`);
  return [
    ...['| granted as | AWS calls it | code | to begin with |', '|---|---|---|---|', ...rows, ''],
    'Of Elastic Load Balancing, as its DescribeAccountLimits names them:',
    '',
    ...balancing.map((each) => `- ${each}`),
  ].join('\n');
}

function paragraph(names: readonly string[]): string {
  const lines = [''];
  for (const name of names.map((each, i) => `\`${each}\`${i < names.length - 1 ? ',' : ''}`)) {
    const line = lines.at(-1) ?? '';
    if (`${line} ${name}`.length > 130) lines.push(name);
    else lines[lines.length - 1] = line === '' ? name : `${line} ${name}`;
  }
  return lines.join('\n');
}
