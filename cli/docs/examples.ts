import { readdirSync, readFileSync } from 'node:fs'

/** A worked example of an operation: what was asked and what was answered, as the tour of its service recorded it. */
export type Example = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly answer: { readonly status: number; readonly body: unknown }
}

const folder = new URL('../../docs/examples/', import.meta.url)

/** The recorded examples by the name of the operation: `GET /v1/…`. */
export const readExamples = (): Readonly<Record<string, Example>> =>
  Object.assign(
    {},
    ...readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as object),
  ) as Readonly<Record<string, Example>>
