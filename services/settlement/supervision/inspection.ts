import type { Inspection } from '../claim/rules/inspection.ts'
import { hintsFor, stopFor } from './rules/evaluate.ts'
import { factsOf } from './rules/facts.ts'
import type { RuleBook } from './rules/rule-book.ts'

/** Inspects claims by the rules of a book that apply before and during settlement. */
export const inspectionBy = (rules: () => RuleBook): Inspection => ({
  stop: (claim, year, reviewed) => stopFor(factsOf(claim, year), rules(), reviewed),
  hints: (claim, year) => hintsFor(factsOf(claim, year), rules()),
})
