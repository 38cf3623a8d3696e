import type { TargetDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetGroupRecord } from '../records.ts';
import { validationError } from './constraint.ts';

/** Whether two descriptions name the same target: one id on one port. */
export const sameTarget = (one: TargetDescription, other: TargetDescription): boolean =>
  one.Id === other.Id && one.Port === other.Port;

const isQuic = (protocol: string | undefined) => protocol === 'QUIC' || protocol === 'TCP_QUIC';

/** Refuses a server id that is none, or that a target cannot have. */
export function checkServerId({ Protocol }: TargetGroupRecord, { Id, QuicServerId }: TargetDescription): void {
  if (QuicServerId === undefined) return;
  if (!isQuic(Protocol)) {
    throw validationError(`A QUIC server ID cannot be specified for target groups with protocol '${Protocol}'`);
  }
  if (!/^0x[0-9a-f]{16}$/.test(QuicServerId))
    throw validationError(`QUIC server ID '${QuicServerId}' of '${Id}' is not valid`);
}

/** Over QUIC each target has a server id, which it keeps and shares with no other. */
export function checkServers({ Protocol, targets }: TargetGroupRecord, registered: readonly TargetDescription[]): void {
  if (!isQuic(Protocol)) return;
  for (const { Id, Port, QuicServerId } of registered) {
    if (!QuicServerId) throw validationError(`A QUIC server ID must be specified for target '${Id}'`);
    const known = targets.find((each) => sameTarget(each, { Id, Port }));
    if (known && known.QuicServerId !== QuicServerId) {
      throw validationError(`The QUIC server ID of target '${Id}' cannot be changed`);
    }
    const others = [...targets, ...registered].filter((each) => !sameTarget(each, { Id, Port }));
    if (others.some((each) => each.QuicServerId === QuicServerId)) {
      throw validationError(`QUIC server ID '${QuicServerId}' is used by another target`);
    }
  }
}
