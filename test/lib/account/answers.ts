import type { Command, Outputs } from '../../../lib/account/command.ts';

const ACCOUNT = '111122223333';
const ELB = `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}`;

export const ALB = `${ELB}:loadbalancer/app/web/1111111111111111`;
export const LISTENER = `${ELB}:listener/app/web/1111111111111111/2222222222222222`;
export const RULE = `${ELB}:listener-rule/app/web/1111111111111111/2222222222222222/3333333333333333`;
export const GROUP = `${ELB}:targetgroup/api/4444444444444444`;

const Tags = [{ Key: 'Name', Value: 'one' }];
const TransitGatewayId = 'tgw-1';
const TransitGatewayAttachmentId = 'tgw-attach-1';
const TransitGatewayRouteTableId = 'tgw-rtb-1';

/** One answer of each command about one small account, by the name of the file that holds it. */
export const ANSWERS = {
  'describe-vpcs': {
    Vpcs: [
      {
        VpcId: 'vpc-1',
        OwnerId: ACCOUNT,
        CidrBlock: '10.0.0.0/16',
        CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
        Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8::/56', Ipv6CidrBlockState: { State: 'associated' } }],
        Tags,
      },
    ],
  },
  'describe-vpc-attribute.vpc-1.enableDnsSupport': { VpcId: 'vpc-1', EnableDnsSupport: { Value: true } },
  'describe-vpc-attribute.vpc-1.enableDnsHostnames': { VpcId: 'vpc-1', EnableDnsHostnames: { Value: false } },
  'describe-subnets': {
    Subnets: [
      {
        SubnetId: 'subnet-1',
        VpcId: 'vpc-1',
        OwnerId: ACCOUNT,
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: 'eu-west-1a',
        Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8::/64', Ipv6CidrBlockState: { State: 'associated' } }],
        Tags,
      },
    ],
  },
  'describe-route-tables': {
    RouteTables: [
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        OwnerId: ACCOUNT,
        Associations: [
          { Main: true, RouteTableId: 'rtb-1' },
          { SubnetId: 'subnet-1', RouteTableId: 'rtb-1' },
        ],
        PropagatingVgws: [{ GatewayId: 'vgw-1' }],
        Routes: [
          { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
          { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' },
          { DestinationPrefixListId: 'pl-own', TransitGatewayId, State: 'active' },
          { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', Origin: 'CreateRoute', State: 'active' },
        ],
        Tags,
      },
    ],
  },
  'describe-internet-gateways': {
    InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ State: 'attached', VpcId: 'vpc-1' }], Tags }],
  },
  'describe-egress-only-internet-gateways': {
    EgressOnlyInternetGateways: [
      { EgressOnlyInternetGatewayId: 'eigw-1', Attachments: [{ State: 'attached', VpcId: 'vpc-1' }], Tags },
    ],
  },
  'describe-nat-gateways': {
    NatGateways: [
      {
        NatGatewayId: 'nat-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        State: 'available',
        ConnectivityType: 'public',
        NatGatewayAddresses: [
          { AllocationId: 'eipalloc-1', NetworkInterfaceId: 'eni-2', PrivateIp: '10.0.0.9', PublicIp: '203.0.113.9' },
        ],
        Tags,
      },
    ],
  },
  'describe-addresses': {
    Addresses: [{ AllocationId: 'eipalloc-1', PublicIp: '203.0.113.9', NetworkInterfaceId: 'eni-2', Tags }],
  },
  'describe-network-interfaces': {
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        OwnerId: ACCOUNT,
        AvailabilityZone: 'eu-west-1a',
        InterfaceType: 'interface',
        Description: '',
        PrivateIpAddress: '10.0.0.5',
        PrivateIpAddresses: [
          {
            Primary: true,
            PrivateIpAddress: '10.0.0.5',
            Association: { PublicIp: '203.0.113.5', IpOwnerId: 'amazon' },
          },
        ],
        Ipv6Addresses: [{ Ipv6Address: '2001:db8::5' }],
        Groups: [{ GroupId: 'sg-1', GroupName: 'web' }],
        SourceDestCheck: true,
        Attachment: { AttachmentId: 'eni-attach-1', DeviceIndex: 0, InstanceId: 'i-1', Status: 'attached' },
        Status: 'in-use',
        TagSet: Tags,
      },
      {
        NetworkInterfaceId: 'eni-3',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        OwnerId: ACCOUNT,
        Description: 'ELB app/web/1111111111111111',
        PrivateIpAddress: '10.0.0.7',
        Groups: [{ GroupId: 'sg-1' }],
        Status: 'in-use',
      },
    ],
  },
  'describe-security-groups': {
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'web',
        VpcId: 'vpc-1',
        OwnerId: ACCOUNT,
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 443,
            ToPort: 443,
            IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'all' }],
            Ipv6Ranges: [{ CidrIpv6: '::/0' }],
            PrefixListIds: [{ PrefixListId: 'pl-own' }],
            UserIdGroupPairs: [{ GroupId: 'sg-1', UserId: ACCOUNT }],
          },
        ],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        Tags,
      },
    ],
  },
  'describe-network-acls': {
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        VpcId: 'vpc-1',
        OwnerId: ACCOUNT,
        IsDefault: true,
        Associations: [{ NetworkAclAssociationId: 'aclassoc-1', NetworkAclId: 'acl-1', SubnetId: 'subnet-1' }],
        Entries: [
          {
            RuleNumber: 100,
            RuleAction: 'allow',
            Egress: false,
            Protocol: '6',
            CidrBlock: '0.0.0.0/0',
            PortRange: { From: 443, To: 443 },
          },
          {
            RuleNumber: 110,
            RuleAction: 'allow',
            Egress: true,
            Protocol: '58',
            Ipv6CidrBlock: '::/0',
            IcmpTypeCode: { Type: -1, Code: -1 },
          },
        ],
        Tags,
      },
    ],
  },
  'describe-instances': {
    Reservations: [
      {
        ReservationId: 'r-1',
        OwnerId: ACCOUNT,
        Instances: [
          {
            InstanceId: 'i-1',
            InstanceType: 't3.micro',
            VpcId: 'vpc-1',
            SubnetId: 'subnet-1',
            PrivateIpAddress: '10.0.0.5',
            State: { Code: 16, Name: 'running' },
            Placement: { AvailabilityZone: 'eu-west-1a' },
            SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web' }],
            NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Attachment: { DeviceIndex: 0 } }],
            Tags: [{ Key: 'lab:role', Value: 'web' }],
          },
        ],
      },
    ],
  },
  'describe-vpc-endpoints': {
    VpcEndpoints: [
      {
        VpcEndpointId: 'vpce-1',
        VpcEndpointType: 'Interface',
        VpcId: 'vpc-1',
        ServiceName: 'com.amazonaws.eu-west-1.ssm',
        State: 'Available',
        RouteTableIds: ['rtb-1'],
        SubnetIds: ['subnet-1'],
        NetworkInterfaceIds: ['eni-4'],
        Groups: [{ GroupId: 'sg-1', GroupName: 'web' }],
        PrivateDnsEnabled: true,
        DnsEntries: [{ DnsName: 'ssm.eu-west-1.amazonaws.com', HostedZoneId: 'Z1' }],
        Tags,
      },
    ],
  },
  'describe-instance-connect-endpoints': {
    InstanceConnectEndpoints: [
      {
        InstanceConnectEndpointId: 'eice-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        NetworkInterfaceIds: ['eni-5'],
        SecurityGroupIds: ['sg-1'],
        PreserveClientIp: false,
        State: 'create-complete',
        Tags,
      },
    ],
  },
  'describe-prefix-lists': {
    PrefixLists: [{ PrefixListId: 'pl-s3', PrefixListName: 'com.amazonaws.eu-west-1.s3', Cidrs: ['203.0.113.128/25'] }],
  },
  'get-managed-prefix-list-entries.pl-own': { Entries: [{ Cidr: '198.51.100.0/24', Description: 'office' }] },
  'describe-vpc-peering-connections': {
    VpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: ACCOUNT, CidrBlock: '10.0.0.0/16', Region: 'eu-west-1' },
        AccepterVpcInfo: { VpcId: 'vpc-2', CidrBlock: '10.1.0.0/16', CidrBlockSet: [{ CidrBlock: '10.1.0.0/16' }] },
        Status: { Code: 'active', Message: 'Active' },
        Tags,
      },
    ],
  },
  'describe-vpn-gateways': {
    VpnGateways: [
      { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ State: 'attached', VpcId: 'vpc-1' }], Tags },
    ],
  },
  'describe-vpn-connections': {
    VpnConnections: [
      {
        VpnConnectionId: 'vpn-1',
        VpnGatewayId: 'vgw-1',
        State: 'available',
        Options: { StaticRoutesOnly: true },
        Routes: [{ DestinationCidrBlock: '192.168.0.0/16', State: 'available' }],
        Tags,
      },
    ],
  },
  'describe-transit-gateways': {
    TransitGateways: [
      {
        TransitGatewayId,
        TransitGatewayArn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:transit-gateway/tgw-1`,
        OwnerId: ACCOUNT,
        State: 'available',
        Options: { AmazonSideAsn: 64512, AssociationDefaultRouteTableId: TransitGatewayRouteTableId },
        Tags,
      },
    ],
  },
  'describe-transit-gateway-attachments': {
    TransitGatewayAttachments: [
      {
        TransitGatewayAttachmentId,
        TransitGatewayId,
        ResourceType: 'vpc',
        ResourceId: 'vpc-1',
        State: 'available',
        Association: { TransitGatewayRouteTableId, State: 'associated' },
        Tags,
      },
      { TransitGatewayAttachmentId: 'tgw-attach-2', TransitGatewayId, ResourceType: 'peering', State: 'available' },
    ],
  },
  'describe-transit-gateway-vpc-attachments': {
    TransitGatewayVpcAttachments: [
      {
        TransitGatewayAttachmentId,
        TransitGatewayId,
        VpcId: 'vpc-1',
        SubnetIds: ['subnet-1'],
        State: 'available',
        Options: { ApplianceModeSupport: 'disable', DnsSupport: 'enable' },
        Tags,
      },
    ],
  },
  'describe-transit-gateway-peering-attachments': {
    TransitGatewayPeeringAttachments: [
      {
        TransitGatewayAttachmentId: 'tgw-attach-2',
        RequesterTgwInfo: { TransitGatewayId, OwnerId: ACCOUNT, Region: 'eu-west-1' },
        AccepterTgwInfo: { TransitGatewayId: 'tgw-2', OwnerId: ACCOUNT, Region: 'us-east-1' },
        State: 'available',
        Tags,
      },
    ],
  },
  'describe-transit-gateway-route-tables': {
    TransitGatewayRouteTables: [
      { TransitGatewayRouteTableId, TransitGatewayId, State: 'available', DefaultAssociationRouteTable: true, Tags },
    ],
  },
  'search-transit-gateway-routes.tgw-rtb-1': {
    Routes: [
      {
        DestinationCidrBlock: '10.0.0.0/16',
        TransitGatewayAttachments: [{ TransitGatewayAttachmentId, ResourceId: 'vpc-1', ResourceType: 'vpc' }],
        Type: 'propagated',
        State: 'active',
      },
    ],
    AdditionalRoutesAvailable: false,
  },
  'get-transit-gateway-route-table-propagations.tgw-rtb-1': {
    TransitGatewayRouteTablePropagations: [
      { TransitGatewayAttachmentId, ResourceId: 'vpc-1', ResourceType: 'vpc', State: 'enabled' },
    ],
  },
  'describe-vpc-block-public-access-options': {
    VpcBlockPublicAccessOptions: {
      AwsAccountId: ACCOUNT,
      AwsRegion: 'eu-west-1',
      State: 'update-complete',
      InternetGatewayBlockMode: 'block-ingress',
    },
  },
  'describe-vpc-block-public-access-exclusions': {
    VpcBlockPublicAccessExclusions: [
      {
        ExclusionId: 'vpcbpa-exclude-1',
        InternetGatewayExclusionMode: 'allow-egress',
        ResourceArn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:vpc/vpc-1`,
        State: 'create-complete',
      },
    ],
  },
  'describe-load-balancers': {
    LoadBalancers: [
      {
        LoadBalancerArn: ALB,
        LoadBalancerName: 'web',
        Type: 'application',
        Scheme: 'internet-facing',
        VpcId: 'vpc-1',
        State: { Code: 'active' },
        AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-1', LoadBalancerAddresses: [] }],
        SecurityGroups: ['sg-1'],
      },
    ],
  },
  'describe-load-balancer-attributes.web': {
    Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
  },
  'describe-listeners.web': {
    Listeners: [
      {
        ListenerArn: LISTENER,
        LoadBalancerArn: ALB,
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: GROUP, Order: 1 }],
      },
    ],
  },
  'describe-rules.2222222222222222': {
    Rules: [
      {
        RuleArn: RULE,
        Priority: '10',
        IsDefault: false,
        Conditions: [
          { Field: 'path-pattern', Values: ['/api/*'], PathPatternConfig: { Values: ['/api/*'] } },
          { Field: 'source-ip', SourceIpConfig: { Values: ['203.0.113.0/24'] } },
        ],
        Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: GROUP, Weight: 1 }] } }],
      },
      {
        RuleArn: `${RULE.slice(0, -1)}4`,
        Priority: 'default',
        IsDefault: true,
        Conditions: [],
        Actions: [{ Type: 'forward', TargetGroupArn: GROUP }],
      },
    ],
  },
  'describe-target-groups': {
    TargetGroups: [
      {
        TargetGroupArn: GROUP,
        TargetGroupName: 'api',
        TargetType: 'instance',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: 'vpc-1',
        LoadBalancerArns: [ALB],
        HealthCheckEnabled: true,
        HealthCheckPath: '/',
        HealthCheckPort: 'traffic-port',
        HealthCheckProtocol: 'HTTP',
        Matcher: { HttpCode: '200' },
      },
    ],
  },
  'describe-target-group-attributes.api': { Attributes: [{ Key: 'stickiness.enabled', Value: 'false' }] },
  'describe-target-health.api': {
    TargetHealthDescriptions: [
      {
        HealthCheckPort: '80',
        Target: { Id: 'i-1', Port: 80 },
        TargetHealth: { State: 'unhealthy', Reason: 'Target.Timeout' },
      },
    ],
  },
  'describe-tags': { TagDescriptions: [{ ResourceArn: ALB, Tags }] },
  'get-caller-identity': { UserId: 'AIDA', Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/one` },
} satisfies Record<string, Outputs[Command]>;

/** The same as files. */
export const FILES: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(ANSWERS).map(([name, answer]) => [`${name}.json`, answer]),
);

/** All but some of the files. */
export const without = (...names: (keyof typeof ANSWERS)[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(FILES).filter(([name]) => !names.some((each) => `${each}.json` === name)));
