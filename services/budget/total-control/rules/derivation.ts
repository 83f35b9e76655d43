import type { CarePart } from './parts.ts'

/** One step of how a figure came about: its rule, what went in, what came out. Rates are decimal strings, amounts fen. */
export type Step = {
  readonly rule: string
  /** The kind of care it was for; none where it was for all. */
  readonly part?: CarePart
  readonly given: Readonly<Record<string, string | number>>
  readonly gives: string | number
}
