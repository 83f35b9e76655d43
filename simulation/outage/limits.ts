import { often } from '#shared/edge/events/consume.ts'
import { holdMillis } from '#shared/edge/events/pause.ts'

/** What AWS allows, and what our templates ask for, as far as a day's backlog meets it. */
export const limits = {
  /** Messages of a standard queue that somebody has at once. */
  inFlight: 120_000,
  /** Sandboxes that a queue feeds at once, and messages in one call. */
  ...{ concurrency: 10, batch: 10 },
  /** How long a consumer holds what it has in hand while its inbox pauses, in seconds: the longest of its holds. */
  hold: holdMillis / 1000,
  /** How long a message stays hidden, in seconds: at first, and when it came often. */
  hidden: { first: 180, often: often.hiddenSeconds, oftenAfter: often.receives },
  /** After so many receives SQS gives up; a queue keeps a message for so many days. */
  ...{ receives: 1000, keptDays: 14 },
} as const

/** How a queue at its full size meets the limits in an outage of so many hours. */
export const computed = (hours: number) => {
  const { concurrency, batch, hold, hidden, receives, keptDays } = limits
  const receivedPerSecond = (concurrency * batch) / hold
  const early = hidden.oftenAfter * hidden.first
  const seconds = hours * 3600
  return {
    /** Messages that are hidden at once, at most. */
    inFlight: Math.ceil(receivedPerSecond * hidden.often),
    /** Receives of the message that comes most often. */
    receives: Math.ceil(
      seconds <= early ? seconds / hidden.first : hidden.oftenAfter + (seconds - early) / hidden.often,
    ),
    /** For how many days of outage SQS carries every message. */
    carriedDays: Math.min(keptDays, (early + (receives - hidden.oftenAfter) * hidden.often) / 86_400),
  }
}
