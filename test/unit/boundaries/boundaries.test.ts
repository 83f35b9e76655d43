import { existsSync, globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { boundaries, fileRules } from '#test/support/boundaries.ts'
import type { Import, Source } from '#test/support/imports.ts'
import { circlesIn, importsIn, importsThroughRoot, sourcesBelow } from '#test/support/imports.ts'

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
const sources = sourcesBelow('shared', 'services', 'infra', 'local', 'cli', 'simulation')
const written = sources.flatMap(({ path, text }) => importsIn(path, text))
const imports = [...written, ...importsThroughRoot(written)]
const rules = boundaries(floors)
const rulesOnFiles = fileRules(floors)

/** A breach of each rule on imports, as somebody might write it. */
const planted: readonly Import[] = [
  { from: 'services/budget/ledger/book.ts', of: 'services/settlement/table.ts' },
  { from: 'services/adjustment-fund/account/store.ts', of: 'services/adjustment-fund/levy/store.ts' },
  { from: 'services/budget/negotiation/draft.ts', of: 'services/budget/handlers/api.ts' },
  { from: 'services/budget/ledger/rules/entry.ts', of: 'node:crypto' },
  { from: 'services/adjustment-fund/levy/rules/levy.ts', of: 'services/adjustment-fund/levy/store.ts' },
  { from: 'services/budget/payment/receive-money.ts', of: '@aws-sdk/client-dynamodb' },
  { from: 'services/adjustment-fund/levy/assess-levy.ts', of: 'shared/edge/http/door.ts' },
  { from: 'shared/money/fen.ts', of: 'services/budget/table.ts' },
  { from: 'services/budget/ledger/book.ts', of: 'aws-cdk-lib' },
  { from: 'infra/services.ts', of: 'services/budget/effects.ts' },
  { from: 'infra/app.ts', of: 'local/stack.ts' },
  { from: 'services/budget/effects.ts', of: 'simulation/database/database.ts' },
]

const rule = 'services/budget/ledger/rules/entry.ts'

/** Breaches of each rule on files. */
const plantedFiles: readonly (readonly Source[])[] = [
  [{ path: 'services/adjustment-fund/helpers/sum.ts', text: 'export const one = 1\n' }],
  [{ path: 'services/budget/ledger/sum.mjs', text: 'export const one = 1\n' }],
  [
    { path: 'services/budget/ledger/book.ts', text: `await import(\`../\${feature}/store.ts\`)` },
    { path: 'services/budget/ledger/book.ts', text: 'await import(file)' },
    { path: 'shared/money/fen.ts', text: 'const load = createRequire(import.meta.url)' },
  ],
  [
    'const now = Date.now()',
    'const now = new Date()',
    'const now = new Date',
    'const dice = Math.random()',
    "const city = process.env.CITY ?? ''",
    "const city = process['env']",
    'const id = crypto.randomUUID()',
    'const { random } = Math',
    'const at = globalThis.Date',
    `const text = \`on \${Date.now()}\``,
  ].map((text) => ({ path: rule, text })),
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

  it.each(rulesOnFiles)('$rule', ({ breaks }) => {
    expect(sources.filter(breaks).map(({ path }) => path)).toEqual([])
  })

  it.each(rulesOnFiles.map((each, index) => ({ ...each, breaches: plantedFiles[index] ?? [] })))(
    'planted breaches are seen: $rule',
    ({ breaks, breaches }) => {
      expect(breaches.length).toBeGreaterThan(0)
      expect(breaches.filter((each) => !breaks(each))).toEqual([])
    },
  )

  it('words in comments and texts, and a day that is given, are no clock', () => {
    const text =
      "/** Reads no Date.now(). */\nconst says = 'new Date()' // process.env\nnew Date(at).getTime()\n"
    expect(rulesOnFiles.filter(({ breaks }) => breaks({ path: rule, text }))).toEqual([])
  })

  it('a rule names a module of the platform without `node:` as little as with it', () => {
    const pure = rules.find(({ rule: name }) => name.startsWith('rules, invariants'))
    for (const module of ['fs', 'crypto', 'fs/promises', 'node:fs'])
      expect([module, pure?.breaks({ from: rule, of: module })]).toEqual([module, true])
  })

  it('a root file of a service is no way around the floors', () => {
    const [root, further] = ['services/adjustment-fund/words.ts', 'services/adjustment-fund/more.ts']
    const handed = [
      { from: 'services/adjustment-fund/account/store.ts', of: root },
      { from: root, of: further },
      { from: further, of: root },
      { from: further, of: 'services/adjustment-fund/levy/store.ts' },
    ]
    const floor = rules.find(({ rule: name }) => name.startsWith('a feature imports'))
    expect(importsThroughRoot(handed).filter((each) => floor?.breaks(each))).toEqual([
      { from: 'services/adjustment-fund/account/store.ts', of: 'services/adjustment-fund/levy/store.ts' },
    ])
  })

  it('imports go one way: no circle among the files of services and of the domain package', () => {
    const own = written.filter(
      ({ from, of }) => /^(services|shared)\//.test(from) && /^(services|shared)\//.test(of),
    )
    expect(circlesIn(own)).toEqual([])
    expect(circlesIn([...own, { from: 'shared/money/fen.ts', of: 'shared/money/allocate.ts' }])).not.toEqual(
      [],
    )
  })

  it('imports are read from every form in which they are written', () => {
    const text =
      "import type { A } from '../a.ts'\nexport { b } from '#shared/b.ts'\nimport {\n  c,\n} from 'c'\nawait import('./d.ts')\nimport \"e\"; import f from 'f'\nawait import(`./g.ts`)"
    expect(importsIn('services/x/y/z.ts', text).map(({ of }) => of)).toEqual([
      'services/x/a.ts',
      'shared/b.ts',
      'c',
      'services/x/y/d.ts',
      'e',
      'f',
      'services/x/y/g.ts',
    ])
    expect(written.length).toBeGreaterThan(2_000)
  })
})
