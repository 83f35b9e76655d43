/** A running loop that feeds a function from a queue or a stream. */
export type RunningSource = {
  /** Invocations that run and batches that wait, the source's own reads excluded. */
  readonly busy: () => number
  /** There may be something to read: look now. */
  readonly nudge: () => void
  /** Ends after the invocation in hand. */
  readonly stop: () => Promise<void>
}
