import type { OperationId } from '../api/operation.ts'
import type { Said } from './said.ts'

/** What each operation is called on a button. */
export const operationWords: Readonly<Partial<Record<OperationId | (string & {}), Said>>> = {}
