import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router';
import { useRegionSearch } from './region.tsx';

/** A link to another page of the console, which keeps the Region. */
export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  const navigate = useNavigate();
  const target = `/${to}${useRegionSearch()}`;
  const href = useHref(target);
  return (
    <Link
      href={href}
      onFollow={(event) => {
        event.preventDefault();
        navigate(target);
      }}
    >
      {children}
    </Link>
  );
}

/** For components that make links of their own: where a path leads, also in another tab, and how it is followed without loading anew. */
export function useFollow() {
  const navigate = useNavigate();
  const search = useRegionSearch();
  const base = useHref('/').replace(/\/$/, '');
  return {
    hrefOf: (path: string) => `${base}/${path}`,
    follow(event: CustomEvent<{ readonly href?: string }>) {
      event.preventDefault();
      navigate(`${(event.detail.href ?? '').slice(base.length)}${search}`);
    },
  };
}
