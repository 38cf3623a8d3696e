import type { AnyHandler, Operations } from './operation.ts';
import { readService, type ServiceShape } from './protocol/schema.ts';

/** A service as it is loaded for its first request: its shape on the wire, and the operations that are emulated. */
interface Service {
  readonly shape: ServiceShape;
  readonly handlers: Readonly<Record<string, AnyHandler | undefined>>;
}

/** A service as requests are told apart: by API version in query protocols, by `X-Amz-Target` in JSON. */
export interface ServiceEntry {
  /** The service's prefix in IAM actions and its signing name's usual form, such as `ec2`. */
  readonly id: string;
  readonly version: string;
  readonly target?: string;
  /** Loads the SDK package and the handlers, once. */
  load(): Promise<Service>;
}

interface Loader<Sdk> extends Omit<ServiceEntry, 'load'> {
  sdk(): Promise<Sdk>;
  client(sdk: Sdk): Parameters<typeof readService>[1];
  operations(): Promise<Operations<Sdk>>;
}

/** Declares a service whose SDK package is loaded only when it is called. */
export function service<Sdk extends object>(loader: Loader<Sdk>): ServiceEntry {
  const { id, version, target } = loader;
  let loaded: Promise<Service> | undefined;
  const load = async (): Promise<Service> => {
    const [sdk, handlers] = await Promise.all([loader.sdk(), loader.operations()]);
    return { shape: readService(id, loader.client(sdk), sdk), handlers: handlers as Service['handlers'] };
  };
  return {
    id,
    version,
    ...(target === undefined ? {} : { target }),
    load() {
      loaded ??= load();
      return loaded;
    },
  };
}

/** A client is made only to ask it for its protocol. */
const REGION = { region: 'us-east-1' };

export const SERVICES: readonly ServiceEntry[] = [
  service({
    id: 'ec2',
    version: '2016-11-15',
    sdk: () => import('@aws-sdk/client-ec2'),
    client: (sdk) => new sdk.EC2Client(REGION),
    operations: async () => (await import('./ec2/index.ts')).operations,
  }),
  service({
    // The older Classic Load Balancer shares the name; its API version is another.
    id: 'elasticloadbalancing',
    version: '2015-12-01',
    sdk: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
    client: (sdk) => new sdk.ElasticLoadBalancingV2Client(REGION),
    operations: async () => (await import('./elbv2/index.ts')).operations,
  }),
  service({
    id: 'cloudformation',
    version: '2010-05-15',
    sdk: () => import('@aws-sdk/client-cloudformation'),
    client: (sdk) => new sdk.CloudFormationClient(REGION),
    operations: async () => (await import('./cloudformation/index.ts')).operations,
  }),
  service({
    id: 'sts',
    version: '2011-06-15',
    sdk: () => import('@aws-sdk/client-sts'),
    client: (sdk) => new sdk.STSClient(REGION),
    operations: async () => (await import('./sts/index.ts')).operations,
  }),
  service({
    id: 'ssm',
    version: '2014-11-06',
    target: 'AmazonSSM',
    sdk: () => import('@aws-sdk/client-ssm'),
    client: (sdk) => new sdk.SSMClient(REGION),
    operations: async () => (await import('./ssm/index.ts')).operations,
  }),
];
