/** What a benchmark found: for programs, and for people. */
export interface Report {
  readonly json: object;
  readonly text: string;
}
