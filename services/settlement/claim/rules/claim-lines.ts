import type { Day } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { inTenThousandths } from '#shared/money/charge.ts'
import type { Catalogue, CatalogueEntry } from '../../catalogue/rules/catalogue.ts'
import type { RestrictedVisit } from '../../catalogue/rules/restriction.ts'
import { breachOf } from '../../catalogue/rules/restriction.ts'
import type { Breach } from '../../insured-year/rules/breach.ts'
import { refusal } from '../../refusals.ts'
import type { ChargedLine } from './command.ts'

/** Lines ready to be split: each with the terms it is paid by, and why the fund does not pay those it does not. */
export type LineJudgement = {
  readonly entries: readonly CatalogueEntry[]
  readonly breaches: ReadonlyMap<number, Breach>
}

/** An item the fund does not pay: the patient bears it in full, whatever its class is. */
const unpaid = (entry: Pick<CatalogueEntry, 'code' | 'itemClass'>): CatalogueEntry => ({
  code: entry.code,
  class: 'C',
  firstSelfPaid: 0,
  priceLimit: { 1: null, 2: null, 3: null },
  itemClass: entry.itemClass,
})

/**
 * Looks up every line of a claim in the catalogue of the day, and holds those with restrictions against the visit. A
 * line that does not keep them is fully self-paid, the rest of the claim being paid, or refuses the claim, as its entry
 * says. So does a code that is not in the catalogue, as the plan says (`unlistedLine`).
 */
export const judgeLines = (
  lines: readonly ChargedLine[],
  on: Day,
  catalogue: Catalogue,
  rules: { readonly unlistedLine: 'refuse' | 'selfPaid'; readonly visit: RestrictedVisit },
): LineJudgement | Refusal => {
  const entries: CatalogueEntry[] = []
  const breaches = new Map<number, Breach>()
  for (const [index, line] of lines.entries()) {
    const { code } = line
    const entry = catalogue.find(code, on)
    const breach = breachIn(line, entry, lines, rules.visit)
    if (breach !== undefined && (entry?.restriction?.onBreach ?? rules.unlistedLine) === 'refuse')
      return refusal(breach, { field: fieldOf(breach, index), figures: { code, on } })
    if (breach !== undefined) breaches.set(index, breach)
    entries.push(entry && breach === undefined ? entry : unpaid(entry ?? { code, itemClass: 'C' }))
  }
  return { entries, breaches }
}

const breachIn = (
  line: ChargedLine,
  entry: CatalogueEntry | undefined,
  lines: readonly ChargedLine[],
  visit: RestrictedVisit,
): Breach | undefined => {
  if (!entry) return 'claim.not-in-catalogue'
  if (!entry.restriction) return undefined
  const quantity = () => quantityOf(lines, line.code)
  return breachOf(entry.restriction, visit, { quantity, days: line.days })
}

const fieldOf = (breach: Breach, index: number): string => {
  if (breach === 'line.quantity') return `lines.${index}.quantity`
  return breach === 'line.days' ? `lines.${index}.days` : `lines.${index}.code`
}

/** What the lines with a code come to together: a limit is not kept by charging in two lines. */
const quantityOf = (lines: readonly ChargedLine[], code: string): number =>
  lines.reduce((sum, line) => (line.code === code ? sum + inTenThousandths(line.quantity) : sum), 0) / 10_000
