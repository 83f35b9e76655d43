import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf, parameterNames } from '#shared/edge/http/operation.ts'

/** The fields that say who somebody is, here and at the national interface. */
const personal = new Set([
  ...['personId', 'idNumber', 'birthOn', 'personName', 'phone'],
  ...['psn_no', 'psn_name', 'certno', 'brdy'],
])

type Node = { readonly [key: string]: unknown }

const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object'

/** The names of all fields in a JSON schema, whatever stands between. */
const fieldsIn = (node: unknown): string[] => {
  if (Array.isArray(node)) return node.flatMap(fieldsIn)
  if (!isNode(node)) return []
  const own = isNode(node.properties) ? Object.keys(node.properties) : []
  return [...own, ...Object.values(node).flatMap(fieldsIn)]
}

/** The personal fields that a schema has, at any depth. */
export const personalFieldsOf = (schema: z.ZodType): string[] => {
  const names = fieldsIn(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }))
  return [...new Set(names)].filter((name) => personal.has(name)).sort()
}

const isPerson = (name: string): boolean => personal.has(name)

/** Why a read of personal data is not sound: it shows or asks for a person, and leaves no trace nor says why. */
export const traceFault = (operation: Operation): string | undefined => {
  const { method, persons, untraced, answer, query, path } = operation
  if (method !== 'GET' || persons || untraced !== undefined) return undefined
  const asked = [...parameterNames(path).filter(isPerson), ...(query ? personalFieldsOf(query) : [])]
  const shown = personalFieldsOf(answer)
  if (shown.length > 0) return `${nameOf(operation)} shows ${shown.join(', ')} and traces nobody`
  return asked.length > 0 ? `${nameOf(operation)} asks for ${asked.join(', ')} and traces nobody` : undefined
}
