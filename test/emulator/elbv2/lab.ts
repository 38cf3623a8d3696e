import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { openTarget } from '../target/target.ts';

export const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';

/** A VPC with an internet gateway and one public subnet in each of three zones, on a target of its own. */
export interface Lab {
  /** The local AWS itself; against an account, asking for it leaves the test out. */
  readonly aws: LocalAws;
  readonly ec2: ec2.EC2Client;
  readonly elbv2: elbv2.ElasticLoadBalancingV2Client;
  readonly vpcId: string;
  readonly routeTableId: string;
  readonly subnets: readonly [string, string, string];
  readonly securityGroup: string;
  close(): Promise<void>;
}

export async function startLab(): Promise<Lab> {
  const target = await openTarget();
  const { ec2, elbv2 } = target;
  return {
    get aws() {
      return target.local;
    },
    ec2,
    elbv2,
    ...(await buildNetwork(ec2)),
    close: () => target.close(),
  };
}

async function buildNetwork(client: ec2.EC2Client) {
  const { vpcId, routeTableId } = await createVpc(client, '10.0.0.0/16');
  const { InternetGateway } = await client.send(new ec2.CreateInternetGatewayCommand({}));
  const InternetGatewayId = InternetGateway?.InternetGatewayId ?? '';
  await client.send(new ec2.AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId }));
  const route = { RouteTableId: routeTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId };
  await client.send(new ec2.CreateRouteCommand(route));
  const subnets = [
    await createSubnet(client, vpcId, '10.0.0.0/24', 'us-east-1a'),
    await createSubnet(client, vpcId, '10.0.1.0/24', 'us-east-1b'),
    await createSubnet(client, vpcId, '10.0.2.0/24', 'us-east-1c'),
  ] as const;
  return { vpcId, routeTableId, subnets, securityGroup: await createGroup(client, vpcId, 'web') };
}

export async function createVpc(client: ec2.EC2Client, CidrBlock: string) {
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock }));
  const vpcId = Vpc?.VpcId ?? '';
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { RouteTables } = await client.send(new ec2.DescribeRouteTablesCommand({ Filters }));
  return { vpcId, routeTableId: RouteTables?.[0]?.RouteTableId ?? '' };
}

export async function createSubnet(client: ec2.EC2Client, VpcId: string, CidrBlock: string, AvailabilityZone: string) {
  const { Subnet } = await client.send(new ec2.CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
  return Subnet?.SubnetId ?? '';
}

export async function createGroup(client: ec2.EC2Client, VpcId: string, GroupName: string) {
  const { GroupId } = await client.send(
    new ec2.CreateSecurityGroupCommand({ VpcId, GroupName, Description: GroupName }),
  );
  return GroupId ?? '';
}

export async function createLoadBalancer(
  lab: Lab,
  Name: string,
  rest: Partial<elbv2.CreateLoadBalancerInput> = {},
): Promise<elbv2.LoadBalancer & { LoadBalancerArn: string }> {
  const Subnets = rest.SubnetMappings ? undefined : lab.subnets.slice(0, 2);
  const { LoadBalancers } = await lab.elbv2.send(new elbv2.CreateLoadBalancerCommand({ Name, Subnets, ...rest }));
  return { ...LoadBalancers?.[0], LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn ?? '' };
}

export async function createTargetGroup(
  lab: Lab,
  Name: string,
  rest: Partial<elbv2.CreateTargetGroupInput> = {},
): Promise<elbv2.TargetGroup & { TargetGroupArn: string }> {
  const input = { Name, Protocol: 'HTTP', Port: 80, VpcId: lab.vpcId, ...rest } as const;
  const { TargetGroups } = await lab.elbv2.send(new elbv2.CreateTargetGroupCommand(input));
  return { ...TargetGroups?.[0], TargetGroupArn: TargetGroups?.[0]?.TargetGroupArn ?? '' };
}

export const forward = (TargetGroupArn: string): elbv2.Action => ({ Type: 'forward', TargetGroupArn });

export const fixedResponse = (StatusCode: string): elbv2.Action => ({
  Type: 'fixed-response',
  FixedResponseConfig: { StatusCode },
});

export async function createListener(
  lab: Lab,
  LoadBalancerArn: string,
  action: elbv2.Action,
  rest: Partial<elbv2.CreateListenerInput> = {},
): Promise<elbv2.Listener & { ListenerArn: string }> {
  const input: elbv2.CreateListenerInput = {
    Protocol: 'HTTP',
    Port: 80,
    ...rest,
    LoadBalancerArn,
    DefaultActions: [action],
  };
  const { Listeners } = await lab.elbv2.send(new elbv2.CreateListenerCommand(input));
  return { ...Listeners?.[0], ListenerArn: Listeners?.[0]?.ListenerArn ?? '' };
}

/** The code and words with which AWS refuses a request; `accepted` when it does not. */
export async function refusal(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return 'accepted';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `${error.name.replace(/Exception$/, '')}: ${error.message}`;
  }
}
