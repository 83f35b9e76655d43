import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costSheet } from '../../../../services/budget/disclosure/fund-sheets.ts'
import type { CostDocument } from '../../../../services/budget/disclosure/rules/fund-documents.ts'
import { hiddenCosts } from '../../../../services/budget/disclosure/rules/hidden-costs.ts'

/** What a year came to by a month: stays and visits at levels 1, 2 and 3, and which of the stays were away. */
type Month = {
  readonly stays: readonly [number, number, number]
  readonly visits: readonly [number, number, number]
  readonly away?: readonly [number, number]
}

const yuanEach = { inpatient: 8_000, outpatient: 200 } as const

/** A stay costs 8,000 yuan and a visit 200, the fund bears half; 1,000 yuan were spent on what is no care. */
const costs = ({ stays, visits, away = [0, 0] }: Month): CostDocument => {
  const row = (care: 'inpatient' | 'outpatient', level: 1 | 2 | 3 | 0 | null, claims: number) => {
    const total = claims * yuanEach[care] * 100
    return { care, level, claims, days: claims, total, inScope: total, fund: total / 2 }
  }
  const rows = (care: 'inpatient' | 'outpatient', [one, two, three]: Month['stays']) => [
    row(care, 1, one),
    row(care, 2, two),
    row(care, 3, three),
    row(care, 0, 0),
    row(care, null, one + two + three),
  ]
  const care = [...rows('inpatient', stays), ...rows('outpatient', visits)]
  const spent = care.filter(({ level }) => level === null).reduce((sum, { fund }) => sum + fund, 0)
  const ofPlace = (place: 'in-province' | 'out-of-province', claims: number) => {
    const total = claims * yuanEach.inpatient * 100
    return { place, claims, total, fund: total / 2 }
  }
  return {
    ...{ document: 'costs', city: '340100', scheme: 'resident', month: '2025-03' },
    ...{ care, away: [ofPlace('in-province', away[0]), ofPlace('out-of-province', away[1])] },
    ...{ spent: spent + 100_000, planned: 9_000_000 },
  }
}

const fewest = 10

/** What is shown of each month, by row: claims and the fund's payments, in yuan. */
const published = (months: readonly Month[]) =>
  hiddenCosts(months.map(costs), fewest).map((hidden, index) => {
    const { rows } = costSheet(costs(months[index] as Month), { hidden })
    return new Map(
      rows.map(([kind, level, claims, , , , fund]) => [
        `${kind} ${level}`,
        typeof fund === 'object' && fund !== null && 'fen' in fund
          ? { claims: Number(claims), fund: fund.fen / 100 }
          : undefined,
      ]),
    )
  })

const shownIn = (table: ReturnType<typeof published>[number] | undefined): string[] =>
  [...(table ?? [])].flatMap(([key, cells]) => (cells ? [key] : []))

