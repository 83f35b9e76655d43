import { Logger } from '@aws-lambda-powertools/logger'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'

/** The log of a function: JSON lines, personal data masked. */
export const log = new Logger({
  serviceName: process.env.SERVICE_NAME ?? 'tongchou',
  jsonReplacerFn: (_key: string, value: unknown) =>
    typeof value === 'string' ? maskPersonalData(value) : value,
})
