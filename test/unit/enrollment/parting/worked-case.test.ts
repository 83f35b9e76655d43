import { expect, it } from 'vitest'
import { coverages } from '../../../../services/enrollment/coverage/store.ts'
import type { PartedItems } from '../../../../services/enrollment/parting/rules/named-items.ts'
import { part } from '../../../../services/enrollment/parting/rules/part.ts'
import type { Insured } from '../../../../services/enrollment/person/rules/insured.ts'

/*
 * 王芳 of Changfeng county, a farmer, and 王芳 of Hefei, a shop assistant born on the same day, were one record: whoever
 * typed the second in 2022 found the first and had her begin to work. The police certify in June 2025 that they are two. The
 * farmer paid 280, 320, 350, 380 and 400 yuan for 2021 to 2025 and has been on minimum living since April 2023; the shop
 * assistant worked for E5 from May 2022, whose bills name the record, and drew special hardship for the month she was ill.
 */
const resident = (year: number) => ({
  ...{ billId: `R-P1-${year}`, scheme: 'resident' as const, from: `${year}-01`, to: `${year}-12` },
  paidOn: `${year - 1}-12-10`,
})
const month = (of: string) => ({
  ...{ billId: `E-E5-${of}`, scheme: 'employee' as const, from: of, to: of, paidOn: `${of}-20` },
})
const place = { city: '340100' } as const
const farmer: Insured = {
  ...{ personId: 'P1', sex: 'female', birthOn: '1985-03-08', horizonYear: 2025, status: 'covered' },
  spells: [
    { ...place, scheme: 'resident', employment: 'resident', from: '2021-01-01', to: '2022-04-30' },
    {
      ...{ ...place, scheme: 'employee', employment: 'employed', employerId: 'E5' },
      ...{ from: '2022-05-01', to: '2022-12-31' },
    },
    { ...place, scheme: 'resident', employment: 'resident', from: '2023-01-01', to: '2025-02-28' },
    {
      ...{ ...place, scheme: 'employee', employment: 'employed', employerId: 'E5' },
      ...{ from: '2025-03-01', to: null },
    },
  ],
  aids: [
    { aid: 'special-hardship', from: '2022-09-01' },
    { aid: 'none', from: '2022-10-01' },
    { aid: 'minimum-living', from: '2023-04-01' },
  ],
  paidBills: [
    ...[2021, 2022, 2023, 2024, 2025].map(resident),
    ...['2022-05', '2022-06', '2025-03', '2025-04'].map(month),
  ],
}
const assistant: Insured = {
  ...{ personId: 'P2', sex: 'female', birthOn: '1985-03-08', horizonYear: 2021 },
  ...{ status: 'ended', reason: 'other', aids: [], paidBills: [] },
  spells: [{ ...place, scheme: 'resident', employment: 'resident', from: '2020-01-01', to: '2020-12-31' }],
}
const two = { stays: farmer, goes: assistant, former: [] }
const by = { partingId: 'PART1', hand: { subject: 'checker', division: '340100' } }
const items: PartedItems = {
  coverage: farmer.spells.map(({ from, employment }) => ({
    from,
    whose: employment === 'employed' ? 'goes' : 'stays',
  })),
  payments: farmer.paidBills.map(({ billId, scheme }) => ({
    billId,
    whose: scheme === 'employee' ? 'goes' : 'stays',
  })),
  aids: ['2022-09-01', '2022-10-01'],
}

it('the farmer keeps her years and her minimum living; the assistant has her months, her illness and her employer', () => {
  const parted = part(two, items, by)
  if (parted.status === 'refused') throw new Error(parted.refusal.code)
  const { stays, goes } = parted.value
  expect(stays.spells.map(({ from, to }) => [from, to])).toEqual([
    ['2021-01-01', '2022-04-30'],
    ['2023-01-01', '2025-02-28'],
  ])
  expect(stays.paidBills.map(({ billId }) => billId)).toEqual([
    ...['R-P1-2021', 'R-P1-2022', 'R-P1-2023', 'R-P1-2024', 'R-P1-2025'],
  ])
  expect(stays.aids).toEqual([{ aid: 'minimum-living', from: '2023-04-01' }])
  expect(goes.spells.map(({ from, to, employerId }) => [from, to, employerId])).toEqual([
    ['2020-01-01', '2020-12-31', undefined],
    ['2022-05-01', '2022-12-31', 'E5'],
    ['2025-03-01', null, 'E5'],
  ])
  expect(goes.paidBills.map(({ billId }) => billId)).toEqual([
    ...['E-E5-2022-05', 'E-E5-2022-06', 'E-E5-2025-03', 'E-E5-2025-04'],
  ])
  expect(goes.aids).toEqual([
    { aid: 'special-hardship', from: '2022-09-01' },
    { aid: 'none', from: '2022-10-01' },
  ])
  // What went is kept with the record as it stood.
  expect(stays.parted?.[0]?.goneAids).toEqual(goes.aids)
  expect(stays.parted?.[0]?.gone).toHaveLength(2)
  // The farmer ends as a resident, and is on no roster; the assistant is on her employer’s.
  const rosterOf = (insured: Insured) =>
    coverages.item({ insured, version: 1 } as unknown as Parameters<typeof coverages.item>[0]).gsi2pk
  expect([stays.status, goes.status]).toEqual(['ended', 'covered'])
  expect([rosterOf(stays), rosterOf(goes)]).toEqual([undefined, 'EMPLOYER#340100#E5'])
})

it('a category that only one hand of the record has is named by its day, and two of one day are not both had', () => {
  const wrongDay = part(two, { ...items, aids: ['2022-09-02'] }, by)
  expect(wrongDay).toMatchObject({ status: 'refused', refusal: { code: 'parting.item-unknown' } })
  const aided: Insured = { ...assistant, aids: [{ aid: 'monitored', from: '2022-09-01' }] }
  expect(part({ ...two, goes: aided }, items, by)).toMatchObject({
    ...{ status: 'refused' },
    refusal: { code: 'parting.aided-twice', figures: { from: '2022-09-01' } },
  })
})

it('named nowhere, every category stays with the record', () => {
  const { aids: _, ...unnamed } = items
  const parted = part(two, unnamed, by)
  if (parted.status === 'refused') throw new Error(parted.refusal.code)
  expect(parted.value.stays.aids).toEqual(farmer.aids)
  expect(parted.value.goes.aids).toEqual([])
})

it('gives the dead no coverage after the day of their death', () => {
  const died = { report: 1, on: '2024-06-30' }
  const dead: Insured = { ...assistant, status: 'ended', reason: 'death', deaths: [died] }
  const parted = part({ ...two, goes: dead }, items, by)
  expect(parted).toMatchObject({ status: 'refused', refusal: { code: 'parting.to-the-dead' } })
  const before: PartedItems = {
    ...items,
    coverage: items.coverage.map((each) => (each.from === '2025-03-01' ? { ...each, whose: 'stays' } : each)),
  }
  expect(part({ ...two, goes: dead }, before, by)).toMatchObject({
    value: { goes: { status: 'ended', reason: 'death' } },
  })
})
