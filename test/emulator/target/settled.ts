import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';

type Answer = Readonly<Record<string, unknown>>;

/** Longer than anything here takes on AWS: a NAT gateway goes in some minutes. */
const LONGEST = 900;

type Settling = (client: ec2.EC2Client, input: Answer, output: Answer) => Promise<unknown>;

const waiting = (client: ec2.EC2Client) => ({ client, maxWaitTime: LONGEST, minDelay: 2, maxDelay: 15 });

const idsIn = (output: Answer, list: string) =>
  ((output[list] ?? []) as Answer[]).map(({ InstanceId }) => String(InstanceId));

function imageAvailable(client: ec2.EC2Client, _: Answer, { ImageId }: Answer): Promise<unknown> {
  return ec2.waitUntilImageAvailable(waiting(client), { ImageIds: [String(ImageId)] });
}

function snapshotCompleted(client: ec2.EC2Client, _: Answer, { SnapshotId }: Answer): Promise<unknown> {
  return ec2.waitUntilSnapshotCompleted(waiting(client), { SnapshotIds: [String(SnapshotId)] });
}

/**
 * When AWS is through with what a command began. The local AWS is at once; on an account the tests wait, so that they can say what
 * is so then, whatever they run against.
 */
const SETTLED: Readonly<Record<string, Settling>> = {
  AttachVolume: (client, { VolumeId }) => ec2.waitUntilVolumeInUse(waiting(client), { VolumeIds: [String(VolumeId)] }),
  CopyImage: imageAvailable,
  CopySnapshot: snapshotCompleted,
  CreateImage: imageAvailable,
  CreateNatGateway: (client, _, { NatGateway }) =>
    ec2.waitUntilNatGatewayAvailable(waiting(client), {
      NatGatewayIds: [String((NatGateway as Answer).NatGatewayId)],
    }),
  CreateSnapshot: snapshotCompleted,
  CreateSnapshots: (client, _, { Snapshots }) =>
    ec2.waitUntilSnapshotCompleted(waiting(client), {
      SnapshotIds: (Snapshots as Answer[]).map(({ SnapshotId }) => String(SnapshotId)),
    }),
  CreateSubnet: (client, _, { Subnet }) =>
    ec2.waitUntilSubnetAvailable(waiting(client), { SubnetIds: [String((Subnet as Answer).SubnetId)] }),
  CreateVolume: (client, _, { VolumeId }) =>
    ec2.waitUntilVolumeAvailable(waiting(client), { VolumeIds: [String(VolumeId)] }),
  CreateVpc: (client, _, { Vpc }) =>
    ec2.waitUntilVpcAvailable(waiting(client), { VpcIds: [String((Vpc as Answer).VpcId)] }),
  DeleteNatGateway: async (client, { NatGatewayId }) => {
    const NatGatewayIds = [String(NatGatewayId)];
    const { NatGateways = [] } = await client.send(new ec2.DescribeNatGatewaysCommand({ NatGatewayIds }));
    if (NatGateways[0]?.State === 'deleting') await ec2.waitUntilNatGatewayDeleted(waiting(client), { NatGatewayIds });
  },
  DetachNetworkInterface: async (client, { AttachmentId }) => {
    const Filters = [{ Name: 'attachment.attachment-id', Values: [String(AttachmentId)] }];
    const { NetworkInterfaces = [] } = await client.send(new ec2.DescribeNetworkInterfacesCommand({ Filters }));
    const NetworkInterfaceIds = NetworkInterfaces.map((each) => each.NetworkInterfaceId ?? '');
    if (NetworkInterfaceIds.length > 0)
      await ec2.waitUntilNetworkInterfaceAvailable(waiting(client), { NetworkInterfaceIds });
  },
  DetachVolume: async (client, { VolumeId }) => {
    const VolumeIds = [String(VolumeId)];
    const { Volumes = [] } = await client.send(new ec2.DescribeVolumesCommand({ VolumeIds }));
    const staysInUse = Volumes[0]?.Attachments?.some(({ State }) => State === 'attached');
    if (!staysInUse) await ec2.waitUntilVolumeAvailable(waiting(client), { VolumeIds });
  },
  RegisterImage: imageAvailable,
  RunInstances: (client, _, output) =>
    ec2.waitUntilInstanceRunning(waiting(client), { InstanceIds: idsIn(output, 'Instances') }),
  StartInstances: (client, _, output) =>
    ec2.waitUntilInstanceRunning(waiting(client), { InstanceIds: idsIn(output, 'StartingInstances') }),
  StopInstances: (client, _, output) =>
    ec2.waitUntilInstanceStopped(waiting(client), { InstanceIds: idsIn(output, 'StoppingInstances') }),
  TerminateInstances: (client, _, output) =>
    ec2.waitUntilInstanceTerminated(waiting(client), { InstanceIds: idsIn(output, 'TerminatingInstances') }),
};

const BALANCED: Readonly<
  Record<string, (client: elbv2.ElasticLoadBalancingV2Client, input: Answer, output: Answer) => Promise<unknown>>
> = {
  CreateLoadBalancer: (client, _, { LoadBalancers }) =>
    elbv2.waitUntilLoadBalancerAvailable(
      { client, maxWaitTime: LONGEST },
      { LoadBalancerArns: (LoadBalancers as Answer[]).map(({ LoadBalancerArn }) => String(LoadBalancerArn)) },
    ),
  DeleteLoadBalancer: (client, { LoadBalancerArn }) =>
    elbv2.waitUntilLoadBalancersDeleted(
      { client, maxWaitTime: LONGEST },
      { LoadBalancerArns: [String(LoadBalancerArn)] },
    ),
};

/** Waits until AWS is through with what a command began, also where it came to nothing. */
export async function settled(
  client: ec2.EC2Client | elbv2.ElasticLoadBalancingV2Client,
  command: string,
  input: Answer,
  output: Answer,
): Promise<void> {
  try {
    if (client instanceof ec2.EC2Client) await SETTLED[command]?.(client, input, output);
    else await BALANCED[command]?.(client, input, output);
  } catch (error) {
    if (!String((error as Error).message).includes('"state":"FAILURE"')) throw error;
  }
}
