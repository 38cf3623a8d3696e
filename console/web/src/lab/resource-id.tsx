import { ResourceLink } from '../resource-link.tsx';

/** A resource's id, which leads to its page where the console has one; of an ARN, what is not the same for all of the account. */
export function ResourceId({ id }: { id: string }) {
  return <ResourceLink id={id}>{id.startsWith('arn:') ? id.split(':').slice(5).join(':') : id}</ResourceLink>;
}
