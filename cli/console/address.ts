import { CONSOLE_PATH } from '../../console/server/pages.ts';
import { LOCAL_REGION } from '../target.ts';
import type { Target } from '../verb.ts';

/** The page of a case in the console of the local AWS. */
export function casePage({ endpoint = '', region }: Target, id: string): string {
  const search = region === LOCAL_REGION ? '' : `?region=${region}`;
  return `${endpoint}${CONSOLE_PATH}lab/cases/${id}${search}`;
}
