import { defineConfig } from 'vitest/config'

/** The rule book of the kernel: its tests by example, which kill mutants faster than random ones. */
export default defineConfig({
  test: {
    include: [
      'test/cases/cases.test.ts',
      'test/unit/settlement/adjudication/{basic-pool,later-layers,steps,ceiling-growth,class-ceiling,one-stay}.test.ts',
      'test/unit/settlement/adjudication/{claim-identities,item-classes,stays-of-a-year,exact-figures,split}.test.ts',
      'test/unit/shared/money/millionths.test.ts',
      'test/unit/settlement/plan/{plan-figures,plan-format,plan-lookup}.test.ts',
      'test/unit/shared/money/{money,money-limits}.test.ts',
    ],
    // Pure functions leave nothing behind, so files may share their modules: a mutant is tried in a fraction of the time.
    isolate: false,
    testTimeout: 20_000,
  },
})
