import { NormalizedSchema } from '@smithy/core/schema';

export type Schema = NormalizedSchema;

/** An operation as the SDK's own schemas describe it. */
export interface OperationShape {
  readonly name: string;
  readonly input: Schema;
  readonly output: Schema;
}

/** An error that a service declares: the name of its shape, the code in query protocols, the HTTP status. */
export interface ErrorShape {
  readonly shape: string;
  readonly code: string;
  readonly status: number;
}

export type ProtocolName = 'ec2Query' | 'awsQuery' | 'awsJson1_1';

/** What the wire needs to know of a service. */
export interface ServiceShape {
  readonly id: string;
  readonly protocol: ProtocolName;
  readonly version: string;
  readonly namespace: string;
  readonly operations: ReadonlyMap<string, OperationShape>;
  /** By shape name and by query code. */
  readonly errors: ReadonlyMap<string, ErrorShape>;
}

/** The part of an SDK client that names its protocol. */
interface SchemaClient {
  readonly config: {
    readonly protocol?: unknown;
    readonly protocolSettings?: Readonly<Record<string, unknown>>;
  };
}

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

// A schema is a tuple: kind, namespace, name, traits, and then what its kind needs.
const OPERATION = 9;
const ERROR = -3;

/** Reads the schemas that an SDK client package exports. */
export function readService(id: string, client: SchemaClient, sdk: object): ServiceShape {
  const schemas = Object.values(sdk).filter((exported): exported is unknown[] => Array.isArray(exported));
  const { version, xmlNamespace } = client.config.protocolSettings ?? {};
  const protocol = protocolOf(client);
  return {
    id,
    protocol,
    version: String(version),
    namespace: String(xmlNamespace),
    operations: new Map(schemas.filter(([kind]) => kind === OPERATION).map(operationOf)),
    errors: new Map(schemas.filter(([kind]) => kind === ERROR).flatMap((schema) => errorOf(schema, protocol))),
  };
}

function protocolOf({ config: { protocol } }: SchemaClient): ProtocolName {
  const { getShapeId } = protocol as { getShapeId(): string };
  const name = getShapeId.call(protocol).split('#')[1];
  if (name === 'ec2Query' || name === 'awsQuery' || name === 'awsJson1_1') return name;
  throw new Error(`no such protocol: ${name}`);
}

function operationOf([, , name, , input, output]: unknown[]): [string, OperationShape] {
  return [
    String(name),
    {
      name: String(name),
      get input() {
        return NormalizedSchema.of(input as SchemaRef);
      },
      get output() {
        return NormalizedSchema.of(output as SchemaRef);
      },
    },
  ];
}

function errorOf([, , name, traits]: unknown[], protocol: ProtocolName): [string, ErrorShape][] {
  const { awsQueryError, httpError = 400 } = traits as { awsQueryError?: [string, number]; httpError?: number };
  const shape = String(name);
  // A JSON service may still carry the codes of the query service it once was.
  const [code, status] = protocol === 'awsJson1_1' ? [shape, httpError] : (awsQueryError ?? [shape, httpError]);
  const error = { shape, code, status };
  return [
    [code, error],
    [shape, error],
  ];
}

/** The members that a structure must have. The SDK lists them first and gives their number. */
export function requiredMembers(structure: Schema): string[] {
  const [, , , , names, , count] = structure.getSchema() as unknown as [0, 0, 0, 0, string[], unknown, number?];
  return names.slice(0, count ?? 0);
}
