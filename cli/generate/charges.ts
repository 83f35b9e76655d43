import { daysBetween } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { InventedItem } from './catalogue.ts'
import type { Random } from './random.ts'
import type { Visit } from './visits.ts'

/** A charged line: `amount = quantity × price`, in fen. */
export type Charge = {
  readonly code: string
  readonly quantity: number
  readonly price: number
  readonly amount: number
}

/** What is charged at most once for each day of a stay: attendance, bed, nursing. */
const oncePerDay = new Set(['S110200005', 'S110900001', 'S120100003'])

/**
 * Composes charges that come near a visit's cost: a part of it for each of a few items, in whole quantities. A bed is
 * never charged for more days than the stay has.
 */
export const inventCharges = (
  random: Random,
  { care, cost, on, admittedOn }: Pick<Visit, 'care' | 'cost' | 'on' | 'admittedOn'>,
  catalogue: readonly InventedItem[],
): Charge[] => {
  const days = daysBetween(admittedOn, on) + 1
  const usable = catalogue.filter(({ use, price }) => (use === 'both' || use === care) && price <= cost)
  const [cheapest] = catalogue.filter(({ use }) => use === care).sort((a, b) => a.price - b.price)
  must(cheapest !== undefined, 'generate.no-item', `the catalogue has nothing for ${care}`)
  const wanted = care === 'inpatient' ? random.between(4, 7) : random.between(1, 3)
  const items = new Set<InventedItem>()
  for (let tries = 0; items.size < Math.min(wanted, usable.length) && tries < 40; tries += 1)
    items.add(random.pick(usable))
  if (items.size === 0) items.add(cheapest)
  const part = cost / items.size
  return [...items].map(({ code, price }) => {
    const wished = Math.max(1, Math.round((part * (0.6 + 0.8 * random.next())) / price))
    const quantity = oncePerDay.has(code) ? Math.min(wished, days) : wished
    return { code, quantity, price, amount: quantity * price }
  })
}
