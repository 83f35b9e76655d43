import { Presets, SingleBar } from 'cli-progress'

/** Tells how far a phase is, and how long each took. */
export type Progress = {
  /** Runs a phase; it says how many steps it has and counts them. */
  readonly phase: <Result>(name: string, work: (steps: Steps) => Promise<Result>) => Promise<Result>
  /** Seconds by phase; a phase run several times counts as one. */
  readonly seconds: () => Readonly<Record<string, number>>
}
export type Steps = { readonly expect: (count: number) => void; readonly done: (count?: number) => void }

const silent: Steps = { expect: () => {}, done: () => {} }

const drawn = (name: string): Steps & { readonly stop: () => void } => {
  const bar = new SingleBar(
    {
      format: `${name.padEnd(34)} {bar} {value}/{total}`,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 28,
    },
    Presets.shades_grey,
  )
  let total = 0
  bar.start(0, 0)
  return {
    expect: (count) => {
      total += count
      bar.setTotal(total)
    },
    done: (count = 1) => bar.increment(count),
    stop: () => bar.stop(),
  }
}

/** Progress on the terminal: a bar for one phase at a time, none when nobody watches; each phase is told to the log. */
export const openProgress = (watched: boolean, log: (line: string) => void): Progress => {
  const seconds = new Map<string, number>()
  let isDrawing = false
  const draw = (name: string) => {
    if (!watched || isDrawing) return undefined
    isDrawing = true
    return drawn(name)
  }
  return {
    phase: async (name, work) => {
      const started = performance.now()
      log(name)
      const bar = draw(name)
      try {
        return await work(bar ?? silent)
      } finally {
        if (bar) {
          bar.stop()
          isDrawing = false
        }
        seconds.set(name, (seconds.get(name) ?? 0) + (performance.now() - started) / 1000)
      }
    },
    seconds: () =>
      Object.fromEntries([...seconds].map(([name, value]) => [name, Math.round(value * 10) / 10])),
  }
}
