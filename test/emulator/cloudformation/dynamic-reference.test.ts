import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { outputsOf, ref, startStacks, statusOf } from '../stack.ts';
import { IMAGE } from './every-type.ts';

let aws: LocalAws;
let ec2: EC2;
let cloudformation: CloudFormation;
beforeAll(async () => {
  ({ aws, ec2, cloudformation } = await startStacks());
});
afterAll(() => aws.close());

let made = 0;

/** The status of a stack whose VPC is called by a reference, and the name that the VPC got. */
async function named(reference: unknown): Promise<{ status: string; name: string | undefined }> {
  const StackName = `names-${made++}`;
  const Properties = { CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'image', Value: reference }] };
  const TemplateBody = JSON.stringify({
    Resources: { Net: { Type: 'AWS::EC2::VPC', Properties } },
    Outputs: { Id: { Value: ref('Net') } },
  });
  await cloudformation.createStack({ StackName, TemplateBody });
  const status = await statusOf(cloudformation, StackName);
  const { Id } = await outputsOf(cloudformation, StackName);
  const { Tags } = Id ? await ec2.describeTags({ Filters: [{ Name: 'resource-id', Values: [Id] }] }) : {};
  return { status, name: Tags?.find(({ Key }) => Key === 'image')?.Value };
}

test.each([
  ['alone', `{{resolve:ssm:${IMAGE.default}}}`, /^ami-[0-9a-f]{17}$/],
  ['with its version', `{{resolve:ssm:${IMAGE.default}:1}}`, /^ami-[0-9a-f]{17}$/],
  [
    'within a text, twice',
    `a {{resolve:ssm:${IMAGE.default}}} {{resolve:ssm:${IMAGE.default}}} z`,
    /^a ami-\w+ ami-\w+ z$/,
  ],
  ['made by an intrinsic', { 'Fn::Sub': ['{{resolve:ssm:${Path}}}', { Path: IMAGE.default }] }, /^ami-[0-9a-f]{17}$/],
])('a parameter is put for its reference: %s', async (_, reference, expected) => {
  const { status, name } = await named(reference);
  expect(status).toBe('CREATE_COMPLETE');
  expect(name).toMatch(expected);
});

test.each([
  ['a parameter that is not there', '{{resolve:ssm:/my/own}}', 'Parameters: [/my/own] cannot be found.'],
  ['a version that is not there', `{{resolve:ssm:${IMAGE.default}:7}}`, `${IMAGE.default}:7] cannot be found.`],
  ['a secure parameter', '{{resolve:ssm-secure:/my/own:1}}', 'does not emulate the dynamic reference'],
  ['a secret', '{{resolve:secretsmanager:mine:SecretString:password}}', 'does not emulate the dynamic reference'],
  ['another service', '{{resolve:s3:bucket/key}}', 'Invalid dynamic reference'],
])('%s fails the stack, which is taken back', async (_, reference, reason) => {
  const { status } = await named(reference);
  expect(status).toMatch(/^ROLLBACK_COMPLETE/);
  expect(status).toContain(reason);
});
