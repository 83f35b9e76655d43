import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import chromium, { inflate } from '@sparticuz/chromium'

const libraries = join(tmpdir(), 'al2023', 'lib')

/**
 * Unpacks the Chromium that came with the packages, and the libraries that it needs, so that a machine needs none of its own.
 * Of several processes that unpacked at once one would start a half of it: this is done before tests begin.
 * @returns where it is; `CHROMIUM` names another, for machines that the packages have none for
 */
export const unpackChromium = async (): Promise<string> => {
  if (process.env.CHROMIUM !== undefined) return process.env.CHROMIUM
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The packages bring a Chromium for Linux on x64: set CHROMIUM to the one of this machine')
  const parts = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin')
  const [path] = await Promise.all([chromium.executablePath(), inflate(join(parts, 'al2023.tar.br'))])
  return path
}

/** What only a browser within a function needs. In one process a second window ends it; the rest would hide what is refused. */
const notForUs =
  /^--(single-process|no-zygote|disable-web-security|allow-running-insecure-content|disable-site-isolation-trials)$/

/** How it is started, with its own libraries. */
export const chromiumStart = () => ({
  args: chromium.args.filter((each) => !notForUs.test(each)),
  env: {
    ...process.env,
    LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
  } as Record<string, string>,
})
