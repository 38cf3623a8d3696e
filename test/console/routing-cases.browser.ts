import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import misplaced from '../../scenarios/nat-gateway-in-private-subnet/scenario.ts';
import silent from '../../scenarios/private-subnet-no-nat/scenario.ts';
import inName from '../../scenarios/public-subnet-missing-igw-route/scenario.ts';
import oneWay from '../../scenarios/vpc-peering-one-way-route/scenario.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { allow, createGroup } from './filtering.ts';
import { type Case, type Fix, solvedByHand } from './fix.ts';
import { act, button, choose, create, go, remove, told } from './person.ts';
import {
  ANYWHERE,
  addRoutes,
  createNatGateway,
  createRegionalNatGateway,
  createTable,
  launch,
  launchNatInstance,
  mainTable,
  replaceRoute,
  targetIn,
  terminate,
  useTable,
} from './routing.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

const usePublicTable: Fix = (page, { id }) => useTable(page, id('publicRouteTable'), id('publicA'));

solvedByHand(() => lab, inName, {
  'public route table associated with the subnet': usePublicTable,
  'a route table of its own with a route to the internet gateway': async (page, { id }) => {
    const table = await createTable(page, id('vpc'));
    await addRoutes(page, table, id('internetGateway'), ANYWHERE);
    await useTable(page, table, id('publicA'));
  },
  'a server of the same role in the same subnet, and the public route table': async (page, deployed) => {
    await usePublicTable(page, deployed);
    await go(page, `ec2/instances/${deployed.id('webA')}`);
    await act(page, 'Launch more like this');
    await launch(page);
    await terminate(page, deployed.id('webA'));
  },
  'the main table made public, and the database given one of its own': async (page, { id }) => {
    await addRoutes(page, await mainTable(page, id('vpc')), id('internetGateway'), ANYWHERE);
    await useTable(page, await createTable(page, id('vpc')), id('dbA'));
  },
});

/** Launches a NAT instance in the public subnet for the blocks of others. */
async function natInstance(page: Page, { id, terms }: Case, ...subnets: readonly number[]): Promise<string> {
  const blocks = subnets.map((third) => `${terms.net}.${third}.0/24`);
  const [first = '', ...others] = blocks;
  const group = await createGroup(page, { name: 'nat', vpc: id('vpc'), ports: 443, peer: first });
  for (const peer of others) await allow(page, 'inbound', group, 443, peer);
  return launchNatInstance(page, { vpc: id('vpc'), subnet: id('publicA'), group, blocks });
}

solvedByHand(() => lab, silent, {
  'NAT gateway in the public subnet': async (page, { id }) =>
    addRoutes(page, id('privateRouteTable'), await createNatGateway(page, id('publicA')), ANYWHERE),
  'regional NAT gateway': async (page, { id }) =>
    addRoutes(page, id('privateRouteTable'), await createRegionalNatGateway(page, id('vpc')), ANYWHERE),
  'NAT gateway in two halves of a default route': async (page, { id }) => {
    const gateway = await createNatGateway(page, id('publicA'));
    await addRoutes(page, id('privateRouteTable'), gateway, '0.0.0.0/1', '128.0.0.0/1');
  },
  'NAT instance with the source/destination check off': async (page, deployed) =>
    addRoutes(page, deployed.id('privateRouteTable'), await natInstance(page, deployed, 10), ANYWHERE),
});

/** Sends what leaves both private subnets for the internet to another target. */
async function sendEverythingTo(page: Page, { id }: Case, target: string): Promise<void> {
  for (const table of ['privateRouteTableA', 'privateRouteTableB']) {
    await replaceRoute(page, id(table), target, ANYWHERE);
  }
}

/** The same, after which the NAT gateway that does not work is deleted. */
const instead =
  (targetOf: (page: Page, deployed: Case) => Promise<string>): Fix =>
  async (page, deployed) => {
    await sendEverythingTo(page, deployed, await targetOf(page, deployed));
    await go(page, `vpc/nat-gateways/${deployed.id('natGateway')}`);
    await remove(page, 'Delete NAT gateway');
  };

