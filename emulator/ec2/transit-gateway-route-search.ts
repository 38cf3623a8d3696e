import type { Filter, TransitGatewayRoute } from '@aws-sdk/client-ec2';
import { type Cidr, cidrOf, covers, parseCidr } from './cidr.ts';
import { type FilterValues, matcher, paginate } from './describe.ts';
import { find, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { routesIn } from './transit-gateway-table-routes.ts';

const ofAttachments =
  (member: 'TransitGatewayAttachmentId' | 'ResourceId' | 'ResourceType'): FilterValues<TransitGatewayRoute> =>
  ({ TransitGatewayAttachments = [] }) =>
    TransitGatewayAttachments.map((each) => each[member]);

const FILTERS: Record<string, FilterValues<TransitGatewayRoute>> = {
  'attachment.resource-id': ofAttachments('ResourceId'),
  'attachment.resource-type': ofAttachments('ResourceType'),
  'attachment.transit-gateway-attachment-id': ofAttachments('TransitGatewayAttachmentId'),
  'prefix-list-id': (route) => [route.PrefixListId],
  state: (route) => [route.State],
  type: (route) => [route.Type],
};

const blockOf = ({ DestinationCidrBlock }: TransitGatewayRoute): Cidr => cidrOf(DestinationCidrBlock, 'Destination');

const isSame = (a: Cidr, b: Cidr) => covers(a, b) && covers(b, a);

type Select = (routes: readonly TransitGatewayRoute[], wanted: Cidr) => TransitGatewayRoute[];

const byBlock =
  (test: (block: Cidr, wanted: Cidr) => boolean): Select =>
  (routes, wanted) =>
    routes.filter((route) => test(blockOf(route), wanted));

/** The filters that compare blocks. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html */
const SEARCHES: Record<string, Select> = {
  'route-search.exact-match': byBlock(isSame),
  'route-search.subnet-of-match': byBlock((block, wanted) => covers(wanted, block)),
  'route-search.supernet-of-match': byBlock((block, wanted) => covers(block, wanted)),
  'route-search.longest-prefix-match'(routes, wanted) {
    const covering = routes.filter((route) => covers(blockOf(route), wanted));
    return covering.filter((route) => covering.every((other) => covers(blockOf(other), blockOf(route))));
  },
};

/** A block or, for the longest prefix that matches, a single address. */
function wantedBlock({ Name = '', Values = [] }: Filter): Cidr {
  const text = Values[0] ?? '';
  return parseCidr(`${text}${text.includes(':') ? '/128' : '/32'}`) ?? cidrOf(text, Name);
}

function search(routes: readonly TransitGatewayRoute[], filter: Filter): readonly TransitGatewayRoute[] {
  const select = SEARCHES[filter.Name ?? ''];
  return select ? select(routes, wantedBlock(filter)) : routes;
}

export const operations = {
  SearchTransitGatewayRoutes(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const filters = required(input.Filters?.length ? input.Filters : undefined, 'Filters');
    const isSearch = ({ Name = '' }: Filter) => Name in SEARCHES;
    const plain = routesIn(region, table).filter(
      matcher(
        filters.filter((each) => !isSearch(each)),
        FILTERS,
      ),
    );
    const found = filters.filter(isSearch).reduce(search, plain);
    const { page, NextToken } = paginate(found, { ...input, MaxResults: input.MaxResults ?? 1000 }, [5, 1000]);
    return { Routes: page, AdditionalRoutesAvailable: NextToken !== undefined, NextToken };
  },
} satisfies Ec2Operations;
