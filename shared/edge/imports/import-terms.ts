import * as z from 'zod'
import { id, sheet } from '#shared/contracts/fields.ts'
import { encodings } from '#shared/edge/files/encoding.ts'

const cells = z.record(z.string().max(60), z.string().max(200))

/** On what terms a file is imported, whole or in pieces. */
export const importTerms = {
  onBadRows: z.enum(['refuse', 'skip']).meta({ description: 'refuse: one bad row and nothing is imported' }),
  preview: z.boolean().default(false).meta({ description: 'true: says what would happen, changes nothing' }),
}

/** What a file in pieces may say besides. */
export const fileTerms = {
  ...importTerms,
  encoding: z.enum(encodings).optional().meta({ description: 'of text, where the file does not tell' }),
  sheet,
  sender: id
    .optional()
    .meta({ description: 'whose headings and codes it is written in, as the division keeps them' }),
  cells: cells.optional().meta({
    description: 'what holds for every row and stands in no column, by the column it would stand in',
  }),
}
