const HOUR_MS = 3_600_000;

/** Whether AWS still shows what ended at a time, or has not ended: for an hour or, of some resources, several. */
export const isShown = (ended: Date | undefined, hours = 1): boolean =>
  !ended || Date.now() - ended.getTime() < hours * HOUR_MS;

/** Whether a record is shown that remembers when it ended. */
export const isVisible = ({ endedAt }: { endedAt?: Date }): boolean => isShown(endedAt);
