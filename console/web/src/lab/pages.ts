import type { ComponentType } from 'react';
import { CasePage } from './case-page.tsx';
import { Cases } from './cases.tsx';
import { EvidencePage } from './evidence.tsx';
import { ProgressPage } from './progress.tsx';

/** The lab's pages in the order of the navigation; `Of` is the page of one case. */
export const LAB_PAGES: readonly {
  readonly path: string;
  readonly name: 'cases' | 'progress' | 'evidence';
  readonly Page: ComponentType;
  readonly Of?: ComponentType;
}[] = [
  { path: 'lab/cases', name: 'cases', Page: Cases, Of: CasePage },
  { path: 'lab/progress', name: 'progress', Page: ProgressPage },
  { path: 'lab/evidence', name: 'evidence', Page: EvidencePage, Of: EvidencePage },
];
