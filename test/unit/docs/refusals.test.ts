import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { routes } from '../../../cli/docs/documents.ts'
import { commonProblems, refusalsDocument } from '../../../cli/docs/refusals.ts'
import { refusalGuide } from '../../../services/settlement/refusal-guide.ts'
import { refusals } from '../../../services/settlement/refusals.ts'

const document = refusalsDocument(routes)
const sources = (pattern: string): string[] => globSync(pattern).map((file) => readFileSync(file, 'utf8'))

/** The codes that source text refuses with: `refusal('…')`, `refuse('…')`, `no('…')` and `problem(404, '…')`. */
const codesIn = (texts: readonly string[]): string[] => [
  ...new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/\b(?:refusal|refuse|no|problem)\(\s*(?:\d{3},\s*)?'([a-z-]+(?:\.[a-z-]+)*)'/g)].map(
        ([, code = '']) => code,
      ),
    ),
  ),
]

describe('the table of refusals', () => {
  it('has a text in both languages, and something to do, for every code', () => {
    for (const [code, { zh, en }] of Object.entries(refusals)) {
      expect([code, /\p{Script=Han}/u.test(zh), /^[A-Z].*\.$/.test(en)]).toEqual([code, true, true])
      expect(document).toContain(`| \`${code}\` |`)
    }
    expect(Object.keys(refusalGuide).sort()).toEqual(Object.keys(refusals).sort())
  })

  it('names every code that settlement’s source refuses with', () => {
    const codes = codesIn(sources('services/settlement/**/*.ts'))
    expect(codes.length).toBeGreaterThan(40)
    expect(codes.filter((code) => !document.includes(`\`${code}\``))).toEqual([])
  })

  it('names every code the common edge answers with', () => {
    const edge = sources('shared/edge/http/*.ts')
    const mapped = edge.flatMap((text) =>
      [...text.matchAll(/'([a-z-]+\.[a-z-]+)': \d{3}/g)].map(([, code = '']) => code),
    )
    const codes = [...codesIn(edge), ...mapped]
    expect(codes).toContain('policy.missing')
    expect(codes.filter((code) => !(code in commonProblems))).toEqual([])
  })

  it('names every code an operation declares', () => {
    const declared = routes.flatMap(({ problems }) => problems)
    expect(declared.filter((code) => !document.includes(`\`${code}\``))).toEqual([])
  })
})
