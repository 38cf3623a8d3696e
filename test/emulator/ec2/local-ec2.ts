import { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Quotas } from '../../../emulator/state.ts';
import { openTarget, type Target } from '../target/target.ts';

/** A target for the tests of a file: the client works once they run, and what a test makes is gone after it. */
export function localEc2(region = 'us-east-1', quotas: Quotas = {}): { ec2: EC2 } {
  const local = {} as { ec2: EC2 };
  let target: Target;
  let mark = 0;
  beforeAll(async () => {
    target = await openTarget(region, quotas);
    local.ec2 = target.ec2;
  });
  beforeEach(() => {
    mark = target.sweep.mark;
  });
  afterEach(async () => {
    expect(await target.sweep.back(mark)).toEqual([]);
  });
  afterAll(() => target.close());
  return local;
}

/** A client for another Region of the same target. What it makes is the caller's to take away. */
export async function elsewhere({ config }: EC2, region: string): Promise<EC2> {
  const { endpoint, credentials, maxAttempts } = config;
  const url = await endpoint?.();
  const there = url && { endpoint: `${url.protocol}//${url.hostname}:${url.port}` };
  return new EC2({ region, ...there, credentials, maxAttempts });
}

/** Expects AWS's error code, and its words where given. */
export async function refusal(call: Promise<unknown>, code: string, message?: string | RegExp): Promise<void> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error, `expected ${code}`).toMatchObject({ name: code });
  if (message !== undefined) expect((error as Error).message).toMatch(message);
}

export async function vpcOf(ec2: EC2, CidrBlock = '10.0.0.0/16'): Promise<string> {
  const { Vpc } = await ec2.createVpc({ CidrBlock });
  return Vpc?.VpcId ?? '';
}

export async function subnetOf(ec2: EC2, VpcId: string, CidrBlock: string, AvailabilityZone?: string): Promise<string> {
  const { Subnet } = await ec2.createSubnet({ VpcId, CidrBlock, AvailabilityZone });
  return Subnet?.SubnetId ?? '';
}

/** An internet gateway, attached where a VPC is given. */
export async function gatewayOf(ec2: EC2, VpcId?: string): Promise<string> {
  const { InternetGateway } = await ec2.createInternetGateway({});
  const InternetGatewayId = InternetGateway?.InternetGatewayId ?? '';
  if (VpcId) await ec2.attachInternetGateway({ InternetGatewayId, VpcId });
  return InternetGatewayId;
}

export async function tableOf(ec2: EC2, VpcId: string): Promise<string> {
  const { RouteTable } = await ec2.createRouteTable({ VpcId });
  return RouteTable?.RouteTableId ?? '';
}

export async function addressOf(ec2: EC2): Promise<string> {
  return (await ec2.allocateAddress({})).AllocationId ?? '';
}

export async function interfaceOf(ec2: EC2, SubnetId: string): Promise<string> {
  const { NetworkInterface } = await ec2.createNetworkInterface({ SubnetId });
  return NetworkInterface?.NetworkInterfaceId ?? '';
}

/** A small instance; with `AssociatePublicIpAddress` it has a public address of Amazon's pool. */
export async function launch(ec2: EC2, SubnetId: string, AssociatePublicIpAddress = false): Promise<string> {
  const { Images } = await ec2.describeImages({ Filters: [{ Name: 'architecture', Values: ['x86_64'] }] });
  const { Instances } = await ec2.runInstances({
    ImageId: Images?.[0]?.ImageId,
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    NetworkInterfaces: [{ DeviceIndex: 0, SubnetId, AssociatePublicIpAddress }],
  });
  return Instances?.[0]?.InstanceId ?? '';
}

/** The routes of a table as `destination -> target (state)`. */
export async function routesOf(ec2: EC2, tableId: string): Promise<string[]> {
  const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [tableId] });
  return (RouteTables?.[0]?.Routes ?? []).map((route) => {
    const destination = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId;
    const target =
      route.VpcPeeringConnectionId ??
      route.GatewayId ??
      route.NatGatewayId ??
      route.NetworkInterfaceId ??
      route.EgressOnlyInternetGatewayId ??
      route.TransitGatewayId;
    return `${destination} -> ${target} (${route.State})`;
  });
}

export const inVpc = (vpcId: string) => ({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] });
