import { enableCompileCache } from 'node:module'
import { everyChaos } from '../../local/chaos-switches.ts'
import type { Units } from '../../local/contracts.ts'
import type { StackAddress } from '../../local/running-stack.ts'
import { startStack } from '../../local/stack.ts'
import { runningStack } from '../terminal/command.ts'
import { localTables } from '../verify/tables.ts'
import type { StackRecord } from '../verify/verify.ts'
import { recordsIn } from '../verify/verify.ts'
import type { Client } from './client.ts'
import { openClient } from './client.ts'
import type { QuietState } from './quiet.ts'
import { waitForQuiet } from './quiet.ts'
import { readUnits } from './units.ts'

/** What a year runs through. `close` ends it if it was started for this. */
export type YearStack = {
  /** Whether it was started for the year, and is gone with it. */
  readonly isOwn: boolean
  readonly client: Client
  /** Waits until every event has been published and applied; `watch` is told how much is left. */
  readonly quiet: (watch: (events: number) => void) => Promise<Pick<QuietState, 'deadLetters'>>
  /** What operations cost so far. */
  readonly units: () => Promise<Units>
  readonly records: () => AsyncIterable<StackRecord> | Iterable<StackRecord>
  /** Lets time pass until some work is done, where time is virtual. */
  readonly drive?: <Result>(work: Promise<Result>) => Promise<Result>
  readonly close: () => Promise<void>
}

export type StackChoice = {
  /** Use the stack that `npm start` runs from this directory, with whatever it holds. */
  readonly running: boolean
  /** Live in virtual time, in this process. */
  readonly simulated?: boolean
  readonly chaos: boolean
  readonly seed: number
  readonly log: (line: string) => void
}

/** A stack on this machine, reached as its users reach it. */
export const throughStack = (
  address: Pick<StackAddress, 'url' | 'endpoints' | 'tables'>,
  { isOwn, close }: Pick<YearStack, 'isOwn' | 'close'>,
): YearStack => ({
  ...{ isOwn, close },
  client: openClient(address.url),
  quiet: (watch) => waitForQuiet(address.url, watch),
  units: () => readUnits(address.url),
  records: () => recordsIn(localTables(address)),
})

/**
 * Opens the stack to run through: the running one when asked for, else one of its own, in memory.
 * @throws TongchouError `stack.not-running` when none runs
 */
export const openStack = async ({
  running,
  simulated,
  chaos,
  seed,
  log,
}: StackChoice): Promise<YearStack> => {
  if (simulated) {
    // Node keeps what it makes of the services' code for the next year.
    enableCompileCache?.()
    // The template is made by another process, while this one loads the services.
    const [model, { simulatedStack }] = await Promise.all([
      import('../../simulation/model.ts').then(({ simulatedModel }) => simulatedModel()),
      import('./simulated-stack.ts'),
    ])
    return simulatedStack({ model, chaos, seed })
  }
  if (!running) {
    const stack = await startStack({
      inMemory: true,
      seed,
      ...(chaos && { chaos: everyChaos }),
      log,
    })
    return throughStack(stack, { isOwn: true, close: stack.stop })
  }
  return throughStack(runningStack(', and without --running the year starts its own'), {
    isOwn: false,
    close: async () => {},
  })
}
