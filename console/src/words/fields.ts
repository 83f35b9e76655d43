import type { Said } from './said.ts'

/** The names of fields of operations, as the field's own people call them. */
export const fieldWords: Readonly<Record<string, Said>> = {
  city: ['统筹区', 'City'],
  scheme: ['险种', 'Scheme'],
  year: ['年度', 'Year'],
}
