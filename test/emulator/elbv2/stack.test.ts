import { CloudFormation } from '@aws-sdk/client-cloudformation';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { att, configOf, outputsOf, ref } from '../stack.ts';
import { CERTIFICATE, createListener, createLoadBalancer, fixedResponse, type Lab, refusal, startLab } from './lab.ts';

let lab: Lab;
let cloudformation: CloudFormation;
beforeAll(async () => {
  lab = await startLab();
  cloudformation = new CloudFormation(configOf(lab.aws));
});
afterAll(() => lab.close());

const type = (name: string, Properties: object) => ({ Type: `AWS::ElasticLoadBalancingV2::${name}`, Properties });
const certificate = (last: string) => ({ CertificateArn: `${CERTIFICATE.slice(0, -1)}${last}` });

interface Change {
  certificates?: string[];
  bundle?: string;
  revoked?: string[];
  units?: number;
  pool?: string;
  owner?: string;
  storeName?: string;
}

/** Everything of Elastic Load Balancing that a stack can have, with what changes on an update as arguments. */
const template = ({
  certificates = ['1', '2'],
  bundle = 'a.pem',
  revoked = ['x', 'y'],
  units,
  pool,
  owner = 'a',
  storeName = 'clients',
}: Change = {}) => ({
  Resources: {
    Balancer: type('LoadBalancer', {
      Subnets: lab.subnets.slice(0, 2),
      ...(units ? { MinimumLoadBalancerCapacity: { CapacityUnits: units } } : {}),
      ...(pool ? { Ipv4IpamPoolId: pool } : {}),
    }),
    Group: type('TargetGroup', { Protocol: 'HTTP', Port: 80, VpcId: lab.vpcId, TargetType: 'ip' }),
    Store: type('TrustStore', {
      Name: storeName,
      CaCertificatesBundleS3Bucket: 'bundles',
      CaCertificatesBundleS3Key: bundle,
      Tags: [{ Key: 'owner', Value: owner }],
    }),
    Revocation: type('TrustStoreRevocation', {
      TrustStoreArn: ref('Store'),
      RevocationContents: revoked.map((S3Key) => ({ S3Bucket: 'bundles', S3Key })),
    }),
    Secure: type('Listener', {
      LoadBalancerArn: ref('Balancer'),
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [certificate('0')],
      MutualAuthentication: { Mode: 'verify', TrustStoreArn: att('Store', 'TrustStoreArn') },
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }],
    }),
    More: type('ListenerCertificate', { ListenerArn: ref('Secure'), Certificates: certificates.map(certificate) }),
    Rule: type('ListenerRule', {
      ListenerArn: ref('Secure'),
      Priority: 5,
      Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
      Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    }),
  },
  Outputs: Object.fromEntries(
    Object.entries({
      Balancer: ref('Balancer'),
      Secure: ref('Secure'),
      Store: ref('Store'),
      StoreStatus: att('Store', 'Status'),
      Certificates: att('Store', 'NumberOfCaCertificates'),
      Revocation: ref('Revocation'),
      RevocationId: att('Revocation', 'RevocationId'),
      More: att('More', 'Id'),
    }).map(([name, Value]) => [name, { Value }]),
  ),
});

async function deploy(verb: 'createStack' | 'updateStack', StackName: string, body: object) {
  const input = { StackName, TemplateBody: JSON.stringify(body) };
  await (verb === 'createStack' ? cloudformation.createStack(input) : cloudformation.updateStack(input));
  return outputs(StackName);
}

async function outputs(StackName: string): Promise<Record<string, string>> {
  const { Stacks } = await cloudformation.describeStacks({ StackName });
  return { status: Stacks?.[0]?.StackStatus ?? '', ...(await outputsOf(cloudformation, StackName)) };
}

const listed = async (ListenerArn: string) => {
  const { Certificates } = await lab.elbv2.send(new elbv2.DescribeListenerCertificatesCommand({ ListenerArn }));
  return Certificates?.map(({ CertificateArn }) => CertificateArn?.at(-1));
};

const revocationsOf = async (TrustStoreArn: string) => {
  const command = new elbv2.DescribeTrustStoreRevocationsCommand({ TrustStoreArn });
  return (await lab.elbv2.send(command)).TrustStoreRevocations?.map(({ RevocationId }) => RevocationId);
};

