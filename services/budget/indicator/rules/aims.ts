import * as z from 'zod'

const share = z.string().regex(/^0\.\d+$/)

/** What the policy aims at of in-scope cost, by scheme. */
export const policyScopeAims = z.strictObject({ employee: share, resident: share })

/** Between which differences two levels of institutions are to lie. */
export const levelDifferenceAim = z
  .strictObject({ least: share, most: share })
  .refine(({ least, most }) => Number(least) < Number(most), 'the least lies below the most')
