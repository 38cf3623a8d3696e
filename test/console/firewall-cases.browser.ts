import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import asymmetric from '../../scenarios/asymmetric-path-syn-ack-dropped/scenario.ts';
import nacl from '../../scenarios/nacl-syn-ack-dropped/scenario.ts';
import syn from '../../scenarios/sg-syn-dropped/scenario.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { addEntry, addressOf, allow, changeGroups, networkAclOf, openEntries } from './filtering.ts';
import { type Case, type Fix, solvedByHand } from './fix.ts';
import { button, go, saved } from './person.ts';
import { addRoutes, createTable, replaceRoute, useTable } from './routing.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

const EPHEMERAL = '1024-65535';

async function nameEachOther(page: Page, { id, terms }: Case): Promise<void> {
  const { stock = 0 } = terms.port;
  await allow(page, 'outbound', id('orderSecurityGroup'), stock, id('inventorySecurityGroup'));
  await allow(page, 'inbound', id('inventorySecurityGroup'), stock, id('orderSecurityGroup'));
}

solvedByHand(() => lab, syn, {
  'rules that name each other': nameEachOther,
  'rules with subnet and address': async (page, { id, terms }) => {
    const { stock = 0 } = terms.port;
    await allow(page, 'outbound', id('orderSecurityGroup'), stock, `${terms.net}.20.0/24`);
    await allow(page, 'inbound', id('inventorySecurityGroup'), stock, `${await addressOf(page, id('order'))}/32`);
  },
  'outbound rule to one address, and the old group attached': async (page, { id, terms }) => {
    const address = await addressOf(page, id('inventory'));
    await allow(page, 'outbound', id('orderSecurityGroup'), terms.port.stock ?? 0, `${address}/32`);
    await changeGroups(page, id('order'), id('orderOld'));
  },
  'a rule for the answers on top': async (page, deployed) => {
    await nameEachOther(page, deployed);
    const { id } = deployed;
    await allow(page, 'outbound', id('inventorySecurityGroup'), EPHEMERAL, id('orderSecurityGroup'));
  },
});

/** Lets something out of the gateway's subnet. */
const letOut =
  (...entries: readonly Parameters<typeof addEntry>[3][]): Fix =>
  async (page, { id }) => {
    for (const entry of entries) await addEntry(page, 'outbound', id('baseline'), entry);
  };

/** Lets answers into the client's subnet. */
const letIn =
  (peerOf: (deployed: Case) => string): Fix =>
  async (page, deployed) => {
    const acl = await networkAclOf(page, deployed.id('publicB'));
    await addEntry(page, 'inbound', acl, { peer: peerOf(deployed) });
  };

solvedByHand(() => lab, nacl, {
  'ephemeral ports out to everywhere': letOut({}),
  'ephemeral ports out to the partners': (page, deployed) => {
    const simulator = { number: 120, peer: `${deployed.terms.net}.1.0/24` };
    return letOut({ peer: '203.0.113.0/24' }, simulator)(page, deployed);
  },
  'ephemeral ports out, and a security group rule on top': async (page, deployed) => {
    await letOut({})(page, deployed);
    await allow(page, 'outbound', deployed.id('gwSecurityGroup'), EPHEMERAL, '0.0.0.0/0');
  },
  'ephemeral ports out in two entries': letOut({ ports: '1024-32767' }, { number: 120, ports: '32768-65535' }),
  'deny entry deleted': async (page, { id }) => {
    await openEntries(page, 'outbound', id('baseline'));
    await button(page, 'Remove rule 1').click();
    await saved(page, 'The outbound rules of');
  },
  'deny entry behind the allow entry': async (page, { id }) => {
    await openEntries(page, 'outbound', id('baseline'));
    await page.getByRole('textbox', { name: 'Rule number of rule 1' }).fill('300');
    await saved(page, 'The outbound rules of');
  },
  'allow entry ahead of the deny entry': letOut({ number: 80 }),
  'ephemeral ports in at the client subnet': letIn(() => '0.0.0.0/0'),
  'ephemeral ports in at the client subnet, from the gateway subnet': letIn(({ terms }) => `${terms.net}.0.0/24`),
  'default network ACL on the client subnet': async (page, { id }) => {
    const acl = await networkAclOf(page, id('publicB'));
    await go(page, `vpc/network-acls/${acl}/edit-subnet-associations`);
    await page.getByRole('checkbox', { name: `Select ${id('publicB')}` }).uncheck();
    await saved(page, 'The subnet associations of');
  },
});

const serversOf = ({ terms }: Case) => `${terms.net}.40.0/24`;

/** Sends what the clients ask through the appliance, as the answers are. */
const mirror: Fix = (page, deployed) =>
  addRoutes(page, deployed.id('clientRouteTable'), deployed.id('fw'), serversOf(deployed));

/** The same, and lets the server take it by where it comes from. */
const admitted =
  (peerOf: (page: Page, deployed: Case) => string | Promise<string>): Fix =>
  async (page, deployed) => {
    await mirror(page, deployed);
    await allow(page, 'inbound', deployed.id('serverSecurityGroup'), 443, await peerOf(page, deployed));
  };

solvedByHand(() => lab, asymmetric, {
  'the mirror route': mirror,
  'the local route replaced by one to the appliance': (page, { id, terms }) =>
    replaceRoute(page, id('clientRouteTable'), id('fw'), `${terms.net}.0.0/16`),
  'the mirror route in a new route table': async (page, deployed) => {
    const { id } = deployed;
    const table = await createTable(page, id('vpc'));
    await addRoutes(page, table, id('fw'), serversOf(deployed));
    await useTable(page, table, id('clientSubnet'));
  },
  'the mirror route, and the server admits the subnet': admitted((_, { terms }) => `${terms.net}.30.0/24`),
  'the mirror route, and the server admits the address': admitted(
    async (page, { id }) => `${await addressOf(page, id('client'))}/32`,
  ),
});
