import {
  type Address,
  DescribeAddressesCommand,
  DisassociateAddressCommand,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2';
import { snapshot } from './account/snapshot.ts';
import type { Clients } from './clients.ts';
import { each, type Ground, insideOf, remove } from './ground.ts';
import { SCENARIO_TAG } from './place.ts';
import { gone, whenFree } from './release.ts';

/** Elastic IP addresses that may be the learner's doing in a lab. */
export interface LearnerAddresses {
  /** In use in the lab's VPCs, or tagged as the lab's: certainly part of it. */
  readonly certain: readonly Address[];
  /** Not in use anywhere, and allocated since the lab was deployed. */
  readonly likely: readonly Address[];
}

/** The allocation ids of all elastic IP addresses in the Region. */
export async function allocationIds({ ec2 }: Clients): Promise<string[]> {
  const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({}));
  return Addresses.flatMap((address) => address.AllocationId ?? []);
}

/**
 * Sorts the Region's elastic IP addresses while they are still in use. `before` names those that were there before the lab;
 * without it nothing is likely. Addresses of the stack are left to CloudFormation.
 */
export async function learnerAddresses(
  { clients, vpcIds, owned }: Pick<Ground, 'clients' | 'vpcIds' | 'owned'>,
  scenarioId: string,
  before: readonly string[] | undefined,
): Promise<LearnerAddresses> {
  const { Addresses = [] } = await clients.ec2.send(new DescribeAddressesCommand({}));
  const account =
    vpcIds.size > 0 ? await snapshot(clients, { vpcIds: [...vpcIds] }) : { NetworkInterfaces: [], NatGateways: [] };
  const inside = insideOf({ vpcIds });
  // A private NAT gateway has no address to name, and an unused address no interface: the two must not be taken for each other.
  const used = new Set([
    ...account.NetworkInterfaces.filter(inside).flatMap((eni) => eni.NetworkInterfaceId ?? []),
    ...account.NatGateways.filter(inside)
      .flatMap((nat) => nat.NatGatewayAddresses ?? [])
      .flatMap((address) => address.AllocationId ?? []),
  ]);
  const loose = Addresses.filter((address) => !owned.has(address.AllocationId ?? '') && !ofStack(address));
  const certain = loose.filter(
    (address) =>
      used.has(address.NetworkInterfaceId ?? '') ||
      used.has(address.AllocationId ?? '') ||
      scenarioOf(address) === scenarioId,
  );
  const likely = loose.filter(
    (address) =>
      !certain.includes(address) &&
      !address.AssociationId &&
      scenarioOf(address) === undefined &&
      before?.includes(address.AllocationId ?? '') === false,
  );
  // What was there before the lab belongs to someone: it is set free, but not given back.
  return { certain: certain.filter((address) => !before?.includes(address.AllocationId ?? '')), likely };
}

/** Gives addresses back to AWS. */
export async function releaseAddresses(ground: Ground, addresses: readonly Address[]): Promise<void> {
  const { ec2 } = ground.clients;
  const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({}));
  const still = Addresses.filter((now) => addresses.some(({ AllocationId }) => AllocationId === now.AllocationId));
  await each(still, ({ AllocationId: id, AssociationId }) =>
    remove(ground, 'elastic IP address', id, async (AllocationId) => {
      if (AssociationId) await gone(ec2.send(new DisassociateAddressCommand({ AssociationId })));
      await whenFree(() => ec2.send(new ReleaseAddressCommand({ AllocationId })), ground.seconds);
    }),
  );
}

function ofStack({ Tags = [] }: Address): boolean {
  return Tags.some((tag) => tag.Key?.startsWith('aws:cloudformation:'));
}

function scenarioOf({ Tags = [] }: Address): string | undefined {
  return Tags.find((tag) => tag.Key === SCENARIO_TAG)?.Value;
}
