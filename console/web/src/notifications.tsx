import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

interface Notifications {
  readonly items: readonly FlashbarProps.MessageDefinition[];
  /** Tells the person in a sentence what was done. */
  tell(content: string): void;
}

const Told = createContext<Notifications>({ items: [], tell() {} });

export function NotificationsProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<readonly { id: string; content: string }[]>([]);
  const dismiss = useCallback((id: string) => setMessages((all) => all.filter((each) => each.id !== id)), []);
  const tell = useCallback(
    // The first of a stack is the one that is seen.
    (content: string) => setMessages((all) => [{ id: crypto.randomUUID(), content }, ...all.slice(0, 2)]),
    [],
  );
  const items = useMemo(
    () =>
      messages.map(({ id, content }) => ({
        ...{ id, content, type: 'success' as const, dismissible: true, dismissLabel: 'Dismiss' },
        onDismiss: () => dismiss(id),
      })),
    [messages, dismiss],
  );
  return <Told value={useMemo(() => ({ items, tell }), [items, tell])}>{children}</Told>;
}

export const useNotifications = (): Notifications => useContext(Told);
