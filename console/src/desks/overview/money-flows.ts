import type { Execution } from './execution.ts'

type Flow = { readonly source: string; readonly target: string; readonly value: number }

/** Where a node of the picture leads: a line of the cities' funds, or the adjustment fund's own lists. */
export type Door =
  | { readonly to: 'line'; readonly line: string; readonly city: string }
  | { readonly to: 'levies' | 'allocations' | 'execution' }

/** How lines are called in the picture, and what stands between income and spending. */
export type Names = {
  readonly fund: string
  readonly kept: string
  readonly drawn: string
  /** What cities remit to the adjustment fund, and what they get of it. */
  readonly levy: string
  readonly allocation: string
  readonly line: (line: Execution['lines'][number]) => string
}

/** The lines that money between the levels is booked on: what goes up is the levy, what comes down an allocation. */
const ofLevels = {
  'upper-level-remittance': { name: 'levy', to: 'levies' },
  'upper-level-subsidy': { name: 'allocation', to: 'allocations' },
} as const

const ofLevel = (line: string) =>
  ofLevels[line as keyof typeof ofLevels] as (typeof ofLevels)[keyof typeof ofLevels] | undefined

type Sum = { readonly kind: string; readonly value: number; readonly door: Door; readonly largest: number }

/** What each line came to over all cities, with the way into it: of a line, the city with most of it. */
const sumsOf = (cities: readonly Execution[], names: Names): ReadonlyMap<string, Sum> => {
  const sums = new Map<string, Sum>()
  for (const { city, lines } of cities)
    for (const each of lines) {
      const level = ofLevel(each.line)
      const name = level === undefined ? names.line(each) : names[level.name]
      const before = sums.get(name)
      const isLargest = before === undefined || each.executed > before.largest
      sums.set(name, {
        kind: each.kind,
        value: (before?.value ?? 0) + each.executed,
        largest: isLargest ? each.executed : before.largest,
        door: level ? { to: level.to } : isLargest ? { to: 'line', line: each.line, city } : before.door,
      })
    }
  return sums
}

/**
 * Where a province's money came from and went to, summed over its cities in whole fen. What income and spending differ by
 * was kept, or drawn from what was kept before, so that both sides of the fund are equal.
 */
export const flowsOf = (cities: readonly Execution[], names: Names): readonly Flow[] => {
  const { fund, kept, drawn } = names
  const flows = [...sumsOf(cities, names)].flatMap(([name, { kind, value }]): Flow[] =>
    value <= 0
      ? []
      : [kind === 'income' ? { source: name, target: fund, value } : { source: fund, target: name, value }],
  )
  const total = (side: 'source' | 'target') =>
    flows.filter((flow) => flow[side] === fund).reduce((sum, { value }) => sum + value, 0)
  const rest = total('target') - total('source')
  if (rest > 0) return [...flows, { source: fund, target: kept, value: rest }]
  if (rest < 0) return [...flows, { source: drawn, target: fund, value: -rest }]
  return flows
}

/** The nodes of the picture with what flows through each, and the way into it. */
export const nodesOf = (
  cities: readonly Execution[],
  names: Names,
): readonly { readonly name: string; readonly value: number; readonly door: Door }[] => {
  const flows = flowsOf(cities, names)
  const sums = sumsOf(cities, names)
  const through = (name: string) => {
    const side = (at: 'source' | 'target') =>
      flows.filter((flow) => flow[at] === name).reduce((sum, { value }) => sum + value, 0)
    return Math.max(side('source'), side('target'))
  }
  return [...new Set(flows.flatMap(({ source, target }) => [source, target]))].map((name) => ({
    name,
    value: through(name),
    door: sums.get(name)?.door ?? { to: 'execution' },
  }))
}
