import { isMonth } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { employerElsewhere } from '../employer/employer-elsewhere.ts'
import { struckOffBefore } from '../market/store.ts'
import { refuse } from '../refusals.ts'
import type { Declaration, DeclaredLine, DeclaredPage, Payroll } from './rules/payroll.ts'
import { receivePage } from './rules/payroll.ts'
import type { StoredPayroll } from './store.ts'
import { declaredPages, payrolls } from './store.ts'

type Needs = Pick<Effects, 'store'>

const changePayroll = <Done>(
  { employerId, city }: Pick<Payroll, 'employerId' | 'city'>,
  commandId: string,
  { store }: Needs,
  {
    change,
    again,
  }: {
    readonly change: (
      before: StoredPayroll,
    ) => Promise<Decision<{ next: Payroll; also: Write[]; done: Done }>>
    readonly again: (before: StoredPayroll) => Done
  },
): Promise<Decision<Done>> =>
  retryConflicts(async () => {
    const stored = await payrolls.read(store, { employerId })
    const elsewhere = await employerElsewhere({ employerId, city }, stored, store)
    if (elsewhere) return elsewhere
    const before = stored ?? { employerId, city, lines: [], commandIds: [], version: 0 }
    if (before.commandIds.includes(commandId)) return accept(again(before))
    const changed = await change(before)
    if (changed.status === 'refused') return changed
    const { next, also, done } = changed.value
    const commandIds = [...before.commandIds, commandId]
    const head = payrolls.replace({ ...next, commandIds, version: before.version }, before.version)
    const written = await store.write([head, ...also])
    return written.status === 'written' ? accept(done) : undefined
  })

/** Replaces the list of an employer that holds for every month no other was declared for, once a command. */
export const savePayroll = (
  payroll: Payroll & { readonly linesBy: string },
  commandId: string,
  effects: Needs,
): Promise<Decision<Payroll>> =>
  changePayroll(payroll, commandId, effects, {
    change: async (before) =>
      accept({
        next: { ...before, lines: payroll.lines, linesBy: payroll.linesBy },
        also: [],
        done: payroll,
      }),
    again: () => payroll,
  })

/** Takes in a page of what an employer declares for a month or a year of contributions, once a command. */
export const savePage = (
  page: Pick<Payroll, 'employerId' | 'city'> &
    DeclaredPage & { readonly lines: readonly DeclaredLine[]; readonly by: string },
  commandId: string,
  effects: Needs,
): Promise<Decision<Declaration>> =>
  changePayroll(page, commandId, effects, {
    change: async (before) => {
      const struckOff = isMonth(page.of)
        ? await struckOffBefore(page.employerId, page.of, effects.store)
        : undefined
      if (struckOff)
        return refuse('market.declares-no-more', {
          field: 'month',
          figures: { on: struckOff, month: page.of },
        })
      const received = receivePage(page, before.declared ?? [])
      if (received.status === 'refused') return received
      const { declared, declaration } = received.value
      const { of, revision } = declaration
      const id = { employerId: page.employerId, of, revision, page: page.page }
      const { version = 0 } = (await declaredPages.read(effects.store, id)) ?? {}
      const also = [declaredPages.replace({ ...id, lines: page.lines, by: page.by, version }, version)]
      return accept({ next: { ...before, declared }, also, done: declaration })
    },
    again: ({ declared = [] }) => {
      const own = declared.filter(({ of }) => of === page.of)
      const named = own.find(({ revision }) => revision === page.revision)
      return named ?? own.at(-1) ?? { of: page.of, revision: 1, pages: page.pages, received: [] }
    },
  })
