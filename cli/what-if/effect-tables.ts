import type { Language } from '#shared/kernel/language.ts'
import type { Fen } from '#shared/money/fen.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { payers } from '../../services/settlement/insured-year/rules/layers.ts'
import type { PayerAmounts } from '../../services/settlement/insured-year/rules/payers.ts'
import type { PlanBook } from '../../services/settlement/plan/rules/plan-book.ts'
import type {
  AffectedClaim,
  Dimension,
  GroupEffect,
  WhatIfEffect,
} from '../../services/settlement/what-if/rules/effect.ts'
import { comesTo, dimensions } from '../../services/settlement/what-if/rules/effect.ts'
import { explainAffected } from '../../services/settlement/what-if/rules/explain-affected.ts'
import type { Column } from '../terminal/table.ts'
import { tableOf } from '../terminal/table.ts'
import { dimensionNames, groupName, layout, payerNames } from './words.ts'

/** Who reads, and in how many columns of a terminal. */
export type Reader = { readonly language: Language; readonly width: number }

/** What was tried, for its tables. */
export type Shown = {
  readonly year: number
  readonly titles: readonly string[]
  readonly effect: WhatIfEffect
  readonly plans: { readonly inForce: PlanBook; readonly variants: readonly PlanBook[] }
}

const figure = (head: string): Column => ({ head, kind: 'figure' })
const text = (head: string, least = 12): Column => ({ head, kind: 'text', least })

const more = (amount: Fen): string => (amount > 0 ? `+${formatYuan(amount)}` : formatYuan(amount))
const ofPatient = ({ account, cash }: PayerAmounts): Fen => account + cash

const payersTable = (all: GroupEffect, { titles }: Shown, { language, width }: Reader): string => {
  const words = layout[language]
  return tableOf(
    [text(words.payer), figure(words.inForce), ...titles.map((title) => figure(words.effect(title)))],
    payers.map((payer) => [
      payerNames[payer]?.[language] ?? payer,
      formatYuan(all.inForce[payer]),
      ...all.variants.map((each) => more(comesTo(all, each).paid[payer] - all.inForce[payer])),
    ]),
    width,
  )
}

const personsTable = (all: GroupEffect, { titles, effect }: Shown, { language, width }: Reader): string => {
  const words = layout[language]
  return tableOf(
    [text(words.persons), ...titles.map(figure)],
    [
      [words.counted, ...all.variants.map((each) => String(comesTo(all, each).claims))],
      [words.cost, ...all.variants.map((each) => formatYuan(comesTo(all, each).total))],
      [words.changed, ...all.variants.map(({ changed }) => String(changed))],
      [words.relieved, ...effect.relieved.map(String)],
      [words.burdened, ...effect.burdened.map(String)],
    ],
    width,
  )
}

const rowsOfGroups = (
  groups: readonly (readonly [name: string, group: GroupEffect])[],
  { name, titles }: { readonly name: string } & Pick<Shown, 'titles'>,
  { language, width }: Reader,
): string => {
  const words = layout[language]
  return tableOf(
    [
      text(name),
      ...[words.claims, words.cost, words.patient].map(figure),
      ...titles.flatMap((title) => [figure(words.pool(title)), figure(words.burden(title))]),
    ],
    groups.map(([called, group]) => [
      called,
      ...[String(group.claims), formatYuan(group.total), formatYuan(ofPatient(group.inForce))],
      ...group.variants.flatMap((variant) => {
        const { paid } = comesTo(group, variant)
        return [more(paid.basic - group.inForce.basic), more(ofPatient(paid) - ofPatient(group.inForce))]
      }),
    ]),
    width,
  )
}

const groupsTable = (dimension: Dimension, { titles, effect }: Shown, reader: Reader): string => {
  const { language } = reader
  const groups = Object.entries(effect.groups[dimension] ?? {})
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([word, group]) => [groupName(dimension, word, language), group] as const)
  return rowsOfGroups(groups, { name: dimensionNames[dimension][language], titles }, reader)
}

/** So many hospitals are shown: those of which a variant changes most what the pool pays. */
const hospitalsShown = 10

const mostMoved = (group: GroupEffect): Fen =>
  Math.max(
    0,
    ...group.variants.map((each) => Math.abs(comesTo(group, each).paid.basic - group.inForce.basic)),
  )

const hospitalsTable = ({ titles, effect }: Shown, reader: Reader): string => {
  const moved = Object.entries(effect.groups.institution ?? {})
    .map(([code, group]) => ({ code, group, moved: mostMoved(group) }))
    .filter((each) => each.moved > 0)
    .sort((a, b) => b.moved - a.moved || (a.code < b.code ? -1 : 1))
    .slice(0, hospitalsShown)
  if (moved.length === 0) return ''
  const name = layout[reader.language].hospital(String(hospitalsShown))
  return rowsOfGroups(
    moved.map(({ code, group }) => [code, group]),
    { name, titles },
    reader,
  )
}

const affectedClaim = (
  claim: AffectedClaim,
  plans: { readonly inForce: PlanBook; readonly variant: PlanBook },
  { language, width }: Reader,
): string => {
  const words = layout[language]
  const place = dimensions.map((dimension) => groupName(dimension, claim.of[dimension], language)).join(' · ')
  const { inForce, variant } = explainAffected(claim, plans, language)
  const titles = [...new Set([...inForce, ...variant].map(({ title }) => title))]
  const saying = (steps: typeof inForce, title: string): string =>
    steps
      .filter((step) => step.title === title)
      .map((step) => step.text)
      .join('\n')
  return [
    words.claim(
      place,
      formatYuan(claim.total),
      formatYuan(claim.patient.inForce),
      formatYuan(claim.patient.variant),
    ),
    tableOf(
      words.step.map((head) => text(head, 20)),
      titles.map((title) => [title, saying(inForce, title), saying(variant, title)]),
      width,
    ),
  ].join('\n')
}

const affectedClaims = ({ titles, effect, plans }: Shown, reader: Reader): string[] =>
  titles.flatMap((title, index) => {
    const words = layout[reader.language]
    const variant = plans.variants[index]
    const claims = effect.most[index] ?? []
    if (!variant || claims.length === 0) return ['', `${words.most(title)}: ${words.none}`]
    return [
      '',
      words.most(title),
      ...claims.map((claim) => affectedClaim(claim, { ...plans, variant }, reader)),
    ]
  })

/** What was tried as tables: who pays, whom it concerns, by every group, and the claims most affected with their steps. */
export const effectTables = (shown: Shown, reader: Reader): string => {
  const { year, effect } = shown
  const { all } = effect.groups.all
  const words = layout[reader.language]
  const head = words.title(String(year), String(all?.claims ?? 0), String(effect.persons))
  if (!all) return head
  return [
    head,
    payersTable(all, shown, reader),
    personsTable(all, shown, reader),
    ...dimensions.map((dimension) => groupsTable(dimension, shown, reader)),
    hospitalsTable(shown, reader),
    ...affectedClaims(shown, reader),
  ].join('\n')
}
