/**
 * What a host's user data says that its operating system listens on, a line for each port: `# listens: tcp/8080`. It is a
 * comment to the shell. The local AWS boots no guest, and knows by it which connections would be refused.
 */
const LISTENS = /^# listens: tcp\/(\d{1,5})$/gm;

/** The line for a port. */
export const listensOn = (port: number): string => `# listens: tcp/${port}`;

/** The TCP ports that user data names; undefined where it names none, and the guest is taken to answer on all. */
export function portsIn(userData: string): readonly number[] | undefined {
  const ports = [...userData.matchAll(LISTENS)].map(([, port]) => Number(port));
  return ports.length > 0 ? ports : undefined;
}
