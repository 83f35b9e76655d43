import { access } from '../generated/access.ts'
import type { OperationId } from './operation.ts'

/** Who may ask an operation, and the names of its query; known without the catalogue of its service. */
export type Access = { readonly scopes: readonly string[]; readonly query?: readonly string[] }

const none: Access = { scopes: ['nobody'] }

/** Who may ask an operation; nobody, where there is no such operation. */
export const accessTo = (id: OperationId): Access => access[id] ?? none

/** Whether a caller of a scope may ask an operation at all. */
export const mayAsk = (id: OperationId, scope: string): boolean => {
  const { scopes } = accessTo(id)
  return scopes.length === 0 || scopes.includes(scope)
}
