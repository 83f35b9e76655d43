import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'

/** The lines whose executed amounts lead down to institutions. */
export const linesOfCare = ['inpatient', 'outpatient', 'chronic-special', 'account-benefit'] as const
export type LineOfCare = (typeof linesOfCare)[number]

/** What an institution's month counts of its claims, less recoveries. */
export type InstitutionMonth = {
  /** The basic pool's part, and of it stays and chronic diseases. */
  readonly controlled: Fen
  readonly inpatient: Fen
  readonly chronic: Fen
  /** Paid from personal accounts. */
  readonly account: Fen
}

/** What an institution's claims of a month came to on each line. */
export const institutionLines = ({
  controlled,
  inpatient,
  chronic,
  account,
}: InstitutionMonth): Readonly<Record<LineOfCare, Fen>> => ({
  inpatient,
  outpatient: fen(controlled - inpatient - chronic),
  'chronic-special': chronic,
  'account-benefit': account,
})
