import { randomUUID } from 'node:crypto';
import { perform, performEc2 } from './dispatch.ts';
import { AwsError } from './error.ts';
import { type CredentialScope, credentialScope } from './protocol/credential-scope.ts';
import { PROTOCOLS, type Protocol, readEnvelope, type WireError, wireError } from './protocol/protocol.ts';
import type { ServiceShape } from './protocol/schema.ts';
import type { ServiceEntry } from './services.ts';
import type { State } from './state.ts';

/** A request to the emulated AWS, as HTTP brought it. */
export interface AwsRequest {
  readonly method: string;
  header(name: string): string | undefined;
  readonly body: Uint8Array;
}

export interface AwsAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** What was asked for and what became of it, for the log. */
  readonly summary: string;
  /** What went wrong on our side. */
  readonly defect?: unknown;
}

/** What of a request is known so far: enough to answer an error in the shape that its client reads. */
interface Known {
  protocol: Protocol;
  errors: ServiceShape['errors'];
  name: string;
  region: string;
}

/** Answers one request. Never throws: what fails is answered in AWS's error shape. */
export async function answer(services: readonly ServiceEntry[], state: State, request: AwsRequest): Promise<AwsAnswer> {
  const requestId = randomUUID();
  const known: Known = { protocol: guessProtocol(request), errors: new Map(), name: 'unknown', region: '-' };
  try {
    const body = await carryOut(services, state, request, requestId, known);
    return reply(known, requestId, 200, body);
  } catch (error) {
    const wire = toWire(error, known);
    const failed = reply(known, requestId, wire.status, known.protocol.writeError(wire, requestId), wire.code);
    return error instanceof AwsError ? failed : { ...failed, defect: error };
  }
}

/** Answers a request that was refused before it was read. */
export function refuse(request: Omit<AwsRequest, 'body'>, error: AwsError): AwsAnswer {
  const known: Known = { protocol: guessProtocol(request), errors: new Map(), name: 'unknown', region: '-' };
  const requestId = randomUUID();
  const wire = wireError(error, known.errors);
  return reply(known, requestId, wire.status, known.protocol.writeError(wire, requestId), wire.code);
}

async function carryOut(
  services: readonly ServiceEntry[],
  state: State,
  request: AwsRequest,
  requestId: string,
  known: Known,
): Promise<string> {
  const scope = credentialScope(request.header('authorization'));
  known.region = scope.region;
  const body = decode(request.body);
  const { entry, action, version } = identify(services, request, scope, body);
  known.name = `${entry?.id ?? scope.service ?? 'unknown'}:${action}`;
  if (!entry) throw notEmulated(version === '' ? known.name : `${known.name} of API version ${version}`);
  const { shape, handlers } = await entry.load();
  known.protocol = PROTOCOLS[shape.protocol];
  known.errors = shape.errors;
  const operation = shape.operations.get(action);
  if (!operation) throw known.protocol.unknownAction(action, version);
  const handler = Object.hasOwn(handlers, action) ? handlers[action] : undefined;
  if (!handler) throw notEmulated(known.name);
  const input = known.protocol.read(operation, body);
  const carry = shape.protocol === 'ec2Query' ? performEc2 : perform;
  const output = carry(state, { region: scope.region, operation: known.name, handler, input });
  return known.protocol.write(shape, operation, output, requestId);
}

function identify(services: readonly ServiceEntry[], request: AwsRequest, scope: CredentialScope, body: string) {
  const target = request.header('x-amz-target');
  if (target !== undefined) {
    const [service, action = ''] = target.split('.');
    return { entry: services.find((entry) => entry.target === service), action, version: '' };
  }
  if (request.method !== 'POST' || !isForm(request)) return { entry: undefined, action: request.method, version: '' };
  const { action, version } = readEnvelope(body);
  if (action === '') throw new AwsError('MissingAction', 'The request must contain the parameter Action.');
  const entry = services.find((each) => each.target === undefined && each.version === version);
  return { entry: scope.service && entry && entry.id !== scope.service ? undefined : entry, action, version };
}

const REST_XML = new Set(['s3', 'route53', 'cloudfront']);

/** Until the service is known: by how the request is made, its client will understand one of the three. */
function guessProtocol(request: Omit<AwsRequest, 'body'>): Protocol {
  const service = /\/([^/,\s]+)\/aws4_request/.exec(request.header('authorization') ?? '')?.[1] ?? '';
  if (isForm(request)) return service === 'ec2' ? PROTOCOLS.ec2Query : PROTOCOLS.awsQuery;
  const isXml = REST_XML.has(service) || request.header('content-type')?.includes('xml');
  return isXml ? PROTOCOLS.awsQuery : PROTOCOLS.awsJson1_1;
}

function isForm(request: Omit<AwsRequest, 'body'>): boolean {
  return request.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
}

function notEmulated(name: string): AwsError {
  return new AwsError('UnsupportedOperation', `breakfix's local AWS does not emulate ${name}`);
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new AwsError('MalformedQueryString', 'The request body is not UTF-8.');
  }
}

function toWire(error: unknown, { protocol, errors }: Known): WireError {
  if (error instanceof AwsError) return wireError(error, errors);
  return wireError(new AwsError(protocol.internalError, 'An internal error has occurred', 500), new Map());
}

function reply(known: Known, requestId: string, status: number, body: string, code?: string): AwsAnswer {
  const { contentType } = known.protocol;
  const headers: Record<string, string> = { 'content-type': contentType, 'x-amzn-requestid': requestId };
  // REST services in JSON, none of which is emulated, tell the code here.
  if (code !== undefined && contentType.includes('json')) headers['x-amzn-errortype'] = code;
  return { status, headers, body, summary: `${oneWord(known.name)} ${known.region} ${status} ${code ?? ''}`.trimEnd() };
}

/** A name as the request gave it, fit for a line of the log whatever it holds. */
function oneWord(name: string): string {
  return name.slice(0, 100).replace(/[^\x21-\x7e]/g, '?');
}
