import { describe, expect, test } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import {
  toInsuredYearItem,
  yearIn,
} from '../../../../services/settlement/insured-year/records/insured-year-item.ts'
import type { CareFiling } from '../../../../services/settlement/insured-year/rules/care-filings.ts'
import { newInsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { newRecordedYear } from '../../../../services/settlement/insured-year/rules/recorded-year.ts'
import type { Registrations } from '../../../../services/settlement/insured-year/rules/registrations.ts'
import { noRegistrations } from '../../../../services/settlement/insured-year/rules/registrations.ts'
import { filingsAreOnRecord } from '../../../../services/settlement/registration/filing-invariant.ts'
import { registrationsAreApproved } from '../../../../services/settlement/registration/invariants.ts'
import type { StoredRegistrations } from '../../../../services/settlement/registration/store.ts'
import { registrationRecords } from '../../../../services/settlement/registration/store.ts'
import { registrationsAreDecided } from '../../../../services/settlement/registration/waits.ts'
import { itemsAfter, settledClaim } from '../insured-year/recorded.ts'

const registrations: Registrations = {
  ...noRegistrations,
  diseases: [{ code: 'M01600', from: '2025-03-01', to: null }],
}
const proposal = {
  ...{ proposalId: 'RP-1', city: '340100', why: 'certificate 88', registrations },
  proposed: { by: 'wang.fang', on: '2025-03-03' },
}
const approval = { ...proposal, approved: { by: 'li.na', on: '2025-03-04' } }
const stored: StoredRegistrations = { version: 2, registrations, approval, rejected: [] }

const record = (changed: Partial<StoredRegistrations> = {}): RecordedItem =>
  registrationRecords.item({ personId: 'P1', ...stored, ...changed }) as object as RecordedItem
const year = (registered = registrations): RecordedItem => {
  const state = { ...newInsuredYear('P1', 2025), version: 1, registered }
  return toInsuredYearItem({ ...newRecordedYear('P1', 2025), state }) as object as RecordedItem
}
const found = (...items: RecordedItem[]): string[] => {
  const { see, finish } = registrationsAreApproved.start()
  for (const item of items) see(item)
  return finish().violations.map(({ what }) => what)
}

test('what two officers decided on, and the year judges by, is as it should be', () => {
  expect(found(record(), year())).toEqual([])
  expect(found(year(), record())).toEqual([])
  const { approval: _, ...nothing } = { ...stored, registrations: noRegistrations }
  const waits = registrationRecords.item({ personId: 'P1', ...nothing, proposal })
  expect(found(waits as object as RecordedItem, year(noRegistrations))).toEqual([])
})

test.each<[string, Partial<StoredRegistrations>]>([
  ['one officer registered it', { approval: { ...approval, approved: proposal.proposed } }],
  [
    'one officer registered it under two spellings',
    { approval: { ...approval, approved: { by: ' Wang.Fang', on: '2025-03-04' } } },
  ],
  [
    'whoever stands behind a filing approved it',
    {
      approval: {
        ...approval,
        ...{ institution: 'H34010000001', proposed: { by: 'H34010000001/desk7', on: '2025-03-03' } },
        behind: ['Li.Na'],
      },
    },
  ],
  ['it is not what was approved', { registrations: { ...registrations, civilServant: true } }],
])('the invariant tells when %s', (_, changed) => {
  expect(found(record(changed), year(changed.registrations ?? registrations))).toHaveLength(1)
})

test('the invariant tells what nobody approved, in the record and in the year that claims are judged by', () => {
  const { approval: _, ...unapproved } = stored
  const nobodys = registrationRecords.item({ personId: 'P1', ...unapproved }) as object as RecordedItem
  expect(found(nobodys, year())).toEqual(['it is registered without two officers'])
  expect(found(year())).toEqual(['the year counts what is not registered'])
  expect(found(record(), year(noRegistrations))).toEqual(['the year counts what is not registered'])
})

test('the invariant tells of a proposal that is nobody’s, and of a rejection without a reason', () => {
  const nobodys = { ...proposal, proposed: { by: '', on: '2025-03-03' } }
  expect(found(record({ proposal: nobodys }), year())).toHaveLength(1)
  const rejected = [{ ...proposal, rejected: { by: 'li.na', on: '2025-03-04', reason: '' } }]
  expect(found(record({ rejected }), year())).toHaveLength(1)
})

test('a proposal that nobody decides on is told of after the ten days of the policy', () => {
  const waits = [registrationsAreDecided(provincePolicy())]
  const waiting = record({ proposal })
  expect(overdueOf(waiting, waits, '2025-03-13')).toEqual([])
  expect(overdueOf(waiting, waits, '2025-03-14')).toEqual([
    {
      wait: 'settlement.registrations-are-decided',
      where: 'PERSON#P1 REGISTRATIONS',
      since: '2025-03-03',
      until: '2025-03-13',
    },
  ])
  expect(overdueOf(record(), waits, '2026-01-01')).toEqual([])
})

describe('care elsewhere', () => {
  const judged = (
    filing: 'filed' | 'emergency',
    said: 'none' | 'filed' | 'emergency',
    held?: CareFiling[],
  ) => {
    const claim = settledClaim()
    const elsewhere = { ...claim.circumstances, place: 'inProvince', filing, said } as const
    const items = itemsAfter({ ...claim, at: '340200', circumstances: elsewhere })
    const { see, finish } = filingsAreOnRecord.start()
    for (const item of items) {
      const own = yearIn(item)
      if (!own) see(item)
      else {
        const registered = { ...own.state.registered, ...(held ? { filings: held } : {}) }
        see(toInsuredYearItem({ ...own, state: { ...own.state, registered } }) as object as RecordedItem)
      }
    }
    return finish().violations.length
  }
  const filed: CareFiling = { kind: 'filed', where: '340200', from: '2025-01-01', to: null }

  test('that was paid as filed has its record, be it taken back since', () => {
    expect(judged('filed', 'filed', [filed])).toBe(0)
    expect(judged('filed', 'none', [{ ...filed, withdrawn: true }])).toBe(0)
  })

  test('that was paid on the word of its hospital alone is found, unless it was an emergency', () => {
    expect(judged('filed', 'filed')).toBe(1)
    expect(judged('filed', 'filed', [{ ...filed, where: '340300' }])).toBe(1)
    expect(judged('emergency', 'none', [filed])).toBe(1)
    expect(judged('emergency', 'emergency')).toBe(0)
  })
})
