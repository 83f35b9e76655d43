import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Care } from '../../insured-year/rules/care.ts'

/** A claim or a reversal as supervision notes it: enough to count an institution's month, and to count it once. */
export type ClaimNote = {
  /** The id of the claim or of the reversal. */
  readonly id: string
  readonly personId: string
  readonly care: Care
  /** 1 for a visit or stay, 0 for a readmission that counts with the stay before it, −1 for a reversal. */
  readonly counts: 1 | 0 | -1
  readonly total: Fen
  readonly fund: Fen
  readonly fullySelfPaid: Fen
}

/** What is counted of an institution's month; `visitors` and `inpatients` are persons. */
export const monthFigureNames = [
  'visits',
  'visitors',
  'stays',
  'inpatients',
  'total',
  'fund',
  'fullySelfPaid',
] as const
export type MonthFigureName = (typeof monthFigureNames)[number]
export type MonthFigures = Readonly<Record<MonthFigureName, number>>

/** Counts of one kind of care: how often, and by how many persons. */
const countsOf = (notes: readonly ClaimNote[], care: Care) => {
  const byPerson = new Map<string, number>()
  for (const note of notes)
    if (note.care === care) byPerson.set(note.personId, (byPerson.get(note.personId) ?? 0) + note.counts)
  const seen = [...byPerson.values()].filter((times) => times > 0)
  return { times: seen.reduce((sum, times) => sum + times, 0), persons: seen.length }
}

/** Counts a month. The same claim may be noted twice, where events came again cut in other groups: it counts once. */
export const countMonth = (noted: Iterable<ClaimNote>): MonthFigures => {
  const notes = [...new Map([...noted].map((note) => [note.id, note])).values()]
  const outpatient = countsOf(notes, 'outpatient')
  const inpatient = countsOf(notes, 'inpatient')
  const money = (name: 'total' | 'fund' | 'fullySelfPaid') =>
    notes.reduce((sum, note) => fen(sum + note[name]), 0)
  return {
    visits: outpatient.times,
    visitors: outpatient.persons,
    stays: inpatient.times,
    inpatients: inpatient.persons,
    total: money('total'),
    fund: money('fund'),
    fullySelfPaid: money('fullySelfPaid'),
  }
}
