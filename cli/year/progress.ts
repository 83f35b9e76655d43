import { MultiBar } from 'cli-progress'
import type { Language } from '#shared/kernel/language.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'
import { progressLine } from './progress-line.ts'
import { phaseName } from './words.ts'

/** Tells how far a phase is, and how long each took. */
export type Progress = {
  /** Runs a phase; it says how many steps it has and counts them. */
  readonly phase: <Result>(name: string, work: (steps: Steps) => Promise<Result>) => Promise<Result>
  /** How many events are on the way. */
  readonly moving: (events: number) => void
  /** Seconds by phase; a phase run several times counts as one. */
  readonly seconds: () => Readonly<Record<string, number>>
  /** Leaves the terminal as it was. */
  readonly stop: () => void
}
export type Steps = { readonly expect: (count: number) => void; readonly done: (count?: number) => void }

export type ProgressOptions = {
  /** Whether the progress is shown: nothing is drawn where the output is no terminal. */
  readonly watched: boolean
  readonly language: Language
  readonly log: (line: string) => void
}

const millisBetweenLooks = 120

/** A line for every phase under way, redrawn by the clock. */
const openBars = (language: Language) => {
  let moving = 0
  const bars = new MultiBar({
    format: (_, __, { state }: { state: (moving: number) => Parameters<typeof progressLine>[0] }) =>
      progressLine(state(moving), terminalWidth(process.stderr)),
    fps: 1000 / millisBetweenLooks,
    clearOnComplete: true,
    /** Anything else would have to be restored when a person stops the command. */
    linewrap: true,
    stopOnComplete: false,
  })
  return {
    moving: (events: number) => {
      moving = events
    },
    stop: () => bars.stop(),
    draw: (name: string): Steps & { readonly remove: () => void } => {
      const started = performance.now()
      const steps = { done: 0, total: 0 }
      const state = (events: number) => ({
        name: phaseName(name, language),
        ...steps,
        seconds: (performance.now() - started) / 1000,
        moving: events,
      })
      const bar = bars.create(1, 0, { state })
      return {
        expect: (count) => {
          steps.total += count
        },
        done: (count = 1) => {
          steps.done += count
        },
        remove: () => bars.remove(bar),
      }
    },
  }
}

const silent: Steps & { readonly remove: () => void } = { expect: () => {}, done: () => {}, remove: () => {} }

/** Progress on the terminal; each phase is told to the log. */
export const openProgress = ({ watched, language, log }: ProgressOptions): Progress => {
  const seconds = new Map<string, number>()
  const bars = watched ? openBars(language) : undefined
  return {
    phase: async (name, work) => {
      const started = performance.now()
      log(name)
      const steps = bars?.draw(name) ?? silent
      try {
        return await work(steps)
      } finally {
        steps.remove()
        seconds.set(name, (seconds.get(name) ?? 0) + (performance.now() - started) / 1000)
      }
    },
    moving: (events) => bars?.moving(events),
    seconds: () =>
      Object.fromEntries([...seconds].map(([name, value]) => [name, Math.round(value * 10) / 10])),
    stop: () => bars?.stop(),
  }
}
