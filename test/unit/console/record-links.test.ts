import { expect, test } from 'vitest'
import { desks } from '../../../console/src/desks/desks.ts'
import { paramNamesOf } from '../../../console/src/view/page.ts'
import { addressOfRecord } from '../../../console/src/view/record-address.ts'
import { namingFields, recordNamed } from '../../../console/src/view/record-links.ts'

const recordPage = (address: string) => {
  const [desk, key] = address.split('/')
  const page = desks.find((each) => each.key === desk)?.pages.find((each) => each.key === key)
  return page?.kind === 'record' ? page : undefined
}

test('an id opens the page of its record: a claim its explanation, a person their page, an institution its own', () => {
  expect(recordNamed('claimId', 'C-1')).toEqual({ page: 'claims/explanation', row: { claimId: 'C-1' } })
  expect(recordNamed('claims', 'C-1')?.page).toBe('claims/explanation')
  expect(recordNamed('personId', 'P-1')).toEqual({ page: 'people/person', row: { personId: 'P-1' } })
  expect(recordNamed('institution', 'H34010001')).toEqual({
    page: 'institutions/institution',
    row: { code: 'H34010001' },
  })
})

test('what is no id opens nothing: a number of claims, a group of institutions, an amount', () => {
  expect(recordNamed('claims', 12)).toBeUndefined()
  expect(recordNamed('institution', 'all')).toBeUndefined()
  expect(recordNamed('amount', '12')).toBeUndefined()
  expect(recordNamed('constructor', 'x')).toBeUndefined()
})

test('every field that names a record names one that has a page, which is found by that id alone', () => {
  for (const name of namingFields) {
    const named = recordNamed(name, 'X-1')
    const page = recordPage(named?.page ?? '')
    expect(page && paramNamesOf(page.read), name).toEqual(Object.keys(named?.row ?? {}))
  }
})

test('a record that is found by one id is opened by the field of that name', () => {
  const severalServices = new Set([
    'importId',
    'runId',
    'proposalId',
    'paasId',
    'code',
    'decisionId',
    'moveId',
  ])
  for (const { pages } of desks)
    for (const page of pages) {
      const [param, ...others] = page.kind === 'record' ? paramNamesOf(page.read) : []
      if (param === undefined || others.length > 0 || !/Id$/.test(param) || severalServices.has(param))
        continue
      expect(recordNamed(param, 'X-1'), param).toBeDefined()
    }
})

test('a line of the execution opens into its institutions, and an institution into its claims of the month that booked them', () => {
  const execution = recordPage('fund/execution')?.rowsInto?.lines
  const line = { city: '340100', scheme: 'employee', year: 2026, through: '2026-11', line: 'inpatient' }
  expect(execution?.when?.(line)).toBe(true)
  expect(execution?.when?.({ line: 'individual-premium' })).toBe(false)
  expect(addressOfRecord('fund/line', { ...line, ...execution?.given?.(line) })).toBe(
    '/fund/line?city=340100&scheme=employee&year=2026&line=inpatient&month=2026-11',
  )
  const row = { ...line, month: '2026-11', institution: 'H34010001', claimMonths: ['2026-09', '2026-10'] }
  const institution = recordPage('fund/line')?.rowsInto?.institutions
  expect(addressOfRecord('books/postings', { ...row, ...institution?.given?.(row) })).toBe(
    '/books/postings?city=340100&scheme=employee&month=2026-10&institution=H34010001&bookedIn=2026-11&line=inpatient',
  )
})
