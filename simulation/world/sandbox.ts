import type { Random } from '../../cli/generate/random.ts'
import { callOff } from './events-by-time.ts'
import type { Faults } from './faults.ts'
import type { Time } from './time.ts'
import { withSkew } from './time.ts'

/** What a function runs in, from its first call until it is killed. */
export type Life = {
  readonly isAlive: () => boolean
  /** Ends it in the middle of whatever it does: nothing that it awaits comes any more. */
  readonly kill: (why: string) => void
  /** Tells of its end, once, whoever asked last: a sandbox does one thing at a time. */
  readonly onEnd: (tell: (why: string) => void) => void
}

const toNobody = (): void => {}

export const openLife = (): Life => {
  let isAlive = true
  let tellEnd: (why: string) => void = toNobody
  return {
    isAlive: () => isAlive,
    kill: (why) => {
      if (!isAlive) return
      isAlive = false
      tellEnd(why)
    },
    onEnd: (tell) => {
      tellEnd = tell
    },
  }
}

export type Handler = (event: unknown, context: object) => Promise<unknown>

/** What came of running a function once. */
export type Outcome =
  | { readonly status: 'succeeded'; readonly payload: unknown }
  | { readonly status: 'failed'; readonly errorType: string; readonly errorMessage: string }

type Sandbox = { readonly life: Life; readonly handler: Handler; readonly skewMillis: number }

/** A function of the template: its time limit, and how it is started in a new sandbox. */
export type FunctionCode = {
  readonly name: string
  readonly timeoutMillis: number
  readonly open: (life: Life) => Handler
}

const tooLong = (millis: number): string => `Task timed out after ${millis / 1000} seconds`

/**
 * Runs a function as Lambda does: a sandbox does one thing at a time and is used again, with what it remembers; one that is
 * killed is not.
 */
export const openFunction = (
  code: FunctionCode,
  { time, random, faults }: { readonly time: Time; readonly random: Random; readonly faults: Faults },
) => {
  const idle: Sandbox[] = []
  let requests = 0

  const sandbox = (): Sandbox => {
    const life = openLife()
    const skewMillis = faults.happens('skew') ? random.between(-30_000, 30_000) : 0
    return { life, handler: withSkew(skewMillis, () => code.open(life)), skewMillis }
  }

  return (event: unknown): Promise<Outcome> => {
    const used = idle.pop() ?? sandbox()
    const { life, handler, skewMillis } = used
    requests += 1
    const awsRequestId = `${code.name}-${requests}`
    return new Promise((resolve) => {
      let isOver = false
      const end = (outcome: Outcome): void => {
        if (isOver) return
        isOver = true
        // What was asked is not held until its time would be over.
        callOff(timeIsOver)
        life.onEnd(toNobody)
        if (life.isAlive()) idle.push(used)
        resolve(outcome)
      }
      life.onEnd((why) => end({ status: 'failed', errorType: 'Runtime.ExitError', errorMessage: why }))
      const limit = faults.happens('timeOut') ? random.between(1, 60) : code.timeoutMillis
      const timeIsOver = time.after(limit, () => life.kill(tooLong(limit)))
      withSkew(skewMillis, async () => handler(event, { awsRequestId, functionName: code.name })).then(
        (payload) => life.isAlive() && end({ status: 'succeeded', payload }),
        (error: unknown) =>
          life.isAlive() &&
          end({ status: 'failed', errorType: (error as Error).name, errorMessage: String(error) }),
      )
    })
  }
}

/** Runs a function by its name. */
export type Invoke = (functionName: string, event: unknown) => Promise<Outcome>
