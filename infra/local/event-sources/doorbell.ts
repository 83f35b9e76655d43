/** Lets a loop sleep until somebody knows that there is work. */
export type Doorbell = {
  readonly ring: () => void
  /** Settles at the next ring, or after so many milliseconds. A ring while nobody waited counts. */
  readonly wait: (millis: number) => Promise<void>
  /** Settles after so many milliseconds whatever rings, or when the loop has to end. */
  readonly pause: (millis: number) => Promise<void>
  /** Ends every wait and pause, now and later. */
  readonly close: () => void
}

export const createDoorbell = (): Doorbell => {
  let rung = false
  let closed = false
  const waits = new Set<() => void>()
  const pauses = new Set<() => void>()

  const sleep = (millis: number, sleepers: Set<() => void>) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        sleepers.delete(done)
        resolve()
      }
      const timer = setTimeout(done, closed ? 0 : millis)
      sleepers.add(done)
    })

  return {
    ring: () => {
      rung = waits.size === 0
      for (const done of waits) done()
    },
    wait: async (millis) => {
      const wasRung = rung
      rung = false
      if (!wasRung) await sleep(millis, waits)
    },
    pause: (millis) => sleep(millis, pauses),
    close: () => {
      closed = true
      for (const done of [...waits, ...pauses]) done()
    },
  }
}
