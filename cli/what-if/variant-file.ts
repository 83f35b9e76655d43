import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Language } from '#shared/kernel/language.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { fundPart } from '../../services/budget/what-if/variant-shape.ts'
import { mostVariants, variantShape } from '../../services/settlement/what-if/variant-shape.ts'

/** A variant of a file: of benefits and the world, and what is tried on the funds with it. */
const fileVariant = variantShape.safeExtend({ fund: fundPart.omit({ spending: true }).optional() })
export type FileVariant = z.output<typeof fileVariant>

const fileShape = z
  .array(fileVariant)
  .min(1)
  .max(mostVariants)
  .refine(
    (all) => new Set(all.map(({ title }) => title)).size === all.length,
    'two variants are called alike',
  )

/**
 * The variants in a YAML file.
 * @throws TongchouError `what-if.malformed` with the place and the reason
 */
export const variantsIn = (file: string, language: Language): readonly FileVariant[] => {
  const parsed = fileShape.safeParse(parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  const { place, reason, reasonZh } = schemaFault(parsed.error)
  throw new TongchouError('what-if.malformed', `${file} ${place}: ${language === 'zh' ? reasonZh : reason}`)
}
