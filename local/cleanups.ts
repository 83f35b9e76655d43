/** What runs may finish while the stack stops, but not hold it up for longer than this. */
export const stopPatienceMillis = 3000

export type Cleanups = {
  /** What has to be undone at the end; the last one added is undone first. */
  readonly add: (undo: () => Promise<void> | void) => void
  readonly run: () => Promise<void>
}

/** Remembers how to end what was started; every step is tried even if one before it failed. */
export const createCleanups = (log: (line: string) => void): Cleanups => {
  const steps: (() => Promise<void> | void)[] = []
  return {
    add: (undo) => {
      steps.push(undo)
    },
    run: async () => {
      for (let undo = steps.pop(); undo; undo = steps.pop()) {
        try {
          await undo()
        } catch (error) {
          log(`While stopping: ${String(error)}`)
        }
      }
    },
  }
}

/** Waits for all to have settled, so that each can be ended, before a failure of one is thrown. */
export const allSettled = async <Results extends readonly unknown[]>(
  starting: readonly [...{ [At in keyof Results]: Promise<Results[At]> }],
): Promise<Results> => {
  await Promise.allSettled(starting)
  return (await Promise.all(starting)) as unknown as Results
}
