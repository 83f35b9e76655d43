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

/** The names of the parameters of an operation's path. */
export const paramNamesOf = (id: string): readonly string[] =>
  [...id.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

/** What a row gives to an operation by itself: the parameters of its path that the row has under the same names. */
export const paramsOf = (id: string, row: Row): Record<string, unknown> =>
  Object.fromEntries(paramNamesOf(id).flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])))

/** Something that can be done on a row or a record. */
export type Action = {
  readonly operation: OperationId
  /** What the row gives to it, where that is more than the parameters of its path. */
  readonly given?: (row: Row) => Given
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
  readonly actions?: readonly (Action | OperationId)[]
  /** What can be done without a row: opening something new. */
  readonly opens?: readonly OperationId[]
  /** What of it is somebody's work: how the list is then asked, once for each preset, and which rows wait. */
  readonly work?: {
    readonly presets: readonly Readonly<Record<string, string>>[]
    readonly when?: (row: Row, scope: string) => boolean
    /** The scope that alone has work here, where what waits for others is found elsewhere. */
    readonly of?: string
    /** The field with the last day, where it is none that says so by its name. */
    readonly lastDay?: string
  }
  /** The page of one record that a row opens into. */
  readonly into?: string
  /** Of the records that rows open into it lists some: their page stays in the menu. */
  readonly isPart?: true
}

/** A page of one record, found by the parameters of its read. */
export type RecordPage = {
  readonly kind: 'record'
  readonly key: string
  readonly title: Said
  readonly read: OperationId
  /** Values of the filter before anybody chose; a city is meant for the province alone. */
  readonly preset?: Readonly<Record<string, string>>
  readonly actions?: readonly (Action | OperationId)[]
  /** Whether it is opened from a list and does not stand in the menu. */
  readonly behind?: true
  /** What can be done without a record: opening something new. */
  readonly opens?: readonly OperationId[]
  /** Reads that belong to it and are shown below it. */
  readonly also?: readonly OperationId[]
  /** The bad rows of its runs over a file, given back as a file. */
  readonly badRows?: OperationId
  /** Bad rows that the read itself counts the parts of; they are there also where the record is not. */
  readonly badRowParts?: OperationId
  /** Reads that its picture asks itself. */
  readonly asked?: readonly OperationId[]
  /** The record that its history is kept under, where that is not what is read. */
  readonly historyOf?: OperationId
  /** The fields that its picture shows already. */
  readonly drawn?: readonly string[]
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
  /** Whether it shows all cities, so that only the province's own officers see it. */
  readonly ofProvince?: true
  /** What can be done on it. */
  readonly opens?: readonly OperationId[]
  /** The page of one record that it opens. */
  readonly into?: string
  readonly page: () => Promise<{ readonly default: ComponentType }>
}

export type Page = ListPage | RecordPage | OwnPage

/** A desk of the bureau with its pages. */
export type Desk = { readonly key: string; readonly title: Said; readonly pages: readonly Page[] }
