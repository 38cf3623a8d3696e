import type { Verb } from './verb.ts';

const ID = [['<id>', 'the scenario, as `breakfix list` names it']] as const;
const ACCOUNT = ['--account <folder>', 'answer from a folder that `breakfix snapshot` or the AWS CLI wrote'] as const;
const PORT = ['--port <number>', 'port of the local AWS (default: 4580, or BREAKFIX_PORT)'] as const;
const TERMS = [
  ['--variant <name>', 'which variant of the fault to deploy (default: any)'],
  ['--seed <text>', 'deploy the same variant, addresses, ports and zone again (default: others each time)'],
] as const;

/** Every verb, in the order in which the help lists them. */
export const VERBS: readonly Verb[] = [
  {
    name: 'play',
    summary: 'pick a case, deploy it, read the ticket, fix it, have it graded',
    arguments: [['[id]', 'the scenario; asked for when absent']],
    options: [...TERMS, PORT],
    load: () => import('./play.ts'),
  },
  {
    name: 'list',
    summary: 'all cases: track, difficulty, minutes, cost, state',
    options: [PORT],
    load: () => import('./list.ts'),
  },
  { name: 'ticket', summary: "the customer's words", arguments: ID, load: () => import('./ticket.ts') },
  {
    name: 'hint',
    summary: 'the next hint',
    arguments: ID,
    options: [
      ['--number <number>', 'that hint, 1 to 3 (default: the next)'],
      ['--account', 'what the grader sees of the lab as it stands, without naming the cure'],
      PORT,
    ],
    load: () => import('./hint.ts'),
  },
  {
    name: 'diagnose',
    summary: 'say where the packet dies, before you mend it: exit 0 all right, 1 not all of it',
    arguments: ID,
    options: [
      ['--direction <name>', 'request, answer or neither is lost'],
      ['--component <name>', 'a kind, as security-group or route-table, and if you know it :NAME or :ID'],
      [
        '--reason <name>',
        'not-allowed, no-route, leads-nowhere, source-check, no-public-address, wrong-rule, nothing-listens, policy or name',
      ],
      PORT,
    ],
    load: () => import('./diagnose.ts'),
  },
  {
    name: 'solution',
    summary: 'root cause and an accepted fix (asks first)',
    arguments: ID,
    options: [PORT],
    load: () => import('./solution.ts'),
  },
  {
    name: 'deploy',
    summary: 'deploy a case to the target',
    arguments: ID,
    options: [...TERMS, PORT],
    load: () => import('./deploy.ts'),
  },
  {
    name: 'grade',
    summary: 'grade the fix: exit 0 solved, 1 not solved, 2 could not tell',
    arguments: ID,
    options: [
      ['--watch', 'grade again until it is solved'],
      ['--timeout <minutes>', 'how long --watch goes on (default: 10)'],
      ['--explain', 'show causes, and the way of the failing packets hop by hop'],
      ['--junit <file>', 'also write the report as JUnit XML'],
      PORT,
    ],
    load: () => import('./grade.ts'),
  },
  {
    name: 'debrief',
    summary:
      'talk a solved case over: cause, before and after, evidence, interview drill, reply, STAR note, translation',
    arguments: ID,
    options: [
      ['--part <name>', 'cause, trace, evidence, drill, reply, star or translation only'],
      ['--strict', 'the drill ends at the first answer that is not right, as an interview does'],
      ['--question <number>', 'write an answer of the drill down, with --answer and --rate'],
      ['--answer <text>', 'what you would answer'],
      ['--rate <rating>', 'how good it is: right, partly or wrong'],
      ['--reply <file>', 'write a reply to the customer down; - reads stdin'],
      ['--rubric <numbers>', 'which of the nine points it has: 1,2,5'],
      ['--star <file>', 'write a STAR note down; - reads stdin'],
      ['--translation <file>', 'write a translation of the ticket down; - reads stdin'],
      ['--anyway', 'before it is solved, which counts as if the solution had been shown (asks first)'],
    ],
    load: () => import('./debrief.ts'),
  },
  {
    name: 'journal',
    summary: 'all that you did and wrote as Markdown, to take along',
    options: [
      ['--out <file>', 'write it to a file (default: stdout)'],
      ['--case <id>', 'of one case only'],
    ],
    load: () => import('./journal.ts'),
  },
  {
    name: 'progress',
    summary: 'how far you are, what comes next and why',
    options: [
      ['--export <file>', 'write all that is known of your work to a file'],
      ['--import <file>', 'add what such a file holds'],
    ],
    load: () => import('./progress.ts'),
  },
  {
    name: 'trace',
    summary: 'the way of a packet, hop by hop, both directions',
    options: [
      ['--from <end>', 'a place of the lab, a resource id, an address or internet'],
      ['--to <end>', 'the same, or an AWS service such as s3'],
      ['--port <number>', 'destination port; without it, what gets there is told'],
      ['--protocol <name>', 'tcp, udp, icmp, icmpv6, a number or any (default: tcp)'],
      ['--source-ip <address>', 'the address it is sent from'],
      ['--source-port <number>', 'the port it is sent from (default: any that clients use)'],
      ['--cases <file>', 'many flows at once: a JSON array of {id, from, to, protocol, port, …}'],
      ACCOUNT,
    ],
    load: () => import('./trace.ts'),
  },
  {
    name: 'exposure',
    summary: 'list what the internet can reach, as sets of addresses and ports',
    options: [ACCOUNT, PORT],
    load: () => import('./exposure.ts'),
  },
  {
    name: 'snapshot',
    summary: 'write what the account answers into files, as the AWS CLI prints it',
    options: [
      ['--out <folder>', 'where to write them; asked about when it is not empty'],
      ['--regions <names>', 'several Regions, separated by commas, each in <account>/<region>/'],
      PORT,
    ],
    load: () => import('./snapshot.ts'),
  },
  {
    name: 'reset',
    summary: 'bring back the broken state, whatever was changed',
    arguments: ID,
    options: [...TERMS, PORT],
    load: () => import('./reset.ts'),
  },
  {
    name: 'destroy',
    summary: 'remove a case and all that was made in it',
    arguments: [['[id]', 'the scenario, as `breakfix list` names it']],
    options: [['--all', 'every case at the target'], PORT],
    load: () => import('./destroy.ts'),
  },
  {
    name: 'status',
    summary: 'what is deployed where, since when, cost so far',
    options: [PORT],
    load: () => import('./status.ts'),
  },
  {
    name: 'up',
    summary: 'start the local AWS in the background',
    options: [
      PORT,
      ['--quota <name=number...>', 'grant the account more of something, such as vpcs=20; a wrong name lists all'],
      ['--foreground', 'stay in this terminal until Ctrl-C'],
    ],
    load: () => import('./up.ts'),
  },
  { name: 'down', summary: 'stop the local AWS', options: [PORT], load: () => import('./down.ts') },
  {
    name: 'env',
    summary: 'environment for other AWS clients: eval "$(breakfix env)"',
    options: [PORT, ['--shell <name>', 'sh, fish, powershell or cmd (default: sh, on Windows powershell)']],
    load: () => import('./env.ts'),
  },
  {
    name: 'new',
    summary: 'for authors: begin a case, in a clone of the repository',
    arguments: [['[id]', 'its id; asked for when absent']],
    options: [
      ['--track <name>', 'its track (default: routing)'],
      ['--difficulty <number>', '1 to 5 (default: 2)'],
    ],
    load: () => import('./new.ts'),
  },
  {
    name: 'verify',
    summary: 'for authors: prove a case, or all, in every state of every variant',
    arguments: [['[id]', 'the scenario; all of them when absent']],
    options: [
      ['--variant <name>', 'only that variant'],
      ['--seed <text>', 'on the same terms again (default: others each time)'],
    ],
    load: () => import('./verify.ts'),
  },
  {
    name: 'doctor',
    summary: 'look for what is wrong here, and say how to mend it',
    options: [PORT],
    load: () => import('./doctor.ts'),
  },
];
