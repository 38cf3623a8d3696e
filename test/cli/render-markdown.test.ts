import { expect, test } from 'vitest';
import { renderMarkdown, renderQuestions, section } from '../../cli/render-markdown.ts';
import type { Paint } from '../../grader/paint.ts';

const marked: Paint = (colour, text) => `<${colour}>${text}</>`;

test('wraps paragraphs and styles what Markdown stresses', () => {
  const text = renderMarkdown(
    'It **must** not time\nout, says `curl -v` & <co>.\n\nSee [the page](https://docs.example).',
    {
      width: 30,
      paint: marked,
    },
  );
  expect(text.split('\n')).toEqual([
    'It <bold>must</> not time out,',
    'says <cyan>curl -v</> & <co>.',
    '',
    'See the page',
    '(https://docs.example).',
  ]);
});

test('indents lists, quotes and code', () => {
  expect(renderMarkdown('1. one two three\n2. four\n\n- five\n\n> said so\n\n```\naws ec2\n```', { width: 10 })).toBe(
    '1. one two\n   three\n2. four\n\n- five\n\n│ said so\n\n    aws ec2',
  );
});

test('counts Korean syllables as two columns', () => {
  expect(renderMarkdown('보안 그룹은 상태를 저장합니다', { width: 12 })).toBe('보안 그룹은\n상태를\n저장합니다');
});

test('puts a heading above a text', () => {
  expect(section('Hint 1 of 3', 'Look.', { paint: marked })).toBe('<bold>Hint 1 of 3</>\n\nLook.');
});

test('sets answers under their questions', () => {
  const questions = [{ question: 'Why so?', answer: 'Because\n\nof **that**.' }];
  expect(renderQuestions(questions)).toBe('Q Why so?\n  Because\n  \n  of that.');
});