describe('what care cost, in public', () => {
  it('is shown whole where every row stands for ten claims or for none', () => {
    const [table] = published([{ stays: [10, 20, 30], visits: [0, 40, 50] }])
    expect(table?.size).toBe(14)
    expect(shownIn(table)).toHaveLength(14)
  })

  it('does not say what the fund spent where nine claims stand behind it', () => {
    const [table] = published([{ stays: [2, 0, 1], visits: [6, 0, 0] }])
    expect(table?.get('统筹基金支出 合计')).toBeUndefined()
    expect(table?.get('统筹基金支出预算 全年')).toMatchObject({ fund: 90_000 })
  })

  it('does not say what visits cost where the fund’s sum less that is what five stays cost', () => {
    const [table] = published([{ stays: [2, 3, 0], visits: [200, 0, 0] }])
    expect(table?.get('统筹基金支出 合计')).toEqual({ claims: 0, fund: 41_000 })
    expect(table?.get('住院 合计')).toBeUndefined()
    expect(table?.get('门诊 合计')).toBeUndefined()
    expect(table?.get('门诊 一级')).toBeUndefined()
  })

  it('does not say stays away in both places where those at home are three', () => {
    const [table] = published([{ stays: [0, 43, 20], visits: [0, 0, 0], away: [40, 20] }])
    expect(table?.get('住院 合计')).toEqual({ claims: 63, fund: 252_000 })
    expect(table?.get('住院异地就医 省内异地')).toEqual({ claims: 40, fund: 160_000 })
    expect(table?.get('住院异地就医 跨省异地')).toBeUndefined()
  })

  it('does not say what three stays of a month cost by the month before, nor the row that leaves them', () => {
    const january: Month = { stays: [20, 30, 40], visits: [0, 0, 0] }
    const [first, second] = published([january, { stays: [23, 30, 60], visits: [0, 0, 0] }])
    expect(first?.get('住院 一级')).toEqual({ claims: 20, fund: 80_000 })
    expect(second?.get('住院 合计')).toEqual({ claims: 113, fund: 452_000 })
    expect(second?.get('住院 一级')).toBeUndefined()
    // The second level did not move: it would leave three as it would have in January.
    expect(second?.get('住院 三级')).toBeUndefined()
  })

  it('says nothing of a month in which the same claims cost otherwise', () => {
    const before = costs({ stays: [20, 30, 40], visits: [0, 0, 0] })
    const corrected = {
      ...before,
      care: before.care.map((row) =>
        row.care === 'inpatient' && (row.level === 1 || row.level === null)
          ? { ...row, fund: row.fund - 50_000 }
          : row,
      ),
    }
    expect(hiddenCosts([before, corrected], fewest).at(-1)?.rows).toContain('inpatient 1')
    expect(hiddenCosts([before, before], fewest).at(-1)?.rows.size).toBe(0)
  })

  it('is the same whatever comes after it: a month that was published stays as it stands', () => {
    const months = [
      [2, 30, 40],
      [9, 31, 60],
      [25, 50, 61],
    ].map((stays, index) =>
      costs({ stays: stays as [number, number, number], visits: [12 * (index + 1), 0, 0] }),
    )
    const ofYear = hiddenCosts(months, fewest)
    expect(ofYear.map(({ rows }) => rows.size)).not.toContain(0)
    months.forEach((_, index) => {
      expect(hiddenCosts(months.slice(0, index + 1), fewest).at(-1)).toEqual(ofYear[index])
    })
  })

  it('leaves whoever subtracts rows and months of each other nothing that stands for few', () => {
    const count = fc.oneof(fc.nat(4), fc.nat(30))
    const level = fc.tuple(count, count, count)
    const grows = fc.array(
      fc.record({ stays: level, visits: level, share: fc.tuple(fc.nat(100), fc.nat(100)) }),
      {
        ...{ minLength: 1, maxLength: 4 },
      },
    )
    const sums = {
      '统筹基金支出 合计': [['住院 合计', '门诊 合计']],
      '住院 合计': [
        ['住院 一级', '住院 二级', '住院 三级'],
        ['住院异地就医 省内异地', '住院异地就医 跨省异地', 'home'],
      ],
      '门诊 合计': [['门诊 一级', '门诊 二级', '门诊 三级']],
    } as const
    let tried = 0
    let found = 0
    fc.assert(
      fc.property(grows, (added) => {
        let so: Month = { stays: [0, 0, 0], visits: [0, 0, 0], away: [0, 0] }
        const months = added.map(({ stays, visits, share }): Month => {
          const at = (of: Month['stays'], more: Month['stays']) =>
            [of[0] + more[0], of[1] + more[1], of[2] + more[2]] as const
          const all = stays[0] + stays[1] + stays[2]
          const inProvince = Math.floor((all * share[0]) / 200)
          const away = [inProvince, Math.floor(((all - inProvince) * share[1]) / 100)] as const
          const [before, beyond] = so.away ?? [0, 0]
          so = {
            ...{ stays: at(so.stays, stays), visits: at(so.visits, visits) },
            away: [before + away[0], beyond + away[1]],
          }
          return so
        })
        const tables = published(months)
        // Every row's true count, which the reader does not know.
        const truth = months.map(({ stays, visits, away = [0, 0] }) => {
          const [inpatient, outpatient] = [stays, visits].map((of) => of[0] + of[1] + of[2]) as [
            number,
            number,
          ]
          return {
            ...{
              '住院 一级': stays[0],
              '住院 二级': stays[1],
              '住院 三级': stays[2],
              '住院 合计': inpatient,
            },
            ...{ '门诊 一级': visits[0], '门诊 二级': visits[1], '门诊 三级': visits[2] },
            ...{ '门诊 合计': outpatient, '统筹基金支出 合计': inpatient + outpatient },
            ...{ '住院异地就医 省内异地': away[0], '住院异地就医 跨省异地': away[1] },
            home: inpatient - away[0] - away[1],
          } as Readonly<Record<string, number>>
        })
        const shows = (month: number, key: string) => month < 0 || tables[month]?.get(key) !== undefined
        const grew = (key: string, from: number, to: number) =>
          (truth[to]?.[key] ?? 0) - (truth[from]?.[key] ?? 0)
        /** What is left of a sum's growth when every part that both months show, or whose own parts they show, is taken off. */
        const leftOf = (key: string, from: number, to: number): number => {
          if (shows(from, key) && shows(to, key)) return 0
          const ways: readonly (readonly string[])[] = sums[key as keyof typeof sums] ?? []
          const byParts = ways.map((parts) => parts.reduce((sum, part) => sum + leftOf(part, from, to), 0))
          return Math.min(grew(key, from, to), ...byParts)
        }
        for (let to = 0; to < months.length; to += 1)
          for (let from = -1; from < to; from += 1)
            for (const key of Object.keys(truth[to] ?? {})) {
              if (!shows(from, key) || !shows(to, key)) continue
              const ways: readonly (readonly string[])[] = sums[key as keyof typeof sums] ?? []
              const left = ways.map((parts) => parts.reduce((sum, part) => sum + leftOf(part, from, to), 0))
              for (const claims of [grew(key, from, to), ...left]) {
                tried += 1
                if (claims > 0) found += 1
                expect([key, from, to, claims > 0 && claims < fewest]).toEqual([key, from, to, false])
              }
            }
      }),
      { numRuns: 150 },
    )
    expect(tried).toBeGreaterThan(1_000)
    expect(found).toBeGreaterThan(100)
  })
})
