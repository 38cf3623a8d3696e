import type { Subject } from './subject.ts';

const AT_ONCE = 500;

/** Launches instances into the default subnets, in turn, and returns their ids. */
export async function launch(subject: Subject, count: number): Promise<string[]> {
  const subnets = all(await subject.call('DescribeSubnets'), 'subnetId');
  const images = await subject.call('DescribeImages', {
    'Filter.1.Name': 'architecture',
    'Filter.1.Value.1': 'x86_64',
  });
  const ids: string[] = [];
  for (let turn = 0; ids.length < count; turn += 1) {
    const wanted = `${Math.min(AT_ONCE, count - ids.length)}`;
    const launched = await subject.call('RunInstances', {
      ImageId: all(images, 'imageId')[0] ?? '',
      InstanceType: 't3.micro',
      SubnetId: subnets[turn % subnets.length] ?? '',
      MinCount: wanted,
      MaxCount: wanted,
    });
    ids.push(...new Set(all(launched, 'instanceId')));
  }
  return ids;
}

const all = (xml: string, tag: string): string[] =>
  Array.from(xml.matchAll(new RegExp(`<${tag}>([^<]+)</${tag}>`, 'g')), ([, text = '']) => text);

/** A stack of 50 resources: a VPC with an internet gateway, and in it subnets with tables and groups of their own. */
export function template(): string {
  const tiers = Array.from({ length: 9 }, (_, index) => ({
    [`Subnet${index}`]: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: `10.0.${index}.0/24` },
    },
    [`Table${index}`]: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    [`Association${index}`]: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { SubnetId: { Ref: `Subnet${index}` }, RouteTableId: { Ref: `Table${index}` } },
    },
    [`Route${index}`]: {
      Type: 'AWS::EC2::Route',
      DependsOn: 'Attachment',
      Properties: {
        RouteTableId: { Ref: `Table${index}` },
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: { Ref: 'Gateway' },
      },
    },
    [`Group${index}`]: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        GroupDescription: 'web',
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }],
      },
    },
  }));
  const Resources = Object.assign(
    {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Gateway: { Type: 'AWS::EC2::InternetGateway' },
      Attachment: {
        Type: 'AWS::EC2::VPCGatewayAttachment',
        Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } },
      },
      Address: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } },
      Acl: { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId: { Ref: 'Vpc' } } },
    },
    ...tiers,
  );
  return JSON.stringify({ Resources });
}
