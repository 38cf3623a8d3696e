import * as ec2 from '@aws-sdk/client-ec2';
import { allowIn, blocks, EVERYTHING } from '../../lib/parts/moves.ts';
import {
  addRoute,
  launchLike,
  type NatInstance,
  launchNatInstance as natInstance,
  type Target,
  terminate,
} from '../../lib/parts/routing-moves.ts';
import { ANYWHERE } from '../../lib/parts/vpc.ts';
import type { Lab } from '../../lib/scenario.ts';

type CaseLab = Lab<
  'vpc' | 'publicA' | 'privateA' | 'privateRouteTable' | 'internetGateway' | 'batch' | 'batchSecurityGroup'
>;

/** The blocks of the two subnets. */
const privateBlock = ({ terms }: CaseLab) => `${terms.net}.10.0/24`;
export const publicBlock = ({ terms }: CaseLab) => `${terms.net}.0.0/24`;

/** Sends what leaves the private subnet to a target: everything, unless a block is given. */
export async function routeTo(lab: CaseLab, target: Target, block = ANYWHERE): Promise<void> {
  await addRoute(lab, lab.id('privateRouteTable'), target, block);
}

/** Sends everything that leaves the private subnet to the internet gateway. */
export async function routeToInternet(lab: CaseLab): Promise<void> {
  await routeTo(lab, { GatewayId: lab.id('internetGateway') });
}

/** Lets the whole world in, as far as the security group of the batch server is concerned. */
export async function admitTheWorld(lab: CaseLab): Promise<void> {
  await allowIn(lab, lab.id('batchSecurityGroup'), EVERYTHING, blocks(ANYWHERE));
}

/** Launches a NAT instance in the public subnet and sends everything that leaves the private one to it. */
export async function routeToNatInstance(
  lab: CaseLab,
  more: Pick<NatInstance, 'admits' | 'ports' | 'checksSource'> = {},
): Promise<void> {
  const nat = { vpc: lab.id('vpc'), subnet: lab.id('publicA'), like: lab.id('batch'), translates: [privateBlock(lab)] };
  await routeTo(lab, { NetworkInterfaceId: await natInstance(lab, { ...nat, ...more }) });
}

/** Replaces the batch server by one in the public subnet that has a public address and plays the same role. */
export async function moveToPublicSubnet(lab: CaseLab): Promise<void> {
  const old = lab.id('batch');
  await launchLike(lab, old, { subnet: lab.id('publicA'), groups: [lab.id('batchSecurityGroup')], role: 'batch' });
  await terminate(lab, old);
}

/** A gateway endpoint for S3 on the private route table. */
export async function createS3Endpoint(lab: CaseLab): Promise<void> {
  const ServiceName = `com.amazonaws.${await lab.ec2.config.region()}.s3`;
  const RouteTableIds = [lab.id('privateRouteTable')];
  await lab.ec2.send(new ec2.CreateVpcEndpointCommand({ VpcId: lab.id('vpc'), ServiceName, RouteTableIds }));
}

/** An egress-only internet gateway, which carries IPv6, with its default route on the private route table. */
export async function createEgressOnlyGateway(lab: CaseLab): Promise<void> {
  const { EgressOnlyInternetGateway } = await lab.ec2.send(
    new ec2.CreateEgressOnlyInternetGatewayCommand({ VpcId: lab.id('vpc') }),
  );
  await lab.ec2.send(
    new ec2.CreateRouteCommand({
      RouteTableId: lab.id('privateRouteTable'),
      DestinationIpv6CidrBlock: '::/0',
      EgressOnlyInternetGatewayId: EgressOnlyInternetGateway?.EgressOnlyInternetGatewayId,
    }),
  );
}
