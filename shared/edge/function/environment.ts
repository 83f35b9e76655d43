import { must } from '#shared/kernel/errors.ts'

/** The settings every function gets from infrastructure; these names are the only ones there are. */
export type Setting =
  | 'TABLE_NAME'
  | 'JOURNAL_TABLE_NAME'
  | 'BUS_NAME'
  | 'WORK_QUEUE_URL'
  | 'INBOX_QUEUES'
  | 'WATCHED_QUEUES'
  | 'OUTBOX_DEAD_LETTERS_URL'
  | 'OUTBOX_QUEUE_URL'
  | 'SERVICE_NAME'
  | 'POLICY_DIR'
  | 'LOG_LEVEL'
  | 'SECRETS_KEY_ID'
  | 'FILES_BUCKET'
  | 'PUBLIC_FILES_BUCKET'
  | 'ENROLLMENT_FUNCTION'

/**
 * Reads a setting when it is used, so that code can be imported without a deployment (for its documentation, say).
 * @throws TongchouError `environment.missing`
 */
export const setting = (name: Setting): string => {
  const value = process.env[name]
  must(value !== undefined && value !== '', 'environment.missing', `${name} is not set`, { name })
  return value
}
