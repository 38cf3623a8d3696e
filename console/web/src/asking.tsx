import Box from '@cloudscape-design/components/box';
import { type ComponentType, useState } from 'react';
import type { Clients } from './clients.ts';
import { DeleteDialog, FormDialog } from './form-dialog.tsx';
import { type Field, FieldControl, type FieldValue } from './form-field-control.tsx';
import { useClients } from './region.tsx';
import type { DialogProps } from './resource.ts';

type ValueOf<F extends Field> = F extends { kind: 'check' }
  ? boolean
  : F extends { kind: 'many' }
    ? readonly string[]
    : string;
type Values<F extends Readonly<Record<string, Field>>> = { readonly [K in keyof F]: ValueOf<F[K]> };

interface Asking<T, F extends Readonly<Record<string, Field>>> {
  readonly title: string;
  readonly confirm: string;
  /** What is asked for, in this order. */
  readonly fields: F;
  /** What the fields hold at first; empty when left out. */
  initial?(item: T): { readonly [K in keyof F]?: ValueOf<F[K]> };
  /** The VPC whose subnets, groups and tables may be chosen; else that of the field `vpc`. */
  vpc?(item: T): string | undefined;
  /** Does it, and tells in a sentence what was done. */
  work(clients: Clients, values: Values<F>, item: T): Promise<string>;
}

const EMPTY = { text: '', area: '', check: false, choice: '', one: '', many: [] } as const;

/** The dialog of an action that asks for a few fields. */
export function asking<T, const F extends Readonly<Record<string, Field>>>(
  asked: Asking<T, F>,
): ComponentType<DialogProps<T>> {
  return function Asked({ item, onClose }) {
    const clients = useClients();
    const [values, setValues] = useState<Readonly<Record<string, FieldValue>>>(() => ({
      ...Object.fromEntries(Object.entries(asked.fields).map(([key, { kind }]) => [key, EMPTY[kind]])),
      ...(asked.initial?.(item) as Readonly<Record<string, FieldValue>> | undefined),
    }));
    const vpc = asked.vpc?.(item) ?? (typeof values.vpc === 'string' ? values.vpc : '');
    const work = async () => onClose(await asked.work(clients, values as Values<F>, item));
    return (
      <FormDialog title={asked.title} confirm={asked.confirm} work={work} onCancel={() => onClose()}>
        {Object.entries(asked.fields)
          .filter(([, { when }]) => when?.(values) ?? true)
          .map(([key, field]) => (
            <FieldControl
              key={key}
              field={field}
              {...(vpc && { vpc })}
              value={values[key] ?? ''}
              onChange={(value) => setValues((all) => ({ ...all, [key]: value }))}
            />
          ))}
      </FormDialog>
    );
  };
}

/** The dialog that asks for what a new resource needs. */
export const creating = <const F extends Readonly<Record<string, Field>>>(
  asked: Asking<undefined, F>,
): ComponentType<Omit<DialogProps<unknown>, 'item'>> => {
  const Asked = asking(asked);
  return ({ onClose }) => <Asked item={undefined} onClose={onClose} />;
};

/** The dialog of an action that asks for nothing but consent. */
export function confirming<T>(asked: {
  readonly title: string;
  readonly confirm: string;
  question(item: T): string;
  work(clients: Clients, item: T): Promise<string>;
}): ComponentType<DialogProps<T>> {
  return function Confirmed({ item, onClose }) {
    const clients = useClients();
    const work = async () => onClose(await asked.work(clients, item));
    return (
      <FormDialog title={asked.title} confirm={asked.confirm} work={work} onCancel={() => onClose()}>
        <Box>{asked.question(item)}</Box>
      </FormDialog>
    );
  };
}

/** The dialog that asks before a resource is deleted. */
export function deleting<T>(
  idOf: (item: T) => string,
  work: (clients: Clients, item: T) => Promise<unknown>,
): ComponentType<DialogProps<T>> {
  return function Deleted({ item, onClose }) {
    const clients = useClients();
    const remove = async () => {
      await work(clients, item);
      onClose(`${idOf(item)} was deleted.`);
    };
    return <DeleteDialog what={idOf(item)} work={remove} onCancel={() => onClose()} />;
  };
}
