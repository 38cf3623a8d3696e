import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';

/** What undoes a command that made something: the name of another command, and its input. */
export interface Undo {
  readonly command: string;
  readonly input: object;
}

type Answer = Readonly<Record<string, unknown>>;
type Undoing = (input: Answer, output: Answer) => readonly Undo[];

/** `CreateSubnetCommand` is undone by `DeleteSubnet` with the id that its answer holds; these are undone otherwise. */
const OTHERWISE: Readonly<Record<string, Undoing>> = {
  AllocateAddress: (_, { AllocationId }) => [{ command: 'ReleaseAddress', input: { AllocationId } }],
  AssociateAddress: (_, { AssociationId }) => [{ command: 'DisassociateAddress', input: { AssociationId } }],
  AssociateDhcpOptions: ({ VpcId }) => [
    { command: 'AssociateDhcpOptions', input: { VpcId, DhcpOptionsId: 'default' } },
  ],
  AssociateTransitGatewayRouteTable: ({ TransitGatewayRouteTableId, TransitGatewayAttachmentId }) => [
    {
      command: 'DisassociateTransitGatewayRouteTable',
      input: { TransitGatewayRouteTableId, TransitGatewayAttachmentId },
    },
  ],
  AttachInternetGateway: ({ InternetGatewayId, VpcId }) => [
    { command: 'DetachInternetGateway', input: { InternetGatewayId, VpcId } },
  ],
  AttachNetworkInterface: (_, { AttachmentId }) => [
    { command: 'DetachNetworkInterface', input: { AttachmentId, Force: true } },
  ],
  AttachVpnGateway: ({ VpnGatewayId, VpcId }) => [{ command: 'DetachVpnGateway', input: { VpnGatewayId, VpcId } }],
  CopyImage: (_, { ImageId }) => [deregistering(ImageId)],
  CopySnapshot: (_, { SnapshotId }) => [{ command: 'DeleteSnapshot', input: { SnapshotId } }],
  CreateFlowLogs: (_, { FlowLogIds }) =>
    (FlowLogIds as string[]).length > 0 ? [{ command: 'DeleteFlowLogs', input: { FlowLogIds } }] : [],
  CreateImage: (_, { ImageId }) => [deregistering(ImageId)],
  CreateInstanceConnectEndpoint: (_, { InstanceConnectEndpoint }) => [
    {
      command: 'DeleteInstanceConnectEndpoint',
      input: { InstanceConnectEndpointId: (InstanceConnectEndpoint as Answer).InstanceConnectEndpointId },
    },
  ],
  // The last is done first: what is protected cannot go.
  CreateLoadBalancer: (_, { LoadBalancers }) =>
    (LoadBalancers as Answer[]).flatMap(({ LoadBalancerArn }) => [
      { command: 'DeleteLoadBalancer', input: { LoadBalancerArn } },
      {
        command: 'ModifyLoadBalancerAttributes',
        input: { LoadBalancerArn, Attributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }] },
      },
    ]),
  CreateManagedPrefixList: (_, { PrefixList }) => [
    { command: 'DeleteManagedPrefixList', input: { PrefixListId: (PrefixList as Answer).PrefixListId } },
  ],
  CreatePlacementGroup: ({ GroupName }) => [{ command: 'DeletePlacementGroup', input: { GroupName } }],
  CreateSecurityGroup: (_, { GroupId }) => [{ command: 'DeleteSecurityGroup', input: { GroupId } }],
  CreateSnapshots: (_, { Snapshots }) =>
    (Snapshots as Answer[]).map(({ SnapshotId }) => ({ command: 'DeleteSnapshot', input: { SnapshotId } })),
  CreateTransitGatewayPeeringAttachment: (_, { TransitGatewayPeeringAttachment }) => [
    { command: 'DeleteTransitGatewayPeeringAttachment', input: attachmentIn(TransitGatewayPeeringAttachment) },
  ],
  CreateTransitGatewayVpcAttachment: (_, { TransitGatewayVpcAttachment }) => [
    { command: 'DeleteTransitGatewayVpcAttachment', input: attachmentIn(TransitGatewayVpcAttachment) },
  ],
  CreateVpcEndpoint: (_, { VpcEndpoint }) => [
    { command: 'DeleteVpcEndpoints', input: { VpcEndpointIds: [(VpcEndpoint as Answer).VpcEndpointId] } },
  ],
  ImportKeyPair: (_, { KeyPairId }) => [{ command: 'DeleteKeyPair', input: { KeyPairId } }],
  RegisterImage: (_, { ImageId }) => [deregistering(ImageId)],
  RunInstances: (_, { Instances }) =>
    (Instances as Answer[]).flatMap(({ InstanceId }) => [
      { command: 'TerminateInstances', input: { InstanceIds: [InstanceId] } },
      { command: 'ModifyInstanceAttribute', input: { InstanceId, DisableApiTermination: { Value: false } } },
    ]),
};

/** An image that was made with snapshots takes them along. */
const deregistering = (ImageId: unknown): Undo => ({
  command: 'DeregisterImage',
  input: { ImageId, DeleteAssociatedSnapshots: true },
});

const attachmentIn = (value: unknown) => ({
  TransitGatewayAttachmentId: (value as Answer).TransitGatewayAttachmentId,
});

/** What is there to undo after a command, if it made anything. */
export function undoOf(command: string, input: Answer, output: Answer): readonly Undo[] {
  const otherwise = OTHERWISE[command];
  if (otherwise) return otherwise(input, output);
  const noun = /^Create(.+)$/.exec(command)?.[1];
  if (!noun || !commandNamed(`Delete${noun}`)) return [];
  return identifiersOf(noun, output).map((id) => ({ command: `Delete${noun}`, input: id }));
}

/** `{ SubnetId }` of `{ Subnet: { SubnetId } }`, `{ KeyPairId }` of itself, `{ LoadBalancerArn }` of each of `LoadBalancers`. */
function identifiersOf(noun: string, output: Answer): object[] {
  const holders = [output[noun], ...asList(output[`${noun}s`]), output];
  for (const name of [`${noun}Id`, `${noun}Arn`]) {
    const ids = holders.flatMap((holder) => (holder as Answer | undefined)?.[name] ?? []);
    if (ids.length > 0) return ids.map((id) => ({ [name]: id }));
  }
  return [];
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

type CommandClass = new (input: object) => unknown;

/** The command of a name, of whichever client has it. */
export function commandNamed(name: string): CommandClass | undefined {
  const modules = [ec2, elbv2] as unknown as Record<string, CommandClass | undefined>[];
  return modules.map((module) => module[`${name}Command`]).find((found) => found !== undefined);
}
