import { existsSync, globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { boundaries } from '#test/support/boundaries.ts'
import type { Import } from '#test/support/imports.ts'
import { circlesIn, importsBelow, importsIn } from '#test/support/imports.ts'

type Features = { readonly features: readonly { readonly folder: string; readonly holds: string }[] }

const services = globSync('services/*')
  .map((folder) => basename(folder))
  .sort()
const featuresOf = async (service: string): Promise<Features['features']> => {
  const file = resolve('services', service, 'features.ts')
  return existsSync(file) ? ((await import(file)) as Features).features : []
}
const floors = Object.fromEntries(
  await Promise.all(
    services.map(
      async (service) => [service, (await featuresOf(service)).map(({ folder }) => folder)] as const,
    ),
  ),
)
const imports = importsBelow('shared', 'services', 'infra', 'local', 'cli')
const rules = boundaries(floors)

/** A breach of each rule, as somebody might write it. */
const planted: readonly Import[] = [
  { from: 'services/budget/ledger/book.ts', of: 'services/settlement/table.ts' },
  { from: 'services/adjustment-fund/account/store.ts', of: 'services/adjustment-fund/levy/store.ts' },
  { from: 'services/adjustment-fund/helpers/sum.ts', of: 'shared/money/fen.ts' },
  { from: 'services/budget/negotiation/draft.ts', of: 'services/budget/handlers/api.ts' },
  { from: 'services/budget/ledger/rules/entry.ts', of: 'node:crypto' },
  { from: 'services/adjustment-fund/levy/rules/levy.ts', of: 'services/adjustment-fund/levy/store.ts' },
  { from: 'services/adjustment-fund/levy/assess-levy.ts', of: 'shared/edge/http/door.ts' },
  { from: 'shared/money/fen.ts', of: 'services/budget/table.ts' },
  { from: 'services/budget/ledger/book.ts', of: 'aws-cdk-lib' },
  { from: 'infra/services.ts', of: 'services/budget/effects.ts' },
  { from: 'infra/app.ts', of: 'local/stack.ts' },
]

describe('what may import what', () => {
  it.each(rules)('$rule', ({ breaks }) => {
    expect(imports.filter(breaks).map(({ from, of }) => `${from} imports ${of}`)).toEqual([])
  })

  it.each(rules.map((each, index) => ({ ...each, breach: planted[index] })))(
    'a planted breach is seen: $rule',
    ({ breaks, breach }) => {
      expect(breach && breaks(breach)).toBe(true)
    },
  )

  it('imports go one way: no circle among the files of services and of the domain package', () => {
    const own = imports.filter(
      ({ from, of }) => /^(services|shared)\//.test(from) && /^(services|shared)\//.test(of),
    )
    expect(circlesIn(own)).toEqual([])
    expect(circlesIn([...own, { from: 'shared/money/fen.ts', of: 'shared/money/allocate.ts' }])).not.toEqual(
      [],
    )
  })

  it('imports are read from every form in which they are written', () => {
    const text =
      "import type { A } from '../a.ts'\nexport { b } from '#shared/b.ts'\nimport {\n  c,\n} from 'c'\nawait import('./d.ts')"
    expect(importsIn('services/x/y/z.ts', text).map(({ of }) => of)).toEqual([
      'services/x/a.ts',
      'shared/b.ts',
      'c',
      'services/x/y/d.ts',
    ])
    expect(imports.length).toBeGreaterThan(2_000)
  })
})
