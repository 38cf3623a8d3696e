import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from '../clients.ts';
import type { About, Command, Outputs } from './command.ts';
import { type Answer, joinPages, moreThan, Refusal, type Source } from './source.ts';

/** Which part of the account to read; all of the Region when it names no VPC. */
export interface Scope {
  readonly vpcIds?: readonly string[] | undefined;
}

/** AWS as a source: each command is a call, with all its pages. */
export class Calls implements Source {
  readonly #clients: Clients;
  readonly #within: Within;

  constructor(clients: Clients, { vpcIds }: Scope) {
    this.#clients = clients;
    this.#within = (name) => (vpcIds ? { Filters: [{ Name: name, Values: [...vpcIds] }] } : {});
  }

  async ask<C extends Command>(command: C, about: About): Promise<Answer<C>> {
    // Paginators write the next token into the input that they are given, so each call makes one of its own.
    const call: Call<C> = CALLS[command];
    const pages: Outputs[C][] = [];
    try {
      const answer = call(this.#clients, about, this.#within);
      if (Symbol.asyncIterator in answer) for await (const page of answer) pages.push(page);
      else pages.push(await answer);
    } catch (error) {
      if (isRefusal(error)) throw new Refusal(`${error.name}: ${error.message}`);
      throw error;
    }
    return { output: joinPages(pages), incomplete: moreThan(pages.at(-1) ?? {}) };
  }
}

type Within = (filter: string) => { Filters?: ec2.Filter[] };
type Call<C extends Command> = (
  clients: Clients,
  about: About,
  within: Within,
) => AsyncIterable<Outputs[C]> | Promise<Outputs[C]>;

const LIVE_ROUTES = [{ Name: 'state', Values: ['active', 'blackhole'] }];

/** The most that SearchTransitGatewayRoutes answers at once. */
const ROUTES_AT_ONCE = 1000;

const CALLS: { readonly [C in Command]: Call<C> } = {
  'ec2 describe-vpcs': ({ ec2: client }, _, within) => ec2.paginateDescribeVpcs({ client }, within('vpc-id')),
  'ec2 describe-vpc-attribute': ({ ec2: client }, [VpcId, attribute]) =>
    client.send(new ec2.DescribeVpcAttributeCommand({ VpcId, Attribute: attribute as ec2.VpcAttributeName })),
  'ec2 describe-subnets': ({ ec2: client }, _, within) => ec2.paginateDescribeSubnets({ client }, within('vpc-id')),
  'ec2 describe-route-tables': ({ ec2: client }, _, within) =>
    ec2.paginateDescribeRouteTables({ client }, within('vpc-id')),
  'ec2 describe-internet-gateways': ({ ec2: client }, _, within) =>
    ec2.paginateDescribeInternetGateways({ client }, within('attachment.vpc-id')),
  'ec2 describe-egress-only-internet-gateways': ({ ec2: client }) =>
    ec2.paginateDescribeEgressOnlyInternetGateways({ client }, {}),
  'ec2 describe-nat-gateways': ({ ec2: client }, _, within) =>
    ec2.paginateDescribeNatGateways({ client }, { Filter: within('vpc-id').Filters }),
  'ec2 describe-addresses': ({ ec2: client }) => client.send(new ec2.DescribeAddressesCommand({})),
  'ec2 describe-network-interfaces': ({ ec2: client }, _, within) =>
    ec2.paginateDescribeNetworkInterfaces({ client }, within('vpc-id')),
  'ec2 describe-security-groups': ({ ec2: client }, _, within) =>
    ec2.paginateDescribeSecurityGroups({ client }, within('vpc-id')),
  'ec2 describe-network-acls': ({ ec2: client }, _, within) =>
    ec2.paginateDescribeNetworkAcls({ client }, within('vpc-id')),
  'ec2 describe-instances': ({ ec2: client }, _, within) => ec2.paginateDescribeInstances({ client }, within('vpc-id')),
  'ec2 describe-vpc-endpoints': ({ ec2: client }, _, within) =>
    ec2.paginateDescribeVpcEndpoints({ client }, within('vpc-id')),
  'ec2 describe-instance-connect-endpoints': ({ ec2: client }, _, within) =>
    ec2.paginateDescribeInstanceConnectEndpoints({ client }, within('vpc-id')),
  'ec2 describe-prefix-lists': ({ ec2: client }) => ec2.paginateDescribePrefixLists({ client }, {}),
  'ec2 get-managed-prefix-list-entries': ({ ec2: client }, [PrefixListId]) =>
    ec2.paginateGetManagedPrefixListEntries({ client }, { PrefixListId }),
  'ec2 describe-vpc-peering-connections': ({ ec2: client }) =>
    ec2.paginateDescribeVpcPeeringConnections({ client }, {}),
  'ec2 describe-vpn-gateways': ({ ec2: client }, _, within) =>
    client.send(new ec2.DescribeVpnGatewaysCommand(within('attachment.vpc-id'))),
  'ec2 describe-vpn-connections': ({ ec2: client }) => vpnConnections(client),
  'ec2 describe-transit-gateways': ({ ec2: client }) => ec2.paginateDescribeTransitGateways({ client }, {}),
  'ec2 describe-transit-gateway-attachments': ({ ec2: client }) =>
    ec2.paginateDescribeTransitGatewayAttachments({ client }, {}),
  'ec2 describe-transit-gateway-vpc-attachments': ({ ec2: client }) =>
    ec2.paginateDescribeTransitGatewayVpcAttachments({ client }, {}),
  'ec2 describe-transit-gateway-peering-attachments': ({ ec2: client }) =>
    ec2.paginateDescribeTransitGatewayPeeringAttachments({ client }, {}),
  'ec2 describe-transit-gateway-route-tables': ({ ec2: client }) =>
    ec2.paginateDescribeTransitGatewayRouteTables({ client }, {}),
  'ec2 search-transit-gateway-routes': ({ ec2: client }, [TransitGatewayRouteTableId]) =>
    ec2.paginateSearchTransitGatewayRoutes(
      { client, pageSize: ROUTES_AT_ONCE },
      { TransitGatewayRouteTableId, Filters: LIVE_ROUTES },
    ),
  'ec2 get-transit-gateway-route-table-propagations': ({ ec2: client }, [TransitGatewayRouteTableId]) =>
    ec2.paginateGetTransitGatewayRouteTablePropagations({ client }, { TransitGatewayRouteTableId }),
  'ec2 describe-vpc-block-public-access-options': ({ ec2: client }) =>
    client.send(new ec2.DescribeVpcBlockPublicAccessOptionsCommand({})),
  'ec2 describe-vpc-block-public-access-exclusions': ({ ec2: client }) => blockPublicAccessExclusions(client),
  'elbv2 describe-load-balancers': ({ elbv2: client }) => elbv2.paginateDescribeLoadBalancers({ client }, {}),
  'elbv2 describe-load-balancer-attributes': ({ elbv2: client }, [LoadBalancerArn]) =>
    client.send(new elbv2.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn })),
  'elbv2 describe-listeners': ({ elbv2: client }, [LoadBalancerArn]) =>
    elbv2.paginateDescribeListeners({ client }, { LoadBalancerArn }),
  'elbv2 describe-rules': ({ elbv2: client }, [ListenerArn]) =>
    elbv2.paginateDescribeRules({ client }, { ListenerArn }),
  'elbv2 describe-target-groups': ({ elbv2: client }) => elbv2.paginateDescribeTargetGroups({ client }, {}),
  'elbv2 describe-target-group-attributes': ({ elbv2: client }, [TargetGroupArn]) =>
    client.send(new elbv2.DescribeTargetGroupAttributesCommand({ TargetGroupArn })),
  'elbv2 describe-target-health': ({ elbv2: client }, [TargetGroupArn]) =>
    client.send(new elbv2.DescribeTargetHealthCommand({ TargetGroupArn })),
  'elbv2 describe-tags': ({ elbv2: client }, about) =>
    client.send(new elbv2.DescribeTagsCommand({ ResourceArns: [...about] })),
  'sts get-caller-identity': ({ sts }) => sts.send(new GetCallerIdentityCommand({})),
};

/** The configuration of a customer's device, and the options of its tunnels, hold the keys that the two ends share: they are dropped. */
async function vpnConnections(client: ec2.EC2Client): Promise<ec2.DescribeVpnConnectionsResult> {
  const { VpnConnections = [] } = await client.send(new ec2.DescribeVpnConnectionsCommand({}));
  return {
    VpnConnections: VpnConnections.map(({ CustomerGatewayConfiguration: _, Options, ...connection }) => ({
      ...connection,
      ...(Options && { Options: { ...Options, TunnelOptions: undefined } }),
    })),
  };
}

/** The SDK has no paginator for this operation. */
async function* blockPublicAccessExclusions(client: ec2.EC2Client) {
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ec2.DescribeVpcBlockPublicAccessExclusionsCommand({ NextToken }));
    yield page;
    NextToken = page.NextToken;
  } while (NextToken);
}

/** Errors that say nothing about one command but that nothing can be read at all. */
const NOBODY_THERE =
  /^(ExpiredToken(Exception)?|RequestExpired|AuthFailure|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|CredentialsProviderError)$/;

function isRefusal(error: unknown): error is Error {
  const answered = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined;
  return error instanceof Error && answered && !NOBODY_THERE.test(error.name);
}
