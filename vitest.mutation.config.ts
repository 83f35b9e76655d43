import { defineConfig } from 'vitest/config'

/** The rule book of the kernel: its tests by example, which kill mutants faster than random ones. */
export default defineConfig({
  test: {
    include: [
      'test/cases/cases.test.ts',
      'test/unit/settlement/{basic-pool,later-layers,rate,steps,ceiling-growth,class-ceiling,one-stay}.test.ts',
    ],
    // Pure functions leave nothing behind, so files may share their modules: a mutant is tried in a fraction of the time.
    isolate: false,
    testTimeout: 20_000,
  },
})
