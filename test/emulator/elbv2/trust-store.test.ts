import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CERTIFICATE, createListener, createLoadBalancer, fixedResponse, type Lab, refusal, startLab } from './lab.ts';

let lab: Lab;
let balancer: string;
beforeAll(async () => {
  lab = await startLab();
  balancer = (await createLoadBalancer(lab, 'web')).LoadBalancerArn;
});
afterAll(() => lab.close());

const BUNDLE = { CaCertificatesBundleS3Bucket: 'ca-bundles', CaCertificatesBundleS3Key: 'roots/ca bundle.pem' };
const GONE = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/gone/0123456789abcdef';

async function createTrustStore(Name: string, rest: Partial<elbv2.CreateTrustStoreInput> = {}) {
  const { TrustStores } = await lab.elbv2.send(new elbv2.CreateTrustStoreCommand({ Name, ...BUNDLE, ...rest }));
  return { ...TrustStores?.[0], TrustStoreArn: TrustStores?.[0]?.TrustStoreArn ?? '' };
}

const find = (input: elbv2.DescribeTrustStoresInput) => lab.elbv2.send(new elbv2.DescribeTrustStoresCommand(input));

const verifying = (port: number, MutualAuthentication: elbv2.MutualAuthenticationAttributes) =>
  createListener(lab, balancer, fixedResponse('200'), {
    Protocol: 'HTTPS',
    Port: port,
    Certificates: [{ CertificateArn: CERTIFICATE }],
    MutualAuthentication,
  });

describe('a trust store', () => {
  test('is being created when it is made, then active, with its tags', async () => {
    const Tags = [{ Key: 'team', Value: 'a' }];
    const made = await createTrustStore('clients', { Tags });
    expect(made).toMatchObject({ Name: 'clients', Status: 'CREATING', TotalRevokedEntries: 0 });
    expect(made.TrustStoreArn).toMatch(
      /^arn:aws:elasticloadbalancing:us-east-1:\d{12}:truststore\/clients\/[0-9a-f]{16}$/,
    );
    const described = await find({ TrustStoreArns: [made.TrustStoreArn] });
    expect(described.TrustStores).toEqual([{ ...made, Status: 'ACTIVE' }]);
    const tags = await lab.elbv2.send(new elbv2.DescribeTagsCommand({ ResourceArns: [made.TrustStoreArn] }));
    expect(tags.TagDescriptions).toEqual([{ ResourceArn: made.TrustStoreArn, Tags }]);
  });

  test.each([
    ['a name twice', { Name: 'clients' }, /^DuplicateTrustStoreName: /],
    ['a name with a dot', { Name: 'a.b' }, /^ValidationError: The trust store name 'a.b' can only contain/],
    ['no bucket', { CaCertificatesBundleS3Bucket: '' }, /^ValidationError: .*bucket must be specified/],
    ['no key', { CaCertificatesBundleS3Key: '' }, /^ValidationError: .*key must be specified/],
    ['a bucket that S3 does not allow', { CaCertificatesBundleS3Bucket: 'No' }, /^CaCertificatesBundleNotFound: /],
    [
      'a tag key twice',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
      /^DuplicateTagKeys: /,
    ],
  ] as [string, Partial<elbv2.CreateTrustStoreInput>, RegExp][])(
    'is refused with %s',
    async (_what, input, expected) => {
      expect(await refusal(createTrustStore('wrong', input))).toMatch(expected);
    },
  );

  test('is found by name or ARN, page by page', async () => {
    await createTrustStore('paged');
    const { TrustStores, NextMarker } = await find({ PageSize: 1 });
    expect(TrustStores?.map(({ Name }) => Name)).toEqual(['clients']);
    const rest = await find({ Marker: NextMarker });
    expect(rest.TrustStores?.map(({ Name }) => Name)).toContain('paged');
    expect((await find({ Names: ['paged'] })).TrustStores).toHaveLength(1);
    expect(await refusal(find({ Names: ['gone'] }))).toBe("TrustStoreNotFound: Trust stores '[gone]' not found");
    expect(await refusal(find({ TrustStoreArns: [GONE] }))).toBe(
      'TrustStoreNotFound: One or more trust stores not found',
    );
    expect(await refusal(find({ TrustStoreArns: [balancer] }))).toMatch(
      /^ValidationError: .*not a valid trust store ARN/,
    );
  });

  test('gets another bundle, and says where it lies', async () => {
    const { TrustStoreArn } = await createTrustStore('renewed');
    const bundle = {
      CaCertificatesBundleS3Bucket: 'other',
      CaCertificatesBundleS3Key: 'b',
      CaCertificatesBundleS3ObjectVersion: '7',
    };
    const location = async () =>
      (await lab.elbv2.send(new elbv2.GetTrustStoreCaCertificatesBundleCommand({ TrustStoreArn }))).Location;
    expect(await location()).toBe('https://ca-bundles.s3.us-east-1.amazonaws.com/roots/ca%20bundle.pem');
    await lab.elbv2.send(new elbv2.ModifyTrustStoreCommand({ TrustStoreArn, ...bundle }));
    expect(await location()).toBe('https://other.s3.us-east-1.amazonaws.com/b?versionId=7');
    expect(
      await refusal(lab.elbv2.send(new elbv2.ModifyTrustStoreCommand({ TrustStoreArn: GONE, ...bundle }))),
    ).toMatch(/^TrustStoreNotFound: /);
  });

  test('there are at most twenty', async () => {
    const { TrustStores = [] } = await find({});
    for (let count = TrustStores.length; count < 20; count++) await createTrustStore(`many-${count}`);
    expect(await refusal(createTrustStore('one-more'))).toMatch(/^TooManyTrustStores: .*'20'/);
    for (let count = TrustStores.length; count < 20; count++) {
      const { TrustStores: found } = await find({ Names: [`many-${count}`] });
      await lab.elbv2.send(new elbv2.DeleteTrustStoreCommand({ TrustStoreArn: found?.[0]?.TrustStoreArn }));
    }
  });
});

