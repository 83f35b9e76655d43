import { everyChaos } from '../../local/chaos-switches.ts'
import type { StackAddress } from '../../local/running-stack.ts'
import { startStack } from '../../local/stack.ts'
import { runningStack } from '../terminal/command.ts'

/** A stack the year runs through; `close` ends it if it was started for this. */
export type UsedStack = StackAddress & { readonly isOwn: boolean; readonly close: () => Promise<void> }

export type StackChoice = {
  /** Use the stack that `npm start` runs from this directory, with whatever it holds. */
  readonly running: boolean
  readonly chaos: boolean
  readonly seed: number
  readonly log: (line: string) => void
}

/**
 * Opens the stack to run through: the running one when asked for, else one of its own, in memory.
 * @throws TongchouError `stack.not-running` when none runs
 */
export const openStack = async ({ running, chaos, seed, log }: StackChoice): Promise<UsedStack> => {
  if (!running) {
    const stack = await startStack({
      inMemory: true,
      seed,
      ...(chaos && { chaos: everyChaos }),
      log,
    })
    return { ...stack, isOwn: true, close: stack.stop }
  }
  return {
    ...runningStack(', and without --running the year starts its own'),
    isOwn: false,
    close: async () => {},
  }
}
