import type { Day } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Adjudication } from '../../adjudication/rules/adjudicate.ts'
import type { Step } from '../../insured-year/rules/claim-events.ts'
import type { Payer } from '../../insured-year/rules/layers.ts'
import { payers } from '../../insured-year/rules/layers.ts'
import type { PayerAmounts } from '../../insured-year/rules/payers.ts'
import { addPaid, byPayer, paidBy } from '../../insured-year/rules/payers.ts'
import type { ClaimColumns, CodeColumn } from './columns.ts'
import type { Counted, WhatClaimsCome } from './counted.ts'
import { addCounted, countedFrom, isTooMuch, roundCounted } from './counted.ts'

/** By what a claim is told apart from others. */
export const dimensions = ['city', 'scheme', 'care', 'level', 'aid', 'age'] as const
export type Dimension = (typeof dimensions)[number]

/** By what an effect is added up: besides, by the hospital, and by the lines of funds. */
export const tallies = [...dimensions, 'institution', 'fund'] as const
export type Tally = (typeof tallies)[number]

/** Of a variant: the claims it changes, and who pays them; in another world other claims. */
export type VariantEffect = { readonly changed: number } & (
  | { readonly paid: PayerAmounts }
  | { readonly counted: Counted }
)

/** What a group of claims comes to: its cost, and who pays it under the law in force and under each variant. */
export type GroupEffect = {
  readonly claims: number
  readonly total: Fen
  readonly inForce: PayerAmounts
  readonly variants: readonly VariantEffect[]
}

/** What the claims of a group come to under a variant. */
export const comesTo = (
  { claims, total }: Pick<GroupEffect, 'claims' | 'total'>,
  variant: VariantEffect,
): WhatClaimsCome =>
  'counted' in variant ? roundCounted(variant.counted) : { claims, total, paid: variant.paid }

/** The variant whose world costs more than an amount can be, by its place; undefined where there is none. */
export const variantTooMuch = ({ groups }: Pick<WhatIfEffect, 'groups'>): number | undefined =>
  Object.values(groups.all)
    .flatMap(({ variants }) => variants.entries().toArray())
    .find(([, variant]) => 'counted' in variant && isTooMuch(variant.counted))?.[0]

/** A claim of which the patient's part changes most, without a word of whose it is. */
export type AffectedClaim = {
  readonly of: Readonly<Record<Dimension, string>>
  /** What it was for: with city, scheme and care this says by which plan it is judged. */
  readonly purpose: string
  /** The day of the year since which the plans hold that it is judged by. */
  readonly plansSince: Day
  readonly total: Fen
  /** The patient's part, from account and cash, under the law in force and under the variant. */
  readonly patient: { readonly inForce: Fen; readonly variant: Fen }
  readonly steps: { readonly inForce: readonly Step[]; readonly variant: readonly Step[] }
}

type Groups = Readonly<Record<string, GroupEffect>>

/** What variants come to for the claims of some persons; every figure adds up over persons. */
export type WhatIfEffect = {
  readonly persons: number
  readonly groups: Readonly<Record<'all', Groups> & Partial<Record<Tally, Groups>>>
  /** Of each variant: persons who pay less over the year, and more. */
  readonly relieved: readonly number[]
  readonly burdened: readonly number[]
  readonly most: readonly (readonly AffectedClaim[])[]
}

/** Ages from which a group begins, in rising order; the first group begins at birth. */
export type AgeGroups = readonly number[]

const ageGroupOf = (age: number, from: AgeGroups): string => {
  const index = from.findLastIndex((least) => least <= age)
  const [least, next] = [from[index] ?? 0, from[index + 1]]
  return next === undefined ? `${least}+` : `${least}-${next - 1}`
}

/** A group's figures in a row of numbers: claims, cost, then of each view who paid, then the claims each variant changes. */
const payersAt = 2
const width = (variants: number): number => payersAt + (variants + 1) * payers.length + variants
const worldWidth = 1 + payers.length

/** The group of those of whom nobody tells it. */
export const untold = 'untold'

/** The lines of a fund on which care is booked: those of chronic and special diseases have one of their own. */
export const fundLines = ['inpatient', 'outpatient', 'chronic-special'] as const

