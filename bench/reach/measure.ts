import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interpret, type Network } from '../../lib/network/network.ts';
import { exposure } from '../../lib/reach/exposure.ts';
import { ask, type Question } from '../../lib/reach/question.ts';
import { mean, median } from '../statistics.ts';
import type { Figure, Message } from './figures.ts';
import {
  deliveredQuestions,
  HTTPS,
  isDelivered,
  type Place,
  question,
  randomQuestions,
  STRANGER,
} from './questions.ts';
import { readEstate } from './read.ts';

/** Takes each figure as soon as it is known, so that a process that is stopped has not measured in vain. */
export type Tell = (message: Message) => void;

/** JSON.parse of every file, all of it kept, and no more: what the rest is compared with. */
export function measureParse(folder: string, tell: Tell): void {
  const kept: unknown[] = [];
  let spent = 0;
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    const start = performance.now();
    kept.push(JSON.parse(text));
    spent += performance.now() - start;
  }
  tell({ figure: 'parse', value: spent });
  tell({ figure: 'parsePeak', value: peakMemory() });
}

/** From the folder to the exposure of everything, once, as a person waits for it; then walks on the network that came of it. */
export async function measureReach(folder: string, seed: number, tell: Tell): Promise<void> {
  const { network, places } = await readAndIndex(folder, tell);
  timed(() => exposure(network), 'exposure', tell);
  tell({ figure: 'peak', value: peakMemory() });
  measureRandom(network, places, seed, tell);
  measureDelivered(network, places, seed, tell);
  measureToAll(network, places, tell);
}

async function readAndIndex(folder: string, tell: Tell): Promise<{ network: Network; places: Place[] }> {
  const start = performance.now();
  const account = await readEstate(folder);
  tell({ figure: 'read', value: performance.now() - start });
  const network = timed(() => interpret(account), 'index', tell);
  const places = account.NetworkInterfaces.map(({ NetworkInterfaceId: id = '', VpcId: vpcId = '' }) => ({ id, vpcId }));
  return { network, places };
}

const PAIRS = 3000;
const DELIVERED = 1000;
const SEARCH = { milliseconds: 15_000 };

function measureRandom(network: Network, places: readonly Place[], seed: number, tell: Tell): void {
  const questions = take(randomQuestions(network, places, seed), PAIRS);
  const first = questions.map((each) => microseconds(network, each));
  const warm = warmed(network, questions);
  tell({ figure: 'randomFirst', value: mean(first) });
  tell({ figure: 'random', value: median(warm) });
  tell({ figure: 'randomMean', value: mean(warm) });
  tell({ figure: 'randomAgain', value: median(askedAgain(network, questions)) });
  const delivered = questions.filter((each) => isDelivered(network, each)).length;
  tell({ figure: 'randomShare', value: (100 * delivered) / questions.length });
}

function measureDelivered(network: Network, places: readonly Place[], seed: number, tell: Tell): void {
  const questions = deliveredQuestions(network, places, { count: DELIVERED, seed, ...SEARCH });
  tell({ figure: 'deliveredCount', value: questions.length });
  if (questions.length === 0) {
    tell({ skipped: 'delivered walks: no pair was found in time' });
    return;
  }
  const warm = warmed(network, questions);
  tell({ figure: 'delivered', value: median(warm) });
  tell({ figure: 'deliveredMean', value: mean(warm) });
  tell({ figure: 'deliveredAgain', value: median(askedAgain(network, questions)) });
}

/** From the first interface that reaches a stranger on the internet, to every interface there is. */
function measureToAll(network: Network, places: readonly Place[], tell: Tell): void {
  const source = places.find(({ id }) => {
    const asked = question(network, id, STRANGER, HTTPS);
    return asked && isDelivered(network, asked);
  });
  if (!source) {
    tell({ skipped: 'one source to all: no interface reaches the internet' });
    return;
  }
  const questions = places.flatMap(({ id }) => question(network, source.id, id, HTTPS) ?? []);
  const askAll = () => {
    for (const each of questions) ask(network, each);
  };
  timed(askAll, 'toAll', tell);
}

/** So often that the compiler has done its work. */
const WARM_UP = 20;

/** How long each walk takes when all of them have been made before. */
function warmed(network: Network, questions: readonly Question[]): number[] {
  for (let round = 0; round < WARM_UP; round++) for (const each of questions) ask(network, each);
  return questions.map((each) => microseconds(network, each));
}

/** How long each walk takes when the same one was made just before: what it needs is in the processor's cache. */
function askedAgain(network: Network, questions: readonly Question[]): number[] {
  return questions.map((each) => {
    ask(network, each);
    ask(network, each);
    return microseconds(network, each);
  });
}

function microseconds(network: Network, asked: Question): number {
  const start = performance.now();
  ask(network, asked);
  return (performance.now() - start) * 1000;
}

function timed<T>(work: () => T, figure: Figure, tell: Tell): T {
  const start = performance.now();
  const result = work();
  tell({ figure, value: performance.now() - start });
  return result;
}

function take<T>(from: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const each of from) if (taken.push(each) === count) break;
  return taken;
}

/** The most memory that this process has had, in megabytes. */
const peakMemory = (): number => process.resourceUsage().maxRSS / 1024;
