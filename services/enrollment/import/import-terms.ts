import * as z from 'zod'

/** On what terms a file is imported, whole or in pieces. */
export const importTerms = {
  onBadRows: z.enum(['refuse', 'skip']).meta({ description: 'refuse: one bad row and nothing is imported' }),
  preview: z.boolean().default(false).meta({ description: 'true: says what would happen, enrols nobody' }),
}
