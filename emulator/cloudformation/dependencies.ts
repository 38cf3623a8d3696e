import { type Choice, referencesOf } from './references.ts';
import type { Template } from './template.ts';
import { validationError } from './validation-error.ts';

/** The resources that each of a stack's resources needs, by logical id, in the order in which they can be made. */
export type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/** What the given resources of a template need of each other: Ref, GetAtt, Sub and DependsOn. */
export function dependenciesOf(template: Template, logicalIds: readonly string[], choice?: Choice): Dependencies {
  const present = new Set(logicalIds);
  const needs = new Map(
    logicalIds.map((id) => {
      const { DependsOn, Properties } = template.resources[id] ?? {};
      const names = [...[DependsOn ?? []].flat(), ...referencesOf(Properties, choice).map(({ name }) => name)];
      return [id, new Set(names.filter((name) => present.has(name)))] as const;
    }),
  );
  return inOrder(needs);
}

function inOrder(needs: Map<string, Set<string>>): Dependencies {
  const ordered = new Map<string, Set<string>>();
  const waiting = new Map(needs);
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, needed]) => [...needed].every((name) => ordered.has(name)));
    if (ready.length === 0) {
      throw validationError(`Circular dependency between resources: [${cycleOf(waiting).join(', ')}]`);
    }
    for (const [id, needed] of ready) {
      ordered.set(id, needed);
      waiting.delete(id);
    }
  }
  return ordered;
}

/** What is left when resources that nothing waiting needs are taken away again and again: those on a cycle. */
function cycleOf(waiting: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const left = new Map(waiting);
  for (;;) {
    const needed = new Set([...left.values()].flatMap((names) => [...names]));
    const free = [...left.keys()].filter((id) => !needed.has(id));
    if (free.length === 0) return [...left.keys()];
    for (const id of free) left.delete(id);
  }
}
