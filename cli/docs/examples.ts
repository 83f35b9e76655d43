import { existsSync, readFileSync } from 'node:fs'

/** A worked example of an operation: what was asked and what was answered, as the tour of its service recorded it. */
export type Example = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly answer: { readonly status: number; readonly body: unknown }
}

/** The recorded examples of services by the name of the operation: `GET /v1/…`. */
export const readExamples = (services: readonly string[]): Readonly<Record<string, Example>> =>
  Object.assign(
    {},
    ...services.map((service) => {
      const file = new URL(`../../docs/examples/${service}.json`, import.meta.url)
      return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {}
    }),
  ) as Readonly<Record<string, Example>>
