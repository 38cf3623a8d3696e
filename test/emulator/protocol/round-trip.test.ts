import { describe, expect, test } from 'vitest';
import { readService, type Schema } from '../../../emulator/protocol/schema.ts';
import { subjects } from './clients.ts';
import { type Habits, random, randomValue } from './random-value.ts';

const ROUNDS = 3;

const SIGNED_BEFORE = {
  SourceRegion: 'us-east-1',
  DestinationRegion: 'eu-west-1',
  PresignedUrl: 'https://ec2.us-east-1.amazonaws.com/?Action=CopySnapshot',
};

/** What every operation answers next, and what it was last asked. */
const turn: { asked?: object; output: object } = { output: {} };

const services = subjects((_region: unknown, input: object) => {
  turn.asked = input;
  return turn.output;
});

describe.each(services)('$name', ({ name, sdk, call }) => {
  const protocol = { getShapeId: () => 'aws.protocols#awsQuery' };
  const { operations } = readService(name, { config: { protocol } }, sdk);

  test('has operations', () => {
    expect(operations.size).toBeGreaterThan(10);
  });

  test.each([...operations.values()])('$name carries input and output', async ({ name: operation, input, output }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = random(hash(`${name}:${operation}:${round}`));
      const made = (schema: Schema, habits: Habits) =>
        schema.isUnitSchema() ? {} : (randomValue(schema, next, habits) as Record<string, unknown>);
      const asked = made(input, { emptyLists: name !== 'ec2' });
      // An answer is remembered for its token, and a dry run answers an error: both have tests of their own.
      for (const token of ['ClientToken', 'ClientRequestToken']) {
        if (token in asked) asked[token] = `${operation}-${round}`;
      }
      if (name === 'ec2') {
        delete asked.DryRun;
        // The SDK signs a request to the source Region before it sends this one.
        if (operation === 'CopySnapshot') Object.assign(asked, SIGNED_BEFORE);
      }
      turn.output = made(output, { emptyLists: true });
      const { $metadata: _, ...received } = (await call(operation, asked)) as Record<string, unknown>;
      expect(turn.asked).toEqual(asked);
      expect(received).toEqual(turn.output);
    }
  });
});

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (Math.imul(value, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return value;
}
