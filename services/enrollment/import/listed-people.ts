import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badCell } from '#shared/edge/files/bad-cell.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { FileReader } from '#shared/edge/imports/file-kind.ts'
import { firstLines } from '#shared/edge/imports/first-lines.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { RegisteredPerson } from '../enrolment/registered.ts'
import { readRegistered } from '../enrolment/registered.ts'
import type { NewPerson } from '../enrolment/rules/new-person.ts'
import { nameOfCertificate } from '../person/rules/certificate.ts'
import { certificateOf } from '../person/rules/proof-fields.ts'
import type { PersonTokens } from '../person/secrets.ts'
import { refusal, table } from '../refusals.ts'
import type { KindEffects } from './persons-kind.ts'

/** A row that reads well, with the tokens of its person and whom they stand for. */
export type KnownListed<Said> = {
  readonly line: number
  readonly said: Said
  readonly tokens: PersonTokens
  readonly registered: RegisteredPerson | undefined
}

/** What a row does to whoever it names, in one word. */
export type Done = { readonly word: string }

/** How a kind of list is read, and what its rows do: `isPreview` says it and writes nothing. */
export type ListedPeople<Said extends { readonly person: NewPerson }> = {
  readonly read: (row: Row) => { readonly said: Said } | { readonly faults: readonly Refusal[] }
  readonly act: (row: KnownListed<Said>, isPreview: boolean) => Promise<Decision<Done>>
  /** A row of another city is another office's. */
  readonly reachesCity: (city: string) => boolean
}

/** Rows handled at once. */
const atOnce = 25

const badAt = (line: number, fault: Refusal): BadCell =>
  badCell({ line, column: fault.field ?? 'id_number' }, fault, table)

/** Reads lists of people row by row: each row is one person's, and stands for itself. */
export const readPeople = <Said extends { readonly person: NewPerson }>(
  { read, act, reachesCity }: ListedPeople<Said>,
  effects: KindEffects,
): FileReader => {
  const lines = firstLines()

  const readRow = (row: Row): { readonly good?: { line: number; said: Said }; readonly bad: BadCell[] } => {
    const { line } = row
    const unreadable = row.faults.map((fault) => badCell(fault, fault, table))
    if (unreadable.length > 0) return { bad: unreadable }
    const found = read(row)
    if ('faults' in found) return { bad: found.faults.map((fault) => badAt(line, fault)) }
    const { city } = found.said.person
    const firstLine = lines.note(nameOfCertificate(certificateOf(found.said.person)), line)
    if (firstLine !== line)
      return {
        bad: [badAt(line, refusal('import.duplicate', { field: 'id_number', figures: { firstLine } }))],
      }
    if (!reachesCity(city))
      return {
        bad: [
          badAt(line, { code: 'caller.other-division', reason: 'another city', field: 'city', figures: {} }),
        ],
      }
    return { good: { line, said: found.said }, bad: [] }
  }

  const work = async (rows: readonly Row[], isPreview: boolean) => {
    const all = rows.map(readRow)
    const good = all.flatMap((each) => each.good ?? [])
    const tokens = await Promise.all(
      good.map(({ said: { person } }) => effects.secrets.tokensOf(certificateOf(person), person)),
    )
    const registered = await readRegistered(effects.store, tokens)
    const known = good.flatMap((row, index): KnownListed<Said>[] => {
      const own = tokens[index]
      return own ? [{ ...row, tokens: own, registered: registered[index] }] : []
    })
    const bad = all.flatMap((each) => each.bad)
    const counts: Record<string, number> = {}
    let taken = 0
    for (const group of inPieces(known, atOnce)) {
      const outcomes = await Promise.all(group.map((row) => act(row, isPreview)))
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'refused') bad.push(badAt(group[index]?.line ?? 0, outcome.refusal))
        else {
          taken += 1
          counts[outcome.value.word] = (counts[outcome.value.word] ?? 0) + 1
        }
      }
    }
    return { bad, counts, taken }
  }

  return {
    judge: async (rows) => {
      const { bad, counts } = await work(rows, true)
      return { bad, counts }
    },
    take: async (rows) => {
      const { bad: late, counts, taken } = await work(rows, false)
      return { taken, late, counts }
    },
    remember: (rows) => {
      for (const row of rows) readRow(row)
    },
  }
}
