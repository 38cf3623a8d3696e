import { AwsError } from '../error.ts';
import type { VpcRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { addressAt, cidrOf } from './cidr.ts';
import { operations as gateways } from './internet-gateway.ts';
import { required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { operations as routes } from './route.ts';
import { createSubnet } from './subnet-record.ts';
import { createVpc } from './vpc.ts';
import { type Zone, zoneNamed, zonesOf } from './zone.ts';

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html */
const DEFAULT_CIDR = '172.31.0.0/16';
const SUBNET_SIZE = 4096;

const existing = (region: Region) => region.vpcs.find((vpc) => vpc.IsDefault === true);

function createDefaultVpc(region: Region): VpcRecord {
  const vpc = createVpc(region, { CidrBlock: DEFAULT_CIDR }, true);
  for (const zone of zonesOf(region.name)) createDefaultSubnet(region, vpc, zone);
  const { InternetGatewayId } = gateways.CreateInternetGateway(region, {}).InternetGateway;
  gateways.AttachInternetGateway(region, { InternetGatewayId, VpcId: vpc.VpcId });
  const main = region.routeTables.find((table) => table.VpcId === vpc.VpcId);
  routes.CreateRoute(region, {
    RouteTableId: main?.RouteTableId,
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: InternetGatewayId,
  });
  return vpc;
}

function createDefaultSubnet(region: Region, vpc: VpcRecord, zone: Zone) {
  const taken = new Set(region.subnets.filter((each) => each.VpcId === vpc.VpcId).map((each) => each.CidrBlock));
  const whole = cidrOf(vpc.CidrBlock, 'cidrBlock', 4);
  const blocks = Array.from({ length: 16 }, (_, index) => `${addressAt(whole, index * SUBNET_SIZE)}/20`);
  const cidr = blocks.find((each) => !taken.has(each));
  return createSubnet(region, { vpcId: vpc.VpcId, zone, cidr, defaultForAz: true });
}

/** Fills a Region that is used for the first time with what AWS gives a new account. */
export function furnish(region: Region): void {
  createDefaultVpc(region);
}

export const operations = {
  CreateDefaultVpc(region) {
    if (existing(region)) {
      throw new AwsError('DefaultVpcAlreadyExists', 'A Default VPC already exists for this account in this region.');
    }
    return { Vpc: { ...createDefaultVpc(region), State: 'pending' } };
  },

  CreateDefaultSubnet(region, input) {
    const zone = zoneNamed(
      region.name,
      required(input.AvailabilityZone ?? input.AvailabilityZoneId, 'availabilityZone'),
    );
    const vpc = existing(region);
    if (!vpc) {
      throw new AwsError('DefaultVpcDoesNotExist', 'No default VPC exists for this account in this region.');
    }
    if (region.subnets.find((each) => each.DefaultForAz === true && each.AvailabilityZone === zone.name)) {
      throw new AwsError(
        'DefaultSubnetAlreadyExistsInAvailabilityZone',
        `A default subnet already exists for this account in the availability zone '${zone.name}'.`,
      );
    }
    return { Subnet: createDefaultSubnet(region, vpc, zone) };
  },
} satisfies Ec2Operations;
