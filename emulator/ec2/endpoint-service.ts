import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';

/** An AWS service that a VPC can reach privately. */
export interface EndpointService {
  readonly name: string;
  readonly types: readonly ('Gateway' | 'Interface')[];
  /** The public names that private DNS redirects to the endpoint. */
  readonly dnsNames: readonly string[];
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html: the only services with gateway endpoints */
const GATEWAY = ['s3', 'dynamodb'];

/** Where a service's public name is not simply its endpoint's. https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
const DNS: Record<string, (domain: string) => string> = {
  'ecr.api': (domain) => `api.ecr.${domain}`,
  'ecr.dkr': (domain) => `*.dkr.ecr.${domain}`,
  'execute-api': (domain) => `*.execute-api.${domain}`,
  'kinesis-streams': (domain) => `kinesis.${domain}`,
  'kinesis-firehose': (domain) => `firehose.${domain}`,
  'ecs-agent': (domain) => `ecs-a.${domain}`,
  'ecs-telemetry': (domain) => `ecs-t.${domain}`,
};

const INTERFACE = [
  ...[
    's3',
    'dynamodb',
    'ec2',
    'ec2messages',
    'ssm',
    'ssmmessages',
    'sts',
    'kms',
    'secretsmanager',
    'logs',
    'monitoring',
  ],
  ...['events', 'sqs', 'sns', 'lambda', 'states', 'ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'eks'],
  ...[
    'elasticloadbalancing',
    'autoscaling',
    'cloudformation',
    'cloudtrail',
    'config',
    'execute-api',
    'kinesis-streams',
  ],
  ...['kinesis-firehose', 'rds', 'rds-data', 'elasticache', 'athena', 'glue', 'codebuild', 'xray', 'bedrock-runtime'],
];

/** The endpoint services of a Region, by name in alphabetical order; a service may be offered both ways. */
export function endpointServices(region: Region): EndpointService[] {
  const domain = `${region.name}.amazonaws.com`;
  return [...INTERFACE].sort().map((service) => ({
    name: `com.amazonaws.${region.name}.${service}`,
    types: GATEWAY.includes(service) ? ['Gateway', 'Interface'] : ['Interface'],
    dnsNames: [DNS[service]?.(domain) ?? `${service}.${domain}`],
  }));
}

export function endpointService(region: Region, name: string): EndpointService {
  const service = endpointServices(region).find((each) => each.name === name);
  if (service) return service;
  throw new AwsError('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`);
}
