import { TongchouError } from '#shared/kernel/errors.ts'

const gaps = ['plan.no-row', 'plan.fact-missing', 'plan.rate-too-fine', 'policy.missing', 'policy.malformed']

/** What a plan says nothing of, which is the proposal's to heal and no failure of ours. */
export const isGap = (error: unknown): error is TongchouError =>
  error instanceof TongchouError && gaps.includes(error.code)
