import type { SQSRecord } from 'aws-lambda'
import { isSystemic } from '#shared/edge/events/systemic.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** So long at most a consumer holds what it has in hand before it tries again; a call lasts twice as long at most. */
export const holdMillis = 15_000

/** The first hold: what was wrong for a moment costs a moment. Each further one is twice as long as the one before. */
const firstHoldMillis = 1_000

/** When so many different messages fail and none succeeds, it is not the messages, whatever the errors say. */
const mostInARow = 20

/** What says by itself that the message is at fault. */
export const isOfTheMessage = (error: unknown): boolean =>
  error instanceof SyntaxError ||
  (error instanceof TongchouError && (error.code.startsWith('event.') || error.code === 'run.unknown-task'))

/** A message that could not be applied, and why. */
export type Failure = { readonly record: SQSRecord; readonly error: unknown }

/** Whether what all messages need has failed, as far as this sandbox of a consumer has seen. */
export type Pause = {
  readonly isOn: () => boolean
  /** Waits until it is time to try again. */
  readonly hold: () => Promise<void>
  /** Hears what came of messages that were tried together. */
  readonly hear: (tried: { readonly succeeded: number; readonly failures: readonly Failure[] }) => void
}

/** A consumer that goes on until what it needs has failed. */
export const openPause = (): Pause => {
  let tryAgainAt = 0
  let isOn = false
  let holds = 0
  const inARow = new Set<string>()
  return {
    isOn: () => isOn,
    hold: () => new Promise((resolve) => setTimeout(resolve, Math.max(0, tryAgainAt - Date.now()))),
    hear: ({ succeeded, failures }) => {
      const doubtful = failures.filter(({ error }) => !isOfTheMessage(error))
      if (succeeded > 0) inARow.clear()
      for (const { record } of doubtful) inARow.add(record.messageId)
      if (succeeded > 0) isOn = false
      else if (inARow.size >= mostInARow || doubtful.some(({ error }) => isSystemic(error))) isOn = true
      // Whoever fails otherwise has got further.
      else if (doubtful.length > 0) isOn = false
      tryAgainAt = Date.now() + (isOn ? Math.min(holdMillis, firstHoldMillis * 2 ** holds) : 0)
      holds = isOn ? holds + 1 : 0
    },
  }
}