describe('mutual authentication', () => {
  test('verifies with a trust store, which is then in use', async () => {
    const { TrustStoreArn } = await createTrustStore('in-use');
    const { ListenerArn, MutualAuthentication } = await verifying(8443, { Mode: 'verify', TrustStoreArn });
    expect(MutualAuthentication).toEqual({
      Mode: 'verify',
      TrustStoreArn,
      IgnoreClientCertificateExpiry: false,
      AdvertiseTrustStoreCaNames: 'off',
    });
    const associations = new elbv2.DescribeTrustStoreAssociationsCommand({ TrustStoreArn });
    expect((await lab.elbv2.send(associations)).TrustStoreAssociations).toEqual([{ ResourceArn: ListenerArn }]);
    const drop = () => lab.elbv2.send(new elbv2.DeleteTrustStoreCommand({ TrustStoreArn }));
    expect(await refusal(drop())).toBe(
      `TrustStoreInUse: Trust store '${TrustStoreArn}' is currently in use by a listener`,
    );
    const share = (ResourceArn: string) =>
      refusal(lab.elbv2.send(new elbv2.DeleteSharedTrustStoreAssociationCommand({ TrustStoreArn, ResourceArn })));
    expect(await share(ListenerArn)).toMatch(/^DeleteAssociationSameAccount: /);
    expect(await share(balancer)).toMatch(/^(TrustStore)?AssociationNotFound: /);
    await lab.elbv2.send(new elbv2.ModifyListenerCommand({ ListenerArn, MutualAuthentication: { Mode: 'off' } }));
    expect((await lab.elbv2.send(associations)).TrustStoreAssociations).toEqual([]);
    expect(await refusal(drop())).toBe('accepted');
    expect(await refusal(drop())).toMatch(/^TrustStoreNotFound: /);
  });

  test('stays as it is when a change to its listener does not name it', async () => {
    const { TrustStoreArn } = await createTrustStore('kept');
    const { ListenerArn } = await verifying(8444, {
      Mode: 'verify',
      TrustStoreArn,
      IgnoreClientCertificateExpiry: true,
    });
    const { Listeners } = await lab.elbv2.send(new elbv2.ModifyListenerCommand({ ListenerArn, Port: 8445 }));
    expect(Listeners?.[0]?.MutualAuthentication).toMatchObject({ TrustStoreArn, IgnoreClientCertificateExpiry: true });
  });

  test.each([
    [{ Mode: 'verify' }, /^ValidationError: A trust store must be specified/],
    [{ Mode: 'verify', TrustStoreArn: GONE }, /^TrustStoreNotFound: /],
    [{ Mode: 'passthrough', TrustStoreArn: GONE }, /^ValidationError: .*mode 'passthrough'/],
    [{ Mode: 'maybe' }, /^ValidationError: .*'mutualAuthentication.mode' failed/],
  ] as [elbv2.MutualAuthenticationAttributes, RegExp][])('is refused as %o', async (attributes, expected) => {
    expect(await refusal(verifying(8500, attributes))).toMatch(expected);
  });

  test('is refused on a listener without TLS', async () => {
    const plain = { Port: 8501, MutualAuthentication: { Mode: 'passthrough' } };
    expect(await refusal(createListener(lab, balancer, fixedResponse('200'), plain))).toBe(
      'ValidationError: Mutual authentication attributes cannot be specified for HTTP listeners',
    );
  });
});

