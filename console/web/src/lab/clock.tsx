import { useEffect, useState } from 'react';

/** Seconds as a clock shows them: 4:07, or 1:04:07. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The time since a moment, ISO 8601, as it goes on; or up to another one. */
export function Clock({ since, until }: { since: string; until?: string | undefined }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  const end = until ? Date.parse(until) : now;
  return <span role="timer">{clockOf((end - Date.parse(since)) / 1000)}</span>;
}
