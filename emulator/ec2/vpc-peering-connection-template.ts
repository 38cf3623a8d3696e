import type { CreateVpcPeeringConnectionRequest, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import { find } from './kind.ts';
import { retag, specificationOf } from './tags.ts';
import { operations } from './vpc-peering-connection.ts';
import { isAlive } from './vpc-peering-record.ts';

type PeeringProperties = Pick<
  CreateVpcPeeringConnectionRequest,
  'VpcId' | 'PeerVpcId' | 'PeerOwnerId' | 'PeerRegion'
> & {
  PeerRoleArn?: string;
  Tags?: Tag[];
};

const unstable = (id: string, state: string) =>
  new AwsError('NotStabilized', `VpcPeeringConnection ${id} is in state ${state} and hence failed to stabilize.`);

export const resourceTypes: Record<string, ResourceType> = {
  /** CloudFormation accepts it as well, where both VPCs are in one account. */
  'AWS::EC2::VPCPeeringConnection': resourceType<PeeringProperties>({
    notEmulated: ['AssumeRoleRegion'],
    create(region, { Tags, PeerRoleArn: _, ...properties }) {
      const { VpcPeeringConnection } = operations.CreateVpcPeeringConnection(region, {
        ...properties,
        TagSpecifications: specificationOf('vpc-peering-connection', Tags),
      });
      const id = VpcPeeringConnection.VpcPeeringConnectionId ?? '';
      const { AccepterVpcInfo, Status } = find(region, 'vpcPeeringConnections', id);
      if (Status?.Code === 'failed' || AccepterVpcInfo?.OwnerId !== region.accountId) {
        throw unstable(id, Status?.Code ?? '');
      }
      const there = region.elsewhere(AccepterVpcInfo.Region ?? region.name);
      operations.AcceptVpcPeeringConnection(there, { VpcPeeringConnectionId: id });
      return id;
    },
    update: (region, id, properties, previous) =>
      retag(region.vpcPeeringConnections, id, properties.Tags, previous.Tags),
    delete(region, id) {
      const record = region.vpcPeeringConnections.get(id);
      if (record && isAlive(record)) operations.DeleteVpcPeeringConnection(region, { VpcPeeringConnectionId: id });
    },
    attributes: (_region, id) => ({ Id: id }),
  }),
};
