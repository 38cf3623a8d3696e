/** The parts of a request that tell a program on this machine from a web page in its browser. */
export interface Provenance {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

/**
 * Why a request is refused, or undefined when it may pass. A name that a web page made point here is not a loopback name, and
 * what a page of another origin sends carries an Origin or a Sec-Fetch-Site that says so.
 */
export function refusal({ host, origin, fetchSite }: Provenance): string | undefined {
  if (host === undefined || !isLoopback(host)) return 'The Host must be a loopback address, such as 127.0.0.1.';
  if (origin !== undefined && origin !== `http://${host}`)
    return 'Web pages of other origins may not call this server.';
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') {
    return 'Web pages of other sites may not call this server.';
  }
  return undefined;
}

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const LOOPBACK = new RegExp(`^(localhost|127\\.${OCTET}\\.${OCTET}\\.${OCTET}|\\[::1\\])(:\\d{1,5})?$`, 'i');

/** Whether a Host header, with or without a port, names this machine itself. */
function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}
