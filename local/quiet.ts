import { setTimeout as sleep } from 'node:timers/promises'
import type { QuietState } from './contracts.ts'
import type { RunningStream } from './event-sources/stream-source.ts'

export type QuietParts = {
  /** What moves at this instant, by name, zeros included; synchronous, so that it is of one instant. */
  readonly moving: () => Readonly<Record<string, number>>
  /** Grows with every invocation. */
  readonly invocations: () => number
  /** Puts a fence behind everything that was written; answers its number. */
  readonly fence: () => Promise<number>
  readonly streams: readonly Pick<RunningStream, 'consumedSince' | 'isPast' | 'nudge' | 'hurry'>[]
  readonly deadLetters: () => number
}

const longestReadMillis = 1000

const stillMoving = (moving: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(moving).filter(([, count]) => count > 0))

/**
 * Whether anything is left to happen. It must never say so too early. It asks that everything is empty, and that every
 * stream was read past a fence that was put behind all writes, and has nothing after it: DynamoDB Local shows a change in its
 * stream when it comes to it, two milliseconds after the write was answered or a hundred. No function that could write
 * may run meanwhile.
 */
export const createQuiet = ({ moving, invocations, fence, streams, deadLetters }: QuietParts) => {
  const answer = (waitingFor: Readonly<Record<string, number>>): QuietState => ({
    quiet: Object.keys(waitingFor).length === 0,
    deadLetters: deadLetters(),
    waitingFor,
  })

  const unread = (passed: number) => {
    const since = performance.now()
    return () => streams.filter((stream) => !stream.isPast(passed) || !stream.consumedSince(since))
  }

  return async (): Promise<QuietState> => {
    const before = stillMoving(moving())
    for (const stream of streams) stream.hurry()
    if (Object.keys(before).length > 0) return answer(before)
    const seen = invocations()
    const left = unread(await fence())
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
