import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../emulator/local-aws.ts';
import { newInstance } from './lab.ts';
import { refusal, subnetOf, vpcOf } from './local-ec2.ts';

/** Only stacks make instance profiles on the local AWS. */
const template = JSON.stringify({
  Resources: Object.fromEntries(
    ['First', 'Second'].flatMap((name) => [
      [`${name}Role`, { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } }],
      [
        name,
        {
          Type: 'AWS::IAM::InstanceProfile',
          Properties: { InstanceProfileName: name, Roles: [{ Ref: `${name}Role` }] },
        },
      ],
    ]),
  ),
});

let aws: LocalAws;
let ec2: EC2;
let SubnetId: string;
beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
  const client = { region: 'us-east-1', endpoint: aws.url, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  ec2 = new EC2({ ...client, maxAttempts: 1 });
  await new CloudFormation(client).createStack({
    StackName: 'profiles',
    TemplateBody: template,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
  });
  SubnetId = await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/24');
});
afterAll(() => aws.close());

const associations = async (InstanceId: string) => {
  const Filters = [{ Name: 'instance-id', Values: [InstanceId] }];
  return (await ec2.describeIamInstanceProfileAssociations({ Filters })).IamInstanceProfileAssociations ?? [];
};

test('an instance gets a profile, another one, and none', async () => {
  const InstanceId = await newInstance(ec2, SubnetId);
  expect(await associations(InstanceId)).toEqual([]);
  const made = await ec2.associateIamInstanceProfile({ InstanceId, IamInstanceProfile: { Name: 'First' } });
  expect(made.IamInstanceProfileAssociation).toMatchObject({ State: 'associating', InstanceId });
  const AssociationId = made.IamInstanceProfileAssociation?.AssociationId ?? '';
  expect(AssociationId).toMatch(/^iip-assoc-[0-9a-f]{17}$/);
  expect(await associations(InstanceId)).toMatchObject([{ AssociationId, State: 'associated' }]);
  const second = ec2.associateIamInstanceProfile({ InstanceId, IamInstanceProfile: { Name: 'Second' } });
  await refusal(second, 'IncorrectState', `There is an existing association for instance ${InstanceId}`);
  const other = await ec2.replaceIamInstanceProfileAssociation({
    AssociationId,
    IamInstanceProfile: { Name: 'Second' },
  });
  expect(other.IamInstanceProfileAssociation?.IamInstanceProfile?.Arn).toMatch(/instance-profile\/Second$/);
  await refusal(ec2.disassociateIamInstanceProfile({ AssociationId }), 'NoSuchAssociation');
  await ec2.disassociateIamInstanceProfile({ AssociationId: other.IamInstanceProfileAssociation?.AssociationId });
  expect(await associations(InstanceId)).toEqual([]);
});

test('one that came with the launch is an association, too', async () => {
  const InstanceId = await newInstance(ec2, SubnetId, { IamInstanceProfile: { Name: 'First' } });
  const [association] = await associations(InstanceId);
  await ec2.disassociateIamInstanceProfile({ AssociationId: association?.AssociationId });
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [InstanceId] });
  expect(Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile).toBeUndefined();
});

test('a profile that is not there is refused', async () => {
  const InstanceId = await newInstance(ec2, SubnetId);
  const call = ec2.associateIamInstanceProfile({ InstanceId, IamInstanceProfile: { Name: 'Nobody' } });
  await refusal(call, 'InvalidParameterValue', /Invalid IAM Instance Profile name/);
});
