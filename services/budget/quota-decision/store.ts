import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { quotaDecisionKey } from '../keys.ts'
import type { QuotaDecision } from './rules/quota-decision.ts'

/** Which decision is meant: the version of the year's quotas that it is to be. */
export type DecisionName = Pick<QuotaDecision, 'fund' | 'year' | 'number'>

/** A decision as it stood when it was read, at its version; 0 when nothing is proposed. */
export type StoredDecision = { readonly decision: QuotaDecision | undefined; readonly version: number }

export const quotaDecisions = defineRecord<QuotaDecision & { readonly version: number }, DecisionName>({
  kind: 'quota-decision',
  key: ({ fund, year, number }) => quotaDecisionKey(fund, year, number),
})

export const readDecision = async (store: Store, name: DecisionName): Promise<StoredDecision> => {
  const decision = await quotaDecisions.read(store, name)
  return { decision, version: decision?.version ?? 0 }
}

export const decisionWrite = (decision: QuotaDecision, version: number): Write =>
  quotaDecisions.replace({ ...decision, version }, version)
