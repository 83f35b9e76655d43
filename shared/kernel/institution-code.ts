const digitsOfCity = 4

/**
 * Whether a code can be that of an institution in a city, of whichever province: H for a hospital or P for a pharmacy, the division of its
 * county, then a number. A county's division begins with the four digits of its city.
 */
export const isInstitutionOf = (city: string, code: string): boolean =>
  /^[HP]\d{8,11}$/.test(code) && code.slice(1, 1 + digitsOfCity) === city.slice(0, digitsOfCity)
