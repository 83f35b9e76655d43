import type { FundYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Client } from './client.ts'
import type { Inputs } from './inputs.ts'
import type { Steps } from './progress.ts'

/** A fund of the year: a city's scheme. */
export type Fund = { readonly city: string; readonly scheme: Scheme }

/** A fund in the keys of commands. */
export const fundName = ({ city, scheme }: Fund): string => `${city}-${scheme}`

/** What every phase of the year works with. */
export type Context = {
  readonly client: Client
  readonly inputs: Inputs
  readonly year: FundYear
  /** Cities and funds that the files name, in code order. */
  readonly cities: readonly string[]
  readonly funds: readonly Fund[]
  readonly phase: <Result>(name: string, work: (steps: Steps) => Promise<Result>) => Promise<Result>
  /** Waits until every event has been applied everywhere. */
  readonly settle: () => Promise<void>
  /** How many requests run at a time. */
  readonly atATime: number
}

/** The funds of the files: every city and scheme that has a budget. */
export const fundsOf = (inputs: Inputs): Fund[] => {
  const names = new Set(inputs.openings.map(({ city, scheme }) => `${city}/${scheme}`))
  return [...names].sort().map((name) => {
    const [city = '', scheme = ''] = name.split('/')
    return { city, scheme: scheme as Scheme }
  })
}
