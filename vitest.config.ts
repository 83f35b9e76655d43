import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
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
          // Handlers and clients read the environment once, when they are loaded: each file has its own.
          include: ['test/{adapters,unit/released,unit/local}/**/*.test.ts'],
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
      { extends: true, test: { name: 'scenario', include: ['test/scenario/**/*.test.ts'] } },
    ],
  },
})