async function newPublicSubnet(page: Page, { id, terms }: Case): Promise<string> {
  await go(page, `vpc/subnets/${id('privateB')}`);
  const zone = await page
    .getByText(/^us-east-1[a-z]$/)
    .first()
    .innerText();
  const fill = async () => {
    await choose(page, 'VPC ID', id('vpc'));
    await choose(page, 'Availability Zone', zone);
    await page.getByLabel('IPv4 subnet CIDR block').fill(`${terms.net}.1.0/24`);
  };
  const subnet = await create(page, 'vpc/subnets', 'Create subnet', fill, /^(subnet-\w+) was created/);
  await useTable(page, id('publicRouteTable'), subnet);
  return subnet;
}

solvedByHand(() => lab, misplaced, {
  'NAT gateway in the public subnet, the old one deleted': instead((page, { id }) =>
    createNatGateway(page, id('publicA')),
  ),
  'NAT gateway in the public subnet, the old one left': async (page, deployed) =>
    sendEverythingTo(page, deployed, await createNatGateway(page, deployed.id('publicA'))),
  'regional NAT gateway, the old one deleted': instead((page, { id }) => createRegionalNatGateway(page, id('vpc'))),
  'NAT instance in the public subnet, the gateway deleted': instead((page, deployed) =>
    natInstance(page, deployed, 10, 11),
  ),
  'NAT gateway in a new public subnet of the second zone': instead(async (page, deployed) =>
    createNatGateway(page, await newPublicSubnet(page, deployed)),
  ),
});

const appNetwork = ({ terms }: Case) => `${terms.net}.0.0/16`;
const dataNetwork = ({ terms }: Case) => `${terms.farNet}.0.0/16`;

const peeringOf = (page: Page, { id }: Case) => targetIn(page, id('appRouteTable'), 'pcx');

/** Lets answers go back to a block over the peering connection. */
const routeBack =
  (blockOf: (deployed: Case) => string): Fix =>
  async (page, deployed) =>
    addRoutes(page, deployed.id('dataRouteTable'), await peeringOf(page, deployed), blockOf(deployed));

/** Sends both ways through one target. */
async function routeBoth(page: Page, deployed: Case, target: string): Promise<void> {
  await replaceRoute(page, deployed.id('appRouteTable'), target, dataNetwork(deployed));
  await addRoutes(page, deployed.id('dataRouteTable'), target, appNetwork(deployed));
}

async function peerAnew(page: Page, deployed: Case): Promise<string> {
  const { id } = deployed;
  await go(page, `vpc/peering-connections/${await peeringOf(page, deployed)}`);
  await remove(page, 'Delete peering connection');
  const fill = async () => {
    await choose(page, 'VPC ID', id('appVpc'));
    await page.getByLabel('VPC ID (Accepter)').fill(id('dataVpc'));
  };
  const what = 'Create peering connection';
  const peering = await create(page, 'vpc/peering-connections', what, fill, /^(pcx-\w+) was requested/);
  await go(page, `vpc/peering-connections/${peering}`);
  await act(page, 'Accept request');
  await button(page, 'Accept request').click();
  await told(page, /was accepted/);
  return peering;
}

async function transitGateway(page: Page, { id }: Case): Promise<string> {
  const nothing = async () => {};
  const what = 'Create transit gateway';
  const gateway = await create(page, 'vpc/transit-gateways', what, nothing, /^(tgw-\w+) was created/);
  for (const [vpc, subnet] of [
    ['appVpc', 'appSubnet'],
    ['dataVpc', 'dbSubnet'],
  ] as const) {
    const fill = async () => {
      await choose(page, 'Transit gateway ID', gateway);
      await choose(page, 'VPC ID', id(vpc));
      await choose(page, 'Subnet IDs', id(subnet));
      await page.keyboard.press('Escape');
    };
    await create(page, 'vpc/transit-gateway-attachments', `${what} attachment`, fill, /was created/);
  }
  return gateway;
}

solvedByHand(() => lab, oneWay, {
  'route to the whole app network': routeBack(appNetwork),
  'route to the app subnet': routeBack(({ terms }) => `${terms.net}.10.0/24`),
  'a table of its own with the route': async (page, deployed) => {
    const { id } = deployed;
    const table = await createTable(page, id('dataVpc'));
    await addRoutes(page, table, await peeringOf(page, deployed), appNetwork(deployed));
    await useTable(page, table, id('dbSubnet'));
  },
  'the peering made anew, with routes there and back': async (page, deployed) =>
    routeBoth(page, deployed, await peerAnew(page, deployed)),
  'a transit gateway for both directions': async (page, deployed) =>
    routeBoth(page, deployed, await transitGateway(page, deployed)),
});
