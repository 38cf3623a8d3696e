/** Who may import whom: the table of docs/architecture.md as data. */
const table = {
  lib: { sees: ['lib'], because: 'the model knows neither what is built on it nor where it is printed' },
  emulator: {
    sees: ['lib', 'emulator'],
    because: 'the local AWS cannot know the answer: it sees neither scenarios nor grader',
  },
  grader: { sees: ['lib', 'scenarios', 'grader'], because: 'a grade follows from the account, not from who serves it' },
  learner: { sees: ['lib', 'learner'], because: 'what a learner did is told by the logbook, whoever writes it' },
  proof: {
    sees: ['lib', 'scenarios', 'grader', 'emulator', 'proof'],
    because: 'a case is proven on the local AWS, by what grades it; who asks for the proof prints it',
  },
  console: {
    sees: ['lib', 'console'],
    because: 'the console is a client: what it shows of an account it asks the account for',
  },
  cli: {
    sees: ['lib', 'scenarios', 'grader', 'learner', 'emulator', 'proof', 'console/server', 'cli'],
    because: 'the edge prints; entry points are not imported',
  },
};

const folders = 'bin|cli|console|learner|lib|scenarios|grader|emulator|proof|test|bench';

const boundaries = Object.entries(table).map(([folder, { sees, because }]) => ({
  name: `${folder}-sees-${sees.join('-')}`,
  comment: because,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: `^(${folders})/`, pathNot: `^(${sees.join('|')})/` },
}));

export const options = {
  doNotFollow: { path: 'node_modules' },
  // It cannot read TSX; biome.json holds the web's own rule.
  exclude: { path: '^(dist|console/web)/' },
  tsPreCompilationDeps: 'specify',
  parser: 'swc',
  tsConfig: { fileName: 'tsconfig.json' },
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
};

export default {
  forbidden: [
    ...boundaries,
    {
      name: 'scenarios-see-lib',
      comment: 'a case is complete in its folder: it never leans on another case',
      severity: 'error',
      from: { path: '^scenarios/([^/]+)/' },
      to: { path: `^(${folders})/`, pathNot: '^(lib/|scenarios/$1/)' },
    },
    {
      name: 'nothing-imports-entry-points',
      comment: 'bin only starts things',
      severity: 'error',
      from: { path: '^(cli|console|learner|lib|scenarios|grader|emulator|proof)/' },
      to: { path: '^(bin|test|bench)/' },
    },
    {
      name: 'no-cycles',
      comment: 'data flows one way',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options,
};
