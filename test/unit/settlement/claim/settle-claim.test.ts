import { describe, expect, it } from 'vitest'
import type { SettleClaim } from '../../../../services/settlement/claim/rules/command.ts'
import { refuseReuse } from '../../../../services/settlement/claim/rules/repeat.ts'
import { decide } from '../../../../services/settlement/claim/rules/settle-claim.ts'
import type { CareFiling } from '../../../../services/settlement/insured-year/rules/care-filings.ts'
import { evolve } from '../../../../services/settlement/insured-year/rules/evolve.ts'
import type { InsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { noRegistrations } from '../../../../services/settlement/insured-year/rules/registrations.ts'
import { table as refusals } from '../../../../services/settlement/refusals.ts'
import { basis } from '../support/basis.ts'
import { provincialHospital, residentOfHefei, stay, visit, yearOf2025 } from '../support/claims.ts'

const settledBy = (command: SettleClaim, state: InsuredYear) => {
  const decision = decide(command, state, basis)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}

/** A year with a filing for Nanjing that covers the stay, unless said otherwise. */
const filedYear = (changed: Partial<CareFiling>): InsuredYear => {
  const filing = { kind: 'filed', where: '320100', from: '2025-05-01', to: null, ...changed } as const
  return yearOf2025({ registered: { ...noRegistrations, filings: [filing] } })
}

const refusedBy = (command: SettleClaim, state: InsuredYear) => {
  const decision = decide(command, state, basis)
  return decision.status === 'refused' ? decision.refusal : undefined
}

describe('a stay of an Anhui resident in 2025', () => {
  it('is paid at 70 % above 1,000 yuan in a provincial level-3 hospital', () => {
    const claim = settledBy(stay(), yearOf2025())
    expect(claim).toMatchObject({
      kind: 'claim-settled',
      claimId: 'claim-1',
      scheme: 'resident',
      city: '340100',
      year: 2025,
      servedOn: '2025-05-20',
      settledOn: '2025-05-21',
      stay: { from: '2025-05-10', to: '2025-05-20' },
      amounts: {
        total: 2_000_000,
        inScope: 2_000_000,
        deductible: 100_000,
        basic: 1_330_000,
        coinsurance: 570_000,
        fund: 1_330_000,
        patient: 670_000,
        account: 0,
        cash: 670_000,
      },
      change: {
        stays: 1,
        inpatientInScope: 2_000_000,
        inpatientDeductible: 100_000,
        inpatientPaid: 1_330_000,
        seriousIllnessBase: 670_000,
      },
    })
  })

  it('is explained in less than 600 bytes', () => {
    const { steps } = settledBy(stay(), yearOf2025())
    expect(JSON.stringify(steps).length).toBeLessThanOrEqual(600)
  })

  it('elsewhere in the province has one and a half times the deductible', () => {
    const inWuhu = { ...provincialHospital, city: '340200' }
    expect(settledBy(stay({ institution: inWuhu }), yearOf2025()).amounts.deductible).toBe(150_000)
  })

  it('outside the province without filing loses 20 points', () => {
    const inNanjing = { ...provincialHospital, city: '320100' }
    const { amounts } = settledBy(stay({ institution: inNanjing }), yearOf2025())
    expect(amounts).toMatchObject({ deductible: 400_000, basic: 800_000 })
    const filed = settledBy(stay({ institution: inNanjing }), filedYear({}))
    expect(filed.amounts.basic).toBe(960_000)
  })

  it('elsewhere is filed by the record of an office, and not by what its hospital says', () => {
    const inNanjing = { ...provincialHospital, city: '320100' }
    const said = settledBy(stay({ institution: inNanjing, filing: 'filed' }), yearOf2025())
    expect(said.amounts.basic).toBe(800_000)
    expect(said.circumstances).toMatchObject({ filing: 'unfiled', said: 'filed', referred: false })
    const referred = settledBy(stay({ institution: inNanjing, referred: true }), yearOf2025())
    expect(referred.circumstances).toEqual(said.circumstances)
  })

  it.each([
    ['the city of treatment', {}, 'filed'],
    ['its whole province', { where: '320000' }, 'filed'],
    ['the hospital itself', { where: provincialHospital.code }, 'filed'],
    ['another city', { where: '320200' }, 'unfiled'],
    ['days from the day of discharge', { from: '2025-05-20' }, 'filed'],
    ['days after the stay', { from: '2025-05-21' }, 'unfiled'],
    ['days before the stay', { to: '2025-05-09' }, 'unfiled'],
    ['days until the admission', { to: '2025-05-10' }, 'filed'],
    ['the city, and was taken back', { withdrawn: true }, 'unfiled'],
    ['the city, as an emergency', { kind: 'emergency' }, 'emergency'],
    ['the city, as a referral', { kind: 'referral' }, 'filed'],
  ] as const)('elsewhere with a filing for %s is judged by it', (_, filing, judged) => {
    const inNanjing = { ...provincialHospital, city: '320100' }
    const { circumstances } = settledBy(stay({ institution: inNanjing }), filedYear(filing))
    const referred = 'kind' in filing && filing.kind === 'referral'
    expect(circumstances).toMatchObject({ filing: judged, referred, said: 'none' })
  })

  it('elsewhere is an emergency where the hospital says so with a diagnosis, until an office finds it was none', () => {
    const inNanjing = { ...provincialHospital, city: '320100' }
    const { diagnosis: _, ...bare } = stay({ institution: inNanjing, filing: 'emergency' })
    const judged = (command: SettleClaim, state: InsuredYear) =>
      settledBy(command, state).circumstances.filing
    expect(judged({ ...bare, diagnosis: 'I21.9' }, yearOf2025())).toBe('emergency')
    expect(judged(bare, yearOf2025())).toBe('unfiled')
    expect(judged({ ...bare, diagnosis: 'I21.9' }, filedYear({ kind: 'notEmergency' }))).toBe('unfiled')
  })

  it('of a household on minimum living is followed by medical aid on what is left in scope', () => {
    const spells = [{ ...residentOfHefei, aid: 'minimum-living' as const }]
    const { amounts } = settledBy(stay(), yearOf2025({ spells }))
    expect(amounts).toMatchObject({ basic: 1_330_000, seriousIllness: 0, medicalAid: 502_500, cash: 167_500 })
  })
})

describe('a visit', () => {
  it('of a resident is paid at 60 % up to 150 yuan a year', () => {
    const first = settledBy(visit(), yearOf2025())
    expect(first.amounts).toMatchObject({ basic: 15_000, aboveCeiling: 3_000, cash: 15_000 })
    const state = evolve(yearOf2025(), first)
    expect(settledBy(visit({ claimId: 'claim-3' }), state).amounts.basic).toBe(0)
  })

  it('of an employee is paid from the personal account where they want it', () => {
    const spells = [{ ...residentOfHefei, scheme: 'employee' as const, employment: 'employed' as const }]
    const state = yearOf2025({ spells, account: 10_000 })
    expect(settledBy(visit({ useAccount: true }), state).amounts).toMatchObject({
      account: 10_000,
      cash: 20_000,
    })
    expect(settledBy(visit(), state).amounts).toMatchObject({ account: 0, cash: 30_000 })
  })

  it('the account pays no more than it holds, and nothing when overdrawn', () => {
    const spells = [{ ...residentOfHefei, scheme: 'employee' as const, employment: 'employed' as const }]
    const overdrawn = yearOf2025({ spells, account: -500 })
    expect(settledBy(visit({ useAccount: true }), overdrawn).amounts.account).toBe(0)
  })
})

describe('the entitlement decides who pays', () => {
  const moved = yearOf2025({
    spells: [
      { ...residentOfHefei, to: '2025-05-15' },
      { ...residentOfHefei, city: '340200', from: '2025-05-16' },
    ],
  })

  it('the spell on the day of discharge gives the paying city', () => {
    expect(settledBy(stay(), moved).city).toBe('340200')
  })

  it('a stay that began in the year before needs the entitlement of 1 January', () => {
    const overNewYear = stay({ admittedOn: '2024-12-28', dischargedOn: '2025-01-03' })
    expect(settledBy(overNewYear, yearOf2025()).year).toBe(2025)
    const fromFebruary = yearOf2025({ spells: [{ ...residentOfHefei, from: '2025-01-02' }] })
    expect(refusedBy(overNewYear, fromFebruary)).toMatchObject({
      code: 'person.not-entitled',
      figures: { on: '2025-01-01' },
    })
  })
})

describe('a claim is refused, with code and field', () => {
  const { agreement } = provincialHospital
  const cases: [string, string, SettleClaim, InsuredYear][] = [
    ['person.not-entitled', 'dischargedOn', stay(), yearOf2025({ spells: [] })],
    [
      'person.not-entitled',
      'admittedOn',
      stay(),
      yearOf2025({ spells: [{ ...residentOfHefei, from: '2025-05-15' }] }),
    ],
    ['institution.unknown', 'institution', stay({ institution: undefined }), yearOf2025()],
    [
      'institution.not-designated',
      'institution',
      stay({ institution: { ...provincialHospital, agreement: null } }),
      yearOf2025(),
    ],
    [
      'institution.not-designated',
      'institution',
      stay({ institution: { ...provincialHospital, agreement: { from: '2024-01-01', to: '2025-05-19' } } }),
      yearOf2025(),
    ],
    [
      'institution.suspended',
      'institution',
      stay({
        institution: {
          ...provincialHospital,
          agreement: agreement && { ...agreement, suspended: [{ from: '2025-05-01', to: '2025-05-31' }] },
        },
      }),
      yearOf2025(),
    ],
    ['claim.empty', 'lines', stay({ lines: [] }), yearOf2025()],
    ['claim.bad-date', 'dischargedOn', stay({ dischargedOn: '2025-02-29' }), yearOf2025()],
    ['claim.bad-date', 'admittedOn', stay({ admittedOn: '2025-05-21', today: '2025-06-01' }), yearOf2025()],
    ['claim.in-future', 'dischargedOn', stay({ today: '2025-05-19' }), yearOf2025()],
    ['claim.in-future', 'serviceOn', visit({ today: '2025-05-21' }), yearOf2025()],
    ['claim.other-year', 'serviceOn', visit({ serviceOn: '2024-05-22' }), yearOf2025()],
    ['claim.total-does-not-add-up', 'total', stay({ total: 2_000_001 }), yearOf2025()],
    ['claim.bad-amount', 'total', stay({ total: -1 }), yearOf2025()],
    ['claim.bad-amount', 'total', stay({ total: 0.5 }), yearOf2025()],
    ['claim.bad-amount', 'total', stay({ total: 1_000_000_001 }), yearOf2025()],
    ['claim.bad-amount', 'total', stay({ total: Number.NaN }), yearOf2025()],
    [
      'claim.overlapping-stay',
      'admittedOn',
      stay(),
      yearOf2025({
        stays: [{ claimId: 'claim-0', from: '2025-05-19', to: '2025-05-25', institution: 'H0' }],
      }),
    ],
    [
      'claim.overlapping-stay',
      'admittedOn',
      stay({ admittedOn: '2025-05-20' }),
      yearOf2025({
        stays: [{ claimId: 'claim-0', from: '2025-05-20', to: '2025-05-20', institution: 'H0' }],
      }),
    ],
    [
      'claim.too-many-stays',
      'admittedOn',
      stay(),
      yearOf2025({
        stays: Array.from({ length: 60 }, (_, day) => ({
          claimId: `claim-${day}`,
          from: '2025-01-02',
          to: '2025-01-03',
          institution: 'H0',
        })),
      }),
    ],
  ]
  it.each(cases)('%s at %s', (code, field, command, state) => {
    expect(refusedBy(command, state)).toMatchObject({ code, field })
  })

  const line = { code: 'drug-a', quantity: '2', unitPrice: '10', amount: 2_000 }
  it.each([
    ['claim.bad-quantity', 'lines.0.quantity', { ...line, quantity: '0' }],
    ['fee.negative', 'lines.0.quantity', { ...line, quantity: '-2' }],
    ['claim.bad-quantity', 'lines.0.quantity', { ...line, quantity: '0.00001' }],
    ['claim.bad-price', 'lines.0.unitPrice', { ...line, unitPrice: '-10' }],
    ['claim.bad-price', 'lines.0.unitPrice', { ...line, unitPrice: '1e3' }],
    ['fee.negative', 'lines.0.amount', { ...line, amount: -2_000 }],
    ['claim.bad-amount', 'lines.0.amount', { ...line, amount: 2_000.5 }],
    ['claim.line-does-not-add-up', 'lines.0.amount', { ...line, amount: 2_002 }],
    ['claim.line-does-not-add-up', 'lines.0.amount', { ...line, amount: 1_998 }],
    ['claim.not-in-catalogue', 'lines.0.code', { ...line, code: 'drug-x' }],
  ])('%s at %s', (code, field, changed) => {
    expect(refusedBy(stay({ lines: [changed], total: 2_000 }), yearOf2025())).toMatchObject({ code, field })
  })

  it('with more lines than are accepted', () => {
    const lines = Array.from({ length: 1_001 }, () => line)
    expect(refusedBy(stay({ lines, total: 2_002_000 }), yearOf2025())?.code).toBe('claim.too-many-lines')
  })

  it('and every code stands in the table in Chinese and English', () => {
    for (const text of Object.values(refusals)) expect(text.zh.length * text.en.length).toBeGreaterThan(0)
  })
})

describe('not an overlap', () => {
  it('a transfer: leaving one hospital and entering the next on the same day', () => {
    const stays = [{ claimId: 'claim-0', from: '2025-05-01', to: '2025-05-10', institution: 'H0' }]
    expect(refusedBy(stay(), yearOf2025({ stays }))).toBeUndefined()
  })
})

describe('a command that comes again', () => {
  it('with the same content is not refused', () => {
    expect(refuseReuse({ claimId: 'claim-1', fingerprint: 'f1' }, 'f1')).toBeUndefined()
  })

  it('with other content is refused', () => {
    expect(refuseReuse({ claimId: 'claim-1', fingerprint: 'f1' }, 'f2')).toMatchObject({
      code: 'claim.other-payload',
      field: 'msgid',
    })
  })
})

describe('a figure the policy does not give', () => {
  it('is an error, never a default: nothing was read for outpatient care of residents in 2024', () => {
    const state = yearOf2025({
      year: 2024,
      spells: [{ ...residentOfHefei, from: '2024-01-01', to: '2024-12-31' }],
    })
    expect(() => decide(visit({ serviceOn: '2024-05-22' }), state, basis)).toThrow(
      expect.objectContaining({ code: 'policy.missing' }),
    )
  })
})
