import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  type Listener,
  type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { useCallback } from 'react';
import type { Clients } from '../clients.ts';
import { FactsTable } from '../facts-table.tsx';
import { Lines } from '../lines.tsx';
import { useLoaded } from '../loaded.ts';
import { PageLink } from '../page-link.tsx';
import { ResourceLink } from '../resource-link.tsx';
import { actionLines } from './action.ts';
import { listenerPath, protocolPort } from './listener.ts';
import { balancerPath } from './load-balancer.ts';

/** Listeners with the number of their rules. */
async function listenersOf({ elb }: Clients, LoadBalancerArn: string | undefined) {
  const { Listeners = [] } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn }));
  return Promise.all(
    Listeners.map(async (listener: Listener) => {
      const { Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn: listener.ListenerArn }));
      return { listener, rules: Rules.length };
    }),
  );
}

export function Listeners({ balancer }: { balancer: LoadBalancer }) {
  const { LoadBalancerArn } = balancer;
  const load = useCallback((clients: Clients) => listenersOf(clients, LoadBalancerArn), [LoadBalancerArn]);
  const { value: listeners = [] } = useLoaded(load);
  return (
    <FactsTable
      title="Listeners and rules"
      items={listeners}
      actions={<PageLink to={`${balancerPath(balancer)}/add-listener`}>Add listener</PageLink>}
      columns={{
        'Protocol:Port': ({ listener }) => (
          <PageLink to={listenerPath(balancer, listener)}>{protocolPort(listener)}</PageLink>
        ),
        'Default action': ({ listener }) => <Lines lines={actionLines(listener.DefaultActions)} />,
        Rules: ({ rules }) => `${rules} ${rules === 1 ? 'rule' : 'rules'}`,
        'Security policy': ({ listener }) => listener.SslPolicy ?? 'Not applicable',
        'Default SSL/TLS certificate': ({ listener }) => listener.Certificates?.[0]?.CertificateArn ?? 'Not applicable',
      }}
    />
  );
}

export function NetworkMapping({ balancer: { AvailabilityZones = [] } }: { balancer: LoadBalancer }) {
  return (
    <FactsTable
      title="Mappings"
      items={AvailabilityZones}
      columns={{
        Zone: ({ ZoneName }) => ZoneName,
        Subnet: ({ SubnetId = '' }) => <ResourceLink id={SubnetId} />,
        'IPv4 address': ({ LoadBalancerAddresses = [] }) =>
          LoadBalancerAddresses.map(({ IpAddress }) => IpAddress).join(', ') || 'Assigned by AWS',
      }}
    />
  );
}

export function SecurityGroups({ balancer: { SecurityGroups: GroupIds } }: { balancer: LoadBalancer }) {
  const ids = GroupIds?.join(' ') ?? '';
  const load = useCallback(
    async ({ ec2 }: Clients) => {
      if (ids === '') return [];
      return (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ids.split(' ') }))).SecurityGroups ?? [];
    },
    [ids],
  );
  const { value: groups = [] } = useLoaded(load);
  return (
    <FactsTable
      title="Security groups"
      items={groups}
      columns={{
        'Security group ID': ({ GroupId = '' }) => <ResourceLink id={GroupId} />,
        Name: ({ GroupName }) => GroupName,
        Description: ({ Description }) => Description,
      }}
    />
  );
}
