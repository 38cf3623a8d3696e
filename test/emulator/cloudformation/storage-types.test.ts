import { describe, expect, test } from 'vitest';
import { att, ref } from '../stack.ts';
import { RecordStacks } from './record-stacks.ts';

const stacks = new RecordStacks();

const type = (name: string, Properties: object = {}) => ({ Type: `AWS::${name}`, Properties });
const bucket = (more: object = {}) => type('S3::Bucket', more);
const policy = (Bucket: unknown) => type('S3::BucketPolicy', { Bucket, PolicyDocument: { Statement: [] } });
const logs = (more: object = {}) => type('Logs::LogGroup', more);

describe('a bucket', () => {
  const outputs = {
    Ref: ref('It'),
    ...Object.fromEntries(
      ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName', 'WebsiteURL'].map((each) => [
        each,
        att('It', each),
      ]),
    ),
  };

  test('is known by its name', async () => {
    expect(await stacks.create(stacks.name(), { It: bucket({ BucketName: 'lab-files' }) }, outputs)).toEqual({
      Ref: 'lab-files',
      Arn: 'arn:aws:s3:::lab-files',
      DomainName: 'lab-files.s3.amazonaws.com',
      DualStackDomainName: 'lab-files.s3.dualstack.us-east-1.amazonaws.com',
      RegionalDomainName: 'lab-files.s3.us-east-1.amazonaws.com',
      WebsiteURL: 'http://lab-files.s3-website-us-east-1.amazonaws.com',
    });
    expect(await stacks.refused({ It: bucket({ BucketName: 'lab-files' }) })).toContain('lab-files already exists');
  });

  test('without a name gets one in lower case', async () => {
    const { Ref } = await stacks.create('Stack-With-Capitals', { It: bucket() }, outputs);
    expect(Ref).toMatch(/^stack-with-capitals-it-[a-z2-7]{12}$/);
  });

  test('changes where it stands, and is another under another name', async () => {
    const name = stacks.name();
    const before = await stacks.create(name, { It: bucket() }, outputs);
    const Tags = [{ Key: 'a', Value: 'b' }];
    expect(await stacks.update(name, { It: bucket({ Tags }) }, outputs)).toEqual(before);
    const { Ref } = await stacks.update(name, { It: bucket({ BucketName: 'lab-named', Tags }) }, outputs);
    expect(Ref).toBe('lab-named');
    await stacks.delete(name);
    await stacks.create(stacks.name(), { It: bucket({ BucketName: 'lab-named' }) });
  });

  test.each(['Capitals', 'a', 'two..dots', '-begins', 'ends-', 'under_score', 'x'.repeat(64)])(
    'is not named %s',
    async (BucketName) => {
      const reason = `The specified name is not valid: ${BucketName}`;
      expect(await stacks.refused({ It: bucket({ BucketName }) })).toContain(reason);
    },
  );
});

describe('a bucket policy', () => {
  test('is of a bucket, which has one', async () => {
    const name = stacks.name();
    const resources = { Files: bucket(), It: policy(ref('Files')) };
    const made = await stacks.create(name, resources, { Ref: ref('It'), Files: ref('Files') });
    expect(made.Ref).toBe(made.Files);
    expect(await stacks.refusedUpdate(name, { ...resources, More: policy(ref('Files')) })).toContain(
      'The bucket policy already exists on bucket',
    );
    const moved = { Files: bucket(), Others: bucket(), It: policy(ref('Others')) };
    const after = await stacks.update(name, moved, { Ref: ref('It'), Others: ref('Others') });
    expect(after.Ref).toBe(after.Others);
    await stacks.delete(name);
    expect(await stacks.refused({ It: policy('nobodys') })).toContain('The specified bucket does not exist');
  });
});

describe('a log group', () => {
  const outputs = { Ref: ref('It'), Arn: att('It', 'Arn') };

  test('is known by its name', async () => {
    const made = await stacks.create(stacks.name(), { It: logs({ LogGroupName: '/lab/flow' }) }, outputs);
    expect(made).toEqual({ Ref: '/lab/flow', Arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/lab/flow:*' });
    expect(await stacks.refused({ It: logs({ LogGroupName: '/lab/flow' }) })).toMatch(
      /identifier '{"\/properties\/LogGroupName":"\/lab\/flow"}' already exists/,
    );
  });

  test('changes where it stands, and is another under another name', async () => {
    const name = stacks.name();
    const before = await stacks.create(name, { It: logs({ RetentionInDays: 7 }) }, outputs);
    expect(before.Ref).toMatch(new RegExp(`^${name}-It-[A-Z2-7]{12}$`));
    expect(await stacks.update(name, { It: logs({ RetentionInDays: 14 }) }, outputs)).toEqual(before);
    const { Ref } = await stacks.update(name, { It: logs({ LogGroupName: 'mine' }) }, outputs);
    expect(Ref).toBe('mine');
    await stacks.delete(name);
    await stacks.create(stacks.name(), { It: logs({ LogGroupName: 'mine' }) });
  });

  test.each([
    ['for a number of days that is not offered', { RetentionInDays: 8 }, "Value '8' at 'retentionInDays'"],
    ['with a space in its name', { LogGroupName: 'a b' }, 'The specified name is not valid: a b'],
    ['with a name of 513 characters', { LogGroupName: 'a'.repeat(513) }, 'The specified name is not valid'],
  ])('%s is refused', async (_, more, reason) => {
    expect(await stacks.refused({ It: logs(more) })).toContain(reason);
  });
});
