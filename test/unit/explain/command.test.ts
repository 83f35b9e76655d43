import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const cases = resolve('test/cases/settlement.yaml')
const elsewhere = mkdtempSync(join(tmpdir(), 'explain-'))
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }))

/** The command, run from a directory in which no stack runs. */
const run = (...args: string[]) =>
  spawnSync(process.execPath, [resolve('cli/explain/main.ts'), ...args], {
    encoding: 'utf8',
    cwd: elsewhere,
  })

describe('npm run explain', () => {
  it('explains a worked example of a file without a stack, as text', () => {
    const { status, stdout } = run('--case', `${cases}#A01`, '--language', 'en')
    expect(status).toBe(0)
    expect(stdout).toContain(
      'Borne by the patient 8840.00 = total cost 22000.00 − paid by the funds 13160.00',
    )
  })

  it('names the case that was meant', () => {
    expect(run('--case', `${cases}#A0l`).stderr).toContain('did you mean A01?')
  })

  it('answers in the language asked for, by either name of the option', () => {
    const texts = [
      ['--lang', 'en'],
      ['--language', 'en'],
    ].map((language) => run('--case', `${cases}#A01`, ...language).stdout)
    expect(texts[0]).toContain('How worked example A01 is settled')
    expect(texts[1]).toBe(texts[0])
  })

  it('and as JSON', () => {
    const { status, stdout } = run('--case', `${cases}#A19-again`, '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject([
      { claimId: 'A19-again-1', language: 'zh' },
      { claimId: 'A19-again-2' },
      { claimId: 'A19-again-3' },
    ])
  })

  it.each([
    ['an example that is not there', ['--case', `${cases}#Z99`], 'explain.no-case'],
    ['a file that is not there', ['--case', 'nowhere.yaml'], 'cases.unreadable'],
    ['a claim while no stack runs', ['C1'], 'no stack runs from this directory'],
    ['nothing at all', [], 'name a claim or a reversal'],
    ['a language there is none of', ['C1', '--language', 'fr'], "'fr' is invalid"],
  ])('refuses %s and ends with 1', (_, args, message) => {
    const { status, stderr } = run(...args)
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)])
  })
})