test('a stack of every type is made, changed in place and taken down', async () => {
  const made = await deploy('createStack', 'all', template());
  expect(made).toMatchObject({
    status: 'CREATE_COMPLETE',
    StoreStatus: 'ACTIVE',
    Certificates: '1',
    Revocation: `1|${made.Store}`,
    RevocationId: '1',
    More: expect.stringMatching(/^all-More-[0-9A-F]{12}$/),
  });
  const { Secure = '', Store = '', Balancer = '' } = made;
  expect(await listed(Secure)).toEqual(['0', '1', '2']);
  expect(await revocationsOf(Store)).toEqual([1, 2]);

  const pool = 'ipam-pool-0123456789abcdef0';
  const change = { certificates: ['2', '3'], bundle: 'b.pem', revoked: ['z'], units: 400, pool, owner: 'b' };
  const changed = await deploy('updateStack', 'all', template(change));
  expect(changed).toMatchObject({
    status: 'UPDATE_COMPLETE',
    Secure,
    Store,
    Balancer,
    More: made.More,
    RevocationId: '3',
  });
  expect(await listed(Secure)).toEqual(['0', '2', '3']);
  expect(await revocationsOf(Store)).toEqual([3]);
  const located = new elbv2.GetTrustStoreCaCertificatesBundleCommand({ TrustStoreArn: Store });
  expect((await lab.elbv2.send(located)).Location).toMatch(/\/b\.pem$/);
  const tags = await lab.elbv2.send(new elbv2.DescribeTagsCommand({ ResourceArns: [Store] }));
  expect(tags.TagDescriptions?.[0]?.Tags).toContainEqual({ Key: 'owner', Value: 'b' });
  const capacity = () => lab.elbv2.send(new elbv2.DescribeCapacityReservationCommand({ LoadBalancerArn: Balancer }));
  expect((await capacity()).MinimumLoadBalancerCapacity).toEqual({ CapacityUnits: 400 });
  const poolsOf = async () => {
    const command = new elbv2.DescribeLoadBalancersCommand({ LoadBalancerArns: [Balancer] });
    return (await lab.elbv2.send(command)).LoadBalancers?.[0]?.IpamPools;
  };
  expect(await poolsOf()).toEqual({ Ipv4IpamPoolId: pool });

  await deploy('updateStack', 'all', template());
  expect((await capacity()).MinimumLoadBalancerCapacity).toBeUndefined();
  expect(await poolsOf()).toBeUndefined();

  await cloudformation.deleteStack({ StackName: 'all' });
  expect((await lab.elbv2.send(new elbv2.DescribeTrustStoresCommand({}))).TrustStores).toEqual([]);
  expect((await lab.elbv2.send(new elbv2.DescribeTargetGroupsCommand({}))).TargetGroups).toEqual([]);
  expect(await refusal(listed(Secure))).toMatch(/^ListenerNotFound: /);
});

test('another name makes another trust store', async () => {
  const { Resources } = template();
  const { Store } = Resources;
  const first = { Resources: { Store }, Outputs: { Store: { Value: ref('Store') } } };
  const made = await deploy('createStack', 'renamed', first);
  const renamed = { ...first, Resources: { Store: template({ storeName: 'others' }).Resources.Store } };
  const after = await deploy('updateStack', 'renamed', renamed);
  expect(after.Store).not.toBe(made.Store);
  const { TrustStores } = await lab.elbv2.send(new elbv2.DescribeTrustStoresCommand({}));
  expect(TrustStores?.map(({ Name }) => Name)).toEqual(['others']);
});

test('certificates leave a listener that stays when their stack is deleted', async () => {
  const { LoadBalancerArn } = await createLoadBalancer(lab, 'outside');
  const { ListenerArn } = await createListener(lab, LoadBalancerArn, fixedResponse('200'), {
    Protocol: 'HTTPS',
    Port: 443,
    Certificates: [certificate('0')],
  });
  const More = type('ListenerCertificate', { ListenerArn, Certificates: [certificate('1')] });
  await deploy('createStack', 'certificates', { Resources: { More } });
  expect(await listed(ListenerArn)).toEqual(['0', '1']);
  await cloudformation.deleteStack({ StackName: 'certificates' });
  expect(await listed(ListenerArn)).toEqual(['0']);
});
