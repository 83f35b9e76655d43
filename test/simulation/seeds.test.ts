import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Figures } from '../../cli/simulate/figures.ts'
import type { Result } from '../../simulation/simulate.ts'

/** As `npm run simulate` has it: what lives for a moment is not copied before it is gone. */
const roomForTheYoung = '--max-semi-space-size=64'
const keepCompiled = ['--import', './cli/keep-compiled.ts']

/** Runs the command in a process of its own: a world has the clock of its process. */
const simulate = <Printed>(...options: readonly string[]): Promise<Printed> =>
  new Promise((resolve, reject) => {
    const command = [roomForTheYoung, ...keepCompiled, 'cli/simulate/main.ts']
    const given = [...command, '--json', '--assembly', 'cdk.out', ...options]
    execFile(process.execPath, given, { maxBuffer: 64 * 1024 * 1024 }, (_, printed, said) => {
      try {
        resolve(JSON.parse(printed) as Printed)
      } catch {
        reject(new Error(said || printed))
      }
    })
  })

/** A process lives its seeds on one core. */
const processes = availableParallelism() < 4 ? 2 : 4
const seedsAProcess = 1000 / processes
const firstSeeds = Array.from({ length: processes }, (_, at) => 1 + at * seedsAProcess)
const patience = 480_000

describe.concurrent('bad days', () => {
  it.for(firstSeeds)(
    'a thousand in a few processes, those of one from seed %i, come to what the model says, and leave nothing undone',
    { timeout: patience },
    async (from, { expect: expected }) => {
      const figures = await simulate<Figures>('--seeds', String(seedsAProcess), '--from', String(from))
      console.log(`from seed ${from}: ${JSON.stringify({ ...figures, wrong: figures.wrong.length })}`)
      expected(figures.wrong).toEqual([])
      expected(figures.seeds).toBe(seedsAProcess)
      expected(Object.keys(figures.faults).length).toBeGreaterThan(10)
      // The order of need was put to the test, and a table lost something.
      expected(figures.lived.neededWaited).toBeGreaterThan(20)
      expected(figures.faults.restored).toBeGreaterThan(5)
    },
  )
})

describe('a seed', () => {
  it.for(['residents', 'work', 'fund'])(
    'of %s has the same digest in another process, whatever went wrong in it',
    { timeout: patience },
    async (kind) => {
      const given = ['--seed', '34', '--kind', kind]
      const [one, other] = await Promise.all([simulate<Result>(...given), simulate<Result>(...given)])
      expect(Object.values(one.faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)
      expect(other).toEqual(one)
    },
  )
})

describe('what went wrong once', () => {
  it.for(globSync('test/simulation/kept/*.json'))(
    'does not any more: %s',
    { timeout: patience },
    async (file) => {
      const { problems } = await simulate<Result>('--story', file)
      expect([basename(file), problems]).toEqual([basename(file), []])
    },
  )
})
