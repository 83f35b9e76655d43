import { startWorkQueue } from '#test/support/work-queue.ts'

/** The queue of settlement's runs. */
export const startQueue = () => startWorkQueue(() => import('../../../services/settlement/handlers/work.ts'))
