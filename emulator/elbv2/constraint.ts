import { AwsError } from '../error.ts';

/** The error for input that is wrong in itself, whatever exists. */
export const validationError = (message: string): AwsError => new AwsError('ValidationError', message);

/** AWS's wording for a value that a documented constraint of one member refuses; `member` as it stands on the wire. */
export function violates(member: string, value: unknown, constraint: string): AwsError {
  return validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

/** Refuses a number outside its documented range; an absent one passes. */
export function inRange(member: string, value: number | undefined, smallest: number, largest: number): void {
  if (value === undefined) return;
  if (!(value >= smallest))
    throw violates(member, value, `Member must have value greater than or equal to ${smallest}`);
  if (value > largest) throw violates(member, value, `Member must have value less than or equal to ${largest}`);
}

/** Refuses a value that the member's enumeration does not have; an absent one passes. */
export function oneOf(member: string, value: string | undefined, values: readonly string[]): void {
  if (value === undefined || values.includes(value)) return;
  throw violates(member, value, `Member must satisfy enum value set: [${values.join(', ')}]`);
}

/** Refuses text that is longer than documented; an absent one passes. */
export function atMost(member: string, value: string | undefined, longest: number): void {
  if (value === undefined || value.length <= longest) return;
  throw violates(member, value, `Member must have length less than or equal to ${longest}`);
}

/** Refuses a name of a load balancer or target group that breaks AWS's rules for them; `what` begins the sentence. */
export function checkName(what: string, name: string | undefined): asserts name is string {
  if (!name) throw validationError(`${what} cannot be empty`);
  const subject = `${what} '${name}'`;
  if (name.length > 32) throw validationError(`${subject} cannot be longer than '32' characters`);
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    throw validationError(`${subject} can only contain characters that are alphanumeric characters or hyphens(-)`);
  }
  if (/^-|-$/.test(name)) throw validationError(`${subject} cannot begin or end with a hyphen(-)`);
}
