import type { Operation } from '#shared/edge/http/operation.ts'
import type { Journal } from '#shared/edge/journal/journal.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Call } from '#test/support/tour.ts'

/** Where a function died: before something was written, or before the door kept the answer. */
type Death = 'before-write' | 'before-answer'

/**
 * Kills functions. Once one is told to die, everything that it does to the outside fails from that point on, until the
 * next one is let live.
 */
export const openCuts = () => {
  let writesLeft = Number.POSITIVE_INFINITY
  let died: Death | undefined
  const isDoomed = () => writesLeft !== Number.POSITIVE_INFINITY
  const die = (death: Death): never => {
    died = died ?? death
    throw new TongchouError('internal', 'the function was killed')
  }
  const write = () => {
    if (died || writesLeft === 0) die('before-write')
    writesLeft -= 1
  }
  return {
    /** The next function dies after so many writes, and before its answer is kept at the latest. */
    killAfter: (writes: number): void => {
      writesLeft = writes
      died = undefined
    },
    /** Lets functions live; tells where the last one died. */
    spare: (): Death | undefined => {
      const last = died
      writesLeft = Number.POSITIVE_INFINITY
      died = undefined
      return last
    },
    /** Something whose named method writes: a table, a queue, a bucket. */
    over: <Written extends object>(written: Written, method: keyof Written): Written => {
      const original = written[method] as (...given: readonly unknown[]) => Promise<unknown>
      return {
        ...written,
        [method]: async (...given: readonly unknown[]) => {
          write()
          return original.apply(written, [...given])
        },
      }
    },
    /** A journal that keeps no answer, as if functions died right before: each repeat reaches its handler. */
    forgetful: (journal: Journal): Journal => ({
      ...journal,
      done: async () => {
        if (isDoomed()) die('before-answer')
      },
    }),
  }
}

export type Cuts = ReturnType<typeof openCuts>

/** More writes than any command makes before its answer. */
const mostWrites = 40

/**
 * Calls each command so that its function dies before its first write, then after one, after two, and last before its
 * answer is kept. The same request with the same key then comes once more and lives; its answer is the call's.
 */
export const cutOff = (
  call: Call,
  { cuts, isCut }: { readonly cuts: Cuts; readonly isCut: (does: string) => boolean },
) => {
  const count = { calls: 0, cuts: 0, commands: new Set<string>() }
  const live: Call = async (step) => {
    for (let writes = 0; writes < mostWrites; writes += 1) {
      cuts.killAfter(writes)
      const answer = await call(step)
      const death = cuts.spare()
      if (death === undefined) return answer
      if (answer.status < 500) throw new Error(`${step.does}: ${answer.status} of a function that was killed`)
      if (writes === 0) count.calls += 1
      count.cuts += 1
      count.commands.add(step.does)
      if (death === 'before-answer') return call(step)
    }
    throw new Error(`${step.does} wrote more than ${mostWrites} times`)
  }
  return { count, call: ((step) => (isCut(step.does) ? live(step) : call(step))) satisfies Call }
}

/** Whether the door sees to it that a command is done once. */
export const isOnceByDoor = ({ method, once = 'door' }: Operation): boolean =>
  method !== 'GET' && once === 'door'
