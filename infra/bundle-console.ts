import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { addSite } from '../console/build/build.ts'
import { addBill, intoOneModule } from './bundle.ts'

/**
 * Bundles the function that serves the console: `index.mjs`, the built site in `site/`, and whose code the site has. The
 * folder is temporary: call `remove` when the app is synthesized.
 */
export const bundleConsole = async (
  root: string,
): Promise<{ readonly folder: string; readonly remove: () => void }> => {
  const folder = mkdtempSync(join(tmpdir(), 'tongchou-console-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    await build({
      absWorkingDir: root,
      entryPoints: [{ in: join(root, 'console', 'server', 'handler.ts'), out: 'index' }],
      outdir: folder,
      ...intoOneModule,
    })
    addBill(root, folder, 'console', await addSite(folder))
  } catch (cause) {
    remove()
    throw cause
  }
  return { folder, remove }
}
