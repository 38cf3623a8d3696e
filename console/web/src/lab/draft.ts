import { useState } from 'react';

/** A text that a learner is at: it is there again when the page is loaded anew, until it is dropped. */
export function useDraft(name: string, initial = ''): readonly [string, (text: string) => void, () => void] {
  const key = `breakfix.draft.${name}`;
  const [text, setText] = useState(() => localStorage.getItem(key) ?? initial);
  const write = (next: string) => {
    localStorage.setItem(key, next);
    setText(next);
  };
  const drop = () => {
    localStorage.removeItem(key);
    setText(initial);
  };
  return [text, write, drop];
}
