import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import type { LivedYear, YearStack } from '../support/provided-year.ts'

const minutes = 60_000
const patience = 8 * minutes

/** Waits until the year is lived, which began with the run. @throws Error where it failed, or takes too long */
const untilLived = async (): Promise<YearStack> => {
  const file = inject('livedYear')
  const deadline = Date.now() + patience
  while (!existsSync(file)) {
    if (Date.now() > deadline)
      throw new Error(`the year of the browser's tests is not lived after ${patience / minutes} minutes`)
    await sleep(200)
  }
  const lived = JSON.parse(readFileSync(file, 'utf8')) as LivedYear
  if ('failed' in lived) throw new Error(`the year of the browser's tests failed: ${lived.failed}`)
  return lived
}

/** The stack that all files of the browser's tests look at. */
export const yearStack: YearStack = await untilLived()
