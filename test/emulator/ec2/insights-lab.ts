import {
  type CreateNetworkInsightsPathRequest,
  EC2,
  type NetworkInsightsAnalysis,
  type PathComponent,
  type StartNetworkInsightsAnalysisRequest,
} from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../emulator/local-aws.ts';
import { newGroup } from './lab.ts';
import { gatewayOf, inVpc, subnetOf, tableOf, vpcOf } from './local-ec2.ts';

export interface Clients {
  readonly ec2: EC2;
  readonly elbv2: ElasticLoadBalancingV2;
  readonly aws: LocalAws;
}

/** Starts a local AWS for the tests of a file. */
export function localClients(): Clients {
  const local = {} as { -readonly [Name in keyof Clients]: Clients[Name] };
  beforeAll(async () => {
    local.aws = await startLocalAws({ port: 0, quotas: { vpcs: 50, 'internet-gateways': 50, 'standard-vcpus': 256 } });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const config = { region: 'us-east-1', endpoint: local.aws.url, credentials, maxAttempts: 1 };
    local.ec2 = new EC2(config);
    local.elbv2 = new ElasticLoadBalancingV2(config);
  });
  afterAll(() => local.aws.close());
  return local;
}

/** A web server in a public subnet of one zone, a database in a private subnet of another. */
export interface Network {
  readonly vpcId: string;
  readonly igw: string;
  readonly public: string;
  readonly private: string;
  readonly publicTable: string;
  readonly privateTable: string;
  readonly webGroup: string;
  readonly dbGroup: string;
  readonly web: string;
  readonly db: string;
}

const all = (port?: number) => ({
  IpProtocol: port === undefined ? '-1' : 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
});

export async function networkOn({ ec2 }: Clients): Promise<Network> {
  const vpcId = await vpcOf(ec2);
  const igw = await gatewayOf(ec2, vpcId);
  const [open, hidden] = [
    await subnetOf(ec2, vpcId, '10.0.0.0/24', 'us-east-1a'),
    await subnetOf(ec2, vpcId, '10.0.1.0/24', 'us-east-1b'),
  ];
  const { RouteTables } = await ec2.describeRouteTables(inVpc(vpcId));
  const publicTable = RouteTables?.[0]?.RouteTableId ?? '';
  await ec2.createRoute({ RouteTableId: publicTable, DestinationCidrBlock: '0.0.0.0/0', GatewayId: igw });
  const privateTable = await tableOf(ec2, vpcId);
  await ec2.associateRouteTable({ RouteTableId: privateTable, SubnetId: hidden });
  const [webGroup, dbGroup] = [await newGroup(ec2, vpcId, 'web'), await newGroup(ec2, vpcId, 'db')];
  await ec2.authorizeSecurityGroupIngress({ GroupId: webGroup, IpPermissions: [all(80)] });
  await ec2.authorizeSecurityGroupIngress({
    GroupId: dbGroup,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 3306, ToPort: 3306, UserIdGroupPairs: [{ GroupId: webGroup }] }],
  });
  const web = await launch(ec2, open, webGroup, true);
  const db = await launch(ec2, hidden, dbGroup);
  return { vpcId, igw, public: open, private: hidden, publicTable, privateTable, webGroup, dbGroup, web, db };
}

export async function launch(ec2: EC2, SubnetId: string, group: string, AssociatePublicIpAddress = false) {
  const { Images } = await ec2.describeImages({ Filters: [{ Name: 'architecture', Values: ['x86_64'] }] });
  const { Instances } = await ec2.runInstances({
    ImageId: Images?.[0]?.ImageId,
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    NetworkInterfaces: [{ DeviceIndex: 0, SubnetId, Groups: [group], AssociatePublicIpAddress }],
  });
  return Instances?.[0]?.InstanceId ?? '';
}

export async function interfaceOfInstance(ec2: EC2, id: string): Promise<string> {
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.[0]?.NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '';
}

/** A network ACL of a subnet alone, with these entries after `number action in|out port`. */
export async function aclOn({ ec2 }: Clients, vpcId: string, subnetId: string, entries: readonly string[]) {
  const { NetworkAcl } = await ec2.createNetworkAcl({ VpcId: vpcId });
  const NetworkAclId = NetworkAcl?.NetworkAclId ?? '';
  for (const entry of entries) {
    const [number = '', action = '', way = '', ports = ''] = entry.split(' ');
    const [From = 0, To = From] = ports.split('-').map(Number);
    await ec2.createNetworkAclEntry({
      NetworkAclId,
      RuleNumber: Number(number),
      RuleAction: action === 'allow' ? 'allow' : 'deny',
      Egress: way === 'out',
      Protocol: ports === 'all' ? '-1' : '6',
      CidrBlock: '0.0.0.0/0',
      ...(ports !== 'all' && { PortRange: { From, To } }),
    });
  }
  const { NetworkAcls } = await ec2.describeNetworkAcls(inVpc(vpcId));
  const association = NetworkAcls?.flatMap(({ Associations = [] }) => Associations).find(
    ({ SubnetId }) => SubnetId === subnetId,
  );
  await ec2.replaceNetworkAclAssociation({ AssociationId: association?.NetworkAclAssociationId, NetworkAclId });
  return NetworkAclId;
}

type PathInput = Omit<CreateNetworkInsightsPathRequest, 'Protocol'> & { Protocol?: 'tcp' | 'udp' };

/** A new path, analysed, as DescribeNetworkInsightsAnalyses then answers it. */
export async function analysisOf(
  { ec2 }: Clients,
  path: PathInput,
  filters: Omit<StartNetworkInsightsAnalysisRequest, 'NetworkInsightsPathId'> = {},
): Promise<NetworkInsightsAnalysis> {
  const { NetworkInsightsPath } = await ec2.createNetworkInsightsPath({ Protocol: 'tcp', ...path });
  const NetworkInsightsPathId = NetworkInsightsPath?.NetworkInsightsPathId;
  const started = await ec2.startNetworkInsightsAnalysis({ NetworkInsightsPathId, ...filters });
  const id = started.NetworkInsightsAnalysis?.NetworkInsightsAnalysisId ?? '';
  const { NetworkInsightsAnalyses } = await ec2.describeNetworkInsightsAnalyses({ NetworkInsightsAnalysisIds: [id] });
  return NetworkInsightsAnalyses?.[0] ?? {};
}

/** Components by what their ids begin with; with the code of what they stop, and `*` where a zone is crossed. */
export const outline = (components: readonly PathComponent[] = []): string =>
  components
    .map(({ Component, Explanations = [], AdditionalDetails = [] }) => {
      const id = Component?.Id ?? '';
      const kind = Component?.Arn?.includes(':elasticloadbalancing:') ? (Component.Arn.split(/[:/]/)[5] ?? '') : id;
      const crossed = AdditionalDetails.some((each) => each.AdditionalDetailType === 'AVAILABILITY_ZONE_CROSSED');
      const codes = Explanations.map(({ ExplanationCode }) => `!${ExplanationCode}`).join('');
      return `${kind.replace(/-[0-9a-f]{8,}$/, '')}${crossed ? '*' : ''}${codes}`;
    })
    .join(' ');
