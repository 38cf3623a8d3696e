import { accountOf, type Sketch } from '../../account.ts';
import type { EndpointSketch } from '../../endpoint.ts';
import type { Table } from '../way.ts';

const S3 = { 'pl-s3 com.amazonaws.us-east-1.s3': ['52.216.0.0/15'] };
const GATEWAY: EndpointSketch = { service: 'com.amazonaws.us-east-1.s3' };

/** A host with a route to S3 by a gateway endpoint, and another way out. */
const gateway = (change: Partial<Sketch> = {}, out = ['tcp/443 pl-s3'], endpoint = GATEWAY): Sketch => ({
  gateways: { 'igw-a': 'vpc-a' },
  subnets: { 'subnet-a': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> nat-x blackhole', 'pl-s3 -> vpce-s3'] } },
  groups: { 'sg-a': { in: [], out } },
  hosts: { 'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] } },
  endpoints: { 'vpce-s3': endpoint },
  prefixLists: S3,
  ...change,
});

const withAcl = (acl: { in: string[]; out: string[] }): Sketch => {
  const sketch = gateway();
  sketch.subnets['subnet-a']!.acl = acl;
  return sketch;
};

/** A host of another VPC that is led to the endpoint by a transit gateway. */
const beyond: Sketch = {
  ...gateway(),
  vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes: ['pl-s3 -> vpce-s3', '10.1.0.0/16 -> tgw-a'] },
    'subnet-b': { vpc: 'vpc-b', cidr: '10.1.0.0/24', routes: ['0.0.0.0/0 -> tgw-a'] },
  },
  groups: { 'sg-b': { vpc: 'vpc-b' } },
  hosts: { 'i-b': { subnet: 'subnet-b', ip: '10.1.0.10', groups: ['sg-b'] } },
  transitGateways: {
    'tgw-a': {
      attachments: {
        'tgw-attach-a': { vpc: 'vpc-a', subnets: ['subnet-a'], table: 'tgw-rtb-a' },
        'tgw-attach-b': { vpc: 'vpc-b', subnets: ['subnet-b'], table: 'tgw-rtb-a' },
      },
      tables: { 'tgw-rtb-a': ['0.0.0.0/0 -> tgw-attach-a', '10.1.0.0/16 -> tgw-attach-b'] },
    },
  },
};

const SSM: EndpointSketch = {
  service: 'com.amazonaws.us-east-1.ssm',
  nodes: { 'subnet-b': '10.0.2.50' },
  groups: ['sg-vpce'],
  privateDns: true,
};

/** A host without a way out, and an interface endpoint in another subnet. */
const ssm = (
  endpoint: Partial<EndpointSketch> = {},
  rules = ['tcp/443 sg-a'],
  aclIn = ['100 allow all 0.0.0.0/0'],
): Sketch => ({
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24' },
    'subnet-b': { cidr: '10.0.2.0/24', acl: { in: aclIn, out: ['100 allow all 0.0.0.0/0'] } },
  },
  groups: { 'sg-a': { in: ['all 10.0.0.0/16'] }, 'sg-vpce': { in: rules, out: ['all 0.0.0.0/0'] } },
  hosts: { 'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] } },
  endpoints: { 'vpce-ssm': { ...SSM, ...endpoint } },
});

const dns = (attributes: { enableDnsSupport?: boolean; enableDnsHostnames?: boolean }) => ({
  ...accountOf(ssm()),
  VpcAttributes: { 'vpc-a': attributes },
});

const TO_S3 = 'i-a -> s3 tcp/443';
const TO_SSM = 'i-a -> ssm tcp/443';

