import { describe, expect, it } from 'vitest'
import type { Agreement, Terms } from '../../../../services/budget/agreement/rules/agreement.ts'
import { agreement, terms, termsFor } from '../../../../services/budget/agreement/rules/agreement.ts'
import type { AgreementChange } from '../../../../services/budget/agreement/rules/change-agreement.ts'
import { changeAgreement } from '../../../../services/budget/agreement/rules/change-agreement.ts'
import { signAgreement } from '../../../../services/budget/agreement/rules/sign-agreement.ts'

/** The terms read at Shenzhen 2014 (case S1), with a surplus reward of 30 % up to 3 % of the quota. */
const shenzhen: Terms = {
  methods: { inpatient: { kind: 'dip', groups: 'DIP-2025' }, outpatient: { kind: 'by-item' } },
  overspend: [
    { upTo: '0.05', fund: '0.60' },
    { upTo: '0.10', fund: '0.50' },
  ],
  surplus: [{ kept: '0.30' }],
  surplusCap: '0.03',
  depositShare: '0.05',
  workingCapitalShare: '0.08',
  indexes: [
    { index: 'average-cost', weight: 60, full: '1.00', zero: '1.10' },
    { index: 'readmission', weight: 40, full: '0.05', zero: '0.15' },
  ],
  depositReturn: [
    { from: '90', returned: '1' },
    { from: '60', returned: '0.8' },
    { from: '0', returned: '0' },
  ],
}
const limits = {
  depositShare: '0.05',
  workingCapitalShare: '0.15',
  bounds: {
    pointCeiling: '1.50',
    topUp: '0.20',
    mostPaid: '1.20',
    mostPaidByHead: '1.50',
    coefficient: '1.50',
  },
  failingScore: '60',
  sharing: {
    overspend: { fund: '0.60', upTo: '0.20' },
    reasonableOverrun: { growthAbove: '0.05', fund: '0.80', upTo: '0.10' },
    surplus: { kept: '0.60', cap: '0.05' },
    depositLeast: '0.01',
    depositReturn: [
      { from: '80', returned: '1' },
      { from: '60', returned: '0.9' },
      { from: '0', returned: '0' },
    ],
    leastIndexes: '1',
  },
}
const bounds = {
  pointFloor: '0.80',
  pointCeiling: '1.20',
  topUp: '0.10',
  mostPaid: '1.10',
  mostPaidByHead: '1.20',
}
const hand = { by: 'clerk', on: '2024-12-20' } as const
const made = {
  step: 'signed',
  office: { ...hand, scope: 'city' },
  institution: { by: 'doctor', on: '2024-12-22', scope: 'institution', institution: 'H34010001' },
} as const
const draft = {
  institution: 'H34010001',
  city: '340100' as const,
  year: 2025,
  from: '2025-01-01',
  to: '2025-12-31',
  terms: shenzhen,
  signed: { by: 'clerk', on: '2024-12-20' },
  made,
  limits,
}
const signed: Agreement = {
  institution: 'H34010001',
  city: '340100',
  year: 2025,
  version: 1,
  status: 'signed',
  from: '2025-01-01',
  to: '2025-12-31',
  ...shenzhen,
  suspensions: [],
  signed: { by: 'clerk', on: '2024-12-20' },
  made,
  within: limits,
}

const codeOf = (decision: ReturnType<typeof changeAgreement>) =>
  decision.status === 'refused' ? decision.refusal.code : decision.status

