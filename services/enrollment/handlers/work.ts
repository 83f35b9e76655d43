import { openBucket } from '#shared/edge/files/bucket.ts'
import { work } from '#shared/edge/runs/run.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { effects } from '../effects.ts'
import { keepSecrets } from '../person/keep-secrets.ts'
import { tasks } from '../tasks.ts'

const secrets = keepSecrets(openKeyRing(effects.store, openWrappingKey()))

const files = openBucket()

/** The units of the nightly check, and files of persons. */
export const handler = work(tasks({ ...effects, secrets, files }), (units) => effects.meter('work', units))