export const endpoints: Table = {
  subject: 'VPC endpoints',
  rows: [
    [
      'a gateway endpoint, by its prefix list and past the default route',
      gateway(),
      TO_S3,
      'reachable: sg-a acl-subnet-a rtb-subnet-a vpce-s3 < acl-subnet-a sg-a i-a',
    ],
    [
      'a gateway endpoint without its route',
      gateway({ subnets: { 'subnet-a': { cidr: '10.0.1.0/24' } } }),
      TO_S3,
      'blocked: sg-a acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'a gateway endpoint for addresses of others',
      gateway({}, ['all 0.0.0.0/0']),
      'i-a -> 8.8.8.8 tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a!BAD_STATE_ROUTE',
    ],
    [
      'the security group must let the service pass',
      gateway({}, ['tcp/443 10.0.0.0/16']),
      TO_S3,
      'blocked: sg-a!ENI_SG_RULES_MISMATCH acl-subnet-a rtb-subnet-a vpce-s3 < acl-subnet-a sg-a i-a',
    ],
    [
      'the network ACL must let the question out',
      withAcl({ in: ['100 allow all 0.0.0.0/0'], out: [] }),
      TO_S3,
      'blocked: sg-a acl-subnet-a!SUBNET_ACL_RESTRICTION rtb-subnet-a vpce-s3 < acl-subnet-a sg-a i-a',
    ],
    [
      'the network ACL must let the answer in',
      withAcl({ in: ['100 allow tcp/1024-65535 10.0.0.0/16'], out: ['100 allow all 0.0.0.0/0'] }),
      TO_S3,
      'blocked: sg-a acl-subnet-a rtb-subnet-a vpce-s3 < acl-subnet-a!SUBNET_ACL_RESTRICTION sg-a i-a',
    ],
    [
      'a gateway endpoint takes ICMP echo',
      gateway({}, ['icmp 0.0.0.0/0']),
      'i-a -> 52.216.0.1 icmp',
      'reachable: sg-a acl-subnet-a rtb-subnet-a vpce-s3 < acl-subnet-a sg-a i-a',
    ],
    [
      'but not UDP',
      gateway({}, ['udp/443 0.0.0.0/0']),
      'i-a -> 52.216.0.1 udp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a vpce-s3!VPCE_GATEWAY_PROTOCOL_RESTRICTION',
    ],
    [
      'a gateway endpoint that is gone',
      gateway({}, ['tcp/443 pl-s3'], { ...GATEWAY, state: 'deleted' }),
      TO_S3,
      'blocked: sg-a acl-subnet-a rtb-subnet-a vpce-s3!BAD_STATE',
    ],
    [
      'a gateway endpoint that was not read',
      gateway({ endpoints: {} }),
      'i-a -> 52.216.0.1 tcp/443',
      'unknown: sg-a acl-subnet-a rtb-subnet-a vpce-s3?UNKNOWN_RESOURCE',
    ],
    [
      'a Gateway Load Balancer endpoint',
      gateway({}, ['all 0.0.0.0/0'], { ...GATEWAY, type: 'GatewayLoadBalancer' }),
      'i-a -> 52.216.0.1 tcp/443',
      'unknown: sg-a acl-subnet-a rtb-subnet-a vpce-s3?UNSUPPORTED_COMPONENT',
    ],
    [
      'a gateway endpoint for those beyond the VPC',
      beyond,
      'i-b -> 52.216.0.1 tcp/443',
      'blocked: sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-a rtb-subnet-a vpce-s3!NO_POSSIBLE_DESTINATION',
    ],
    [
      'an interface endpoint by the name of its service',
      ssm(),
      TO_SSM,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-vpce eni-vpce-ssm-1 < sg-vpce acl-subnet-b rtb-subnet-b acl-subnet-a sg-a i-a',
    ],
    [
      'an interface endpoint without private DNS',
      ssm({ privateDns: false }),
      TO_SSM,
      'blocked: sg-a acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'without private DNS, by its own name',
      ssm({ privateDns: false }),
      'i-a -> vpce-ssm tcp/443',
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-vpce eni-vpce-ssm-1 < sg-vpce acl-subnet-b rtb-subnet-b acl-subnet-a sg-a i-a',
    ],
    [
      'in a VPC without DNS host names',
      dns({ enableDnsHostnames: false }),
      TO_SSM,
      'blocked: sg-a acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'in a VPC without DNS',
      dns({ enableDnsSupport: false }),
      TO_SSM,
      'blocked: sg-a acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'in a VPC with both',
      dns({ enableDnsSupport: true, enableDnsHostnames: true }),
      TO_SSM,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-vpce eni-vpce-ssm-1 < sg-vpce acl-subnet-b rtb-subnet-b acl-subnet-a sg-a i-a',
    ],
    [
      'the security group of an interface endpoint',
      ssm({}, ['tcp/443 sg-vpce']),
      TO_SSM,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-vpce!ENI_SG_RULES_MISMATCH eni-vpce-ssm-1 < sg-vpce acl-subnet-b rtb-subnet-b acl-subnet-a sg-a i-a',
    ],
    [
      'the network ACL of its subnet',
      ssm({}, ['tcp/443 sg-a'], ['100 allow tcp/80 0.0.0.0/0']),
      TO_SSM,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b!SUBNET_ACL_RESTRICTION sg-vpce eni-vpce-ssm-1 < sg-vpce acl-subnet-b rtb-subnet-b acl-subnet-a sg-a i-a',
    ],
    [
      'an interface endpoint in the same subnet',
      ssm({ nodes: { 'subnet-a': '10.0.1.50' } }),
      TO_SSM,
      'reachable: sg-a sg-vpce eni-vpce-ssm-1 < sg-vpce sg-a i-a',
    ],
    [
      'an interface endpoint is not pinged',
      ssm({}, ['all 0.0.0.0/0']),
      'i-a -> ssm icmp',
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-vpce vpce-ssm!PROTOCOL_RESTRICTION',
    ],
    [
      'an interface endpoint that is pending',
      ssm({ state: 'pending' }),
      TO_SSM,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-vpce vpce-ssm!BAD_STATE',
    ],
    [
      'a service starts no connection by it',
      ssm(),
      'vpce-ssm -> i-a tcp/443',
      'blocked: vpce-ssm!VPCE_INTRA_VPC_TRAFFIC',
    ],
    [
      'what is not for the endpoint does not go on from it',
      {
        ...ssm({}, ['all 0.0.0.0/0']),
        subnets: {
          'subnet-a': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> eni-vpce-ssm-1'] },
          'subnet-b': { cidr: '10.0.2.0/24' },
        },
      },
      'i-a -> 8.8.8.8 tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-vpce eni-vpce-ssm-1!ENI_ADDRESS_RESTRICTION sg-vpce acl-subnet-b rtb-subnet-b!NO_ROUTE_TO_DESTINATION',
    ],
  ],
};
