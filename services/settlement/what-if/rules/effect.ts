import type { Day } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Adjudication } from '../../adjudication/rules/adjudicate.ts'
import type { Step } from '../../insured-year/rules/claim-events.ts'
import { payers } from '../../insured-year/rules/layers.ts'
import type { PayerAmounts } from '../../insured-year/rules/payers.ts'
import { addPaid, byPayer, paidBy } from '../../insured-year/rules/payers.ts'
import type { ClaimColumns, CodeColumn } from './columns.ts'

/** By what an effect is told apart. */
export const dimensions = ['city', 'scheme', 'care', 'level', 'aid', 'age'] as const
export type Dimension = (typeof dimensions)[number]

/** What a group of claims comes to: its cost, and who pays it under the law in force and under each variant. */
export type GroupEffect = {
  readonly claims: number
  readonly total: Fen
  readonly inForce: PayerAmounts
  readonly variants: readonly {
    readonly changed: number
    readonly paid: PayerAmounts
  }[]
}

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
  readonly groups: Readonly<Record<'all' | Dimension, Readonly<Record<string, GroupEffect>>>>
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

/** The group of those of whom nobody tells it. */
export const untold = 'untold'

/** The words of a dimension, and which of them a row has. */
const wordsOf = (columns: ClaimColumns, dimension: Dimension, ageGroups: AgeGroups) => {
  const { codes, words } = columns.codes[dimension satisfies CodeColumn]
  if (dimension !== 'age')
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

const groupAt = (figures: Float64Array, variants: number): GroupEffect => ({
  claims: figures[0] ?? 0,
  total: figures[1] ?? 0,
  inForce: amountsAt(figures, payersAt),
  variants: Array.from({ length: variants }, (_, index) => ({
    changed: figures[payersAt + (variants + 1) * payers.length + index] ?? 0,
    paid: amountsAt(figures, payersAt + (index + 1) * payers.length),
  })),
})

/** The larger changes first; those alike by their cost, so that the order does not hang on who was met first. */
const byChange = (one: AffectedClaim, other: AffectedClaim): number =>
  changeOf(other) - changeOf(one) || other.total - one.total
const changeOf = ({ patient }: AffectedClaim): Fen => Math.abs(patient.variant - patient.inForce)

/** The fund whose claims are counted; those of others are judged with them, and not counted. */
export type CountedFund = { readonly city?: string | undefined; readonly scheme?: Scheme | undefined }

/** How an effect is gathered: of how many variants, by which ages, of which fund, and how many claims are kept to be shown. */
export type Gathering = {
  readonly variants: number
  readonly ageGroups: AgeGroups
  readonly keep: number
  readonly of: CountedFund
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
  { variants, ageGroups, keep, of, sinceOf }: Gathering,
) => {
  const counts = counting(columns, of)
  const { purpose } = columns.codes
  const size = width(variants)
  const all = new Float64Array(size)
  const tables = dimensions.map((dimension) => {
    const { words, codeOf } = wordsOf(columns, dimension, ageGroups)
    return { dimension, words, codeOf, cells: words.map(() => new Float64Array(size)) }
  })
  const figures = new Float64Array(size)
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
        tables.map(({ dimension, words, codeOf }) => [dimension, words[codeOf(row)] ?? '']),
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

  const see = (row: number, outcomes: readonly Adjudication[]): void => {
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
      for (const payer of payers) figures[place++] = paid[payer]
      const same = paysTheSame(paidInForce, paid)
      figures[changedAt + index] = same ? 0 : 1
      if (same) continue
      burden[index] = (burden[index] ?? 0) + patientOf(under) - patientOf(inForce)
      keepIfMost(index, row, inForce, under)
    }
    for (let at = 0; at < size; at += 1) all[at] = (all[at] ?? 0) + (figures[at] ?? 0)
    for (const { codeOf, cells } of tables) {
      const cell = cells[codeOf(row)] as Float64Array
      for (let at = 0; at < size; at += 1) cell[at] = (cell[at] ?? 0) + (figures[at] ?? 0)
    }
  }

  const effect = (): WhatIfEffect => {
    if (person >= 0) endPerson()
    person = -1
    const groups: Record<string, Groups> = { all: { all: groupAt(all, variants) } }
    for (const { dimension, words, cells } of tables)
      groups[dimension] = Object.fromEntries(
        words
          .map((word, index) => [word, groupAt(cells[index] as Float64Array, variants)] as const)
          .filter(([, { claims }]) => claims > 0),
      )
    return { persons, groups: groups as WhatIfEffect['groups'], relieved, burdened, most }
  }
  return { see, effect }
}

/** What variants come to for nobody. */
export const noEffect = (variants: number): WhatIfEffect => ({
  persons: 0,
  groups: Object.fromEntries(['all', ...dimensions].map((name) => [name, {}])) as WhatIfEffect['groups'],
  relieved: new Array<number>(variants).fill(0),
  burdened: new Array<number>(variants).fill(0),
  most: Array.from({ length: variants }, () => []),
})

const addGroup = (one: GroupEffect | undefined, other: GroupEffect): GroupEffect =>
  one === undefined
    ? other
    : {
        claims: one.claims + other.claims,
        total: one.total + other.total,
        inForce: addPaid(one.inForce, other.inForce),
        variants: one.variants.map(({ changed, paid }, index) => ({
          changed: changed + (other.variants[index]?.changed ?? 0),
          paid: addPaid(paid, other.variants[index]?.paid ?? paid),
        })),
      }

const addGroups = (one: Groups, other: Groups): Groups => ({
  ...one,
  ...Object.fromEntries(Object.entries(other).map(([word, group]) => [word, addGroup(one[word], group)])),
})

/** The effect on two sets of persons, and the claims that are most affected in both together. */
export const addEffects = (one: WhatIfEffect, other: WhatIfEffect, keep: number): WhatIfEffect => ({
  persons: one.persons + other.persons,
  groups: Object.fromEntries(
    (['all', ...dimensions] as const).map((name) => [name, addGroups(one.groups[name], other.groups[name])]),
  ) as WhatIfEffect['groups'],
  relieved: one.relieved.map((count, index) => count + (other.relieved[index] ?? 0)),
  burdened: one.burdened.map((count, index) => count + (other.burdened[index] ?? 0)),
  most: one.most.map((list, index) => [...list, ...(other.most[index] ?? [])].sort(byChange).slice(0, keep)),
})
