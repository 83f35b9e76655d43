import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { WorkedCase } from '../../cli/cases/case-file.ts'
import { readCases } from '../../cli/cases/case-file.ts'
import { runCase } from '../../cli/cases/run-case.ts'

const folder = mkdtempSync(join(tmpdir(), 'cases-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fileOf = (text: string): string => {
  const path = join(folder, 'cases.yaml')
  writeFileSync(path, text)
  return path
}

describe.each([
  'test/cases/settlement.yaml',
  'test/cases/variants.yaml',
  'test/cases/anhui.yaml',
  'test/cases/funds.yaml',
  'test/cases/clearing.yaml',
])('worked cases of %s', (file) => {
  it.each(readCases(file).map((worked) => [worked.id, worked.title, worked] as const))(
    '%s %s',
    (_, __, worked) => {
      expect(runCase(worked, file)).toMatchObject({ passed: true })
    },
  )
})

describe('the examples of the documentation', () => {
  const blocks = [...readFileSync('docs/cases.md', 'utf8').matchAll(/```yaml\n(- id:[\s\S]*?)```/g)]
  const examples = blocks.flatMap(([, text = '']) => readCases(fileOf(text)))

  it('are there', () => {
    expect(examples.length).toBeGreaterThan(2)
  })

  it.each(examples.map((example) => [example.id, example] as const))('%s passes', (_, example) => {
    expect(runCase(example, 'docs/cases.md')).toMatchObject({ passed: true })
  })
})

const worked: WorkedCase = {
  id: 'x',
  title: 'a case',
  status: 'derived',
  rule: 'settlement',
  unit: 'yuan',
  plan: { inpatient: { deductible: 100, pays: 0.5 } },
  given: { inScope: 1100 },
  expect: { basic: 500 },
}

const outcomeOf = (changed: Partial<WorkedCase>) => runCase({ ...worked, ...changed }, 'x.yaml')

describe('a case that is wrong does not pass', () => {
  it('a figure that is one fen off fails with its difference', () => {
    expect(outcomeOf({ expect: { basic: 500.01 } })).toMatchObject({
      passed: false,
      compared: [{ name: 'basic', got: '500', difference: '-0.01' }],
    })
  })

  it.each<[string, string, Partial<WorkedCase>]>([
    ['an unknown rule', 'cases.unknown-rule', { rule: 'magic' }],
    ['an unknown expected name', 'cases.unknown-key', { expect: { basicPool: 500 } }],
    ['an unknown word in given', 'cases.malformed', { given: { inscope: 1100 } }],
    ['a cost that does not add up', 'cases.malformed', { given: { total: 1200, inScope: 1100 } }],
    ['a cost said twice', 'cases.malformed', { given: { inScope: 1, lines: [{ class: 'A', amount: 1 }] } }],
    ['an amount finer than a fen', 'cases.malformed', { given: { inScope: 0.001 } }],
    [
      'a class B line without its share',
      'cases.malformed',
      { given: { lines: [{ class: 'B', amount: 1 }] } },
    ],
    ['a plan that cannot be right', 'policy.malformed', { plan: { inpatient: { deductible: 0, pays: 7 } } }],
    [
      'a layer nobody names',
      'cases.malformed',
      { plan: { inpatient: { deductible: 0, pays: 1 }, medical_aid: { deductible: 0 } } },
    ],
    ['neither plan nor policy', 'cases.malformed', { plan: undefined }],
    [
      'a fact the plan asks for',
      'plan.fact-missing',
      { plan: { inpatient: { deductible: [{ when: { level: 1 }, amount: 1 }], pays: 1 } } },
    ],
    [
      'a second reversal of a claim',
      'cases.malformed',
      { given: { claims: [{ inScope: 500 }, { reverses: 1 }, { reverses: 1 }] } },
    ],
    ['the reversal of no claim', 'cases.malformed', { given: { claims: [{ reverses: 1 }] } }],
  ])('%s', (_, code, changed) => {
    expect(outcomeOf(changed)).toMatchObject({ passed: false, error: { code } })
  })

  it('a list of another length fails', () => {
    const given = { claims: [{ inScope: 1100 }, { inScope: 1100 }] }
    expect(outcomeOf({ given, expect: { claims: [{ basic: 500 }] } }).passed).toBe(false)
  })
})

describe('a file that is wrong is refused', () => {
  const published = '- {id: x, title: x, status: published, rule: settlement, given: {}, expect: {a: 1}}'
  const derived = '- {id: x, title: x, status: derived, rule: settlement, given: {}, expect: {a: 1}}'

  it.each([
    ['not YAML', '- {'],
    ['not a list', 'a: 1'],
    ['no cases', '[]'],
    ['a published case without its source', published],
    ['an id that stands twice', `${derived}\n${derived}`],
    ['a case that expects nothing', derived.replace('{a: 1}', '{}')],
    ['an unknown unit', derived.replace('rule:', 'unit: dollar, rule:')],
  ])('%s', (_, text) => {
    expect(() => readCases(fileOf(text))).toThrow(expect.objectContaining({ code: 'cases.unreadable' }))
  })

  it('that does not exist', () => {
    expect(() => readCases('/nowhere/cases.yaml')).toThrow(
      expect.objectContaining({ code: 'cases.unreadable' }),
    )
  })
})
