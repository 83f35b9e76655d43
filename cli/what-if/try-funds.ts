import type { FundYear } from '#shared/calendar/day.ts'
import { openStore } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { Fund } from '../../services/budget/ledger/rules/fund.ts'
import { readBase } from '../../services/budget/what-if/read-base.ts'
import type { FundOutcome, FundYearBase } from '../../services/budget/what-if/rules/try-fund.ts'
import { outcomeOf, tryFund } from '../../services/budget/what-if/rules/try-fund.ts'
import type { FundVariant } from '../../services/budget/what-if/rules/variant.ts'
import {
  careLines,
  figureInForce,
  judgeVariant,
  lawOf,
  ofScheme,
  policyOfFund,
} from '../../services/budget/what-if/rules/variant.ts'
import type { WhatIfEffect } from '../../services/settlement/what-if/rules/effect.ts'
import { comesTo } from '../../services/settlement/what-if/rules/effect.ts'
import type { Tables } from '../verify/tables.ts'
import type { FileVariant } from './variant-file.ts'

/** On what funds are tried: their year as the books have it, or the one after it as it is forecast. */
export type FundBasis = 'executed' | 'forecast'

/** What a fund's year comes to under the law in force and under each variant. */
export type TriedFund = {
  readonly fund: Fund
  readonly inForce: FundOutcome
  readonly variants: readonly FundOutcome[]
}

/** The funds of which claims were judged. */
export const fundsIn = ({ groups }: WhatIfEffect): Fund[] => {
  const names = Object.keys(groups.fund ?? {}).map((word) => word.split('/').slice(0, 2).join('/'))
  return [...new Set(names)].sort().map((name) => {
    const [city = '', scheme = ''] = name.split('/')
    const known = schemes.find((each) => each === scheme)
    must(isCity(city) && known !== undefined, 'what-if.no-fund', `${name} is no fund`, { name })
    return { city, scheme: known }
  })
}

/** What a variant costs the pool of a fund more, line by line, as its claims tell. */
export const spendingOf = (
  { groups }: WhatIfEffect,
  { city, scheme }: Fund,
  index: number,
): NonNullable<FundVariant['spending']> =>
  careLines.flatMap((line) => {
    const group = groups.fund?.[`${city}/${scheme}/${line}`]
    const variant = group?.variants[index]
    if (group === undefined || variant === undefined) return []
    return [{ line, more: comesTo(group, variant).paid.basic - group.inForce.basic }]
  })

type Asked = { readonly year: FundYear; readonly variants: readonly FileVariant[] }

const ofFund = (effect: WhatIfEffect, fund: Fund, variants: readonly FileVariant[]): FundVariant[] =>
  variants.map(({ title, fund: part }, index) =>
    ofScheme({ ...part, title, spending: spendingOf(effect, fund, index) }, fund.scheme),
  )

/** Whether what is tried on the funds can be judged: each variant for each scheme that it is of. */
export const judgeFundVariants = (
  { variants, year }: Asked,
  policy: Policy,
): Decision<readonly FileVariant[]> => {
  for (const [index, { title, fund }] of variants.entries()) {
    if (fund === undefined) continue
    for (const scheme of schemes) {
      const own = ofScheme({ ...fund, title }, scheme)
      const judged = judgeVariant(own, { scheme, policy, year, at: `variants/${index}/fund` })
      if (judged.status === 'refused' && judged.refusal.code !== 'fund-what-if.nothing') return judged
    }
  }
  return accept(variants)
}

/** A fund's year under each variant: what its claims told, and what is tried on its income, levy and gap. */
export const tryOnFund = (
  effect: WhatIfEffect,
  fund: Fund,
  base: FundYearBase,
  { year, variants, policy }: Asked & { readonly policy: Policy },
): Decision<TriedFund> => {
  const { city, scheme } = fund
  const inForce = (figure: Parameters<typeof figureInForce>[1]) => figureInForce(policy, figure, year, city)
  const outcomes: FundOutcome[] = []
  for (const each of ofFund(effect, fund, variants)) {
    const tried = policyOfFund(policy, each, { city, year })
    if (tried.status === 'refused') return tried
    const law = lawOf(tried.value, scheme, year, city)
    const made = tryFund(base, each, { law, inForce })
    if (made.status === 'refused') return made
    outcomes.push(made.value.outcome)
  }
  const law = lawOf(policy, scheme, year, city)
  return accept({ fund, inForce: outcomeOf(base, base.lines, law), variants: outcomes })
}

/** Carries what claims told on into the funds, whose books are only read; funds without books of the year are left out. */
export const tryFunds = async (
  effect: WhatIfEffect,
  { basis, policy, ...asked }: Asked & { readonly basis: FundBasis; readonly policy: Policy },
  tables: Tables,
): Promise<Decision<readonly TriedFund[]>> => {
  const table = tables.find(({ service }) => service === 'budget')
  must(table !== undefined, 'what-if.no-table', 'there is no table of budget to read')
  const store = openStore(table.client, () => table.name)
  const year = basis === 'executed' ? asked.year : asked.year + 1
  const tried: TriedFund[] = []
  for (const fund of fundsIn(effect)) {
    const base = await readBase({ store, policy: () => policy }, fund, { year, basis })
    if (base.status === 'refused') return base
    if (base.value === undefined) continue
    const outcome = tryOnFund(effect, fund, base.value, { ...asked, year, policy })
    if (outcome.status === 'refused') return outcome
    tried.push(outcome.value)
  }
  return accept(tried)
}
