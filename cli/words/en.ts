import type { Track } from '../../lib/scenario.ts';

/** What the command line says in English. The other languages say all of it, too: their type is this one's. */
export const en = {
  tracks: {
    foundations: 'Foundations',
    routing: 'Subnets & routing',
    firewalls: 'Firewalls',
    'load-balancing': 'Load balancing',
    'private-access': 'Private access & cost',
    'multi-vpc': 'Hybrid & several VPCs',
  } satisfies Record<Track, string>,
  progress: {
    head: ['case', 'state', 'attempts', 'points', 'best time', 'drill'],
    states: { new: '-', open: 'begun', left: 'left unsolved', solved: 'solved' },
    trackLine: (track: string, solved: number, of: number) => `${track}: ${solved} of ${of} solved`,
    nothingYet: 'Nothing is written down yet.',
    next: 'Next',
    why: {
      open: 'it is begun and not solved yet',
      first: 'it is where the path begins',
      follows: (after: string) => `it is the next of its track, after ${after}`,
      'opens a track': (after: string) => `the track of ${after} is done, and this begins another`,
      again: (points: number) => `it was solved with ${points} points only; a clean run gives more`,
      drill: (left: number) => `${left} questions of its interview drill are not mastered yet`,
    },
    done: 'Every case is solved and every drill is mastered.',
    exported: (count: number, file: string) => `${count} lines were written to ${file}.`,
    imported: (added: number, of: number) => `${added} of ${of} lines were new and have been added.`,
  },
  minutes: (minutes: number) => `${minutes} min`,
  points: (points: number) => `${points}`,
};

export type Words = typeof en;
