type Properties = Record<string, unknown>;

/**
 * What resources have otherwise than those of `everyType`, so that properties which exclude each other are all met:
 * by type, each a set of properties that takes the place of the stack's; undefined takes one away.
 */
export const specimensOf = (id: (logicalId: string) => string): Readonly<Record<string, readonly Properties[]>> => ({
  'AWS::EC2::CustomerGateway': [{ IpAddress: '198.51.100.9' }],
  'AWS::EC2::EIPAssociation': [{ NetworkInterfaceId: undefined }, { AllocationId: undefined }],
  'AWS::EC2::FlowLog': [
    { LogDestination: undefined, LogDestinationType: 'cloud-watch-logs', DeliverLogsPermissionArn: id('Role') },
  ],
  'AWS::EC2::Instance': [
    {
      SubnetId: undefined,
      SecurityGroupIds: undefined,
      Volumes: undefined,
      NetworkInterfaces: [
        {
          DeviceIndex: '0',
          SubnetId: id('Sixth'),
          GroupSet: [id('Group')],
          PrivateIpAddresses: [{ PrivateIpAddress: '10.0.6.77', Primary: true }],
        },
      ],
    },
    { Volumes: undefined, BlockDeviceMappings: [{ DeviceName: '/dev/xvdb', Ebs: { VolumeSize: 10 } }] },
    { LaunchTemplate: { LaunchTemplateId: id('Template'), Version: '1' } },
    { SubnetId: undefined, SecurityGroupIds: undefined, Volumes: undefined },
    { SubnetId: id('Sixth'), Volumes: undefined },
  ],
  'AWS::EC2::LaunchTemplate': [{ TagSpecifications: [{ ResourceType: 'launch-template' }] }],
  'AWS::EC2::NatGateway': [
    ...[{ AvailabilityZone: 'us-east-1a' }, { AvailabilityZoneId: 'use1-az1' }].map((zone) => ({
      SubnetId: undefined,
      AllocationId: undefined,
      AvailabilityMode: 'regional',
      VpcId: id('Vpc'),
      AvailabilityZoneAddresses: [{ ...zone, AllocationIds: [] }],
    })),
  ],
  'AWS::EC2::NetworkAclEntry': [
    { CidrBlock: undefined },
    { Protocol: 1, PortRange: undefined, Icmp: { Code: 0, Type: 8 } },
  ],
  'AWS::EC2::NetworkInsightsPath': ['FilterAtSource', 'FilterAtDestination'].map((filter) => ({
    DestinationPort: undefined,
    [filter]: {
      SourcePortRange: { FromPort: 1024, ToPort: 2048 },
      DestinationPortRange: { FromPort: 80, ToPort: 90 },
    },
  })),
  'AWS::EC2::NetworkInterface': [{ PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.77', Primary: true }] }],
  'AWS::EC2::PlacementGroup': [{ Strategy: 'spread', PartitionCount: undefined }],
  'AWS::EC2::Route': [{ NatGatewayId: undefined }, { DestinationCidrBlock: undefined }],
  'AWS::EC2::SecurityGroup': [
    { SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 2 }], SecurityGroupIngress: undefined },
    { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 2, SourceSecurityGroupId: id('Group') }] },
    { SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 2, CidrIp: '10.0.0.0/8' }] },
  ],
  'AWS::EC2::SecurityGroupEgress': [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 2 }],
  'AWS::EC2::SecurityGroupIngress': [{ GroupId: undefined }, { SourceSecurityGroupId: undefined }],
  'AWS::EC2::Subnet': [{ CidrBlock: '10.0.9.0/24' }, { CidrBlock: '10.0.9.0/24', AvailabilityZone: undefined }],
  'AWS::EC2::TransitGatewayRoute': [{ Blackhole: undefined }],
  'AWS::EC2::Volume': [{ AvailabilityZone: undefined }, { VolumeType: 'io2', Iops: 1000 }],
  'AWS::EC2::VPCBlockPublicAccessExclusion': [{ VpcId: undefined }],
  'AWS::EC2::VPCCidrBlock': [{ CidrBlock: undefined, AmazonProvidedIpv6CidrBlock: true }],
  'AWS::EC2::VPCEndpoint': [
    {
      VpcEndpointType: 'Gateway',
      ServiceName: 'com.amazonaws.us-east-1.s3',
      SubnetIds: undefined,
      SecurityGroupIds: undefined,
      PrivateDnsEnabled: undefined,
    },
  ],
  'AWS::EC2::VPNConnection': [{ VpnGatewayId: undefined }],
  'AWS::ElasticLoadBalancingV2::Listener': [
    ...actions(id).map((action) => ({ Port: 444, DefaultActions: [action] })),
    ...AUTHENTICATE.map((action) => ({
      Port: 447,
      DefaultActions: [action, { Type: 'forward', Order: 2, TargetGroupArn: id('Targets') }],
    })),
    { Port: 445, MutualAuthentication: { Mode: 'verify', TrustStoreArn: id('Trusted') } },
    { Port: 446, ListenerAttributes: [{ Key: 'routing.http.response.server.enabled', Value: 'false' }] },
  ],
  'AWS::ElasticLoadBalancingV2::ListenerRule': [
    ...actions(id).map((action) => ({ Actions: [action] })),
    ...AUTHENTICATE.map((action) => ({
      Actions: [action, { Type: 'forward', Order: 2, TargetGroupArn: id('Targets') }],
    })),
    ...[
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-A', Values: ['a'] } },
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'a', Value: 'b' }] } },
      { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
      { Field: 'host-header', HostHeaderConfig: { Values: ['a.example'] } },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/a'] } },
    ].map((condition) => ({ Conditions: [condition] })),
    { Transforms: [{ Type: 'host-header-rewrite', HostHeaderRewriteConfig: REWRITE }] },
    { Transforms: [{ Type: 'url-rewrite', UrlRewriteConfig: REWRITE }] },
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    { Subnets: undefined, SubnetMappings: [{ SubnetId: id('Public') }, { SubnetId: id('Second') }] },
    {
      Type: 'network',
      Subnets: undefined,
      LoadBalancerAttributes: undefined,
      SubnetMappings: [{ SubnetId: id('Public') }],
    },
  ],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [
    { TargetGroupAttributes: [{ Key: 'stickiness.enabled', Value: 'false' }] },
    { ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '0' } },
    { Protocol: 'QUIC', HealthCheckPath: undefined, Matcher: undefined, Targets: [{ Id: id('Server') }] },
    { TargetType: 'lambda', Protocol: undefined, Port: undefined, VpcId: undefined, Targets: undefined },
  ],
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation': [
    { RevocationContents: [{ S3Bucket: 'certificates', S3Key: 'more.pem', RevocationType: 'CRL' }] },
  ],
});

