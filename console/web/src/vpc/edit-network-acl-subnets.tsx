import {
  DescribeSubnetsCommand,
  type EC2Client,
  type NetworkAcl,
  ReplaceNetworkAclAssociationCommand,
} from '@aws-sdk/client-ec2';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Clients } from '../clients.ts';
import { EditPage } from '../edit-page.tsx';
import { useLoaded } from '../loaded.ts';
import { useClients } from '../region.tsx';
import { Gone, useResource } from '../resource-page.tsx';
import { nameOf } from '../tags.ts';
import { networkAcls } from './network-acls.tsx';

const subnets = async ({ ec2 }: Clients) => (await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? [];

export function EditNetworkAclSubnets() {
  const { all, id, item } = useResource(networkAcls);
  if (!all) return null;
  return item ? <Editor key={id} acl={item} acls={all} /> : <Gone one="network ACL" id={id} />;
}

const associationOf = (acls: readonly NetworkAcl[], subnet: string) =>
  acls.flatMap(({ Associations = [] }) => Associations).find(({ SubnetId }) => SubnetId === subnet);

/** A subnet always has a network ACL: one that is left goes to the VPC's default one. */
async function save(ec2: EC2Client, acl: NetworkAcl, acls: readonly NetworkAcl[], wanted: readonly string[]) {
  const fallback = acls.find(({ IsDefault, VpcId }) => IsDefault && VpcId === acl.VpcId)?.NetworkAclId;
  const left = (acl.Associations ?? []).filter(({ SubnetId = '' }) => !wanted.includes(SubnetId));
  for (const { NetworkAclAssociationId: AssociationId } of left) {
    await ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId: fallback }));
  }
  for (const subnet of wanted) {
    const now = associationOf(acls, subnet);
    if (now?.NetworkAclId === acl.NetworkAclId) continue;
    const AssociationId = now?.NetworkAclAssociationId;
    await ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId: acl.NetworkAclId }));
  }
}

function Editor({ acl, acls }: { acl: NetworkAcl; acls: readonly NetworkAcl[] }) {
  const { ec2 } = useClients();
  const { value: all = [] } = useLoaded(subnets);
  const { NetworkAclId = '', Associations = [] } = acl;
  const [chosen, setChosen] = useState(() => Associations.flatMap(({ SubnetId }) => SubnetId ?? []));
  const items = all.filter(({ VpcId }) => VpcId === acl.VpcId);
  return (
    <EditPage
      title="Edit subnet associations"
      description={NetworkAclId}
      back={`vpc/network-acls/${NetworkAclId}`}
      done={`The subnet associations of ${NetworkAclId} were saved.`}
      work={() => save(ec2, acl, acls, chosen)}
    >
      <Table
        items={items}
        trackBy="SubnetId"
        selectionType="multi"
        selectedItems={items.filter(({ SubnetId = '' }) => chosen.includes(SubnetId))}
        onSelectionChange={({ detail }) => setChosen(detail.selectedItems.map(({ SubnetId = '' }) => SubnetId))}
        columnDefinitions={[
          { id: 'name', header: 'Name', cell: (subnet) => nameOf(subnet) || '–' },
          { id: 'id', header: 'Subnet ID', cell: ({ SubnetId }) => SubnetId, isRowHeader: true },
          {
            id: 'acl',
            header: 'Associated with',
            cell: ({ SubnetId = '' }) => associationOf(acls, SubnetId)?.NetworkAclId ?? '–',
          },
          { id: 'zone', header: 'Availability Zone', cell: ({ AvailabilityZone }) => AvailabilityZone },
          { id: 'cidr', header: 'IPv4 CIDR', cell: ({ CidrBlock }) => CidrBlock },
        ]}
        ariaLabels={{
          tableLabel: 'Available subnets',
          selectionGroupLabel: 'Subnets',
          allItemsSelectionLabel: () => 'Select all subnets',
          itemSelectionLabel: (_, { SubnetId }) => `Select ${SubnetId}`,
        }}
      />
    </EditPage>
  );
}
