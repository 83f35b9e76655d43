import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'

/** What an employer declared for one of its people. */
export type DeclaredLine = { readonly personId: string; readonly monthlyWage: Fen }

/**
 * A declaration as far as it is there: of a month's wages, or of the bases of a year of contributions. It may come in
 * pages, in any order. What is to replace it is a next revision.
 */
export type Declaration = {
  readonly of: Month | BaseYear
  readonly revision: number
  readonly pages: number
  readonly received: readonly number[]
}

/** The bases of a year of contributions (社保年度), which are the average wages of the calendar year before. */
type BaseYear = `base-${number}`
export const baseYear = (year: FundYear): BaseYear => `base-${year}`

/** What an employer in a city declared: a list that holds until another is declared, and lists of months and years. */
export type Payroll = {
  readonly employerId: string
  readonly city: CityCode
  readonly lines: readonly DeclaredLine[]
  /** Who declared the list that holds until another is; absent before this was kept. */
  readonly linesBy?: string
  readonly declared?: readonly Declaration[]
}

/** A page of a declaration as it comes. */
export type DeclaredPage = Pick<Declaration, 'of' | 'pages'> & {
  /** Absent: the next. */
  readonly revision?: number | undefined
  readonly page: number
}

export const isWhole = ({ pages, received }: Declaration): boolean => received.length === pages

const ofPeriod = (declared: readonly Declaration[], of: Declaration['of']): readonly Declaration[] =>
  declared.filter((each) => each.of === of)

/** The last whole declaration of a period; undefined where there is none. */
const lastWhole = (declared: readonly Declaration[]): Declaration | undefined =>
  declared
    .filter(isWhole)
    .reduce<Declaration | undefined>(
      (last, each) => (last === undefined || each.revision > last.revision ? each : last),
      undefined,
    )

/** The declaration of a period that stands, by itself. */
export const lastWholeOf = (
  { declared = [] }: Pick<Payroll, 'declared'>,
  of: Declaration['of'],
): Declaration | undefined => lastWhole(ofPeriod(declared, of))

/** The declaration of wages that stands for a month: the month's own, else that of the latest month before. */
export const standingFor = ({ declared = [] }: Payroll, month: Month): Declaration | undefined => {
  const months = declared.filter((each) => isWhole(each) && !each.of.startsWith('base-') && each.of <= month)
  const last = months.map(({ of }) => of).reduce((latest, of) => (of > latest ? of : latest), '')
  return lastWhole(months.filter(({ of }) => of === last))
}

/** The declaration of bases that a month falls under; `firstMonth` is the one in which a year of contributions begins. */
export const basesFor = (
  { declared = [] }: Payroll,
  month: Month,
  firstMonth: number,
): Declaration | undefined => {
  const year = Number(month.slice(0, 4)) - (Number(month.slice(5)) < firstMonth ? 1 : 0)
  return lastWhole(ofPeriod(declared, baseYear(year)))
}

/** The declarations after a page came, and the one that it is of. */
type Received = { readonly declared: readonly Declaration[]; readonly declaration: Declaration }

/**
 * Takes a page in. A declaration of one page is whole at once. What is whole does not change any more: a correction is
 * the next revision, which stands as soon as it is whole.
 */
export const receivePage = (
  { of, pages, page, revision: named }: DeclaredPage,
  declared: readonly Declaration[],
): Decision<Received> => {
  const own = ofPeriod(declared, of)
  const whole = lastWhole(own)?.revision ?? 0
  const revision = named ?? whole + 1
  if (revision <= whole)
    return refuse('contribution.declaration-whole', { field: 'revision', figures: { of, revision: whole } })
  const before = own.find((each) => each.revision === revision) ?? { of, revision, pages, received: [] }
  if (before.pages !== pages)
    return refuse('contribution.declaration-pages', { field: 'pages', figures: { of, pages: before.pages } })
  const received = [...new Set([...before.received, page])].sort((a, b) => a - b)
  const declaration = { ...before, received }
  // What was begun before a later whole one is given up.
  const others = declared.filter(
    (each) =>
      each.of !== of || (each.revision !== revision && (!isWhole(declaration) || each.revision === whole)),
  )
  return accept({ declared: [...others, declaration], declaration })
}
