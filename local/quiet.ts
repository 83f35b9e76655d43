import { setTimeout as sleep } from 'node:timers/promises'
import type { QuietState } from './contracts.ts'
import type { RunningStream } from './event-sources/stream-source.ts'

export type QuietParts = {
  /** What moves at this instant, by name, zeros included; synchronous, so that it is of one instant. */
  readonly moving: () => Readonly<Record<string, number>>
  /** Grows with every invocation. */
  readonly invocations: () => number
  readonly streams: readonly Pick<RunningStream, 'consumedSince' | 'nudge' | 'hurry'>[]
  readonly deadLetters: () => number
}

/** DynamoDB Local shows a change in its stream some 2 ms after the write was answered. */
const streamLagMillis = 15
const longestReadMillis = 1000

const stillMoving = (moving: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(moving).filter(([, count]) => count > 0))

/**
 * Whether anything is left to happen. It must never say so too early. It asks that everything is empty, and that every
 * stream, read once more, has nothing. No function that could write may run meanwhile.
 */
export const createQuiet = ({ moving, invocations, streams, deadLetters }: QuietParts) => {
  const answer = (waitingFor: Readonly<Record<string, number>>): QuietState => ({
    quiet: Object.keys(waitingFor).length === 0,
    deadLetters: deadLetters(),
    waitingFor,
  })

  const unread = () => {
    const since = performance.now()
    return () => streams.filter((stream) => !stream.consumedSince(since))
  }

  return async (): Promise<QuietState> => {
    const before = stillMoving(moving())
    for (const stream of streams) stream.hurry()
    if (Object.keys(before).length > 0) return answer(before)
    const seen = invocations()
    await sleep(streamLagMillis)
    const left = unread()
    const deadline = performance.now() + longestReadMillis
    while (left().length > 0 && invocations() === seen && performance.now() < deadline) {
      for (const stream of left()) {
        stream.nudge()
        stream.hurry()
      }
      await sleep(5)
    }
    const after = stillMoving({
      ...moving(),
      'streams unread': left().length,
      'invocations meanwhile': invocations() - seen,
    })
    return answer(after)
  }
}
