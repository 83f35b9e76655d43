import type { Fen } from '#shared/money/fen.ts'
import type { AmountName, Amounts } from '../../insured-year/rules/claim-events.ts'
import { layerPayments } from '../../insured-year/rules/layers.ts'
import type { Phrase } from './language.ts'
import { amountTitles } from './titles.ts'

/** An amount by its name. */
export type NamedAmount = { readonly name: AmountName; readonly label: Phrase; readonly amount: Fen }
/** A total and the amounts that make it up; the terms add up to it, sign and all. */
export type Sum = { readonly total: NamedAmount; readonly terms: readonly NamedAmount[] }

const namedAmount = (amounts: Amounts, name: AmountName): NamedAmount => ({
  name,
  label: amountTitles[name],
  amount: amounts[name],
})

const costParts = ['fullySelfPaid', 'overLimit', 'firstSelfPaid', 'inScope'] as const
const fundLayers: readonly AmountName[] = ['basic', ...layerPayments]
const borneInScope = [
  'basic',
  'deductible',
  'coinsurance',
  'aboveCeiling',
  'entrySelfPaid',
  'aboveEntryCap',
] as const

/**
 * The identities of the national interface (domain §9) as sums. They are the cost by its parts, the funds by their
 * layers, the patient's part as what the funds leave and as account and cash. Beside them stands who bears the in-scope
 * cost.
 */
export const sumsOf = (amounts: Amounts): readonly Sum[] => {
  const summed = (total: AmountName, terms: readonly AmountName[]): Sum => ({
    total: namedAmount(amounts, total),
    terms: terms.map((term) => namedAmount(amounts, term)),
  })
  const fund = namedAmount(amounts, 'fund')
  return [
    summed('total', costParts),
    summed('inScope', borneInScope),
    summed('fund', fundLayers),
    {
      total: namedAmount(amounts, 'patient'),
      terms: [namedAmount(amounts, 'total'), { ...fund, amount: fund.amount === 0 ? 0 : -fund.amount }],
    },
    summed('patient', ['account', ...(amounts.family === 0 ? [] : ['family' as const]), 'cash']),
  ]
}

/** Who pays what: the layers that pay something and the basic pool, account and cash; together the cost. */
export const payersOf = (amounts: Amounts): Sum => ({
  total: namedAmount(amounts, 'total'),
  terms: [...fundLayers, 'account' as const, 'family' as const, 'cash' as const]
    .map((name) => namedAmount(amounts, name))
    .filter(({ name, amount }) => amount !== 0 || name === 'basic' || name === 'cash'),
})
