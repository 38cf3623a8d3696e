#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { isAtWork, leaveOnInterrupt } from '../cli/interrupt.ts';
import { report, writeJson } from '../cli/output.ts';
import { packageVersion } from '../cli/package.ts';
import { restoreTerminal } from '../cli/step.ts';
import type { CommonOptions, Given, Verb } from '../cli/verb.ts';
import { VERBS } from '../cli/verbs.ts';
import { BreakfixError } from '../lib/error.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // As a shell says it of other programs whose reader has gone; what is half made is brought to its end first.
    if (error.code === 'EPIPE') return isAtWork() || process.exit(process.exitCode ?? 141);
    // What cannot be said on stderr cannot be said at all; the work goes on.
    if (stream === process.stderr) return;
    process.stderr.write(`The output could not be written: ${error.message}\n`);
    process.exit(74);
  });
}

const json = process.argv.includes('--json');
const program = new Command('breakfix')
  .description('Break, find and fix AWS networks: hands-on cases with a grader, on a local AWS or on your own account.')
  .version(packageVersion())
  .option('--target <name>', 'local or aws (default: local)')
  .option('--profile <name>', 'profile of your AWS configuration, for --target aws')
  .option('--region <name>', 'AWS Region (default: us-east-1 on local, your configuration on aws)')
  .option('--lang <name>', 'en or ko (default: from the locale)')
  .option('--json', 'one JSON document on stdout')
  .option('--yes', 'answer every question with yes')
  .option('--no-input', 'never ask')
  .configureHelp({ showGlobalOptions: true })
  .configureOutput({
    writeOut: (text) => (json ? writeJson({ text }) : process.stdout.write(text)),
    // Errors are reported like all others.
    writeErr: () => {},
  })
  .exitOverride();

for (const verb of VERBS) {
  const command = program.command(verb.name).description(verb.summary).allowExcessArguments(false);
  for (const [name, meaning] of verb.arguments ?? []) command.argument(name, meaning);
  for (const [flags, meaning] of verb.options ?? []) command.option(flags, meaning);
  command.action(() => start(verb, command));
}

async function start(verb: Verb, command: Command): Promise<void> {
  const { makeContext, wordsFor } = await import('../cli/context.ts');
  const options: CommonOptions = command.optsWithGlobals();
  leaveOnInterrupt();
  try {
    const context = makeContext({ ...options, ...(verb.name === 'trace' ? { port: undefined } : {}) });
    const named = command.registeredArguments.map((argument, i) => [argument.name(), command.args[i]] as const);
    const given: Given = { ...command.opts(), ...Object.fromEntries(named) };
    const { run } = await verb.load();
    process.exitCode = await run(given, context);
  } catch (error) {
    restoreTerminal();
    const { explain } = await import('../cli/aws-errors.ts');
    const exitCode = report(explain(error), json, wordsFor(options));
    // What still waits or retries in the background has nobody left to tell; only the output has to arrive.
    process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
  }
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Nothing was asked for at all.
  if (error.code === 'commander.help' && error.exitCode !== 0) program.outputHelp();
  else if (error.exitCode !== 0) {
    const verb = VERBS.find(({ name }) => process.argv.includes(name))?.name;
    const what = error.message.replace(/^error: /, '');
    const tryThis = ['breakfix', ...(verb ? [verb] : []), '--help'].join(' ');
    const { wordsFor } = await import('../cli/context.ts');
    process.exitCode = report(new BreakfixError('USAGE', what, tryThis, 64), json, wordsFor(program.opts()));
  }
}
