import { AwsError } from '../error.ts';
import { growTree, parseForm } from './form.ts';
import { queryErrors } from './input-errors.ts';
import { readJson } from './read-json.ts';
import { ec2Style, type QueryStyle, queryStyle, readQuery } from './read-query.ts';
import type { ErrorShape, OperationShape, ProtocolName, ServiceShape } from './schema.ts';
import { toJsonShape } from './write-json.ts';
import { writeMembers, writeText } from './write-xml.ts';

/** How one family of services speaks. */
export interface Protocol {
  readonly contentType: string;
  /** The code for a failure that is our own. */
  readonly internalError: string;
  read(operation: OperationShape, body: string): object;
  write(service: ServiceShape, operation: OperationShape, output: object, requestId: string): string;
  writeError(error: WireError, requestId: string): string;
  unknownAction(action: string, version: string): AwsError;
}

/** An error as it travels. `shape` is the SDK's name for it. */
export interface WireError extends ErrorShape {
  readonly message: string;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

const ec2Query: Protocol = {
  contentType: 'text/xml;charset=UTF-8',
  internalError: 'InternalError',
  read: (operation, body) => readForm(ec2Style, operation, body),
  write({ namespace }, { name, output: shape }, output, requestId) {
    const members = shape.isUnitSchema() ? '<return>true</return>' : writeMembers(shape, output);
    return `${XML}<${name}Response xmlns="${namespace}">${writeText('requestId', requestId)}${members}</${name}Response>`;
  },
  writeError({ code, message }, requestId) {
    const error = `<Error>${writeText('Code', code)}${writeText('Message', message)}</Error>`;
    return `${XML}<Response><Errors>${error}</Errors>${writeText('RequestID', requestId)}</Response>`;
  },
  unknownAction: (action) => new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`),
};

const awsQuery: Protocol = {
  contentType: 'text/xml;charset=UTF-8',
  internalError: 'InternalFailure',
  read: (operation, body) => readForm(queryStyle, operation, body),
  write({ namespace }, { name, output: shape }, output, requestId) {
    const result = shape.isUnitSchema() ? '' : `<${name}Result>${writeMembers(shape, output)}</${name}Result>`;
    const metadata = `<ResponseMetadata>${writeText('RequestId', requestId)}</ResponseMetadata>`;
    return `${XML}<${name}Response xmlns="${namespace}">${result}${metadata}</${name}Response>`;
  },
  writeError({ code, message, status }, requestId) {
    const type = writeText('Type', status < 500 ? 'Sender' : 'Receiver');
    const error = `<Error>${type}${writeText('Code', code)}${writeText('Message', message)}</Error>`;
    return `${XML}<ErrorResponse>${error}${writeText('RequestId', requestId)}</ErrorResponse>`;
  },
  unknownAction: (action, version) =>
    new AwsError('InvalidAction', `Could not find operation ${action} for version ${version}`),
};

const awsJson1_1: Protocol = {
  contentType: 'application/x-amz-json-1.1',
  internalError: 'InternalServerError',
  read: (operation, body) => readJson(operation.input, body),
  write: (_service, { output: shape }, output) => JSON.stringify(toJsonShape(shape, output) ?? {}),
  writeError: ({ shape, message }) => JSON.stringify({ __type: shape, message }),
  unknownAction: (action) => new AwsError('UnknownOperationException', `There is no operation ${action}.`),
};

/** The protocols, by the name that the SDK gives them. */
export const PROTOCOLS: Readonly<Record<ProtocolName, Protocol>> = { ec2Query, awsQuery, awsJson1_1 };

function readForm(style: QueryStyle, { input }: OperationShape, body: string): object {
  return readQuery(style, input, growTree(parseForm(body, style.errors), style.errors));
}

/** What a query request says it wants. */
export function readEnvelope(body: string): { action: string; version: string } {
  const parameters = parseForm(body, queryErrors);
  return { action: parameters.get('Action') ?? '', version: parameters.get('Version') ?? '' };
}

/** An error with the code, status and shape that the service declares for it. */
export function wireError(error: AwsError, errors: ServiceShape['errors']): WireError {
  const declared = errors.get(error.code) ?? { shape: error.code, code: error.code, status: error.status };
  return { ...declared, status: error.status === 400 ? declared.status : error.status, message: error.message };
}
