import { halfUp } from '#shared/money/millionths.ts'
import { Exact } from '#shared/money/rate.ts'
import type { CostParts } from '../../adjudication/rules/split.ts'
import type { ClaimColumns } from './columns.ts'
import { monthsByNumber } from './columns.ts'
import type { Epidemic, Prices, World } from './world.ts'
import { countOfPerson } from './world.ts'

/** What is claimed: its parts, and those of each item class. */
export type Charged = { readonly parts: CostParts; readonly classes: ReadonlyMap<string, CostParts> }

/** Other prices: which rows they are of, and what is claimed at them. */
export type Pricing = {
  readonly applies: (row: number) => boolean
  readonly charge: (row: number, charged: Charged) => Charged
}

/** How a row counts in a year: judged, left out as a case of the epidemic, or of a person who has no such case. */
export const rowKinds = { judged: 0, aCase: 1, ofNobodyIll: 2 } as const

/** What a world is to the claims of an extract. */
export type WorldOfColumns = {
  /** How often persons count, and which of these counts a row's person has. */
  readonly counts: readonly string[]
  readonly countOf: Uint8Array
  /** Of an epidemic: by how much its cases are multiplied, and what each row is to it. */
  readonly epidemic?: { readonly factor: string; readonly kinds: Uint8Array }
  /** What is claimed at other prices; absent where prices stay. */
  readonly priced?: Pricing
}

/** Persons are counted by their first claim of the year: its fund and the age they had. */
const countsIn = (columns: ClaimColumns, world: World): Pick<WorldOfColumns, 'counts' | 'countOf'> => {
  const { claims, numbers, codes } = columns
  const { scheme, city, age } = codes
  const counts: string[] = []
  const countOf = new Uint8Array(claims)
  const known = new Map<number, number>()
  const find = (row: number): number => {
    const [schemeAt, cityAt, ageAt] = [scheme.codes[row] ?? 0, city.codes[row] ?? 0, age.codes[row] ?? 0]
    const key = (schemeAt * 256 + cityAt) * 256 + ageAt
    const before = known.get(key)
    if (before !== undefined) return before
    const told = age.words[ageAt] ?? ''
    const count = countOfPerson(world, {
      scheme: scheme.words[schemeAt] ?? '',
      city: city.words[cityAt] ?? '',
      age: told === '' ? undefined : Number(told),
    })
    if (!counts.includes(count)) counts.push(count)
    const place = counts.indexOf(count)
    known.set(key, place)
    return place
  }
  let person = -1
  let place = 0
  for (let row = 0; row < claims; row += 1) {
    const owner = numbers.person[row] ?? 0
    if (owner !== person) {
      person = owner
      place = find(row)
    }
    countOf[row] = place
  }
  return { counts, countOf }
}

/** What rows are to an epidemic: its cases, other claims of those who had one, and claims of all others. */
const kindsIn = (columns: ClaimColumns, { diagnoses, months }: Epidemic): Uint8Array => {
  const { claims, numbers, codes } = columns
  const isOf = codes.diagnosis.words.map((word) => diagnoses.some((each) => word.startsWith(each)))
  const monthOf = monthsByNumber()
  const named = new Set(months)
  const isCase = (row: number): boolean =>
    isOf[codes.diagnosis.codes[row] ?? 0] === true && named.has(monthOf(numbers.servedOn[row] ?? 0))
  const kinds = new Uint8Array(claims)
  let first = 0
  while (first < claims) {
    let end = first
    let isIll = false
    for (; end < claims && numbers.person[end] === numbers.person[first]; end += 1)
      if (isCase(end)) {
        isIll = true
        kinds[end] = rowKinds.aCase
      }
    if (!isIll) kinds.fill(rowKinds.ofNobodyIll, first, end)
    first = end
  }
  return kinds
}

const tenThousand = 10_000
const partNames = ['fullySelfPaid', 'overLimit', 'firstSelfPaid', 'inScope'] as const

const atFactor = (parts: CostParts, factor: number): CostParts => {
  const dearer = { total: 0, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 0, inScope: 0 }
  for (const name of partNames) {
    dearer[name] = halfUp(parts[name] * factor, tenThousand)
    dearer.total += dearer[name]
  }
  return dearer
}

const withDifference = (parts: CostParts, before: CostParts, after: CostParts): CostParts => ({
  total: parts.total + after.total - before.total,
  fullySelfPaid: parts.fullySelfPaid + after.fullySelfPaid - before.fullySelfPaid,
  overLimit: parts.overLimit + after.overLimit - before.overLimit,
  firstSelfPaid: parts.firstSelfPaid + after.firstSelfPaid - before.firstSelfPaid,
  inScope: parts.inScope + after.inScope - before.inScope,
})

/** Of what a claim has beside its item classes, all prices of its care move it. */
const besideClasses = ({ parts, classes }: Charged): CostParts => {
  let rest = parts
  const none = { total: 0, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 0, inScope: 0 }
  for (const each of classes.values()) rest = withDifference(rest, each, none)
  return rest
}

/** Each part of an item class times the factor, rounded to the fen; a claim is what its classes come to. */
const pricing = ({ codes }: ClaimColumns, prices: readonly Prices[]): WorldOfColumns['priced'] => {
  if (prices.length === 0) return undefined
  const inTenThousandths = prices.map(({ factor }) => new Exact(factor).times(tenThousand).toNumber())
  const rulesOf = codes.care.words.map((word) =>
    prices.flatMap(({ care, itemClasses }, index) =>
      care === undefined || care === word ? [{ itemClasses, factor: inTenThousandths[index] ?? 0 }] : [],
    ),
  )
  const rulesFor = (row: number) => rulesOf[codes.care.codes[row] ?? 0] ?? []
  const charge = (row: number, charged: Charged): Charged => {
    const rules = rulesFor(row)
    const ofAll = rules.find(({ itemClasses }) => itemClasses === undefined)
    const classes = new Map<string, CostParts>()
    let { parts } = charged
    for (const [name, before] of charged.classes) {
      const rule = rules.find(({ itemClasses }) => itemClasses?.includes(name)) ?? ofAll
      const after = rule ? atFactor(before, rule.factor) : before
      classes.set(name, after)
      parts = withDifference(parts, before, after)
    }
    if (ofAll) {
      const before = besideClasses(charged)
      parts = withDifference(parts, before, atFactor(before, ofAll.factor))
    }
    return { parts, classes }
  }
  return { applies: (row) => rulesFor(row).length > 0, charge }
}

/** What a world is to the claims of an extract: read once, a byte or two a claim. */
export const worldOf = (columns: ClaimColumns, world: World): WorldOfColumns => {
  const { epidemic, prices = [] } = world
  const priced = pricing(columns, prices)
  return {
    ...countsIn(columns, world),
    ...(epidemic ? { epidemic: { factor: epidemic.factor, kinds: kindsIn(columns, epidemic) } } : {}),
    ...(priced ? { priced } : {}),
  }
}
