import type { RewriteConfig, RuleTransform } from '@aws-sdk/client-elastic-load-balancing-v2';
import { oneOf, validationError } from './constraint.ts';

const REWRITES = { 'host-header-rewrite': 'HostHeaderRewriteConfig', 'url-rewrite': 'UrlRewriteConfig' } as const;

const LONGEST = 1024;

/** Lookarounds, atomic groups, possessive quantifiers, back-references and Unicode classes, which listener rules do not have. */
const UNSUPPORTED = /\(\?(?:[=!>]|<[=!])|[*+?}]\+|\\[1-9]|\\[pP]\{/;

/** Refuses a regular expression that listener rules cannot evaluate. */
export function checkPattern(source: string): void {
  try {
    if (UNSUPPORTED.test(source)) throw new SyntaxError('unsupported');
    new RegExp(source);
  } catch {
    throw validationError(`Regular expression '${source}' is not valid or uses a feature that is not supported`);
  }
}

/**
 * The transforms of a rule, at most one of each type; AWS's errors for those it refuses.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export function transformsOf(
  requested: readonly RuleTransform[] | undefined,
  protocol: string | undefined,
): RuleTransform[] {
  const transforms = [...(requested ?? [])];
  if (transforms.length > 0 && !protocol?.startsWith('HTTP')) {
    throw validationError(`Transforms are not supported for listeners with protocol ${protocol}`);
  }
  for (const transform of transforms) {
    oneOf('transforms.1.member.type', transform.Type ?? '', Object.keys(REWRITES));
    const config = REWRITES[transform.Type!];
    const rewrites = transform[config]?.Rewrites ?? [];
    if (rewrites.length === 0) {
      throw validationError(
        `For transforms of type '${transform.Type}', you must specify the following fields: '${config}'`,
      );
    }
    if (rewrites.length > 1) throw validationError('A transform can have only one rewrite');
    for (const rewrite of rewrites) checkRewrite(rewrite);
  }
  if (new Set(transforms.map(({ Type }) => Type)).size < transforms.length) {
    throw validationError('A rule can have one transform of each type');
  }
  return transforms;
}

function checkRewrite({ Regex, Replace }: RewriteConfig): void {
  if (!Regex || Replace === undefined)
    throw validationError('A rewrite must have a regular expression and a replacement');
  if (Regex.length > LONGEST || Replace.length > LONGEST) {
    throw validationError(`The strings of a rewrite cannot be longer than '${LONGEST}' characters`);
  }
  checkPattern(Regex);
}
