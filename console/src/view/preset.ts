import type { Operation } from '../api/operation.ts'
import type { Caller } from '../session/session.ts'

const provinceCode = '340000'

/** What a filter says before anybody chose: the caller's own city and institution, this year, and the page's own. */
export const usePreset = (
  operation: Operation | undefined,
  own: Readonly<Record<string, string>> = {},
  { division, institution }: Caller,
): Readonly<Record<string, string>> => {
  const year = String(new Date().getFullYear())
  const usual: Readonly<Record<string, string | undefined>> = {
    city: division === provinceCode ? undefined : division,
    institution,
    code: institution,
    year,
    fundYear: year,
    scheme: 'resident',
  }
  const names = [...(operation?.params ?? []), ...(operation?.query ?? [])].map(({ name }) => name)
  const given = names.flatMap((name) => {
    const value = own[name] ?? usual[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(given)
}
