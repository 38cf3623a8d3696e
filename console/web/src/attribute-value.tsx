import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { PageLink } from './page-link.tsx';
import type { Attribute } from './resource.ts';

/** A resource's value as the console shows it: a link to what it names, a state with its mark, a dash when there is none. */
export function AttributeValue<T>({ attribute, item }: { attribute: Attribute<T>; item: T }) {
  const text = attribute.value(item);
  if (text === '') return <>–</>;
  const link = attribute.link?.(item);
  if (link) return <PageLink to={link}>{text}</PageLink>;
  const status = attribute.status?.(item);
  return status ? <StatusIndicator type={status}>{text}</StatusIndicator> : text;
}
