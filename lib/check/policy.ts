/** A statement of a policy document, as far as it is looked at. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

/** What is done to what: `s3:PutObject` to `arn:aws:s3:::bucket/key`. */
export interface Use {
  readonly action: string;
  readonly resource: string;
}

export type Permission = 'allowed' | 'denied' | 'unknown';

/**
 * Whether a resource policy, such as an endpoint's, lets somebody of the account do something. What has conditions may or
 * may not count; a deny that counts wins. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function permissionIn(document: string, use: Use): Permission {
  const statements = statementsOf(document);
  if (!statements) return 'unknown';
  const about = statements.filter((statement) => isAbout(statement, use));
  const denies = about.filter(({ Effect }) => Effect === 'Deny');
  const allows = about.filter(({ Effect }) => Effect === 'Allow');
  if (denies.some(({ Condition }) => Condition === undefined)) return 'denied';
  if (allows.length === 0) return 'denied';
  if (denies.length > 0) return 'unknown';
  return allows.some(({ Condition }) => Condition === undefined) ? 'allowed' : 'unknown';
}

function statementsOf(document: string): readonly Statement[] | undefined {
  try {
    const { Statement: all } = JSON.parse(document) as { Statement?: Statement | Statement[] };
    return all === undefined ? [] : Array.isArray(all) ? all : [all];
  } catch {
    return undefined;
  }
}

function isAbout({ Action, NotAction, Resource, NotResource }: Statement, { action, resource }: Use): boolean {
  const acts = Action === undefined ? !matches(NotAction, action, 'i') : matches(Action, action, 'i');
  const on = Resource === undefined ? !matches(NotResource, resource) : matches(Resource, resource);
  return acts && on;
}

/** Names of actions are the same in capitals and small letters; `*` and `?` stand for any characters and for one. */
function matches(patterns: unknown, value: string, flags = ''): boolean {
  const all: readonly unknown[] = Array.isArray(patterns) ? patterns : [patterns];
  return all.some((pattern) => typeof pattern === 'string' && wildcard(pattern, flags).test(value));
}

function wildcard(pattern: string, flags: string): RegExp {
  const source = pattern.replaceAll(/[*?]|[^*?]+/g, (part) =>
    part === '*' ? '.*' : part === '?' ? '.' : part.replaceAll(/[$()+.[\\\]^{|}]/g, String.raw`\$&`),
  );
  return new RegExp(`^${source}$`, `s${flags}`);
}
