import type { Subnet } from '@aws-sdk/client-ec2';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useLoaded } from '../loaded.ts';
import { PageLink } from '../page-link.tsx';
import { NetworkAclRules, networkAcls } from './network-acls.tsx';

/** The network ACL that a subnet is associated with, and its rules. */
export function SubnetNetworkAcl({ subnet }: { subnet: Subnet }) {
  const { value: acls = [] } = useLoaded(networkAcls.list);
  const acl = acls.find(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === subnet.SubnetId));
  if (!acl) return null;
  return (
    <SpaceBetween size="m">
      <div>
        Network ACL: <PageLink to={`vpc/network-acls/${acl.NetworkAclId}`}>{acl.NetworkAclId}</PageLink>
      </div>
      <NetworkAclRules acl={acl} direction="inbound" />
      <NetworkAclRules acl={acl} direction="outbound" />
    </SpaceBetween>
  );
}
