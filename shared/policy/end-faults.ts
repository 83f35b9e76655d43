type Ending = { readonly from: string; readonly until?: string | undefined }
type Decided = { readonly from: string; readonly known: string }
type Figure = {
  readonly values: readonly Ending[]
  readonly cities?: Readonly<Partial<Record<string, readonly Ending[]>>> | undefined
  readonly unity?: readonly Decided[] | undefined
}

/** What is wrong with how a figure of cities ends, and where. */
export type EndFault = { readonly path: (string | number)[]; readonly message: string }

const faultOf = (
  { from, until }: Ending,
  next: Ending | undefined,
  unity: Decided | undefined,
): string | undefined => {
  if (unity !== undefined && from >= unity.from)
    return `begins on ${from}, when the province's value holds since ${unity.from}`
  if (until === undefined) return undefined
  if (until < from) return `ends on ${until}, before it begins`
  if (next !== undefined && until >= next.from)
    return `ends on ${until}, when the next holds since ${next.from}`
  if (unity !== undefined && until >= unity.from)
    return `ends on ${until}, when the province's value holds since ${unity.from}`
  return undefined
}

const faultsOfCity = (city: string, own: readonly Ending[], unity: Decided | undefined): EndFault[] =>
  own.flatMap((value, index) => {
    const message = faultOf(value, own[index + 1], unity)
    return message === undefined ? [] : [{ path: ['cities', city, index], message }]
  })

const faultsOfUnity = ({ values, cities, unity = [] }: Figure): EndFault[] => {
  const last = unity.at(-1)
  if (last === undefined) return []
  const fault = (message: string): EndFault => ({ path: ['unity'], message })
  return [
    ...(cities === undefined ? [fault('no city has a value of its own that could end')] : []),
    ...(values.some(({ from }) => from <= last.from)
      ? []
      : [fault(`the province has no value on ${last.from}`)]),
    ...(unity.every(({ known }, index) => index === 0 || known > (unity[index - 1]?.known ?? ''))
      ? []
      : [fault('what was decided must stand in order of `known`')]),
  ]
}

/**
 * What is wrong with the ends of a figure's values: only a city's own value ends, after it begins, before its next one, and
 * by the day on which the province's holds everywhere; on that day the province must have one.
 */
export const endFaults = (figure: Figure): EndFault[] => {
  const { values, cities = {}, unity = [] } = figure
  const ofProvince = values.flatMap(({ until }, index) =>
    until === undefined
      ? []
      : [{ path: ['values', index], message: "the province's value holds until its next and has no end" }],
  )
  const ofCities = Object.entries(cities).flatMap(([city, own = []]) => faultsOfCity(city, own, unity.at(-1)))
  return [...ofProvince, ...ofCities, ...faultsOfUnity(figure)]
}
