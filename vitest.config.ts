import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

// What node makes of the SDK and of vitest itself is kept: each of hundreds of files has a process or a thread of its own,
// which would compile them again.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'tongchou-compiled')

/** They look at what their process runs, or kill it: nothing of others may be among it. */
const ofTheirOwnProcess = 'test/adapters/local/{local-stack,sandbox}.test.ts'

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As many as CI has processors: tests that wait for a stack fail where it gets less of them.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/{unit,cases,infra}/**/*.test.ts'],
          exclude: ['test/unit/{released,local}/**'],
          // Pure functions leave nothing behind, so files share their modules: to load them again takes longer than to test.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'adapters',
          // Handlers and clients read the environment once, when they are loaded: each file has its own. In a thread it starts
          // with half a second less of a processor than in a process.
          pool: 'threads',
          include: ['test/{adapters,unit/released,unit/local}/**/*.test.ts'],
          exclude: [ofTheirOwnProcess],
          globalSetup: ['test/support/shared-dynamodb.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          // What the simulation stands on is held to the database that it stands for.
          globalSetup: ['test/support/shared-dynamodb.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          // A stack and a year in it take longer than all that is looked at in it. It is lived while others run.
          globalSetup: ['test/support/year-stack.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'scenario', include: ['test/scenario/**/*.test.ts', ofTheirOwnProcess] },
      },
    ],
  },
})
