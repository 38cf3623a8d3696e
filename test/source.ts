import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { packageRoot } from '../lib/package-root.ts';

/** A node of a syntax tree, of which only what is asked for is known. */
export type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

/** The syntax trees of the TypeScript files of a folder. */
export function sourcesIn(folder: string): Node[] {
  const path = join(packageRoot(), folder);
  const names = readdirSync(path).filter((name) => name.endsWith('.ts'));
  return names.map((name) => parseSync(readFileSync(join(path, name), 'utf8'), { syntax: 'typescript' }) as never);
}

/** All nodes of some type below a node, itself included. */
export function nodesOf(node: unknown, type: string): Node[] {
  if (typeof node !== 'object' || node === null) return [];
  const below = Object.values(node).flatMap((value) => nodesOf(value, type));
  return 'type' in node && node.type === type ? [node as Node, ...below] : below;
}

/** What an expression may say: its strings, with a stand-in for each value in them, and those of what it names in its file. */
export function saidBy(expression: unknown, source: Node): string[] {
  const node = expression as Node;
  switch (node.type) {
    case 'StringLiteral':
      return [node.value as string];
    case 'TemplateLiteral':
      return [(node.quasis as Node[]).map(({ cooked }) => cooked).join('x-1')];
    case 'ConditionalExpression':
      return [...saidBy(node.consequent, source), ...saidBy(node.alternate, source)];
    case 'BinaryExpression':
      return saidBy(node.right, source);
    case 'Identifier':
      return nodesOf(source, 'VariableDeclarator')
        .filter(({ id, init }) => (id as Node).value === node.value && init)
        .flatMap(({ init }) => saidBy(init, source));
    default:
      return [];
  }
}
