/** The two schemes of basic medical insurance; national codes 310 and 390. */
export const schemes = ['employee', 'resident'] as const
export type Scheme = (typeof schemes)[number]

/** National `insutype` codes at the hospital interface. */
export const nationalSchemeCode: Readonly<Record<Scheme, string>> = { employee: '310', resident: '390' }

/** Aid categories of civil affairs: 特困, 低保, 低保边缘, 返贫致贫, 监测, 因病致贫. */
export const aidCategories = [
  'none',
  'special-hardship',
  'minimum-living',
  'minimum-living-margin',
  'returned-to-poverty',
  'monitored',
  'impoverished-by-illness',
] as const
export type AidCategory = (typeof aidCategories)[number]
