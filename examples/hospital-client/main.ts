import { Platform } from './platform.ts'
import { outpatientVisit, reconcile } from './visits.ts'

/**
 * One outpatient visit from sign-in to reconciliation, against any platform:
 * `PLATFORM_URL=… INSTITUTION=… PAAS_ID=… TOKEN=… node examples/hospital-client/main.ts ID_NUMBER NAME CATALOGUE_CODE`
 */
const setting = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set`)
  return value
}

const [idNumber = '', name = '', code = ''] = process.argv.slice(2)
const platform = new Platform({
  ...{ url: setting('PLATFORM_URL'), institution: setting('INSTITUTION'), institutionName: '' },
  ...{ division: process.env.DIVISION ?? '', paasId: setting('PAAS_ID'), token: setting('TOKEN') },
})
try {
  await platform.signIn('0042')
  const settled = await outpatientVisit(platform, {
    patient: { idNumber, name, insutype: process.env.INSUTYPE ?? '310' },
    ...{ medType: '11', diagnosis: 'J00' },
    charges: [{ code, count: 1, price: 25.6 }],
  })
  await reconcile(platform, [settled])
  await platform.signOut()
} finally {
  for (const { infno, answer } of platform.calls) console.log(infno, answer.infcode, answer.err_msg)
}
