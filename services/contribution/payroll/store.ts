import type { Month } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { declaredPageKey, payrollKey, payrollsPartition } from '../keys.ts'
import type { Declaration, DeclaredLine, Payroll } from './rules/payroll.ts'
import { basesFor, standingFor } from './rules/payroll.ts'

/** A wage list as stored, with the commands it ever was replaced by: one that comes again late must not undo a newer one. */
export type StoredPayroll = Payroll & {
  readonly commandIds: readonly string[]
  readonly version: number
}

export const payrolls = defineRecord<StoredPayroll, Pick<Payroll, 'employerId'>>({
  kind: 'payroll',
  key: ({ employerId }) => payrollKey(employerId),
  index: ({ city, employerId }) => ({ gsi1pk: payrollsPartition(city), gsi1sk: employerId }),
})

type PageId = {
  readonly employerId: string
  readonly of: Declaration['of']
  readonly revision: number
  readonly page: number
}
type StoredPage = PageId & {
  readonly lines: readonly DeclaredLine[]
  /** Who declared it; absent before this was kept. */
  readonly by?: string
  readonly version: number
}

/** The pages of declarations; those of earlier revisions stay, as they were declared. */
export const declaredPages = defineRecord<StoredPage, PageId>({ kind: 'declared-page', key: declaredPageKey })

const pageIds = (employerId: string, declaration: Declaration | undefined): PageId[] =>
  (declaration?.received ?? []).map((page) => ({
    ...{ employerId, of: declaration?.of ?? '', revision: declaration?.revision ?? 0, page },
  }))

/** What holds for a month at an employer: the wages, and the bases of those for whom the year's were declared. */
export type MonthPayroll = Pick<Payroll, 'employerId' | 'city'> & {
  readonly lines: readonly SignedLine[]
  readonly bases: readonly SignedLine[]
}

/** A line with who declared it, where that was kept. */
type SignedLine = DeclaredLine & { readonly by?: string }

const signedBy = (lines: readonly DeclaredLine[], by: string | undefined): readonly SignedLine[] =>
  by === undefined ? lines : lines.map((line) => ({ ...line, by }))

const linesOf = (pages: readonly (StoredPage | undefined)[]): SignedLine[] =>
  pages.flatMap((page) => signedBy(page?.lines ?? [], page?.by))

/** What a declaration says, of all its pages. */
export const linesOfDeclaration = async (
  store: Store,
  employerId: string,
  declaration: Declaration,
): Promise<DeclaredLine[]> => linesOf(await declaredPages.readMany(store, pageIds(employerId, declaration)))

/** The wage lists of employers for a month, in the order asked for; undefined where an employer never declared any. */
export const readPayrolls = async (
  store: Store,
  employerIds: readonly string[],
  { month, firstMonth }: { readonly month: Month; readonly firstMonth: number },
): Promise<(MonthPayroll | undefined)[]> => {
  const heads = await payrolls.readMany(
    store,
    employerIds.map((employerId) => ({ employerId })),
  )
  return Promise.all(
    heads.map(async (head) => {
      if (!head) return undefined
      const { employerId, city, lines, linesBy } = head
      const wages = standingFor(head, month)
      const bases = basesFor(head, month, firstMonth)
      const [wagePages, basePages] = await Promise.all([
        declaredPages.readMany(store, pageIds(employerId, wages)),
        declaredPages.readMany(store, pageIds(employerId, bases)),
      ])
      return {
        ...{ employerId, city },
        lines: wages ? linesOf(wagePages) : signedBy(lines, linesBy),
        bases: linesOf(basePages),
      }
    }),
  )
}

/** The employers of a city that have a wage list. */
export const listEmployers = async (store: Store, city: string): Promise<string[]> => {
  const employers: string[] = []
  for await (const { employerId } of payrolls.list(store, payrollsPartition(city), { index: 'gsi1' }))
    employers.push(employerId)
  return employers
}
