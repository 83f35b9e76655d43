import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { aidRows } from '#shared/kernel/scheme.ts'
import { importColumns, readRow } from '../../../../services/enrollment/import/rules/import-row.ts'
import { personLimits } from '../../../../services/enrollment/person/rules/person-limits.ts'

const cells = {
  id_number: '11010519491231002X',
  name: '王芳',
  sex: '女',
  birth_on: '1949-12-31',
  scheme: '390',
  city: '340100',
  employment: 'resident',
  employer_id: '',
  aid: '',
  from: '2025-01-01',
  paid_months: '',
}
const limits = personLimits(readPolicy('shared/policy/anhui'))
const read = (more: Partial<typeof cells>) => readRow({ ...cells, ...more }, { today: '2025-01-01', limits })

describe('a row of an enrolment file', () => {
  it('has these columns', () => {
    expect(Object.keys(importColumns)).toEqual(Object.keys(cells))
  })

  it.each([...aidRows])(
    'names the aid category $code by its Chinese word $zh, or by its code',
    ({ zh, code }) => {
      expect(read({ aid: zh })).toMatchObject({ person: { aid: code } })
      expect(read({ aid: code })).toMatchObject({ person: { aid: code } })
    },
  )

  it('has no aid category when the cell is empty', () => {
    expect(read({})).toMatchObject({ person: { aid: 'none' } })
  })

  it.each(['五保', 'constructor', '__proto__'])(
    'with the word %s in it is bad at the column of aid',
    (aid) => {
      expect(read({ aid })).toMatchObject({ faults: [{ field: 'aid', code: 'import.invalid-cell' }] })
    },
  )

  it('from before 2000 is bad, since no fund year holds it', () => {
    expect(read({ from: '1999-12-31' })).toMatchObject({
      faults: [{ field: 'from', code: 'import.invalid-cell' }],
    })
  })

  it('is told with everything that is wrong with it, not with the first fault only', () => {
    const faults = read({ id_number: '110105194912310021', name: '123', sex: 'x', from: '2026-02-30' })
    expect(faults).toMatchObject({
      faults: [
        { field: 'sex', code: 'import.invalid-cell' },
        { field: 'from', code: 'import.invalid-cell' },
        { field: 'idNumber', code: 'id-number.check-digit' },
        { field: 'name', code: 'person.not-a-name' },
      ],
    })
  })
})
