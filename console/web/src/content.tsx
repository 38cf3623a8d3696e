import './content.css';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useWords } from './language.tsx';

const CONTENT = 'content';

/** The first stop of the keyboard: past the bar and the navigation. It is seen while it has the focus. */
export function SkipLink() {
  const words = useWords();
  return (
    <a
      className="skip"
      href={`#${CONTENT}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(CONTENT)?.focus();
      }}
    >
      {words.skip}
    </a>
  );
}

/** What a page shows. Whoever goes to another page has the focus there, unless it is there already. */
export function Content({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const content = useRef<HTMLDivElement>(null);
  const left = useRef(pathname);
  useEffect(() => {
    if (left.current === pathname) return;
    left.current = pathname;
    if (!content.current?.contains(document.activeElement)) content.current?.focus();
  }, [pathname]);
  return (
    <div ref={content} id={CONTENT} className="content" tabIndex={-1}>
      {children}
    </div>
  );
}
