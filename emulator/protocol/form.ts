import type { InputErrors } from './input-errors.ts';
import { hasForbiddenCharacter } from './scalar.ts';

/** Parameters of a query request, nested at the dots of their names. */
export interface FormNode {
  value: string | undefined;
  readonly children: Map<string, FormNode>;
}

const LONGEST_NAME = 500;
const DEEPEST_NAME = 30;

/** Takes a form-encoded body apart. Of parameters with one name the last counts. */
export function parseForm(body: string, errors: InputErrors): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of body.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    parameters.set(decode(name, errors), decode(value, errors));
  }
  return parameters;
}

function decode(text: string, errors: InputErrors): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw errors.syntax('a percent sign is not followed by a character in UTF-8');
  }
}

// What a request says about itself, in the body or, with older signatures, beside the parameters.
const ENVELOPE = new Set([
  'Action',
  'Version',
  'AWSAccessKeyId',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'SecurityToken',
  'Timestamp',
  'Expires',
]);

/** Nests the parameters that are the operation's input. */
export function growTree(parameters: ReadonlyMap<string, string>, errors: InputErrors): FormNode {
  const root = emptyNode();
  for (const [name, value] of parameters) {
    if (ENVELOPE.has(name) || name.startsWith('X-Amz-')) continue;
    const steps = name.split('.');
    if (name.length > LONGEST_NAME || steps.length > DEEPEST_NAME) throw errors.syntax('a parameter name is too long');
    if (hasForbiddenCharacter(name)) throw errors.syntax('a parameter name contains a character that is not valid');
    if (hasForbiddenCharacter(value)) throw errors.forbiddenCharacter(name);
    let node = root;
    for (const step of steps) {
      const child = node.children.get(step) ?? emptyNode();
      node.children.set(step, child);
      node = child;
    }
    node.value = value;
  }
  return root;
}

const emptyNode = (): FormNode => ({ value: undefined, children: new Map() });
