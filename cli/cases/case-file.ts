import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'
import { TongchouError } from '#shared/kernel/errors.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { units } from './unit.ts'

const workedCase = z
  .strictObject({
    id: z.string().min(1),
    title: z.string().min(1),
    /** Whether the result was published by the source, or computed by hand from a rule that was read. */
    status: z.enum(['published', 'derived']),
    source: z.string().min(1).optional(),
    note: z.string().optional(),
    /** Which calculation of the product the case is about. */
    rule: z.string().min(1),
    unit: z.enum(units).default('yuan'),
    /** Policy of the case: a folder of policy files, or a policy document. */
    policy: z.union([z.string().min(1), z.record(z.string(), z.json())]).optional(),
    /** Benefit layers of the case, each as a `unit: plan` parameter has it. */
    plan: z.record(z.string(), z.json()).optional(),
    given: z.record(z.string(), z.json()),
    expect: z.record(z.string(), z.json()),
  })
  .refine(({ status, source }) => status !== 'published' || source !== undefined, {
    message: 'a published result names its source',
    path: ['source'],
  })
  .refine(({ expect }) => Object.keys(expect).length > 0, { message: 'expects nothing', path: ['expect'] })
export type WorkedCase = z.output<typeof workedCase>

const caseList = z
  .array(workedCase)
  .min(1)
  .refine((cases) => new Set(cases.map(({ id }) => id)).size === cases.length, 'an id stands twice')

/**
 * Reads a file of worked cases.
 * @throws TongchouError `cases.unreadable` when the file cannot be read, is not YAML, or is not a list of cases
 */
export const readCases = (path: string): readonly WorkedCase[] => {
  const parsed = caseList.safeParse(readYaml(path))
  if (parsed.success) return parsed.data
  const { place, reason } = schemaFault(parsed.error)
  throw new TongchouError('cases.unreadable', `${path} at ${place}: ${reason}`, { path })
}

const readYaml = (path: string): unknown => {
  try {
    return parse(readFileSync(path, 'utf8'), { strict: true, uniqueKeys: true })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new TongchouError('cases.unreadable', `${path}: ${reason}`, { path }, { cause })
  }
}
