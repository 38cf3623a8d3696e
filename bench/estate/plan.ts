/** Facts as the AWS CLI prints them: dates are text. */
export type Printed<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Printed<Item>[]
    : T extends object
      ? { [Field in keyof T]: Printed<T[Field]> }
      : T;

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';

export interface Zone {
  readonly name: string;
  readonly id: string;
}

export const ZONES: readonly Zone[] = [
  { name: 'us-east-1a', id: 'use1-az4' },
  { name: 'us-east-1b', id: 'use1-az6' },
  { name: 'us-east-1c', id: 'use1-az1' },
];

/** What a subnet is for: hosts with public addresses, hosts behind NAT, databases without a way out, attachments. */
export type Tier = 'public' | 'app' | 'nodes' | 'data' | 'transit';

export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly vpc: Vpc;
  readonly tier: Tier;
  readonly zone: Zone;
  readonly first: number;
  readonly length: number;
  /** The first four groups of a /64, without the final colons. */
  readonly ipv6: string | undefined;
  /** How many addresses are taken; AWS keeps the first four and the last. */
  taken: number;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly vpc: Vpc;
}

export interface PublicAddress {
  readonly ip: string;
  /** An elastic address; without it, one that AWS lends for as long as the instance runs. */
  readonly elastic: { readonly allocationId: string; readonly associationId: string } | undefined;
}

export interface Nic {
  readonly id: string;
  readonly subnet: Subnet;
  readonly groups: readonly Group[];
  /** IPv4 addresses as numbers, primary first. */
  readonly addresses: readonly number[];
  readonly ipv6: string | undefined;
  readonly public: PublicAddress | undefined;
  readonly owner: Owner;
  readonly attachmentId: string;
  readonly attachTime: string;
}

/** Who an interface works for: an instance, a service, or nobody. */
export type Owner =
  | { readonly kind: 'instance'; readonly instance: Instance; readonly device: number }
  | { readonly kind: 'service'; readonly service: Service; readonly description: string }
  | { readonly kind: 'nobody' };

/** How a service shows itself on its interfaces. */
export interface Service {
  readonly type: string;
  readonly requester: string;
  readonly managed: boolean;
  readonly sourceDestCheck: boolean;
  /** How the attachment's id begins, and whose it is. */
  readonly attachment: 'ela-attach' | 'eni-attach';
  readonly attachedBy: string;
}

export interface Instance {
  readonly id: string;
  readonly fleet: Fleet;
  readonly state: 'running' | 'stopped';
  readonly launched: string;
  readonly nics: Nic[];
}

/** Instances that share subnets and groups; an auto-scaling group, or a single instance on its own. */
export interface Fleet {
  readonly name: string;
  readonly role: string;
  readonly scaling: { readonly launchTemplate: string } | undefined;
  readonly subnets: readonly Subnet[];
  readonly groups: readonly Group[];
  readonly instanceType: string;
  readonly imageId: string;
  readonly instances: Instance[];
}

export interface NatGateway {
  readonly id: string;
  readonly subnet: Subnet;
  readonly nic: Nic;
  readonly state: 'available' | 'failed';
}

export interface Endpoint {
  readonly id: string;
  readonly vpc: Vpc;
  readonly service: string;
  readonly kind: 'Gateway' | 'Interface';
  readonly subnets: readonly Subnet[];
  readonly nics: readonly Nic[];
  readonly groups: readonly Group[];
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly type: 'application' | 'network';
  readonly internetFacing: boolean;
  readonly subnets: readonly Subnet[];
  readonly groups: readonly Group[];
  readonly targetGroups: readonly TargetGroup[];
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly fleet: Fleet;
  readonly port: number;
  readonly byAddress: boolean;
}

export interface Vpc {
  readonly id: string;
  readonly name: string;
  readonly environment: string;
  readonly first: number;
  /** The first three groups and a half of a /56: two hexadecimal digits are left for subnets. */
  readonly ipv6: string | undefined;
  readonly zones: readonly Zone[];
  readonly subnets: Subnet[];
  readonly groups: Group[];
  readonly internetGatewayId: string | undefined;
  readonly egressOnlyId: string | undefined;
  readonly natGateways: NatGateway[];
  readonly endpoints: Endpoint[];
  readonly fleets: Fleet[];
  readonly loadBalancers: LoadBalancer[];
  readonly attachment: { readonly id: string; readonly subnets: readonly Subnet[] } | undefined;
}

export interface Peering {
  readonly id: string;
  readonly requester: Vpc;
  readonly accepter: Vpc;
  readonly status: 'active' | 'pending-acceptance' | 'deleted';
}

/** All that the files of a dump are written from. Interfaces and instances become text only as they are written. */
export interface Estate {
  readonly vpcs: readonly Vpc[];
  readonly nics: readonly Nic[];
  readonly peerings: readonly Peering[];
  readonly transitGatewayId: string;
  readonly transitRouteTableId: string;
}

/** `10.1.2.3` */
export const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

export const blockOfVpc = (vpc: Vpc): string => `${dotted(vpc.first)}/16`;

export const nameTag = (Value: string): { Key: string; Value: string }[] => [{ Key: 'Name', Value }];

export const tier = (vpc: Vpc, ...tiers: Tier[]): Subnet[] => vpc.subnets.filter((each) => tiers.includes(each.tier));
