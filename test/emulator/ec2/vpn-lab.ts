import type { EC2, VpnConnectionOptionsSpecification } from '@aws-sdk/client-ec2';

const Type = 'ipsec.1';

/** A virtual private gateway, attached where a VPC is given. */
export async function vpnGatewayOf(ec2: EC2, VpcId?: string): Promise<string> {
  const { VpnGateway } = await ec2.createVpnGateway({ Type });
  const VpnGatewayId = VpnGateway?.VpnGatewayId ?? '';
  if (VpcId) await ec2.attachVpnGateway({ VpnGatewayId, VpcId });
  return VpnGatewayId;
}

export async function customerGatewayOf(ec2: EC2, IpAddress = '198.51.100.7'): Promise<string> {
  const { CustomerGateway } = await ec2.createCustomerGateway({ Type, IpAddress });
  return CustomerGateway?.CustomerGatewayId ?? '';
}

/** A VPN connection with static routes to the given blocks; without blocks it learns its routes by BGP. */
export async function connectionOf(
  ec2: EC2,
  VpnGatewayId: string,
  blocks?: readonly string[],
  more: VpnConnectionOptionsSpecification = {},
): Promise<string> {
  const CustomerGatewayId = await customerGatewayOf(ec2);
  const Options = { ...more, StaticRoutesOnly: blocks !== undefined };
  const { VpnConnection } = await ec2.createVpnConnection({ CustomerGatewayId, VpnGatewayId, Type, Options });
  const VpnConnectionId = VpnConnection?.VpnConnectionId ?? '';
  for (const DestinationCidrBlock of blocks ?? []) {
    await ec2.createVpnConnectionRoute({ VpnConnectionId, DestinationCidrBlock });
  }
  return VpnConnectionId;
}
