import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badCell } from '#shared/edge/files/bad-cell.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { FileKind, FileOfRows, FileReader } from '#shared/edge/imports/file-kind.ts'
import { firstLines } from '#shared/edge/imports/first-lines.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Effects } from '../effects.ts'
import { readRegistered } from '../enrolment/registered.ts'
import type { Insured } from '../person/rules/insured.ts'
import { refusal, table } from '../refusals.ts'
import type { ComparedFeed } from './feeds.ts'
import { comparedFeeds, comparisonTemplate } from './feeds.ts'
import type { Comparison } from './rules/compare-row.ts'
import { compareRow } from './rules/compare-row.ts'
import type { ComparedRow } from './rules/compared-row.ts'
import { readComparedRow } from './rules/compared-row.ts'
import { unlistedAt, unlistedWith } from './unlisted.ts'

type Needs = Pick<Effects, 'store' | 'secrets'>
type GoodRow = { readonly line: number; readonly row: ComparedRow }

/** Persons read together, in as few reads as they allow. */
const readAtOnce = 500

const toldAs: Readonly<Record<Exclude<Comparison, 'agrees'>, Refusal>> = {
  'not-registered': refusal('comparison.not-registered', { field: 'id_number' }),
  'not-covered': refusal('comparison.not-covered', { field: 'id_number' }),
  'other-name': refusal('comparison.other-name', { field: 'name' }),
  'dead-there': refusal('comparison.dead-there', { field: 'id_number' }),
  'dead-here': refusal('comparison.dead-here', { field: 'id_number' }),
  'other-category': refusal('comparison.other-category', { field: 'aid' }),
}

/** Persons of a list, in its order, as they are registered here. */
const registeredOf = async (rows: readonly ComparedRow[], { store, secrets }: Needs) => {
  const tokens = await Promise.all(
    rows.map(async ({ idNumber, name }) => ({
      certificate: await secrets.tokenOf({
        by: 'certificate',
        certificate: { type: 'id-card', number: idNumber },
      }),
      name: await secrets.tokenOf({ by: 'name', name }),
    })),
  )
  const found = await readRegistered(
    store,
    tokens.map(({ certificate = '' }) => certificate),
  )
  return found.map(
    (each, index) =>
      each && {
        insured: each.record.insured as Insured,
        isNamed: each.identity.tokens.name === tokens[index]?.name,
      },
  )
}

const comparing = (
  { aids, further = {} }: ComparedFeed,
  { caller }: FileOfRows,
  effects: Needs,
): FileReader => {
  const lines = firstLines()
  const schoolCodes = new Set<string>()
  const isWhole = aids !== undefined || 'school_code' in further
  const before: ComparedRow[] = []
  const reached = new Set<string>()
  const isOwn = (city: string) => reachesCity(caller, city)

  const readRow = (row: Row): { readonly good?: GoodRow; readonly bad: BadCell[] } => {
    const { line } = row
    if (row.faults.length > 0) return { bad: row.faults.map((fault) => badCell(fault, fault, table)) }
    const read = readComparedRow(row.cells, aids)
    const badAt = (fault: Refusal) => badCell({ line, column: fault.field ?? 'id_number' }, fault, table)
    if ('faults' in read) return { bad: read.faults.map(badAt) }
    const firstLine = lines.note(read.row.idNumber, line)
    if (firstLine !== line)
      return { bad: [badAt(refusal('import.duplicate', { field: 'id_number', figures: { firstLine } }))] }
    if (row.cells.school_code) schoolCodes.add(row.cells.school_code)
    return { good: { line, row: read.row }, bad: [] }
  }

  const judge = async (rows: readonly Row[]) => {
    const all = rows.map(readRow)
    const bad = all.flatMap((each) => each.bad)
    const good = all.flatMap((each) => each.good ?? [])
    const registered = await registeredOf(
      good.map(({ row }) => row),
      effects,
    )
    const counts: Partial<Record<Comparison, number>> = {}
    for (const [index, { line, row }] of good.entries()) {
      const known = registered[index]
      const came = compareRow(row, known, isOwn)
      counts[came] = (counts[came] ?? 0) + 1
      if (known) reached.add(known.insured.personId)
      if (came === 'agrees') continue
      const fault = toldAs[came]
      bad.push(badCell({ line, column: fault.field ?? 'id_number' }, fault, table))
    }
    return { bad, counts: { ...counts } as Record<string, number> }
  }

  return {
    judge,
    take: async () => ({ taken: 0, late: [], counts: {} }),
    remember: (rows) => {
      for (const row of rows) {
        const { good } = readRow(row)
        if (good && isWhole) before.push(good.row)
      }
    },
    finish: async () => {
      if (!isWhole) return []
      for (const piece of inPieces(before, readAtOnce))
        for (const known of await registeredOf(piece, effects)) if (known) reached.add(known.insured.personId)
      const at = await unlistedAt([...schoolCodes], { reached, isOwn }, effects)
      return aids ? [...at, ...(await unlistedWith(aids, { reached, isOwn }, effects))] : at
    },
  }
}

/** Lists that offices have of people, each compared with the register row by row. Nothing is changed. */
export const comparisonKinds = (effects: Needs): FileKind[] =>
  comparedFeeds.map((feed) => {
    const template = comparisonTemplate(feed)
    return {
      kind: feed.kind,
      scopes: ['province', 'city', feed.sender],
      columns: { ...template.columns, unknown: 'ignored' },
      template,
      comparesOnly: true,
      open: async (file) => comparing(feed, file, effects),
    }
  })
