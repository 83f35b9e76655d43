import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'
import { TongchouError } from '#shared/kernel/errors.ts'
import { misspelling, unknownKeys } from '#shared/kernel/schema-fault.ts'
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

/** A case that cannot be read, by its id or, where it says none, by its place in the file, and why. */
export type FaultyCase = { readonly id: string; readonly title: string; readonly fault: TongchouError }
export type CaseEntry = { readonly worked: WorkedCase } | FaultyCase

/**
 * Reads a file of worked cases, each by itself: one that is wrong does not hide the others.
 * @throws TongchouError `cases.unreadable` when the file cannot be read, is not YAML, or is not a list
 */
export const readCaseFile = (path: string): readonly CaseEntry[] => {
  const list = readYaml(path)
  if (!Array.isArray(list) || list.length === 0)
    throw new TongchouError('cases.unreadable', `${path}: a file of cases is a list of them`, { path })
  const seen = new Set<string>()
  return list.map((value: unknown, index) => {
    const entry = readCase(value, `case ${index + 1}`)
    const id = 'worked' in entry ? entry.worked.id : entry.id
    if (seen.has(id)) return faulty(id, titleOf(value), 'id', 'stands twice in the file')
    seen.add(id)
    return entry
  })
}

/**
 * Reads a file of which every case has to be right.
 * @throws TongchouError `cases.unreadable` for the file, or for the first case that is wrong
 */
export const readCases = (path: string): readonly WorkedCase[] =>
  readCaseFile(path).map((entry) => {
    if ('worked' in entry) return entry.worked
    throw new TongchouError(entry.fault.code, `${path}: case ${entry.id}: ${entry.fault.message}`, { path })
  })

const readCase = (value: unknown, place: string): CaseEntry => {
  const parsed = workedCase.safeParse(value, { error: unknownKeys })
  if (parsed.success) return { worked: parsed.data }
  const { place: at, reason } = misspelling(parsed.error)
  return faulty(textIn(value, 'id') ?? place, titleOf(value), at, reason)
}

const faulty = (id: string, title: string, at: string, reason: string): FaultyCase => ({
  id,
  title,
  fault: new TongchouError('cases.unreadable', at === '' ? reason : `${at}: ${reason}`, { id }),
})

const textIn = (value: unknown, key: string): string | undefined => {
  const said =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
  return typeof said === 'string' && said !== '' ? said : undefined
}

const titleOf = (value: unknown): string => textIn(value, 'title') ?? ''

const readYaml = (path: string): unknown => {
  try {
    return parse(readFileSync(path, 'utf8'), { strict: true, uniqueKeys: true })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new TongchouError('cases.unreadable', `${path}: ${reason}`, { path }, { cause })
  }
}
