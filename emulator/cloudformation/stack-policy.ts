import { isObject, type Json, type JsonObject } from './json.ts';
import type { MakeOperations } from './operations.ts';
import { draftOf } from './stack-record.ts';
import { validationError } from './validation-error.ts';

/** What an update does to a resource, as a stack policy calls it. */
export type UpdateAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete';

interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Matching;
  readonly resources: Matching;
  /** The types that the statement is about; all without it. */
  readonly types: readonly string[] | undefined;
}

/** What a statement names, or all but what it names. */
interface Matching {
  readonly patterns: readonly string[];
  readonly inverted: boolean;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
const LONGEST = 16_384;

const unusable = (why: string) => validationError(`Error validating stack policy: ${why}`);

/** The policy of a request, checked; the text itself is what AWS keeps and answers. */
export function givenPolicy(body: string | undefined, url: string | undefined): string | undefined {
  if (url !== undefined) {
    throw validationError(
      'The local AWS does not emulate stack policies by URL: it has no S3. Pass the policy itself.',
    );
  }
  if (body !== undefined) statementsOf(body);
  return body;
}

/**
 * Why a policy does not let an update do that to a resource, in AWS's words; undefined when it does. Once there is a policy, what no
 * statement allows is denied. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export function denial(
  policy: string | undefined,
  action: UpdateAction,
  logicalId: string,
  type: string,
): string | undefined {
  if (policy === undefined) return undefined;
  const resource = `LogicalResourceId/${logicalId}`;
  const about = statementsOf(policy)
    .map((statement, index) => ({ ...statement, number: index + 1 }))
    .filter(({ actions, resources, types }) => {
      return matches(actions, action) && matches(resources, resource) && (types?.some(like(type)) ?? true);
    });
  const denied = about.filter(({ effect }) => effect === 'Deny');
  if (denied.length > 0) {
    const reasons = denied.map(({ number, actions, resources }) => {
      return `Statement [#${number}] does not allow [${actions.patterns.join(', ')}] for resource [${resources.patterns.join(', ')}];`;
    });
    return `Action denied by stack policy: ${reasons.join(' ')}`;
  }
  return about.length > 0 ? undefined : 'Action not allowed by stack policy';
}

/** Whether a pattern with `*` and `?` is one of a text. */
const like = (text: string) => (pattern: string) => {
  const source = pattern
    .replace(/[\\^$+.()|[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
};

const matches = ({ patterns, inverted }: Matching, text: string) => patterns.some(like(text)) !== inverted;

function statementsOf(policy: string): Statement[] {
  if (policy.length > LONGEST) throw unusable(`it must not be longer than ${LONGEST} characters`);
  const { Statement: statements } = parse(policy);
  const list = Array.isArray(statements) ? statements : [];
  if (list.length === 0) throw unusable('it must have statements');
  return list.map((each) => statementOf(isObject(each) ? each : {}));
}

function parse(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    if (isObject(value)) return value;
  } catch {
    // It is told below like any other that is no object.
  }
  throw unusable('it must be a JSON object');
}

function statementOf(statement: JsonObject): Statement {
  const { Effect, Principal, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw unusable('Effect must be Allow or Deny');
  if (Principal !== '*') throw unusable('Principal must be *');
  const actions = matching(statement, 'Action');
  if (actions.patterns.some((each) => !/^(\*|Update:(\*|Modify|Replace|Delete))$/.test(each))) {
    throw unusable('the actions are Update:Modify, Update:Replace, Update:Delete and Update:*');
  }
  const resources = matching(statement, 'Resource');
  if (resources.patterns.some((each) => !/^(\*|LogicalResourceId\/.+)$/.test(each))) {
    throw unusable('resources are * or LogicalResourceId/ with a logical ID');
  }
  return { effect: Effect, actions, resources, types: typesOf(Condition) };
}

function matching(statement: JsonObject, name: 'Action' | 'Resource'): Matching {
  const [plain, inverse] = [statement[name], statement[`Not${name}`]];
  if ((plain === undefined) === (inverse === undefined)) throw unusable(`a statement must have ${name} or Not${name}`);
  return { patterns: textsOf(plain ?? inverse ?? []), inverted: inverse !== undefined };
}

function typesOf(condition: Json | undefined): string[] | undefined {
  if (condition === undefined) return undefined;
  const [operator = '', ...more] = isObject(condition) ? Object.keys(condition) : [];
  const test = isObject(condition) ? condition[operator] : undefined;
  if (more.length > 0 || !/^String(Equals|Like)$/.test(operator) || !isObject(test ?? null)) {
    throw unusable('a condition is StringEquals or StringLike of ResourceType');
  }
  return textsOf((test as JsonObject).ResourceType ?? []);
}

function textsOf(value: Json): string[] {
  const list = [value].flat();
  if (list.length > 0 && list.every((each) => typeof each === 'string')) return list as string[];
  throw unusable('a statement names texts');
}

/** Operations on the policies of stacks. One that is set can be changed, but not taken away. */
export const stackPolicyOperations: ReturnType<MakeOperations> = {
  SetStackPolicy(region, input) {
    const { StackId } = draftOf(region, input.StackName);
    const policy = givenPolicy(input.StackPolicyBody, input.StackPolicyURL);
    if (policy === undefined) throw validationError('You must specify either StackPolicyBody or StackPolicyURL.');
    region.stacks.update(StackId, (draft) => {
      draft.policy = policy;
    });
    return {};
  },

  GetStackPolicy: (region, input) => ({ StackPolicyBody: draftOf(region, input.StackName).policy }),
};
