import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { isObject, type Json, type JsonObject } from './json.ts';
import { validationError } from './validation-error.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_INLINE_BYTES = 51_200;

/** Reads a template's JSON or YAML, short forms such as `!Ref` written out, as CloudFormation's own JSON. */
export function parseTemplateText(text: string): JsonObject {
  if (Buffer.byteLength(text) > MAX_INLINE_BYTES) {
    throw validationError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MAX_INLINE_BYTES}`,
    );
  }
  const value = text.trimStart().startsWith('{') ? parseJson(text) : parseYaml(text);
  if (!isObject(value)) throw validationError('Template format error: unsupported structure.');
  return value;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, position).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw validationError(`Template format error: JSON not well-formed. (line ${before.length}, column ${column})`);
  }
}

/** Types that CloudFormation does not read: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html */
const UNSUPPORTED_TAGS = ['timestamp', 'binary', 'omap', 'pairs', 'set', 'merge'];

function parseYaml(text: string): Json {
  const document = parseDocument(text, {
    version: '1.1',
    schema: 'yaml-1.1',
    logLevel: 'silent',
    merge: false,
    customTags: (tags) =>
      tags.filter((tag) => !UNSUPPORTED_TAGS.some((name) => (typeof tag === 'string' ? tag : tag.tag).endsWith(name))),
  });
  const [error] = document.errors;
  if (error) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    throw validationError(`Template format error: YAML not well-formed. (line ${line}, column ${col})`);
  }
  return fromNode(document.contents);
}

function fromNode(node: unknown): Json {
  if (isAlias(node)) throw validationError('Template error: YAML aliases are not allowed in CloudFormation templates');
  if (isMap(node)) {
    // Keys are names: `No` and `0123` are meant as they are written, not as false and 83.
    const entries = node.items.map(({ key, value }) => [
      isScalar(key) ? (key.source ?? String(key.value)) : String(key),
      fromNode(value),
    ]);
    return longForm(node, Object.fromEntries(entries) as JsonObject);
  }
  if (isSeq(node)) return longForm(node, node.items.map(fromNode));
  if (isScalar(node)) return longForm(node, fromScalar(node.value));
  return null;
}

function fromScalar(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}

/** `!Sub x` means `{"Fn::Sub": x}`; Ref and Condition have no `Fn::`, and `!GetAtt a.b` names two things in one string. */
function longForm(node: Node, value: Json): Json {
  const tag = (node as { tag?: string }).tag;
  if (!tag?.startsWith('!') || tag === '!') return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') return { 'Fn::GetAtt': splitAttribute(value) };
  return { [`Fn::${name}`]: value };
}

/** `Resource.Attribute.Part` as the resource and the attribute, which may itself contain periods. */
export function splitAttribute(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