describe('revocations', () => {
  const file = (S3Key: string): elbv2.RevocationContent => ({ S3Bucket: 'crls', S3Key });
  const add = (TrustStoreArn: string, ...RevocationContents: elbv2.RevocationContent[]) =>
    lab.elbv2.send(new elbv2.AddTrustStoreRevocationsCommand({ TrustStoreArn, RevocationContents }));
  const list = async (TrustStoreArn: string, RevocationIds?: number[]) =>
    (await lab.elbv2.send(new elbv2.DescribeTrustStoreRevocationsCommand({ TrustStoreArn, RevocationIds })))
      .TrustStoreRevocations;

  test('are added, described, read and removed by id', async () => {
    const { TrustStoreArn } = await createTrustStore('revoking');
    const { TrustStoreRevocations } = await add(TrustStoreArn, file('a'), file('b'));
    expect(TrustStoreRevocations).toEqual([
      { TrustStoreArn, RevocationId: 1, RevocationType: 'CRL', NumberOfRevokedEntries: 1 },
      { TrustStoreArn, RevocationId: 2, RevocationType: 'CRL', NumberOfRevokedEntries: 1 },
    ]);
    expect(await list(TrustStoreArn)).toEqual(TrustStoreRevocations);
    expect((await find({ Names: ['revoking'] })).TrustStores?.[0]?.TotalRevokedEntries).toBe(2);
    const content = await lab.elbv2.send(
      new elbv2.GetTrustStoreRevocationContentCommand({ TrustStoreArn, RevocationId: 2 }),
    );
    expect(content.Location).toBe('https://crls.s3.us-east-1.amazonaws.com/b');
    await lab.elbv2.send(new elbv2.RemoveTrustStoreRevocationsCommand({ TrustStoreArn, RevocationIds: [1] }));
    expect((await list(TrustStoreArn))?.map(({ RevocationId }) => RevocationId)).toEqual([2]);
    expect((await add(TrustStoreArn, file('c'))).TrustStoreRevocations?.[0]?.RevocationId).toBe(3);
    expect(await refusal(list(TrustStoreArn, [1]))).toMatch(/^RevocationIdNotFound: /);
    const again = new elbv2.RemoveTrustStoreRevocationsCommand({ TrustStoreArn, RevocationIds: [2, 1] });
    expect(await refusal(lab.elbv2.send(again))).toMatch(/^RevocationIdNotFound: /);
    expect(await list(TrustStoreArn)).toHaveLength(2);
  });

  test('are refused where they cannot be', async () => {
    const { TrustStoreArn } = await createTrustStore('full');
    expect(await refusal(add(TrustStoreArn))).toMatch(/^ValidationError: /);
    expect(await refusal(add(TrustStoreArn, { S3Bucket: 'NO', S3Key: 'a' }))).toMatch(/^RevocationContentNotFound: /);
    expect(await refusal(add(TrustStoreArn, { ...file('a'), RevocationType: 'OCSP' as 'CRL' }))).toMatch(
      /^ValidationError: /,
    );
    expect(await refusal(add(GONE, file('a')))).toMatch(/^TrustStoreNotFound: /);
    const thirty = Array.from({ length: 30 }, (_, index) => file(`${index}`));
    expect(await refusal(add(TrustStoreArn, ...thirty))).toBe('accepted');
    expect(await refusal(add(TrustStoreArn, file('more')))).toMatch(/^TooManyTrustStoreRevocationEntries: /);
  });
});

test('a trust store that is not shared has no resource policy', async () => {
  const { TrustStoreArn } = await createTrustStore('private');
  const policyOf = (ResourceArn: string) => lab.elbv2.send(new elbv2.GetResourcePolicyCommand({ ResourceArn }));
  expect((await policyOf(TrustStoreArn)).Policy).toBeUndefined();
  expect(await refusal(policyOf(GONE))).toMatch(/^ResourceNotFound: /);
});
