import type { OperationName } from './operations.ts'

/** One attempt of a client to have something done. */
export type Call = {
  /** The client, by the name it was opened under. */
  readonly client: string
  readonly operation: OperationName
  readonly input: object
  /** From 1; the client itself repeats what was throttled, out of service or lost. */
  readonly attempt: number
}

/** What goes wrong with one attempt. A fault that a call cannot have is passed over. */
export type Fault =
  /** Too much load: nothing is done, and the client tries again. */
  | { readonly is: 'throttle' }
  /** The service fails: nothing is done, and the client tries again. */
  | { readonly is: 'unavailable' }
  /** Whoever calls has no right to the table: nothing is done, and nobody tries again. */
  | { readonly is: 'denied' }
  /** Another transaction holds an item of a write: the only one, or the ones at these places of the transaction. */
  | { readonly is: 'conflict'; readonly at?: readonly number[] }
  /** It is carried out, and the connection ends before the answer: the client tries again. */
  | { readonly is: 'lost-answer' }
  /** Whoever called is no more: nothing is done, and nobody is answered. */
  | { readonly is: 'killed-before' }
  /** It is carried out, and nobody is left to be answered. */
  | { readonly is: 'killed-after' }
  /** The last members of a batch are left for another call. */
  | { readonly is: 'unprocessed'; readonly members: number }
  /** An eventual read, or one of an index, does not see a table's last writes. */
  | { readonly is: 'stale'; readonly writes: number }

/** Says what goes wrong with a call; undefined: nothing. It is asked once for each attempt, in the order of the calls. */
export type FaultOf = (call: Call) => Fault | undefined
