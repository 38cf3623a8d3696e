import { expect, test } from 'vitest';
import { newGroup } from './lab.ts';
import { localEc2, refusal, vpcOf } from './local-ec2.ts';

const local = localEc2('us-east-1', { vpcs: 50 });

let block = 1;
const another = () => vpcOf(local.ec2, `10.${block++}.0.0/16`);

/** An active connection between two VPCs. */
async function peer(VpcId: string, PeerVpcId: string): Promise<string> {
  const { VpcPeeringConnection } = await local.ec2.createVpcPeeringConnection({ VpcId, PeerVpcId });
  const { VpcPeeringConnectionId = '' } = VpcPeeringConnection ?? {};
  await local.ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId });
  return VpcPeeringConnectionId;
}

test('rules name groups of the peer, and go stale without it', async () => {
  const { ec2 } = local;
  const [a, b] = [await another(), await another()];
  const [GroupId, other] = [await newGroup(ec2, a, 'near'), await newGroup(ec2, b, 'far')];
  const UserId = (await ec2.describeVpcs({ VpcIds: [a] })).Vpcs?.[0]?.OwnerId;
  const IpPermissions = [
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: other, UserId }] },
  ];
  await refusal(ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions }), 'InvalidGroup.NotFound');
  const VpcPeeringConnectionId = await peer(a, b);
  await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
  const pair = async () =>
    (await ec2.describeSecurityGroups({ GroupIds: [GroupId] })).SecurityGroups?.[0]?.IpPermissions?.[0]
      ?.UserIdGroupPairs?.[0];
  expect(await pair()).toMatchObject({ GroupId: other, VpcId: b, VpcPeeringConnectionId, PeeringStatus: 'active' });
  expect((await ec2.describeSecurityGroupReferences({ GroupId: [other] })).SecurityGroupReferenceSet).toEqual([
    { GroupId: other, ReferencingVpcId: a, VpcPeeringConnectionId },
  ]);
  const stale = async () => (await ec2.describeStaleSecurityGroups({ VpcId: a })).StaleSecurityGroupSet;
  expect(await stale()).toEqual([]);
  await ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId });
  const gone = { GroupId: other, UserId, VpcId: b, VpcPeeringConnectionId, PeeringStatus: 'deleted' };
  expect(await pair()).toEqual(gone);
  const { SecurityGroupRules } = await ec2.describeSecurityGroupRules({
    Filters: [{ Name: 'group-id', Values: [GroupId] }],
  });
  expect(SecurityGroupRules?.find((each) => !each.IsEgress)?.ReferencedGroupInfo).toEqual(gone);
  const [told] = (await stale()) ?? [];
  expect(told).toMatchObject({ GroupId, GroupName: 'near', VpcId: a, StaleIpPermissionsEgress: [] });
  expect(told?.StaleIpPermissions).toMatchObject([
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [gone] },
  ]);
  await refusal(ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions }), 'InvalidGroup.NotFound');
});

test.each(['the connection', 'the group', 'the connection and the group'])(
  'a rule that went stale with %s is described anew and revoked by what it says',
  async (lost) => {
    const { ec2 } = local;
    const [a, b] = [await another(), await another()];
    const [GroupId, other] = [await newGroup(ec2, a, 'near'), await newGroup(ec2, b, 'far')];
    const VpcPeeringConnectionId = await peer(a, b);
    const tcp = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    const IpPermissions = [{ ...tcp, UserIdGroupPairs: [{ GroupId: other }] }];
    await ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions });
    if (lost.includes('connection')) await ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId });
    if (lost.includes('group')) await ec2.deleteSecurityGroup({ GroupId: other });
    const stale = async () => (await ec2.describeStaleSecurityGroups({ VpcId: a })).StaleSecurityGroupSet ?? [];
    const [{ StaleIpPermissionsEgress = [] } = {}] = await stale();
    const PeeringStatus = lost.includes('connection') ? 'deleted' : 'active';
    expect(StaleIpPermissionsEgress[0]?.UserIdGroupPairs).toMatchObject([{ GroupId: other, PeeringStatus }]);
    await ec2.updateSecurityGroupRuleDescriptionsEgress({
      GroupId,
      IpPermissions: [{ ...tcp, UserIdGroupPairs: [{ GroupId: other, Description: 'to go' }] }],
    });
    expect((await stale())[0]?.StaleIpPermissionsEgress?.[0]?.UserIdGroupPairs?.[0]?.Description).toBe('to go');
    const asTold = StaleIpPermissionsEgress.map(({ IpProtocol, FromPort, ToPort, UserIdGroupPairs }) => {
      return { IpProtocol, FromPort, ToPort, UserIdGroupPairs };
    });
    const { RevokedSecurityGroupRules } = await ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions: asTold });
    expect(RevokedSecurityGroupRules).toMatchObject([{ ReferencedGroupId: other, FromPort: 443, IsEgress: true }]);
    expect(await stale()).toEqual([]);
    await refusal(ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions: asTold }), 'InvalidGroup.NotFound');
  },
);
