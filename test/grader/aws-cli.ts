import { spawn, spawnSync } from 'node:child_process';

/** Why commands of the AWS CLI cannot be tried here; undefined when they can. */
export const withoutAwsCli = reason();

function reason(): string | undefined {
  if (process.platform === 'win32') return 'the commands are for a POSIX shell';
  return spawnSync('aws', ['--version']).status === 0 ? undefined : 'no aws on the PATH';
}

/** Runs a script in bash against an endpoint, with credentials that mean nothing; answers exit code and output. */
export function runScript(script: string, endpoint: string): Promise<{ code: number | null; output: string }> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    AWS_CONFIG_FILE: '/dev/null',
  };
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject).once('close', (code) => resolve({ code, output }));
  });
}
