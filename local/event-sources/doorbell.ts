/** Lets a loop sleep until it is told that there is work. */
export type Doorbell = {
  readonly ring: () => void
  /** Settles at the next ring (true), or after so many milliseconds (false). A ring before the wait counts too. */
  readonly wait: (millis: number) => Promise<boolean>
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

  /** True when it was woken, false when the time was over. */
  const sleep = (millis: number, sleepers: Set<() => void>) =>
    new Promise<boolean>((resolve) => {
      const end = (woken: boolean) => {
        clearTimeout(timer)
        sleepers.delete(wake)
        resolve(woken)
      }
      const wake = () => end(true)
      const timer = setTimeout(() => end(false), closed ? 0 : millis)
      sleepers.add(wake)
    })

  return {
    ring: () => {
      rung = waits.size === 0
      for (const done of waits) done()
    },
    wait: async (millis) => {
      const wasRung = rung
      rung = false
      return wasRung || sleep(millis, waits)
    },
    pause: async (millis) => {
      await sleep(millis, pauses)
    },
    close: () => {
      closed = true
      for (const done of [...waits, ...pauses]) done()
    },
  }
}
