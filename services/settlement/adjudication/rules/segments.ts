import type { PartsPerMillion, Segment } from '#shared/money/millionths.ts'
import { million } from '#shared/money/millionths.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import { known } from '../../plan/rules/condition.ts'
import type { PaymentRule } from '../../plan/rules/payment.ts'

/**
 * Cuts the amount between two points of the band scale into segments, each with its rate; a flat rate is one segment.
 * What lies above a closed last band is paid nothing.
 */
export const segmentsOf = (
  pays: PaymentRule,
  adjustRate: (rate: PartsPerMillion) => PartsPerMillion,
  facts: Facts,
  from: number,
  to: number,
): Segment[] => {
  if (to <= from) return []
  if (pays.kind === 'flat') return [{ amount: to - from, rate: adjustRate(flatRate(pays, facts)) }]
  const segments: Segment[] = []
  let lower = 0
  for (const { upTo, rate } of pays.bands) {
    const amount = Math.min(to, upTo) - Math.max(from, lower)
    if (amount > 0) segments.push({ amount, rate: adjustRate(rate) })
    lower = upTo
  }
  if (to > lower) segments.push({ amount: to - Math.max(from, lower), rate: 0 })
  return segments
}

/** Segments as a step records them: amount and rate of each in turn. */
export const figuresOf = (segments: readonly Segment[], before: readonly number[] = []): number[] => {
  const figures = [...before]
  for (const { amount, rate } of segments) figures.push(amount, rate)
  return figures
}

const flatRate = (pays: Extract<PaymentRule, { kind: 'flat' }>, facts: Facts): PartsPerMillion => {
  if (pays.perYearOfAge === 0) return pays.rate
  const years = Math.max(0, known(facts, 'age') - pays.fromAge)
  return Math.max(pays.rate, Math.min(pays.atMost, million, pays.rate + pays.perYearOfAge * years))
}
