/** A city with every institution that stands in it: what is shown to all whom total control concerns. */
export const cityAndItsInstitutions = (
  city: string,
  { division, institution }: { readonly division: string; readonly institution?: string },
) => (division === city && institution !== undefined ? { cities: [city], institution } : { cities: [city] })

/** A list of a city that may be asked for one institution alone: that institution sees its own of it. */
export const cityOrOneOfItsInstitutions = {
  whose: 'named',
  parties: ({
    query: { city, institution },
  }: {
    readonly query: { readonly city: string; readonly institution?: string | undefined }
  }) => ({ cities: [city], ...(institution === undefined ? {} : { institution }) }),
} as const
