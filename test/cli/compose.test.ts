import { expect, test } from 'vitest';
import { editorOf } from '../../cli/compose.ts';

test.each([
  ['nobody chose one', {}, ''],
  ['an editor', { EDITOR: 'nano' }, 'nano'],
  ['VISUAL over EDITOR', { VISUAL: 'code --wait', EDITOR: 'vi' }, 'code --wait'],
  ['vi, outside of npm', { EDITOR: 'vi' }, 'vi'],
  ['what npm start puts there', { EDITOR: 'vi', npm_lifecycle_event: 'start' }, ''],
  ['what npx puts there', { EDITOR: 'vi', npm_lifecycle_event: 'npx' }, ''],
  ['the same on Windows', { EDITOR: 'C:\\WINDOWS\\notepad.exe', npm_lifecycle_event: 'start' }, ''],
  ['an editor, through npm', { EDITOR: 'vim', npm_lifecycle_event: 'start' }, 'vim'],
  ['vi, through npm', { VISUAL: 'vi', EDITOR: 'vi', npm_lifecycle_event: 'start' }, 'vi'],
  ['an empty one', { EDITOR: ' ' }, ''],
])('the editor of the learner: %s', (_, env: NodeJS.ProcessEnv, editor) => {
  expect(editorOf(env)).toBe(editor);
});
