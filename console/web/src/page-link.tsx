import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router';
import { useRegionSearch } from './region.tsx';

/** A link to another page of the console, which keeps the Region. */
export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  const { hrefOf, follow } = useFollow();
  return (
    <Link href={hrefOf(to)} onFollow={follow}>
      {children}
    </Link>
  );
}

/** Where a path leads in the same Region, also in another tab, and how such a link is followed without loading anew. */
export function useFollow() {
  const navigate = useNavigate();
  const search = useRegionSearch();
  const base = useHref('/').replace(/\/$/, '');
  return {
    hrefOf: (path: string) => `${base}/${path}${search}`,
    follow(event: CustomEvent<{ readonly href?: string }>) {
      event.preventDefault();
      navigate((event.detail.href ?? '').slice(base.length));
    },
  };
}