/** The words of the lines of funds: city, scheme and line. */
const fundWords = ({ codes: { city, scheme, care, purpose } }: ClaimColumns) => {
  const words = scheme.words.flatMap((one) =>
    city.words.flatMap((other) => fundLines.map((line) => `${other}/${one}/${line}`)),
  )
  const [inpatient, chronic] = [care.words.indexOf('inpatient'), purpose.words.indexOf('chronic')]
  const lineOf = (row: number): number => {
    if (purpose.codes[row] === chronic) return 2
    return care.codes[row] === inpatient ? 0 : 1
  }
  const codeOf = (row: number): number =>
    ((scheme.codes[row] ?? 0) * city.words.length + (city.codes[row] ?? 0)) * fundLines.length + lineOf(row)
  return { words, codeOf }
}

/** The words of a tally, and which of them a row has. */
const wordsOf = (columns: ClaimColumns, tally: Tally, ageGroups: AgeGroups) => {
  if (tally === 'fund') return fundWords(columns)
  const { codes, words } = columns.codes[tally satisfies CodeColumn]
  if (tally !== 'age')
    return {
      words: words.map((word) => (word === '' ? untold : word)),
      codeOf: (row: number) => codes[row] ?? 0,
    }
  const groups = words.map((word) => (word === '' ? untold : ageGroupOf(Number(word), ageGroups)))
  const distinct = [...new Set(groups)]
  const groupOf = groups.map((group) => distinct.indexOf(group))
  return { words: distinct, codeOf: (row: number) => groupOf[codes[row] ?? 0] ?? 0 }
}

const patientOf = ({ amounts }: Adjudication): Fen => amounts.patient

/** Whether two outcomes pay the same; the parts of a layer that no payer sees may differ. */
const paysTheSame = (one: PayerAmounts, other: PayerAmounts): boolean =>
  payers.every((payer) => one[payer] === other[payer])

const amountsAt = (figures: Float64Array, from: number): PayerAmounts =>
  byPayer((_, place) => figures[from + place] ?? 0)

/** The figures of a group: of the law and its variants, and of each world by how often claims count in it. */
type Cell = { readonly figures: Float64Array; readonly worlds: readonly (Float64Array | undefined)[][] }

const cellFor = (variants: number): Cell => ({
  figures: new Float64Array(width(variants)),
  worlds: Array.from({ length: variants }, () => []),
})

const variantAt = (
  { figures, worlds }: Cell,
  index: number,
  worldsOf: Gathering['worlds'],
): VariantEffect => {
  const variants = worldsOf.length
  const changed = figures[payersAt + (variants + 1) * payers.length + index] ?? 0
  const world = worldsOf[index]
  if (world === undefined)
    return { changed, paid: amountsAt(figures, payersAt + (index + 1) * payers.length) }
  const weighed = world.counts.flatMap((count, place) => {
    const found = worlds[index]?.[place]
    return found === undefined ? [] : [{ count, figures: found }]
  })
  return { changed, counted: countedFrom(weighed) }
}

const groupAt = (cell: Cell, worlds: Gathering['worlds']): GroupEffect => ({
  claims: cell.figures[0] ?? 0,
  total: cell.figures[1] ?? 0,
  inForce: amountsAt(cell.figures, payersAt),
  variants: worlds.map((_, index) => variantAt(cell, index, worlds)),
})

/** The larger changes first; those alike by their cost, so that the order does not hang on who was met first. */
const byChange = (one: AffectedClaim, other: AffectedClaim): number =>
  changeOf(other) - changeOf(one) || other.total - one.total
const changeOf = ({ patient }: AffectedClaim): Fen => Math.abs(patient.variant - patient.inForce)

/** The fund whose claims are counted; those of others are judged with them, and not counted. */
export type CountedFund = { readonly city?: string | undefined; readonly scheme?: Scheme | undefined }

/** How rows count in a world: each by one of its counts, in the world itself and in the year without the epidemic. */
export type CountedRows = {
  readonly counts: readonly string[]
  readonly countOf: (row: number) => number
  /** The view of the year without the epidemic, after those of the law and of variants; and how rows count in it. */
  readonly without?: { readonly view: number; readonly countOf: (row: number) => number }
}

/**
 * How an effect is gathered: the world of each variant that has one, by which ages, of which fund, by what it is added up, and how
 * many claims are kept to be shown.
 */
export type Gathering = {
  readonly worlds: readonly (CountedRows | undefined)[]
  readonly ageGroups: AgeGroups
  readonly keep: number
  readonly of: CountedFund
  readonly by: readonly Tally[]
  /** The day of the year since which the plans hold by which a row is judged. */
  readonly sinceOf: (row: number) => Day
}

