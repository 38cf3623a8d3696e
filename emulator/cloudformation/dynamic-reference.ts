import { isObject, type Json } from './json.ts';
import { ResourceError } from './resource-error.ts';

/** What stores keep, by what a reference calls them: `{{resolve:ssm:/my/parameter:2}}`. */
const REFERENCE = /\{\{resolve:([a-z0-9-]+):([^{}]*)\}\}/g;

/** `name` or `name:version`; a parameter's name holds no colon. */
const PARAMETER = /^([\w.\-/]+)(?::(\d+))?$/;

/**
 * Puts the values of parameters for the dynamic references in a value's texts. Secrets are refused by name: there are none here.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function withReferences(value: Json, storedParameter: (name: string) => string | undefined): Json {
  if (typeof value === 'string') {
    return value.replaceAll(REFERENCE, (_, service: string, key: string) => resolve(service, key, storedParameter));
  }
  if (Array.isArray(value)) return value.map((each) => withReferences(each, storedParameter));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withReferences(each ?? null, storedParameter)]),
  );
}

function resolve(service: string, key: string, storedParameter: (name: string) => string | undefined): string {
  if (service === 'ssm-secure' || service === 'secretsmanager') {
    throw new ResourceError(`The local AWS does not emulate the dynamic reference {{resolve:${service}:…}}.`);
  }
  if (service !== 'ssm') throw new ResourceError(`Invalid dynamic reference {{resolve:${service}:${key}}}`);
  const [, name = '', version = '1'] = PARAMETER.exec(key) ?? [];
  // Every parameter here has one version.
  const stored = version === '1' ? storedParameter(name) : undefined;
  if (stored === undefined) throw new ResourceError(`Parameters: [${key}] cannot be found.`);
  return stored;
}
