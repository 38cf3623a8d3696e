import { type EC2Client, type NetworkAcl, ReplaceNetworkAclAssociationCommand } from '@aws-sdk/client-ec2';
import { useClients } from '../region.tsx';
import { Gone, useResource } from '../resource-page.tsx';
import { AssociatedSubnets, associationOf } from './associated-subnets.tsx';
import { networkAcls } from './network-acls.tsx';

export function EditNetworkAclSubnets() {
  const { all, id, item } = useResource(networkAcls);
  if (!all) return null;
  return item ? <Editor key={id} acl={item} acls={all} /> : <Gone one="network ACL" id={id} />;
}

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
  const { NetworkAclId = '', Associations = [], VpcId } = acl;
  return (
    <AssociatedSubnets
      path={networkAcls.path}
      id={NetworkAclId}
      vpc={VpcId}
      associations={Associations}
      columns={[
        {
          id: 'acl',
          header: 'Associated with',
          cell: ({ SubnetId = '' }) => associationOf(acls, SubnetId)?.NetworkAclId ?? '–',
        },
        { id: 'zone', header: 'Availability Zone', cell: ({ AvailabilityZone }) => AvailabilityZone },
        { id: 'cidr', header: 'IPv4 CIDR', cell: ({ CidrBlock }) => CidrBlock },
      ]}
      save={(chosen) => save(ec2, acl, acls, chosen)}
    />
  );
}
