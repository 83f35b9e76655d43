import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { largestCities } from '../../../cli/generate/city-profiles.ts'
import { generateFundYear } from '../../../cli/generate/generate.ts'
import { writeFundYear } from '../../../cli/generate/write-files.ts'
import { amountIn, readInputs } from '../../../cli/year/inputs.ts'

const policy = readPolicy('shared/policy/anhui')
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inputs-'))
  writeFundYear(
    folder,
    generateFundYear({ people: 20, seed: 1, year: 2025, cities: largestCities(1) }, policy),
  )
})
afterEach(() => rmSync(folder, { recursive: true }))

const refusal = (read: () => unknown): { code?: string; message?: string } => {
  try {
    read()
  } catch (error) {
    return error as Error
  }
  return {}
}

describe('files of a fund year', () => {
  it('are read in GB18030 too, as older systems write them', () => {
    const gb18030 = Buffer.concat([
      Buffer.from('employer_id,city,id_number,monthly_wage\n'),
      // 甲厂, a works that calls itself so.
      Buffer.from([0xbc, 0xd7, 0xb3, 0xa7]),
      Buffer.from(',340100,340102199001011234,8000.00\n'),
    ])
    writeFileSync(join(folder, 'wages.csv'), gb18030)
    expect(readInputs(folder).wages[0]).toMatchObject({ employer_id: '甲厂', monthly_wage: '8000.00' })
  })

  it('are missed by name', () => {
    rmSync(join(folder, 'quotas.csv'))
    expect(refusal(() => readInputs(folder))).toMatchObject({
      code: 'year.file-missing',
      message: expect.stringContaining('quotas.csv'),
    })
  })

  it('miss a column by file and name', () => {
    writeFileSync(join(folder, 'wages.csv'), 'employer_id,city,monthly_wage\n')
    expect(refusal(() => readInputs(folder))).toMatchObject({
      code: 'file.column-missing',
      message: 'wages.csv: column id_number is missing',
    })
  })

  it('name file, line and column of what is no amount: a tenth of a fen', () => {
    writeFileSync(
      join(folder, 'wages.csv'),
      'employer_id,city,id_number,monthly_wage\nE1,340100,340102199001011234,8000.001\n',
    )
    const [row] = readInputs(folder).wages
    expect(refusal(() => row && amountIn('wages', row, 'monthly_wage'))).toMatchObject({
      code: 'file.bad-amount',
      message: 'wages.csv, line 2, monthly_wage: not an amount in yuan: 8000.001',
    })
  })

  it('name the line of a message that is not JSON, or not a message', () => {
    for (const text of ['{"infno":', '{"infno":"2207"}']) {
      writeFileSync(join(folder, 'claims.jsonl'), `\n${text}\n`)
      expect(refusal(() => readInputs(folder))).toMatchObject({
        code: 'file.malformed',
        message: expect.stringContaining('claims.jsonl, line 2'),
      })
    }
  })
})
