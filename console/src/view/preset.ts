import { cities, provinceCode } from '../../../shared/kernel/divisions.ts'
import type { Operation } from '../api/operation.ts'
import { isMonth } from '../form/values.ts'
import type { Caller } from '../session/session.ts'
import type { Language } from '../words/words.ts'
import { chinaDay } from './china-time.ts'
import { usualTimes } from './usual-time.ts'

const place = 'tongchou.chosen'

/** What a reader who chose it on one page finds chosen on the next. */
const carried = ['city', 'scheme', 'year', 'month', 'institution'] as const

const remembered = (): Readonly<Record<string, string>> =>
  JSON.parse(sessionStorage.getItem(place) ?? '{}') as Record<string, string>

/** Keeps what was chosen, so that the next page of this tab begins with it. */
export const rememberChosen = (chosen: Readonly<Record<string, string>>): void => {
  const kept = carried.flatMap((name) => (chosen[name] ? [[name, chosen[name]] as const] : []))
  sessionStorage.setItem(place, JSON.stringify({ ...remembered(), ...Object.fromEntries(kept) }))
}

/** The fund year that was chosen last, or this one. */
export const rememberedYear = (): string => remembered().year ?? chinaDay().slice(0, 4)

/** What the province looks at first: what a page says, or all cities where a read may leave the city out. */
const firstCity = (operation: Operation | undefined, own: string | undefined): string | undefined => {
  const city = operation?.query.find(({ name }) => name === 'city')
  return own ?? (city?.required === false ? undefined : cities[0]?.code)
}

/** Whether a read has to be told from which month to which; one that may leave them out is about all. */
const asksForMonths = (operation: Operation | undefined): boolean =>
  ['from', 'to'].every((wanted) =>
    operation?.query.some(({ name, required, schema }) => name === wanted && required && isMonth(schema)),
  )

/** What a filter says before anybody chose: what the page says, what was chosen last, and what the caller's work is about. */
export const usePreset = (
  operation: Operation | undefined,
  { city: ownCity, ...own }: Readonly<Record<string, string>> = {},
  { division, institution }: Caller,
  language: Language,
): Readonly<Record<string, string>> => {
  const last = remembered()
  const { from, to, ...times } = usualTimes(rememberedYear())
  const usual: Readonly<Record<string, string | undefined>> = {
    scheme: 'resident',
    language,
    ...times,
    ...(asksForMonths(operation) ? { from, to } : {}),
    ...last,
    division,
    city: division === provinceCode ? (last.city ?? firstCity(operation, ownCity)) : division,
    institution: institution ?? last.institution,
    code: institution ?? last.institution,
  }
  const names = [...(operation?.params ?? []), ...(operation?.query ?? [])].map(({ name }) => name)
  const given = names.flatMap((name) => {
    const value = own[name] ?? usual[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(given)
}
