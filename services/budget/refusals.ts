import { defineRefusals } from '#shared/kernel/refusals.ts'

/** Every reason for which the budget service says no. */
export const { table, refusal, refuse } = defineRefusals({})
