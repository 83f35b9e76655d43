import type { Schema } from '../api/operation.ts'
import { fieldsOf, plain } from './values.ts'

/** What a form may take over from the page that it is opened on: whom and which fund it is about, and never what is decided. */
const carried =
  /^(city|division|scheme|year|fundYear|month|institution|personId|employerId|employment|schoolCode)$/

type Values = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const asIn = (schema: Schema, value: unknown): unknown => {
  const { type, enum: listed } = plain(schema)
  const fits = [type].flat().includes('integer') ? Number(value) : value
  if (Number.isNaN(fits)) return undefined
  return listed === undefined || listed.includes(fits as string) ? fits : undefined
}

/** What a record is about: what it says itself, and what the fund or the coverage in it says. */
export const aboutOf = (record: Values): Values => ({
  ...(isRecord(record.fund) ? record.fund : {}),
  ...(isRecord(record.coverage) ? record.coverage : {}),
  ...record,
})

/** The values that a form begins with, of what its page says; a part of the form takes them from the same part of a record. */
export const begunWith = (schema: Schema, said: Values): Values =>
  Object.fromEntries(
    Object.entries(fieldsOf(schema)).flatMap(([name, field]) => {
      const parts = plain(field).properties
      const value =
        parts === undefined ? said[name] : begunWith(field, isRecord(said[name]) ? said[name] : {})
      if (parts !== undefined) return Object.keys(value as Values).length > 0 ? [[name, value]] : []
      const begun =
        carried.test(name) && !isRecord(value) && value !== undefined ? asIn(field, value) : undefined
      return begun === undefined ? [] : [[name, begun]]
    }),
  )
