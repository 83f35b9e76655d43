import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FundYear } from '#shared/calendar/day.ts'
import type { Language } from '#shared/kernel/language.ts'
import { largestCities } from '../generate/city-profiles.ts'
import { generateFundYear } from '../generate/generate.ts'
import { writeFundYear } from '../generate/write-files.ts'
import { provincePolicy } from '../province-policy.ts'
import type { VerifyResult } from '../verify/verify.ts'
import { judge } from '../verify/verify.ts'
import type { Context } from './context.ts'
import { fundsOf } from './context.ts'
import type { Inputs } from './inputs.ts'
import { readInputs } from './inputs.ts'
import type { ClaimTally } from './phases/claims.ts'
import type { ForecastResult } from './phases/forecast.ts'
import type { Progress } from './progress.ts'
import { openProgress } from './progress.ts'
import type { CityResult, IndicatorsResult, StatementsResult } from './results.ts'
import { readIndicators, readResults, readStatements } from './results.ts'
import { runYear } from './run-year.ts'
import type { YearStack } from './stack.ts'
import type { ClaimUnits } from './units.ts'
import { unitsPerClaim } from './units.ts'
import { mustBeNew } from './year-there.ts'

export type YearOptions = {
  readonly people: number
  readonly seed: number
  readonly cities: number
  readonly year: FundYear
  /** A folder with one's own files; generated ones are used when absent. */
  readonly data?: string
  /** Whether the progress is shown. */
  readonly watched: boolean
  /** Of what is drawn for those who watch; English when absent. */
  readonly language?: Language
  readonly log: (line: string) => void
}

/** Everything a year came to. */
export type YearReport = {
  readonly year: FundYear
  readonly people: number
  readonly tally: ClaimTally
  /** What cities gave back of their shares of the adjustment fund, in fen. */
  readonly givenBack: number
  readonly forecast?: ForecastResult
  /** Whether the stack ends with the year, and what it recorded with it. */
  readonly isGone: boolean
  readonly units: ClaimUnits
  readonly cities: readonly CityResult[]
  readonly statements: StatementsResult
  readonly indicators: readonly IndicatorsResult[]
  readonly verified: VerifyResult
  readonly deadLetters: number
  readonly repeats: number
  /** By phase; phases that go on side by side count each for itself. */
  readonly seconds: Readonly<Record<string, number>>
  /** Seconds from the first file to the last check. */
  readonly took: number
}

const requestsAtATime = 12

/** Generated years go the way of one's own files: through a folder, so that both are read by the same code. */
const loadInputs = ({ data, people, seed, cities, year }: YearOptions): Inputs => {
  if (data !== undefined) return readInputs(data)
  const folder = mkdtempSync(join(tmpdir(), 'tongchou-year-'))
  try {
    writeFundYear(
      folder,
      generateFundYear({ people, seed, year, cities: largestCities(cities) }, provincePolicy()),
    )
    return readInputs(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a fund year through a stack and verifies what it left behind. */
export const carryOutYear = async (stack: YearStack, options: YearOptions): Promise<YearReport> => {
  const { watched, log, language = 'en' } = options
  const progress = openProgress({ watched, log, language })
  try {
    const year = throughTheYear(stack, options, progress)
    return await (stack.drive ? stack.drive(year) : year)
  } finally {
    progress.stop()
  }
}

const throughTheYear = async (
  stack: YearStack,
  options: YearOptions,
  progress: Progress,
): Promise<YearReport> => {
  const started = performance.now()
  const { client } = stack
  const inputs = await progress.phase('files', async () => loadInputs(options))
  const funds = fundsOf(inputs)
  if (!stack.isOwn) await mustBeNew(client, funds, options.year)
  const context: Context = {
    client,
    inputs,
    funds,
    year: options.year,
    cities: [...new Set(funds.map(({ city }) => city))],
    phase: progress.phase,
    settle: async () => {
      await stack.quiet(progress.moving)
    },
    atATime: requestsAtATime,
  }
  const before = await stack.units()
  const { tally, ...outcome } = await runYear(context)
  const after = await stack.units()
  const units = unitsPerClaim(before, after, tally.settled)
  for (const [operation, used] of Object.entries(after)) options.log(`${operation}: ${JSON.stringify(used)}`)
  const { deadLetters } = await stack.quiet(progress.moving)
  const cities = await readResults(context)
  const statements = await readStatements(context)
  const indicators = await readIndicators(context)
  const verified = await progress.phase('verify', () => judge(stack.records()))
  return {
    year: options.year,
    people: inputs.enrolment.length,
    tally,
    ...outcome,
    isGone: stack.isOwn,
    units,
    cities,
    statements,
    indicators,
    verified,
    deadLetters,
    repeats: client.repeats(),
    seconds: progress.seconds(),
    took: Math.round((performance.now() - started) / 100) / 10,
  }
}
