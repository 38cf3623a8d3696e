import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { CaseRow, LabState } from '../../../api.ts';
import { useWords } from '../language.tsx';

const OF_LAB: Readonly<Record<LabState, StatusIndicatorProps.Type>> = {
  deployed: 'success',
  changing: 'in-progress',
  'maybe deployed': 'warning',
  failed: 'error',
  gone: 'warning',
  absent: 'stopped',
};

const OF_PROGRESS: Readonly<Record<CaseRow['progress'], StatusIndicatorProps.Type>> = {
  new: 'stopped',
  open: 'in-progress',
  left: 'warning',
  solved: 'success',
};

export function LabStatus({ of }: { of: LabState }) {
  return <StatusIndicator type={OF_LAB[of]}>{useWords().labStates[of]}</StatusIndicator>;
}

export function ProgressStatus({ of }: { of: CaseRow['progress'] }) {
  return <StatusIndicator type={OF_PROGRESS[of]}>{useWords().progressStates[of]}</StatusIndicator>;
}