describe('a service agreement', () => {
  it('is signed for the whole year with its terms as data', () => {
    expect(signAgreement(draft, undefined)).toEqual({ status: 'accepted', value: signed })
    expect(agreement.parse(signed)).toEqual(signed)
  })

  it('signed again is the same; another one for the year is refused', () => {
    const again = signAgreement({ ...draft, signed: { by: 'other', on: '2024-12-21' } }, signed)
    expect(again.status === 'accepted' && again.value).toBe(signed)
    const other = { ...draft, terms: { ...shenzhen, surplusCap: '0.02' } }
    expect(codeOf(signAgreement(other, signed))).toBe('agreement.already-signed')
  })

  it('holds back no more than the law lets it: 5 % yes, 5.01 % no', () => {
    const held = (depositShare: string) =>
      codeOf(signAgreement({ ...draft, terms: { ...shenzhen, depositShare } }, undefined))
    expect(held('0.05')).toBe('accepted')
    expect(held('0.0501')).toBe('agreement.deposit-above-limit')
    const advanced = { ...draft, terms: { ...shenzhen, workingCapitalShare: '0.16' } }
    expect(codeOf(signAgreement(advanced, undefined))).toBe('agreement.working-capital-above-limit')
  })

  it('pays by points and heads no more than policy data lets it: 1.20 of what was claimed yes, 1.21 no', () => {
    const agreed = (more: Partial<Terms>) =>
      codeOf(signAgreement({ ...draft, terms: { ...shenzhen, ...more } }, undefined))
    expect(agreed({ bounds: { ...bounds, mostPaid: '1.20' } })).toBe('accepted')
    expect(agreed({ bounds: { ...bounds, mostPaid: '1.21' } })).toBe('agreement.bound-above-limit')
    expect(agreed({ schemes: { resident: { bounds: { ...bounds, topUp: '0.21' } } } })).toBe(
      'agreement.bound-above-limit',
    )
  })

  it('gives back no more of a deposit for a score than policy data lets it, and assesses by one index at least', () => {
    const agreed = (more: Partial<Terms>) =>
      codeOf(signAgreement({ ...draft, terms: { ...shenzhen, ...more } }, undefined))
    const above = 'agreement.bound-above-limit'
    const nothing = { from: '0', returned: '0' }
    expect(agreed({ depositReturn: [{ from: '0', returned: '1' }] })).toBe(above)
    expect(agreed({ depositReturn: [{ from: '80', returned: '1' }, nothing] })).toBe('accepted')
    // From 79 on everything is more than the nine tenths that a score of 79 may give back.
    expect(agreed({ depositReturn: [{ from: '79', returned: '1' }, nothing] })).toBe(above)
    expect(agreed({ depositReturn: [{ from: '60', returned: '0.9' }, nothing] })).toBe('accepted')
    expect(agreed({ depositReturn: [{ from: '59', returned: '0.1' }, nothing] })).toBe(above)
    expect(agreed({ indexes: [] })).toBe('agreement.bound-below-limit')
  })

  it('shares what lies above and below the quota no further than policy data lets it, for every scheme', () => {
    const agreed = (more: Partial<Terms>) =>
      codeOf(signAgreement({ ...draft, terms: { ...shenzhen, ...more } }, undefined))
    const above = 'agreement.bound-above-limit'
    const below = 'agreement.bound-below-limit'
    expect(agreed({ overspend: [{ upTo: '9', fund: '1' }] })).toBe(above)
    expect(agreed({ overspend: [{ upTo: '0.20', fund: '0.60' }] })).toBe('accepted')
    expect(agreed({ overspend: [{ upTo: '0.20', fund: '0.61' }] })).toBe(above)
    expect(agreed({ overspend: [{ upTo: '0.21', fund: '0.60' }] })).toBe(above)
    expect(agreed({ overspend: [{ fund: '0.10' }] })).toBe(above)
    expect(agreed({ overspend: [{ upTo: '0.20', fund: '0.60' }, { fund: '0' }] })).toBe('accepted')
    expect(agreed({ surplus: [{ kept: '0.61' }] })).toBe(above)
    expect(agreed({ surplus: [{ kept: '0.60' }], surplusCap: '0.05' })).toBe('accepted')
    expect(agreed({ surplusCap: '0.06' })).toBe(above)
    expect(agreed({ surplusCap: undefined })).toBe(above)
    expect(agreed({ surplus: [{ kept: '0' }], surplusCap: undefined })).toBe('accepted')
    expect(agreed({ depositShare: '0' })).toBe(below)
    expect(agreed({ reasonableOverrun: { growthAbove: '0.05', fund: '0.80', upTo: '0.10' } })).toBe(
      'accepted',
    )
    expect(agreed({ reasonableOverrun: { growthAbove: '0.05', fund: '0.81', upTo: '0.10' } })).toBe(above)
    expect(agreed({ reasonableOverrun: { growthAbove: '0.05', fund: '0.80', upTo: '0.11' } })).toBe(above)
    expect(agreed({ reasonableOverrun: { growthAbove: '0.04', fund: '0.80', upTo: '0.10' } })).toBe(below)
    expect(agreed({ schemes: { resident: { overspend: [{ upTo: '9', fund: '1' }] } } })).toBe(above)
  })

  it('lets no surplus be kept at a failing score', () => {
    const agreed = (from: string) =>
      codeOf(
        signAgreement(
          {
            ...draft,
            terms: {
              ...shenzhen,
              surplusByScore: [
                { from, kept: '1' },
                { from: '0', kept: '0' },
              ],
            },
          },
          undefined,
        ),
      )
    expect(agreed('60')).toBe('accepted')
    expect(agreed('59.9')).toBe('agreement.surplus-at-failing-score')
  })

  it('lies within its year', () => {
    expect(codeOf(signAgreement({ ...draft, to: '2026-01-01' }, undefined))).toBe('agreement.outside-year')
    expect(codeOf(signAgreement({ ...draft, from: '2025-07-01', to: '2025-06-30' }, undefined))).toBe(
      'agreement.outside-year',
    )
  })

  it('may say something else for the patients of one scheme: residents keep 20 %', () => {
    const both: Terms = { ...shenzhen, schemes: { resident: { surplus: [{ kept: '0.20' }] } } }
    expect(termsFor(both, 'resident').surplus).toEqual([{ kept: '0.20' }])
    expect(termsFor(both, 'employee').surplus).toEqual([{ kept: '0.30' }])
    expect(termsFor(both, 'resident').overspend).toEqual(shenzhen.overspend)
  })
})

