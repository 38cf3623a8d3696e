import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ec2Lab, newGroup, refusal, startEc2Lab } from './lab.ts';

let lab: Ec2Lab;

beforeAll(async () => {
  lab = await startEc2Lab();
});

afterAll(() => lab.close());

it('brings an interface of its own, with the default group, and takes it along', async () => {
  const { InstanceConnectEndpoint: made } = await lab.ec2.createInstanceConnectEndpoint({ SubnetId: lab.subnets[0] });
  const InstanceConnectEndpointId = made?.InstanceConnectEndpointId;
  const NetworkInterfaceIds = made?.NetworkInterfaceIds ?? [];
  const { NetworkInterfaces } = await lab.ec2.describeNetworkInterfaces({ NetworkInterfaceIds });
  expect(NetworkInterfaces).toMatchObject([
    {
      InterfaceType: 'ec2_instance_connect_endpoint',
      RequesterManaged: true,
      SubnetId: lab.subnets[0],
      Groups: [{ GroupName: 'default', GroupId: made?.SecurityGroupIds?.[0] }],
    },
  ]);
  const { InstanceConnectEndpoints } = await lab.ec2.describeInstanceConnectEndpoints({});
  expect(InstanceConnectEndpoints).toMatchObject([{ InstanceConnectEndpointId, State: 'create-complete' }]);
  expect(await refusal(lab.ec2.createInstanceConnectEndpoint({ SubnetId: lab.subnets[1] }))).toContain('LimitExceeded');
  await lab.ec2.deleteInstanceConnectEndpoint({ InstanceConnectEndpointId });
  expect(await refusal(lab.ec2.describeNetworkInterfaces({ NetworkInterfaceIds }))).toContain('NotFound');
  expect((await lab.ec2.describeInstanceConnectEndpoints({})).InstanceConnectEndpoints).toEqual([]);
});

it('comes and goes with a template', async () => {
  const type = lab.template('AWS::EC2::InstanceConnectEndpoint');
  const group = await newGroup(lab.ec2, lab.vpcId, 'eice');
  const id = type.create({ SubnetId: lab.subnets[0], SecurityGroupIds: [group], PreserveClientIp: true });
  const { InstanceConnectEndpoints } = await lab.ec2.describeInstanceConnectEndpoints({});
  expect(InstanceConnectEndpoints).toMatchObject([{ SecurityGroupIds: [group], PreserveClientIp: true }]);
  type.delete(id, {});
  type.delete(id, {});
  expect(await refusal(lab.ec2.deleteSecurityGroup({ GroupId: group }))).toBe('accepted');
});
