import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { amountAt, assemblePolicy, changeDaysOf, tableAt, valueAt } from '#shared/policy/policy.ts'
import { differingFigures } from '#shared/policy/unity.ts'

const dated = (from: string, value: number, more: object = {}) => ({
  ...{ from, known: from, value, cites: 'example', tag: 'assumed' },
  ...more,
})
const decided = (from: string, known: string) => ({ from, known, cites: '皖政办〔2024〕3号', tag: 'seed' })
const key = 'contribution.resident.individual'
const policyOf = (more: object, phases?: object) =>
  assemblePolicy('v', [
    {
      title: 'test',
      parameters: {
        [key]: { title: 'what a resident pays', unit: 'yuan', values: [dated('2020-01-01', 400)], ...more },
        ...(phases === undefined
          ? {}
          : {
              'unity.phases': {
                title: 'phases',
                unit: 'table',
                values: [{ ...dated('2024-04-08', 0), value: phases }],
              },
            }),
      },
    },
  ])
const hefei = (...values: object[]) => ({ cities: { '340100': values } })
const paid = (policy: ReturnType<typeof policyOf>, on: string, more: object = {}) =>
  amountAt(policy, key, { on, city: '340100', ...more }) / 100

describe("a city's own figure", () => {
  it('holds to its last day, and the province’s from the next', () => {
    const policy = policyOf(hefei(dated('2022-01-01', 430, { until: '2024-12-31' })))
    expect(['2021-12-31', '2022-01-01', '2024-12-31', '2025-01-01'].map((on) => paid(policy, on))).toEqual([
      400, 430, 430, 400,
    ])
  })

  it('may begin again after it ended', () => {
    const policy = policyOf(
      hefei(dated('2022-01-01', 430, { until: '2022-12-31' }), dated('2024-01-01', 440)),
    )
    expect(['2022-06-01', '2023-06-01', '2024-06-01'].map((on) => paid(policy, on))).toEqual([430, 400, 440])
  })

  it('ends in every city on the day the province’s holds, as it was known; a later decision puts it off', () => {
    const policy = policyOf({
      ...hefei(dated('2022-01-01', 430)),
      unity: [decided('2025-01-01', '2024-04-15'), decided('2026-01-01', '2024-11-01')],
    })
    expect(paid(policy, '2025-12-31')).toBe(430)
    expect(paid(policy, '2026-01-01')).toBe(400)
    expect(paid(policy, '2025-06-01', { knownBy: '2024-05-01' })).toBe(400)
    expect(paid(policy, '2025-06-01', { knownBy: '2024-04-01' })).toBe(430)
  })

  it('changes on the days on which it begins, has ended, and the province’s holds', () => {
    const policy = policyOf({
      ...hefei(dated('2022-01-01', 430, { until: '2023-12-31' })),
      unity: [decided('2025-01-01', '2024-04-15')],
    })
    const parameter = policy.parameters.get(key)
    expect(parameter && changeDaysOf(parameter).sort()).toEqual([
      ...['2020-01-01', '2022-01-01', '2024-01-01', '2025-01-01'],
    ])
  })
})

describe('an end is refused', () => {
  const refusedWith = (more: object, reason: RegExp) =>
    expect(() => policyOf(more)).toThrow(
      expect.objectContaining({ code: 'policy.malformed', message: expect.stringMatching(reason) }),
    )

  it('before the value begins, past the next one, or of the province’s own value', () => {
    refusedWith(hefei(dated('2022-01-01', 430, { until: '2021-12-31' })), /before it begins/)
    refusedWith(
      hefei(dated('2022-01-01', 430, { until: '2024-01-01' }), dated('2024-01-01', 440)),
      /when the next holds/,
    )
    refusedWith({ values: [dated('2020-01-01', 400, { until: '2024-12-31' })] }, /has no end/)
  })

  it('where a city’s value begins or goes on when the province’s holds everywhere', () => {
    const unity = [decided('2025-01-01', '2024-04-15')]
    refusedWith({ ...hefei(dated('2025-01-01', 430)), unity }, /begins on 2025-01-01/)
    refusedWith({ ...hefei(dated('2022-01-01', 430, { until: '2025-01-01' })), unity }, /ends on 2025-01-01/)
  })

  it('where the province has no value on the day, no city has one of its own, or decisions are out of order', () => {
    refusedWith(
      { ...hefei(dated('2015-01-01', 300)), unity: [decided('2019-01-01', '2018-01-01')] },
      /no value on/,
    )
    refusedWith({ unity: [decided('2025-01-01', '2024-04-15')] }, /no city has a value/)
    refusedWith(
      {
        ...hefei(dated('2022-01-01', 430)),
        unity: [decided('2025-01-01', '2024-04-15'), decided('2026-01-01', '2024-04-15')],
      },
      /order of `known`/,
    )
  })
})

