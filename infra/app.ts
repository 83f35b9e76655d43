import { fileURLToPath } from 'node:url'
import { bundleConsole } from './bundle-console.ts'
import { deploymentNamed } from './config/deployment.ts'
import { createApp } from './create-app.ts'
import { keptBundles } from './kept-bundles.ts'
import type { Code } from './no-code.ts'
import { noCode } from './no-code.ts'
import { pacedRoutes } from './paced-routes.ts'
import { defineProvince } from './province.ts'
import { services } from './services.ts'

/**
 * The whole system, for `npm run synth`, for the CDK's command line and for the local stack.
 * `-c config=china` or TONGCHOU_CONFIG chooses the deployment, `-c issuer=…` or TONGCHOU_ISSUER the token issuer,
 * `-c alarms=…` or TONGCHOU_ALARMS who is told of an alarm. With TONGCHOU_CODE=none the functions have no code.
 */
const app = createApp(process.env.CDK_OUTDIR ?? 'cdk.out')

const chosen = (key: string, variable: string): string | undefined =>
  app.node.tryGetContext(key) ?? process.env[variable]

const deployment = deploymentNamed(chosen('config', 'TONGCHOU_CONFIG') ?? 'standard', {
  issuer: chosen('issuer', 'TONGCHOU_ISSUER'),
  alarmsGoTo: chosen('alarms', 'TONGCHOU_ALARMS'),
})
const root = fileURLToPath(new URL('..', import.meta.url))

const bundle = async (): Promise<Code> => {
  const [bundleOf, site] = await Promise.all([keptBundles(root, services), bundleConsole(root)])
  return { bundleOf, site: site.folder, remove: site.remove }
}

const code = process.env.TONGCHOU_CODE === 'none' ? noCode() : await bundle()
try {
  defineProvince(app, deployment, services, code.bundleOf, await pacedRoutes(), code.site)
  app.synth()
} finally {
  code.remove()
}
