import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CERTIFICATE, createListener, createLoadBalancer, fixedResponse, type Lab, refusal, startLab } from './lab.ts';

let lab: Lab;
let serial = 0;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

const certificate = (index: number) => `${CERTIFICATE.slice(0, -3)}${String(index).padStart(3, '0')}`;

async function secureListener() {
  const { LoadBalancerArn } = await createLoadBalancer(lab, `certified-${serial++}`);
  const rest = { Protocol: 'HTTPS', Port: 443, Certificates: [{ CertificateArn: CERTIFICATE }] } as const;
  return createListener(lab, LoadBalancerArn, fixedResponse('200'), { ...rest, Certificates: [...rest.Certificates] });
}

const add = (ListenerArn: string, ...arns: string[]) =>
  lab.elbv2.send(
    new elbv2.AddListenerCertificatesCommand({
      ListenerArn,
      Certificates: arns.map((CertificateArn) => ({ CertificateArn })),
    }),
  );
const remove = (ListenerArn: string, CertificateArn: string) =>
  lab.elbv2.send(new elbv2.RemoveListenerCertificatesCommand({ ListenerArn, Certificates: [{ CertificateArn }] }));
const list = async (ListenerArn: string, PageSize?: number) =>
  (await lab.elbv2.send(new elbv2.DescribeListenerCertificatesCommand({ ListenerArn, PageSize }))).Certificates;

test('the certificate list stands beside the default certificate', async () => {
  const { ListenerArn } = await secureListener();
  const added = await add(ListenerArn, certificate(1));
  expect(added.Certificates).toEqual([{ CertificateArn: certificate(1), IsDefault: false }]);
  await add(ListenerArn, certificate(1));
  await add(ListenerArn, CERTIFICATE);
  expect(await list(ListenerArn)).toEqual([
    { CertificateArn: CERTIFICATE, IsDefault: true },
    { CertificateArn: certificate(1), IsDefault: false },
    { CertificateArn: CERTIFICATE, IsDefault: false },
  ]);
  expect(await list(ListenerArn, 1)).toHaveLength(1);
  const { Listeners } = await lab.elbv2.send(new elbv2.DescribeListenersCommand({ ListenerArns: [ListenerArn] }));
  expect(Listeners?.[0]?.Certificates).toEqual([{ CertificateArn: CERTIFICATE }]);
});

test('a certificate leaves the list, the default one never its place', async () => {
  const { ListenerArn } = await secureListener();
  await add(ListenerArn, certificate(1));
  await remove(ListenerArn, certificate(1));
  expect(await refusal(remove(ListenerArn, certificate(1)))).toBe('accepted');
  expect(await refusal(remove(ListenerArn, CERTIFICATE))).toMatch(/^OperationNotPermitted: /);
  expect(await list(ListenerArn)).toEqual([{ CertificateArn: CERTIFICATE, IsDefault: true }]);
});

test('the list survives another default certificate, and ends with TLS', async () => {
  const { ListenerArn } = await secureListener();
  await add(ListenerArn, certificate(1));
  const Certificates = [{ CertificateArn: certificate(2) }];
  await lab.elbv2.send(new elbv2.ModifyListenerCommand({ ListenerArn, Certificates }));
  expect(await list(ListenerArn)).toEqual([
    { CertificateArn: certificate(2), IsDefault: true },
    { CertificateArn: certificate(1), IsDefault: false },
  ]);
  await lab.elbv2.send(new elbv2.ModifyListenerCommand({ ListenerArn, Protocol: 'HTTP' }));
  expect(await list(ListenerArn)).toEqual([]);
});

test('refuses what cannot be a certificate of a listener', async () => {
  const { ListenerArn, LoadBalancerArn = '' } = await secureListener();
  const plain = await createListener(lab, LoadBalancerArn, fixedResponse('200'));
  expect(await refusal(add(ListenerArn, certificate(1), certificate(2)))).toMatch(/^ValidationError: Exactly one/);
  expect(await refusal(add(ListenerArn))).toMatch(/^ValidationError: Exactly one/);
  expect(await refusal(add(ListenerArn, 'arn:aws:acm:us-east-1:123456789012:other/1'))).toMatch(
    /^CertificateNotFound: /,
  );
  expect(await refusal(add(plain.ListenerArn, certificate(1)))).toMatch(/^InvalidConfigurationRequest: .*HTTP/);
  expect(await refusal(add(`${ListenerArn.slice(0, -1)}x`, certificate(1)))).toMatch(/^ListenerNotFound: /);
  const flagged = new elbv2.AddListenerCertificatesCommand({
    ListenerArn,
    Certificates: [{ CertificateArn: certificate(1), IsDefault: true }],
  });
  expect(await refusal(lab.elbv2.send(flagged))).toMatch(/^ValidationError: .*IsDefault/);
});

test('a load balancer has at most 25 besides its default ones', async () => {
  const { ListenerArn, LoadBalancerArn = '' } = await secureListener();
  const second = await createListener(lab, LoadBalancerArn, fixedResponse('200'), {
    Protocol: 'HTTPS',
    Port: 8443,
    Certificates: [{ CertificateArn: CERTIFICATE }],
  });
  for (let index = 0; index < 25; index++) {
    await add(index % 2 ? ListenerArn : second.ListenerArn, certificate(index));
  }
  expect(await refusal(add(ListenerArn, certificate(25)))).toMatch(/^TooManyCertificates: .*'25'/);
});
