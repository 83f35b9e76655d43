/**
 * What may go wrong, and how often: probabilities from 0 to 1 for each occasion. The simulation and `--chaos` of the local
 * stack have this one list.
 */
export const faultKinds = {
  /** A request to the database is throttled. */
  throttle: 0.01,
  /** A request to the database is refused as often as the SDK sends it: its function hears of a failure. */
  refused: 0.003,
  /** A transaction meets another one on its items. */
  conflict: 0.01,
  /** A request is carried out and its answer is lost: the SDK sends it again. */
  lostAnswer: 0.01,
  /** The function is killed before a request of its goes out. */
  killedBefore: 0.003,
  /** The function is killed when its request is carried out. */
  killedAfter: 0.003,
  /** An eventually consistent read answers what stood there before. */
  staleRead: 0.1,
  /** A batch of reads leaves some of its keys for later. */
  unprocessedKeys: 0.02,
  /** The bus refuses an entry of a call. */
  refusedEntry: 0.01,
  /** The bus refuses a call as a whole, and the SDK gives up. */
  refusedCall: 0.01,
  /** An event is told as the last release told it: a function of that release is still at work beside today's. */
  lastRelease: 0.03,
  /** A queue refuses an entry of a batch. */
  refusedMessage: 0.01,
  /** A message comes twice. */
  twice: 0.05,
  /** A message comes minutes or hours late, after later ones. */
  late: 0.05,
  /** A batch of the stream comes again after it was handled. */
  batchAgain: 0.03,
  /** A function takes longer than it may. */
  timeOut: 0.002,
  /** A service takes no message and publishes nothing for a day; asked every other day. */
  serviceDown: 0.01,
  /** A sandbox's clock is some seconds off. */
  skew: 0.1,
  /** A table is restored to a moment some hours ago, and what the others have is replayed into it; asked once a story. */
  restored: 0.05,
} as const

export type FaultKind = keyof typeof faultKinds

/**
 * What happens in the simulation only. DynamoDB Local keeps no past to read, the functions' way to their queues leads
 * through nobody who could refuse, a service that is down for a day takes a day, and a table is restored by a command.
 */
export const onlySimulated = [
  'staleRead',
  'refusedMessage',
  'serviceDown',
  'restored',
] as const satisfies readonly FaultKind[]
