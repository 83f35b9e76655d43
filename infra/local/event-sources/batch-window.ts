/**
 * A batching window saves invocations, which cost nothing on one machine but the wait is felt at every step. So a
 * batch waits at most this long here; under load batches fill all the same.
 */
const longestWindowMillis = 100

/** How long a batch may wait to fill on this machine. */
export const localWindow = (declaredMillis: number): number => Math.min(declaredMillis, longestWindowMillis)
