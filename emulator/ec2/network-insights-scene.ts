import type { AnalysisComponent } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';
import { interpret, type Network } from '../../lib/network/network.ts';
import { type Names, namesIn } from './network-insights-names.ts';

/** The account that an analysis looks at: its facts, what they mean, and how things are named in it. */
export interface Scene {
  readonly account: Account;
  readonly network: Network;
  readonly names: Names;
}

export const sceneOf = (account: Account): Scene => ({
  account,
  network: interpret(account),
  names: namesIn(account),
});

/** A component under the member that AWS puts it in; nothing where there is none. */
export const pointer = <Member extends string>(
  { names }: Scene,
  member: Member,
  id: string | undefined,
): { [M in Member]?: AnalysisComponent } =>
  (id ? { [member]: names.of(id) } : {}) as { [M in Member]?: AnalysisComponent };

/** What an interface belongs to: an instance, a NAT gateway, a load balancer, a VPC endpoint, a transit gateway's attachment. */
export function ownerOf({ network }: Scene, interfaceId: string): string | undefined {
  const nic = network.interfaces.get(interfaceId);
  const endpoint = () => [...network.vpcEndpoints.values()].find((each) => each.interfaceIds.includes(interfaceId))?.id;
  const natId = network.natGatewayOf.get(interfaceId)?.id;
  return nic?.instanceId ?? natId ?? network.balancerOf.get(interfaceId)?.arn ?? endpoint();
}
