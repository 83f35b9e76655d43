import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { DatedValue } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { forecastFund } from '../../../../services/budget/forecast/rules/forecast-fund.ts'
import { pricedSteps } from '../../../../services/budget/forecast/rules/priced-steps.ts'
import type { Step } from '../../../../services/budget/forecast/rules/steps.ts'
import {
  factorIn,
  figureOf,
  figureSteps,
  unpricedIn,
} from '../../../../services/budget/forecast/rules/steps.ts'
import type { BudgetLine } from '../../../../services/budget/ledger/rules/chart.ts'

const law = readPolicy('shared/policy/anhui')
const residents = { scheme: 'resident', city: '340100' } as const
const premium = 'contribution.resident.individual'

/** The policy, with figures that two documents decided. */
const decided = (figures: Readonly<Record<string, Pick<DatedValue, 'from' | 'known' | 'value'>>>): Policy => {
  const parameters = new Map(law.parameters)
  for (const [key, { from, known, value }] of Object.entries(figures)) {
    const parameter = parameters.get(key)
    if (!parameter) throw new Error(key)
    const more: DatedValue = { from, known, value, cites: '皖医保发〔2026〕9号', tag: 'assumed' }
    const before = parameter.values.filter((each) => each.from < from)
    parameters.set(key, { ...parameter, values: [...before, more] })
  }
  return { ...law, parameters }
}

/** Heads of a hundred residents, whose premiums come in January of each year from 2019 to 2026, and a care of 100 yuan a month. */
const yearly: Readonly<Record<number, number>> = {
  ...{ 2019: 250, 2020: 280, 2021: 280, 2022: 320, 2023: 350, 2024: 380, 2025: 400, 2026: 400 },
}
const history = {
  from: '2019-01',
  lines: new Map<BudgetLine, readonly number[]>([
    [
      'individual-premium',
      Array.from({ length: 96 }, (_, month) =>
        month % 12 === 0 ? 100 * 100 * (yearly[2019 + Math.floor(month / 12)] ?? 0) : 0,
      ),
    ],
    ['inpatient', Array.from({ length: 96 }, () => 100_00)],
  ]),
}
const ahead = { first: '2027-01', last: '2028-12', today: '2027-01-05' } as const
const forecast = (policy: Policy, priced: readonly Step[] = []) => {
  const told = { from: history.from, months: 96, today: ahead.today }
  return forecastFund(history, {
    ...{ balance: 0, steps: 24, priced },
    figureOf: (line) => figureOf(line, told, { ...residents, policy }),
  })
}
const amountsOf = ({ lines }: ReturnType<typeof forecast>, line: BudgetLine) =>
  new Map(lines.find((each) => each.line === line)?.months.map(({ month, amount }) => [month, amount]))

describe('a premium that is decided for a year to come', () => {
  const policy = decided({ [premium]: { from: '2028-01-01', known: '2026-12-30', value: 500 } })

  it('moves the line from its day on: 100 persons pay 400 yuan in 2027, and 500 in 2028', () => {
    const premiums = amountsOf(forecast(policy), 'individual-premium')
    expect(premiums.get('2027-01')).toBe(100 * 400_00)
    expect(premiums.get('2028-01')).toBe(100 * 500_00)
  })

  it('is shown as a step with its article and what the months are multiplied by', () => {
    expect(figureSteps(['individual-premium', 'inpatient'], ahead, { ...residents, policy })).toEqual([
      {
        ...{ line: 'individual-premium', kind: 'figure', by: premium, from: '2028-01-01' },
        title: 'What each resident pays for a year',
        ...{ before: '400', after: '500', factor: '1.25', cites: '皖医保发〔2026〕9号' },
      },
    ])
  })

  it('moves nothing before it is published', () => {
    const later = decided({ [premium]: { from: '2028-01-01', known: '2027-02-01', value: 500 } })
    expect(amountsOf(forecast(later), 'individual-premium').get('2028-01')).toBe(100 * 400_00)
    expect(figureSteps(['individual-premium'], ahead, { ...residents, policy: later })).toEqual([])
  })

  it('of years before is no trend: premiums that rose from 250 to 400 yuan stay at 400 where nothing else is decided', () => {
    const [line] = forecast(law).lines
    expect(line).toMatchObject({ line: 'individual-premium', beatsNaive: true })
    expect(line?.months.filter(({ amount }) => amount !== 0).map(({ amount }) => amount)).toEqual([
      ...[100 * 400_00, 100 * 400_00],
    ])
    expect(line?.naiveErrors['same-month-last-year']).toBeGreaterThan(0)
  })
})

