import type { NetworkInterfaceType, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import { describe } from './describe.ts';
import { find, KINDS } from './kind.ts';
import { createInterface, deleteInterface } from './network-interface-record.ts';
import type { Ec2Operations } from './operations.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

/** AWS answers this, although its SDK does not know the type. */
const INTERFACE_TYPE: string = 'ec2_instance_connect_endpoint';

export const operations = {
  CreateInstanceConnectEndpoint(region, input) {
    const { SubnetId = '', VpcId, AvailabilityZone, AvailabilityZoneId } = find(region, 'subnets', input.SubnetId);
    if (region.instanceConnectEndpoints.find((each) => each.VpcId === VpcId)) {
      throw new AwsError(
        'InstanceConnectEndpointLimitExceeded',
        `The maximum number of EC2 Instance Connect Endpoints for VPC ${VpcId} has been reached.`,
      );
    }
    const id = newId('eice');
    const { NetworkInterfaceId = '', Groups } = createInterface(region, {
      subnetId: SubnetId,
      groups: input.SecurityGroupIds?.length ? input.SecurityGroupIds : undefined,
      description: `EC2 Instance Connect Endpoint: ${id}`,
      interfaceType: INTERFACE_TYPE as NetworkInterfaceType,
      requesterManaged: true,
      ownerId: 'amazon-aws',
    });
    const InstanceConnectEndpoint = region.instanceConnectEndpoints.put(id, {
      OwnerId: region.accountId,
      InstanceConnectEndpointId: id,
      InstanceConnectEndpointArn: `arn:aws:ec2:${region.name}:${region.accountId}:instance-connect-endpoint/${id}`,
      State: 'create-complete',
      StateMessage: '',
      DnsName: `${id}.${newId('x').slice(-8)}.ec2-instance-connect-endpoint.${region.name}.amazonaws.com`,
      NetworkInterfaceIds: [NetworkInterfaceId],
      VpcId,
      AvailabilityZone,
      AvailabilityZoneId,
      CreatedAt: new Date(),
      SubnetId,
      PreserveClientIp: input.PreserveClientIp ?? false,
      SecurityGroupIds: (Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
      IpAddressType: input.IpAddressType ?? 'ipv4',
      Tags: tagsFor(input.TagSpecifications, 'instance-connect-endpoint'),
    });
    return {
      InstanceConnectEndpoint: { ...InstanceConnectEndpoint, State: 'create-in-progress' },
      ClientToken: input.ClientToken,
    };
  },

  DescribeInstanceConnectEndpoints(region, input) {
    const { page, NextToken } = describe(region.instanceConnectEndpoints.values(), input, {
      ids: input.InstanceConnectEndpointIds,
      idOf: (endpoint) => endpoint.InstanceConnectEndpointId ?? '',
      ...KINDS.instanceConnectEndpoints,
      filters: {
        'instance-connect-endpoint-id': (endpoint) => [endpoint.InstanceConnectEndpointId],
        state: (endpoint) => [endpoint.State],
        'subnet-id': (endpoint) => [endpoint.SubnetId],
        'vpc-id': (endpoint) => [endpoint.VpcId],
      },
      pageSize: [1, 50],
    });
    return { InstanceConnectEndpoints: page, NextToken };
  },

  DeleteInstanceConnectEndpoint(region, input) {
    const endpoint = find(region, 'instanceConnectEndpoints', input.InstanceConnectEndpointId);
    for (const id of endpoint.NetworkInterfaceIds ?? []) deleteInterface(region, id);
    region.instanceConnectEndpoints.delete(endpoint.InstanceConnectEndpointId ?? '');
    return { InstanceConnectEndpoint: { ...endpoint, State: 'delete-in-progress' } };
  },
} satisfies Ec2Operations;

interface EndpointProperties {
  SubnetId: string;
  SecurityGroupIds?: string[];
  PreserveClientIp?: boolean;
  ClientToken?: string;
  Tags?: Tag[];
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instanceconnectendpoint.html */
  'AWS::EC2::InstanceConnectEndpoint': resourceType<EndpointProperties>({
    create(region, { Tags, ...properties }) {
      const TagSpecifications = specificationOf('instance-connect-endpoint', Tags);
      const { InstanceConnectEndpoint } = operations.CreateInstanceConnectEndpoint(region, {
        ...properties,
        TagSpecifications,
      });
      return InstanceConnectEndpoint.InstanceConnectEndpointId ?? '';
    },
    update(region, id, { Tags }, previous) {
      retag(region.instanceConnectEndpoints, id, Tags, previous.Tags);
    },
    delete(region, InstanceConnectEndpointId) {
      if (!region.instanceConnectEndpoints.get(InstanceConnectEndpointId)) return;
      operations.DeleteInstanceConnectEndpoint(region, { InstanceConnectEndpointId });
    },
    attributes(region, id) {
      const { InstanceConnectEndpointId, CreatedAt, ...endpoint } = find(region, 'instanceConnectEndpoints', id);
      return { ...endpoint, Id: InstanceConnectEndpointId, CreatedAt: CreatedAt?.toISOString() };
    },
    read: reading('instanceConnectEndpoints', ['SubnetId', 'SecurityGroupIds', 'PreserveClientIp', 'Tags']),
  }),
};
