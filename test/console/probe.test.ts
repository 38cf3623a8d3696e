import { AuthorizeSecurityGroupIngressCommand, CreateNetworkAclEntryCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { probe } from '../../cli/console/probe.ts';
import type { ProbeRequest } from '../../console/api.ts';
import { type LocalAws, startLocalAws } from '../../emulator/local-aws.ts';
import { snapshot } from '../../lib/account/snapshot.ts';
import { type Clients, connect } from '../../lib/clients.ts';
import { deploy } from '../../lib/deploy.ts';
import { findPlaces } from '../../lib/place.ts';
import { drawTerms } from '../../lib/terms.ts';
import { scenarios } from '../../scenarios/index.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
});
afterAll(() => aws?.close());

const clientsIn = (region: string): Clients =>
  connect({ region, endpoint: aws.url, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });

/** What is changed in a lab after its deployment, by the ids of its places. */
type Change = (clients: Clients, idOf: (place: string) => string) => Promise<unknown>;

/** Deploys a case in a Region of its own, and answers what probes between its places find, drawn from over the whole range of ports. */
async function lab(id: string, region: string, variant: string, change: Change = async () => {}) {
  const scenario = scenarios.find((each) => each.id === id);
  if (!scenario) throw new Error(`there is no case ${id}`);
  const clients = clientsIn(region);
  const terms = drawTerms(scenario, 'probe', variant);
  await deploy(clients, scenario, terms, { pollMilliseconds: 50 });
  const places = findPlaces(await snapshot(clients));
  const idOf = (name: string) => places[name]?.[0] ?? name;
  await change(clients, idOf);
  const account = await snapshot(clients);
  const connectAs = async (request: ProbeRequest, draw: number) => {
    const ends = { from: idOf(request.from), to: idOf(request.to) };
    const { outcome, status, seconds } = await probe(
      clients,
      account,
      { ...request, ...ends },
      (below) => (draw * 7919) % below,
    );
    return `${outcome}${status === undefined ? '' : ` ${status}`} after ${seconds} s`;
  };
  return {
    all: async (request: ProbeRequest) => {
      const told = await Promise.all(Array.from({ length: 24 }, (_, draw) => connectAs(request, draw)));
      return [...new Set(told)].sort();
    },
  };
}

test('a load balancer answers for its targets: at once where they refuse, after a while where they are silent', async () => {
  const { all } = await lab('alb-502-vs-504-targets', 'us-east-1', 'A');
  const ask = (path: string) => all({ from: 'internet', to: 'loadBalancer', port: 80, path });
  expect(await ask('/pay')).toEqual(['connected 502 after 0 s']);
  expect(await ask('/reports')).toEqual(['connected 504 after 10 s']);
  expect(await ask('/')).toEqual(['connected 404 after 0 s']);
  expect(await all({ from: 'internet', to: 'loadBalancer', port: 443 })).toEqual(['timed out after 5 s']);
});

test('a network ACL that lets some of the answers through lets some connections through', async () => {
  const { all } = await lab('nacl-syn-ack-dropped', 'us-west-2', 'B', ({ ec2 }, idOf) =>
    ec2.send(
      new CreateNetworkAclEntryCommand({
        ...{ NetworkAclId: idOf('baseline'), Egress: true, RuleNumber: 50, RuleAction: 'allow', Protocol: '6' },
        ...{ CidrBlock: '0.0.0.0/0', PortRange: { From: 49_152, To: 65_535 } },
      }),
    ),
  );
  const both = ['connected 200 after 0 s', 'timed out after 5 s'];
  expect(await all({ from: 'internet', to: 'gw', port: 443 })).toEqual(both);
  expect(await all({ from: 'internet', to: 'gw', port: 22 })).toEqual(['timed out after 5 s']);
});

test('what nobody listens on is refused at once, where security groups let it through', async () => {
  const { all } = await lab('alb-502-vs-504-targets', 'eu-west-1', 'A', ({ ec2 }, idOf) =>
    ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: idOf('paySecurityGroup'),
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
      }),
    ),
  );
  expect(await all({ from: 'reports', to: 'pay', port: 80 })).toEqual(['refused after 0 s']);
});