describe('a change of benefits that was priced', () => {
  const nothing = { basic: 0, seriousIllness: 0, medicalAid: 0, supplement: 0, account: 0 }
  const care = (before: number, after: number) => ({
    inForce: { ...nothing, basic: before },
    proposed: { ...nothing, basic: after },
  })
  const pricing = {
    ...{ pricingId: 'PR1', title: '住院支付比例提高五个百分点', ...residents, year: 2026 },
    ...{ holdsFrom: '2027-03-17', policyVersion: 'v', persons: 10, claims: 40, changed: 31 },
    care: { inpatient: care(1_000_00, 1_062_00), outpatient: care(0, 0), chronic: care(0, 0) },
  } as never
  const steps = pricedSteps(pricing)

  it('multiplies the line from its day on, a month that it begins in by its days: 6.2 % of fifteen days of March', () => {
    expect(steps).toEqual([
      {
        ...{ line: 'inpatient', kind: 'pricing', by: 'PR1', title: '住院支付比例提高五个百分点' },
        ...{ from: '2027-03-17', before: '100000', after: '106200', factor: '1.062', cites: '2026: 31 / 40' },
      },
    ])
    const care = amountsOf(forecast(law, steps), 'inpatient')
    expect(care.get('2027-02')).toBe(100_00)
    expect(care.get('2027-03')).toBe(103_00)
    expect(care.get('2027-04')).toBe(106_20)
    expect(factorIn('2027-04', steps)).toBeCloseTo(1.062, 9)
  })

  it('is told where nobody priced it: nothing of it is in the figures', () => {
    const key = 'settlement.resident.inpatient'
    const plan = law.parameters.get(key)?.values.at(-1)?.value ?? null
    const policy = decided({ [key]: { from: '2027-03-17', known: '2026-12-01', value: plan } })
    const moment = { ...residents, policy }
    expect(unpricedIn([], ahead, moment)).toMatchObject([
      { figure: key, from: '2027-03-17', cites: '皖医保发〔2026〕9号' },
    ])
    expect(unpricedIn(steps, ahead, moment)).toEqual([])
    // What outpatient care costs from the same day on says nothing of stays.
    expect(unpricedIn([{ from: '2027-03-17', line: 'outpatient' }], ahead, moment)).toHaveLength(1)
    expect(unpricedIn([], { ...ahead, today: '2026-11-30' }, moment)).toEqual([])
  })
})

describe('a figure that is published after the months it holds from', () => {
  const told = { from: '2026-01', months: 12, today: '2026-12-31' } as const
  const policy = decided({ [premium]: { from: '2026-01-01', known: '2026-08-15', value: 500 } })
  const figure = figureOf('individual-premium', told, { ...residents, policy })

  it('is not known to a forecast that was made before: neither for the months ahead nor for those past', () => {
    expect(figure?.(0, 6)).toBe(figure?.(6, 6))
    expect(figure?.(0, 6)).toBe(
      Number(law.parameters.get(premium)?.values.findLast(({ from }) => from < '2026-01-01')?.value),
    )
  })

  it('is known to one that was made since, and not to one of today that it is published after', () => {
    expect(figure?.(0, 9)).toBe(500)
    expect(figure?.(3, 12)).toBe(500)
    const earlier = figureOf('individual-premium', { ...told, today: '2026-08-14' }, { ...residents, policy })
    expect(earlier?.(3, 12)).not.toBe(500)
  })
})