/** Whether a row is a claim of a fund. */
const counting = ({ codes }: ClaimColumns, { city, scheme }: CountedFund): ((row: number) => boolean) => {
  const [inCity, inScheme] = [codes.city.words.indexOf(city ?? ''), codes.scheme.words.indexOf(scheme ?? '')]
  return (row) =>
    (city === undefined || codes.city.codes[row] === inCity) &&
    (scheme === undefined || codes.scheme.codes[row] === inScheme)
}

/** Gathers what several variants come to, claim by claim. The first outcome of a claim is that of the law in force. */
export const gatherEffect = (
  columns: ClaimColumns,
  { worlds, ageGroups, keep, of, by, sinceOf }: Gathering,
) => {
  const variants = worlds.length
  const counts = counting(columns, of)
  const { purpose } = columns.codes
  const size = width(variants)
  const all = cellFor(variants)
  const tables = by.map((tally) => {
    const { words, codeOf } = wordsOf(columns, tally, ageGroups)
    return { tally, words, codeOf, cells: new Array<Cell | undefined>(words.length) }
  })
  const described = dimensions.map((tally) => ({ tally, ...wordsOf(columns, tally, ageGroups) }))
  const touched: Cell[] = [all]
  const figures = new Float64Array(size)
  const inWorld = new Float64Array(worldWidth)
  const paidUnder: PayerAmounts[] = []
  const most: AffectedClaim[][] = Array.from({ length: variants }, () => [])
  const burden = new Float64Array(variants)
  const relieved = new Array<number>(variants).fill(0)
  const burdened = new Array<number>(variants).fill(0)
  let person = -1
  let persons = 0

  const endPerson = (): void => {
    for (let index = 0; index < variants; index += 1) {
      const change = burden[index] ?? 0
      if (change < 0) relieved[index] = (relieved[index] ?? 0) + 1
      if (change > 0) burdened[index] = (burdened[index] ?? 0) + 1
    }
    burden.fill(0)
  }

  const keepIfMost = (variant: number, row: number, before: Adjudication, after: Adjudication): void => {
    const list = most[variant] as AffectedClaim[]
    const change = Math.abs(patientOf(after) - patientOf(before))
    const least = list.at(-1)
    if (change === 0 || (list.length >= keep && least !== undefined && change < changeOf(least))) return
    list.push({
      of: Object.fromEntries(
        described.map(({ tally, words, codeOf }) => [tally, words[codeOf(row)] ?? '']),
      ) as Record<Dimension, string>,
      purpose: purpose.words[purpose.codes[row] ?? 0] ?? '',
      plansSince: sinceOf(row),
      total: before.amounts.total,
      patient: { inForce: patientOf(before), variant: patientOf(after) },
      steps: { inForce: before.steps, variant: after.steps },
    })
    list.sort(byChange)
    if (list.length > keep) list.pop()
  }

  /** The groups that a row is counted in, the whole first. */
  const touch = (row: number): void => {
    for (let at = 0; at < tables.length; at += 1) {
      const { codeOf, cells } = tables[at] as (typeof tables)[number]
      const code = codeOf(row)
      const known = cells[code]
      const cell = known ?? cellFor(variants)
      if (known === undefined) cells[code] = cell
      touched[at + 1] = cell
    }
  }

  const addFigures = (): void => {
    for (const { figures: sums } of touched)
      for (let at = 0; at < size; at += 1) sums[at] = (sums[at] ?? 0) + (figures[at] ?? 0)
  }

  const addToWorld = (variant: number, count: number, paid: PayerAmounts): void => {
    inWorld[0] = 1
    for (let at = 0; at < payers.length; at += 1) inWorld[at + 1] = paid[payers[at] as Payer]
    for (const { worlds: ofCell } of touched) {
      const byCount = ofCell[variant] as (Float64Array | undefined)[]
      const known = byCount[count]
      const sums = known ?? new Float64Array(worldWidth)
      if (known === undefined) byCount[count] = sums
      for (let at = 0; at < worldWidth; at += 1) sums[at] = (sums[at] ?? 0) + (inWorld[at] ?? 0)
    }
  }

  const addWorlds = (row: number, outcomes: readonly (Adjudication | undefined)[]): void => {
    for (let index = 0; index < variants; index += 1) {
      const world = worlds[index]
      if (world === undefined) continue
      addToWorld(index, world.countOf(row), paidUnder[index] as PayerAmounts)
      const { without } = world
      const left = without && outcomes[without.view]
      if (left !== undefined) addToWorld(index, without?.countOf(row) ?? 0, paidBy(left.amounts))
    }
  }

  const see = (row: number, outcomes: readonly (Adjudication | undefined)[]): void => {
    if (!counts(row)) return
    const owner = columns.numbers.person[row] ?? 0
    if (owner !== person) {
      if (person >= 0) endPerson()
      person = owner
      persons += 1
    }
    const inForce = outcomes[0] as Adjudication
    const paidInForce = paidBy(inForce.amounts)
    figures[0] = 1
    figures[1] = inForce.amounts.total
    let place = payersAt
    for (const payer of payers) figures[place++] = paidInForce[payer]
    const changedAt = payersAt + (variants + 1) * payers.length
    for (let index = 0; index < variants; index += 1) {
      const under = outcomes[index + 1] as Adjudication
      const paid = paidBy(under.amounts)
      paidUnder[index] = paid
      for (const payer of payers) figures[place++] = paid[payer]
      const same = paysTheSame(paidInForce, paid)
      figures[changedAt + index] = same ? 0 : 1
      if (same) continue
      burden[index] = (burden[index] ?? 0) + patientOf(under) - patientOf(inForce)
      keepIfMost(index, row, inForce, under)
    }
    touch(row)
    addFigures()
    addWorlds(row, outcomes)
  }

  const effect = (): WhatIfEffect => {
    if (person >= 0) endPerson()
    person = -1
    const found = tables.map(({ tally, words, cells }) => [
      tally,
      Object.fromEntries(
        words.flatMap((word, index) => {
          const cell = cells[index]
          return cell === undefined ? [] : [[word, groupAt(cell, worlds)] as const]
        }),
      ),
    ])
    const groups = { all: { all: groupAt(all, worlds) }, ...Object.fromEntries(found) }
    return { persons, groups, relieved, burdened, most }
  }
  return { see, effect }
}

