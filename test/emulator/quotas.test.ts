import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startLocalAws } from '../../emulator/local-aws.ts';
import { quotaReachedIn, quotasFrom } from '../../emulator/quotas.ts';
import { BreakfixError } from '../../lib/error.ts';

test('are read as a person writes them, the last of a name winning', () => {
  expect(quotasFrom(['vpcs=20', 'target-groups=1', 'stacks=3', 'vpcs=21'])).toEqual({
    vpcs: 21,
    'target-groups': 1,
    stacks: 3,
  });
});

test.each([
  ['vpc=20', "There is no quota 'vpc'."],
  ['vpcs', "'vpcs' names no quota with its value."],
  ['', "'' names no quota with its value."],
  ['vpcs=many', "'vpcs=many' names no quota with its value."],
  ['vpcs=-1', "'vpcs=-1' names no quota with its value."],
  ['vpcs=1=2', "'vpcs=1=2' names no quota with its value."],
  ['__proto__=3', /is no quota|numbers by name/],
  ['elastic-ips=0', 'The quota elastic-ips must be a whole number from 1 to 1000000, not 0.'],
  ['elastic-ips=1000001', 'The quota elastic-ips must be a whole number from 1 to 1000000, not 1000001.'],
])('%s is refused, and all names are told', (text, what) => {
  const refused = (): BreakfixError => {
    try {
      quotasFrom([text]);
    } catch (error) {
      return error as BreakfixError;
    }
    throw new Error('accepted');
  };
  const error = refused();
  expect(error).toBeInstanceOf(BreakfixError);
  expect([error.code, error.exitCode, error.message]).toEqual(['QUOTA', 64, expect.stringMatching(what)]);
  expect(error.tryThis).toContain('vpcs, subnets-per-vpc');
});

test('a local AWS does not start with one that there is not', async () => {
  await expect(startLocalAws({ port: 0, quotas: { lambdas: 5 } })).rejects.toThrow("There is no quota 'lambdas'.");
});

test('are kept with the account, through a restart and a reset, and by a copy of its state', async () => {
  const home = mkdtempSync(join(tmpdir(), 'breakfix-quotas-'));
  try {
    const first = await startLocalAws({ port: 0, home, quotas: { vpcs: 7 } });
    first.state.grant({ 'elastic-ips': 9 });
    await first.close();
    const second = await startLocalAws({ port: 0, home, quotas: { 'elastic-ips': 8 } });
    const both = { vpcs: 7, 'elastic-ips': 8 };
    expect(second.state.quotas).toEqual(both);
    second.state.reset();
    expect(second.state.quotas).toEqual(both);
    expect(second.state.clone().quotas).toEqual(both);
    await second.close();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test('the one that is reached is told by what AWS says, whatever its value', () => {
  const reached = (text: string) =>
    quotaReachedIn(`Vpc: Resource handler returned message: "${text} (Service: Ec2)"`)?.name;
  expect(reached('The maximum number of VPCs has been reached.')).toBe('vpcs');
  expect(reached('Performing this operation would exceed the limit of 17 NAT gateways')).toBe('nat-gateways-per-zone');
  expect(reached("This network 'vpc-1' has met its maximum number of allowed CIDRs: 5")).toBe('ipv4-blocks-per-vpc');
  expect(reached('The CIDR is invalid.')).toBeUndefined();
});
