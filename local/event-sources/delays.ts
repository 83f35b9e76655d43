import type { Message } from '@aws-sdk/client-sqs'
import type { Chaos } from '../contracts.ts'

/** How long a late message is held, in milliseconds: many others are handled meanwhile, and each wait for quiet waits for it. */
const late = { from: 100, to: 800 }
/** How far messages can overtake one another when their order is shuffled. */
const overtaken = { from: 5, to: 150 }
const shareOvertaken = 0.3
/** A second delivery comes while the first one runs, or soon after. */
const repeated = { from: 0, to: 500 }

/** The messages that chaos delivers late, in another order or twice. */
export const createDelays = (chaos: Chaos) => {
  const timers = new Set<NodeJS.Timeout>()

  const after = (range: { from: number; to: number }, act: () => void) => {
    const timer = setTimeout(
      () => {
        timers.delete(timer)
        act()
      },
      chaos.between(range.from, range.to),
    )
    timers.add(timer)
  }

  return {
    /** Sorts a batch into what is delivered now and what is delivered later or again. */
    split: (
      messages: readonly Message[],
      act: { readonly later: (message: Message) => void; readonly again: (message: Message) => void },
    ): { readonly now: readonly Message[] } => {
      const { late: shareLate, twice } = chaos.settings()
      const overtakes = shareLate > 0
      const now: Message[] = []
      for (const message of messages) {
        if (chaos.happens(twice)) after(repeated, () => act.again(message))
        if (chaos.happens(shareLate)) after(late, () => act.later(message))
        else if (overtakes && chaos.happens(shareOvertaken)) after(overtaken, () => act.later(message))
        else now.splice(overtakes ? chaos.between(0, now.length) : now.length, 0, message)
      }
      return { now }
    },
    count: () => timers.size,
    /** Forgets what is held; the queue still has it. */
    drop: () => {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
