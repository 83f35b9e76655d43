import { afterEach, beforeEach, vi } from 'vitest'
import { agreeWith } from '../decided-quotas.ts'
import type { Office } from '../office.ts'

/** Deadlines of a negotiation are days of the calendar; nobody may say that it is an earlier one. */
export const setToday = (day: string) => vi.setSystemTime(new Date(`${day}T04:00:00Z`))

/** Every test of a file begins on 1 December 2024. */
export const beginInDecember = () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    setToday('2024-12-01')
  })
  afterEach(() => {
    vi.useRealTimers()
  })
}

export const fund = { city: '340100', scheme: 'resident' } as const
export const fundYear = { ...fund, year: 2025 }
export const round = (number = 1) => `/negotiations/340100/resident/2025/${number}`
export const answer = (institution: string, what: string) => `${round()}/positions/${institution}/${what}`

const care = (paid: number, volume: number) => ({ paid, volume })
export const candidate = (institution: string, inpatient: number, outpatient: number, level = 2) => ({
  institution,
  level,
  category: level === 1 ? 'township-centre' : 'general-hospital',
  firstReferral: level === 1,
  years: [0.9, 0.95, 1].map((part) => ({
    inpatient: care(Math.round(inpatient * part), 1000),
    outpatient: care(Math.round(outpatient * part), 5000),
  })),
})
/** Three institutions that were paid about what the target is. */
export const candidates = [
  candidate('H34010001', 24_000_000_000, 4_000_000_000, 3),
  candidate('H34010002', 16_000_000_000, 3_000_000_000),
  candidate('H34010003', 6_000_000_000, 3_500_000_000, 1),
]
export type Position = {
  institution: string
  status: string
  amounts: { inpatient: number; outpatient: number }
}

/** What a city does in a negotiation, through its office. */
export const negotiating = (office: () => Office) => {
  /** The county's budget of 2024 (case C-budget), and its target: 47,530 for stays and 10,670 for visits, 10,000 yuan in fen. */
  const approveTarget = async () => {
    await office().post('maker', '/budgets', {
      ...fundYear,
      openingBalance: 36_845_000_000,
      income: {
        'individual-premium': 28_219_000_000,
        'centre-subsidy': 49_755_000_000,
        interest: 525_000_000,
      },
      expenditure: {
        inpatient: 59_585_000_000,
        outpatient: 11_380_000_000,
        'serious-illness-premium': 6_907_000_000,
      },
    })
    await agreeWith(
      office(),
      fundYear,
      candidates.map(({ institution }) => institution),
    )
    const budget = '/budgets/340100/resident/2025'
    await office().post('checker', `${budget}/review`)
    await office().post('province', `${budget}/approval`)
    const deductions = [
      { kind: 'out-of-area-care', inpatient: 9_585_000_000, outpatient: 380_000_000, source: 'ledger 2023' },
      { kind: 'retirees-elsewhere', inpatient: 1_000_000_000, outpatient: 0, source: 'ledger 2023' },
    ]
    await office().post('maker', '/targets', { ...fundYear, deductions })
    return office().post('checker', '/targets/340100/resident/2025/approval')
  }

  const draft = (more: object = {}, key?: string) => {
    const body = { ...fundYear, basis: { kind: 'formula', candidates }, ...more }
    return office().post('maker', '/negotiations', body, key)
  }
  const propose = () => office().post('maker', `${round()}/proposal`, { answerBy: '2024-12-15' })

  const positions = async (caller: 'maker' | 'hospital' = 'maker') =>
    (await office().get(caller, `${round()}/positions`)).body.positions as unknown as Position[]

  /** Moves 100,000 yuan of stays from the city's hospital to the second, which is offered what it asked for. */
  const giveWay = async () => {
    const [first, second] = await positions()
    if (!first || !second) throw new Error('no positions')
    const moved = 10_000_000
    return office().post('maker', `${round()}/new-proposals`, {
      answerBy: '2024-12-20',
      reason: 'a new ward opens',
      proposals: [
        {
          institution: first.institution,
          amounts: { ...first.amounts, inpatient: first.amounts.inpatient - moved },
        },
        {
          institution: second.institution,
          amounts: { ...second.amounts, inpatient: second.amounts.inpatient + moved },
        },
      ],
    })
  }

  /** From the approved target to published quotas; nobody says anything against them. */
  const publishFirst = async () => {
    await approveTarget()
    await draft()
    await propose()
    setToday('2024-12-21')
    await office().post('checker', `${round()}/agreement`)
    return office().post('publisher', `${round()}/publication`)
  }

  return { approveTarget, draft, propose, positions, giveWay, publishFirst }
}