describe('terms', () => {
  it.each([
    [
      'bands that fall',
      {
        overspend: [
          { upTo: '0.10', fund: '0.5' },
          { upTo: '0.05', fund: '0.6' },
        ],
      },
    ],
    ['a band after one without bound', { surplus: [{ kept: '0.3' }, { upTo: '0.1', kept: '0.1' }] }],
    ['a share above the whole', { depositShare: '1.01' }],
    ['weights that do not make 100', { indexes: [{ index: 'surgery', weight: 99, full: '1', zero: '0' }] }],
    ['an index with one figure', { indexes: [{ index: 'surgery', weight: 100, full: '1', zero: '1.0' }] }],
    ['a floor of a point above its ceiling', { bounds: { ...bounds, pointFloor: '1.3' } }],
    ['a coefficient of nil', { bounds: { ...bounds, coefficient: '0' } }],
    [
      'a surplus that the lowest scores keep',
      {
        surplusByScore: [
          { from: '60', kept: '1' },
          { from: '0', kept: '0.1' },
        ],
      },
    ],
    ['a score that gives nothing back nor nil', { depositReturn: [{ from: '60', returned: '1' }] }],
    [
      'bed-day rates without an end',
      {
        methods: {
          inpatient: { kind: 'bed-day', rates: [{ throughDay: 10, perDay: 30_000 }] },
          outpatient: { kind: 'by-item' },
        },
      },
    ],
  ])('are not: %s', (_, wrong) => {
    expect(terms.safeParse(shenzhen).success).toBe(true)
    expect(terms.safeParse({ ...shenzhen, ...wrong }).success).toBe(false)
  })
})