describe('what still differs', () => {
  const state = (more: object, on: string) =>
    differingFigures(policyOf(more, { resident: '2025-01-01', later: null }), on, '340100').map(
      ({ state: is, until }) => [is, until],
    )
  const own = hefei(dated('2022-01-01', 430))

  it('is to come before its step of unity begins, overdue after it, and ends where its day is decided', () => {
    expect(state({ ...own, phase: 'resident' }, '2024-12-31')).toEqual([['to-come', undefined]])
    expect(state({ ...own, phase: 'resident' }, '2025-01-01')).toEqual([['overdue', undefined]])
    const unity = [decided('2026-01-01', '2024-11-01')]
    expect(state({ ...own, phase: 'resident', unity }, '2025-01-01')).toEqual([['ends', '2025-12-31']])
    expect(state({ ...own, phase: 'resident', unity }, '2026-01-01')).toEqual([])
  })

  it('has no day where no document gives one', () => {
    expect(state({ ...own, phase: 'later' }, '2030-01-01')).toEqual([['no-day', undefined]])
    expect(state(own, '2023-01-01')).toEqual([['no-day', undefined]])
  })

  it('is not what a city sets as the province does', () => {
    expect(state({ ...hefei(dated('2022-01-01', 400)), phase: 'resident' }, '2024-01-01')).toEqual([])
  })
})

describe("Anhui's cities", () => {
  const policy = readPolicy('shared/policy/anhui')
  const of = (city: string, on: string) =>
    differingFigures(policy, on, city).map(({ key: of, state: is, places }) => [of, is, places.length])

  it('each have a step of unity and a Chinese name for every figure that they set themselves', () => {
    for (const [of, { cities, phase, zh }] of policy.parameters)
      if (cities !== undefined)
        expect([of, phase, zh], of).toEqual([of, expect.any(String), expect.any(String)])
  })

  it('had serious-illness insurance of their own in Hefei to the end of 2024, and the province’s since', () => {
    const bandOf = (on: string) =>
      (
        tableAt(policy, 'settlement.resident.serious_illness', { on, city: '340100' }, z.looseObject({})) as {
          pays: { bands: { ratio: number }[] }
        }
      ).pays.bands[1]?.ratio
    expect([bandOf('2024-12-31'), bandOf('2025-01-01')]).toEqual([0.7, 0.65])
    expect(of('340100', '2024-12-31')).toContainEqual(['settlement.resident.serious_illness', 'ends', 3])
  })

  it('pay maternity leave by the province’s days since September 2022, Hefei too', () => {
    const days = (on: string) =>
      (valueAt(policy, 'settlement.maternity_leave', { on, city: '340100' }).value as { days: object }).days
    expect(days('2022-08-31')).toMatchObject({ natural: 150 })
    expect(days('2022-09-01')).toMatchObject({ natural: 158 })
  })

  it('differ in residents’ aid shares, and in the years really paid of the retired, until financing is one, which is overdue since 2026', () => {
    const share = 'contribution.resident.aid_share.minimum_living'
    expect(of('340500', '2025-12-31')).toContainEqual([share, 'to-come', 1])
    expect(of('340500', '2026-01-01')).toContainEqual([share, 'overdue', 1])
    expect(of('341700', '2025-06-30').map(([figure]) => figure)).toEqual([
      ...[share, 'contribution.resident.aid_share.returned_to_poverty'],
      'enrollment.employee.paid_years_least',
    ])
  })
})
