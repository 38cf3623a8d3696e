import {
  DescribeEgressOnlyInternetGatewaysCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeTransitGatewaysCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpnGatewaysCommand,
} from '@aws-sdk/client-ec2';
import Select from '@cloudscape-design/components/select';
import type { Clients } from '../clients.ts';
import { nameOf } from '../tags.ts';
import { LOCAL } from './route.ts';

/** What routes can lead through, by the AWS console's names for the kinds. */
export interface TargetGroup {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** Everything in the Region that a route can name; what is gone for good is left out. */
export async function routeTargets({ ec2 }: Clients): Promise<readonly TargetGroup[]> {
  const [internet, egress, nat, peering, transit, vpn, interfaces, instances] = await Promise.all([
    ec2.send(new DescribeInternetGatewaysCommand({})),
    ec2.send(new DescribeEgressOnlyInternetGatewaysCommand({})),
    ec2.send(new DescribeNatGatewaysCommand({})),
    ec2.send(new DescribeVpcPeeringConnectionsCommand({})),
    ec2.send(new DescribeTransitGatewaysCommand({})),
    ec2.send(new DescribeVpnGatewaysCommand({})),
    ec2.send(new DescribeNetworkInterfacesCommand({})),
    ec2.send(new DescribeInstancesCommand({})),
  ]);
  const running = (instances.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
  return [
    group('Internet Gateway', internet.InternetGateways, (each) => each.InternetGatewayId),
    group('NAT Gateway', nat.NatGateways, (each) => (each.State === 'deleted' ? undefined : each.NatGatewayId)),
    group(
      'Egress Only Internet Gateway',
      egress.EgressOnlyInternetGateways,
      (each) => each.EgressOnlyInternetGatewayId,
    ),
    group('Peering Connection', peering.VpcPeeringConnections, (each) => each.VpcPeeringConnectionId),
    group('Transit Gateway', transit.TransitGateways, (each) => each.TransitGatewayId),
    group('Virtual Private Gateway', vpn.VpnGateways, (each) => each.VpnGatewayId),
    group('Instance', running, (each) => (each.State?.Name === 'terminated' ? undefined : each.InstanceId)),
    group('Network Interface', interfaces.NetworkInterfaces, (each) => each.NetworkInterfaceId),
  ].filter(({ options }) => options.length > 0);
}

/** What the VPC's own routes can lead through in place of their local target. https://docs.aws.amazon.com/vpc/latest/userguide/replace-local-route-target.html */
export const localTargets = (groups: readonly TargetGroup[]): readonly TargetGroup[] => [
  { label: LOCAL, options: [{ value: LOCAL, label: LOCAL }] },
  ...groups.filter(({ label }) => ['NAT Gateway', 'Instance', 'Network Interface'].includes(label)),
];

function group<T extends object>(
  label: string,
  items: readonly T[] | undefined,
  idOf: (item: T) => string | undefined,
): TargetGroup {
  const options = (items ?? []).flatMap((item) => {
    const value = idOf(item);
    const name = nameOf(item);
    return value === undefined ? [] : [{ value, label: name === '' ? value : `${value} (${name})` }];
  });
  return { label, options };
}

export function RouteTargetSelect({
  groups,
  value,
  onChange,
  label,
}: {
  groups: readonly TargetGroup[];
  value: string;
  onChange(id: string): void;
  label: string;
}) {
  const known = groups.flatMap(({ options }) => options).find((option) => option.value === value);
  return (
    <Select
      options={groups.map(({ label: group, options }) => ({ label: group, options: [...options] }))}
      selectedOption={known ?? (value === '' ? null : { value, label: value })}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      filteringType="auto"
      placeholder="Select a target"
      ariaLabel={label}
      expandToViewport
    />
  );
}
