import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Where the console is served. */
export const CONSOLE_PATH = '/console/';

/** Where its pages ask what can be done with cases. */
export const API_PATH = `${CONSOLE_PATH}api/`;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Nothing from elsewhere, and no frame around it. Cloudscape sets styles of its own. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
].join('; ');

const zips = new Map<string, Promise<Buffer>>();

/** An asset as it is sent: packed once, since what has a name of its content never changes. */
function zipped(file: string): Promise<Buffer> {
  const zip = zips.get(file) ?? readFile(file).then((body) => promisify(gzip)(body));
  zips.set(file, zip);
  zip.catch(() => zips.delete(file));
  return zip;
}

/**
 * Serves the built console from a folder: its files, and for every other path below `/console/` the page, which finds its own way by
 * the path. A browser that asks for `/` is sent there.
 */
export function consolePages(folder: string): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    if (request.method === 'POST') return undefined;
    const { pathname } = new URL(request.url);
    const wantsPage = request.headers.get('accept')?.includes('text/html') ?? false;
    if (pathname === '/' && wantsPage) return Response.redirect(new URL(CONSOLE_PATH, request.url), 302);
    if (`${pathname}/` === CONSOLE_PATH) return Response.redirect(new URL(CONSOLE_PATH, request.url), 302);
    if (!pathname.startsWith(CONSOLE_PATH)) return undefined;
    const name = normalize(pathname.slice(CONSOLE_PATH.length));
    const isAsset = name.startsWith('assets/');
    const file = join(folder, isAsset ? name : 'index.html');
    const zip = request.headers.get('accept-encoding')?.includes('gzip') ?? false;
    const body = await (isAsset && zip ? zipped(file) : readFile(file)).catch(() => undefined);
    if (!body) return new Response('Not found', { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: {
        ...(isAsset && zip && { 'content-encoding': 'gzip' }),
        vary: 'accept-encoding',
        'content-type': TYPES[isAsset ? extname(name) : '.html'] ?? 'application/octet-stream',
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        // Assets are named by their content.
        'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  };
}