describe('an agreement in its year', () => {
  const by = 'clerk'
  const alone = { step: 'suspended', office: made.office } as const
  const both = (step: 'resumed' | 'amended') => ({ ...made, step })
  const suspension: AgreementChange = {
    change: 'suspend',
    from: '2025-04-01',
    by,
    on: '2025-03-28',
    reason: 'false volume found',
    made: alone,
  }
  const resumption: AgreementChange = {
    change: 'resume',
    from: '2025-05-01',
    by,
    on: '2025-04-28',
    reason: 'put right',
    made: both('resumed'),
  }
  const changedBy = (...commands: readonly AgreementChange[]): Agreement =>
    commands.reduce((state, command) => {
      const decision = changeAgreement(command, state)
      if (decision.status === 'refused') throw new Error(decision.refusal.code)
      return decision.value
    }, signed)

  it('is suspended from a day and resumed from another: no new claims in between', () => {
    expect(changedBy(suspension, resumption)).toEqual({
      ...signed,
      version: 3,
      status: 'resumed',
      suspensions: [{ from: '2025-04-01', to: '2025-04-30', reason: 'false volume found' }],
      changed: { by, on: '2025-04-28', reason: 'put right' },
      made: both('resumed'),
    })
  })

  it('is not suspended or withdrawn from by the office alone on a day that is past', () => {
    for (const change of ['suspend', 'withdraw'] as const) {
      const back: AgreementChange = { ...suspension, change, from: '2025-01-01' }
      expect(codeOf(changeAgreement(back, signed))).toBe('agreement.backdated')
    }
  })

  it('takes each change once, however often and late it comes', () => {
    const resumed = changedBy(suspension, resumption)
    expect(changedBy(suspension, suspension).version).toBe(2)
    expect(changeAgreement(suspension, resumed)).toEqual({ status: 'accepted', value: resumed })
    expect(changeAgreement(resumption, resumed)).toEqual({ status: 'accepted', value: resumed })
  })

  it('cannot be resumed before it is suspended, nor suspended twice at once', () => {
    expect(codeOf(changeAgreement(resumption, signed))).toBe('agreement.not-suspended')
    const early = { ...resumption, from: '2025-04-01' }
    expect(codeOf(changeAgreement(early, changedBy(suspension)))).toBe('agreement.resumed-too-early')
    const another = { ...suspension, from: '2025-06-01' }
    expect(codeOf(changeAgreement(another, changedBy(suspension)))).toBe('agreement.suspended-already')
    expect(changedBy(suspension, resumption, another).suspensions).toHaveLength(2)
  })

  it('ends with a withdrawal; nothing is changed after it', () => {
    const withdrawal: AgreementChange = { ...suspension, change: 'withdraw', from: '2025-09-01' }
    const ended = changedBy(withdrawal)
    expect(ended).toMatchObject({ status: 'withdrawn', withdrawn: { from: '2025-09-01' }, version: 2 })
    expect(changedBy(withdrawal, withdrawal)).toEqual(ended)
    expect(codeOf(changeAgreement(suspension, ended))).toBe('agreement.withdrawn')
    const outside: AgreementChange = { ...withdrawal, from: '2026-01-01' }
    expect(codeOf(changeAgreement(outside, signed))).toBe('agreement.day-outside')
  })

  it('is amended as a whole: what new terms leave out is no longer agreed', () => {
    const { surplusCap, ...rest } = shenzhen
    const uncapped: Terms = { ...rest, surplus: [{ kept: '0' }] }
    const amendment: AgreementChange = {
      change: 'amend',
      terms: uncapped,
      limits,
      by,
      on: '2025-06-10',
      reason: 'the cap is dropped',
      made: both('amended'),
    }
    const amended = changedBy(amendment)
    expect(amended).toEqual({
      ...signed,
      surplus: [{ kept: '0' }],
      surplusCap: undefined,
      version: 2,
      changed: { by, on: '2025-06-10', reason: 'the cap is dropped' },
      made: both('amended'),
    })
    expect(changeAgreement(amendment, amended)).toEqual({ status: 'accepted', value: amended })
    const greedy = { ...amendment, terms: { ...uncapped, depositShare: '0.06' } }
    expect(codeOf(changeAgreement(greedy, signed))).toBe('agreement.deposit-above-limit')
  })
})