/** What variants come to for nobody. */
export const noEffect = (variants: number): WhatIfEffect => ({
  persons: 0,
  groups: { all: {} },
  relieved: new Array<number>(variants).fill(0),
  burdened: new Array<number>(variants).fill(0),
  most: Array.from({ length: variants }, () => []),
})

const addVariant = (one: VariantEffect, other: VariantEffect | undefined): VariantEffect => {
  if (other === undefined) return one
  const changed = one.changed + other.changed
  if ('counted' in one && 'counted' in other)
    return { changed, counted: addCounted(one.counted, other.counted) }
  must('paid' in one && 'paid' in other, 'what-if.other-variant', 'a variant is of a world or is not')
  return { changed, paid: addPaid(one.paid, other.paid) }
}

const addGroup = (one: GroupEffect | undefined, other: GroupEffect): GroupEffect =>
  one === undefined
    ? other
    : {
        claims: one.claims + other.claims,
        total: one.total + other.total,
        inForce: addPaid(one.inForce, other.inForce),
        variants: one.variants.map((each, index) => addVariant(each, other.variants[index])),
      }

const addGroups = (one: Groups = {}, other: Groups = {}): Groups => ({
  ...one,
  ...Object.fromEntries(Object.entries(other).map(([word, group]) => [word, addGroup(one[word], group)])),
})

/** The effect on two sets of persons, and the claims that are most affected in both together. */
export const addEffects = (one: WhatIfEffect, other: WhatIfEffect, keep: number): WhatIfEffect => ({
  persons: one.persons + other.persons,
  groups: {
    all: addGroups(one.groups.all, other.groups.all),
    ...Object.fromEntries(
      tallies
        .filter((name) => one.groups[name] ?? other.groups[name])
        .map((name) => [name, addGroups(one.groups[name], other.groups[name])]),
    ),
  },
  relieved: one.relieved.map((count, index) => count + (other.relieved[index] ?? 0)),
  burdened: one.burdened.map((count, index) => count + (other.burdened[index] ?? 0)),
  most: one.most.map((list, index) => [...list, ...(other.most[index] ?? [])].sort(byChange).slice(0, keep)),
})

/** An effect as it is shown to machines: what each variant comes to, worlds rounded to whole claims and fen. */
export const roundedEffect = (effect: WhatIfEffect) => ({
  ...effect,
  groups: Object.fromEntries(
    Object.entries(effect.groups).map(([by, groups]) => [
      by,
      Object.fromEntries(
        Object.entries(groups).map(([word, group]) => [
          word,
          {
            ...group,
            variants: group.variants.map((each) => ({ changed: each.changed, ...comesTo(group, each) })),
          },
        ]),
      ),
    ]),
  ),
})
