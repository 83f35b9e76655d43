/** The two schemes of basic medical insurance; national codes 310 and 390. */
export const schemes = ['employee', 'resident'] as const
export type Scheme = (typeof schemes)[number]

/** What a scheme is called in Chinese. */
export const chineseSchemes: Readonly<Record<Scheme, string>> = {
  employee: '职工基本医疗保险',
  resident: '城乡居民基本医疗保险',
}

/** National `insutype` codes at the hospital interface. */
export const nationalSchemeCode: Readonly<Record<Scheme, string>> = { employee: '310', resident: '390' }

/**
 * The aid categories of civil affairs. Each has a code, a word in lists of people, a key in the policy, and a full
 * name.
 */
export const aidRows = [
  {
    ...{ code: 'special-hardship', zh: '特困', policyKey: 'special_hardship' },
    name: { zh: '特困人员', en: 'special hardship' },
  },
  {
    ...{ code: 'minimum-living', zh: '低保', policyKey: 'minimum_living' },
    name: { zh: '低保对象', en: 'minimum living' },
  },
  {
    ...{ code: 'minimum-living-margin', zh: '低保边缘', policyKey: 'minimum_living_margin' },
    name: { zh: '低保边缘家庭成员', en: 'minimum-living margin' },
  },
  {
    ...{ code: 'returned-to-poverty', zh: '返贫致贫', policyKey: 'returned_to_poverty' },
    name: { zh: '返贫致贫人口', en: 'returned to poverty' },
  },
  {
    ...{ code: 'monitored', zh: '监测', policyKey: 'monitored' },
    name: { zh: '防止返贫监测对象', en: 'monitored against poverty' },
  },
  {
    ...{ code: 'impoverished-by-illness', zh: '因病致贫', policyKey: 'impoverished_by_illness' },
    name: { zh: '因病致贫重病患者', en: 'impoverished by illness' },
  },
] as const
export type AidCategory = 'none' | (typeof aidRows)[number]['code']

/** The codes; `none` means no category. */
export const aidCategories: readonly AidCategory[] = ['none', ...aidRows.map(({ code }) => code)]

/** The key of each category in the policy. */
export const aidPolicyKeys = Object.fromEntries(
  aidRows.map(({ code, policyKey }) => [code, policyKey]),
) as Readonly<Record<Exclude<AidCategory, 'none'>, string>>

/** The name of each category in both languages. */
export const aidNames = Object.fromEntries(aidRows.map(({ code, name }) => [code, name])) as Readonly<
  Record<Exclude<AidCategory, 'none'>, { readonly zh: string; readonly en: string }>
>
