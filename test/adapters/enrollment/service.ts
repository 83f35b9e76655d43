import { startService } from '#test/support/service.ts'

/** The service of enrolment with the handlers of its interface and its inbox, over an empty table. */
export const startEnrollment = () =>
  startService('enrollment', ['gsi1', 'gsi2', 'gsi3'], async () => ({
    api: await import('../../../services/enrollment/handlers/api.ts'),
    inbox: await import('../../../services/enrollment/handlers/consume.ts'),
  }))
