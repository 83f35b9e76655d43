import type { Schema } from '../api/operation.ts'

/** Fields whose numbers are shares, which are shown in percent. */
export const shares = /(share|ratio|rate|spent|seasonal|ahead|seasonalShare)$/i

export const isShare = (text: string): boolean => /^-?\d(\.\d+)?$/.test(text)

export const percentText = (value: number): string => `${Math.round(value * 10_000) / 100}%`

/** A code of ours, such as `community-centre`; a text that a person wrote is none. */
export const isCode = (text: string): boolean => /^[a-z]+[a-zA-Z]*(-[a-z0-9]+)*$/.test(text)

/** The fields that name an institution by its code; what stands there otherwise, such as a group of them, is none. */
export const isInstitution = (name: string, value: string): boolean =>
  /institution$/i.test(name) && /^[A-Z]\d{6,}$/.test(value)

/** What is counted over a year stands under names that the contract lists and gives no unit; these are amounts. */
export const counted = /^(?!firstSelf)[a-z]\w*(InScope|Deductible|Paid|Base)$/

/** Figures of a warning or a case carry no unit in their contract; those of these names are amounts. */
const amountFigures = /^(balance|income|expenditure|amount|total)$/
const fen: Schema = { type: 'integer', unit: 'fen' }

/** The schema of a value within a small record. */
export const schemaWithin = (
  of: string,
  name: string,
  fields: Readonly<Record<string, Schema>>,
  { additionalProperties }: Schema,
): Schema | undefined =>
  of === 'figures' && amountFigures.test(name) ? fen : (fields[name] ?? additionalProperties)

export const isBothLanguages = (record: object): record is { readonly zh: string; readonly en: string } =>
  'zh' in record && 'en' in record

/** Values that are plain without their names: who and when. */
export const isPlainName = (name: string): boolean => /^(by|on|at|city|scheme)$/.test(name)
