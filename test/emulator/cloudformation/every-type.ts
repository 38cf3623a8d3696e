import { att, ref } from '../stack.ts';

/** A resource as templates write it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: object;
  readonly DependsOn?: readonly string[];
}

const ec2 = (type: string, Properties: object = {}, ...DependsOn: string[]): TemplateResource => ({
  Type: `AWS::EC2::${type}`,
  Properties,
  DependsOn,
});
const elb = (type: string, Properties: object, ...DependsOn: string[]): TemplateResource => ({
  Type: `AWS::ElasticLoadBalancingV2::${type}`,
  Properties,
  DependsOn,
});
const other = (type: string, Properties: object = {}): TemplateResource => ({ Type: `AWS::${type}`, Properties });

const SSH = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/16' };
const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const EC2_MAY_ASSUME = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

const certificate = (number: number) =>
  `arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-12345678901${number}`;

/** The parameter that the instance's image comes from. */
export const IMAGE = {
  type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
  default: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
};

/** At least one resource of every type that stacks can make; `owner` and the like are what an update changes in place. */
export const everyType = (changed = false): Readonly<Record<string, TemplateResource>> => {
  const Tags = [{ Key: 'owner', Value: changed ? 'b' : 'a' }];
  return {
    Vpc: ec2('VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, Tags }),
    MoreCidr: ec2('VPCCidrBlock', { VpcId: ref('Vpc'), CidrBlock: '10.2.0.0/16' }),
    Ipv6: ec2('VPCCidrBlock', { VpcId: ref('Vpc'), AmazonProvidedIpv6CidrBlock: true }),
    Options: ec2('DHCPOptions', { DomainName: 'lab.internal', DomainNameServers: ['10.0.0.2'], Tags }),
    OptionsOfVpc: ec2('VPCDHCPOptionsAssociation', { VpcId: ref('Vpc'), DhcpOptionsId: ref('Options') }),
    Gateway: ec2('InternetGateway', { Tags }),
    Attachment: ec2('VPCGatewayAttachment', { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') }),
    Office: ec2('CustomerGateway', { Type: 'ipsec.1', IpAddress: '198.51.100.7', BgpAsn: 65_000, Tags }),
    VpnGateway: ec2('VPNGateway', { Type: 'ipsec.1', AmazonSideAsn: 64_512, Tags }),
    VpnAttachment: ec2('VPCGatewayAttachment', { VpcId: ref('Vpc'), VpnGatewayId: ref('VpnGateway') }),
    ToOffice: ec2('VPNConnection', {
      Type: 'ipsec.1',
      CustomerGatewayId: ref('Office'),
      VpnGatewayId: ref('VpnGateway'),
      StaticRoutesOnly: true,
      Tags,
    }),
    OfficeRoute: ec2('VPNConnectionRoute', {
      VpnConnectionId: ref('ToOffice'),
      DestinationCidrBlock: '192.168.0.0/16',
    }),
    OfficeRoutes: ec2(
      'VPNGatewayRoutePropagation',
      { VpnGatewayId: ref('VpnGateway'), RouteTableIds: [ref('Table'), ...(changed ? [ref('EdgeTable')] : [])] },
      'VpnAttachment',
    ),
    Egress: ec2('EgressOnlyInternetGateway', { VpcId: ref('Vpc'), Tags }),
    Public: ec2('Subnet', {
      VpcId: ref('Vpc'),
      CidrBlock: '10.0.0.0/24',
      AvailabilityZone: 'us-east-1a',
      MapPublicIpOnLaunch: !changed,
      Tags,
    }),
    Second: ec2('Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1b' }),
    Sixth: ec2(
      'Subnet',
      {
        VpcId: ref('Vpc'),
        CidrBlock: '10.0.6.0/24',
        AvailabilityZone: 'us-east-1a',
        Ipv6CidrBlock: {
          'Fn::Select': [0, { 'Fn::Cidr': [{ 'Fn::Select': [0, att('Vpc', 'Ipv6CidrBlocks')] }, 4, 64] }],
        },
      },
      'Ipv6',
    ),
    SixthCard: ec2('NetworkInterface', { SubnetId: ref('Sixth'), Ipv6AddressCount: changed ? 2 : 1 }),
    Ip: ec2('EIP', { Domain: 'vpc', Tags }, 'Attachment'),
    Nat: ec2('NatGateway', { SubnetId: ref('Public'), AllocationId: att('Ip', 'AllocationId'), Tags }, 'Attachment'),
    Group: ec2('SecurityGroup', {
      GroupDescription: 'web servers',
      VpcId: ref('Vpc'),
      SecurityGroupIngress: changed ? [{ ...SSH, Description: 'from inside' }] : [SSH],
      Tags,
    }),
    In: ec2('SecurityGroupIngress', {
      GroupId: ref('Group'),
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 80,
      SourceSecurityGroupId: ref('Group'),
      Description: changed ? 'each other' : 'peers',
    }),
    OutRule: ec2('SecurityGroupEgress', { GroupId: ref('Group'), IpProtocol: '-1', CidrIpv6: '2001:db8::/32' }),
    Acl: ec2('NetworkAcl', { VpcId: ref('Vpc'), Tags }),
    Entry: ec2('NetworkAclEntry', {
      NetworkAclId: ref('Acl'),
      RuleNumber: 100,
      Protocol: 6,
      RuleAction: 'allow',
      CidrBlock: '0.0.0.0/0',
      PortRange: { From: 80, To: changed ? 443 : 80 },
    }),
    AclOfSecond: ec2('SubnetNetworkAclAssociation', { NetworkAclId: ref('Acl'), SubnetId: ref('Second') }),
    Card: ec2('NetworkInterface', {
      SubnetId: ref('Public'),
      GroupSet: [ref('Group')],
      Description: changed ? 'spare' : 'second',
      SourceDestCheck: changed,
      Tags,
    }),
    CardOfServer: ec2('NetworkInterfaceAttachment', {
      InstanceId: ref('Server'),
      NetworkInterfaceId: ref('Card'),
      DeviceIndex: '1',
      DeleteOnTermination: changed,
    }),
    CardIp: ec2('EIP', {}, 'Attachment'),
    IpOfCard: ec2('EIPAssociation', { AllocationId: att('CardIp', 'AllocationId'), NetworkInterfaceId: ref('Card') }),
    Key: ec2('KeyPair', { KeyName: 'lab' }),
    Place: ec2('PlacementGroup', { Strategy: 'partition', PartitionCount: 2 }),
    Server: ec2('Instance', {
      ImageId: ref('Image'),
      InstanceType: 't3.micro',
      KeyName: ref('Key'),
      SubnetId: ref('Public'),
      SecurityGroupIds: [ref('Group')],
      IamInstanceProfile: ref('Profile'),
      Monitoring: changed,
      Volumes: [{ Device: changed ? '/dev/sdh' : '/dev/sdg', VolumeId: ref('Archive') }],
      Tags,
    }),
    Archive: ec2('Volume', { AvailabilityZone: 'us-east-1a', Size: 125, VolumeType: 'sc1' }),
    Disk: ec2('Volume', {
      AvailabilityZone: 'us-east-1a',
      Size: changed ? 20 : 10,
      VolumeType: 'gp3',
      Iops: changed ? 4000 : 3000,
      Encrypted: true,
      AutoEnableIO: changed,
      Tags,
    }),
    DiskOfServer: ec2('VolumeAttachment', { InstanceId: ref('Server'), VolumeId: ref('Disk'), Device: '/dev/sdf' }),
    SnapshotAccess: ec2('SnapshotBlockPublicAccess', { State: changed ? 'block-all-sharing' : 'block-new-sharing' }),
    Table: ec2('RouteTable', { VpcId: ref('Vpc'), Tags }),
    Out: ec2(
      'Route',
      {
        RouteTableId: ref('Table'),
        DestinationCidrBlock: '0.0.0.0/0',
        ...(changed ? { GatewayId: ref('Gateway') } : { NatGatewayId: ref('Nat') }),
      },
      'Attachment',
    ),
    TableOfSecond: ec2('SubnetRouteTableAssociation', { RouteTableId: ref('Table'), SubnetId: ref('Second') }),
    EdgeTable: ec2('RouteTable', { VpcId: ref('Vpc') }),
    TableOfGateway: ec2(
      'GatewayRouteTableAssociation',
      { RouteTableId: ref('EdgeTable'), GatewayId: ref('Gateway') },
      'Attachment',
    ),
    Partners: ec2('PrefixList', {
      PrefixListName: 'partners',
      AddressFamily: 'IPv4',
      MaxEntries: 3,
      Entries: [{ Cidr: changed ? '203.0.113.0/25' : '203.0.113.0/24' }],
      Tags,
    }),
    Ssm: ec2('VPCEndpoint', {
      VpcId: ref('Vpc'),
      ServiceName: 'com.amazonaws.us-east-1.ssm',
      VpcEndpointType: 'Interface',
      SubnetIds: [ref('Public')],
      SecurityGroupIds: [ref('Group')],
      PrivateDnsEnabled: !changed,
    }),
    Connect: ec2('InstanceConnectEndpoint', { SubnetId: ref('Public'), SecurityGroupIds: [ref('Group')], Tags }),
    Path: ec2(
      'NetworkInsightsPath',
      { Source: ref('Gateway'), Destination: ref('Card'), Protocol: 'tcp', DestinationPort: 443, Tags },
      'Attachment',
    ),
    Analysis: ec2('NetworkInsightsAnalysis', { NetworkInsightsPathId: ref('Path'), Tags }, 'IpOfCard'),
    Balancer: elb(
      'LoadBalancer',
      {
        Subnets: [ref('Public'), ref('Second')],
        SecurityGroups: [ref('Group')],
        LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: changed ? '90' : '120' }],
        Tags,
      },
      'Attachment',
    ),
    Targets: elb('TargetGroup', {
      Protocol: 'HTTP',
      Port: 80,
      VpcId: ref('Vpc'),
      HealthCheckPath: changed ? '/healthy' : '/health',
      Matcher: { HttpCode: '200-299' },
      Targets: [{ Id: ref('Server'), Port: 8080 }],
      Tags,
    }),
    Http: elb('Listener', {
      LoadBalancerArn: ref('Balancer'),
      Port: changed ? 8080 : 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
    }),
    Rule: elb('ListenerRule', {
      ListenerArn: ref('Http'),
      Priority: changed ? 20 : 10,
      Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
      Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    }),
    OtherVpc: ec2('VPC', { CidrBlock: '10.9.0.0/16' }),
    OtherSubnet: ec2('Subnet', {
      VpcId: ref('OtherVpc'),
      CidrBlock: '10.9.0.0/24',
      AvailabilityZone: 'us-east-1a',
    }),
    Peering: ec2('VPCPeeringConnection', { VpcId: ref('Vpc'), PeerVpcId: ref('OtherVpc'), Tags }),
    Hub: ec2('TransitGateway', {
      Description: changed ? 'b' : 'a',
      DefaultRouteTableAssociation: 'disable',
      DefaultRouteTablePropagation: 'disable',
      Tags,
    }),
    Spoke: ec2('TransitGatewayAttachment', {
      TransitGatewayId: ref('Hub'),
      VpcId: ref('Vpc'),
      SubnetIds: [ref('Public')],
      Tags,
    }),
    OtherSpoke: ec2('TransitGatewayVpcAttachment', {
      TransitGatewayId: ref('Hub'),
      VpcId: ref('OtherVpc'),
      SubnetIds: [ref('OtherSubnet')],
      Options: { ApplianceModeSupport: changed ? 'enable' : 'disable' },
    }),
    HubTable: ec2('TransitGatewayRouteTable', { TransitGatewayId: ref('Hub') }),
    TableOfSpoke: ec2('TransitGatewayRouteTableAssociation', {
      TransitGatewayAttachmentId: ref('Spoke'),
      TransitGatewayRouteTableId: ref('HubTable'),
    }),
    FromOtherSpoke: ec2('TransitGatewayRouteTablePropagation', {
      TransitGatewayAttachmentId: ref('OtherSpoke'),
      TransitGatewayRouteTableId: ref('HubTable'),
    }),
    HubRoute: ec2('TransitGatewayRoute', {
      TransitGatewayRouteTableId: ref('HubTable'),
      DestinationCidrBlock: '10.10.0.0/16',
      Blackhole: true,
    }),
    OtherHub: ec2('TransitGateway'),
    HubToHub: ec2('TransitGatewayPeeringAttachment', {
      TransitGatewayId: ref('Hub'),
      PeerTransitGatewayId: ref('OtherHub'),
      PeerAccountId: ref('AWS::AccountId'),
      PeerRegion: ref('AWS::Region'),
      Tags,
    }),
    PublicAccess: ec2('VPCBlockPublicAccessOptions', {
      InternetGatewayBlockMode: changed ? 'block-bidirectional' : 'block-ingress',
    }),
    Excluded: ec2('VPCBlockPublicAccessExclusion', {
      VpcId: ref('Vpc'),
      InternetGatewayExclusionMode: changed ? 'allow-bidirectional' : 'allow-egress',
      Tags,
    }),
    Flows: ec2('FlowLog', {
      ResourceId: ref('Vpc'),
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: att('Bucket', 'Arn'),
      Tags,
    }),
    Template: ec2('LaunchTemplate', {
      LaunchTemplateData: { ImageId: ref('Image'), InstanceType: changed ? 't3.micro' : 't3.nano' },
    }),
    Trusted: elb('TrustStore', {
      Name: 'clients',
      CaCertificatesBundleS3Bucket: 'certificates',
      CaCertificatesBundleS3Key: changed ? 'b.pem' : 'a.pem',
      Tags,
    }),
    Revoked: elb('TrustStoreRevocation', {
      TrustStoreArn: ref('Trusted'),
      RevocationContents: [{ S3Bucket: 'certificates', S3Key: 'revoked.pem', RevocationType: 'CRL' }],
    }),
    Https: elb('Listener', {
      LoadBalancerArn: ref('Balancer'),
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: certificate(1) }],
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
    }),
    SecureRule: elb('ListenerRule', {
      ListenerArn: ref('Https'),
      Priority: 10,
      Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
      Actions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
    }),
    MoreNames: elb('ListenerCertificate', {
      ListenerArn: ref('Https'),
      Certificates: [{ CertificateArn: certificate(changed ? 3 : 2) }],
    }),
    Role: other('IAM::Role', { AssumeRolePolicyDocument: EC2_MAY_ASSUME, Description: changed ? 'b' : 'a', Tags }),
    Profile: other('IAM::InstanceProfile', { Roles: [ref('Role')] }),
    Inline: other('IAM::Policy', { PolicyName: 'read', PolicyDocument: POLICY, Roles: [ref('Role')] }),
    Managed: other('IAM::ManagedPolicy', { PolicyDocument: POLICY, Roles: changed ? [] : [ref('Role')] }),
    Bucket: other('S3::Bucket', { Tags }),
    BucketPolicy: other('S3::BucketPolicy', { Bucket: ref('Bucket'), PolicyDocument: POLICY }),
    Zone: other('Route53::HostedZone', {
      Name: 'lab.internal',
      VPCs: [{ VPCId: ref('Vpc'), VPCRegion: 'us-east-1' }],
    }),
    Address: other('Route53::RecordSet', {
      HostedZoneId: ref('Zone'),
      Name: 'web.lab.internal',
      Type: 'A',
      TTL: changed ? '60' : '300',
      ResourceRecords: ['10.0.0.10'],
    }),
    Log: other('Logs::LogGroup', { RetentionInDays: changed ? 14 : 7, Tags }),
    Metadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: changed ? 'v2' : 'v1' } },
    Handle: other('CloudFormation::WaitConditionHandle'),
  };
};
