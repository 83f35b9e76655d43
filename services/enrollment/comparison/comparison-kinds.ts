import type { Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badCell } from '#shared/edge/files/bad-cell.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { FileKind, FileOfRows, FileReader } from '#shared/edge/imports/file-kind.ts'
import { firstLines } from '#shared/edge/imports/first-lines.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { cityOfDivision, isCity } from '#shared/kernel/divisions.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { readRegistered } from '../enrolment/registered.ts'
import { namesakes } from '../likeness/store.ts'
import type { Certificate } from '../person/rules/certificate.ts'
import { nameOfCertificate } from '../person/rules/certificate.ts'
import type { Insured } from '../person/rules/insured.ts'
import { refusal, table } from '../refusals.ts'
import type { ComparedFeed } from './feeds.ts'
import { comparedFeeds, comparisonTemplate } from './feeds.ts'
import type { BirthFound, Comparison } from './rules/compare-row.ts'
import { compareBirth, compareRow } from './rules/compare-row.ts'
import type { ComparedRow } from './rules/compared-row.ts'
import { readComparedRow } from './rules/compared-row.ts'
import { unlistedAt, unlistedDisabled, unlistedIn, unlistedWith } from './unlisted.ts'

type Needs = Pick<Effects, 'store' | 'secrets'>
type GoodRow = { readonly line: number; readonly row: ComparedRow }

/** Persons read together, in as few reads as they allow. */
const readAtOnce = 500

const toldAs: Readonly<Record<Exclude<Comparison, 'agrees' | 'agrees-alike'>, Refusal>> = {
  undecided: refusal('comparison.undecided', { field: 'name' }),
  'mother-here': refusal('comparison.mother-here', { field: 'name' }),
  'not-registered': refusal('comparison.not-registered', { field: 'id_number' }),
  'not-covered': refusal('comparison.not-covered', { field: 'id_number' }),
  'other-name': refusal('comparison.other-name', { field: 'name' }),
  'dead-there': refusal('comparison.dead-there', { field: 'id_number' }),
  'dead-here': refusal('comparison.dead-here', { field: 'id_number' }),
  'other-category': refusal('comparison.other-category', { field: 'aid' }),
}

/** Persons registered under certificates, in their order; undefined where there is none. */
const registeredUnder = async (
  certificates: readonly (Certificate | undefined)[],
  { store, secrets }: Needs,
) => {
  const tokens = await Promise.all(
    certificates.map(async (certificate) =>
      certificate === undefined ? '' : ((await secrets.tokenOf({ by: 'certificate', certificate })) ?? ''),
    ),
  )
  const asked = tokens.filter((token) => token !== '')
  const found = new Map(
    (
      await readRegistered(
        store,
        asked.map((certificate) => ({ certificate })),
      )
    ).map((each, index) => [asked[index] ?? '', each] as const),
  )
  return tokens.map((token) => found.get(token))
}

const idCard = (number: string | undefined): Certificate | undefined =>
  number === undefined ? undefined : { type: 'id-card', number }

const ofBirth = (number: string | undefined): Certificate | undefined =>
  number === undefined ? undefined : { type: 'birth-certificate', number }

/** Persons of a list, in its order, as they are registered here: by their number, else by the certificate of their birth. */
const registeredOf = async (rows: readonly ComparedRow[], effects: Needs) => {
  const [names, byNumber, byBirth] = await Promise.all([
    Promise.all(rows.map(({ name }) => effects.secrets.tokenOf({ by: 'name', name }))),
    registeredUnder(
      rows.map(({ certificate }) => certificate),
      effects,
    ),
    registeredUnder(
      rows.map(({ birthCertificate }) => ofBirth(birthCertificate)),
      effects,
    ),
  ])
  const found = rows.map((_, index) => byNumber[index] ?? byBirth[index])
  return found.map(
    (each, index) =>
      each && {
        insured: each.record.insured as Insured,
        // A child that the list does not name yet is found by the certificate only.
        isNamed:
          (!byNumber[index] && rows[index]?.birth?.isUnnamed === true) ||
          each.identity.tokens.name === names[index],
      },
  )
}

/** Of births that no number finds: who is alike, and their mothers. */
const bornAlike = async (rows: readonly ComparedRow[], effects: Needs): Promise<BirthFound[]> => {
  const { store, secrets } = effects
  const tokens = await Promise.all(
    rows.map(
      async ({ name, birth }) =>
        (birth &&
          !birth.isUnnamed &&
          (await secrets.tokenOf({ by: 'named-person', person: { ...birth, name } }))) ||
        '',
    ),
  )
  const [groups, mothers] = await Promise.all([
    namesakes.readMany(
      store,
      tokens.map((token) => ({ token })),
    ),
    registeredUnder(
      rows.map(({ birth }) => idCard(birth?.mother)),
      effects,
    ),
  ])
  const ids = [...new Set(groups.flatMap((group) => group?.persons ?? []))]
  const records = new Map(
    (await coverages.readMany(store, ids.map(ofPerson))).flatMap((record) =>
      record ? [[record.insured.personId, record.insured] as const] : [],
    ),
  )
  return rows.map(({ certificate, birth }, index) => ({
    hasNumber: certificate !== undefined,
    isUnnamed: birth?.isUnnamed === true,
    alike: (groups[index]?.persons ?? []).flatMap((id) => records.get(id) ?? []),
    mother: mothers[index]?.record.insured,
  }))
}

