import type { Asked, Tell } from '../../console/server/labs.ts';
import { localTargetAt } from '../target.ts';
import type { Context, Target } from '../verb.ts';
import { WORDS } from '../words/index.ts';

/** A verb's context where the console asks for its work: nobody is at a terminal, and what it has to say goes to `tell`. */
export function consoleContext(
  { language, region }: Asked,
  port: number,
  tell: Tell = () => {},
): { context: Context; target: Target } {
  const target = localTargetAt(port, region);
  const words = WORDS[language];
  const context: Context = {
    json: false,
    interactive: false,
    // The page has asked before.
    yes: true,
    lang: language,
    words,
    targetName: 'local',
    region,
    profile: undefined,
    target: async () => target,
    print() {},
    emit() {},
    note: tell,
    step: (message) => {
      tell(message);
      return { update: tell, done: (said) => said && tell(said), fail: (said) => said && tell(said) };
    },
    confirm: async () => true,
    onInterrupt: () => () => {},
  };
  return { context, target };
}
