import * as z from 'zod'
import { amount, city, day, fundYear, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities, provinceCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { fundTrialPartition } from '../keys.ts'
import { division } from '../ledger/fields.ts'
import { cursorField, pageOf, readers } from '../ledger/fund-operations.ts'
import { budgetLines } from '../ledger/rules/chart.ts'
import { refuse } from '../refusals.ts'
import { readBase } from './read-base.ts'
import type { FundOutcome, FundYearBase, LineStep } from './rules/try-fund.ts'
import { outcomeOf, sumOutcomes, tryFund } from './rules/try-fund.ts'
import type { FundVariant } from './rules/variant.ts'
import { figureInForce, judgeVariant, lawOf, ofCity, policyOfFund } from './rules/variant.ts'
import type { TriedOn } from './store.ts'
import { fundTrials } from './store.ts'
import { fundVariants } from './variant-shape.ts'

const path = '/v1/budget/what-ifs'

const basis = z.enum(['executed', 'forecast']).meta({
  description: 'the year as its books have it, or as it is forecast from the books before it',
})

const outcome = z.strictObject({
  ...{ income: signedAmount, expenditure: signedAmount, current: signedAmount, balance: signedAmount },
  monthsPayable: z.number().nullable(),
  levy: amount.meta({ description: "the next year's levy on this year's collection, while none is paused" }),
  ...{ gap: amount, own: amount, fromFund: amount, local: amount, ineligible: amount },
})
const step = z.strictObject({
  by: z.string(),
  line: z.enum(budgetLines),
  before: signedAmount,
  after: signedAmount,
})

const cityAnswer = z.strictObject({
  city,
  inForce: outcome,
  variants: z.array(z.strictObject({ outcome, steps: z.array(step) })),
})

const answer = z.strictObject({
  ...{ trialId: id, scheme, year: fundYear, basis },
  titles: z.array(z.string()),
  cities: z.array(cityAnswer),
  total: z
    .strictObject({ inForce: outcome, variants: z.array(outcome) })
    .meta({ description: 'the cities together' }),
})

type Tried = {
  readonly city: CityCode
  readonly inForce: FundOutcome
  readonly variants: readonly { readonly outcome: FundOutcome; readonly steps: readonly LineStep[] }[]
}

type Asked = { readonly scheme: 'employee' | 'resident'; readonly year: number }

const tryCity = (
  effects: Pick<Effects, 'policy'>,
  { city: of, base }: { readonly city: CityCode; readonly base: FundYearBase },
  { scheme: under, year }: Asked,
  all: readonly FundVariant[],
): Decision<Tried> => {
  const policy = effects.policy()
  const inForce = (figure: Parameters<typeof figureInForce>[1]) => figureInForce(policy, figure, year, of)
  const variants: Tried['variants'][number][] = []
  for (const each of all) {
    const tried = policyOfFund(policy, each, { city: of, year })
    if (tried.status === 'refused') return tried
    const law = lawOf(tried.value, under, year, of)
    const made = tryFund(base, ofCity(each, of), { law, inForce })
    if (made.status === 'refused') return made
    variants.push(made.value)
  }
  return accept({
    city: of,
    inForce: outcomeOf(base, base.lines, lawOf(policy, under, year, of)),
    variants,
  })
}

const tryOut = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      "Tries other contribution figures, subsidies, levy rates and gap shares, or another world, on a year of a city's fund or of all: what each variant makes of the balance, months payable, levy and gap, side by side. Nothing is booked. Who tried what is recorded.",
    scopes: ['province', 'city'],
    owner: {
      whose: 'named',
      parties: ({ body }) => ({ cities: body.city === undefined ? [] : [body.city] }),
    },
    body: z.strictObject({ city: city.optional(), scheme, year: fundYear, basis, variants: fundVariants }),
    answer,
    refusals: [
      'fund-what-if.nothing',
      'fund-what-if.not-of-scheme',
      'fund-what-if.not-a-share',
      'fund-what-if.above-cap',
      'fund-what-if.of-no-city',
      'fund-what-if.told-twice',
      'fund-what-if.too-much',
      'tried-law.not-judged',
      'tried-law.figure-otherwise',
      'tried-law.malformed',
      'fund-what-if.no-books',
      'forecast.too-short',
      'forecast.gap',
      'forecast.has-books',
      'policy.missing',
    ],
    changes: () => [path],
    handle: async ({ body: { city: only, variants: asked, ...of }, commandId, by, today }) => {
      const { scheme: under, year } = of
      for (const [index, each] of asked.entries()) {
        const at = `variants/${index}`
        const judged = judgeVariant(each, { scheme: under, city: only, policy: effects.policy(), year, at })
        if (judged.status === 'refused') return judged
      }
      const tried: Tried[] = []
      for (const code of only === undefined ? cities.map((each) => each.code) : [only]) {
        const base = await readBase(effects, { city: code, scheme: under }, of)
        if (base.status === 'refused') return base
        if (base.value === undefined) continue
        const ofCode = tryCity(effects, { city: code, base: base.value }, of, asked)
        if (ofCode.status === 'refused') return ofCode
        tried.push(ofCode.value)
      }
      if (tried.length === 0)
        return refuse('fund-what-if.no-books', { field: 'year', figures: { year, scheme: under } })
      const trialId = stableId('FUND-WHAT-IF-', commandId)
      const ordered = { by: by.subject, on: today }
      const triedOn: TriedOn = only ?? provinceCode
      const variants = asked.map(({ rules, ...each }) =>
        rules === undefined ? each : { ...each, rules: JSON.stringify(rules) },
      )
      const trial = { division: triedOn, trialId, ...of, variants, ordered }
      await effects.store.write([fundTrials.create(trial)])
      return accept(
        answer.parse({
          ...{ trialId, ...of, titles: asked.map(({ title }) => title), cities: tried },
          total: {
            inForce: sumOutcomes(tried.map((each) => each.inForce)),
            variants: asked.map((_, index) =>
              sumOutcomes(tried.flatMap((each) => each.variants[index]?.outcome ?? [])),
            ),
          },
        }),
      )
    },
  })

const listTried = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      "Who tried what on a city's funds, or on all of them where the province is named, the latest first.",
    scopes: readers,
    owner: {
      whose: 'named',
      parties: ({ query }) => ({ cities: query.city === provinceCode ? [] : [query.city] }),
    },
    query: z.strictObject({ city: division, ...cursorField }),
    answer: z.strictObject({
      trials: z.array(
        z.strictObject({
          ...{ trialId: id, scheme, year: fundYear, basis, titles: z.array(z.string()) },
          ordered: z.strictObject({ by: z.string(), on: day }),
        }),
      ),
      ...cursorField,
    }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query }) => {
      const { records, ...next } = await fundTrials.page(store, fundTrialPartition(query.city), {
        ...pageOf(query.cursor),
        newestFirst: true,
      })
      const trials = records.map(({ trialId, scheme: under, year, basis: on, variants: all, ordered }) => ({
        ...{ trialId, scheme: under, year, basis: on, ordered },
        titles: all.map(({ title }) => title),
      }))
      return accept({ trials, ...next })
    },
  })

/** What-ifs of funds: other figures of the law or another world, and who tried them. */
export const fundWhatIfRoutes = (effects: Effects): Operation[] => [tryOut(effects), listTried(effects)]
