import type { World } from '../../world/world.ts'

/** A fund's year as a gap is judged by it, in fen. */
type GapYear = {
  readonly opening: number
  readonly income: number
  readonly cost: number
  readonly planned: number
  /** What of its care the first budget had money for. */
  readonly carried: number
  readonly score: number
}

const halfUp = (numerator: bigint, denominator: bigint): number =>
  Number((2n * numerator + denominator) / (2n * denominator))

/** What of a balance goes first: all above three months of cost, and half of what lies between one and three. */
const ownFirst = ({ opening, cost }: GapYear): number => {
  // In twenty-fourths of a fen, so that months and halves are whole.
  const [balance, month] = [BigInt(opening) * 24n, BigInt(cost) * 2n]
  const above = balance > 3n * month ? balance - 3n * month : 0n
  const upTo = balance > 3n * month ? 3n * month : balance
  const between = upTo > month ? (upTo - month) / 2n : 0n
  return halfUp(above + between, 24n)
}

const factorOf = (score: number): bigint => {
  if (score >= 90) return 10n
  if (score >= 75) return 9n
  return score >= 60 ? 8n : 5n
}

/**
 * What the province bears of a gap, told by the published rule and no code of the product: what figures prove, up to 30 % of
 * the plan, less the balance that goes first; 80, 70 and 60 % of the tenths of the plan; by the score; 15 % of the plan at
 * most. `costNow` is what the year cost with all that came to it since. Undefined where nothing is shared.
 */
export const shareOf = (year: GapYear, costNow = year.cost): number | undefined => {
  const { income, cost, planned, carried, score } = year
  const eligible = Math.min(
    costNow - income,
    cost - income,
    cost - carried,
    halfUp(BigInt(planned) * 30n, 100n),
  )
  const own = ownFirst(year)
  if (eligible <= 0 || own >= eligible) return undefined
  let shared = 0n
  for (const [tenth, percent] of [
    [1, 80n],
    [2, 70n],
    [3, 60n],
  ] as const) {
    const from = Math.max(own * 10, (tenth - 1) * planned)
    const to = Math.min(eligible * 10, tenth * planned)
    // In thousandths of a fen.
    if (to > from) shared += BigInt(to - from) * percent
  }
  const share = halfUp(shared * factorOf(score), 10_000n)
  return Math.min(share, halfUp(BigInt(planned) * 15n, 100n))
}

/** A share as the adjustment fund has it, in fen. */
type RecordedShare = {
  readonly share: number
  readonly paid: number
  readonly score: number
  readonly clawedBack: number
}

/** What the province approved of a city's gap, paid of it, and took back. */
export const approvedShare = (world: World, city: string): RecordedShare | undefined => {
  for (const { service, item } of world.records()) {
    if (service !== 'adjustment-fund' || item.kind !== 'gap-application' || item.city !== city) continue
    const { fund = 0 } = Object(item.share) as { readonly fund?: number }
    const { clawedBack = 0 } = Object(item.trueUp) as { readonly clawedBack?: number }
    return { share: fund, paid: Number(item.paid ?? 0), score: Number(item.assessmentScore), clawedBack }
  }
  return undefined
}
