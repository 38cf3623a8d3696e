import type {
  CreateVpcEndpointRequest,
  DnsOptionsSpecification,
  ModifyVpcEndpointRequest,
  State,
  Tag,
  VpcEndpoint,
  VpcEndpointType,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { describe } from './describe.ts';
import { endpointService } from './endpoint-service.ts';
import { changeGateway } from './gateway-endpoint.ts';
import { changeInterface, removeInterfaces } from './interface-endpoint.ts';
import { find, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import { without } from './without.ts';

const FULL_ACCESS = JSON.stringify({
  Version: '2008-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
});

const parameterError = (message: string) => new AwsError('InvalidParameter', message);

function checkPolicy(document: string): string {
  try {
    JSON.parse(document);
    return document;
  } catch {
    throw new AwsError('InvalidPolicyDocument', 'Policy document should be valid JSON.');
  }
}

/** The service that the request asks for, offered in the way that it asks for. */
function offered(region: Region, input: CreateVpcEndpointRequest) {
  const service = endpointService(region, required(input.ServiceName, 'serviceName'));
  const type = input.VpcEndpointType ?? 'Gateway';
  if (type !== 'Gateway' && type !== 'Interface') {
    throw new AwsError('UnsupportedOperation', `The local AWS does not emulate VPC endpoints of type ${type}.`);
  }
  if (service.types.includes(type)) return { service, type };
  const types = service.types.join(', ');
  throw parameterError(`Endpoint type (${type}) does not match available service types ([${types}]).`);
}

/** Those to gateways are counted in the Region, all others in their VPC. */
function refuseMore(region: Region, type: VpcEndpointType, vpcId: string | undefined): void {
  const isGateway = type === 'Gateway';
  const alike = region.vpcEndpoints.filter(({ VpcEndpointType, VpcId }) =>
    isGateway ? VpcEndpointType === 'Gateway' : VpcEndpointType !== 'Gateway' && VpcId === vpcId,
  );
  refuseBeyond(region, isGateway ? 'gateway-endpoints' : 'interface-endpoints-per-vpc', alike.length + 1, vpcId);
}

function create(region: Region, input: CreateVpcEndpointRequest): VpcEndpoint {
  const { VpcId } = find(region, 'vpcs', input.VpcId);
  const { service, type } = offered(region, input);
  refuseMore(region, type, VpcId);
  const id = newId('vpce');
  const endpoint: VpcEndpoint = {
    VpcEndpointId: id,
    VpcEndpointType: type,
    VpcId,
    ServiceName: service.name,
    ServiceRegion: region.name,
    State: 'available' as State,
    PolicyDocument: input.PolicyDocument ? checkPolicy(input.PolicyDocument) : FULL_ACCESS,
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: type === 'Gateway' ? 'service-defined' : 'ipv4' },
    PrivateDnsEnabled: false,
    RequesterManaged: false,
    RouteTableIds: [],
    SubnetIds: [],
    Groups: [],
    NetworkInterfaceIds: [],
    DnsEntries: [],
    CreationTimestamp: new Date(),
    OwnerId: region.accountId,
    Tags: tagsFor(input.TagSpecifications, 'vpc-endpoint'),
  };
  region.vpcEndpoints.put(id, endpoint);
  if (type === 'Gateway') return changeGateway(region, endpoint, { add: input.RouteTableIds, remove: [] });
  const groups = input.SecurityGroupIds?.length ? input.SecurityGroupIds : [defaultGroup(region, VpcId)];
  return changeInterface(region, endpoint, {
    addSubnets: input.SubnetIds ?? [],
    removeSubnets: [],
    groups,
    privateDns: input.PrivateDnsEnabled ?? true,
  });
}

const defaultGroup = (region: Region, vpcId: string | undefined) =>
  region.securityGroups.find((group) => group.VpcId === vpcId && group.GroupName === 'default')?.GroupId ?? '';

function modify(region: Region, endpoint: VpcEndpoint, input: ModifyVpcEndpointRequest): void {
  const { AddRouteTableIds, RemoveRouteTableIds, AddSubnetIds = [], RemoveSubnetIds = [] } = input;
  const { AddSecurityGroupIds = [], RemoveSecurityGroupIds = [] } = input;
  if (endpoint.VpcEndpointType === 'Gateway') {
    if (AddSubnetIds.length + RemoveSubnetIds.length + AddSecurityGroupIds.length + RemoveSecurityGroupIds.length > 0) {
      throw parameterError('Subnets and security groups are supported only for endpoints of type Interface.');
    }
    changeGateway(region, endpoint, { add: AddRouteTableIds, remove: RemoveRouteTableIds });
    return;
  }
  if (AddRouteTableIds?.length || RemoveRouteTableIds?.length) {
    throw parameterError('Route table IDs are supported only for endpoints of type Gateway.');
  }
  const now = (endpoint.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
  const groups = [...new Set([...now, ...AddSecurityGroupIds])].filter((id) => !RemoveSecurityGroupIds.includes(id));
  if (groups.length === 0) throw parameterError('An endpoint of type Interface must have at least one security group.');
  changeInterface(region, endpoint, {
    addSubnets: AddSubnetIds,
    removeSubnets: RemoveSubnetIds,
    groups,
    privateDns: input.PrivateDnsEnabled ?? endpoint.PrivateDnsEnabled ?? false,
  });
}

function remove(region: Region, endpoint: VpcEndpoint): void {
  changeGateway(region, endpoint, { remove: endpoint.RouteTableIds });
  removeInterfaces(region, endpoint);
  region.vpcEndpoints.delete(endpoint.VpcEndpointId!);
}

/** Endpoints are of their own Region and have IPv4 addresses only. */
function refuseOther(member: string, wanted: string | undefined, here: string): void {
  if (wanted === undefined || wanted === here) return;
  throw new AwsError('UnsupportedOperation', `The local AWS does not emulate ${member} ${wanted} of VPC endpoints.`);
}

/** Names resolve to all of an endpoint's IPv4 addresses, for everybody in the VPC. */
function checkDns(asked: DnsOptionsSpecification = {}): void {
  refuseMembers('DnsOptions', asked, ['PrivateDnsPreference', 'PrivateDnsSpecifiedDomains']);
  if (asked.PrivateDnsOnlyForInboundResolverEndpoint) {
    refuseMembers('DnsOptions', asked, ['PrivateDnsOnlyForInboundResolverEndpoint']);
  }
  if (asked.DnsRecordIpType !== 'service-defined') refuseOther('DnsRecordIpType', asked.DnsRecordIpType, 'ipv4');
}

export const operations = {
  CreateVpcEndpoint(region, input) {
    refuseMembers('CreateVpcEndpoint', input, [
      'SubnetConfigurations',
      'ServiceNetworkArn',
      'ResourceConfigurationArn',
    ]);
    checkDns(input.DnsOptions);
    refuseOther('ServiceRegion', input.ServiceRegion, region.name);
    refuseOther('IpAddressType', input.IpAddressType, 'ipv4');
    const endpoint = create(region, input);
    const State = endpoint.VpcEndpointType === 'Interface' ? ('pending' as State) : endpoint.State;
    return { VpcEndpoint: { ...endpoint, State }, ClientToken: input.ClientToken };
  },

  DescribeVpcEndpoints(region, input) {
    const { page, NextToken } = describe(region.vpcEndpoints.values(), input, {
      ...KINDS.vpcEndpoints,
      ids: input.VpcEndpointIds,
      idOf: (endpoint) => endpoint.VpcEndpointId!,
      filters: {
        'ip-address-type': (endpoint) => [endpoint.IpAddressType],
        'service-name': (endpoint) => [endpoint.ServiceName],
        'service-region': (endpoint) => [endpoint.ServiceRegion],
        'vpc-id': (endpoint) => [endpoint.VpcId],
        'vpc-endpoint-id': (endpoint) => [endpoint.VpcEndpointId],
        'vpc-endpoint-state': (endpoint) => [endpoint.State],
        'vpc-endpoint-type': (endpoint) => [endpoint.VpcEndpointType],
      },
    });
    return { VpcEndpoints: page, NextToken };
  },

  ModifyVpcEndpoint(region, input) {
    refuseMembers('ModifyVpcEndpoint', input, ['SubnetConfigurations']);
    checkDns(input.DnsOptions);
    refuseOther('IpAddressType', input.IpAddressType, 'ipv4');
    const endpoint = find(region, 'vpcEndpoints', input.VpcEndpointId);
    modify(region, endpoint, input);
    const document = input.ResetPolicy ? FULL_ACCESS : input.PolicyDocument;
    if (document) {
      region.vpcEndpoints.update(endpoint.VpcEndpointId!, (draft) => {
        draft.PolicyDocument = checkPolicy(document);
      });
    }
    return { Return: true };
  },

  /** Deletes what it can: what it cannot is in the answer, not an error. */
  DeleteVpcEndpoints(region, input) {
    const Unsuccessful = required(input.VpcEndpointIds, 'vpcEndpointId').flatMap((ResourceId) => {
      const endpoint = region.vpcEndpoints.get(ResourceId);
      if (endpoint) remove(region, endpoint);
      const Message = `The Vpc Endpoint Id '${ResourceId}' does not exist`;
      return endpoint ? [] : [{ ResourceId, Error: { Code: 'InvalidVpcEndpoint.NotFound', Message } }];
    });
    return { Unsuccessful };
  },
} satisfies Ec2Operations;

type EndpointProperties = Omit<CreateVpcEndpointRequest, 'TagSpecifications' | 'PolicyDocument' | 'ClientToken'> & {
  PolicyDocument?: string | object;
  Tags?: Tag[];
};

const policyText = (policy: string | object | undefined) =>
  policy === undefined || typeof policy === 'string' ? policy : JSON.stringify(policy);

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::VPCEndpoint': resourceType<EndpointProperties>({
    create(region, { Tags, PolicyDocument, ...properties }) {
      const { VpcEndpoint } = operations.CreateVpcEndpoint(region, {
        ...properties,
        PrivateDnsEnabled: properties.PrivateDnsEnabled ?? false,
        PolicyDocument: policyText(PolicyDocument),
        TagSpecifications: specificationOf('vpc-endpoint', Tags),
      });
      return VpcEndpoint.VpcEndpointId!;
    },
    update(region, id, wanted, previous) {
      const document = policyText(wanted.PolicyDocument);
      operations.ModifyVpcEndpoint(region, {
        VpcEndpointId: id,
        AddRouteTableIds: without(wanted.RouteTableIds, previous.RouteTableIds),
        RemoveRouteTableIds: without(previous.RouteTableIds, wanted.RouteTableIds),
        AddSubnetIds: without(wanted.SubnetIds, previous.SubnetIds),
        RemoveSubnetIds: without(previous.SubnetIds, wanted.SubnetIds),
        AddSecurityGroupIds: without(wanted.SecurityGroupIds, previous.SecurityGroupIds),
        RemoveSecurityGroupIds: without(previous.SecurityGroupIds, wanted.SecurityGroupIds),
        PrivateDnsEnabled: wanted.PrivateDnsEnabled,
        IpAddressType: wanted.IpAddressType,
        DnsOptions: wanted.DnsOptions,
        ...(document ? { PolicyDocument: document } : { ResetPolicy: true }),
      });
      retag(region.vpcEndpoints, id, wanted.Tags, previous.Tags);
    },
    delete: (region, id) => void operations.DeleteVpcEndpoints(region, { VpcEndpointIds: [id] }),
    attributes(region, id) {
      const { CreationTimestamp, DnsEntries = [], NetworkInterfaceIds } = find(region, 'vpcEndpoints', id);
      return {
        Id: id,
        CreationTimestamp: CreationTimestamp?.toISOString(),
        DnsEntries: DnsEntries.map(({ HostedZoneId, DnsName }) => `${HostedZoneId}:${DnsName}`),
        NetworkInterfaceIds,
      };
    },
    read: reading(
      'vpcEndpoints',
      ['VpcId', 'ServiceName', 'VpcEndpointType', 'RouteTableIds', 'SubnetIds', 'PrivateDnsEnabled', 'Tags'],
      ({ Groups = [], PolicyDocument: text = '' }, _region, { PolicyDocument: wanted }) => ({
        SecurityGroupIds: Groups.map(({ GroupId }) => GroupId),
        PolicyDocument: typeof wanted === 'string' ? text : JSON.parse(text),
      }),
    ),
  }),
};
