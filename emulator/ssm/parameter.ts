import type {
  GetParameterRequest,
  GetParameterResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  GetParametersRequest,
  GetParametersResult,
  Parameter,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { type AmiParameter, amiParameters } from './ami-parameters.ts';

/** AWS counts a public parameter's versions; here each has had one. */
const VERSION = 1;

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export function getParameter(region: Region, { Name = '' }: GetParameterRequest): GetParameterResult {
  const found = find(region, Name);
  if (!found) throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`);
  return { Parameter: found };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export function getParameters(region: Region, { Names = [] }: GetParametersRequest): GetParametersResult {
  if (Names.length < 1 || Names.length > 10) {
    throw constraint(`[${Names.join(', ')}]`, 'names', 'Member must have length between 1 and 10');
  }
  const found = [...new Set(Names)].map((name) => [name, find(region, name)] as const);
  return {
    Parameters: found.flatMap(([, parameter]) => parameter ?? []),
    InvalidParameters: found.flatMap(([name, parameter]) => (parameter ? [] : name)),
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export function getParametersByPath(region: Region, input: GetParametersByPathRequest): GetParametersByPathResult {
  const { Path = '', Recursive = false, MaxResults = 10, NextToken } = input;
  if (!Path.startsWith('/')) {
    throw new AwsError('ValidationException', 'The parameter path must begin with a forward slash.');
  }
  if (MaxResults < 1 || MaxResults > 10) {
    throw constraint(String(MaxResults), 'maxResults', 'Member must have value between 1 and 10');
  }
  if (input.ParameterFilters?.length) {
    throw new AwsError(
      'UnsupportedOperation',
      "breakfix's local AWS does not emulate filters of ssm:GetParametersByPath",
    );
  }
  const prefix = Path.endsWith('/') ? Path : `${Path}/`;
  const below = amiParameters(region.name).filter(
    ({ Name }) => Name.startsWith(prefix) && (Recursive || !Name.slice(prefix.length).includes('/')),
  );
  const start = startOf(NextToken);
  const end = start + MaxResults;
  return {
    Parameters: below.slice(start, end).map((parameter) => asParameter(region, parameter)),
    ...(end < below.length ? { NextToken: String(end) } : {}),
  };
}

function startOf(token: string | undefined): number {
  if (token === undefined || token === '') return 0;
  if (!/^\d{1,6}$/.test(token)) throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
  return Number(token);
}

/** A name may end in a version, as in `name:3`, and may be the parameter's ARN. */
function find(region: Region, asked: string): Parameter | undefined {
  const path = asked.replace(/^arn:aws[a-z-]*:ssm:[a-z0-9-]+::parameter(?=\/)/, '');
  const [name, selector] = path.split(':');
  if (selector !== undefined && selector !== String(VERSION)) return undefined;
  const known = amiParameters(region.name).find((parameter) => parameter.Name === name);
  return known && asParameter(region, known);
}

function asParameter(region: Region, { Name, Value, CreationDate }: AmiParameter): Parameter {
  return {
    Name,
    Type: 'String',
    Value,
    Version: VERSION,
    LastModifiedDate: new Date(CreationDate),
    ARN: `arn:aws:ssm:${region.name}::parameter${Name}`,
    DataType: 'text',
  };
}

function constraint(value: string, member: string, rule: string): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`,
  );
}
