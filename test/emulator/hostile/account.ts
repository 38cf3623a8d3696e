import {
  AllocateAddressCommand,
  CreateNatGatewayCommand,
  CreateNetworkInterfaceCommand,
  CreateVpcEndpointCommand,
  DescribeImagesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSubnetsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** Adds a little of everything to the fresh account that is served there, and tells the ids and ARNs of what it then has. */
export async function accountIds(endpoint: string): Promise<string[]> {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const ec2 = new EC2Client({ endpoint, region: 'us-east-1', credentials });
  const elbv2 = new ElasticLoadBalancingV2Client({ endpoint, region: 'us-east-1', credentials });
  try {
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const [subnet, other] = Subnets;
    const { Images = [] } = await ec2.send(new DescribeImagesCommand({}));
    const ImageId = Images.find(({ Architecture }) => Architecture === 'x86_64')?.ImageId;
    const SubnetId = subnet?.SubnetId;
    const launch = { ImageId, SubnetId, InstanceType: 't3.micro' as const, MinCount: 2, MaxCount: 2 };
    const made = [
      Subnets.slice(0, 3),
      Images.slice(0, 3),
      await ec2.send(new RunInstancesCommand(launch)),
      await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId })),
      await ec2.send(new AllocateAddressCommand({})),
      await ec2.send(new CreateNatGatewayCommand({ SubnetId, ConnectivityType: 'private' })),
      await ec2.send(new CreateVpcEndpointCommand({ VpcId: subnet?.VpcId, ServiceName: 'com.amazonaws.us-east-1.s3' })),
      await ec2.send(new DescribeRouteTablesCommand({})),
      await ec2.send(new DescribeNetworkAclsCommand({})),
      await ec2.send(new DescribeInternetGatewaysCommand({})),
      await ec2.send(new DescribeSecurityGroupRulesCommand({})),
    ];
    const { LoadBalancers } = await elbv2.send(
      new CreateLoadBalancerCommand({ Name: 'balancer', Subnets: [SubnetId ?? '', other?.SubnetId ?? ''] }),
    );
    const { TargetGroups } = await elbv2.send(
      new CreateTargetGroupCommand({ Name: 'targets', Protocol: 'HTTP', Port: 80, VpcId: subnet?.VpcId }),
    );
    const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: TargetGroups?.[0]?.TargetGroupArn }];
    const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn;
    const listener = { LoadBalancerArn, Protocol: 'HTTP' as const, Port: 80, DefaultActions };
    made.push(
      LoadBalancers as never,
      TargetGroups as never,
      (await elbv2.send(new CreateListenerCommand(listener))) as never,
    );
    const found = JSON.stringify(made).match(/"(?:[a-z]{1,12}-[0-9a-f]{17}|arn:aws:[^"]+)"/g) ?? [];
    return [...new Set(found)].map((quoted) => quoted.slice(1, -1)).sort();
  } finally {
    ec2.destroy();
    elbv2.destroy();
  }
}
