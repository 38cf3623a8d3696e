import type { Account } from './account/types.ts';

/** USD per hour at list price in us-east-1; https://aws.amazon.com/vpc/pricing/ and its neighbours. */
const PRICES = {
  natGateway: 0.045,
  publicAddress: 0.005,
  interfaceEndpoint: 0.01,
  loadBalancer: 0.0225,
  /** Of a transit gateway, for each VPC. */
  transitAttachment: 0.05,
  /** The root volume of an instance: 8 GiB of gp3. */
  rootVolume: 0.0009,
  instance: {
    't4g.nano': 0.0042,
    't4g.micro': 0.0084,
    't4g.small': 0.0168,
    't4g.medium': 0.0336,
    't3.nano': 0.0052,
    't3.micro': 0.0104,
    't3.small': 0.0208,
    't3.medium': 0.0416,
  } as Readonly<Record<string, number>>,
};

/** One thing that is billed by the hour. `usdPerHour` is undefined when its price is not on our list. */
export interface Charge {
  readonly what: string;
  readonly id: string;
  readonly usdPerHour: number | undefined;
  /** True where a started hour costs as much as a whole one. */
  readonly wholeHours: boolean;
}

/** What is billed by the hour in the given VPCs: whatever stands there, made by the lab or by the learner. */
export function hourlyCharges(account: Account, vpcIds: ReadonlySet<string>): Charge[] {
  const inside = ({ VpcId }: { VpcId?: string | undefined }) => VpcId !== undefined && vpcIds.has(VpcId);
  const instances = account.Instances.filter((i) => inside(i) && isBilled(i.State?.Name));
  const endpoints = account.VpcEndpoints.filter((e) => inside(e) && e.VpcEndpointType === 'Interface');
  return [
    ...account.NatGateways.filter((nat) => inside(nat) && isBilled(nat.State)).map((nat) =>
      charge('NAT gateway', nat.NatGatewayId, PRICES.natGateway, true),
    ),
    ...account.TransitGatewayVpcAttachments.filter((each) => inside(each) && isBilled(each.State)).map((each) =>
      charge('transit gateway attachment', each.TransitGatewayAttachmentId, PRICES.transitAttachment, true),
    ),
    ...account.LoadBalancers.filter(inside).map((balancer) =>
      charge('load balancer', balancer.LoadBalancerArn, PRICES.loadBalancer, true),
    ),
    ...endpoints.map((endpoint) =>
      charge(
        'interface endpoint',
        endpoint.VpcEndpointId,
        PRICES.interfaceEndpoint * (endpoint.SubnetIds?.length || 1),
        true,
      ),
    ),
    ...instances
      .filter((instance) => instance.State?.Name !== 'stopped')
      .map((i) => charge(`instance ${i.InstanceType}`, i.InstanceId, PRICES.instance[i.InstanceType ?? ''])),
    ...instances.map((instance) => charge('root volume', instance.InstanceId, PRICES.rootVolume)),
    ...publicAddresses(account, inside).map((ip) => charge('public IPv4 address', ip, PRICES.publicAddress)),
  ];
}

/** The sum of those charges whose price is known, in USD per hour. */
export function hourlyCost(charges: readonly Charge[]): number {
  return charges.reduce((sum, { usdPerHour = 0 }) => sum + usdPerHour, 0);
}

/** What the charges come to, in USD, had all of them run since `start`. */
export function costSince(start: Date, charges: readonly Charge[], now = new Date()): number {
  const hours = Math.max(0, now.getTime() - start.getTime()) / 3_600_000;
  return charges.reduce(
    (sum, { usdPerHour = 0, wholeHours }) => sum + usdPerHour * (wholeHours ? Math.max(1, Math.ceil(hours)) : hours),
    0,
  );
}

function charge(what: string, id: string | undefined, usdPerHour: number | undefined, wholeHours = false): Charge {
  return { what, id: id ?? '', usdPerHour, wholeHours };
}

/** Public addresses cost the same in use and idle, elastic or not. */
function publicAddresses(account: Account, inside: (resource: { VpcId?: string | undefined }) => boolean): string[] {
  const ips = account.NetworkInterfaces.filter(inside).flatMap((eni) => [
    eni.Association?.PublicIp ?? [],
    (eni.PrivateIpAddresses ?? []).flatMap((address) => address.Association?.PublicIp ?? []),
  ]);
  return [...new Set(ips.flat())];
}

function isBilled(state: string | undefined): boolean {
  return !['deleted', 'deleting', 'failed', 'terminated', 'shutting-down'].includes(state ?? '');
}
