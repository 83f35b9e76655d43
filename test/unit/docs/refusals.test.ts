import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import { operations, refusalTables } from '../../../cli/docs/documents.ts'
import { refusalsDocument } from '../../../cli/docs/refusals.ts'

const document = refusalsDocument(refusalTables, operations)
const tables = { door: doorRefusals.table, ...refusalTables }
const sources = (pattern: string): string[] => globSync(pattern).map((file) => readFileSync(file, 'utf8'))

/** The codes that source text refuses with: `refusal('…')`, `refuse('…')` and `no('…')`. */
const codesIn = (texts: readonly string[]): string[] => [
  ...new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/\b(?:refusal|refuse|no)\(\s*'([a-z-]+(?:\.[a-z-]+)*)'/g)].map(
        ([, code = '']) => code,
      ),
    ),
  ),
]

describe('the table of refusals', () => {
  it.each(Object.entries(tables))(
    'of %s has a text in both languages, and something to do, for every code',
    (_, table) => {
      expect(Object.keys(table).length).toBeGreaterThan(5)
      for (const [code, { zh, en }] of Object.entries(table)) {
        expect([code, /\p{Script=Han}/u.test(zh), /^[A-Z{].*\.$/.test(en)]).toEqual([code, true, true])
        expect(document).toContain(`| \`${code}\` |`)
      }
    },
  )

  it.each(Object.keys(refusalTables))('of %s has every code that its source refuses with', (service) => {
    const codes = codesIn(sources(`services/${service}/**/*.ts`))
    expect(codes.length).toBeGreaterThan(5)
    expect(
      codes.filter((code) => !Object.hasOwn(tables, service) || !document.includes(`\`${code}\``)),
    ).toEqual([])
  })

  it('names every code an operation declares', () => {
    const declared = operations.flatMap(({ refusals }) => refusals)
    expect(declared.filter((code) => !document.includes(`\`${code}\``))).toEqual([])
  })
})
