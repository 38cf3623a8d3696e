import { EC2, type EC2ClientConfig } from '@aws-sdk/client-ec2';
import {
  ElasticLoadBalancingV2Client,
  type ElasticLoadBalancingV2ClientConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { getCurrentTest } from 'vitest/suite';
import { type LocalAws, startLocalAws } from '../../../emulator/local-aws.ts';
import type { Quotas } from '../../../emulator/state.ts';
import { Sweep } from './sweep.ts';
import { Trespass } from './trespass.ts';

/**
 * What tests of AWS's behaviour run against: a local AWS of their own, or, with `BREAKFIX_TARGET=aws`, the account that the environment's
 * credentials are for. Nothing in a test knows which.
 */
export interface Target {
  readonly ec2: EC2;
  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly sweep: Sweep;
  /** The local AWS itself, for what can only be asked of it; on an account, asking leaves the test out. */
  readonly local: LocalAws;
  /** Takes away all that was made, and says what would not go. */
  close(): Promise<void>;
}

const isAccount = process.env.BREAKFIX_TARGET === 'aws';

/** Leaves the running test out, with the reason. */
function leaveOut(reason: string): never {
  getCurrentTest()?.context.skip(reason);
  throw new Error(reason);
}

/** `quotas`: what the local AWS is granted; an account must have as much already. */
export async function openTarget(region = 'us-east-1', quotas: Quotas = {}): Promise<Target> {
  return isAccount ? openAccount(region) : openLocal(region, quotas);
}

async function openLocal(region: string, quotas: Quotas): Promise<Target> {
  const local = await startLocalAws({ port: 0, quotas });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const clients = clientsOf({ region, endpoint: local.url, credentials, maxAttempts: 1 });
  const sweep = new Sweep(0);
  for (const client of Object.values(clients)) sweep.watch(client);
  return {
    ...clients,
    sweep,
    local,
    close: async () => {
      destroy(clients);
      await local.close();
    },
  };
}

/** AWS says no for a while to what something else still holds, and limits how fast one may ask. */
async function openAccount(region: string): Promise<Target> {
  const clients = clientsOf({ region, maxAttempts: 10, retryMode: 'adaptive' });
  const sweep = new Sweep(10_000);
  const trespass = new Trespass(leaveOut);
  for (const client of Object.values(clients)) {
    trespass.prevent(client);
    sweep.watch(client);
  }
  return {
    ...clients,
    sweep,
    get local(): LocalAws {
      return leaveOut('only the local AWS can be asked for this');
    },
    close: async () => {
      const left = await sweep.back();
      destroy(clients);
      if (left.length > 0) throw new Error(`left in the account:\n${left.join('\n')}`);
    },
  };
}

type Configuration = Pick<EC2ClientConfig, 'region' | 'endpoint' | 'credentials' | 'maxAttempts' | 'retryMode'> &
  object;

const clientsOf = (config: Configuration) => ({
  ec2: new EC2(config),
  elbv2: new ElasticLoadBalancingV2Client(config as ElasticLoadBalancingV2ClientConfig),
});

function destroy({ ec2, elbv2 }: Pick<Target, 'ec2' | 'elbv2'>): void {
  ec2.destroy();
  elbv2.destroy();
}