const REWRITE = { Rewrites: [{ Regex: 'a', Replace: 'b' }] };

/** An action of each kind, complete. */
const actions = (id: (logicalId: string) => string): object[] => [
  { Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: id('Targets'), Weight: 1 }] } },
  { Type: 'forward', TargetGroupArn: id('Targets') },
  { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } },
  { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301', Path: '/a' } },
];

/** What lets a request pass to the next action. */
const AUTHENTICATE = [
  {
    Type: 'authenticate-cognito',
    Order: 1,
    AuthenticateCognitoConfig: {
      UserPoolArn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc',
      UserPoolClientId: 'client',
      UserPoolDomain: 'lab',
    },
  },
  {
    Type: 'authenticate-oidc',
    Order: 1,
    AuthenticateOidcConfig: {
      Issuer: 'https://id.example.com',
      AuthorizationEndpoint: 'https://id.example.com/authorize',
      TokenEndpoint: 'https://id.example.com/token',
      UserInfoEndpoint: 'https://id.example.com/user',
      ClientId: 'client',
      ClientSecret: 'secret',
    },
  },
  {
    Type: 'jwt-validation',
    Order: 1,
    JwtValidationConfig: {
      Issuer: 'https://id.example.com',
      JwksEndpoint: 'https://id.example.com/keys',
      AdditionalClaims: [{ Name: 'scope', Format: 'string-array', Values: ['lab'] }],
    },
  },
];
