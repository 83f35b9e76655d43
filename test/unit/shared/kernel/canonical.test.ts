import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalText, sameContent, sameMembers } from '#shared/kernel/canonical.ts'

describe('what says the same', () => {
  it('is the same whatever the order of fields, at every depth; what is undefined is not there', () => {
    const written = { rule: 'deduction', given: { left: 5, source: 'ledger' }, steps: [{ a: 1, b: 2 }] }
    const stored = { steps: [{ b: 2, a: 1 }], given: { source: 'ledger', left: 5 }, rule: 'deduction' }
    expect(sameContent(written, stored)).toBe(true)
    expect(canonicalText({ ...written, part: undefined })).toBe(canonicalText(stored))
  })

  it('is another thing when one figure differs, or a list has another order', () => {
    expect(sameContent({ left: 5 }, { left: 6 })).toBe(false)
    expect(sameContent([1, 2], [2, 1])).toBe(false)
    expect(sameContent(undefined, null)).toBe(false)
    expect(sameContent('1', 1)).toBe(false)
  })

  it('has the same members in any order, each as often', () => {
    const [a, b] = [
      { claimId: 'C1', reason: 'twice' },
      { claimId: 'C2', reason: 'dear' },
    ]
    expect(sameMembers([a, b], [b, { reason: 'twice', claimId: 'C1' }])).toBe(true)
    expect(sameMembers([a, a], [a, b])).toBe(false)
    expect(sameMembers([a, b], [a, a])).toBe(false)
    expect(sameMembers([a], [a, b])).toBe(false)
  })
})

/** Values compared by the order in which their fields happen to stand, or by who holds them. */
const byTheirOrder = [
  /[!=]==?\s*JSON\.stringify\(/,
  /JSON\.stringify\((?:[^()]|\([^()]*\))*\)\s*[!=]==?/,
  /Object\.(keys|values|entries)\((?:[^()]|\([^()]*\))*\)\.(join|toString)\([^)]*\)\s*[!=]==?/,
  /isDeepStrictEqual|deepEqual/,
]
const compares = (line: string): boolean => byTheirOrder.some((pattern) => pattern.test(line))

describe('the sources of services and of what they share', () => {
  it('compare values by `sameContent`, never by their text as it comes', () => {
    const found = globSync('{services,shared}/**/*.ts').flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (compares(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
    )
    expect(found).toEqual([])
  })

  it.each([
    'JSON.stringify(one.steps) === JSON.stringify(other.steps)',
    'if (JSON.stringify(f(one)) !== text) return',
    'return text == JSON.stringify(other)',
    'Object.keys(one).join() === Object.keys(other).join()',
    'isDeepStrictEqual(one, other)',
  ])('a planted comparison is seen: %s', (line) => {
    expect(compares(line)).toBe(true)
  })
})
