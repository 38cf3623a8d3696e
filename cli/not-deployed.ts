import { BreakfixError } from '../lib/error.ts';
import { allRecords } from './lab-record.ts';
import type { Target } from './verb.ts';

/** The error for a lab that is not at the target; it names the place where it is, as far as our records know. */
export function notDeployed(id: string, target: Target): BreakfixError {
  const elsewhere = allRecords().find(
    (record) => record.id === id && (record.target !== target.name || record.region !== target.region),
  );
  const here = `${target.name}, ${target.region}`;
  if (!elsewhere) {
    return new BreakfixError('NOT_DEPLOYED', `${id} is not deployed at ${here}.`, `breakfix deploy ${id}`, 69);
  }
  const { target: name, region, account } = elsewhere;
  return new BreakfixError(
    'OTHER_PLACE',
    `${id} is not deployed at ${here}. It was deployed at ${name}, ${region}, account ${account}.`,
    `the same command with --target ${name} --region ${region}`,
    69,
  );
}
