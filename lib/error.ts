/**
 * Something that a person can repair: what is wrong and what to try. The CLI prints it without a stack
 * and exits with `exitCode` (64 wrong usage, 69 something needed is not there, 73 cannot create, 77 not permitted, 78 configuration).
 */
export class BreakfixError extends Error {
  readonly code: string;
  readonly tryThis: string;
  readonly exitCode: number;

  constructor(code: string, what: string, tryThis: string, exitCode = 69) {
    super(what);
    this.name = 'BreakfixError';
    this.code = code;
    this.tryThis = tryThis;
    this.exitCode = exitCode;
  }
}
