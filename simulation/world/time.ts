import { AsyncLocalStorage } from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'
import { must } from '#shared/kernel/errors.ts'
import type { Happening } from './events-by-time.ts'
import { callOff, openEvents } from './events-by-time.ts'

/** Virtual time: it passes only when nothing else can go on, and the same acts come in the same order. */
export type Time = {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Does something so many milliseconds from now, unless it is called off. */
  readonly after: (millis: number, act: () => void) => Happening
  readonly sleep: (millis: number) => Promise<void>
  /** Lets time pass until some work is done. */
  readonly drive: <Result>(work: Promise<Result>) => Promise<Result>
  /** How many acts were done. */
  readonly steps: () => number
  /** Gives the process its own clock and timers back. */
  readonly end: () => void
}

const RealDate = Date
const breath = setImmediate
const real = { Date, setTimeout, clearTimeout, setImmediate, random: Math.random, sleep: timers.setTimeout }

/** So many acts are done before the event loop comes round, for signals and the like. */
const actsABreath = 1000

/**
 * Waits until everything that follows from the last act has happened: a tick comes when no promise has anything left to
 * do. The event loop would do as well, and asks the system what else there is each time.
 */
const settled = (byLoop: boolean): Promise<void> =>
  new Promise((resolve) => {
    if (byLoop) breath(() => resolve())
    else queueMicrotask(() => process.nextTick(resolve))
  })

/** How far the clock of whoever runs now is off. */
const skew = new AsyncLocalStorage<number>()

/** Does work whose clock is off by some milliseconds. */
export const withSkew = <Result>(millis: number, work: () => Result): Result => skew.run(millis, work)

const dateOf = (now: () => number): DateConstructor => {
  class VirtualDate extends RealDate {
    // The forms of the constructor are those of Date.
    constructor(...parts: readonly unknown[]) {
      if (parts.length === 0) super(now())
      else super(...(parts as [number]))
    }

    static override now = now
  }
  return VirtualDate as unknown as DateConstructor
}

/** A timer as whoever sets one uses it. */
const timerOf = (cancel: () => void) => {
  const timer = { cancel, ref: () => timer, unref: () => timer, hasRef: () => true }
  return timer
}

/**
 * Puts the process under virtual time: `Date`, timers and `Math.random` are this time's until its end.
 * One time at once: a process has one clock.
 */
export const openTime = (start: Date, random: () => number): Time => {
  const events = openEvents()
  let clock = start.getTime()
  let steps = 0
  let immediate: (() => void)[] = []
  const now = (): number => clock + (skew.getStore() ?? 0)
  const after: Time['after'] = (millis, act) => events.add(clock + Math.max(0, Math.ceil(millis)), act)

  Object.assign(globalThis, {
    Date: dateOf(now),
    setTimeout: (act: (...given: unknown[]) => void, millis = 0, ...given: unknown[]) => {
      const happening = after(millis, () => act(...given))
      return timerOf(() => callOff(happening))
    },
    clearTimeout: (timer?: { readonly cancel?: () => void }) => timer?.cancel?.(),
    setImmediate: (act: (...given: unknown[]) => void, ...given: unknown[]) => {
      // What follows from a promise is in the surroundings of whoever asked, as the process's own immediate is.
      void new Promise<void>((resolve) => immediate.push(resolve)).then(() => act(...given))
      return timerOf(() => {})
    },
  })
  Math.random = random
  const sleep: Time['sleep'] = (millis) => new Promise((resolve) => after(millis, resolve))
  Object.assign(timers, { setTimeout: sleep })
  syncBuiltinESMExports()

  /** Does what waits for this moment, else what comes next. */
  const step = (): void => {
    steps += 1
    if (immediate.length > 0) {
      const due = immediate
      immediate = []
      for (const act of due) act()
      return
    }
    const next = events.next()
    must(next !== undefined, 'simulation.stands-still', 'nothing is left to do, and the work is not done')
    clock = Math.max(clock, next.at)
    next.act()
  }

  return {
    now: () => clock,
    after,
    steps: () => steps,
    sleep,
    drive: async (work) => {
      let isDone = false
      const done = () => {
        isDone = true
      }
      work.then(done, done)
      for (let acts = 1; ; acts += 1) {
        await settled(acts % actsABreath === 0)
        if (isDone) return work
        step()
      }
    },
    end: () => {
      const { random: chance, sleep: pause, ...globals } = real
      Object.assign(globalThis, globals)
      Math.random = chance
      Object.assign(timers, { setTimeout: pause })
      syncBuiltinESMExports()
    },
  }
}
