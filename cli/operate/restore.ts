import type { Day } from '#shared/calendar/day.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { provincePolicy } from '../province-policy.ts'
import { verify } from '../verify/verify.ts'
import type { Replayed } from './replay.ts'
import { replayInto } from './replay.ts'
import type { Site } from './site.ts'

/** What came of a restore: the table beside, what was replayed into it, and what the invariants find in its place. */
export type Restored = Replayed & {
  readonly table: string
  readonly rest: readonly { readonly invariant: string; readonly where: string; readonly what: string }[]
}

/**
 * Restores a service's table to a moment, into a table beside it, replays into that one what the other services have for it,
 * and checks every invariant with it in place of the other. The table in use is read and not touched.
 */
export const restore = async (
  site: Site,
  service: string,
  { at, from }: { readonly at: Date; readonly from?: Day | undefined },
): Promise<Restored> => {
  const own = site.tables.find((each) => each.service === service)
  must(own !== undefined, 'operate.service-unknown', `no table of ${service} is known`)
  const table = `${own.name}-${at.toISOString().replace(/\D/g, '').slice(0, 14)}`
  await site.restoreBeside({ name: own.name, beside: table, at })
  const tables = site.tables.map((each) => (each.service === service ? { ...each, name: table } : each))
  const storeOf = ({ client, name }: (typeof tables)[number]) => openStore(client, () => name)
  const replayed = await replayInto(service, {
    table: openStore(own.client, () => table),
    others: tables.map((each) => ({ service: each.service, items: () => storeOf(each).scan() })),
    policy: provincePolicy(),
    from,
  })
  const { violations } = await verify(tables)
  return {
    table,
    ...replayed,
    rest: violations.map(({ invariant, where, what }) => ({ invariant, where, what })),
  }
}

const inWords = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || '-'

/** What came of a restore, as lines to read. */
export const restoredText = (
  { table, events, found, failed, rest }: Restored,
  language: 'zh' | 'en',
): string => {
  const isChinese = language === 'zh'
  return [
    isChinese ? `旁表：${table}` : `table: ${table}`,
    isChinese ? `其他服务的事件：${inWords(events)}` : `events of the others: ${inWords(events)}`,
    isChinese ? `找回的记录：${inWords(found)}` : `found and replayed: ${inWords(found)}`,
    ...failed.map((event) => (isChinese ? `未能应用：${event}` : `not applied: ${event}`)),
    isChinese ? `仍缺或不符：${rest.length}` : `missing or different still: ${rest.length}`,
    ...rest.map(({ invariant, where, what }) => `  ${invariant} ${where}: ${what}`),
  ].join('\n')
}
