import type { Address, AvailabilityZoneAddress, NatGateway, NatGatewayAddress, Tag } from '@aws-sdk/client-ec2';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';
import { allocateAddress } from './address.ts';
import { internetGatewayOf } from './internet-gateway.ts';
import { find } from './kind.ts';
import { freeAddress } from './nat-gateway-record.ts';
import { forgetAssociation } from './network-interface-record.ts';
import { operations as routes } from './route.ts';
import { addAssociation, createTable, removeAssociations } from './route-table-record.ts';
import { type Zone, zoneNamed, zonesOf } from './zone.ts';

interface RegionalRequest {
  vpcId: string;
  /** The customer's addresses for each zone; when empty AWS brings its own to each zone that the VPC uses. */
  zoneAddresses: readonly AvailabilityZoneAddress[];
  tags: Tag[];
}

/** Makes a NAT gateway that serves a whole VPC and has a route table of its own. https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html */
export function createRegionalGateway(region: Region, request: RegionalRequest): NatGateway {
  const { VpcId = '' } = find(region, 'vpcs', request.vpcId);
  const id = newId('nat');
  const isManual = request.zoneAddresses.length > 0;
  const facts: NatGateway = {
    NatGatewayId: id,
    VpcId,
    ConnectivityType: 'public',
    AvailabilityMode: 'regional',
    AutoProvisionZones: isManual ? 'disabled' : 'enabled',
    AutoScalingIps: isManual ? 'disabled' : 'enabled',
    CreateTime: new Date(),
    Tags: request.tags,
  };
  const gateway = internetGatewayOf(region, VpcId);
  if (!gateway) {
    return region.natGateways.put(id, {
      ...facts,
      State: 'failed',
      FailureCode: 'Gateway.NotAttached',
      FailureMessage: `Network ${VpcId} has no Internet gateway attached`,
      DeleteTime: new Date(),
      NatGatewayAddresses: [],
    });
  }
  return region.natGateways.put(id, {
    ...facts,
    State: 'available',
    RouteTableId: ownTable(region, id, VpcId, gateway.InternetGatewayId),
    NatGatewayAddresses: isManual ? customersAddresses(region, request.zoneAddresses) : ownAddresses(region, VpcId),
  });
}

function ownTable(region: Region, natId: string, vpcId: string, gatewayId: string | undefined): string {
  const { RouteTableId = '' } = createTable(region, vpcId);
  routes.CreateRoute(region, { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gatewayId });
  addAssociation(region, RouteTableId, { GatewayId: natId });
  return RouteTableId;
}

function customersAddresses(region: Region, zones: readonly AvailabilityZoneAddress[]): NatGatewayAddress[] {
  return zones.flatMap(({ AvailabilityZone, AvailabilityZoneId, AllocationIds = [] }) => {
    const zone = zoneNamed(region.name, AvailabilityZone ?? AvailabilityZoneId ?? '');
    return AllocationIds.map((id) => hold(region, freeAddress(region, id), zone));
  });
}

function ownAddresses(region: Region, vpcId: string): NatGatewayAddress[] {
  const used = new Set(region.subnets.filter((each) => each.VpcId === vpcId).map((each) => each.AvailabilityZone));
  const zones = zonesOf(region.name).filter((zone, index) => (used.size === 0 ? index === 0 : used.has(zone.name)));
  return zones.map((zone) => hold(region, allocateAddress(region, { serviceManaged: 'rnat' }), zone));
}

function hold(region: Region, { AllocationId = '', PublicIp }: Address, zone: Zone): NatGatewayAddress {
  const AssociationId = newId('eipassoc');
  region.addresses.update(AllocationId, (draft) => {
    draft.AssociationId = AssociationId;
  });
  return {
    AllocationId,
    PublicIp,
    AssociationId,
    IsPrimary: true,
    Status: 'succeeded',
    AvailabilityZone: zone.name,
    AvailabilityZoneId: zone.id,
  };
}

/** Takes down what a regional gateway has besides its record. */
export function releaseRegional(
  region: Region,
  { NatGatewayId, RouteTableId, NatGatewayAddresses = [] }: NatGateway,
): void {
  removeAssociations(region, (each) => each.GatewayId === NatGatewayId);
  if (RouteTableId) region.routeTables.delete(RouteTableId);
  for (const { AllocationId } of NatGatewayAddresses) {
    const address = region.addresses.get(AllocationId);
    if (!AllocationId || !address) continue;
    if (address.ServiceManaged) region.addresses.delete(AllocationId);
    else forgetAssociation(region, AllocationId);
  }
}
