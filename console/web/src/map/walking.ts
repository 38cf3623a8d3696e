import { useEffect, useState } from 'react';
import type { Walk } from '../../../api.ts';

/** Milliseconds that a packet stays at each step. */
const STEP = 500;

/** How many steps of a walk have been seen: one after the other, or all at once for who wants no motion. */
export function useWalking(walk: Walk | undefined): number {
  const [seen, setSeen] = useState(0);
  useEffect(() => {
    if (!walk) return setSeen(0);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return setSeen(walk.steps.length);
    setSeen(1);
    const timer = setInterval(() => setSeen((count) => Math.min(count + 1, walk.steps.length)), STEP);
    return () => clearInterval(timer);
  }, [walk]);
  return seen;
}