/** A row as it compares, and who of ours it may mean. */
type Compared = { readonly came: Comparison; readonly meant: readonly string[] }

/** Compares rows in their order: by their number, and births that no number finds by who was born. */
const compareRows = async (
  rows: readonly ComparedRow[],
  isOwn: (city: string) => boolean,
  effects: Needs,
): Promise<Compared[]> => {
  const registered = await registeredOf(rows, effects)
  const births = rows.filter(({ birth }, index) => birth && !registered[index])
  const alike = new Map((await bornAlike(births, effects)).map((found, index) => [births[index], found]))
  return rows.map((row, index) => {
    const known = registered[index]
    const birth = alike.get(row)
    if (!birth) return { came: compareRow(row, known, isOwn), meant: known ? [known.insured.personId] : [] }
    return { came: compareBirth(birth, isOwn), meant: birth.alike.map(({ personId }) => personId) }
  })
}

/** What tells a row from another of the same person: their certificate, else that of the birth. */
const nameOfRow = ({ certificate }: ComparedRow, { birth_certificate = '' }: Row['cells']): string =>
  certificate ? nameOfCertificate(certificate) : birth_certificate.trim().toUpperCase()

const comparing = (feed: ComparedFeed, { caller }: FileOfRows, effects: Needs): FileReader => {
  const { aids } = feed
  const lines = firstLines()
  const schoolCodes = new Set<string>()
  const wholeOf = new Set<string>()
  const bornIn = new Set<Month>()
  const before: ComparedRow[] = []
  const reached = new Set<string>()
  const isOwn = (city: string) => reachesCity(caller, city)

  const noteWhole = (row: ComparedRow): Refusal | undefined => {
    const { wholeOf: division, birth } = row
    if (birth) bornIn.add(monthOf(birth.birthOn))
    if (division === undefined) return undefined
    const city = isCity(division) ? division : cityOfDivision(division)
    if (city === undefined || !isOwn(city))
      return refusal('comparison.whole-of-another', { field: 'whole_of' })
    wholeOf.add(division)
    return undefined
  }

  const readRow = (row: Row): { readonly good?: GoodRow; readonly bad: BadCell[] } => {
    const { line } = row
    if (row.faults.length > 0) return { bad: row.faults.map((fault) => badCell(fault, fault, table)) }
    const read = readComparedRow(row.cells, feed)
    const badAt = (fault: Refusal) => badCell({ line, column: fault.field ?? 'id_number' }, fault, table)
    if ('faults' in read) return { bad: read.faults.map(badAt) }
    const name = nameOfRow(read.row, row.cells)
    const firstLine = name === '' ? line : lines.note(name, line)
    if (firstLine !== line)
      return { bad: [badAt(refusal('import.duplicate', { field: 'id_number', figures: { firstLine } }))] }
    const ofAnother = noteWhole(read.row)
    if (ofAnother) return { bad: [badAt(ofAnother)] }
    if (row.cells.school_code) schoolCodes.add(row.cells.school_code)
    return { good: { line, row: read.row }, bad: [] }
  }

  const judge = async (rows: readonly Row[]) => {
    const all = rows.map(readRow)
    const bad = all.flatMap((each) => each.bad)
    const good = all.flatMap((each) => each.good ?? [])
    const compared = await compareRows(
      good.map(({ row }) => row),
      isOwn,
      effects,
    )
    const counts: Partial<Record<Comparison, number>> = {}
    for (const [index, { came, meant }] of compared.entries()) {
      counts[came] = (counts[came] ?? 0) + 1
      for (const personId of meant) reached.add(personId)
      if (came === 'agrees' || came === 'agrees-alike') continue
      const fault = toldAs[came]
      bad.push(badCell({ line: good[index]?.line ?? 0, column: fault.field ?? 'id_number' }, fault, table))
    }
    return { bad, counts: { ...counts } as Record<string, number> }
  }

  return {
    judge,
    take: async () => ({ taken: 0, late: [], counts: {} }),
    remember: (rows) => {
      for (const row of rows) {
        const { good } = readRow(row)
        if (good) before.push(good.row)
      }
    },
    finish: async () => {
      const isWhole = aids !== undefined || schoolCodes.size > 0 || wholeOf.size > 0
      if (!isWhole) return []
      for (const piece of inPieces(before, readAtOnce))
        for (const { meant } of await compareRows(piece, isOwn, effects))
          for (const personId of meant) reached.add(personId)
      const of = { reached, isOwn }
      const divisions = [...wholeOf].map((division) => ({
        division,
        bornIn: feed.ofBirths ? bornIn : undefined,
      }))
      return [
        ...(await unlistedAt([...schoolCodes], of, effects)),
        ...(aids ? await unlistedWith(aids, of, effects) : []),
        ...(feed.ofDisabled
          ? await unlistedDisabled([...wholeOf], of, effects)
          : await unlistedIn(divisions, of, effects)),
      ]
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
