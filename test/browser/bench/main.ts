import { startStack } from '../../../local/stack.ts'
import { openBrowser } from '../browser.ts'
import { serveEmptyPage } from './empty-page.ts'
import { measureFirstPages, signedIn } from './first-page.ts'
import { measureList } from './list-units.ts'

/** Figures of the console, printed and never asserted: they are of this machine. `node test/browser/bench/main.ts [URL]` */
const [, , address] = process.argv

const stack = address === undefined ? await startStack({ inMemory: true }) : undefined
const url = address ?? stack?.url ?? ''
const browser = await openBrowser()
const empty = await serveEmptyPage()
try {
  const session = await signedIn(browser, url, 'clerk.hefei')
  const pages = await measureFirstPages(browser, [{ url: `${url}/console`, session }, { url: empty.url }])
  for (const [at, { bytes, millis }] of pages.entries()) {
    const what = ['console', 'empty antd page'][at]
    console.log(`${what}: ${Math.round(bytes / 1000)} kB, usable after ${Math.round(millis)} ms`)
  }
  const [first, bare] = pages
  if (first && bare) console.log(`ratio: ${(first.millis / bare.millis).toFixed(2)}`)
} finally {
  empty.close()
  await browser.close()
  await stack?.stop()
}
const { persons, pages } = await measureList(100_000)
for (const { roundTrips, readUnits } of pages)
  console.log(`a page of a list of ${persons} persons: ${readUnits} read units in ${roundTrips} round trips`)
process.exit(0)
