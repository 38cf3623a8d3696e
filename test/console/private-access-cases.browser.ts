import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import storage from '../../scenarios/s3-gateway-endpoint-route-missing/scenario.ts';
import sessions from '../../scenarios/ssm-interface-endpoints-unreachable/scenario.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { allow, changeGroups, createGroup } from './filtering.ts';
import { type Case, type Fix, solvedByHand } from './fix.ts';
import { act, button, choose, create, find, go, remove, saved, told } from './person.ts';
import { targetIn, useTable } from './routing.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

const S3 = 'com.amazonaws.us-east-1.s3';
const SSM = 'com.amazonaws.us-east-1.ssm';
const MESSAGES = 'com.amazonaws.us-east-1.ssmmessages';

/** What the ticket says that was agreed to. */
const AGREED = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:PutObject', 's3:GetObject', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::acme-nightly-exports', 'arn:aws:s3:::acme-nightly-exports/*'],
    },
  ],
});

const endpointOf = (page: Page, service: string) => find(page, 'vpc/endpoints', service);

async function addTable(page: Page, endpoint: string, table: string): Promise<void> {
  await go(page, `vpc/endpoints/${endpoint}`);
  await act(page, 'Manage route tables');
  await choose(page, 'Route tables', table);
  await page.keyboard.press('Escape');
  await button(page, 'Modify route tables').click();
  await told(page, /^The route tables of .* were saved/);
}

interface Wanted {
  readonly type: 'Gateway' | 'Interface';
  readonly service: string;
  readonly policy?: string;
  /** What else is chosen, by the labels of the fields. */
  readonly chosen: Readonly<Record<string, string>>;
}

async function createEndpoint(page: Page, { type, service, policy = '', chosen }: Wanted): Promise<void> {
  const fill = async () => {
    await choose(page, 'Endpoint type', type);
    await choose(page, 'Service name', service);
    for (const [label, option] of Object.entries(chosen)) {
      await choose(page, label, option);
      if (label.endsWith('s')) await page.keyboard.press('Escape');
    }
    await page.getByRole('textbox', { name: 'Policy' }).fill(policy);
  };
  await create(page, 'vpc/endpoints', 'Create endpoint', fill, /was created/);
}

const shareTable: Fix = (page, { id }) => useTable(page, id('routeTableB'), id('privateA'));

solvedByHand(() => lab, storage, {
  'route table associated with the endpoint': async (page, { id }) =>
    addTable(page, await endpointOf(page, S3), id('routeTableA')),
  'subnet given the table that works': shareTable,
  'a second gateway endpoint with the agreed policy': (page, { id }) => {
    const chosen = { VPC: id('vpc'), 'Route tables': id('routeTableA') };
    return createEndpoint(page, { type: 'Gateway', service: S3, policy: AGREED, chosen });
  },
  'an interface endpoint with private DNS': async (page, { id, terms }) => {
    const group = { name: 's3', vpc: id('vpc'), ports: 443, peer: `${terms.net}.0.0/16` };
    const groups = await createGroup(page, group);
    const chosen = { VPC: id('vpc'), Subnets: id('privateA'), 'Security groups': groups };
    await createEndpoint(page, { type: 'Interface', service: S3, policy: AGREED, chosen });
  },
  'outbound rule to the prefix list': async (page, { id }) => {
    const list = await find(page, 'vpc/managed-prefix-lists', S3);
    await allow(page, 'outbound', id('jobASecurityGroup'), 443, list);
  },
  'outbound HTTPS to everywhere, as at the other server': (page, { id }) =>
    allow(page, 'outbound', id('jobASecurityGroup'), 443, '0.0.0.0/0'),
  'the group of the other server': (page, { id }) =>
    changeGroups(page, id('jobA'), id('jobBSecurityGroup'), id('jobASecurityGroup')),
  'policy of the endpoint corrected': async (page, { id }) => {
    await go(page, `vpc/endpoints/${await targetIn(page, id('routeTableA'), 'vpce')}`);
    await act(page, 'Manage policy');
    await page.getByRole('textbox', { name: 'Policy' }).fill(AGREED);
    await button(page, 'Save').click();
    await told(page, /^The policy of .* was saved/);
  },
  'one endpoint for both tables, the other deleted': async (page, { id }) => {
    await go(page, `vpc/endpoints/${await targetIn(page, id('routeTableA'), 'vpce')}`);
    await remove(page, 'Delete VPC endpoints');
    await addTable(page, await targetIn(page, id('routeTableB'), 'vpce'), id('routeTableA'));
  },
});

const admit = (page: Page, { id }: Case, peer: string) =>
  allow(page, 'inbound', id('endpointSecurityGroup'), 443, peer);

async function turnPrivateDnsOn(page: Page): Promise<void> {
  await go(page, `vpc/endpoints/${await endpointOf(page, MESSAGES)}`);
  await act(page, 'Modify private DNS name');
  await page.getByRole('checkbox', { name: 'Enable for this endpoint' }).check();
  await saved(page, 'The private DNS name of');
}

/** Makes an endpoint in the node's subnet, with the group of the others. */
const endpointFor = (page: Page, { id }: Case, service: string) => {
  const chosen = { VPC: id('vpc'), Subnets: id('privateA'), 'Security groups': id('endpointSecurityGroup') };
  return createEndpoint(page, { type: 'Interface', service, chosen });
};

/** Lets the endpoints be reached from somewhere, and turns private DNS on. */
const opened =
  (peerOf: (deployed: Case) => string): Fix =>
  async (page, deployed) => {
    await admit(page, deployed, peerOf(deployed));
    await turnPrivateDnsOn(page);
  };
const openedToNode = opened(({ id }) => id('nodeSecurityGroup'));

solvedByHand(() => lab, sessions, {
  'the group of the node admitted, and private DNS turned on': openedToNode,
  'the subnet of the node admitted, and the endpoint made anew': async (page, deployed) => {
    await admit(page, deployed, `${deployed.terms.net}.10.0/24`);
    await go(page, `vpc/endpoints/${await endpointOf(page, MESSAGES)}`);
    await remove(page, 'Delete VPC endpoints');
    await endpointFor(page, deployed, MESSAGES);
  },
  'the whole network admitted, and private DNS turned on': opened(({ terms }) => `${terms.net}.0.0/16`),
  'a new security group for both endpoints': async (page, { id }) => {
    const peer = id('nodeSecurityGroup');
    const group = await createGroup(page, { name: 'endpoints', vpc: id('vpc'), ports: 443, peer });
    for (const service of [SSM, MESSAGES]) {
      await go(page, `vpc/endpoints/${await endpointOf(page, service)}`);
      await act(page, 'Manage security groups');
      await choose(page, 'Security groups', group);
      await page.keyboard.press('Escape');
      await button(page, 'Modify security groups').click();
      await told(page, /^The security groups of .* were saved/);
    }
    await turnPrivateDnsOn(page);
  },
  'an endpoint for the old agents on top': async (page, deployed) => {
    await openedToNode(page, deployed);
    await endpointFor(page, deployed, 'com.amazonaws.us-east-1.ec2messages');
  },
});
