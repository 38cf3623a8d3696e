import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorOf, JSON_TYPE, startApi } from './api-lab.ts';

const CASE = 'cases/public-subnet-missing-igw-route';
const REPLY = { what: 'reply', text: 'Thank you.', seconds: 60, rubric: Array(9).fill(true) };

let lab: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  lab = await startApi();
});
afterAll(() => lab?.close());

describe('what is asked wrongly is refused, and by what is wrong with it', () => {
  test.each<[string, string, unknown, number, string]>([
    ['no JSON', `${CASE}/hint`, '{"hint": 1', 400, 'BAD_REQUEST'],
    ['a deep hole', `${CASE}/hint`, '['.repeat(200_000), 400, 'BAD_REQUEST'],
    ['a list', `${CASE}/hint`, '[1]', 400, 'BAD_REQUEST'],
    ['null', `${CASE}/probe`, 'null', 400, 'BAD_REQUEST'],
    ['no such hint', `${CASE}/hint`, { hint: 4 }, 400, 'BAD_REQUEST'],
    ['the text of a number', `${CASE}/hint`, { hint: '1' }, 400, 'BAD_REQUEST'],
    ['an inherited member', `${CASE}/hint`, '{"__proto__": {"hint": 1}}', 400, 'BAD_REQUEST'],
    ['a port that is none', `${CASE}/probe`, { from: 'internet', to: 'internet', port: 0 }, 400, 'BAD_REQUEST'],
    ['a part of a port', `${CASE}/probe`, { from: 'internet', to: 'internet', port: 80.5 }, 400, 'BAD_REQUEST'],
    ['an end that is no text', `${CASE}/probe`, { from: { a: 1 }, to: 'internet', port: 80 }, 400, 'BAD_REQUEST'],
    ['a long name', `${CASE}/probe`, { from: 'i'.repeat(401), to: 'internet', port: 80 }, 400, 'BAD_REQUEST'],
    ['a path that is none', `${CASE}/probe`, { from: 'a', to: 'b', port: 80, path: 'x y' }, 400, 'BAD_REQUEST'],
    ['a header in a header', `${CASE}/probe`, { from: 'a', to: 'b', port: 80, host: 'a\nb' }, 400, 'BAD_REQUEST'],
    ['no such rating', `${CASE}/answer`, { question: 1, answer: 'x', rating: 'best' }, 400, 'BAD_REQUEST'],
    ['an empty answer', `${CASE}/answer`, { question: 1, answer: ' ', rating: 'right' }, 400, 'BAD_REQUEST'],
    ['a text that is none', `${CASE}/review`, { text: 1 }, 400, 'BAD_REQUEST'],
    ['no such writing', `${CASE}/write`, { what: 'poem', text: 'x', seconds: 1 }, 400, 'BAD_REQUEST'],
    ['a rubric of two points', `${CASE}/write`, { ...REPLY, rubric: [true, false] }, 400, 'BAD_REQUEST'],
    ['a time before the beginning', `${CASE}/write`, { ...REPLY, seconds: -1 }, 400, 'BAD_REQUEST'],
    ['a note without its result', `${CASE}/write`, { what: 'star', note: {}, seconds: 1 }, 400, 'BAD_REQUEST'],
    ['half a diagnosis', `${CASE}/diagnose`, { direction: 'answer' }, 400, 'BAD_REQUEST'],
    ['a body beyond bounds', `${CASE}/answer`, 'x'.repeat(512 * 1024 + 1), 413, 'TOO_LARGE'],
    ['a case that is none', 'cases/none/deploy', {}, 404, 'UNKNOWN_SCENARIO'],
    ['the folder above', 'cases/..%2F..%2Fetc/deploy', {}, 404, 'UNKNOWN_SCENARIO'],
    ['what every object has', 'cases/constructor/grade', {}, 404, 'UNKNOWN_SCENARIO'],
    ['a Region that is none', `${CASE}/deploy?region=../x`, {}, 400, 'BAD_REQUEST'],
    ['a deed that is none', `${CASE}/format`, {}, 404, 'NOT_FOUND'],
  ])('%s', async (_, path, body, status, code) => {
    const response = await lab.post(path, body);
    expect([response.status, (await errorOf(response)).code]).toEqual([status, code]);
  });

  test('a body that does not call itself JSON', async () => {
    const response = await lab.ask(`${CASE}/deploy`, { method: 'POST', body: '{}' });
    expect([response.status, (await errorOf(response)).hint]).toEqual([400, 'content-type: application/json']);
  });

  test('a page of another origin', async () => {
    const response = await lab.ask(`${CASE}/deploy`, {
      method: 'POST',
      headers: { ...JSON_TYPE, origin: 'http://example.com' },
      body: '{}',
    });
    expect(response.status).toBe(403);
  });

  test('in the language that is asked for', async () => {
    const { message } = await errorOf(await lab.post('cases/none/deploy?lang=ko'));
    expect(message).toBe('그런 케이스는 없습니다: none.');
  });
});
