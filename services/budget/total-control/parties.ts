/** A city with every institution that stands in it: what is shown to all whom total control concerns. */
export const cityAndItsInstitutions = (
  city: string,
  { division, institution }: { readonly division: string; readonly institution?: string },
) => (division === city && institution !== undefined ? { cities: [city], institution } : { cities: [city] })
