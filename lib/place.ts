import type { Account } from './account/types.ts';

/** The tag that gives a resource its role in the lab. A replacement that carries it is as good as the original. */
export const ROLE_TAG = 'lab:role';

/** The tag that the lab's stack puts on all it creates: the scenario's id. */
export const SCENARIO_TAG = 'breakfix:scenario';

/** The stack's tag for the variant that was deployed. */
export const VARIANT_TAG = 'breakfix:variant';

/** The stack's tag for the seed from which its terms were drawn. */
export const SEED_TAG = 'breakfix:seed';

/** The value of a tag among a resource's. */
export function tagValue(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
  key: string,
): string | undefined {
  return tags?.find(({ Key }) => Key === key)?.Value;
}

/** The resources that play each role, by place name: ids, or ARNs for load balancers and target groups. */
export type Places = Readonly<Record<string, readonly string[]>>;

/** A place that is always there: every public address that is not the lab's own. */
export const INTERNET = 'internet';

/** `privateSubnet` and `PrivateSubnet` as people write names in AWS, and as the Name tag shows them: `private-subnet`. */
export function shownName(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('.', '-')
    .toLowerCase();
}

/** What is on its way out, or never came to be, is still shown for a while, its tags with it; it plays no role any more. */
const GONE =
  /^(terminated|shutting-down|deleted|deleting|delete-(complete|in-progress)|create-failed|rejected|expired|failed)$/i;

const alive = (state: string | undefined) => !GONE.test(state ?? '');

/** Who plays which role among an account's resources, by the role tag. */
export function findPlaces(account: Account): Places {
  // Inheriting nothing: a role may have any name.
  const places: Record<string, string[]> = Object.create(null);
  for (const { id, tags } of tagged(account)) {
    const role = tagValue(tags, ROLE_TAG);
    if (role && id) places[role] = [...(places[role] ?? []), id];
  }
  return places;
}

/** Resources with what people call them: the Name tag, else the id. */
export function namedResources(account: Account): { readonly id: string; readonly name: string }[] {
  return tagged(account).flatMap(({ id, tags }) =>
    id === undefined ? [] : [{ id, name: tagValue(tags, 'Name') ?? id }],
  );
}

interface Tagged {
  readonly id: string | undefined;
  readonly tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined;
}

function tagged(account: Account): Tagged[] {
  const instances = account.Instances.filter(({ State }) => alive(State?.Name));
  const nats = account.NatGateways.filter(({ State }) => alive(State));
  const peerings = account.VpcPeeringConnections.filter(({ Status }) => alive(Status?.Code));
  const endpoints = account.VpcEndpoints.filter(({ State }) => alive(State));
  const connects = account.InstanceConnectEndpoints.filter(({ State }) => alive(State));
  return [
    ...account.Vpcs.map((each) => ({ id: each.VpcId, tags: each.Tags })),
    ...account.Subnets.map((each) => ({ id: each.SubnetId, tags: each.Tags })),
    ...account.RouteTables.map((each) => ({ id: each.RouteTableId, tags: each.Tags })),
    ...account.InternetGateways.map((each) => ({ id: each.InternetGatewayId, tags: each.Tags })),
    ...nats.map((each) => ({ id: each.NatGatewayId, tags: each.Tags })),
    ...account.Addresses.map((each) => ({ id: each.AllocationId, tags: each.Tags })),
    ...account.NetworkInterfaces.map((each) => ({ id: each.NetworkInterfaceId, tags: each.TagSet })),
    ...account.SecurityGroups.map((each) => ({ id: each.GroupId, tags: each.Tags })),
    ...account.NetworkAcls.map((each) => ({ id: each.NetworkAclId, tags: each.Tags })),
    ...instances.map((each) => ({ id: each.InstanceId, tags: each.Tags })),
    ...peerings.map((each) => ({ id: each.VpcPeeringConnectionId, tags: each.Tags })),
    ...endpoints.map((each) => ({ id: each.VpcEndpointId, tags: each.Tags })),
    ...connects.map((each) => ({ id: each.InstanceConnectEndpointId, tags: each.Tags })),
    ...Object.entries(account.ElbTags).map(([id, tags]) => ({ id, tags })),
  ];
}
