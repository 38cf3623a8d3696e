import type { ComponentType, ReactNode } from 'react';
import type { Clients } from './clients.ts';

/** One fact of a resource: a column of its table and a field of its page. */
export interface Attribute<T> {
  readonly id: string;
  /** AWS's own words, as in its console. */
  readonly label: string;
  /** As text; what the tables sort and filter by. */
  value(item: T): string;
  /** The path of the resource that the value names. */
  link?(item: T): string | undefined;
  /** How a state is marked. */
  status?(item: T): 'success' | 'error' | 'warning' | 'info' | 'pending' | 'stopped' | 'in-progress';
}

/** Something to do to one resource, or, without one, to make another. */
interface Action<T> {
  readonly id: string;
  readonly label: string;
  /** Why it cannot be done now; undefined when it can. */
  refused?(item: T): string | undefined;
  /** The path of a page of its own, or the dialog that asks for what is needed. */
  readonly page?: (item: T) => string;
  readonly dialog?: ComponentType<DialogProps<T>>;
}

export interface DialogProps<T> {
  readonly item: T;
  /** `done` tells in a sentence what was done; nothing when it was given up. */
  onClose(done?: string): void;
}

/** How another is made: in a dialog, or on a page of its own. */
type Creation<T> = { readonly label: string } & (
  | { readonly dialog: ComponentType<Omit<DialogProps<T>, 'item'>>; readonly page?: never }
  | { readonly page: string; readonly dialog?: never }
);

/** A further part of a resource's page. */
interface Tab<T> {
  readonly id: string;
  readonly label: string;
  content(item: T): ReactNode;
}

/** A kind of resource as the console shows it. */
export interface Resource<T> {
  /** Below `/console/`, such as `vpc/subnets`; a resource's own page is `<path>/<id>`. */
  readonly path: string;
  /** The part of the navigation in which it stands. */
  readonly section: string;
  readonly one: string;
  readonly many: string;
  idOf(item: T): string;
  list(clients: Clients): Promise<readonly T[]>;
  readonly attributes: readonly Attribute<T>[];
  /** The ids of the attributes that the table shows at first; all when left out. */
  readonly shown?: readonly string[];
  readonly tabs?: readonly Tab<T>[];
  readonly create?: Creation<T>;
  readonly actions?: readonly Action<T>[];
}

/** Forgets the item type, so that all kinds fit one list. */
export const resource = <T>(definition: Resource<T>): Resource<unknown> => definition as unknown as Resource<unknown>;
