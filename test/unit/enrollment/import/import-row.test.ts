import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { aidRows } from '#shared/kernel/scheme.ts'
import {
  importColumns,
  readRow,
  refusedColumns,
} from '../../../../services/enrollment/import/rules/import-row.ts'
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
    const columns = { ...importColumns, ...refusedColumns }
    expect(Object.keys(columns).sort()).toEqual(Object.keys(cells).sort())
  })

  it.each(aidRows.filter(({ code }) => code !== 'none'))(
    'that says the aid category $code, as $zh or by its code, is bad there: only civil affairs says it',
    ({ zh, code }) => {
      for (const aid of [zh, code])
        expect(read({ aid })).toMatchObject({
          faults: [{ field: 'aid', code: 'enrollment.aid-by-civil-affairs' }],
        })
    },
  )

  it('that says months paid elsewhere is bad there, and one that says none is not', () => {
    expect(read({ paid_months: '300' })).toMatchObject({
      faults: [{ field: 'paidMonths', code: 'enrollment.months-by-report' }],
    })
    expect(read({ paid_months: '0' })).toMatchObject({ person: { paidMonths: 0 } })
  })

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
