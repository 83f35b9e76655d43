import { describe, expect, it } from 'vitest'
import type { Opening } from '../../../../services/budget/ledger/rules/opening.ts'
import {
  approvableOpening,
  asOpened,
  isOpeningProposedAgain,
  openingFault,
  openingMovements,
  openingYearFault,
} from '../../../../services/budget/ledger/rules/opening.ts'

const opening: Opening = {
  city: '340100',
  scheme: 'employee',
  year: 2025,
  pooledBalance: 800_000_00,
  accountBalance: 120_000_00,
}
const refusedWith = (code: string) => ({ status: 'refused', refusal: { code } })
const zhang = { by: 'zhang', on: '2025-01-02' }
const li = { by: 'li', on: '2025-01-03' }
const proposal = { ...opening, proposed: zhang }

describe('the balances that a fund brings along', () => {
  it('hold nothing for personal accounts where the fund is the residents’', () => {
    const residents: Opening = { ...opening, scheme: 'resident' }
    expect(openingFault(residents)).toMatchObject(refusedWith('opening.no-personal-accounts'))
    expect(openingFault({ ...residents, accountBalance: 0 })).toBeUndefined()
    expect(openingFault(opening)).toBeUndefined()
  })

  it('open the books when another person says the same of them', () => {
    expect(approvableOpening({ ...opening, approved: li }, proposal)).toEqual({
      status: 'accepted',
      value: proposal,
    })
  })

  it.each([
    ['nobody proposed any', { ...opening, approved: li }, undefined, 'opening.not-proposed'],
    [
      'other balances were proposed',
      { ...opening, pooledBalance: 900_000_00, approved: li },
      proposal,
      'opening.proposed-otherwise',
    ],
    ['the same person proposed them', { ...opening, approved: zhang }, proposal, 'opening.same-person'],
  ])('do not open the books where %s', (_, wanted, stands, refused) => {
    expect(approvableOpening(wanted, stands)).toMatchObject(refusedWith(refused))
  })

  it('are proposed again only by the same person, and as they were', () => {
    expect(isOpeningProposedAgain(proposal, proposal)).toBe(true)
    expect(isOpeningProposedAgain({ ...proposal, proposed: li }, proposal)).toBe(false)
    expect(isOpeningProposedAgain({ ...proposal, accountBalance: 0 }, proposal)).toBe(false)
    expect(isOpeningProposedAgain(proposal, undefined)).toBe(false)
  })

  it('stand once the books are open: the same again is answered so, others are refused', () => {
    expect(asOpened(opening, opening)).toEqual({ status: 'accepted', value: opening })
    expect(asOpened({ ...opening, year: 2026 }, opening)).toMatchObject(refusedWith('opening.other-balances'))
  })

  it('lie in the special account, each for its pool', () => {
    expect(openingMovements(opening)).toEqual({
      'special-account': 920_000_00,
      'pooled-fund': -800_000_00,
      'personal-accounts': -120_000_00,
    })
  })
})

it('books begin in a year of which figures are known, and next year at the latest', () => {
  const days = { earliest: '2010-01-01', latest: '2026-11-30' }
  const codes = [2009, 2010, 2027, 2028].map((year) => openingYearFault({ year }, days)?.status)
  expect(codes).toEqual(['refused', undefined, undefined, 'refused'])
})
