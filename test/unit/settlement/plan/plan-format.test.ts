import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { assemblePolicy } from '#shared/policy/policy.ts'
import { basicLayer, laterLayer } from '../../../../services/settlement/plan/rules/format.ts'
import { planBook } from '../../../../services/settlement/plan/rules/plan-book.ts'
import { anhui } from '../support/basis.ts'

describe('a plan that cannot be right is refused when it is read', () => {
  it.each([
    ['a share above one', { deductible: 0, pays: 1.2 }],
    ['a share finer than six decimals', { deductible: 0, pays: 0.1234567 }],
    ['an amount finer than a fen', { deductible: 0.001, pays: 0.5 }],
    ['a negative deductible', { deductible: -1, pays: 0.5 }],
    ['no deductible', { pays: 0.5 }],
    ['no payment', { deductible: 0 }],
    ['both sides of a share', { deductible: 0, pays: { ratio: 0.7, patientShare: 0.3 } }],
    ['bands without their edges', { deductible: 0, pays: { bands: [{ ratio: 0.5 }] } }],
    [
      'bands that fall',
      {
        deductible: 0,
        edges: 'absolute',
        pays: {
          bands: [
            { upTo: 200, ratio: 0.5 },
            { upTo: 100, ratio: 0.6 },
          ],
        },
      },
    ],
    [
      'an open band before the last',
      { deductible: 0, edges: 'absolute', pays: { bands: [{ ratio: 0.5 }, { upTo: 100, ratio: 0.6 }] } },
    ],
    ['a word it does not know', { deductible: 0, pays: 0.5, deductable: 3 }],
    ['a condition it does not know', { deductible: [{ when: { hospital: 3 }, amount: 1 }], pays: 0.5 }],
    ['an age range without an end', { deductible: [{ when: { age: {} }, amount: 1 }], pays: 0.5 }],
    [
      'item classes without saying where the deductible comes from',
      { deductible: 1, pays: [{ when: { itemClass: 'implant' }, ratio: 0.5 }, { ratio: 0.8 }] },
    ],
    [
      'a row no claim can reach',
      { deductible: [{ amount: 5 }, { when: { level: 1 }, amount: 1 }], pays: 0.5 },
    ],
    ['a limit of growth by age without growth', { deductible: 0, pays: { ratio: 0.5, atMost: 0.9 } }],
    [
      'a ceiling that grows with what is not counted',
      { deductible: 0, pays: 1, ceiling: { amount: 1, grows: { each: 'sex', by: 1 } } },
    ],
    [
      'stays that count as one without a word on the deductible',
      { deductible: 0, pays: 1, oneStay: { withinDays: 1 } },
    ],
    ['a layer that does not exist', { deductible: 0, pays: 0.5, followedBy: ['lottery'] }],
  ])('%s', (_, value) => {
    expect(basicLayer.safeParse(value).success).toBe(false)
  })

  it('a later layer without its base or its period', () => {
    expect(laterLayer.safeParse({ deductible: 0, pays: 0.5, per: 'year' }).success).toBe(false)
    expect(laterLayer.safeParse({ deductible: 0, pays: 0.5, base: 'inScopeUnpaid' }).success).toBe(false)
  })
})

describe('the two notations of a share', () => {
  it('mean the same: the patient’s 32 % is the fund’s 68 %', () => {
    const ofPatient = basicLayer.parse({ deductible: 0, pays: { patientShare: 0.32 } })
    const ofFund = basicLayer.parse({ deductible: 0, pays: 0.68 })
    expect(ofPatient.pays).toEqual(ofFund.pays)
  })
})

describe('a ceiling', () => {
  const ceilingsOf = (ceiling: unknown) => basicLayer.parse({ deductible: 0, pays: 1, ceiling }).ceiling

  it('by rows is one ceiling, the first row that holds', () => {
    const rows = [{ when: { employment: 'retired' }, amount: 5000 }, { amount: 4000 }]
    expect(ceilingsOf(rows)).toMatchObject([
      { per: 'year', counts: [], amount: [{ value: 500_000 }, { value: 400_000 }] },
    ])
  })

  it('as a list of objects is several that bind together', () => {
    const several = [
      { amount: 50, per: 'claim' },
      { amount: 4000, counts: ['outpatient', 'large_sum'] },
    ]
    expect(ceilingsOf(several)).toMatchObject([{ per: 'claim' }, { counts: ['outpatient', 'large_sum'] }])
  })
})

describe('the book of plans', () => {
  it('gives the plan of the day and the city', () => {
    const levelOne = { level: 1 as const, place: 'local' as const }
    const rate = (on: string) =>
      anhui.planOn('resident', 'inpatient', '340100', on).basic.pays.find(({ when }) => when?.holds(levelOne))
        ?.value
    expect(rate('2024-12-31')).toMatchObject({ rate: 850_000 })
    expect(rate('2025-01-01')).toMatchObject({ rate: 900_000 })
  })

  it('reads a plan once', () => {
    const once = anhui.planOn('resident', 'inpatient', '340100', '2025-03-01')
    expect(anhui.planOn('resident', 'inpatient', '340100', '2025-03-01')).toBe(once)
  })

  it('asked as of an earlier day does not know what was published later', () => {
    const before = planBook(readPolicy('shared/policy/anhui'), '2024-06-30')
    const floor = before.planOn('resident', 'inpatient', '340100', '2025-03-01').basic.adjust[0]?.deductible
    expect(floor).toEqual({ times: 2_000_000 })
  })

  it('every plan of Anhui can be read, in every city', () => {
    for (const scheme of ['resident', 'employee'] as const) {
      for (const care of ['inpatient', 'outpatient'] as const) {
        for (const city of ['340100', '341800']) {
          for (const purpose of ['general', 'chronic'] as const) {
            expect(anhui.planOn(scheme, care, city, '2025-07-01', purpose).care).toBe(care)
          }
        }
      }
    }
  })

  it('a layer that is announced and not given is an error', () => {
    const value = { deductible: 0, pays: 0.5, followedBy: ['medical_aid'] }
    const dated = { from: '2000-01-01', known: '2000-01-01', cites: 'x', tag: 'assumed', value }
    const parameters = { 'settlement.resident.inpatient': { title: 'x', unit: 'plan', values: [dated] } }
    const book = planBook(assemblePolicy('test', [{ title: 'x', parameters }]))
    expect(() => book.planOn('resident', 'inpatient', '340100', '2025-01-01')).toThrow(
      expect.objectContaining({ code: 'policy.missing' }),
    )
  })
})
