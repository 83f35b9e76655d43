import type { DeductibleSet } from '../../plan/rules/amounts.ts'
import type { BasicLayer, LaterLayer } from '../../plan/rules/format.ts'
import type { PaymentRule } from '../../plan/rules/payment.ts'
import type { Row } from '../../plan/rules/rows.ts'
import { conditionWords } from './condition-words.ts'
import { percent, yuan } from './figures.ts'
import type { Phrase } from './language.ts'
import { alike, comma, joined, semicolon } from './language.ts'
import { amountTitles } from './titles.ts'

/** A row of a plan in words: whom it is for, then what it says. One for all has no condition. */
export const rowWords = <Value>(
  { when, value }: Pick<Row<Value>, 'when' | 'value'>,
  words: (value: Value) => Phrase,
  isOneOfSeveral = false,
): Phrase => {
  const others: Phrase = { zh: '其余情形', en: 'otherwise' }
  const whom = when ? [conditionWords(when)] : isOneOfSeveral ? [others] : []
  return joined([...whom, words(value)], { zh: '：', en: ': ' })
}

export const deductibleWords = (set: DeductibleSet): Phrase => {
  if (set.kind === 'amount') {
    if (set.amount === 0) return { zh: '不设起付线', en: 'no deductible' }
    return joined([amountTitles.deductible, yuan(set.amount)], alike(' '))
  }
  const of = amountTitles[set.of]
  const share = percent(set.share)
  return joined(
    [
      { zh: `起付线为${of.zh}的 ${share}`, en: `deductible of ${share} of ${of.en}` },
      ...(set.min > 0 ? [least(set.min)] : []),
      ...(set.max < Infinity ? [most(set.max)] : []),
    ],
    comma,
  )
}

export const least = (amount: number): Phrase => ({
  zh: `不低于 ${yuan(amount).zh}`,
  en: `at least ${yuan(amount).en}`,
})
export const most = (amount: number): Phrase => ({
  zh: `不超过 ${yuan(amount).zh}`,
  en: `at most ${yuan(amount).en}`,
})

const pay = (rate: number): Phrase => ({ zh: `支付 ${percent(rate)}`, en: `pays ${percent(rate)}` })

export const paysWords = (pays: PaymentRule): Phrase => {
  if (pays.kind === 'bands') {
    return joined(
      pays.bands.map(({ upTo, rate }, index) => bandWords(pays.bands[index - 1]?.upTo ?? 0, upTo, rate)),
      semicolon,
    )
  }
  const { rate, perYearOfAge, fromAge, atMost } = pays
  if (perYearOfAge === 0) return pay(rate)
  return joined(
    [
      pay(rate),
      {
        zh: `${fromAge > 0 ? `${fromAge} 周岁以上` : ''}每满一周岁加 ${percent(perYearOfAge)}`,
        en: `${percent(perYearOfAge)} more for each full year of age${fromAge > 0 ? ` above ${fromAge}` : ''}`,
      },
      { zh: `最高 ${percent(atMost)}`, en: `at most ${percent(atMost)}` },
    ],
    comma,
  )
}

const bandWords = (from: number, to: number, rate: number): Phrase => {
  const [lower, upper] = [yuan(from), yuan(to === Infinity ? 0 : to)]
  const [zh, en] =
    to === Infinity
      ? [`${lower.zh}以上部分`, `above ${lower.en}`]
      : [`${lower.zh}至 ${upper.zh}部分`, `from ${lower.en} to ${upper.en}`]
  return { zh: `${zh}${pay(rate).zh}`, en: `${en} ${pay(rate).en}` }
}

/** Where bands count from; nothing where there are none. */
export const edgesWords = ({ edges, pays }: Pick<LaterLayer, 'edges' | 'pays'>): readonly Phrase[] => {
  if (pays.every(({ value }) => value.kind === 'flat')) return []
  return edges === 'aboveDeductible'
    ? [{ zh: '分段从起付线起算', en: 'bands count from the deductible' }]
    : [{ zh: '分段从零起算，含起付线', en: 'bands count from zero, the deductible within' }]
}

type Floor = NonNullable<BasicLayer['floor']>[number]['value']
const floorBases: Readonly<Record<Floor['of'], Phrase>> = {
  total: amountTitles.total,
  inScope: amountTitles.inScope,
  totalAboveDeductible: { zh: '总费用减起付线', en: 'total cost above the deductible' },
  inScopeAboveDeductible: { zh: '政策范围内费用减起付线', en: 'in scope above the deductible' },
}

export const floorWords = ({ of, ratio }: Floor): Phrase => ({
  zh: `保底支付不低于${floorBases[of].zh}的 ${percent(ratio)}`,
  en: `at least ${percent(ratio)} of ${floorBases[of].en}`,
})
