import { defineRecord } from '#shared/edge/store/record.ts'
import type { CityFundYear } from '../keys.ts'
import { keyIn } from '../keys.ts'
import type { GapApplication } from './rules/gap-application.ts'

/** An application as stored: what it was asked by, and the version it is replaced by. */
export type StoredApplication = GapApplication & { readonly requestHash: string; readonly version: number }

export const applications = defineRecord<StoredApplication, CityFundYear>({
  kind: 'gap-application',
  key: keyIn('GAPS'),
})
