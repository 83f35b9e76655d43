import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['cli/cases/main.ts', ...args], { encoding: 'utf8' })

const failing = (): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'cases-')), 'failing.yaml')
  writeFileSync(
    path,
    '- {id: F1, title: off, status: derived, rule: lumpSum, given: {base: 5000, rate: 0.056, months: 36}, expect: {lumpSum: 10081}}',
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
