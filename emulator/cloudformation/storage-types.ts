import { AwsError } from '../error.ts';
import type { ResourceType } from '../resource-type.ts';
import { type RecordKind, recordOf, recordType } from './record-type.ts';

const BUCKET = 'AWS::S3::Bucket';
const BUCKET_POLICY = 'AWS::S3::BucketPolicy';
const LOG_GROUP = 'AWS::Logs::LogGroup';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
const bucket: RecordKind<{ BucketName?: string }> = {
  name: ({ BucketName }) => BucketName,
  longest: 63,
  allowed: /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  invalidName: 'InvalidBucketName',
  lowerCase: true,
  duplicate: { code: 'BucketAlreadyExists', message: (name) => `${name} already exists` },
  attributes: ({ name }, region) => ({
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${region.name}.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${region.name}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website${WEBSITE_WITH_HYPHEN.includes(region.name) ? '-' : '.'}${region.name}.amazonaws.com`,
  }),
};

/** The Regions whose websites' names have a hyphen. https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints */
const WEBSITE_WITH_HYPHEN = [
  ...['us-east-1', 'us-west-1', 'us-west-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1'],
  ...['eu-west-1', 'sa-east-1'],
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
const bucketPolicy: RecordKind<{ Bucket: string }> = {
  name: ({ Bucket }) => Bucket,
  longest: 63,
  allowed: /./,
  invalidName: 'InvalidBucketName',
  check(region, { Bucket }) {
    if (!recordOf(region, BUCKET, Bucket))
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  },
  duplicate: {
    code: 'AlreadyExists',
    message: (name) => `The bucket policy already exists on bucket ${name}.`,
  },
};

const RETENTIONS = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
const logGroup: RecordKind<{ LogGroupName?: string; RetentionInDays?: number }> = {
  name: ({ LogGroupName }) => LogGroupName,
  longest: 512,
  allowed: /^[.\-_/#A-Za-z0-9]+$/,
  invalidName: 'InvalidParameterException',
  check(_region, { RetentionInDays }) {
    if (RetentionInDays === undefined || RETENTIONS.includes(RetentionInDays)) return;
    throw new AwsError(
      'InvalidParameterException',
      `1 validation error detected: Value '${RetentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTIONS.join(', ')}]`,
    );
  },
  duplicate: {
    code: 'ResourceAlreadyExistsException',
    message: (name) =>
      `Resource of type 'AWS::Logs::LogGroup' with identifier '{"/properties/LogGroupName":"${name}"}' already exists.`,
  },
  attributes: ({ name }, region) => ({
    Arn: `arn:aws:logs:${region.name}:${region.accountId}:log-group:${name}:*`,
  }),
};

export const storageTypes: Readonly<Record<string, ResourceType>> = {
  [BUCKET]: recordType(BUCKET, bucket),
  [BUCKET_POLICY]: recordType(BUCKET_POLICY, bucketPolicy),
  [LOG_GROUP]: recordType(LOG_GROUP, logGroup),
};
