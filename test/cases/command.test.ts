import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'cases-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['cli/cases/main.ts', ...args], { encoding: 'utf8' })

const failing = (): string => {
  const path = join(folder, 'failing.yaml')
  writeFileSync(
    path,
    '- {id: F1, title: off, status: derived, rule: lumpSum, given: {base: 5000, rate: 0.056, months: 36}, expect: {lumpSum: 10081}}',
  )
  return path
}

const misspelt = (): string => {
  const path = join(folder, 'misspelt.yaml')
  const plan = 'plan: {inpatient: {deductible: 0, pays: 0.7}}'
  const settlement = 'status: derived, rule: settlement'
  const lumpSum = 'given: {base: 5000, rate: 0.056, months: 36}, expect: {lumpSum: 10080}'
  writeFileSync(
    path,
    [
      `- {id: M1, title: a key of a layer, ${settlement}, plan: {inpatient: {deductable: 1, pays: 0.7}}, given: {inScope: 1}, expect: {basic: 1}}`,
      `- {id: M2, title: a key of the case, ${settlement}, ${plan}, gvien: {inScope: 1}, expect: {basic: 1}}`,
      `- {id: M3, title: a layer, ${settlement}, plan: {inpatint: {deductible: 0, pays: 1}}, given: {inScope: 1}, expect: {basic: 1}}`,
      `- {id: M4, title: a rule, status: derived, rule: lumpsun, ${lumpSum}}`,
      `- {id: M5, title: a result, ${settlement}, ${plan}, given: {inScope: 1}, expect: {basci: 1}}`,
      `- {id: M6, title: right, status: derived, rule: lumpSum, ${lumpSum}}`,
      `- {id: M6, title: again, status: derived, rule: lumpSum, ${lumpSum}}`,
      `- {title: no id, status: derived, rule: lumpSum, ${lumpSum}}`,
    ].join('\n'),
  )
  return path
}

describe('npm run cases', () => {
  it('prints every case with its figures and ends with 0 when all pass', () => {
    const { status, stdout } = run('test/cases/funds.yaml')
    expect(status).toBe(0)
    expect(stdout).toContain('✓ B01  lump sum for missing years at retirement\n    lumpSum: 10080')
    expect(stdout).toMatch(/\n\d+ passed, 0 failed\n$/)
  })

  it('prints expectation and difference of a case that fails, and ends with 1', () => {
    const { status, stdout } = run(failing())
    expect(status).toBe(1)
    expect(stdout).toContain('lumpSum: 10080  expected 10081, difference -1')
  })

  it('names case, layer, the unknown key and the one that was meant, and still runs the others', () => {
    const { status, stdout } = run(misspelt())
    expect(status).toBe(1)
    expect(stdout).toContain(
      '✗ M1  a key of a layer\n    policy.malformed: plan.inpatient: unknown key deductable; did you mean deductible?',
    )
    expect(stdout).toContain(
      '✗ M2  a key of the case\n    cases.unreadable: unknown key gvien; did you mean given?',
    )
    expect(stdout).toContain('plan: unknown layer inpatint; did you mean inpatient?')
    expect(stdout).toContain('rule: no rule is called lumpsun; did you mean lumpSum?')
    expect(stdout).toContain('expect.basci: no result has this name; did you mean basic?')
    expect(stdout).toContain('✓ M6  right\n    lumpSum: 10080')
    expect(stdout).toContain('✗ M6  again\n    cases.unreadable: id: stands twice in the file')
    expect(stdout).toContain('✗ case 8  no id\n    cases.unreadable: id: ')
    expect(stdout).toMatch(/1 passed, 7 failed\nFailed:\n(?: {2}.*misspelt\.yaml#.*\n){7}$/)
  })

  it('--lang zh speaks Chinese', () => {
    const { stdout } = run(failing(), '--lang', 'zh')
    expect(stdout).toContain('lumpSum: 10080  应为 10081，差额 -1')
    expect(stdout).toContain('0 通过，1 未通过')
  })

  it('--help has examples, and an unknown option is answered with the way to it', () => {
    expect(run('--help').stdout).toContain('npm run cases -- test/cases/settlement.yaml')
    const { status, stderr } = run('--lnag', 'zh')
    expect([status, stderr]).toEqual([1, expect.stringContaining('`npm run cases -- --help`')])
  })

  it('--json gives counts and failures', () => {
    const { status, stdout } = run('--json', failing(), 'missing.yaml')
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      passed: 0,
      failed: 2,
      failures: [{ id: 'F1', compared: [{ difference: '-1' }] }, { error: { code: 'cases.unreadable' } }],
    })
  })
})
