import type { ComponentType } from 'react'
import type { OperationId } from '../api/operation.ts'
import type { Said } from '../words/said.ts'
import type { Row } from './table.tsx'

/** What a row gives to an operation that is done on it. */
export type Given = {
  readonly params?: Record<string, unknown>
  readonly query?: Record<string, unknown>
  readonly body?: Record<string, unknown>
}

/** Something that can be done on a row or a record. */
export type Action = {
  readonly operation: OperationId
  readonly given: (row: Row) => Given
  /** Whether it can be done on that row at all; who may do it is known from the operation's scopes. */
  readonly when?: (row: Row) => boolean
}

/** A page that lists what an operation answers. */
export type ListPage = {
  readonly kind: 'list'
  readonly key: string
  readonly title: Said
  readonly read: OperationId
  /** The field of the answer with the rows. */
  readonly rows: string
  readonly columns?: readonly string[]
  /** Values of the filter before anybody chose. */
  readonly preset?: Readonly<Record<string, string>>
  readonly actions?: readonly Action[]
  /** What can be done without a row: opening something new. */
  readonly opens?: readonly OperationId[]
  /** What of it is somebody's work: how the list is then asked, once for each preset, and which rows wait. */
  readonly work?: {
    readonly presets: readonly Readonly<Record<string, string>>[]
    readonly when?: (row: Row) => boolean
  }
  /** The page that a row opens into. */
  readonly into?: { readonly page: string; readonly given: (row: Row) => Given }
}

/** A page of one record, found by the parameters of its read. */
export type RecordPage = {
  readonly kind: 'record'
  readonly key: string
  readonly title: Said
  readonly read: OperationId
  readonly preset?: Readonly<Record<string, string>>
  readonly actions?: readonly Action[]
  /** What can be done without a record: opening something new. */
  readonly opens?: readonly OperationId[]
  /** Reads that belong to it and are shown below it. */
  readonly also?: readonly { readonly read: OperationId; readonly given: (row: Row) => Given }[]
  /** A picture of it, in place of the fields alone. */
  readonly picture?: () => Promise<{ readonly default: ComponentType<{ readonly record: Row }> }>
}

/** A page of its own making. */
export type OwnPage = {
  readonly kind: 'own'
  readonly key: string
  readonly title: Said
  /** The reads without which it shows nothing; who may ask none of them does not see it. */
  readonly reads: readonly OperationId[]
  readonly page: () => Promise<{ readonly default: ComponentType }>
}

export type Page = ListPage | RecordPage | OwnPage

/** A desk of the bureau with its pages. */
export type Desk = { readonly key: string; readonly title: Said; readonly pages: readonly Page[] }
