import { TongchouError } from '#shared/kernel/errors.ts'

const attempts = 12
const longestPause = 200

/**
 * Tries an optimistic read-decide-write until it has an outcome (undefined: others were faster), with jitter.
 * @throws TongchouError `store.contended` when it never has one; the request or message may come again
 */
export const retryConflicts = async <Outcome>(
  attempt: () => Promise<Outcome | undefined>,
): Promise<Outcome> => {
  for (let tried = 0; tried < attempts; tried += 1) {
    const outcome = await attempt()
    if (outcome !== undefined) return outcome
    const pause = Math.random() * Math.min(longestPause, 10 * 2 ** tried)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  throw new TongchouError('store.contended', 'others changed the same item each time it was tried')
}
