import type { Said } from './said.ts'

/** The values of lists; `field.value` where a value means something else in one field. */
export const valueWords: Readonly<Record<string, Said>> = {
  employee: ['职工基本医疗保险', 'Employees'],
  resident: ['城乡居民基本医疗保险', 'Residents'],
  '340000': ['安徽省', 'Anhui'],
}
