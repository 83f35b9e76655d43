import { charge } from '#shared/money/charge.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { shareOf } from '#shared/money/millionths.ts'
import type { CatalogueEntry } from '../../catalogue/rules/catalogue.ts'
import type { HospitalLevel } from '../../insured-year/rules/care.ts'
import type { SplitLine } from '../../insured-year/rules/claim-events.ts'
import { table as refusals, refusalText } from '../../refusals.ts'
import { percent } from './figures.ts'
import type { Phrase } from './language.ts'
import { joined, semicolon } from './language.ts'

/**
 * Why a line was split as it was. The catalogue's figures are told as far as they give the recorded split; where the
 * catalogue was changed since, the recorded parts speak for themselves.
 */
export const lineWords = (
  line: SplitLine,
  entry: CatalogueEntry | undefined,
  level: HospitalLevel,
): Phrase => {
  const parts = [
    ...(line.fullySelfPaid > 0 ? [fullySelfPaid(line, entry)] : []),
    ...(line.overLimit > 0 ? [overLimit(line, entry, level)] : []),
    ...(line.firstSelfPaid > 0 ? [firstSelfPaid(line, entry)] : []),
  ]
  if (parts.length > 0) return joined(parts, semicolon)
  return entry?.class === 'B'
    ? { zh: '乙类，全额纳入范围', en: 'class B, in scope in full' }
    : { zh: '甲类，全额纳入范围', en: 'class A, in scope in full' }
}

const fullySelfPaid = (line: SplitLine, entry: CatalogueEntry | undefined): Phrase => {
  const amount = formatYuan(line.fullySelfPaid)
  if (line.breach)
    return {
      zh: `不予支付（${refusals[line.breach].zh}），全自费 ${amount}`,
      en: `not paid, fully self-paid ${amount}: ${refusals[line.breach].en}`,
    }
  const { breach } = line
  if (breach !== undefined) {
    return {
      zh: `${refusalText(breach, 'zh')}，全自费 ${amount}`,
      en: `${refusalText(breach, 'en')} Fully self-paid ${amount}`,
    }
  }
  if (entry?.class === 'C') return { zh: `丙类，全自费 ${amount}`, en: `class C, fully self-paid ${amount}` }
  return { zh: `不予支付，全自费 ${amount}`, en: `not payable, fully self-paid ${amount}` }
}

const overLimit = (
  { quantity, amount, overLimit: over }: SplitLine,
  entry: CatalogueEntry | undefined,
  level: HospitalLevel,
): Phrase => {
  const limit = entry?.priceLimit[level] ?? undefined
  const applies = limit !== undefined && charge(quantity, formatYuan(limit)) === amount - over
  const price = applies ? formatYuan(limit) : ''
  return {
    zh: applies
      ? `超出单价限价 ${price} × ${quantity} 的 ${formatYuan(over)} 由个人负担`
      : `超限价 ${formatYuan(over)} 由个人负担`,
    en: applies
      ? `${formatYuan(over)} is over the price limit of ${price} × ${quantity}`
      : `${formatYuan(over)} is over the price limit`,
  }
}

const firstSelfPaid = (line: SplitLine, entry: CatalogueEntry | undefined): Phrase => {
  const base = line.amount - line.fullySelfPaid - line.overLimit
  const first = formatYuan(line.firstSelfPaid)
  if (!entry || shareOf(base, entry.firstSelfPaid) !== line.firstSelfPaid) {
    return { zh: `乙类，先行自付 ${first}`, en: `class B, first self-paid ${first}` }
  }
  const sum = `${formatYuan(base)} × ${percent(entry.firstSelfPaid)} = ${first}`
  return { zh: `乙类，先行自付 ${sum}`, en: `class B, first self-paid ${sum}` }
}
