import { expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { numbersAreBrought } from '../../../services/enrollment/enrolment/waits.ts'
import { changedByTwoHands } from '../../../services/enrollment/report/invariants.ts'
import {
  oneHandNamesAreTold,
  reportsAreDecided,
  typedMonthsAreProven,
} from '../../../services/enrollment/report/waits.ts'
import { transfersAreDecided } from '../../../services/enrollment/transfer/waits.ts'

const policy = readPolicy('shared/policy/anhui')
const waits = [
  ...[transfersAreDecided, reportsAreDecided(policy), typedMonthsAreProven(policy)],
  numbersAreBrought(policy),
]
const told = (item: object, on: string) =>
  overdueOf({ pk: 'P', sk: 'S', ...item }, waits, on).map(({ wait }) => wait)

const transfer = {
  ...{ kind: 'transfer', status: 'requested', deadlineOn: '2025-06-16' },
  requested: { on: '2025-06-01' },
  wanted: { personId: 'P1', city: '340100', turns: 0 },
}
const report = { kind: 'person-report', status: 'reported', reported: { on: '2025-06-01' } }

it('the night tells of a transfer whose deadline is over, unless it met nobody or is decided', () => {
  expect(told(transfer, '2025-06-16')).toEqual([])
  expect(told(transfer, '2025-06-17')).toEqual(['enrollment.transfers-are-decided'])
  expect(told({ ...transfer, wanted: undefined }, '2025-06-17')).toEqual([])
  expect(told({ ...transfer, status: 'released' }, '2025-06-17')).toEqual([])
})

it('the night tells of a death that was reported more than five days ago and has no second hand', () => {
  expect(told(report, '2025-06-06')).toEqual([])
  expect(told(report, '2025-06-07')).toEqual(['enrollment.reports-are-decided'])
  expect(told({ ...report, status: 'refused' }, '2025-06-07')).toEqual([])
})

it('a name that one hand corrected before the rule is told with what waits, is never late, and breaks no rule', () => {
  const record = { ...{ pk: 'P', sk: 'S', kind: 'name-correction', personId: 'P1', number: 1 } }
  const correction = { ...record, correctedOn: '2025-06-01' }
  expect(oneHandNamesAreTold.waits(correction)).toEqual({ since: '2025-06-01', until: '9999-12-31' })
  expect(oneHandNamesAreTold.waits({ ...correction, report: 1 })).toBeUndefined()
  const faults = (item: RecordedItem) => {
    const { see, finish } = changedByTwoHands.start()
    see(item)
    return finish().violations.map(({ what }) => what)
  }
  expect(faults(correction)).toEqual([])
  expect(faults({ ...correction, twoHanded: true })).toEqual(['one hand corrected their name'])
})

const typed = (more: object = {}, broughtMonths = 420) => ({
  ...{ kind: 'coverage', changedOn: '2025-01-01', ...more },
  insured: { spells: [{ employment: 'retired', from: '2025-01-01', broughtMonths }] },
  entitlements: [{ year: 2025, spells: [{ employment: 'retired' }] }],
})

it('the night tells a year later of who is retired on months that one clerk typed, unless they are proven', () => {
  expect(told(typed(), '2026-01-01')).toEqual([])
  expect(told(typed(), '2026-01-02')).toEqual(['enrollment.typed-months-are-proven'])
  expect(told(typed({}, 0), '2026-01-02')).toEqual([])
  const proven = typed()
  const spells = [{ ...proven.insured.spells[0], proven: [{ months: 420, report: 1 }] }]
  expect(told({ ...proven, insured: { spells } }, '2026-01-02')).toEqual([])
})

it('the night tells a year after birth of whoever is covered by a birth certificate and has no number', () => {
  const newborn = (insured: object) => ({
    ...{ kind: 'coverage', changedOn: '2025-01-01', entitlements: [] },
    insured: { birthOn: '2025-01-01', spells: [{}], status: 'covered', awaitsNumber: true, ...insured },
  })
  expect(told(newborn({}), '2026-01-01')).toEqual([])
  expect(told(newborn({}), '2026-01-02')).toEqual(['enrollment.numbers-are-brought'])
  expect(told(newborn({ status: 'ended' }), '2026-01-02')).toEqual([])
  expect(told(newborn({ awaitsNumber: undefined }), '2026-01-02')).toEqual([])
})
