/** placeholder until the engine lands */
export interface Network {
  readonly vpcs: ReadonlyMap<string, object>;
}
