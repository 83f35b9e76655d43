import { globSync, readFileSync } from 'node:fs'
import type { NationalExamples } from './national.ts'

/** A worked example of an operation: what was asked and what was answered, as the tour of its service recorded it. */
export type Example = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly answer: { readonly status: number; readonly body: unknown }
}

/** The national transactions as a test recorded them. */
export const readNationalExamples = (): NationalExamples =>
  JSON.parse(readFileSync(new URL('national/transactions.json', folder), 'utf8')) as NationalExamples

const folder = new URL('../../docs/examples/', import.meta.url)

/** The recorded examples by the name of the operation: `GET /v1/…`. */
export const readExamples = (): Readonly<Record<string, Example>> =>
  Object.assign(
    {},
    ...globSync('*.json', { cwd: folder }).map(
      (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as object,
    ),
  ) as Readonly<Record<string, Example>>
