import { refusal } from './refusals.ts'

type Asked<Name extends string> = { readonly params: Readonly<Record<Name, string>> }

type Recorded<Found> = {
  /** What the city is to the record. */
  readonly as: string
  /** The code by which a record is refused that is not there. */
  readonly unknown: Parameters<typeof refusal>[0]
  readonly find: (id: string) => Promise<Found | undefined>
}

/**
 * Whose an operation on a record is that a path names: its city's. Another city's record is as one that nobody knows.
 * @param name the parameter of the path that names it
 */
export const cityOwner = <Name extends string, Found extends { readonly city: string }>(
  name: Name,
  { as, unknown, find }: Recorded<Found>,
) => ({
  whose: 'recorded' as const,
  as,
  unknown: ({ params }: Asked<Name>) => refusal(unknown, { field: name, figures: { [name]: params[name] } }),
  find: async ({ params }: Asked<Name>) => {
    const found = await find(params[name])
    return found && { parties: { cities: [found.city] }, found }
  },
})
