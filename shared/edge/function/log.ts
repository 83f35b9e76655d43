import { Logger } from '@aws-lambda-powertools/logger'

/** An 18-character national ID number anywhere in a text. */
const idNumber = /\b(\d{6})\d{8}(\d{3}[\dXx])\b/g

/** Masks the birth date in the middle of ID numbers, so that no log line identifies a person. */
export const maskPersonalData = (text: string): string => text.replace(idNumber, '$1********$2')

/** The log of a function: JSON lines, personal data masked. */
export const log = new Logger({
  serviceName: process.env.SERVICE_NAME ?? 'tongchou',
  jsonReplacerFn: (_key: string, value: unknown) =>
    typeof value === 'string' ? maskPersonalData(value) : value,
})
