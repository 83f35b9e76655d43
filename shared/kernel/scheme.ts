/** The two schemes of basic medical insurance; national codes 310 and 390. */
export const schemes = ['employee', 'resident'] as const
export type Scheme = (typeof schemes)[number]

/** National `insutype` codes at the hospital interface. */
export const nationalSchemeCode: Readonly<Record<Scheme, string>> = { employee: '310', resident: '390' }

/** The aid categories of civil affairs: the code of each, its word in lists of people, and its key in the policy. */
export const aidRows = [
  { code: 'special-hardship', zh: '特困', policyKey: 'special_hardship' },
  { code: 'minimum-living', zh: '低保', policyKey: 'minimum_living' },
  { code: 'minimum-living-margin', zh: '低保边缘', policyKey: 'minimum_living_margin' },
  { code: 'returned-to-poverty', zh: '返贫致贫', policyKey: 'returned_to_poverty' },
  { code: 'monitored', zh: '监测', policyKey: 'monitored' },
  { code: 'impoverished-by-illness', zh: '因病致贫', policyKey: 'impoverished_by_illness' },
] as const
export type AidCategory = 'none' | (typeof aidRows)[number]['code']

/** The codes; `none` is nobody's category. */
export const aidCategories: readonly AidCategory[] = ['none', ...aidRows.map(({ code }) => code)]
